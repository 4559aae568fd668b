import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct NormalizedBlackTests {
  @Test func agreesWithMpmath() throws {
    let rows = try References.table("normalised_black.csv").rows
    #expect(rows.count == 1200)
    var failures: [String] = []
    for row in rows {
      let (x, s) = (row["x"], row["s"])
      // The exponent (x²/s² + s²/4) / 2 is what rounding multiplies in vega and in the complement.
      let exponent = x * x / (s * s) + 0.25 * s * s
      failures += [
        failure("b", NormalizedBlack.price(x: x, s: s), row, condition: row["cond"], limit: 4),
        failure("vega", NormalizedBlack.vega(x: x, s: s), row, condition: exponent, limit: 4),
        failure("complement", NormalizedBlack.complement(x: x, s: s), row, condition: exponent, limit: 6),
      ].compactMap { $0 }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func theSignOfLogMoneynessDoesNotMatter() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<1_000 {
      let (x, s) = (generator.uniform(0, 5), generator.uniform(0, 6))
      #expect(NormalizedBlack.price(x: x, s: s) == NormalizedBlack.price(x: -x, s: s))
      #expect(NormalizedBlack.complement(x: x, s: s) == NormalizedBlack.complement(x: -x, s: s))
    }
  }

  @Test func regionsJoinWithoutASeam() {
    // Just below and just above a threshold the price may differ by the step times the slope, and by rounding.
    for a in [0, 0.01, 0.3, 1, 3, 10, 30] {
      for join in [0.9 / (1 + 1.2 * a), 1 + a] {  // the series limit; the body threshold
        let (below, above) = (2 * join * (1 - 1e-15), 2 * join * (1 + 1e-15))
        let x = 2 * a * join
        let low = NormalizedBlack.price(x: x, s: below)
        let high = NormalizedBlack.price(x: x, s: above)
        let tolerance = low * 0x1p-51 * (10 + 4 * a * a)
        #expect(abs(high - low) <= tolerance + 4e-15 * join * NormalizedBlack.vega(x: x, s: below), "a \(a) t \(join)")
      }
    }
  }

  @Test func limitsAndDomain() {
    #expect(NormalizedBlack.price(x: -1, s: 0) == 0)
    #expect(NormalizedBlack.price(x: 0, s: 0) == 0)
    #expect(Tolerance.ulps(1).accepts(NormalizedBlack.price(x: -1, s: .infinity), 0.60653065971263342360))
    #expect(NormalizedBlack.price(x: 0, s: 200) == 1)
    #expect(NormalizedBlack.complement(x: -1, s: .infinity) == 0)
    #expect(NormalizedBlack.vega(x: 0, s: 0) == 0.3989422804014327)
    #expect(NormalizedBlack.vega(x: -1, s: 0) == 0)
    for bad in [(Double.nan, 1.0), (0, .nan), (0, -1), (.infinity, 1), (-.infinity, 1)] {
      #expect(NormalizedBlack.price(x: bad.0, s: bad.1).isNaN)
      #expect(NormalizedBlack.vega(x: bad.0, s: bad.1).isNaN)
      #expect(NormalizedBlack.complement(x: bad.0, s: bad.1).isNaN)
    }
  }
}
