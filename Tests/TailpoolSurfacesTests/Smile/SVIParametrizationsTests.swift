import TailpoolMarket
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct SVIParametrizationsTests {
  @Test func conversionsRoundTripOnRandomSmiles() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let rho = generator.uniform(-0.95, 0.95)
      let b = generator.uniform(0.01, 0.5)
      let sigma = generator.uniform(0.02, 0.6)
      let raw = try RawSVI(
        a: generator.uniform(0, 0.2), b: b, rho: rho, m: generator.uniform(-0.4, 0.4), sigma: sigma)
      let years = generator.uniform(0.01, 2)
      let viaNatural = try RawSVI(RawSVI.Natural(raw))
      let jumpWing = try RawSVI.JumpWing(raw, years: years)
      let viaJumpWing = try RawSVI(jumpWing)
      for k in [-1.0, -0.3, 0, 0.2, 0.9] {
        let expected = raw.totalVariance(at: k)
        #expect(abs(viaNatural.totalVariance(at: k) - expected) <= 1e-13 * expected, "\(raw)")
        // The width is a quotient of two distances from the minimum, which is lost as the minimum nears the money.
        let smallness = max(1e-3, (jumpWing.variance - jumpWing.minimumVariance) / jumpWing.variance)
        #expect(abs(viaJumpWing.totalVariance(at: k) - expected) <= 1e-11 / smallness * expected, "\(raw)")
      }
    }
  }

  /// Gatheral and Jacquier (2014), section 5.1: raw and jump-wing parameters of one smile, printed to six digits.
  @Test func theVogtSmileInJumpWings() throws {
    let raw = try RawSVI(a: -0.0410, b: 0.1331, rho: 0.3060, m: 0.3586, sigma: 0.4153)
    let jumpWing = try RawSVI.JumpWing(raw, years: 1)
    #expect(abs(jumpWing.variance - 0.01742625) < 5e-8)
    #expect(abs(jumpWing.skew - -0.1752111) < 5e-7)
    #expect(abs(jumpWing.putSlope - 0.6997381) < 5e-7)
    #expect(abs(jumpWing.callSlope - 1.316798) < 5e-6)
    #expect(abs(jumpWing.minimumVariance - 0.0116249) < 5e-7)
  }

  @Test func aMinimumAtTheMoneyIsUndetermined() {
    let jumpWing = RawSVI.JumpWing(
      variance: 0.04, skew: 0, putSlope: 0.5, callSlope: 0.5, minimumVariance: 0.04, years: 1)
    #expect(throws: SurfaceError.undetermined) { try RawSVI(jumpWing) }
  }

  @Test func parametersOutsideTheirDomainAreRejected() throws {
    let edge = try RawSVI(a: 0.04, b: 0.1, rho: 1, m: 0, sigma: 0.1)
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "rho", value: 1)) { try RawSVI.Natural(edge) }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "years", value: 0)) { try RawSVI.JumpWing(edge, years: 0) }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "zeta", value: 0)) {
      try RawSVI(RawSVI.Natural(delta: 0, mu: 0, rho: 0, omega: 1, zeta: 0))
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "minimumVariance", value: 0.05)) {
      try RawSVI(
        RawSVI.JumpWing(variance: 0.04, skew: 0.1, putSlope: 0.5, callSlope: 0.5, minimumVariance: 0.05, years: 1))
    }
  }
}
