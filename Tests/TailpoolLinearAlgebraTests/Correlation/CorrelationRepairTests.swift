import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolLinearAlgebra

/// A matrix of `cases` in nearest_correlation.json.
struct NearestCase {
  let tag: String
  let input: Matrix
  let nearest: Matrix
  let distance: Double
  let smallest: Double

  static func read(_ cases: [[String: Any]]) throws -> [NearestCase] {
    try cases.map { entry in
      NearestCase(
        tag: try #require(entry["tag"] as? String), input: Matrix(rows: try #require(entry["input"] as? [[Double]])),
        nearest: Matrix(rows: try #require(entry["nearest"] as? [[Double]])),
        distance: try #require(entry["frobenius_distance"] as? Double),
        smallest: try #require(entry["min_eig_input"] as? Double))
    }
  }
}

/// A correlation matrix of few observations with some pairs disturbed: indefinite, as pairwise estimates are.
func disturbedCorrelation(_ order: Int, seed: UInt64) -> Matrix {
  var generator = SeededGenerator(seed: seed)
  let x = Matrix(
    rows: 2 * order, columns: order, storage: (0..<(2 * order * order)).map { _ in generator.uniform(-1, 1) })
  var matrix = x.gram().scaledToUnitDiagonal()
  for j in 0..<order {
    for i in 0..<j {
      matrix[i, j] = min(max(matrix[i, j] + generator.uniform(-0.5, 0.5), -1), 1)
      matrix[j, i] = matrix[i, j]
    }
  }
  return matrix
}

@Suite("Repair of a correlation matrix")
struct CorrelationRepairTests {
  @Test("Newton and projections agree with the table")
  func references() throws {
    let cases = try NearestCase.read(References.madeUpCases("nearest_correlation.json"))
    #expect(cases.count == 7)
    try check(cases)
  }

  @Test(
    "Newton and projections agree with the table of real correlations",
    .enabled(if: References.hasShared, "real data are absent"))
  func realReferences() throws {
    let cases = try NearestCase.read(References.sharedCases("reference/risk/nearest_correlation.json"))
    #expect(cases.count == 8)
    try check(cases)
  }

  private func check(_ cases: [NearestCase]) throws {
    for reference in cases {
      for method in [CorrelationRepair.NearestMethod.newton, .alternatingProjections] {
        let repair = try CorrelationRepair.nearest(to: reference.input, method: method, tolerance: 1e-11)
        let failures = zip(repair.matrix.storage, reference.nearest.storage).filter { abs($0 - $1) > 1e-8 }
        #expect(failures.isEmpty, "\(reference.tag), \(method): \(failures)")
        #expect(Tolerance.absolute(1e-8).accepts(repair.distance, reference.distance), "\(reference.tag)")
        #expect(Tolerance.absolute(1e-12).accepts(repair.smallestEigenvalueBefore, reference.smallest))
      }
    }
  }

  @Test("Newton and projections agree on larger matrices", arguments: [8, 20, 45])
  func agreement(order: Int) throws {
    let matrix = disturbedCorrelation(order, seed: UInt64(order))
    let newton = try CorrelationRepair.nearest(to: matrix, tolerance: 1e-12)
    let projections = try CorrelationRepair.nearest(to: matrix, method: .alternatingProjections, tolerance: 1e-12)
    #expect(newton.method == .newton && projections.method == .alternatingProjections)
    #expect(newton.smallestEigenvalueBefore < 0)
    #expect(zip(newton.matrix.storage, projections.matrix.storage).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(newton.iterations < 15)
  }

  @Test("A repaired matrix is a correlation matrix, and a second repair leaves it", arguments: [2, 5, 12, 33, 50])
  func idempotence(order: Int) throws {
    let matrix = disturbedCorrelation(order, seed: 100 + UInt64(order))
    for minimum in [0, 1e-6, 0.01] {
      let nearest = try CorrelationRepair.nearest(to: matrix, minimumEigenvalue: minimum)
      let shrunk = try CorrelationRepair.shrinking(matrix, minimumEigenvalue: minimum)
      for repair in [nearest, shrunk] {
        #expect(repair.matrix == repair.matrix.transposed)
        #expect(repair.matrix.diagonal.allSatisfy { $0 == 1 })
        #expect(repair.smallestEigenvalueAfter >= minimum - 1e-12)
      }
      #expect(nearest.distance <= shrunk.distance * (1 + 1e-12))
      let again = try CorrelationRepair.nearest(to: nearest.matrix, minimumEigenvalue: minimum)
      #expect(again.method == .unchanged && again.matrix == nearest.matrix && again.distance == 0)
      let shrunkAgain = try CorrelationRepair.shrinking(shrunk.matrix, minimumEigenvalue: minimum)
      #expect(shrunkAgain.method == .unchanged && shrunkAgain.matrix == shrunk.matrix)
    }
  }

  @Test("The nearest matrix does not depend on the order of the rows")
  func permutation() throws {
    let matrix = disturbedCorrelation(9, seed: 4)
    let order = [3, 8, 1, 0, 7, 5, 2, 6, 4]
    let repair = try CorrelationRepair.nearest(to: matrix, tolerance: 1e-13)
    let permuted = try CorrelationRepair.nearest(to: matrix.submatrix(order), tolerance: 1e-13)
    #expect(zip(permuted.matrix.storage, repair.matrix.submatrix(order).storage).allSatisfy { abs($0 - $1) < 1e-11 })
  }

  @Test("Shrinking keeps the trusted block to the bit, and takes no more weight than it needs")
  func trusted() throws {
    let matrix = Matrix(rows: [[1, 0.9, 0.7], [0.9, 1, 0.3], [0.7, 0.3, 1]])
    let repair = try CorrelationRepair.shrinking(matrix, keeping: [0, 1], minimumEigenvalue: 0)
    #expect(repair.matrix[1, 0] == 0.9)
    guard case .shrinking(let weight) = repair.method else {
      Issue.record("not shrunk: \(repair.method)")
      return
    }
    // With f = 1 − w: det = 1 − 0.81 − 0.49 f² − 0.09 f² + 2 · 0.9 · 0.7 · 0.3 f² = 0.
    let exact = 1 - (0.19 / (0.58 - 0.378)).squareRoot()
    #expect(weight >= exact && weight <= exact + 2e-10)
    #expect(abs(repair.matrix[2, 0] / repair.matrix[2, 1] - 0.7 / 0.3) < 1e-12)
    let toward = try CorrelationRepair.shrinking(
      matrix, toward: Matrix(rows: [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]))
    #expect(toward.smallestEigenvalueAfter >= 1e-8 - 1e-15)
  }

  @Test("Any finite symmetric matrix has a nearest correlation matrix")
  func anything() throws {
    let matrices = [
      Matrix(rows: [[-5]]), Matrix(rows: [[0, 0], [0, 0]]), Matrix(rows: [[-3, 4], [4, -7]]),
      Matrix(rows: [[1e6, 2e5], [2e5, -1e6]]), randomSymmetric(40, seed: 8, scale: 30),
    ]
    for matrix in matrices {
      let repair = try CorrelationRepair.nearest(to: matrix)
      #expect(repair.matrix.diagonal.allSatisfy { $0 == 1 })
      #expect(repair.smallestEigenvalueAfter > -1e-12)
      let distance = repair.matrix.subtracting(matrix).storage.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(Tolerance.relative(1e-12).accepts(repair.distance, distance))
    }
    #expect(try CorrelationRepair.nearest(to: Matrix(rows: [[-3, 4], [4, -7]])).matrix[0, 1] == 1)
  }

  @Test("Bad input is a typed error")
  func errors() {
    let good = Matrix(rows: [[1, 0.5], [0.5, 1]])
    func expect(_ error: LinearAlgebraError, _ body: () throws -> CorrelationRepair) {
      #expect(throws: error) { try body() }
    }
    expect(.notSquare(rows: 1, columns: 2)) { try .nearest(to: Matrix(rows: [[1, 2]])) }
    expect(.notSymmetric(row: 0, column: 1)) { try .nearest(to: Matrix(rows: [[1, 0.5], [0.4, 1]])) }
    expect(.nonFiniteElement(row: 0, column: 1)) { try .nearest(to: Matrix(rows: [[1, .nan], [0.4, 1]])) }
    expect(.nonFiniteElement(row: 1, column: 1)) { try .nearest(to: Matrix(rows: [[1, 0.4], [0.4, .infinity]])) }
    expect(.invalidMinimumEigenvalue(1)) { try .nearest(to: good, minimumEigenvalue: 1) }
    expect(.invalidMinimumEigenvalue(-0.1)) { try .shrinking(good, minimumEigenvalue: -0.1) }
    expect(.notUnitDiagonal(row: 1, value: 2)) { try .shrinking(Matrix(rows: [[1, 0.5], [0.5, 2]])) }
    expect(.invalidRow(2)) { try .shrinking(good, keeping: [2]) }
    expect(.invalidRow(1)) { try .shrinking(good, keeping: [1, 1]) }
    expect(.fixedPartNotPositiveDefinite(leadingMinor: 2)) {
      try .shrinking(Matrix(rows: [[1, 1, 0], [1, 1, 0], [0, 0, 1]]), keeping: [0, 1])
    }
    // So large that no diagonal can be brought to 1 in double precision.
    #expect(throws: LinearAlgebraError.self) {
      try CorrelationRepair.nearest(to: Matrix(rows: [[1, 1e200, 0.3], [1e200, 1, 0.2], [0.3, 0.2, 1e201]]))
    }
  }
}
