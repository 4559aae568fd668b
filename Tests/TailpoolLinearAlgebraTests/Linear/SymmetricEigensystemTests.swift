import Testing
import _TailpoolTestSupport

@testable import TailpoolLinearAlgebra

/// A symmetric matrix of uniform elements.
func randomSymmetric(_ order: Int, seed: UInt64, scale: Double = 1) -> Matrix {
  var generator = SeededGenerator(seed: seed)
  var matrix = Matrix(rows: order, columns: order)
  for j in 0..<order {
    for i in j..<order {
      matrix[i, j] = scale * generator.uniform(-1, 1)
      matrix[j, i] = matrix[i, j]
    }
  }
  return matrix
}

@Suite("Symmetric eigensystem")
struct SymmetricEigensystemTests {
  @Test("Both paths diagonalize and agree", arguments: [1, 2, 5, 20, 32, 33, 60])
  func paths(order: Int) throws {
    let matrix = randomSymmetric(order, seed: UInt64(order))
    let plain = try SymmetricEigensystem.plain(matrix)
    let lapack = try SymmetricEigensystem.lapack(matrix)
    for (left, right) in zip(plain.values, lapack.values) {
      #expect(Tolerance.absolute(1e-13 * Double(order)).accepts(left, right))
    }
    #expect(mismatches(plain.vectors, lapack.vectors, relative: 1e-9).isEmpty)
    for system in [plain, lapack] {
      #expect(mismatches(system.vectors.gram(), .identity(order), relative: 1e-13).isEmpty)
      let image = matrix.multiplied(by: system.vectors)
      #expect(mismatches(image, system.vectors.scalingColumns(by: system.values), relative: 1e-12).isEmpty)
      #expect(system.values == system.values.sorted())
    }
    #expect(try matrix.symmetricEigenvalues().count == order)
  }

  @Test("Rebuilds a semidefinite matrix, and fixes the signs", arguments: [3, 40])
  func rebuilding(order: Int) throws {
    let matrix = randomSymmetric(order, seed: 7).gram()
    let system = try SymmetricEigensystem(of: matrix)
    #expect(mismatches(system.matrix(withEigenvalues: system.values), matrix, relative: 1e-13).isEmpty)
    for k in 0..<order {
      let largest = system.vectors.column(k).max { abs($0) < abs($1) } ?? 0
      #expect(largest > 0)
    }
  }

  @Test("Holds at the ends of the exponent range and for singular matrices", arguments: [1e-300, 1e-8, 1e150, 1e300])
  func scales(scale: Double) throws {
    let matrix = randomSymmetric(6, seed: 3, scale: scale)
    let ones = try SymmetricEigensystem(of: randomSymmetric(6, seed: 3))
    for (left, right) in zip(try matrix.symmetricEigenvalues(), ones.values) {
      #expect(Tolerance.absolute(1e-13).accepts(left / scale, right))
    }
    let rankOne = Matrix(rows: 5, columns: 5, repeating: scale)
    let values = try rankOne.symmetricEigenvalues()
    #expect(Tolerance.relative(1e-13).accepts(values[4], 5 * scale))
    #expect(values.prefix(4).allSatisfy { abs($0) <= 1e-14 * scale })
  }

  @Test("A bad matrix is a typed error")
  func errors() {
    #expect(throws: LinearAlgebraError.notSquare(rows: 1, columns: 2)) {
      try SymmetricEigensystem(of: Matrix(rows: [[1, 2]]))
    }
    #expect(throws: LinearAlgebraError.nonFiniteElement(row: 1, column: 0)) {
      try SymmetricEigensystem(of: Matrix(rows: [[1, 0], [.nan, 1]]))
    }
    #expect(throws: Never.self) { try SymmetricEigensystem(of: Matrix(rows: 0, columns: 0)) }
  }
}
