extension CurveRefusal {
  /// The refusal in a sentence for people, without a comma, so that it stands in a table as it is.
  public var words: String {
    switch self {
    case .invalid(let field, let value): "\(field) is \(value)"
    case .notQuoted(let contract): "the curve does not quote \(contract)"
    case .outsideOfTerm(let seconds, let least, let most):
      "the contract has \(seconds) seconds left where \(least) to \(most) are traded"
    case .timeRunsBack(let time, let last): "the time \(time) is before the last trade at \(last)"
    case .volatility(let after, let least, let most):
      "the volatility would be \(after) where it may be from \(least) to \(most)"
    case .skew(let after, let least, let most): "the skew would be \(after) where it may be from \(least) to \(most)"
    case .delta(let delta, let least, let most): "the delta is \(delta) where \(least) to \(most) is traded"
    case .utilization(let after, let most): "\(after) of the pool would be in use where \(most) may be"
    case .notFilled(let available, let asked): "only \(available) of \(asked) can be had"
    case .strike(let strike, let least, let most): "the strike is \(strike) where \(least) to \(most) is traded"
    case .overflow: "a number passes what the curve counts in"
    case .noValue: "the pool has no value to hold a fee against"
    }
  }
}
