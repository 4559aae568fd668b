import TailpoolMarket

/// What contracts with a barrier share: whether it has been reached, and whether it will be by a horizon.
extension ContractState {
  /// Refuses a state that does not say that the barrier has been reached, when the spot or a fixing shows that it has.
  ///
  /// - Parameters:
  ///   - barrier: The level.
  ///   - underlying: What reaches it.
  ///   - market: The market.
  ///   - isReached: Whether a price is at the barrier or beyond it.
  /// - Throws: `PricingProblem.state` with the price, `.market` without a market of the underlying.
  func check(
    barrier: Double, of underlying: Underlying, in market: PricingMarket, isReached: (Double) -> Bool
  ) throws(PricingProblem) {
    let spot = try market.underlying(underlying).spot
    let prices = [spot] + fixings.filter { $0.underlying == underlying }.map(\.price)
    guard isBarrierHit != true, let price = prices.first(where: isReached) else { return }
    let what = price == spot ? "spot" : "fixing"
    throw .state(
      expected: "isBarrierHit to be true, since the \(what) \(price) is at the barrier \(barrier) or beyond it")
  }
}

extension DatedMarket {
  /// The probability that a path from today's spot to another one reaches a barrier, with today's volatility; one when it ends beyond.
  func probability(reaching barrier: Double, endingAt then: Double, isBeyond: Bool, elapsedYears: Double) -> Double {
    if isBeyond { return 1 }
    return BarrierOption.crossingProbability(
      from: spot, to: then, barrier: barrier, variance: volatility * volatility * min(elapsedYears, years))
  }

  /// What a path from today's spot to another one does with two barriers, with today's volatility.
  func bridge(_ lower: Double, _ upper: Double, to then: Double, _ elapsedYears: Double) -> BarrierBridge {
    BarrierBridge(
      from: spot, to: then, lower: lower, upper: upper, variance: volatility * volatility * min(elapsedYears, years))
  }
}

extension ContractGreeks {
  /// Those of some units of an option with a barrier.
  init(_ unit: BarrierOption.Greeks, units: Double) {
    var greeks = NetGreeks()
    greeks.value = units * unit.price
    greeks.delta = units * unit.delta
    greeks.gamma = units * unit.gamma
    greeks.vega = units * unit.vega
    greeks.theta = units * unit.theta
    self.init(greeks)
  }
}
