extension VenueRefusal {
  /// The refusal in a sentence for people, without a comma, so that it stands in a table as it is.
  public var words: String {
    switch self {
    case .invalidTerms(let field): "the field \(field) of the terms is out of its range"
    case .timeRunsBack(let time, let last): "the time \(time) is before the last event at \(last)"
    case .nothingToMove: "nothing would move"
    case .invalidRange(let lower, let upper, let spacing):
      "the range from \(lower) to \(upper) is not one of multiples of \(spacing) in order"
    case .tooMuchLiquidity(let tick, let found, let most):
      "the liquidity at tick \(tick) would be \(found) where \(most) is the most"
    case .tooLittleLiquidity(let found, let expected):
      "the owner has \(found) in that place where \(expected) would be needed"
    case .invalidPriceLimit(let limit, let price):
      "the price limit \(limit) is on the wrong side of the price \(price) or beyond all prices"
    case .notFilled(let filled, let expected): "only \(filled) of \(expected) can be had"
    case .worseThanAllowed(let found, let allowed): "the amount is \(found) and the bound \(allowed)"
    case .invalidProtocolFee(let fee): "the part of the protocol is one over \(fee) where 0 or 4 to 10 can be"
    case .staleIndex(let age, let most):
      age.map { "the index price is \($0) seconds old where \(most) is the most" } ?? "there is no index price yet"
    case .invalidIndex(let low, let high): "the index price from \(low) to \(high) is not above zero and in order"
    case .positionExists: "the account has that option already"
    case .tooLittleCollateral(let found, let expected): "the account would have \(found) where it needs \(expected)"
    case .enoughCollateral(let found, let expected): "the account has \(found) and needs \(expected)"
    case .late(let deadline): "the deadline was \(deadline)"
    case .notHeld(let found, let expected): "the trader holds \(found) contracts where \(expected) would be needed"
    case .notSoldShort(let contract): "\(contract) is not sold by who does not hold it"
    case .curve(let refusal): refusal.words
    case .pool(let refusal): "the pool refuses: \(refusal.words)"
    case .overflow: "a number passes what the venue counts in"
    }
  }
}
