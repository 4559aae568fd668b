import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

extension BookAnalysis {
  /// The most plausible instant moves that lose given amounts, such as parts of a pool's capital or its layers.
  ///
  /// In a coin of spot S an amount x is lost where the book's dollars lose x S₁: where the book with x coins more loses x S₀.
  ///
  /// - Parameter amounts: What each amount is, and how much, in the unit of the account, finite and > 0.
  /// - Returns: A row an amount, in their order, with the chance of losing it: the share of the simulated scenarios that do.
  /// - Throws: `RiskError`, as `ReverseStress.mostPlausible`.
  /// - Complexity: About two thousand revaluations for four factors, and some hundred more an amount; in coin, two thousand an
  ///   amount.
  public func reverseStress(_ amounts: [(name: String, loss: Double)]) throws -> [ReverseStressRow] {
    guard !amounts.isEmpty else { return [] }
    guard let coin = unit.unit.underlying else {
      let results = try mostPlausible(amounts.map(\.loss), of: instant, derivatives)
      return zip(amounts, results).map { reverseStressRow($0, $1) }
    }
    return try amounts.map { amount in
      let coins = PricedPosition(holding: coin, units: amount.loss, spot: unit.price)
      let book = PricedBook(asOf: holding.exposed.asOf, positions: holding.exposed.positions + [coins])
      let results = try mostPlausible(
        [amount.loss * unit.price],
        of: try BookRevaluation(
          book, horizonInDays: 0, volatilityRule: volatilityRule, volatilityMoves: settings.volatilityMoves),
        DeltaGammaBook(book, volatilityMoves: settings.volatilityMoves))
      return reverseStressRow(amount, results[0])
    }
  }

  private func mostPlausible(
    _ losses: [Double], of instant: BookRevaluation, _ derivatives: DeltaGammaBook
  ) throws -> [ReverseStress?] {
    try ReverseStress.mostPlausible(
      losses: losses, of: instant, covariance: covariance, covarianceDays: settings.horizonInDays,
      assumedVolatilityDeviation: AnalysisSettings.assumedVolatilityDeviation, derivatives: derivatives)
  }

  /// What a move costs, in the unit of the account at its price in the move.
  private func reverseStressRow(_ amount: (name: String, loss: Double), _ result: ReverseStress?) -> ReverseStressRow {
    let price = result.map { unit.price(under: $0.move) } ?? .nan
    // Without the coins that were added for the search.
    let added = amount.loss * (price - unit.price)
    return ReverseStressRow(
      name: amount.name, loss: amount.loss, result: result,
      profitAndLoss: result.map { ($0.profitAndLoss - added) / price } ?? .nan,
      deltaGamma: result.map { derivatives.quadraticProfitAndLoss(logMoves: $0.logMoves) / price } ?? .nan,
      chance: LossChance(
        ofLosing: amount.loss, profitAndLoss: unitProfitAndLoss, likelihoodRatios: scenarios.likelihoodRatios,
        of: scenarios.source.pastDays)
        ?? result.map { LossChance($0) })
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
