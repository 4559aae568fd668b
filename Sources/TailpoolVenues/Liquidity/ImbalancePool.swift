import TailpoolLedger
import TailpoolMarket

/// A pool of two tokens that trades at an index price, with an impact for the imbalance that a trade makes.
///
/// Owners hold shares of what the pool holds less the impact pool, an amount of token 1 that impacts are paid into and out of: a trade that
/// takes imbalance away is paid from it, and no more than it has. All that is paid in is rounded up and all that is paid out down.
///
/// - Source: gmx-io/gmx-synthetics, `PricingUtils` and `SwapUtils`.
public struct ImbalancePool: Hashable, Sendable {
  /// Units of token 0 that prices of the index are for: 10³⁰.
  public static let priceUnit = UInt256(UInt128(1_000_000_000_000_000_000_000_000_000_000))
  /// Shares that nobody can take out.
  public static let lockedShares: UInt128 = 1_000
  /// The most that the pool holds of a token, 2¹¹² − 1.
  public static let greatestHolding = UInt128(1) << 112 - 1

  /// What a market pays for 10³⁰ units of token 0, in units of token 1.
  public struct Index: Hashable, Sendable {
    /// At which token 0 is sold to the pool, and what is brought in is counted.
    public let low: UInt256
    /// At which it is bought from the pool, and what others have is counted.
    public let high: UInt256
    /// When it was said.
    public let time: Timestamp

    /// At which the imbalance is counted.
    var middle: UInt256 { (low >> 1) &+ (high >> 1) &+ UInt256(low.low & high.low & 1) }
  }

  /// What was agreed on.
  public let terms: ImbalancePoolTerms
  /// What imbalance costs.
  public let impact: ImbalanceImpact
  /// When the last event was.
  public internal(set) var time: Timestamp
  /// The last index price; nil before the first.
  public internal(set) var index: Index?
  /// Units of token 0 that the pool holds.
  public internal(set) var held0: UInt128 = 0
  /// The same of token 1, the impact pool included.
  public internal(set) var held1: UInt128 = 0
  /// Units of token 1 that positive impacts can be paid from; no owner's.
  public internal(set) var impactPool: UInt128 = 0
  /// Shares by owner.
  public internal(set) var shares: [String: UInt128] = [:]
  /// All shares, the locked ones included.
  public internal(set) var supply: UInt128 = 0

  /// A pool before its first event.
  ///
  /// - Throws: `VenueRefusal.invalidTerms` naming a field.
  public init(_ terms: ImbalancePoolTerms) throws(VenueRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    (self.terms, time, impact) = (terms, terms.opening, try terms.impact)
  }

  /// Units of token 1 that are the owners'.
  public var owned1: UInt128 { held1 - impactPool }

  /// What token 0 is worth in token 1.
  static func value(_ units: UInt128, at price: UInt256, _ rounding: Rounding) throws(LedgerError) -> UInt128 {
    try mulDiv(UInt256(units), price, priceUnit, rounding: rounding).narrowed()
  }

  /// The index where it is not too old.
  func index(at time: Timestamp) throws(VenueRefusal) -> Index {
    guard let index else { throw .staleIndex(age: nil, most: terms.greatestAge) }
    let (age, overflows) = time.secondsSinceEpoch.subtractingReportingOverflow(index.time.secondsSinceEpoch)
    if overflows || age > terms.greatestAge {
      throw .staleIndex(age: overflows ? .max : age, most: terms.greatestAge)
    }
    return index
  }

  /// What an owner's shares would be paid now.
  ///
  /// - Returns: Units of both tokens, rounded down; zero for one who has none.
  public func claim(of owner: String) -> (amount0: UInt128, amount1: UInt128) {
    let held = shares[owner] ?? 0
    let amount0 = try? mulDiv(held, held0, supply, rounding: .down)
    let amount1 = try? mulDiv(held, owned1, supply, rounding: .down)
    return (amount0 ?? 0, amount1 ?? 0)
  }

  /// The laws that the state does not keep; none, unless there is a fault. That claims are covered follows from the shares.
  ///
  /// - Complexity: O(owners).
  public func audit() -> [VenueFinding] {
    let locked = supply == 0 ? 0 : Self.lockedShares
    guard let found = try? checkedSum(shares.values.map(\.self) + [locked]) else { return [.overflow] }
    let short: [VenueFinding] =
      impactPool > held1 ? [.claims(token: 1, claimed: UInt256(impactPool), held: UInt256(held1))] : []
    return short + (found == supply ? [] : [.shares(found: found, supply: supply)])
  }
}
