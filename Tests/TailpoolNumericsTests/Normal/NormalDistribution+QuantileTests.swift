import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@Suite struct NormalQuantileTests {
  @Test func endsAndOutside() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(0.5) == 0)
    #expect(NormalDistribution.quantile(upperTail: 0) == .infinity)
    #expect(NormalDistribution.quantile(upperTail: 1) == -.infinity)
    for outside in [-Double.leastNonzeroMagnitude, -1, 1 + 0x1p-52, .infinity, -.infinity, .nan] {
      #expect(NormalDistribution.quantile(outside).isNaN, "\(outside)")
      #expect(NormalDistribution.quantile(upperTail: outside).isNaN, "\(outside)")
    }
  }

  @Test func invertsTheLogProbabilityInBothTails() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2_000 {
      let x = generator.uniform(-37, 0)
      let tail = NormalDistribution.cumulative(x)
      // A relative error u of the probability moves x by u times the Mills ratio.
      let tolerance = 0x1p-50 * max(abs(x), NormalDistribution.millsRatio(-x))
      #expect(abs(NormalDistribution.quantile(tail) - x) <= tolerance, "x = \(x)")
      #expect(abs(NormalDistribution.quantile(upperTail: tail) + x) <= tolerance, "x = \(x)")
    }
  }

  @Test func isMonotoneAcrossTheJoins() {
    for join in [0.075, 0.925, 1.3887943864964021e-11] {  // |p − ½| = 0.425, and −log p = 25
      var previous = -Double.infinity
      var p = join * (1 - 1e-13)
      for _ in 0..<200 {
        let x = NormalDistribution.quantile(p)
        #expect(x >= previous - 2 * x.ulp, "p = \(p)")
        previous = x
        p *= 1 + 1e-15
      }
    }
  }
}
