import TailpoolLedger
import TailpoolMarket

/// Something that happens to a pool with an impact for imbalance.
public struct ImbalancePoolEvent: Hashable, Sendable {
  /// When it happens, not before the event before.
  public let time: Timestamp
  /// What happens.
  public let action: ImbalancePoolAction

  /// Creates an event.
  public init(at time: Timestamp, _ action: ImbalancePoolAction) { (self.time, self.action) = (time, action) }
}

/// What can happen to a pool with an impact for imbalance.
public enum ImbalancePoolAction: Hashable, Sendable {
  /// The protocol says the index price on both sides: units of token 1 for 10³⁰ units of token 0.
  case index(low: UInt256, high: UInt256)
  /// An owner brings tokens in, in any proportion, for at least so many shares.
  case mint(owner: String, amount0: UInt128, amount1: UInt128, leastShares: UInt128)
  /// An owner takes shares out, for at least so much of each token.
  case burn(owner: String, shares: UInt128, least0: UInt128, least1: UInt128)
  /// A trader sells units of token 0, for at least so much of token 1.
  case sell(trader: String, amount0: UInt128, least: UInt128)
  /// A trader buys units of token 0, for at most so much of token 1.
  case buy(trader: String, amount0: UInt128, most: UInt128)
}

/// What a trade with an impact for imbalance comes to, in units of token 1.
public struct ImbalanceQuote: Hashable, Sendable {
  /// Received by who sells, or paid by who buys, all included.
  public let amount1: UInt128
  /// At the index price, rounded against the trader.
  public let atIndex: UInt128
  /// The fee, rounded up.
  public let fee: UInt128
  /// The impact, > 0 where it is paid to the trader.
  public let impact: Int128
}

extension ImbalancePool {
  /// Applies an event whole, or throws and stays what it was.
  ///
  /// - Throws: `VenueRefusal` naming the bound.
  /// - Complexity: O(1).
  public mutating func apply(_ event: ImbalancePoolEvent) throws(VenueRefusal) { _ = try fill(event) }

  /// Applies an event as `apply`, and says what moved.
  ///
  /// - Throws: As `apply`.
  public mutating func settle(_ event: ImbalancePoolEvent) throws(VenueRefusal) -> TokenFlow { try fill(event).flow }

  /// Applies an event as `apply`, and says what moved and what of it was a fee.
  mutating func fill(_ event: ImbalancePoolEvent) throws(VenueRefusal) -> VenueFill {
    if event.time < time { throw .timeRunsBack(time: event.time, last: time) }
    let fill = try moved(by: event.action, at: event.time)
    time = event.time
    return fill
  }

  private mutating func moved(by action: ImbalancePoolAction, at time: Timestamp) throws(VenueRefusal) -> VenueFill {
    switch action {
    case .index(let low, let high):
      guard .zero < low, low <= high, high.high >> 127 == 0 else { throw .invalidIndex(low: low, high: high) }
      index = Index(low: low, high: high, time: time)
      return VenueFill(TokenFlow())
    case .mint(let owner, let amount0, let amount1, let leastShares):
      _ = try mint(owner, (amount0, amount1), leastShares: leastShares, at: index(at: time))
      return VenueFill(TokenFlow(in0: UInt256(amount0), in1: UInt256(amount1)))
    case .burn(let owner, let shares, let least0, let least1):
      let (amount0, amount1) = try burn(owner, shares: shares, least0: least0, least1: least1)
      return VenueFill(TokenFlow(out0: UInt256(amount0), out1: UInt256(amount1)))
    case .sell(_, let amount0, let least):
      let quote = try quote(selling: amount0, at: time)
      if quote.amount1 < least {
        throw .worseThanAllowed(found: UInt256(quote.amount1), allowed: UInt256(least))
      }
      try move(held0: held0 + amount0, held1: held1 - quote.amount1, quote)
      return VenueFill(
        TokenFlow(trading: true, in: UInt256(amount0), out: UInt256(quote.amount1)),
        fee: TokenAmounts(.zero, UInt256(quote.fee)))
    case .buy(_, let amount0, let most):
      let quote = try quote(buying: amount0, at: time)
      if quote.amount1 > most { throw .worseThanAllowed(found: UInt256(quote.amount1), allowed: UInt256(most)) }
      try move(held0: held0 - amount0, held1: held1 + quote.amount1, quote)
      return VenueFill(
        TokenFlow(trading: false, in: UInt256(quote.amount1), out: UInt256(amount0)),
        fee: TokenAmounts(.zero, UInt256(quote.fee)))
    }
  }

  private mutating func move(held0 next0: UInt128, held1 next1: UInt128, _ quote: ImbalanceQuote) throws(VenueRefusal) {
    if max(next0, next1) > Self.greatestHolding { throw .overflow }
    (held0, held1) = (next0, next1)
    impactPool = quote.impact < 0 ? impactPool + quote.impact.magnitude : impactPool - quote.impact.magnitude
  }
}
