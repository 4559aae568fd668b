import Foundation
import TailpoolAnalysis
import TailpoolFiles
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolReport

/// The chain of 2026-02-05, on which the past 500 days say half of what options imply.
@Suite("The headline in a crash")
struct CrashHeadlineTests {
  private static func inputs(_ chain: URL, _ history: URL, _ volatilities: URL) throws -> AnalysisInputs {
    AnalysisInputs(
      snapshot: try MarketSnapshot(chains: [try ChainReader.read(path: chain.path)]),
      history: try HistoryReader.read(path: history.path),
      volatilityHistory: try HistoryReader.read(path: volatilities.path))
  }

  @Test("On a made-up crash, volatilities of 30 days are the surface's, and twice the index is well more value at risk")
  func madeUp() async throws {
    var inputs = try Self.inputs(
      References.url("made-up/chain_crash.csv"), References.url("made-up/history_long.csv"),
      References.url("made-up/volatility_index.csv"))
    let file = try References.json("made-up/chains.json")
    let coins = ReferenceCase(fields: try #require((file["coin"] as? [[String: Any]])?.last)).object("coins")
    let settings = AnalysisSettings(threads: 2, record: .none)
    let calm = try await BookAnalysis.run(inputs, settings: settings)
    #expect(calm.volatilities.count == 2)
    for row in calm.volatilities {
      let expected = coins.object(row.underlying.name).double("volatility30Days")
      #expect(abs(try #require(row.implied30Days) - expected) < 0.01, "\(row), \(expected)")
    }
    let index = try #require(inputs.volatilityHistory)
    let prices = index.prices.map { levels in levels.dropLast() + [levels.last.flatMap { $0 }.map { 2 * $0 }] }
    inputs.volatilityHistory = PriceHistory(assets: index.assets, dates: index.dates, prices: prices.map { Array($0) })
    let crash = try await BookAnalysis.run(inputs, settings: settings)
    let (before, after) = (calm.headline.headlineRisk.value, crash.headline.headlineRisk.value)
    #expect(before > 0 && after > 1.7 * before, "\(before), \(after)")
    // Gaussian scenarios see one day more in five hundred.
    let (gaussian, later) = (try #require(calm.gaussian), try #require(crash.gaussian))
    #expect(later.headlineRisk.value < 1.2 * gaussian.headlineRisk.value)
  }

  @Test(
    "Value at risk is within 25 % of Gaussian scenarios at the chain's 30-day volatilities",
    .enabled(if: References.hasShared, "real data are absent"), .enabled(if: isLongRun, "not a long run"))
  func impliedVolatilities() async throws {
    func url(_ name: String) throws -> URL { try References.shared("data/\(name).csv") }
    let inputs = try Self.inputs(
      url("deribit_chain_20260205T212937Z"), url("crypto_daily_ohlc_binance_10"), url("dvol_daily_ohlc_btc_eth"))
    // What the issue of the chain's own 30-day volatilities is, by an independent reading of it.
    try await check(inputs, implied: ["BTC": 0.787, "ETH": 0.931])
  }

  private func check(_ inputs: AnalysisInputs, implied: [String: Double]) async throws {
    let analysis = try await BookAnalysis.run(inputs, settings: AnalysisSettings(threads: 2, record: .none))
    #expect(analysis.volatilities.count == 2)
    for row in analysis.volatilities {
      let expected = try #require(implied[row.underlying.name])
      #expect(abs(try #require(row.implied30Days) - expected) < 0.01, "\(row)")
    }
    let (covariance, gaussian) = (analysis.covariance, try #require(analysis.gaussian))
    let factors = covariance.factors.enumerated().map { index, factor -> Double in
      guard case .spot(let asset) = factor, let volatility = implied[asset] else { return 1 }
      return volatility / (365 * covariance.matrix[index, index]).squareRoot()
    }
    var matrix = covariance.matrix
    for i in factors.indices { for j in factors.indices { matrix[i, j] *= factors[i] * factors[j] } }
    let source = try GaussianScenarios(
      covariance: try Covariance(factors: covariance.factors, matrix: matrix, observations: covariance.observations),
      count: 40_000, seed: 1)
    let values = try await analysis.revaluation.profitAndLoss(over: source, within: .standard, threads: 2)
    let expected = try ProfitAndLossDistribution(values.profitAndLoss).valueAtRisk(.percent99).value
    let headline = analysis.headline.headlineRisk.value
    #expect(abs(headline / expected - 1) < 0.25, "headline \(headline), Gaussian at implied volatilities \(expected)")
    // What the headline was before it was chosen by its record.
    #expect(gaussian.headlineRisk.value < 0.7 * headline, "\(gaussian.headlineRisk) against \(headline)")
  }
}
