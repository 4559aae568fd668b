import TailpoolLinearAlgebra
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

/// The weights of greatest likelihood were found by NumPy and SciPy's Nelder–Mead search on the same residuals.
@Suite("Dynamic correlation of many factors")
struct CompositeLikelihoodTests {
  /// Residuals of a common factor from which every second one turns away halfway.
  private static func residuals(_ columns: Int) -> Matrix {
    var generator = SeededGenerator(seed: 4)
    return Matrix(
      rows: (0..<44).map { row in
        let common = generator.uniform(-1, 1)
        return (0..<columns).map { column in
          let loading = row < 22 || column.isMultiple(of: 2) ? 0.9 : -0.9
          return 1.7 * (loading * common + (0.3 + 0.05 * Double(column)) * generator.uniform(-1, 1))
        }
      })
  }

  @Test("Above twelve the sum over neighboring pairs is greatest, each pair once")
  func composite() throws {
    #expect(DynamicCorrelation.largestJointOrder == 12)
    let fit = try DynamicCorrelation(fittedTo: Self.residuals(13))
    #expect(abs(fit.reaction - 0.244658) < 2e-4 && abs(fit.persistence - 0.656287) < 2e-4, "\(fit)")
    // The correlations are those of all thirteen together.
    let given = try DynamicCorrelation(
      residuals: Self.residuals(13), reaction: fit.reaction, persistence: fit.persistence)
    #expect(fit == given && fit.next.rows == 13)
  }

  @Test("Up to twelve the likelihood of all together is, which here wants no change")
  func joint() throws {
    // The pairs alone would have 0.283 and 0.641.
    let fit = try DynamicCorrelation(fittedTo: Self.residuals(12))
    #expect(fit.reaction < 1e-4, "\(fit)")
  }
}
