import TailpoolMarket
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct SplinedSVITests {
  private static func smile() throws -> SplinedSVI {
    try SplinedSVI(
      core: try RawSVI(a: 0.01, b: 0.1, rho: -0.3, m: 0, sigma: 0.2), knots: [-0.5, -0.3, -0.2, 0, 0.1, 0.3, 0.6],
      coefficients: [0.002, -0.001, 0.003])
  }

  @Test func knotsAreThoseGivenAndNoneWithoutCorrections() throws {
    #expect(try Self.smile().knots == [-0.5, -0.3, -0.2, 0, 0.1, 0.3, 0.6])
    #expect(try SplinedSVI(core: Self.smile().core).knots.isEmpty)
  }

  @Test func derivativesAreSlopes() throws {
    let smile = try Self.smile()
    let step = 1e-3
    for k in [-0.45, -0.25, -0.1, 0.05, 0.2, 0.5] {
      func slope(_ function: (Double) -> Double) -> Double {
        (8 * (function(k + step) - function(k - step)) - (function(k + 2 * step) - function(k - 2 * step)))
          / (12 * step)
      }
      let values = smile.derivatives(at: k)
      #expect(abs(values.slope - slope { smile.totalVariance(at: $0) }) <= 1e-9)
      #expect(abs(values.curvature - slope { smile.derivatives(at: $0).slope }) <= 1e-9)
    }
  }

  @Test func wingsAreThoseOfSVI() throws {
    let smile = try Self.smile()
    for k in [-3, -0.5, 0.6, 2] { #expect(smile.derivatives(at: k) == smile.core.derivatives(at: k)) }
  }

  @Test func aFullSetOfSplinesSumsToOne() throws {
    // Uniform cubic B-splines: where four overlap their sum is 1.
    let flat = try SplinedSVI(
      core: try RawSVI(a: 0, b: 0, rho: 0, m: 0, sigma: 1), knots: (0...10).map { 0.1 * Double($0) },
      coefficients: [Double](repeating: 1, count: 7))
    for k in [0.31, 0.45, 0.69] {
      #expect(abs(flat.totalVariance(at: k) - 1) <= 1e-14)
      #expect(abs(flat.derivatives(at: k).slope) <= 1e-12)
    }
  }

  @Test func knotsThatDoNotFitAreRejected() throws {
    let core = try RawSVI(a: 0.01, b: 0.1, rho: -0.3, m: 0, sigma: 0.2)
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "knots", value: 5)) {
      try SplinedSVI(core: core, knots: [0, 1, 1, 2, 3], coefficients: [1])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "knots", value: 5)) {
      try SplinedSVI(core: core, knots: [0, 1, 2, 3, 4], coefficients: [1, 2])
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "coefficient", value: .infinity)) {
      try SplinedSVI(core: core, knots: [0, 1, 2, 3, 4], coefficients: [.infinity])
    }
  }
}
