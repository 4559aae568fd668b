import TailpoolMarket
import TailpoolPricing

/// What tells one smile from another.
struct SmileKey: Hashable {
  let underlying: Underlying
  let expiry: Timestamp

  init(_ underlying: Underlying, _ expiry: Timestamp) {
    self.underlying = underlying
    self.expiry = expiry
  }
}

extension VolatilitySmile {
  /// The volatility of the point nearest the forward; nil without points.
  var volatilityAtTheMoney: Double? {
    points.min { abs($0.logMoneyness) < abs($1.logMoneyness) }?.volatility
  }
}
