import TailpoolMarket

extension Book {
  /// The value and Greeks of each position and of the book.
  ///
  /// The dollar value of one unit is D · Black76(F), with F the forward and D the discount factor of the expiry; for a
  /// coin-settled contract D is spot over forward, so that this is the price in coin times spot. Greeks are with respect
  /// to spot S, with F/S and D held fixed:
  ///
  ///     delta = D · dBlack/dF · F/S,   gamma = D · d²Black/dF² · (F/S)²,   vega = D · dBlack/dσ,   theta = −D · dBlack/dT
  ///
  /// - Parameters:
  ///   - snapshot: Spots, forwards, discount factors and times.
  ///   - volatilities: The volatility of each contract, made by `MarketSnapshot.volatilityMarks()` from this snapshot or
  ///     from the one it was moved from.
  /// - Returns: Values in the order of the book, and their sums.
  /// - Throws: For the first position that cannot be valued: `PricingError.missingMarket` when the snapshot does not hold
  ///   its underlying and expiry, `.missingVolatility` when the marks do not hold its contract.
  /// - Complexity: O(n · m) look-ups for n positions and m expiries of an underlying.
  public func valuation(
    in snapshot: MarketSnapshot, volatilities: VolatilityMarks
  ) throws(PricingError) -> BookValuation {
    var valued: [PositionValuation] = []
    valued.reserveCapacity(positions.count)
    var byExpiry: [Underlying: [Timestamp: NetGreeks]] = [:]
    var byUnderlying: [Underlying: NetGreeks] = [:]
    var value = 0.0
    for position in positions {
      guard let market = snapshot.market(for: position.contract) else {
        throw .missingMarket(id: position.id, instrument: position.contract.name)
      }
      guard let point = volatilities.point(for: position.contract) else {
        throw .missingVolatility(id: position.id, instrument: position.contract.name)
      }
      let valuation = position.valuation(
        spot: market.underlying.spot, market: market.expiry, point: point)
      valued.append(valuation)
      let contract = position.contract
      byExpiry[contract.underlying, default: [:]][contract.expiry, default: NetGreeks()] += valuation.greeks
      byUnderlying[contract.underlying, default: NetGreeks()] += valuation.greeks
      value += valuation.greeks.value
    }
    let rows = byExpiry.sorted { $0.key < $1.key }.flatMap { underlying, expiries in
      expiries.sorted { $0.key < $1.key }.map {
        ExpiryGreeks(underlying: underlying, expiry: $0.key, greeks: $0.value)
      }
    }
    return BookValuation(
      asOf: snapshot.asOf, positions: valued, byExpiry: rows, byUnderlying: byUnderlying, value: value)
  }
}

extension Position {
  /// The position valued at the volatility of a point.
  fileprivate func valuation(spot: Double, market: ExpiryMarket, point: SmilePoint) -> PositionValuation {
    let black = Black76.greeks(
      contract.type, forward: market.forward, strike: contract.strike, years: market.years,
      volatility: point.volatility)
    let units = quantity * contract.contractSize
    let dollars = units * market.discountFactor
    let carry = market.forward / spot
    var greeks = NetGreeks()
    greeks.value = dollars * black.price
    greeks.delta = dollars * black.delta * carry
    greeks.gamma = dollars * black.gamma * carry * carry
    greeks.vega = dollars * black.vega
    greeks.theta = dollars * black.theta
    let price = market.settlementPrice(black.price, contract.settlement)
    return PositionValuation(
      position: self, volatility: point.volatility, volatilitySource: point.source, price: price,
      settlementValue: units * price, greeks: greeks)
  }
}
