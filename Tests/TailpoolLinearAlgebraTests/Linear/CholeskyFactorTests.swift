import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolLinearAlgebra

/// A case of cholesky.json.
struct CholeskyCase: Sendable, CustomTestStringConvertible {
  let tag: String
  let matrix: Matrix
  let failingMinor: Int
  let factor: Matrix?
  let rank: Int
  let pivots: [Int]
  let pivotedFactor: Matrix
  let eigenvalues: [Double]
  var testDescription: String { tag }

  static let all: [CholeskyCase] = (try? load()) ?? []

  private static func load() throws -> [CholeskyCase] {
    let cases = try #require(References.json("cholesky.json")["cases"] as? [[String: Any]])
    return try cases.map { entry in
      CholeskyCase(
        tag: try #require(entry["tag"] as? String),
        matrix: Matrix(rows: try #require(entry["A"] as? [[Double]])),
        failingMinor: try #require(entry["dpotrf_info"] as? Int),
        factor: (entry["L"] as? [[Double]]).map { Matrix(rows: $0) },
        rank: try #require(entry["dpstrf_rank"] as? Int),
        pivots: try #require(entry["dpstrf_pivots_1based"] as? [Int]).map { $0 - 1 },
        pivotedFactor: Matrix(rows: try #require(entry["dpstrf_L_first_rank_cols"] as? [[Double]])),
        eigenvalues: try #require(entry["eigenvalues"] as? [Double]))
    }
  }
}

/// Elements that differ by more than a fraction of the largest expected element.
func mismatches(_ actual: Matrix, _ expected: Matrix, relative: Double) -> [String] {
  guard actual.rows == expected.rows, actual.columns == expected.columns else {
    return ["shape \(actual.rows) × \(actual.columns), expected \(expected.rows) × \(expected.columns)"]
  }
  let scale = expected.storage.map(abs).max() ?? 0
  return zip(actual.storage, expected.storage).enumerated().compactMap { index, pair in
    mismatch(
      "element (\(index % actual.rows), \(index / actual.rows))", pair.0, pair.1, within: .absolute(relative * scale),
      inputs: "")
  }
}

@Suite("Cholesky factor")
struct CholeskyFactorTests {
  @Test("All cases of the table are there")
  func table() { #expect(CholeskyCase.all.count == 6) }

  @Test("Plain loop and LAPACK agree with the table", arguments: CholeskyCase.all)
  func references(reference: CholeskyCase) throws {
    guard let expected = reference.factor else {
      let error = LinearAlgebraError.notPositiveDefinite(leadingMinor: reference.failingMinor)
      #expect(throws: error) { try CholeskyFactor.plain(reference.matrix) }
      #expect(throws: error) { try CholeskyFactor.lapack(reference.matrix) }
      return
    }
    // The singular equicorrelation matrix factors by the luck of its rounding: its last pivot is one rounding of 1.
    let isSingular = reference.rank < reference.matrix.rows
    let relative = isSingular ? 1e-7 : 1e-12
    let lapack = try CholeskyFactor.lapack(reference.matrix).lower
    #expect(mismatches(lapack, expected, relative: relative).isEmpty)
    if !isSingular {
      let plain = try CholeskyFactor.plain(reference.matrix).lower
      #expect(mismatches(plain, expected, relative: relative).isEmpty)
    }
  }

  @Test("Pivoted factor has the table's rank and rebuilds the matrix", arguments: CholeskyCase.all)
  func pivoted(reference: CholeskyCase) throws {
    let factor = try PivotedCholeskyFactor(of: reference.matrix)
    #expect(factor.rank == reference.rank)
    #expect(factor.pivots.sorted() == Array(0..<reference.matrix.rows))
    if factor.pivots == reference.pivots {
      #expect(mismatches(factor.lower, reference.pivotedFactor, relative: 1e-12).isEmpty)
    }
    let scale = reference.matrix.diagonal.max() ?? 0
    for (i, row) in factor.pivots.enumerated() {
      for (k, column) in factor.pivots.enumerated() {
        let product = (0..<factor.rank).map { factor.lower[i, $0] * factor.lower[k, $0] }.reduce(0, +)
        #expect(Tolerance.absolute(1e-12 * scale).accepts(product, reference.matrix[row, column]))
      }
    }
  }

  @Test("Eigenvalues agree with the table", arguments: CholeskyCase.all)
  func eigenvalues(reference: CholeskyCase) throws {
    let values = try reference.matrix.symmetricEigenvalues()
    let scale = reference.eigenvalues.map(abs).max() ?? 0
    for (actual, expected) in zip(values, reference.eigenvalues) {
      #expect(Tolerance.absolute(1e-13 * scale).accepts(actual, expected))
    }
    #expect(values.count == reference.eigenvalues.count)
  }

  @Test("Both paths agree across the order where LAPACK takes over", arguments: [1, 5, 31, 32, 33, 70])
  func paths(order: Int) throws {
    var generator = SeededGenerator(seed: UInt64(order))
    let x = Matrix(rows: 2 * order, columns: order, storage: (0..<(2 * order * order)).map { _ in generator.uniform() })
    let matrix = x.gram()
    let plain = try CholeskyFactor.plain(matrix).lower
    #expect(mismatches(try CholeskyFactor.lapack(matrix).lower, plain, relative: 1e-12).isEmpty)
    #expect(mismatches(try CholeskyFactor(of: matrix).lower, plain, relative: 1e-12).isEmpty)
  }

  @Test("Only the lower triangle is read")
  func lowerTriangle() throws {
    let factor = try CholeskyFactor(of: Matrix(rows: [[4, .nan], [2, 5]]))
    #expect(factor.lower == Matrix(rows: [[2, 0], [1, 2]]))
  }

  @Test("Bad matrices are typed errors")
  func errors() {
    #expect(throws: LinearAlgebraError.notSquare(rows: 1, columns: 2)) {
      try CholeskyFactor(of: Matrix(rows: [[1, 2]]))
    }
    #expect(throws: LinearAlgebraError.nonFiniteElement(row: 1, column: 0)) {
      try CholeskyFactor(of: Matrix(rows: [[1, 0], [.nan, 1]]))
    }
    #expect(throws: LinearAlgebraError.nonFiniteElement(row: 0, column: 0)) {
      try Matrix(rows: [[.infinity]]).symmetricEigenvalues()
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 1)) {
      try CholeskyFactor(of: Matrix(rows: [[0]]))
    }
  }

  @Test("Order zero has an empty factor")
  func empty() throws {
    #expect(try CholeskyFactor(of: Matrix(rows: 0, columns: 0)).lower.storage.isEmpty)
    #expect(try PivotedCholeskyFactor(of: Matrix(rows: 0, columns: 0)).rank == 0)
  }
}
