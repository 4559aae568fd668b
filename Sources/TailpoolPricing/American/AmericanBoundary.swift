import TailpoolLibc
import TailpoolMarket

/// The spots at which an American option is best exercised, over its life.
///
/// A put is exercised at or below one boundary, a call at or above one; a put with q < r < 0 and a call with r < q < 0 between two. The
/// boundary scales with the strike.
public struct AmericanBoundary: Sendable {
  /// Call or put.
  public let type: OptionType
  /// The strike.
  public let strike: Double
  /// Years to expiry.
  public let years: Double
  private let terms: AmericanTerms
  private let boundaries: AmericanBoundaries?

  /// Finds the boundary of an option.
  ///
  /// - Parameters: As of `AmericanOption.price`, with a strike > 0.
  /// - Returns: Nil for an argument out of its range, or NaN.
  /// - Complexity: One boundary, two where there are two; some dozen where the two meet before expiry.
  public init?(
    _ type: OptionType, strike: Double, years: Double, volatility: Double, rate: Double, dividendYield: Double,
    accuracy: AmericanAccuracy = .standard
  ) {
    let terms = AmericanTerms(
      type: type, spot: strike, strike: strike, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield)
    guard terms.isInDomain, strike > 0 else { return nil }
    self.type = type
    self.strike = strike
    self.years = years
    self.terms = terms
    let market = terms.market
    boundaries =
      terms.hasBoundary
      ? AmericanBoundaries(
        [market], scheme: market.isHard ? .high : .of(accuracy), withTangents: false) : nil
  }

  /// The spots at which it is best exercised with so much of its life left.
  ///
  /// - Parameter yearsLeft: From 0 to `years`; what is beyond is taken as the nearer end.
  /// - Returns: The range, for a put from 0 and for a call to +∞ where there is one boundary; nil where it is not exercised. At expiry all
  ///   spots at which it pays. Without volatility the range just before expiry; outside the range of `AmericanOption.price`'s accuracy,
  ///   and with infinite volatility, nil.
  /// - Complexity: O(nodes).
  public func region(yearsLeft: Double) -> ClosedRange<Double>? {
    if !(yearsLeft > 0) || years == 0 { return type == .put ? 0...strike : strike...(.infinity) }
    let market = terms.market
    guard let boundaries else {
      let isStill = terms.volatility * years.squareRoot() < 1e-6
      return isStill ? limits(market).map { range(lower: $0.lower, upper: $0.upper) } : nil
    }
    let left = min(yearsLeft, years)
    switch boundaries.entries[0] {
    case .none: return nil
    case .single(let column):
      return range(lower: 0, upper: exp(boundaries.columns.logBoundary(column, root: (left / years).squareRoot())))
    case .double(let upper, let lower, let meeting):
      guard left <= meeting else { return nil }
      let root = (left / meeting).squareRoot()
      let (low, high) = (
        exp(boundaries.columns.logBoundary(lower, root: root)), exp(boundaries.columns.logBoundary(upper, root: root))
      )
      return low <= high ? range(lower: low, upper: high) : nil
    }
  }

  /// Just before expiry, in strikes of the put.
  private func limits(_ market: AmericanMarket) -> (lower: Double, upper: Double)? {
    switch market.regime {
    case .never: nil
    case .single: (0, market.limit)
    case .double: (market.lowerLimit, 1)
    }
  }

  /// The range of the option from that of its put: a call's spots are K / b.
  private func range(lower: Double, upper: Double) -> ClosedRange<Double> {
    type == .put ? strike * lower...strike * upper : strike / upper...(lower == 0 ? .infinity : strike / lower)
  }
}
