import TailpoolMarket

extension MarketSnapshot {
  /// The volatilities of every listed option: those its prices imply, and the one it is valued at.
  ///
  /// An option is valued at the venue's own volatility of its mark; where there is none, at the volatility that the mark
  /// implies (the mid where the venue gives no mark); where that does not exist, at the volatility between its
  /// neighbours in the same expiry, linear in total variance against log-moneyness and flat beyond the ends. The
  /// neighbours are options out of the money, whose prices carry the volatility; only an expiry that has none of those
  /// falls back on options in the money. An option left without a volatility is left out and counted.
  ///
  /// - Returns: One smile for each underlying and expiry, in the order of the snapshot.
  /// - Complexity: O(n log n) for n quotes.
  public func volatilityMarks() -> VolatilityMarks {
    volatilityMarks(fitted: { _, _, _ in nil }, curve: { _, _ in [] })
  }

  /// The volatilities of every listed option, at what was fitted to the quotes where there is anything.
  ///
  /// - Parameters:
  ///   - fitted: The fitted volatility of a contract of an expiry, at its log-moneyness; nil for `volatilityMarks()`'s own.
  ///   - curve: The fitted smile of an expiry through its points; empty where there is none.
  package func volatilityMarks(
    fitted: (_ expiry: ExpiryMarket, _ contract: OptionContract, _ logMoneyness: Double) -> Double?,
    curve: (_ expiry: ExpiryMarket, _ points: [SmilePoint]) -> [VolatilitySmile.CurvePoint]
  ) -> VolatilityMarks {
    var smiles: [VolatilitySmile] = []
    var counts: [VolatilitySource: Int] = [:]
    var unusable = 0
    var markErrors: [Double] = []
    for market in markets {
      for expiry in market.expiries {
        let points = expiry.smilePoints { fitted(expiry, $0, $1) }
        for point in points { counts[point.source, default: 0] += 1 }
        unusable += expiry.quotes.count - points.count
        markErrors += expiry.markErrors()
        smiles.append(
          VolatilitySmile(
            underlying: market.underlying, spot: market.spot, market: expiry, points: points,
            curve: curve(expiry, points)))
      }
    }
    return VolatilityMarks(
      smiles: smiles, sourceCounts: counts, unusable: unusable, medianMarkError: median(markErrors))
  }
}

extension ExpiryMarket {
  /// The points of the smile, in the order of the quotes.
  fileprivate func smilePoints(
    fitted: (_ contract: OptionContract, _ logMoneyness: Double) -> Double?
  ) -> [SmilePoint] {
    let own = quotes.map { ownVolatility(of: $0) }
    let curve = interpolationCurve(own)
    var points: [SmilePoint] = []
    points.reserveCapacity(quotes.count)
    for (quote, found) in zip(quotes, own) {
      let logMoneyness = logMoneyness(of: quote.contract)
      guard
        let (volatility, source) = fitted(quote.contract, logMoneyness).flatMap(usable).map({ ($0, .surface) }) ?? found
          .resolved
          ?? curve.volatility(at: logMoneyness, years: years).map({ ($0, .interpolated) })
      else { continue }
      points.append(
        SmilePoint(
          quote: quote, logMoneyness: logMoneyness, bidVolatility: implied(quote, quote.bid),
          midVolatility: implied(quote, quote.mid), markVolatility: found.impliedFromMark,
          askVolatility: implied(quote, quote.ask), volatility: volatility, source: source))
    }
    return points
  }

  /// What a quote says of its own volatility.
  private struct OwnVolatility {
    let venue: Double?
    let impliedFromMark: Double?

    var resolved: (Double, VolatilitySource)? {
      if let venue { return (venue, .venue) }
      return impliedFromMark.map { ($0, .impliedFromMark) }
    }
  }

  private func ownVolatility(of quote: OptionQuote) -> OwnVolatility {
    OwnVolatility(
      venue: quote.markVolatility.flatMap(usable), impliedFromMark: implied(quote, quote.mark ?? quote.mid))
  }

  private func implied(_ quote: OptionQuote, _ price: Double?) -> Double? {
    guard let price else { return nil }
    return impliedVolatility(of: quote.contract, price: price).volatility.flatMap(usable)
  }

  private func usable(_ volatility: Double) -> Double? {
    volatility > 0 && volatility < .infinity ? volatility : nil
  }

  private func interpolationCurve(_ own: [OwnVolatility]) -> TotalVarianceCurve {
    var outOfTheMoney: [TotalVarianceCurve.Node] = []
    var inTheMoney: [TotalVarianceCurve.Node] = []
    for (quote, found) in zip(quotes, own) {
      guard let (volatility, _) = found.resolved else { continue }
      let logMoneyness = logMoneyness(of: quote.contract)
      let node = TotalVarianceCurve.Node(
        logMoneyness: logMoneyness, totalVariance: volatility * volatility * years)
      let isOut = quote.contract.type == .call ? logMoneyness >= 0 : logMoneyness <= 0
      if isOut { outOfTheMoney.append(node) } else { inTheMoney.append(node) }
    }
    return TotalVarianceCurve(nodes: outOfTheMoney.isEmpty ? inTheMoney : outOfTheMoney)
  }

  /// |mark − model| in the settlement currency for each quote that has a mark and the venue's volatility.
  fileprivate func markErrors() -> [Double] {
    quotes.compactMap { quote in
      guard let mark = quote.mark, let volatility = quote.markVolatility else { return nil }
      let error = abs(mark - price(of: quote.contract, volatility: volatility))
      return error.isNaN ? nil : error
    }
  }
}
