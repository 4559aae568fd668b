import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolScenarios
import Testing

@testable import TailpoolRisk

/// A book on one spot, so that tilt, draws and ratios have closed forms.
@Suite("The tilt of importance sampling")
struct ImportanceTiltTests {
  private static let (deviation, delta) = (0.04, 1_000.0)

  /// A loss of −(40 z + ½ λ z²) in a standard normal z, and what time takes.
  private static func book(_ curvature: Double, theta: Double = 0) -> DeltaGammaBook {
    DeltaGammaBook(parts: [
      .init(
        underlying: "A", dollarDelta: delta, dollarGamma: curvature / (deviation * deviation) - delta, dollarVega: 0,
        theta: theta)
    ])
  }

  private static func covariance() throws -> Covariance {
    try Covariance(factors: [.spot("A")], matrix: Matrix(rows: [[deviation * deviation]]), observations: 100)
  }

  private static func source(
    _ curvature: Double, level: ConfidenceLevel = .percent99, count: Int = 20_000, plainShare: Double = 0.1,
    theta: Double = 0, seed: UInt64 = 5
  ) throws -> ImportanceScenarios {
    try ImportanceScenarios(
      book(curvature, theta: theta), covariance: covariance(), level: level, count: count, seed: seed,
      plainShare: plainShare)
  }

  /// The loss of each scenario and its standard normal number.
  private static func losses(_ source: ImportanceScenarios, _ curvature: Double) -> [Double] {
    source.block(of: Array(0..<source.count)).values.prefix(source.count).map { x in
      let z = x / deviation
      return -(delta * deviation * z + 0.5 * curvature * z * z)
    }
  }

  @Test("Of a straight book it is the quantile over the deviation of the loss, whatever time takes")
  func straight() throws {
    let quantile = 2.3263478740408408
    for theta in [0, 9_000, -7_000] as [Double] {
      let source = try Self.source(0, theta: theta)
      #expect(abs(source.tilt * 40 / quantile - 1) < 1e-6, "\(theta): \(source.tilt)")
    }
    // The mean of a tilted number is minus the quantile; a tenth of the numbers is not tilted.
    let numbers = try Self.losses(Self.source(0), 0).map { -$0 / 40 }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    #expect(abs(mean + 0.9 * quantile) < 4 * 1.3 / 20_000.0.squareRoot(), "\(mean)")
    let half = try Self.losses(Self.source(0, plainShare: 0.5), 0).map { -$0 / 40 }
    #expect(abs(half.reduce(0, +) / 20_000 + 0.5 * quantile) < 4 * 1.6 / 20_000.0.squareRoot())
  }

  @Test(
    "The ratio of a scenario is one over what its loss weighs in the mixture, by the cumulants of the loss",
    arguments: [0, -80, 60] as [Double], [0.1, 0.35])
  func ratios(curvature: Double, plainShare: Double) throws {
    let source = try Self.source(curvature, count: 3_000, plainShare: plainShare)
    let t = source.tilt
    let scale = 1 + t * curvature
    let cumulant = 0.5 * (t * t * 1_600 / scale - log(scale))
    #expect(t > 0 && scale > 0)
    let losses = Self.losses(source, curvature)
    for (index, (loss, ratio)) in zip(losses, source.likelihoodRatios()).enumerated() {
      let expected = 1 / (plainShare + (1 - plainShare) * exp(t * loss - cumulant))
      #expect(abs(ratio / expected - 1) < 1e-9, "\(index): loss \(loss), ratio \(ratio), expected \(expected)")
    }
  }

  @Test("The mean loss of what is tilted is the value at risk", arguments: [0, -80, 60] as [Double])
  func meanLoss(curvature: Double) throws {
    let exact = try Self.book(curvature).loss(covariance: Self.covariance()).exact(.percent99).valueAtRisk
    let source = try Self.source(curvature, count: 40_000)
    let losses = Self.losses(source, curvature)
    let mean = losses.reduce(0, +) / 40_000
    let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39_999
    // Without a tilt the mean loss is −½ λ.
    let expected = 0.9 * exact - 0.1 * 0.5 * curvature
    #expect(abs(mean - expected) < 4 * (variance / 40_000).squareRoot(), "\(mean), \(expected)")
    // Ratios give the moments of the untilted numbers back: E z = 0 and E z² = 1.
    let numbers = source.block(of: Array(0..<40_000)).values.prefix(40_000).map { $0 / Self.deviation }
    for (power, moment) in [(0, 1.0), (1, 0), (2, 1)] {
      let terms = zip(source.likelihoodRatios(), numbers).map { $0 * pow($1, Double(power)) }
      let mean = terms.reduce(0, +) / 40_000
      let variance = terms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39_999
      #expect(abs(mean - moment) < 4 * (variance / 40_000).squareRoot() + 1e-12, "\(power): \(mean)")
    }
  }

  @Test("A level whose loss is below the mean needs no tilt: the draws are plain and weigh one")
  func plain() throws {
    let level = try #require(ConfidenceLevel(percent: 10))
    let source = try Self.source(-80, level: level, count: 2_000)
    #expect(source.tilt == 0 && source.likelihoodRatios().allSatisfy { abs($0 - 1) < 1e-15 })
    let numbers = source.block(of: Array(0..<2_000)).values.prefix(2_000).map { $0 / Self.deviation }
    let mean = numbers.reduce(0, +) / 2_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1_999
    #expect(
      abs(mean) < 4 / 2_000.0.squareRoot() && abs(variance - 1) < 4 * (2 / 2_000.0).squareRoot(), "\(mean), \(variance)"
    )
  }
}
