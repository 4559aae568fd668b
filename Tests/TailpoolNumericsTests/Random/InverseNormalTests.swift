import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics

@Suite("Inverse normal")
struct InverseNormalTests {
  @Test("Agrees with mpmath")
  func quantiles() throws {
    let failures = try References.table("inverse_normal.csv").rows.compactMap { row in
      mismatch(
        "quantile", inverseNormal(row["p"]), row["quantile"],
        within: row["quantile"] == 0 ? .absolute(0) : .relative(2e-15), inputs: "\(row)")
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("Has its limits")
  func quantileLimits() {
    #expect(inverseNormal(0) == -.infinity)
    #expect(inverseNormal(1) == .infinity)
    #expect(inverseNormal(-0.1).isNaN)
    #expect(inverseNormal(1.1).isNaN)
    #expect(inverseNormal(.nan).isNaN)
  }
}
