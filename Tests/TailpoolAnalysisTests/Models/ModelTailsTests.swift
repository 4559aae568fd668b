import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolAnalysis

@Suite("Tails of the models on the sample's book")
struct ModelTailsTests {
  private static let scenarios = 10_000

  /// The Gaussian analysis that the others are compared with, made once.
  private static let gaussian = Task { try await run(.gaussian) }

  private static func level() throws -> ConfidenceLevel { try #require(ConfidenceLevel(percent: 99.5)) }

  private static func run(_ model: ScenarioModel, seed: UInt64 = 1) async throws -> BookAnalysis {
    let level = try level()
    return try await BookAnalysisTests.run(
      model, scenarios: scenarios, seed: seed, levels: [level], shortfallLevels: [level])
  }

  @Test(
    "Student t moves, and a t copula of the past's margins, have a larger ES 99.5% than Gaussian ones",
    arguments: [
      1, 7,
    ] as [UInt64])
  func widerTails(seed: UInt64) async throws {
    let level = try Self.level()
    let gaussian = try #require(try await Self.run(.gaussian, seed: seed).headline.expectedShortfall(level))
    for model in [
      ScenarioModel.studentT(degreesOfFreedom: 4), .studentTCopula(degreesOfFreedom: 4), .studentTCopula(),
    ] {
      let tail = try #require(try await Self.run(model, seed: seed).headline.expectedShortfall(level))
      // More than three standard errors of the difference, so that no draw decides.
      let error = (gaussian.standardError * gaussian.standardError + tail.standardError * tail.standardError)
        .squareRoot()
      #expect(tail.value > gaussian.value + 3 * error, "\(model), seed \(seed): \(tail), \(gaussian)")
    }
  }

  @Test("Importance sampling agrees with plain sampling, with less error, and its parts add up")
  func importance() async throws {
    let level = try Self.level()
    let (plain, weighted) = (try await Self.gaussian.value, try await Self.run(.importance))
    let (a, b) = (
      try #require(plain.headline.expectedShortfall(level)), try #require(weighted.headline.expectedShortfall(level))
    )
    let error = (a.standardError * a.standardError + b.standardError * b.standardError).squareRoot()
    #expect(abs(a.value - b.value) < 4 * error, "\(a), \(b)")
    #expect(b.standardError < 0.5 * a.standardError, "\(a), \(b)")
    #expect(abs(try #require(weighted.headline.meanLikelihoodRatio) - 1) < 0.05)
    #expect(plain.headline.meanLikelihoodRatio == nil)
    let (meanGap, spread) = (weighted.headline.mean - plain.headline.mean, plain.headline.standardDeviation)
    #expect(abs(meanGap) < 0.05 * spread, "\(meanGap), \(spread)")
    #expect(abs(weighted.headline.standardDeviation / spread - 1) < 0.05)
    let shortfall = weighted.headline.headlineShortfall.value
    #expect(abs(weighted.attribution.total - shortfall) < 1e-9 * shortfall)
    let byUnderlying = weighted.headline.contributions.reduce(0) { $0 + $1.expectedShortfall }
    #expect(abs(byUnderlying - shortfall) < 1e-9 * shortfall)
  }

  @Test("The past as the model is the past of every other report, and stands there once")
  func historical() async throws {
    let (past, other) = (try await Self.run(.historical), try await Self.gaussian.value)
    #expect(past.headline == other.historical && past.historical == nil)
    #expect(past.profitAndLoss.count == past.history.returns.observations)
    #expect(past.risks.map(\.model) == ["historical", "gaussian"] && past.backtest == other.backtest)
  }

  @Test("Filtered history draws from the past, and a source of the user's own is taken as it is")
  func otherSources() async throws {
    for model in [ScenarioModel.filteredHistory, ScenarioModel(.filteredEWMA(decay: 0.94)), .gaussianCopula] {
      let analysis = try await BookAnalysisTests.run(model, scenarios: 1_000)
      #expect(analysis.profitAndLoss.count == 1_000 && analysis.headline.headlineShortfall.value > 0, "\(model)")
      #expect(analysis.risks[0].model == model.description)
      // Drawn from the past, again and again: fewer days than scenarios stand behind the tail.
      let days = analysis.headline.headlineShortfall.distinctDays
      #expect((days == nil) == (model.description == "gaussian-copula") && (days ?? 0) < 26, "\(model)")
    }
    let plain = try await BookAnalysisTests.shared.value
    let custom = try await BookAnalysisTests.run(.custom(name: "mine", source: plain.scenarios.source))
    #expect(custom.profitAndLoss == plain.profitAndLoss && custom.headline == plain.headline)
    #expect(custom.risks[0].model == "mine")
    // Weights that are all one change nothing but the rounding of sums.
    let ones = [Double](repeating: 1, count: plain.profitAndLoss.count)
    let weighted = try await BookAnalysisTests.run(
      .custom(name: "weighted", source: plain.scenarios.source, likelihoodRatios: ones))
    let (a, b) = (weighted.headline.headlineShortfall, plain.headline.headlineShortfall)
    #expect(abs(a.value - b.value) < 1e-12 * b.value, "\(a), \(b)")
    #expect(abs(weighted.attribution.total - plain.attribution.total) < 1e-10 * b.value)
    #expect(weighted.headline.histogram == plain.headline.histogram)
  }

  @Test("Mirrored pairs and Sobol points reach the draws")
  func sampling() async throws {
    let plain = try await BookAnalysisTests.shared.value
    for sampling in [ScenarioSampling.antithetic, .sobol] {
      let model = ScenarioModel.gaussian.sampled(sampling)
      let analysis = try await BookAnalysisTests.run(model)
      #expect(
        analysis.profitAndLoss != plain.profitAndLoss && analysis.risks[0].model == "gaussian:\(sampling.rawValue)")
      let (a, b) = (analysis.headline.headlineShortfall, plain.headline.headlineShortfall)
      #expect(abs(a.value - b.value) < 4 * b.standardError, "\(sampling): \(a), \(b)")
    }
  }
}
