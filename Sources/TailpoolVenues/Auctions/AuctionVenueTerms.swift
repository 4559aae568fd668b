import TailpoolMarket

/// What an auction venue has agreed on before its first event.
public struct AuctionVenueTerms: Hashable, Sendable {
  /// The asset that is traded, in whole units.
  public let base: String
  /// The asset that prices are in, for a unit of the base.
  public let quote: String
  /// How each auction is held.
  public let auction: CallAuction
  /// Where the first interval begins; no event is earlier.
  public let opening: Timestamp
  /// Seconds from one auction to the next, > 0.
  public let intervalSeconds: Int64
  /// Seconds before each auction in which sealed orders are revealed, below the interval; 0 where there are none.
  public let revealSeconds: Int64
  /// The least bond of a sealed order, in millionths of what it can cost at its limit; rounded up. `RevealBond` says what it should be.
  public let bondMillionths: UInt32
  /// What a commitment costs, in millionths of its bond; rounded up.
  public let feeMillionths: UInt32
  /// Where nothing trades too far from what sources agree on.
  public let priceGuard: ReferencePriceGuard

  /// Creates terms; see the properties for the meaning of each argument.
  public init(
    base: String, quote: String, auction: CallAuction, opening: Timestamp, intervalSeconds: Int64,
    revealSeconds: Int64 = 0, bondMillionths: UInt32 = 0, feeMillionths: UInt32 = 0, priceGuard: ReferencePriceGuard
  ) {
    self.base = base
    self.quote = quote
    self.auction = auction
    self.opening = opening
    self.intervalSeconds = intervalSeconds
    self.revealSeconds = revealSeconds
    self.bondMillionths = bondMillionths
    self.feeMillionths = feeMillionths
    self.priceGuard = priceGuard
  }

  /// The name of a field that is out of its range, or nil.
  var invalidField: String? {
    if base.isEmpty || base == quote { return "base" }
    if quote.isEmpty { return "quote" }
    if intervalSeconds <= 0 || intervalSeconds > 1 << 40 { return "intervalSeconds" }
    return (0..<intervalSeconds).contains(revealSeconds) ? nil : "revealSeconds"
  }
}
