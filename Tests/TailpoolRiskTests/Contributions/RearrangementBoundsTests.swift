import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Bounds on the value at risk under unknown dependence")
struct RearrangementBoundsTests {
  /// The worst value at risk of a sum of equal Pareto losses, P(X > x) = (1 + x)⁻², by the dual bound that is sharp for
  /// them, solved with SciPy; Embrechts, Puccetti and Rüschendorf (2013) print 45.99 and 141.67.
  @Test(
    "Pareto losses reach the sharp dual bound",
    arguments: [(3, 0.99, 45.98979485566354), (8, 0.99, 141.66629547095758), (3, 0.95, 18.908902300206478)])
  func pareto(parts: Int, fraction: Double, expected: Double) throws {
    let level = try #require(ConfidenceLevel(percent: 100 * fraction))
    let quantile = { @Sendable (u: Double) -> Double in 1 / (1 - u).squareRoot() - 1 }
    let bounds = try RearrangementBounds(
      level, quantiles: Array(repeating: quantile, count: parts), points: 4_000, tolerance: 1e-7)
    #expect(bounds.worst.low <= expected * (1 + 1e-3) && bounds.worst.high >= expected * (1 - 1e-3), "\(bounds)")
    #expect(abs(bounds.worst.value - expected) < 5e-3 * expected, "\(bounds)")
    #expect(abs(bounds.comonotonic - Double(parts) * quantile(fraction)) < 1e-9)
    // However the losses go together, one of them alone is as large as its own value at risk.
    #expect(bounds.best.high >= quantile(fraction) * (1 - 1e-3), "\(bounds)")
    #expect(bounds.greatestExpectedShortfall.isNaN)
  }

  @Test("Uniform losses can even each other out: the bounds are the means of both sides")
  func uniform() throws {
    let quantile = { @Sendable (u: Double) -> Double in u }
    for parts in [2, 3, 5] {
      let bounds = try RearrangementBounds(
        .percent95, quantiles: Array(repeating: quantile, count: parts), points: 2_000)
      // Rearranging leaves row sums uneven by a cell or two of each part.
      #expect(abs(bounds.worst.value - Double(parts) * 0.975) < Double(parts) * 2 * 0.05 / 2_000, "\(bounds)")
      #expect(abs(bounds.best.value - Double(parts) * 0.475) < Double(parts) * 2 * 0.95 / 2_000, "\(bounds)")
      #expect(bounds.worst.low <= bounds.worst.high && bounds.best.low <= bounds.best.high)
    }
  }

  @Test("Two short columns by trying every order of one of them")
  func exhaustive() throws {
    var generator = SeededGenerator(seed: 4)
    let level = try #require(ConfidenceLevel(percent: 50))
    for _ in 0..<20 {
      let parts = (0..<2).map { _ in (0..<10).map { _ in generator.uniform(-5, 5).rounded() } }
      let bounds = try RearrangementBounds(level, parts: parts, points: 5)
      // The five upper ends of the tail are the five worst losses.
      let tails = parts.map { $0.map { -$0 }.sorted().suffix(5).map { $0 } }
      var greatest = -Double.infinity
      permutations(tails[1]) { order in
        greatest = max(greatest, zip(tails[0], order).map { $0 + $1 }.min() ?? 0)
      }
      #expect(bounds.worst.high == greatest, "\(parts)")
    }
  }

  private func permutations(_ values: [Double], _ body: ([Double]) -> Void) {
    func place(_ rest: [Double], _ taken: [Double]) {
      if rest.isEmpty { body(taken) }
      for index in rest.indices {
        var left = rest
        let next = left.remove(at: index)
        place(left, taken + [next])
      }
    }
    place(values, [])
  }

  @Test("Any dependence of the scenarios lies between the bounds")
  func between() throws {
    var generator = SeededGenerator(seed: 6)
    let parts = (0..<4).map { _ in (0..<1_000).map { _ in 1 - 1 / generator.uniform(0.001, 1).squareRoot() } }
    let bounds = try RearrangementBounds(.percent95, parts: parts, points: 1_000)
    let together = parts.map { $0.sorted() }
    for vectors in [parts, together] {
      let sum = try ProfitAndLossDistribution((0..<1_000).map { row in vectors.reduce(0) { $0 + $1[row] } })
      let risk = sum.valueAtRisk(.percent95).value
      #expect(risk <= bounds.worst.high * (1 + 1e-9) && risk >= bounds.best.low * (1 - 1e-9), "\(risk) \(bounds)")
      #expect(sum.expectedShortfall(.percent95).value <= bounds.greatestExpectedShortfall * (1 + 1e-12))
    }
    let sum = try ProfitAndLossDistribution((0..<1_000).map { row in together.reduce(0) { $0 + $1[row] } })
    #expect(abs(sum.valueAtRisk(.percent95).value - bounds.comonotonic) < 1e-12)
    #expect(bounds.worst.high > bounds.comonotonic)
  }

  @Test("One part leaves nothing open; bad data is a typed error")
  func degenerate() throws {
    let one = try RearrangementBounds(.percent95, parts: [(1...100).map { -Double($0) }], points: 5)
    #expect(one.comonotonic == 95 && one.worst.low == 95 && one.worst.high == 96, "\(one)")
    #expect(throws: RiskError.empty) { try RearrangementBounds(.percent95, parts: []) }
    #expect(throws: RiskError.empty) { try RearrangementBounds(.percent95, parts: [[]]) }
    #expect(throws: RiskError.nonFinite(index: 1, count: 1)) {
      try RearrangementBounds(.percent95, parts: [[1, .nan]])
    }
    #expect(throws: RiskError.invalidParameter(name: "points", value: 1)) {
      try RearrangementBounds(.percent95, parts: [[1]], points: 1)
    }
    #expect(throws: RiskError.nonFinite(index: 0, count: 10)) {
      try RearrangementBounds(.percent95, quantiles: [{ _ in .nan }], points: 10)
    }
  }
}
