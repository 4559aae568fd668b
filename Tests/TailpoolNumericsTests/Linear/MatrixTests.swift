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
}
