import Testing
import _TailpoolTestSupport

@testable import TailpoolReport

@Suite struct TicksTests {
  @Test(arguments: [
    (0.0...1.0, 5, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), (-7.0...12.0, 4, [-5.0, 0, 5, 10]), (3.0...3.0, 4, [3.0]),
  ])
  func areRoundNumbers(range: ClosedRange<Double>, count: Int, expected: [Double]) {
    let ticks = Ticks.values(in: range, count: count)
    #expect(ticks.count == expected.count)
    #expect(zip(ticks, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func areFewAndInsideOnRandomRanges() {
    var generator = SeededGenerator(seed: 5)
    var failures: [String] = []
    for _ in 0..<2_000 {
      let span = exp10(generator.uniform(-6, 12))
      let low = generator.uniform(-1_000, 1_000) * span
      let range = low...low + span
      let ticks = Ticks.values(in: range, count: 6)
      let isInside = ticks.allSatisfy { $0 >= low - 1e-6 * span && $0 <= low + span * (1 + 1e-6) }
      if !isInside || ticks.count > 8 || ticks.count < 2 { failures.append("\(range): \(ticks)") }
    }
    #expect(failures.isEmpty, "\(failures.prefix(5))")
  }

  @Test func rangesThatAreNotFiniteHaveNone() {
    #expect(Ticks.values(in: -.infinity ... .infinity, count: 5).isEmpty)
    #expect(Ticks.niceStep(span: .nan, count: 5) == 1)
  }

  private func exp10(_ x: Double) -> Double {
    var result = 1.0
    for _ in 0..<Int(abs(x)) { result *= 10 }
    return x < 0 ? 1 / result : result
  }
}
