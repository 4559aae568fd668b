import TailpoolPricing
import Testing

struct AssetCorrelationsTests {
  private func problem(_ rows: [[Double]]) -> CorrelationProblem? {
    do throws(CorrelationProblem) {
      _ = try AssetCorrelations(rows)
      return nil
    } catch { return error }
  }

  @Test func takesCorrelationMatricesAndNamesWhatIsNone() {
    #expect(problem([[1]]) == nil && problem([[1, -1], [-1, 1]]) == nil)
    // On the edge of the positive semidefinite: three variables that add up to nothing.
    #expect(problem([[1, -0.5, -0.5], [-0.5, 1, -0.5], [-0.5, -0.5, 1]]) == nil)
    #expect(problem([]) == .notSquare(rows: 0, row: 0, entries: 0))
    #expect(problem([[1, 0], [0]]) == .notSquare(rows: 2, row: 1, entries: 1))
    #expect(problem([[1, 1.5], [1.5, 1]]) == .entry(row: 0, column: 1, value: 1.5))
    guard case .entry(0, 1, let value) = problem([[1, .nan], [.nan, 1]]) else {
      Issue.record("NaN was taken")
      return
    }
    #expect(value.isNaN)
    #expect(problem([[1, 0.2], [0.2, 0.9]]) == .diagonal(row: 1, value: 0.9))
    #expect(problem([[1, 0.2], [0.3, 1]]) == .asymmetric(row: 1, column: 0, value: 0.3, other: 0.2))
    guard case .notPositiveSemidefinite(let least) = problem([[1, 0.9, 0], [0.9, 1, 0.9], [0, 0.9, 1]]) else {
      Issue.record("a matrix with a negative eigenvalue was taken")
      return
    }
    // The eigenvalues are 1 and 1 ± 0.9 √2.
    #expect(abs(least - (1 - 0.9 * 2.0.squareRoot())) < 1e-15)
    #expect(throws: CorrelationProblem.self) { try AssetCorrelations(uniform: -0.6, count: 3) }
    #expect(throws: CorrelationProblem.self) { try AssetCorrelations(uniform: 0.5, count: -1) }
  }
}
