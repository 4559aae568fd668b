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
  /// - Complexity: O(n + m) for n positions and m expiries.
  public func valuation(
    in snapshot: MarketSnapshot, volatilities: VolatilityMarks
  ) throws(PricingError) -> BookValuation {
    let markets = snapshot.marketsByExpiry()
    var valued: [PositionValuation] = []
    valued.reserveCapacity(positions.count)
    var byExpiry: [ExpiryKey: NetGreeks] = [:]
    var byUnderlying: [Underlying: NetGreeks] = [:]
    var value = 0.0
    for position in positions {
      let key = ExpiryKey(underlying: position.contract.underlying, expiry: position.contract.expiry)
      guard let market = markets[key] else {
        throw .missingMarket(id: position.id, instrument: position.contract.name)
      }
      guard let point = volatilities.point(for: position.contract) else {
        throw .missingVolatility(id: position.id, instrument: position.contract.name)
      }
      let valuation = position.valuation(spot: market.spot, market: market.expiry, point: point)
      valued.append(valuation)
      byExpiry[key, default: NetGreeks()] += valuation.greeks
      byUnderlying[key.underlying, default: NetGreeks()] += valuation.greeks
      value += valuation.greeks.value
    }
    let rows = byExpiry.sorted { $0.key < $1.key }
      .map { ExpiryGreeks(underlying: $0.key.underlying, expiry: $0.key.expiry, greeks: $0.value) }
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

/// An expiry of an underlying, by name, then time.
private struct ExpiryKey: Hashable, Comparable {
  let underlying: Underlying
  let expiry: Timestamp

  static func < (left: ExpiryKey, right: ExpiryKey) -> Bool {
    (left.underlying, left.expiry) < (right.underlying, right.expiry)
  }
}

extension MarketSnapshot {
  fileprivate func marketsByExpiry() -> [ExpiryKey: (spot: Double, expiry: ExpiryMarket)] {
    var result: [ExpiryKey: (spot: Double, expiry: ExpiryMarket)] = [:]
    for market in markets {
      for expiry in market.expiries {
        result[ExpiryKey(underlying: market.underlying, expiry: expiry.expiry)] = (market.spot, expiry)
      }
    }
    return result
  }
}
