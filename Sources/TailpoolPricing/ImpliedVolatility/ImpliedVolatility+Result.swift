extension ImpliedVolatility {
  /// The volatility that a price implies, or why there is none.
  public enum Result: Hashable, Sendable {
    /// The annual volatility, finite and > 0.
    case value(Double)
    /// The price equals the intrinsic value: volatility 0.
    case zero
    /// The price equals its upper bound, which only an infinite volatility reaches.
    case infinite
    /// The price is below the intrinsic value.
    case belowIntrinsic
    /// The price is above its upper bound: the forward for a call, the strike for a put, discounted.
    case aboveMaximum
    /// An argument is NaN or outside its domain.
    case invalidInput

    /// The volatility: 0 for `zero`, +∞ for `infinite`, nil when no volatility gives the price.
    public var volatility: Double? {
      switch self {
      case .value(let volatility): volatility
      case .zero: 0
      case .infinite: .infinity
      case .belowIntrinsic, .aboveMaximum, .invalidInput: nil
      }
    }
  }
}
