import TailpoolLedger

/// What each user of a sealed batch paid in of two tokens, one of which it wants for the other.
public struct BatchIntent: Hashable, Sendable {
  /// Whose it is.
  public let participant: String
  /// Units paid in.
  public let paidIn: TokenPair<UInt128>

  /// Creates an intent.
  ///
  /// - Parameters:
  ///   - participant: Whose it is.
  ///   - paidIn: Units paid in; what is paid of token 0 buys token 1, and the other way.
  public init(_ participant: String, paidIn: TokenPair<UInt128>) {
    (self.participant, self.paidIn) = (participant, paidIn)
  }
}

/// A batch whose users all get the same price, by parts of what came out, rounded down; what rounding leaves stays with the venue.
///
/// With D paid in of a token by all and d by one, Λ received of it for the other, and U of it that found nothing:
///
///     received0 = ⌊d1/D1 · Λ0 + d0/D0 · U0⌋        received1 = ⌊d0/D0 · Λ1 + d1/D1 · U1⌋
///
/// where 0/0 is zero. Nobody's part depends on the order of the users, nor on how another parts its own.
///
/// - Source: the batch swaps of Penumbra.
public struct SealedBatch: Hashable, Sendable {
  /// Units paid in by all.
  public let paidIn: TokenPair<UInt128>
  /// Units received for what was paid in of the other token.
  public let received: TokenPair<UInt128>
  /// Units that were paid in and found nothing.
  public let unfilled: TokenPair<UInt128>

  /// Creates a batch with a given outcome.
  ///
  /// - Parameters:
  ///   - paidIn: Units paid in by all.
  ///   - received: Units received; of a token only where something of the other was paid in.
  ///   - unfilled: Units that found nothing, at most what was paid in.
  /// - Throws: `AuctionRefusal.unbalancedBatch` naming the token; `.overflow` where received and unfilled do not fit together.
  public init(
    paidIn: TokenPair<UInt128>, received: TokenPair<UInt128>, unfilled: TokenPair<UInt128>
  ) throws(AuctionRefusal) {
    if unfilled.token0 > paidIn.token0 || paidIn.token1 == 0 && received.token0 > 0 { throw .unbalancedBatch(token: 0) }
    if unfilled.token1 > paidIn.token1 || paidIn.token0 == 0 && received.token1 > 0 { throw .unbalancedBatch(token: 1) }
    do throws(LedgerError) {
      _ = try (checkedSum(received.token0, unfilled.token0), checkedSum(received.token1, unfilled.token1))
    } catch { throw .overflow }
    (self.paidIn, self.received, self.unfilled) = (paidIn, received, unfilled)
  }

  /// Crosses what was paid in of both tokens with each other at one price; the rest finds nothing.
  ///
  /// - Parameters:
  ///   - paidIn: Units paid in by all.
  ///   - price: Units of token 1 for `lot` units of token 0, > 0.
  ///   - lot: Units of token 0 that the price is for, > 0.
  /// - Returns: The batch: the side that is short is filled whole, rounded down to whole units of what it receives, and nothing is
  ///   lost: what is received and unfilled of a token is what was paid in of it. A side that would receive no unit finds nothing, and
  ///   so does the other.
  /// - Throws: `AuctionRefusal.invalidReference` for a price or lot of zero, `.overflow`.
  public static func crossed(
    _ paidIn: TokenPair<UInt128>, price: UInt128, lot: UInt128 = 1
  ) throws(AuctionRefusal) -> SealedBatch {
    if price == 0 || lot == 0 { throw .invalidReference }
    let (all0, all1) = (paidIn.token0, paidIn.token1)
    if all0 == 0 || all1 == 0 { return try SealedBatch(paidIn: paidIn, received: .init(0, 0), unfilled: paidIn) }
    // A quotient that does not fit is more than the other side has.
    let worth = try? mulDiv(all0, price, lot, rounding: .down)
    if let worth, worth <= all1 {
      if worth == 0 { return try SealedBatch(paidIn: paidIn, received: .init(0, 0), unfilled: paidIn) }
      return try SealedBatch(
        paidIn: paidIn, received: .init(all0, worth), unfilled: .init(0, all1 - worth))
    }
    let base: UInt128
    do throws(LedgerError) { base = try mulDiv(all1, lot, price, rounding: .down) } catch { throw .overflow }
    if base == 0 { return try SealedBatch(paidIn: paidIn, received: .init(0, 0), unfilled: paidIn) }
    return try SealedBatch(paidIn: paidIn, received: .init(base, all1), unfilled: .init(all0 - base, 0))
  }

  /// What one user gets.
  ///
  /// - Parameter paid: Units that it paid in, at most what all did.
  /// - Returns: Units of both tokens.
  /// - Throws: `AuctionRefusal.unbalancedBatch` naming a token of which more was paid in than by all.
  /// - Complexity: O(1).
  public func claim(paidIn paid: TokenPair<UInt128>) throws(AuctionRefusal) -> TokenPair<UInt128> {
    if paid.token0 > paidIn.token0 { throw .unbalancedBatch(token: 0) }
    if paid.token1 > paidIn.token1 { throw .unbalancedBatch(token: 1) }
    let part0 = Part(of: paid.token0, in: paidIn.token0)
    let part1 = Part(of: paid.token1, in: paidIn.token1)
    do throws(LedgerError) {
      return TokenPair(
        try Part.floor(part1, of: received.token0, and: part0, of: unfilled.token0),
        try Part.floor(part0, of: received.token1, and: part1, of: unfilled.token1))
    } catch { throw .overflow }
  }

  /// What all users get, and what rounding leaves.
  ///
  /// - Parameter intents: What each paid in, which must come to `paidIn`.
  /// - Returns: Claims in the order of the intents, and the dust: received and unfilled less all claims, of each token less than the
  ///   number of users.
  /// - Throws: `AuctionRefusal.unbalancedBatch` naming the token, `.overflow`.
  /// - Complexity: O(n).
  public func claims(
    _ intents: [BatchIntent]
  ) throws(AuctionRefusal) -> (claims: [TokenPair<UInt128>], dust: TokenPair<UInt128>) {
    let all = try SealedBatch.total(intents)
    if all.token0 != paidIn.token0 { throw .unbalancedBatch(token: 0) }
    if all.token1 != paidIn.token1 { throw .unbalancedBatch(token: 1) }
    var dust = TokenPair(received.token0 + unfilled.token0, received.token1 + unfilled.token1)
    var claims: [TokenPair<UInt128>] = []
    claims.reserveCapacity(intents.count)
    for intent in intents {
      let claim = try claim(paidIn: intent.paidIn)
      dust.token0 -= claim.token0  // floors of parts of a whole
      dust.token1 -= claim.token1
      claims.append(claim)
    }
    return (claims, dust)
  }

  /// What all paid in.
  ///
  /// - Throws: `AuctionRefusal.overflow`.
  public static func total(_ intents: [BatchIntent]) throws(AuctionRefusal) -> TokenPair<UInt128> {
    do throws(LedgerError) {
      return TokenPair(
        try checkedSum(intents.map(\.paidIn.token0)), try checkedSum(intents.map(\.paidIn.token1)))
    } catch { throw .overflow }
  }
}

/// A part of a whole; of nothing it is zero.
private struct Part {
  let paid: UInt128
  let all: UInt128

  init(of paid: UInt128, in all: UInt128) { (self.paid, self.all) = (paid, max(all, 1)) }

  /// ⌊a.paid/a.all · x + b.paid/b.all · y⌋, where both products are at most x and y.
  static func floor(_ a: Part, of x: UInt128, and b: Part, of y: UInt128) throws(LedgerError) -> UInt128 {
    let (first, second) = (
      try mulDiv(a.paid, x, a.all, rounding: .down), try mulDiv(b.paid, y, b.all, rounding: .down)
    )
    let (rest, other) = (a.paid &* x &- first &* a.all, b.paid &* y &- second &* b.all)  // exact below 2¹²⁸
    // rest / a.all + other / b.all ≥ 1, without a sum that could pass 256 bits
    let carries = UInt256.product(rest, b.all) >= UInt256.product(b.all - other, a.all)
    return first + second + (carries ? 1 : 0)
  }
}
