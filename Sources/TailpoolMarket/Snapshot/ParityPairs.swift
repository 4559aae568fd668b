/// A call and a put of one strike, both marked.
struct ParityPair {
  /// Strike in quote currency.
  let strike: Double
  /// Mark of the call minus mark of the put, in the settlement currency.
  let difference: Double
  /// Sum of the two bid–ask spreads; nil when a side of either is missing.
  let spread: Double?
}

/// Forwards from put–call parity of the marks nearest the money of one expiry.
enum ParityPairs {
  /// How many pairs the regression of cash-settled options looks at.
  static let cashPairs = 40
  /// How many pairs the median of coin-settled options looks at.
  static let coinPairs = 5

  /// The pairs of an expiry, nearest the money first: by the size of the difference, then by strike.
  ///
  /// - Parameter quotes: Quotes of one expiry, sorted by strike.
  static func nearestTheMoney(_ quotes: [OptionQuote]) -> [ParityPair] {
    var calls: [Double: OptionQuote] = [:]
    var pairs: [ParityPair] = []
    for call in quotes where call.contract.type == .call && call.mark != nil && calls[call.contract.strike] == nil {
      calls[call.contract.strike] = call
    }
    for put in quotes where put.contract.type == .put {
      let strike = put.contract.strike
      guard let putMark = put.mark, let call = calls.removeValue(forKey: strike), let callMark = call.mark else {
        continue
      }
      pairs.append(ParityPair(strike: strike, difference: callMark - putMark, spread: spread(call, put)))
    }
    return pairs.sorted { (abs($0.difference), $0.strike) < (abs($1.difference), $1.strike) }
  }

  private static func spread(_ call: OptionQuote, _ put: OptionQuote) -> Double? {
    guard let callBid = call.bid, let callAsk = call.ask, let putBid = put.bid, let putAsk = put.ask else { return nil }
    return abs(callAsk - callBid) + abs(putAsk - putBid)
  }

  /// The forward of coin-settled options.
  ///
  /// Prices are in coin, so call minus put is `1 − K/F` at every strike; the result is the median of
  ///
  ///     F = K / (1 − (call − put))
  ///
  /// over the five strikes nearest the money.
  ///
  /// - Parameter pairs: Pairs, nearest the money first.
  /// - Returns: The forward, or nil when no pair gives a positive one.
  static func coinForward(_ pairs: [ParityPair]) -> Double? { median(coinForwards(pairs)) }

  /// The forwards of those pairs, without what is not positive and finite.
  static func coinForwards(_ pairs: [ParityPair]) -> [Double] {
    pairs.prefix(coinPairs).map { $0.strike / (1 - $0.difference) }.filter { $0 > 0 && $0.isFinite }
  }
}
