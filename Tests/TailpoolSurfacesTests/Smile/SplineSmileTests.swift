import TailpoolMarket
import TailpoolSurfaces
import Testing

@Suite struct SplineSmileTests {
  private static func smile() throws -> SplineSmile {
    let k = [-0.5, -0.3, -0.1, 0, 0.1, 0.3, 0.6]
    return try SplineSmile(logMoneyness: k, totalVariances: k.map { 0.04 + 0.1 * $0 * $0 })
  }

  @Test func goesThroughItsPoints() throws {
    let smile = try Self.smile()
    for (k, w) in zip(smile.logMoneyness, smile.totalVariances) {
      #expect(abs(smile.totalVariance(at: k) - w) <= 1e-16)
    }
  }

  @Test func derivativesAreSlopesAndJoin() throws {
    let smile = try Self.smile()
    let step = 1e-4
    for k in [-0.7, -0.4, -0.2, 0.05, 0.2, 0.5, 0.9] {
      let values = smile.derivatives(at: k)
      let slope = (smile.totalVariance(at: k + step) - smile.totalVariance(at: k - step)) / (2 * step)
      let curvature = (smile.derivatives(at: k + step).slope - smile.derivatives(at: k - step).slope) / (2 * step)
      #expect(abs(values.slope - slope) <= 1e-7)
      #expect(abs(values.curvature - curvature) <= 1e-7)
    }
    for knot in smile.logMoneyness {
      let (left, right) = (smile.derivatives(at: knot - 1e-12), smile.derivatives(at: knot + 1e-12))
      #expect(abs(left.slope - right.slope) <= 1e-10)
      #expect(abs(left.curvature - right.curvature) <= 1e-9)
    }
  }

  @Test func wingsStayWithinLeesBounds() throws {
    let steep = try SplineSmile(logMoneyness: [-0.1, 0, 0.1], totalVariances: [0.5, 0.04, 0.5])
    #expect(steep.derivatives(at: 1).slope == 2)
    #expect(steep.derivatives(at: -1).slope == -2)
    let falling = try SplineSmile(logMoneyness: [-0.1, 0, 0.1], totalVariances: [0.05, 0.04, 0.03])
    #expect(falling.totalVariance(at: 3) == 0.03)
  }

  @Test func badPointsAreRejected() {
    #expect(throws: SurfaceError.tooFewQuotes(found: 1, required: 2)) {
      try SplineSmile(logMoneyness: [0], totalVariances: [0.04])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "logMoneyness", value: 0)) {
      try SplineSmile(logMoneyness: [0, 0], totalVariances: [0.04, 0.04])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "totalVariance", value: 0)) {
      try SplineSmile(logMoneyness: [0, 1], totalVariances: [0.04, 0])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "totalVariances", value: 1)) {
      try SplineSmile(logMoneyness: [0, 1], totalVariances: [0.04])
    }
  }
}
