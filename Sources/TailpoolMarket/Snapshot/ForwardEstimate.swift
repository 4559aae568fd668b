/// A forward and a discount factor from put–call parity, with their standard errors.
public struct ForwardEstimate: Hashable, Sendable {
  /// Forward price, > 0.
  public let forward: Double
  /// Standard error of the forward; nil when there are too few pairs to tell.
  public let standardError: Double?
  /// Discount factor of the quote currency; nil where parity does not tell it.
  public let discountFactor: Double?
  /// Standard error of the discount factor; nil where there is none.
  public let discountFactorError: Double?
  /// Number of pairs of call and put that were used.
  public let pairs: Int

  /// Estimates from the quotes of one expiry.
  ///
  /// Coin-settled: F = K / (1 − (C − P)) for each of the five strikes nearest the money; the median, and 1.2533 s / √n of
  /// the forwards' own deviation s. Cash-settled: the weighted straight line C − P = D (F − K) through up to 40 strikes,
  /// without outliers; errors from its residuals.
  ///
  /// - Parameters:
  ///   - quotes: Quotes of one expiry and settlement, sorted by strike.
  ///   - settlement: What they pay in.
  /// - Returns: nil when there is no pair of marks, or no positive forward.
  /// - Complexity: O(n log n).
  /// - Source: H. Stoll, Journal of Finance 24 (1969) 801, for parity.
  public init?(_ quotes: [OptionQuote], settlement: Settlement) {
    let pairs = ParityPairs.nearestTheMoney(quotes)
    switch settlement {
    case .coin:
      guard let forward = ParityPairs.coinForward(pairs) else { return nil }
      let forwards = ParityPairs.coinForwards(pairs)
      self.init(
        forward: forward, standardError: ForwardEstimate.medianError(forwards), discountFactor: nil,
        discountFactorError: nil, pairs: forwards.count)
    case .cash:
      guard let fit = CashParityFit(pairs) else { return nil }
      let discount = fit.discountFactor
      guard let forward = fit.forward(discountFactor: discount ?? 1) else { return nil }
      self.init(
        forward: forward, standardError: discount.flatMap { fit.forwardError(forward: forward, discountFactor: $0) },
        discountFactor: discount, discountFactorError: discount.map { _ in fit.standardError },
        pairs: min(pairs.count, ParityPairs.cashPairs))
    }
  }

  private init(
    forward: Double, standardError: Double?, discountFactor: Double?, discountFactorError: Double?, pairs: Int
  ) {
    self.forward = forward
    self.standardError = standardError
    self.discountFactor = discountFactor
    self.discountFactorError = discountFactorError
    self.pairs = pairs
  }

  /// The standard error of the median of a normal sample; nil for fewer than three.
  private static func medianError(_ values: [Double]) -> Double? {
    guard values.count > 2 else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return 1.2533 * (squares / (count - 1) / count).squareRoot()
  }
}
