import TailpoolLedger
import TailpoolMarket

/// Options that are liquidity in a range: who sells one lets the pool put liquidity there, and who buys one takes it out again.
///
/// Liquidity in a narrow range around a strike is a put sold against cash, or a call sold against the token. Accounts bring collateral into
/// one vault; a seller's liquidity is paid for from it, and what a buyer takes out comes back to it. An account's cash of each token may so
/// be negative: what it has in all, its positions at the pool's price included, must not be below what they require. Premium streams: it
/// is the fees that liquidity earns, and that which was taken out would have earned, with a spread (`StreamingPremium`).
///
/// - Source: G. Lambert, J. Kristensen, "Panoptic: a perpetual, oracle-free options protocol" (2022);
///   panoptic-labs/panoptic-v1-core, `CollateralTracker`, `SemiFungiblePositionManager`.
public struct RangeOptionPool: Hashable, Sendable {
  /// The name under which the vault's liquidity lies in the pool; no owner's.
  public static let vaultName = "the vault of options"

  /// A range of the pool.
  public struct Range: Hashable, Sendable, Comparable {
    /// The tick at which it begins.
    public let lower: Int
    /// The tick at which it ends.
    public let upper: Int

    /// Creates a range.
    public init(lower: Int, upper: Int) { (self.lower, self.upper) = (lower, upper) }

    /// By begin, then by end.
    public static func < (a: Range, b: Range) -> Bool { (a.lower, a.upper) < (b.lower, b.upper) }

    var poolKey: ConcentratedPool.PositionKey { .init(owner: vaultName, lower: lower, upper: upper) }
  }

  /// Which side of an option an account has.
  public enum Side: String, Hashable, Sendable {
    /// It sold liquidity.
    case short
    /// It took liquidity out.
    case long
  }

  /// Whose option it is, and which.
  public struct OptionKey: Hashable, Sendable, Comparable {
    /// The account.
    public let owner: String
    /// The range.
    public let range: Range
    /// Whether collateral is counted in token 1, a put, or in token 0, a call.
    public let type: OptionType
    /// Which side of it.
    public let side: Side

    /// Creates a key.
    public init(owner: String, range: Range, type: OptionType, side: Side) {
      (self.owner, self.range, self.type, self.side) = (owner, range, type, side)
    }

    /// By owner, range, type and side.
    public static func < (a: OptionKey, b: OptionKey) -> Bool {
      (a.owner, a.range, a.type == .put ? 0 : 1, a.side.rawValue)
        < (b.owner, b.range, b.type == .put ? 0 : 1, b.side.rawValue)
    }
  }

  /// An option.
  public struct Option: Hashable, Sendable {
    /// The liquidity sold or taken out.
    public let liquidity: UInt128
    /// Units of both tokens that moved at its opening: into the range for a short, out of it for a long.
    public let moved: TokenPair<UInt128>
    /// The range's premium until when it was opened, by token.
    let start: TokenPair<StreamingPremium>
  }

  /// What is known of a range in which options are.
  public struct Chunk: Hashable, Sendable {
    /// Liquidity in the pool.
    public internal(set) var net: UInt128 = 0
    /// Liquidity taken out.
    public internal(set) var removed: UInt128 = 0
    /// Premium a unit of liquidity since the range was first used, by token.
    public internal(set) var premium = TokenPair(StreamingPremium(), StreamingPremium())
    /// Premium that came in and no seller was paid yet.
    public internal(set) var settled = TokenPair<UInt128>(0, 0)
    /// Σ of liquidity sold times the gross premium at its opening.
    var startX64 = TokenPair(UInt256.zero, UInt256.zero)
  }

  /// What was agreed on.
  public let terms: RangeOptionTerms
  /// The pool that the options are made of.
  public internal(set) var pool: ConcentratedPool
  /// When the last event was.
  public internal(set) var time: Timestamp
  /// Units that the vault holds, by token.
  public internal(set) var vault = TokenPair<UInt128>(0, 0)
  /// Units that sellers' ranges took less what buyers took out, at their openings.
  public internal(set) var lent = TokenPair<Int128>(0, 0)
  /// Premium in the vault that no seller was paid yet: Σ over ranges.
  public internal(set) var premiums = TokenPair<UInt128>(0, 0)
  /// What losses of accounts taken over are paid from, in token 1.
  public internal(set) var fund: UInt128 = 0
  /// Cash by account; negative where more was lent than brought.
  public internal(set) var cash: [String: TokenPair<Int128>] = [:]
  /// The options.
  public internal(set) var options: [OptionKey: Option] = [:]
  /// The ranges in which options are.
  public internal(set) var chunks: [Range: Chunk] = [:]

  /// A pool before its first event.
  ///
  /// - Throws: `VenueRefusal.invalidTerms` naming a field.
  public init(_ terms: RangeOptionTerms) throws(VenueRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    self.terms = terms
    (pool, time) = (try ConcentratedPool(terms.pool), terms.pool.opening)
  }
}
