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
  private static func inputs() throws -> AnalysisInputs {
    func path(_ name: String) throws -> String { try References.shared("data/\(name).csv").path }
    return AnalysisInputs(
      snapshot: try MarketSnapshot(chains: [
        try ChainReader.read(path: try path("deribit_chain_20260205T212937Z"))
      ]),
      history: try HistoryReader.read(path: try path("crypto_daily_ohlc_binance_10")),
      volatilityHistory: try HistoryReader.read(path: try path("dvol_daily_ohlc_btc_eth")))
  }

  @Test(
    "Value at risk is within 25 % of Gaussian scenarios at the chain's 30-day volatilities (needs the shared folder)",
    .enabled(if: References.hasShared && isLongRun))
  func impliedVolatilities() async throws {
    let analysis = try await BookAnalysis.run(
      try Self.inputs(), settings: AnalysisSettings(threads: 2, record: .none))
    let implied = ["BTC": 0.787, "ETH": 0.931]
    // What the issue of the chain's own 30-day volatilities is, by an independent reading of it.
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
