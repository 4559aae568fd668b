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
  /// A contract without expiry is valued by its `PerpetualPricer`.
  ///
  /// - Parameters:
  ///   - snapshot: Spots, forwards, discount factors and times.
  ///   - volatilities: The volatility of each contract, made by `MarketSnapshot.volatilityMarks()` from this snapshot or
  ///     from the one it was moved from.
  /// - Returns: Values in the order of the book, and their sums.
  /// - Throws: For the first position that cannot be valued: `PricingError.missingMarket` when the snapshot does not hold
  ///   its underlying and expiry, `.missingVolatility` when the marks do not hold its contract, `.missingRate` or
  ///   `.noPrice` for a contract without expiry.
  /// - Complexity: O(n · m) look-ups for n positions and m expiries of an underlying.
  public func valuation(
    in snapshot: MarketSnapshot, volatilities: VolatilityMarks
  ) throws(PricingError) -> BookValuation {
    var valued: [PositionValuation] = []
    valued.reserveCapacity(positions.count)
    var byExpiry: [Underlying: [Timestamp?: NetGreeks]] = [:]
    var byUnderlying: [Underlying: NetGreeks] = [:]
    var value = 0.0
    for position in positions {
      let valuation = try position.valuation(in: snapshot, volatilities: volatilities)
      valued.append(valuation)
      let contract = position.contract
      byExpiry[contract.underlying, default: [:]][contract.expiry, default: NetGreeks()] += valuation.greeks
      byUnderlying[contract.underlying, default: NetGreeks()] += valuation.greeks
      value += valuation.greeks.value
    }
    let rows = byExpiry.sorted { $0.key < $1.key }.flatMap { underlying, expiries in
      expiries.sorted { ($0.key?.secondsSinceEpoch ?? .max) < ($1.key?.secondsSinceEpoch ?? .max) }.map {
        ExpiryGreeks(underlying: underlying, expiry: $0.key, greeks: $0.value)
      }
    }
    return BookValuation(
      asOf: snapshot.asOf, positions: valued, byExpiry: rows, byUnderlying: byUnderlying, value: value)
  }
}

extension Position {
  /// The position valued in a market.
  fileprivate func valuation(
    in snapshot: MarketSnapshot, volatilities: VolatilityMarks
  ) throws(PricingError) -> PositionValuation {
    switch contract {
    case .option(let option):
      guard let market = snapshot.market(for: option) else {
        throw .missingMarket(id: id, instrument: option.name)
      }
      guard let point = volatilities.point(for: option) else {
        throw .missingVolatility(id: id, instrument: option.name)
      }
      return valuation(of: option, spot: market.underlying.spot, market: market.expiry, point: point)
    case .perpetual(let perpetual):
      guard let market = snapshot[perpetual.underlying] else {
        throw .missingMarket(id: id, instrument: perpetual.name)
      }
      return try valuation(of: perpetual, market: market, volatilities: volatilities)
    }
  }

  /// An option valued at the volatility of a point.
  private func valuation(
    of option: OptionContract, spot: Double, market: ExpiryMarket, point: SmilePoint
  ) -> PositionValuation {
    let inverse = InverseOption.greeks(
      option.type, forward: market.forward, strike: option.strike, years: market.years, volatility: point.volatility)
    let units = quantity * option.contractSize
    let dollars = units * market.discountFactor
    let carry = market.forward / spot
    var greeks = NetGreeks()
    greeks.value = dollars * inverse.dollarPrice
    greeks.delta = dollars * inverse.delta * carry
    greeks.gamma = dollars * inverse.gamma * carry * carry
    greeks.vega = dollars * inverse.dollarVega
    greeks.theta = dollars * inverse.dollarTheta
    var coin: CoinGreeks?
    if option.settlement == .coin {
      var greeks = CoinGreeks()
      greeks.value = units * inverse.coinPrice
      greeks.delta = units * inverse.coinDelta * carry
      greeks.netDelta = units * inverse.netDelta
      greeks.gamma = units * inverse.coinGamma * carry * carry
      greeks.vega = units * inverse.coinVega
      greeks.theta = units * inverse.coinTheta
      coin = greeks
    }
    let price = market.settlementPrice(inverse.dollarPrice, option.settlement)
    return PositionValuation(
      position: self, volatility: point.volatility, volatilitySource: point.source, price: price,
      settlementValue: units * price, greeks: greeks, coin: coin)
  }

  /// A contract without expiry valued at what it states and the market implies.
  private func valuation(
    of perpetual: PerpetualContract, market: UnderlyingMarket, volatilities: VolatilityMarks
  ) throws(PricingError) -> PositionValuation {
    let pricer: PerpetualPricer
    do throws(PerpetualPricer.Problem) {
      pricer = try PerpetualPricer(perpetual, in: market, volatilities: volatilities)
    } catch {
      switch error {
      case .volatility: throw .missingVolatility(id: id, instrument: perpetual.name)
      case .rate: throw .missingRate(id: id, instrument: perpetual.name)
      case .price: throw .noPrice(id: id, instrument: perpetual.name)
      }
    }
    let units = quantity * perpetual.contractSize
    let coin = pricer.coinGreeks(units: units)
    return PositionValuation(
      position: self, volatility: pricer.volatility, volatilitySource: pricer.volatilitySource,
      price: coin == nil ? pricer.price : pricer.coinPrice, settlementValue: coin?.value ?? units * pricer.price,
      greeks: pricer.greeks(units: units), coin: coin, pricer: pricer)
  }
}
