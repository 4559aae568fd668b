import TailpoolLinearAlgebra
import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@Suite("Matrix")
struct MatrixTests {
  @Test("Stores its elements column after column")
  func columnMajor() {
    var matrix = Matrix(rows: [[1, 2, 3], [4, 5, 6]])
    #expect(matrix.storage == [1, 4, 2, 5, 3, 6])
    #expect(matrix[1, 2] == 6)
    #expect(Array(matrix.column(1)) == [2, 5])
    #expect(matrix.diagonal == [1, 5])
    matrix[0, 1] = -1
    #expect(matrix == Matrix(rows: 2, columns: 3, storage: [1, 4, -1, 5, 3, 6]))
  }

  @Test("Gram product is exactly symmetric and equals the plain sums")
  func gram() {
    var generator = SeededGenerator(seed: 7)
    let x = Matrix(rows: 11, columns: 4, storage: (0..<44).map { _ in generator.uniform(-1, 1) })
    let gram = x.gram(scale: 0.25)
    for i in 0..<4 {
      for j in 0..<4 {
        let plain = zip(x.column(i), x.column(j)).map(*).reduce(0, +) * 0.25
        #expect(Tolerance.absolute(1e-15).accepts(gram[i, j], plain), "element (\(i), \(j))")
        #expect(gram[i, j] == gram[j, i])
      }
    }
  }

  @Test("Empty shapes have empty or zero products", arguments: [(0, 0), (0, 3), (3, 0)])
  func empty(rows: Int, columns: Int) throws {
    let matrix = Matrix(rows: rows, columns: columns)
    #expect(matrix.gram() == Matrix(rows: columns, columns: columns))
    #expect(try Matrix(rows: 0, columns: 0).symmetricEigenvalues().isEmpty)
  }

  @Test("The product without a centered copy is that with one, which it is where means are large", arguments: [5, 40])
  func grams(columns: Int) {
    var generator = SeededGenerator(seed: UInt64(columns))
    for shift in [0, 0.01, 3, 1e6] {
      let x = Matrix(
        rows: 300, columns: columns,
        storage: (0..<(300 * columns)).map { _ in shift + generator.uniform(-1, 1) })
      let means = (0..<columns).map { CompensatedSum(x.column($0)).value / 300 }
      let (direct, centered) = (x.gram(withMeans: means, scale: 0.1), x.gram(centeredAt: means, scale: 0.1))
      #expect(direct == direct.transposed)
      let largest = centered.diagonal.max() ?? 0
      for (left, right) in zip(direct.storage, centered.storage) {
        #expect(Tolerance.absolute(1e-14 * largest).accepts(left, right), "\(shift): \(left), \(right)")
      }
      if shift > 1 { #expect(direct == centered) }
    }
    let constant = Matrix(rows: 50, columns: columns, repeating: 0.1)
    let mean = [Double](repeating: 0.1, count: columns)
    #expect(constant.gram(withMeans: mean).storage.allSatisfy { $0 == 0 })
    let huge = Matrix(rows: 2, columns: columns, repeating: 1e200)
    #expect(huge.gram(withMeans: [Double](repeating: 1e200, count: columns)).storage.allSatisfy { $0 == 0 })
  }
}
