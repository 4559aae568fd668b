/// What an owner of liquidity brought, was paid, and has, and what that is worth beside holding what it brought.
public struct VenueOwnerStatement: Hashable, Sendable {
  /// The owner.
  public let owner: String
  /// What it brought into the venue, in base units.
  public let brought: TokenAmounts
  /// What it was paid, in base units.
  public let paid: TokenAmounts
  /// What it would be paid in all if it left now, in base units.
  public let claim: TokenAmounts
  /// What its liquidity came to, in whole tokens 1: what it was paid and its claim, at the venue's price now; nil without a
  /// price.
  public let value: Double?
  /// What it would have had by holding what it brought, at the same price.
  public let holding: Double?
  /// The value less that of holding; the difference of each token is taken in whole units.
  public let result: Double?

  init(
    owner: String, brought: TokenAmounts, paid: TokenAmounts, claim: TokenAmounts, price: Double?, scale: TokenScale
  ) {
    (self.owner, self.brought, self.paid, self.claim) = (owner, brought, paid, claim)
    value = price.map { scale.value(paid + claim, at: $0) }
    holding = price.map { scale.value(brought, at: $0) }
    result = price.map { scale.value(paid + claim, less: brought, at: $0) }
  }
}

/// What a trader paid and received.
public struct VenueTraderStatement: Hashable, Sendable {
  /// The trader.
  public let trader: String
  /// Trades that were taken.
  public let trades: Int
  /// What it paid in, fees included, in base units.
  public let paid: TokenAmounts
  /// What it received, in base units.
  public let received: TokenAmounts
  /// The fees within what it paid, in base units.
  public let fees: TokenAmounts
}
