import TailpoolLibc

/// Forward prices by time to delivery, with error bars where the source gives them.
///
/// The carry log(F/S)/T is linear in time between the points and flat beyond them.
package struct ForwardCurve: Hashable, Sendable {
  /// The forward of one time.
  package struct Point: Hashable, Sendable {
    /// Time to delivery in years, > 0.
    package let years: Double
    /// Forward price, > 0.
    package let forward: Double
    /// Its standard error in the same unit, ≥ 0; nil when it is not known.
    package let standardError: Double?

    /// Creates a point; see the properties.
    package init(years: Double, forward: Double, standardError: Double? = nil) {
      self.years = years
      self.forward = forward
      self.standardError = standardError
    }
  }

  /// Spot price, > 0.
  package let spot: Double
  /// The points, earliest first.
  package let points: [Point]

  /// Creates a curve from forwards that are given: of futures, or of anything else.
  ///
  /// - Parameters:
  ///   - spot: Spot price, finite and > 0.
  ///   - points: Points in any order.
  /// - Throws: `CurveError.empty` without points; `.parameterOutOfDomain` for a number that is not finite and positive;
  ///   `.unorderedTimes` for two points of one time.
  package init(spot: Double, points: [Point]) throws(CurveError) {
    guard !points.isEmpty else { throw .empty }
    guard spot > 0, spot < .infinity else { throw .parameterOutOfDomain(name: "spot", value: spot) }
    for point in points {
      guard point.years > 0, point.years < .infinity else {
        throw .parameterOutOfDomain(name: "years", value: point.years)
      }
      guard point.forward > 0, point.forward < .infinity else {
        throw .parameterOutOfDomain(name: "forward", value: point.forward)
      }
    }
    let sorted = points.sorted { $0.years < $1.years }
    for index in sorted.indices.dropFirst() where sorted[index].years == sorted[index - 1].years {
      throw .unorderedTimes(index: index)
    }
    self.spot = spot
    self.points = sorted
  }

  /// Creates the curve of put–call parity over the expiries of a market; those without a pair are left out.
  ///
  /// - Parameter market: The market of one underlying.
  /// - Throws: `CurveError.empty` when no expiry has a pair; else as of `init(spot:points:)`.
  package init(parityOf market: UnderlyingMarket) throws(CurveError) {
    var points: [Point] = []
    for expiry in market.expiries where points.last?.years != expiry.years {
      guard let estimate = ForwardEstimate(expiry.quotes, settlement: expiry.settlement) else { continue }
      points.append(Point(years: expiry.years, forward: estimate.forward, standardError: estimate.standardError))
    }
    try self.init(spot: market.spot, points: points)
  }

  /// Creates the curve of a spot with a discount curve and dividends.
  ///
  ///     F(T) = (S − Σ Dᵢ P(tᵢ)) exp(−qT) / P(T),   the sum over dividends until T
  ///
  /// - Parameters:
  ///   - spot: Spot price, finite and > 0.
  ///   - discounts: Discount factors of the quote currency.
  ///   - dividendYield: Continuous dividend yield q a year.
  ///   - dividends: Cash dividends with the years until they are paid.
  ///   - years: Times of the points, > 0.
  /// - Throws: `CurveError.parameterOutOfDomain` where dividends exceed the spot; else as of `init(spot:points:)`.
  package init(
    spot: Double, discounts: DiscountCurve, dividendYield: Double = 0,
    dividends: [(years: Double, amount: Double)] = [],
    years: [Double]
  ) throws(CurveError) {
    var points: [Point] = []
    for time in years {
      let paid = dividends.filter { $0.years > 0 && $0.years <= time }.reduce(0) {
        $0 + $1.amount * discounts.discountFactor(at: $1.years)
      }
      let forward = (spot - paid) * exp(-dividendYield * time) / discounts.discountFactor(at: time)
      points.append(Point(years: time, forward: forward))
    }
    try self.init(spot: spot, points: points)
  }

  /// The forward at a time.
  ///
  /// - Parameter years: Time to delivery in years, ≥ 0.
  /// - Returns: The spot at 0; NaN for arguments out of range.
  package func forward(at years: Double) -> Double {
    guard years >= 0, years < .infinity else { return .nan }
    let carries = points.map { (years: $0.years, value: log($0.forward / spot) / $0.years) }
    guard let curve = TermCurve(carries) else { return .nan }
    return spot * exp(curve.value(at: years) * years)
  }
}

/// Discount factors by time, with continuous rates linear between points and flat beyond them.
package struct DiscountCurve: Hashable, Sendable {
  /// Times in years, ascending, > 0.
  package let years: [Double]
  /// Continuous zero rates a year.
  package let rates: [Double]

  /// Creates a curve of zero rates.
  ///
  /// - Parameters:
  ///   - years: Times, ascending, finite and > 0.
  ///   - rates: Continuous zero rates, as many, finite.
  /// - Throws: `CurveError.empty`; `.unorderedTimes`; `.parameterOutOfDomain` for a rate that is not finite, or a
  ///   number of rates that is not that of times.
  package init(years: [Double], rates: [Double]) throws(CurveError) {
    guard !years.isEmpty else { throw .empty }
    guard rates.count == years.count else { throw .parameterOutOfDomain(name: "rates", value: Double(rates.count)) }
    for (index, time) in years.enumerated() {
      guard time > (index == 0 ? 0 : years[index - 1]), time < .infinity else { throw .unorderedTimes(index: index) }
    }
    for rate in rates where !rate.isFinite { throw .parameterOutOfDomain(name: "rate", value: rate) }
    self.years = years
    self.rates = rates
  }

  /// Creates a curve of discount factors.
  ///
  /// - Parameters:
  ///   - years: Times, ascending, finite and > 0.
  ///   - discountFactors: Discount factors, as many, finite and > 0.
  /// - Throws: As of `init(years:rates:)`.
  package init(years: [Double], discountFactors: [Double]) throws(CurveError) {
    for factor in discountFactors where !(factor > 0 && factor < .infinity) {
      throw .parameterOutOfDomain(name: "discountFactor", value: factor)
    }
    try self.init(years: years, rates: zip(years, discountFactors).map { -log($1) / $0 })
  }

  /// The discount factor at a time.
  ///
  /// - Parameter years: Years, ≥ 0.
  /// - Returns: 1 at 0; NaN for arguments out of range.
  package func discountFactor(at years: Double) -> Double {
    guard years >= 0, years < .infinity else { return .nan }
    guard let curve = TermCurve(zip(self.years, rates).map { (years: $0, value: $1) }) else { return .nan }
    return exp(-curve.value(at: years) * years)
  }
}
