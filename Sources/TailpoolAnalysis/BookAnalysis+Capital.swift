import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

extension BookAnalysis {
  /// The most plausible instant moves that lose given amounts, such as parts of a pool's capital or its layers.
  ///
  /// - Parameter amounts: What each amount is, and dollars, finite and > 0.
  /// - Returns: A row an amount, in their order, with the chance of losing it: the share of the simulated scenarios that do.
  /// - Throws: `RiskError`, as `ReverseStress.mostPlausible`.
  /// - Complexity: About two thousand revaluations for four factors, and some hundred more an amount.
  public func reverseStress(_ amounts: [(name: String, loss: Double)]) throws -> [ReverseStressRow] {
    guard !amounts.isEmpty else { return [] }
    let results = try ReverseStress.mostPlausible(
      losses: amounts.map(\.loss), of: instant, covariance: covariance, covarianceDays: settings.horizonInDays,
      assumedVolatilityDeviation: AnalysisSettings.assumedVolatilityDeviation, derivatives: derivatives)
    return zip(amounts, results).map { amount, result in
      ReverseStressRow(
        name: amount.name, loss: amount.loss, result: result,
        deltaGamma: result.map { derivatives.quadraticProfitAndLoss(logMoves: $0.logMoves) } ?? .nan,
        chance: LossChance(
          ofLosing: amount.loss, profitAndLoss: profitAndLoss, likelihoodRatios: scenarios.likelihoodRatios)
          ?? result.map { LossChance($0) })
    }
  }

  /// The headline expected shortfall by participant.
  ///
  /// - Parameter participants: The name of each and the fraction of the expected shortfall that it bears.
  /// - Returns: A part a participant, in their order.
  public func parts(ofParticipants participants: [(name: String, share: Double)]) -> [ShortfallPart] {
    let shortfall = headline.headlineShortfall.value
    return participants.map {
      ShortfallPart(.participant($0.name), $0.share * shortfall, of: attribution.total)
    }
  }
}
