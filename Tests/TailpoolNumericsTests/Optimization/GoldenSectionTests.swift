import TailpoolNumerics
import Testing

@Suite("Golden-section search")
struct GoldenSectionTests {
  @Test("The minimum is inside an interval of the width asked for", arguments: [-1.25, 0, 0.5, 1.999])
  func minimum(at best: Double) {
    for innerPoint in [GoldenSection.InnerPoint.kept, .placedAnew] {
      var evaluations = 0
      let end = GoldenSection.search(-2...2, to: 1e-6, innerPoint: innerPoint) { x in
        evaluations += 1
        return (x - best) * (x - best)
      }
      #expect(end.low <= best && best <= end.high, "\(innerPoint): \(end), minimum at \(best)")
      #expect(end.high - end.low <= 1e-6 && abs(end.middle - best) <= 1e-6, "\(innerPoint): \(end)")
      // 4 · 0.618ⁿ ≤ 1e-6 for n = 32: two evaluations before, then one a step, or two in all steps but the last.
      #expect(evaluations == (innerPoint == .kept ? 34 : 64), "\(innerPoint): \(evaluations) evaluations")
    }
  }

  @Test("The other order finds the maximum, and the values are those of the inner points")
  func maximum() {
    let end = GoldenSection.search(0...3, to: 1e-3, isBetter: >) { 5 - abs($0 - 1) }
    #expect(end.low <= 1 && 1 <= end.high, "\(end)")
    #expect(max(end.atLeft, end.atRight) > 5 - 1e-3, "\(end)")
  }

  @Test("Steps and width both end a search, and an interval that is narrow enough is left")
  func ends() {
    let three = GoldenSection.search(0...1, to: 0, mostSteps: 3) { $0 }
    #expect(three.low == 0 && abs(three.high - 0.2360679774997898) < 1e-15, "\(three)")
    let none = GoldenSection.search(0...1, to: 1) { $0 }
    #expect(none.low == 0 && none.high == 1)
  }

  private struct Refusal: Error, Equatable {}

  @Test("What the function throws is thrown on")
  func throwing() {
    #expect(throws: Refusal()) {
      _ = try GoldenSection.search(0...1, to: 0.1) { x throws(Refusal) -> Double in
        if x > 0.7 { return x }
        throw Refusal()
      }
    }
  }
}
