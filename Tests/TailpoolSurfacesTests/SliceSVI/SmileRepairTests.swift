import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolSurfaces

@Suite("What is left of arbitrage in smiles is found and removed by small moves")
struct SmileRepairTests {
  private static let repair = SmileRepair(range: 1.5)

  private static func plain(_ a: Double, _ b: Double, _ rho: Double, _ m: Double, _ sigma: Double) -> SplinedSVI {
    SplinedSVI(core: RawSVI(unchecked: a, b, rho, m, sigma), basis: nil, coefficients: [])
  }

  /// Vogt's smile, whose density is negative from 0.642 to 1.257 and least in g at 0.879, where g is −0.0329.
  private static let vogt = plain(-0.0410, 0.1331, 0.3060, 0.3586, 0.4153)

  private static func least(_ smile: SplinedSVI) -> Double {
    (0..<999).map { -1.5 + 3 * Double($0) / 998 }.map { smile.derivatives(at: $0).durrleman(at: $0) }.min() ?? .nan
  }

  @Test("The worst point of each stretch of negative density, and of each fall in time, to the ends of the range")
  func places() throws {
    let butterflies = Self.repair.butterflies(Self.vogt)
    #expect(butterflies.count == 1 && abs(butterflies[0] - 0.879263) < 0.0016, "\(butterflies)")
    #expect(Self.repair.butterflies(Self.plain(0.04, 0, 0, 0, 0.1)).isEmpty)
    // √(k² + 0.01) / 5 is above 0.1 beyond ±0.49, most at the ends; in the middle it is below.
    let (wide, flat) = (Self.plain(0, 0.2, 0, 0, 0.1), Self.plain(0.1, 0, 0, 0, 0.1))
    #expect(Self.repair.shortfalls([wide, flat]) == [-1.5, 1.5])
    let middle = Self.repair.shortfalls([flat, wide])
    #expect(middle.count == 1 && abs(middle[0]) < 1e-12, "\(middle)")
    #expect(Self.repair.shortfalls([flat, Self.plain(0.11, 0, 0, 0, 0.1), flat]).count == 1)
    // The same smile twice is a trace too low.
    #expect(!Self.repair.shortfalls([flat, flat]).isEmpty)
    #expect(Self.repair.shortfalls([flat, Self.plain(0.1 * (1 + 2e-8), 0, 0, 0, 0.1)]).isEmpty)
  }

  @Test("A later smile is raised by what it lacks and a hundredth more, and says by how much")
  func levels() {
    let smiles = [Self.plain(0.04, 0, 0, 0, 0.1), Self.plain(0.03, 0, 0, 0, 0.1), Self.plain(0.06, 0, 0, 0, 0.1)]
    let (repaired, added) = Self.repair.withoutArbitrage(smiles)
    let rise = 1.01 * (0.04 * (1 + 1e-8) - 0.03)
    #expect(added[0] == 0 && added[2] == 0 && abs(added[1] - rise) < 1e-15, "\(added)")
    #expect(repaired[0] == smiles[0] && repaired[2] == smiles[2] && abs(repaired[1].core.a - 0.03 - rise) < 1e-15)
    // The third is held against the second as it was raised.
    let (_, more) = Self.repair.withoutArbitrage([smiles[0], smiles[1], Self.plain(0.0401, 0, 0, 0, 0.1)])
    #expect(more[2] > 0 && more[2] < 3e-6, "\(more)")
  }

  @Test("A smile is widened to the edge of the domain, up to a fifth, with its shape kept", arguments: [1.05, 1.19])
  func widening(factor: Double) throws {
    let shape = RawSVI(unchecked: 0.002, 0.3, -0.5, 0.02, 0.05)
    let width = try #require(shape.leastButterflyFreeWidth)
    let t = width / (factor * shape.sigma)
    let smile = Self.plain(shape.a * t, shape.b, shape.rho, shape.m * t, shape.sigma * t)
    let found = Self.repair.withoutButterflies(smile).core
    #expect(found.b == shape.b && found.rho == shape.rho)
    for (value, expected) in [
      (found.sigma, smile.core.sigma), (found.m, smile.core.m), (found.a, smile.core.a),
    ] {
      #expect(abs(value / expected - factor) < 1e-7, "\(found)")
    }
    #expect(Self.least(SplinedSVI(core: found, basis: nil, coefficients: [])) >= 0)
    #expect(Self.repair.withoutArbitrage([smile]).added[0] > 0)
  }

  @Test("Where no small widening is enough the level rises, by doubling steps")
  func rising() throws {
    let shape = RawSVI(unchecked: 0.002, 0.3, -0.5, 0.02, 0.05)
    let t = try #require(shape.leastButterflyFreeWidth) / (1.25 * shape.sigma)
    for smile in [Self.vogt, Self.plain(shape.a * t, shape.b, shape.rho, shape.m * t, shape.sigma * t)] {
      let found = Self.repair.withoutButterflies(smile)
      let (own, rise) = (smile.core, found.core.a - smile.core.a)
      #expect(found.core.b == own.b && found.core.sigma == own.sigma && found.core.m == own.m)
      let steps = log2(rise / (1e-4 * smile.totalVariance(at: 0)))
      #expect(steps > -0.01 && abs(steps - steps.rounded()) < 1e-6, "\(steps)")
      #expect(Self.least(found) >= 0)
      #expect(Self.least(Self.plain(own.a + 0.5 * rise, own.b, own.rho, own.m, own.sigma)) < 0, "\(rise)")
    }
  }

  @Test("Corrections shrink by tenths until no butterfly is left, before the smile itself moves")
  func shrinking() throws {
    let core = RawSVI(unchecked: 0.01, 0.1, -0.3, 0, 0.2)
    #expect(core.isButterflyFree)
    let smile = try SplinedSVI(
      core: core, knots: [-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2], coefficients: [0.004, -0.01, 0.004])
    #expect(Self.least(smile) < 0)
    let found = Self.repair.withoutButterflies(smile)
    let factor = found.coefficients[0] / 0.004
    #expect(found.core == core && found.knots == smile.knots && abs(10 * factor - (10 * factor).rounded()) < 1e-9)
    #expect(factor > 0.05 && factor < 0.95, "\(factor)")
    for (coefficient, own) in zip(found.coefficients, smile.coefficients) {
      #expect(abs(coefficient - factor * own) < 1e-15)
    }
    #expect(Self.least(found) >= 0)
    let more = SplinedSVI(
      core: core, basis: smile.basis, coefficients: smile.coefficients.map { (factor + 0.1) * $0 })
    #expect(Self.least(more) < 0, "\(factor)")
    #expect(Self.repair.withoutButterflies(found) == found)
  }
}
