import TailpoolMarket

/// Options of one underlying with the quantities held, as columns: the leanest form of a large book.
public struct OptionHoldings: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// Its spot, > 0, in quote currency.
  public let spot: Double
  /// The options: forward, strike, years, volatility and discount factor of each, all > 0.
  public let options: ForwardOptionColumns
  /// Quantity × contract size of each option, negative when sold.
  public let quantities: [Double]
  /// What they pay in.
  public let settlement: Settlement

  /// Creates holdings; see the properties for the meaning of each argument.
  ///
  /// - Precondition: There are as many quantities as options.
  public init(
    underlying: Underlying, spot: Double, options: ForwardOptionColumns, quantities: [Double],
    settlement: Settlement = .cash
  ) {
    precondition(
      options.count == quantities.count, "\(options.count) options and \(quantities.count) quantities")
    self.underlying = underlying
    self.spot = spot
    self.options = options
    self.quantities = quantities
    self.settlement = settlement
  }
}

extension BookRevaluation {
  /// Prepares a book of columns, each strike keeping its volatility.
  ///
  /// Options that agree in all but the quantity are netted first.
  ///
  /// - Parameters:
  ///   - holdings: Options by underlying, in any order; the holdings of one underlying are put together.
  ///   - horizonInDays: Days that pass in each scenario, finite and ≥ 0.
  ///   - volatilityMoves: How a scenario's factor on the volatilities falls on their tenors.
  /// - Throws: `RevaluationError.invalidHorizon`, or `.invalidPosition` with the underlying and the index of the first
  ///   option whose numbers are out of their range.
  /// - Complexity: O(n log n) in the options; 56 bytes each.
  public init(
    _ holdings: [OptionHoldings], horizonInDays: Double = 1, volatilityMoves: VolatilityMoves = .parallel
  ) throws(RevaluationError) {
    guard horizonInDays >= 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    var instruments: [Underlying: [Instrument]] = [:]
    var spots: [Underlying: Double] = [:]
    for holding in holdings {
      guard holding.spot > 0, holding.spot.isFinite else {
        throw .invalidPosition(id: "\(holding.underlying) spot")
      }
      spots[holding.underlying] = holding.spot
      var own = instruments.removeValue(forKey: holding.underlying) ?? []
      own.reserveCapacity(own.count + holding.options.count)
      for index in 0..<holding.options.count {
        let instrument = Instrument(holding, at: index)
        guard instrument.isValid else { throw .invalidPosition(id: "\(holding.underlying) \(index)") }
        own.append(instrument)
      }
      instruments[holding.underlying] = own
    }
    var groups: [Group] = []
    for underlying in spots.keys.sorted() {
      guard let spot = spots[underlying], let own = instruments.removeValue(forKey: underlying) else { continue }
      groups.append(
        Group(
          underlying: underlying, spot: spot, rule: .stickyStrike, volatilityMoves: volatilityMoves,
          instruments: Instrument.netted(own)))
    }
    self.init(groups: groups, horizonInDays: horizonInDays)
  }
}

extension BookRevaluation.Instrument {
  init(_ holding: OptionHoldings, at index: Int) {
    let (options, start) = (holding.options, holding.options.forwards.startIndex)
    let discount = options.discountFactors[options.discountFactors.startIndex + index]
    self.init(
      forward: options.forwards[start + index], strike: options.strikes[options.strikes.startIndex + index],
      volatility: options.volatilities[options.volatilities.startIndex + index],
      years: options.years[options.years.startIndex + index], sign: options.type(at: index).sign,
      weight: holding.quantities[index] * (discount > 0 ? discount : .nan), settlement: holding.settlement)
  }

  /// Adds up the weights of instruments that agree in all else, and leaves out those that come to nothing.
  static func netted(_ instruments: consuming [Self]) -> [Self] {
    var sorted = instruments
    sorted.sort { $0.precedes($1) }
    var kept = 0
    for index in sorted.indices {
      if kept > 0, sorted[kept - 1].isSameLine(as: sorted[index]) {
        sorted[kept - 1] = sorted[kept - 1].with(weight: sorted[kept - 1].weight + sorted[index].weight)
      } else {
        if kept > 0, sorted[kept - 1].weight == 0 { kept -= 1 }
        sorted[kept] = sorted[index]
        kept += 1
      }
    }
    if kept > 0, sorted[kept - 1].weight == 0 { kept -= 1 }
    sorted.removeLast(sorted.count - kept)
    return sorted
  }

  private func isSameLine(as other: Self) -> Bool {
    years == other.years && strike == other.strike && sign == other.sign && volatility == other.volatility
      && forward == other.forward && settlement == other.settlement
  }

  /// The same option, held in another quantity.
  func with(weight: Double) -> Self {
    Self(
      forward: forward, strike: strike, volatility: volatility, years: years, sign: sign, weight: weight, smile: smile,
      settlement: settlement)
  }
}
