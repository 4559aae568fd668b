import TailpoolMarket
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct RawSVIButterflyDomainTests {
  /// The least g on a wide grid.
  private static func leastG(_ smile: RawSVI) -> Double {
    (-4000...4000).map { Double($0) * 0.002 }.map { smile.derivatives(at: $0).durrleman(at: $0) }.min() ?? .nan
  }

  @Test func vogtsSmileHasButterflies() throws {
    let vogt = try RawSVI(a: -0.0410, b: 0.1331, rho: 0.3060, m: 0.3586, sigma: 0.4153)
    #expect(!vogt.isButterflyFree)
    #expect(Self.leastG(vogt) < 0)
  }

  @Test func agreesWithAGridOfG() throws {
    var generator = SeededGenerator(seed: 7)
    var free = 0
    for _ in 0..<200 {
      let b = generator.uniform(0.05, 1)
      let rho = generator.uniform(-0.9, 0.9)
      let sigma = generator.uniform(0.05, 0.5)
      let smile = try RawSVI(
        a: generator.uniform(-0.5, 0.3) * b * sigma * (1 - rho * rho).squareRoot(), b: b, rho: rho,
        m: generator.uniform(-0.2, 0.2), sigma: sigma)
      let least = Self.leastG(smile)
      if smile.isButterflyFree {
        free += 1
        #expect(least >= -1e-9, "\(smile): \(least)")
      } else if let width = smile.leastButterflyFreeWidth, width > 1.01 * sigma {
        #expect(least < 0, "\(smile): \(least), \(width)")
      }
    }
    #expect(free > 20 && free < 180, "\(free)")
  }

  @Test func theLeastWidthIsTheEdge() throws {
    let smile = try RawSVI(a: 0.002, b: 0.3, rho: -0.5, m: 0.02, sigma: 0.05)
    let width = try #require(smile.leastButterflyFreeWidth)
    func scaled(_ factor: Double) throws -> RawSVI {
      let t = factor * width / smile.sigma
      return try RawSVI(a: smile.a * t, b: smile.b, rho: smile.rho, m: smile.m * t, sigma: smile.sigma * t)
    }
    #expect(Self.leastG(try scaled(1.001)) >= 0)
    #expect(Self.leastG(try scaled(0.99)) < 0)
  }

  @Test func limits() throws {
    #expect(try RawSVI(a: 0.04, b: 0, rho: 0, m: 0, sigma: 0.1).leastButterflyFreeWidth == 0)
    #expect(try RawSVI(a: 0.04, b: 2.5, rho: 0, m: 0, sigma: 0.1).leastButterflyFreeWidth == nil)
    #expect(try RawSVI(a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0).leastButterflyFreeWidth == nil)
  }
}
