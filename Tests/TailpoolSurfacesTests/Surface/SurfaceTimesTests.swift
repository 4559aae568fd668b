import Foundation
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import Testing

@testable import TailpoolSurfaces

/// By hand, before the first expiry, between expiries and after the last.
@Suite("Surfaces between and beyond their expiries")
struct SurfaceTimesTests {
  private static let early = RawSVI(unchecked: 0.002, 0.03, -0.3, 0.01, 0.1)
  private static let late = RawSVI(unchecked: 0.02, 0.1, -0.4, 0.03, 0.4)

  private static func slices(_ interpolation: FittedSurface.TimeInterpolation) throws -> SliceSurface<RawSVI> {
    try SliceSurface(
      expiries: [.init(years: 0.2, smile: early), .init(years: 1, smile: late)], interpolation: interpolation)
  }

  @Test("After the last expiry the last forward variance at the money goes on at every strike")
  func after() throws {
    let rate = (Self.late.totalVariance(at: 0) - Self.early.totalVariance(at: 0)) / 0.8
    for interpolation in FittedSurface.TimeInterpolation.allCases {
      let surface = try Self.slices(interpolation)
      for k in [-0.7, 0, 0.4] {
        let expected = Self.late.totalVariance(at: k) + rate * 1.5
        #expect(abs(surface.totalVariance(logMoneyness: k, years: 2.5) - expected) < 1e-14, "\(k)")
        #expect(abs(surface.timeSlope(logMoneyness: k, years: 2.5) - rate) < 1e-14)
        let values = surface.derivatives(logMoneyness: k, years: 2.5)
        #expect(values.slope == Self.late.derivatives(at: k).slope && abs(values.totalVariance - expected) < 1e-14)
        // At an expiry the smile is its own, before the first in proportion.
        #expect(surface.totalVariance(logMoneyness: k, years: 1) == Self.late.totalVariance(at: k))
        #expect(surface.totalVariance(logMoneyness: k, years: 0.2) == Self.early.totalVariance(at: k))
        let before = surface.totalVariance(logMoneyness: k, years: 0.05)
        #expect(abs(before - Self.early.totalVariance(at: k) / 4) < 1e-16, "\(k)")
        let share = surface.totalVariance(logMoneyness: k, years: 0.4)
        if interpolation == .totalVariance {
          let linear = 0.75 * Self.early.totalVariance(at: k) + 0.25 * Self.late.totalVariance(at: k)
          #expect(abs(share - linear) < 1e-15, "\(k)")
        }
      }
    }
    let alone = try SliceSurface(expiries: [.init(years: 0.5, smile: Self.late)])
    #expect(abs(alone.timeSlope(logMoneyness: 0.3, years: 2) - Self.late.totalVariance(at: 0) / 0.5) < 1e-15)
    // Variance that falls does not go on falling.
    let falling = try SliceSurface(expiries: [.init(years: 0.2, smile: Self.late), .init(years: 1, smile: Self.early)])
    #expect(falling.totalVariance(logMoneyness: 0.1, years: 3) == Self.early.totalVariance(at: 0.1))
  }

  @Test("Between expiries that are alike at the money the weight is the share of time")
  func alike() throws {
    let (flat, curved) = (RawSVI(unchecked: 0.04, 0, 0, 0, 0.1), RawSVI(unchecked: 0.02, 0.1, 0, 0, 0.2))
    let surface = try SliceSurface(expiries: [.init(years: 0.5, smile: flat), .init(years: 1.5, smile: curved)])
    func price(_ k: Double, _ w: Double) -> Double {
      exp(0.5 * k) * NormalizedBlack.price(x: k, s: w.squareRoot())
    }
    for k in [-0.4, 0.3] {
      let mixed = 0.7 * price(k, 0.04) + 0.3 * price(k, curved.totalVariance(at: k))
      let found = surface.totalVariance(logMoneyness: k, years: 0.8)
      #expect(abs(price(k, found) - mixed) < 1e-12, "\(k)")
      let step = 1e-4
      let slope =
        (surface.totalVariance(logMoneyness: k, years: 0.8 + step)
          - surface.totalVariance(logMoneyness: k, years: 0.8 - step)) / (2 * step)
      #expect(abs(surface.timeSlope(logMoneyness: k, years: 0.8) - slope) < 1e-6, "\(k): \(slope)")
    }
  }

  @Test("Each part of a mixture gains the last forward variance at the money after the last expiry")
  func mixtures() throws {
    let first = try LognormalMixture(components: [
      .init(weight: 0.5, mean: 1.05, deviation: 0.08), .init(weight: 0.5, mean: 0.95, deviation: 0.15),
    ])
    let second = first.spread(by: 0.05)
    let surface = try MixtureSurface(expiries: [.init(years: 0.25, smile: first), .init(years: 0.75, smile: second)])
    let rate = (second.totalVariance(at: 0) - first.totalVariance(at: 0)) / 0.5
    for (part, own) in zip(surface.smile(at: 2).components, first.components) {
      let expected = (own.deviation * own.deviation + 0.05 + rate * 1.25).squareRoot()
      #expect(abs(part.deviation - expected) < 1e-15 && part.mean == own.mean && part.weight == own.weight)
    }
    #expect(surface.smile(at: 0.75) == second && surface.smile(at: 0.25) == first)
    #expect(surface.smile(at: 0.5).components.count == 4)
    let slice = try #require(surface.slice(at: 0.5))
    #expect(slice.totalVariance(at: 0.1) == surface.totalVariance(logMoneyness: 0.1, years: 0.5))
    #expect(surface.slice(at: 0.24) == nil && surface.slice(at: .infinity) == nil)
    let early = surface.totalVariance(logMoneyness: -0.1, years: 0.05)
    #expect(abs(early - first.totalVariance(at: -0.1) / 5) < 1e-15)
    let slope = surface.timeSlope(logMoneyness: -0.1, years: 0.05)
    #expect(abs(slope - 4 * first.totalVariance(at: -0.1)) < 1e-14)
  }

  @Test("eSSVI: θ, ψ and ρψ are straight between expiries, and θ alone goes on")
  func extended() throws {
    let surface = try ExtendedSSVI(expiries: [
      .init(years: 0.1, theta: 0.03, psi: 0.12, rho: -0.4), .init(years: 0.4, theta: 0.1, psi: 0.3, rho: -0.3),
      .init(years: 1, theta: 0.2, psi: 0.45, rho: -0.25),
    ])
    let rows: [(years: Double, theta: Double, psi: Double, rho: Double)] = [
      (0.05, 0.015, 0.06, -0.4), (0.1, 0.03, 0.12, -0.4), (0.2, 0.16 / 3, 0.18, (-0.096 - 0.09) / 3 / 0.18),
      (0.7, 0.15, 0.375, (-0.09 - 0.1125) / 2 / 0.375), (1, 0.2, 0.45, -0.25), (2.2, 0.4, 0.45, -0.25),
    ]
    for row in rows {
      let found = surface.parameters(at: row.years)
      #expect(abs(found.theta - row.theta) < 1e-15 && abs(found.psi - row.psi) < 1e-15, "\(found)")
      #expect(abs(found.rho - row.rho) < 1e-14 && found.years == row.years, "\(found)")
      // w = (θ + ρψk + √((ψk + ρθ)² + (1 − ρ²) θ²)) / 2
      let (k, tilt) = (0.3, row.psi * 0.3 + row.rho * row.theta)
      let root = (tilt * tilt + (1 - row.rho * row.rho) * row.theta * row.theta).squareRoot()
      let w = (row.theta + row.rho * row.psi * k + root) / 2
      #expect(abs(surface.totalVariance(logMoneyness: k, years: row.years) - w) < 1e-14, "\(row)")
    }
    let alone = try ExtendedSSVI(expiries: [.init(years: 0.5, theta: 0.1, psi: 0.3, rho: 0.2)])
    #expect(abs(alone.parameters(at: 2).theta - 0.4) < 1e-15)
  }

  @Test("The power law of SSVI, up to the edges of its domain")
  func powerLaw() throws {
    let surface = try ExtendedSSVI(rho: -0.5, eta: 1.2, gamma: 0.4, years: [0.5, 1], thetas: [0.04, 0.09])
    for (expiry, theta) in zip(surface.expiries, [0.04, 0.09]) {
      let phi = 1.2 / (pow(theta, 0.4) * pow(1 + theta, 0.6))
      #expect(abs(expiry.psi - theta * phi) < 1e-15 && expiry.theta == theta && expiry.rho == -0.5, "\(expiry)")
    }
    #expect(throws: Never.self) {
      try ExtendedSSVI(rho: 0.25, eta: 1.6, gamma: 0.5, years: [1], thetas: [0.1])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "gamma", value: 0)) {
      try ExtendedSSVI(rho: 0, eta: 1, gamma: 0, years: [1], thetas: [0.1])
    }
    // Without butterflies ψ (1 + |ρ|) is at most 4, and ψ² (1 + |ρ|) at most 4 θ.
    let wide = ExtendedSSVI.Expiry(years: 1, theta: 4, psi: 1, rho: -0.6)
    let narrow = ExtendedSSVI.Expiry(years: 1, theta: 0.1, psi: 1, rho: 0.6)
    #expect(abs(wide.largestPsi - 2.5) < 1e-15 && abs(narrow.largestPsi - 0.5) < 1e-15)
  }

  @Test("The density's range, its tails and its number of points")
  func density() throws {
    let flat = try SliceSurface(expiries: [.init(years: 1, smile: RawSVI(unchecked: 0.04, 0, 0, 0, 1))])
    let density = RiskNeutralDensity(of: flat, years: 1, reach: 2, points: 40)
    // The log-price is normal about −0.02 with deviation 0.2: its tails lie beyond −1.9 and 2.1 deviations.
    #expect(density.logMoneyness.count == 41 && abs(density.logMoneyness[0] + 0.4) < 1e-15)
    #expect(abs((density.logMoneyness.last ?? 0) - 0.4) < 1e-15)
    #expect(abs(density.below - NormalDistribution.cumulative(-1.9)) < 1e-14, "\(density.below)")
    #expect(abs(density.above - NormalDistribution.cumulative(-2.1)) < 1e-14, "\(density.above)")
    #expect(abs(density.integral - 1) < 1e-6 && RiskNeutralDensity(of: flat, years: 1).density.count == 801)
    #expect(density.least == density.density[40])
    #expect(RiskNeutralDensity(of: flat, years: 1, points: 1).density.count == 3)
    // With a slope the tails have a part of it: by differences of the call's price in the strike.
    let skewed = try SliceSurface(expiries: [.init(years: 1, smile: Self.late)])
    let found = RiskNeutralDensity(of: skewed, years: 1, reach: 1.5)
    func above(_ k: Double) -> Double {
      func call(_ strike: Double) -> Double {
        let w = Self.late.totalVariance(at: log(strike))
        return Black76.price(.call, forward: 1, strike: strike, years: 1, volatility: w.squareRoot())
      }
      let h = 1e-4
      return (call(exp(k) - h) - call(exp(k) + h)) / (2 * h)
    }
    let width = 1.5 * Self.late.totalVariance(at: 0).squareRoot()
    #expect(abs(found.above - above(width)) < 1e-7 && abs(found.below - 1 + above(-width)) < 1e-7, "\(found)")
  }
}
