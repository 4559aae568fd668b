import Foundation
import TailpoolMarket
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct ExtendedSSVITests {
  @Test func agreesWithPoolVector05() throws {
    let cases = try #require(References.json("pools/05_ssvi_premia.json")["cases"] as? [[String: Any]])
    #expect(cases.count == 3)
    for values in cases {
      func list(_ name: String) throws -> [Double] { try #require(values[name] as? [Double]) }
      func number(_ name: String) throws -> Double { try #require(values[name] as? NSNumber).doubleValue }
      let (years, thetas, psis, rhos) = (try list("tau"), try list("theta"), try list("psi"), try list("rho"))
      let surface = try ExtendedSSVI(
        expiries: years.indices.map { .init(years: years[$0], theta: thetas[$0], psi: psis[$0], rho: rhos[$0]) })
      let volatility = surface.volatility(
        logMoneyness: log(try number("K") / number("S")), years: try number("T"))
      #expect(abs(volatility - (try number("iv_formula"))) <= 1e-10, "\(values)")
      #expect(abs(volatility - (try number("iv_anchor"))) <= 1e-3, "\(values)")
    }
  }

  static func surface() throws -> ExtendedSSVI {
    try ExtendedSSVI(expiries: [
      .init(years: 0.1, theta: 0.03, psi: 0.12, rho: -0.4), .init(years: 0.4, theta: 0.1, psi: 0.3, rho: -0.3),
      .init(years: 1, theta: 0.2, psi: 0.45, rho: -0.25),
    ])
  }

  private static func difference(at x: Double, _ function: (Double) -> Double) -> Double {
    let step = 1e-3
    return (8 * (function(x + step) - function(x - step)) - (function(x + 2 * step) - function(x - 2 * step)))
      / (12 * step)
  }

  @Test func derivativesAreSlopes() throws {
    let surface = try Self.surface()
    for years in [0.05, 0.2, 0.7, 1.5] {
      for k in [-1.2, -0.2, 0, 0.3, 1.1] {
        let values = surface.derivatives(logMoneyness: k, years: years)
        let first = Self.difference(at: k) { surface.totalVariance(logMoneyness: $0, years: years) }
        let second = Self.difference(at: k) { surface.derivatives(logMoneyness: $0, years: years).slope }
        let time = Self.difference(at: years) { surface.totalVariance(logMoneyness: k, years: $0) }
        #expect(abs(values.slope - first) <= 1e-8)
        #expect(abs(values.curvature - second) <= 1e-6)
        #expect(abs(surface.timeSlope(logMoneyness: k, years: years) - time) <= 1e-8)
      }
    }
    #expect(surface.timeSlope(logMoneyness: 0, years: -1).isNaN)
    #expect(surface.totalVariance(logMoneyness: .infinity, years: 1).isNaN)
  }

  @Test func neverHasArbitrage() throws {
    let surface = try Self.surface()
    for step in 1...40 {
      let years = 0.05 * Double(step)
      for k in [-3, -1, -0.3, 0, 0.2, 0.9, 3] {
        #expect(surface.derivatives(logMoneyness: k, years: years).durrleman(at: k) >= 0)
        #expect(surface.timeSlope(logMoneyness: k, years: years) >= 0)
      }
    }
  }

  @Test func thePowerLawIsASurface() throws {
    let surface = try ExtendedSSVI(rho: -0.5, eta: 1.2, gamma: 0.4, years: [0.1, 0.5, 1], thetas: [0.01, 0.04, 0.09])
    #expect(surface.expiries.count == 3)
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "eta", value: 1.5)) {
      try ExtendedSSVI(rho: -0.5, eta: 1.5, gamma: 0.4, years: [1], thetas: [0.1])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "gamma", value: 0.6)) {
      try ExtendedSSVI(rho: 0, eta: 1, gamma: 0.6, years: [1], thetas: [0.1])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "theta", value: 0)) {
      try ExtendedSSVI(rho: 0, eta: 1, gamma: 0.5, years: [1], thetas: [])
    }
  }

  @Test func parametersOutsideTheDomainAreRejected() {
    func surface(_ theta: Double, _ psi: Double, _ rho: Double) throws -> ExtendedSSVI {
      try ExtendedSSVI(expiries: [
        .init(years: 0.5, theta: 0.04, psi: 0.2, rho: -0.3), .init(years: 1, theta: theta, psi: psi, rho: rho),
      ])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "theta", value: 0.03)) { try surface(0.03, 0.2, -0.3) }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "psi", value: 0.9)) { try surface(0.08, 0.9, -0.3) }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "rho", value: 0.5)) { try surface(0.08, 0.21, 0.5) }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "rho", value: 1)) { try surface(0.08, 0.21, 1) }
    #expect(throws: SurfaceError.empty) { try ExtendedSSVI(expiries: []) }
  }
}
