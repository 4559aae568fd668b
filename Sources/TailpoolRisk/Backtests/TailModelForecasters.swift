/// Today's exposures through the days of the window, recent days weighing more.
///
/// - Source: J. Boudoukh, M. Richardson and R. Whitelaw, Risk 11 (May 1998) 64.
public struct AgeWeightedForecaster: ResultForecaster, Hashable {
  /// The factor from each day's weight to that of the day before it, in (0, 1]; 0.98 and 0.99 are usual.
  public let decay: Double

  /// Creates the forecaster.
  ///
  /// - Parameter decay: In (0, 1].
  public init(decay: Double) { self.decay = decay }

  /// See the protocol.
  public func forecast(fromResults results: [Double], level: ConfidenceLevel) throws(RiskError) -> TailForecast {
    let distribution = try DiscreteLossDistribution(
      profitAndLoss: results, weights: DiscreteLossDistribution.ageWeights(count: results.count, decay: decay))
    return TailForecast(
      valueAtRisk: distribution.valueAtRisk(level), expectedShortfall: distribution.expectedShortfall(level))
  }
}

/// Past results, scaled to today's volatility or as they are, with a generalized Pareto tail beyond a threshold.
///
/// Where the excesses are so even that their likelihood has no maximum, the tail is that of the results themselves.
///
/// - Source: A. McNeil and R. Frey, Journal of Empirical Finance 7 (2000) 271, with an exponentially weighted volatility
///   in place of a GARCH model.
public struct ParetoTailForecaster: ResultForecaster, Hashable {
  /// The decay of the volatility, in (0, 1); nil for no scaling.
  public let volatilityDecay: Double?
  /// Share of the window's days beyond the threshold, in (0, 1), at least one minus the level.
  public let tailShare: Double

  /// Creates the forecaster; see the properties for the meaning of each argument.
  public init(volatilityDecay: Double? = 0.94, tailShare: Double = 0.1) {
    self.volatilityDecay = volatilityDecay
    self.tailShare = tailShare
  }

  /// See the protocol.
  public func forecast(fromResults results: [Double], level: ConfidenceLevel) throws(RiskError) -> TailForecast {
    guard tailShare > 0, tailShare < 1 else { throw .invalidParameter(name: "tailShare", value: tailShare) }
    if let problem = RiskError.firstProblem(in: results) { throw problem }
    let scaled =
      try volatilityDecay.map { (decay) throws(RiskError) in
        try HistoricalForecaster.rescaled(results, decay: decay)
      } ?? results
    let losses = scaled.map { -$0 }.sorted()
    let beyond = Int((tailShare * Double(losses.count)).rounded(.down))
    guard beyond >= GeneralizedParetoTail.leastExcessCount, beyond < losses.count else {
      let needed = (Double(GeneralizedParetoTail.leastExcessCount) / tailShare).rounded(.up)
      throw .tooFewScenarios(found: losses.count, required: Int(min(needed, 1e15)))
    }
    do {
      let tail = try GeneralizedParetoTail(losses: losses, threshold: losses[losses.count - beyond - 1])
      return TailForecast(
        valueAtRisk: try tail.valueAtRisk(level), expectedShortfall: try tail.expectedShortfall(level))
    } catch .noConvergence {
      return try HistoricalForecaster(volatilityDecay: volatilityDecay).forecast(fromResults: results, level: level)
    }
  }
}
