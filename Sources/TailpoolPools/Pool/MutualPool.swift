import TailpoolLedger
import TailpoolMarket

/// The accounts of a pool's cash; their balances sum to zero.
public enum PoolAccount: Hashable, Sendable, CaseIterable {
  /// Everybody else: minus what has come in and not gone out.
  case outside
  /// The pool's own cash.
  case capital
  /// Money of tickets that wait to enter.
  case escrow
  /// Rewards that are funded and not paid.
  case rewards
}

/// A contract the pool has open, with its last mark.
public struct OpenContract: Hashable, Sendable {
  /// The contract.
  public let contract: PoolContract
  /// Contracts held, or owed when negative; not zero.
  public internal(set) var quantity: Int128
  /// The last mark.
  public internal(set) var mark: ContractMark

  /// Value at the worse and the better side, in base units: what is owed costs the ask at worst.
  var value: (low: Int128, high: Int128) {
    let (bid, ask) = (Int128(mark.bid), Int128(mark.ask))
    return quantity < 0 ? (quantity * ask, quantity * bid) : (quantity * bid, quantity * ask)
  }

  /// Base units locked for it.
  var locked: UInt128 { quantity < 0 ? quantity.magnitude * contract.collateral : 0 }
}

/// The hedge in one underlying.
public struct PoolHedge: Hashable, Sendable {
  /// Held, or owed when negative, in millionths of the underlying.
  public internal(set) var millionths: Int128
  /// What it is worth.
  public internal(set) var mark: HedgeMark
}

/// A mutual pool: many participants' capital behind one book of options, changed by events only.
///
/// The state is a pure fold of the events: equal terms and events give equal pools. An event applies whole, or throws
/// and leaves the pool as it was. All money is in whole base units of one asset.
public struct MutualPool: Hashable, Sendable {
  /// What the pool has agreed on.
  public let terms: PoolTerms
  /// When the last event happened.
  public internal(set) var time: Timestamp
  /// How many events have been applied.
  public internal(set) var eventCount: UInt64 = 0

  /// Who holds how many shares, those that wait to leave included.
  public internal(set) var register = ShareRegister()
  /// Shares of each participant that wait to leave.
  public internal(set) var leaving: [String: UInt128] = [:]
  /// Tickets that wait, in the order of request.
  public internal(set) var tickets: [PoolTicket] = []
  var ticketCount: UInt64 = 0
  /// What each account holds.
  public internal(set) var books = Balances<PoolAccount>()

  /// Contracts that can be traded, by name.
  public internal(set) var listed: [String: PoolContract] = [:]
  /// Contracts with a quantity, by name.
  public internal(set) var open: [String: OpenContract] = [:]
  /// Hedges by underlying.
  public internal(set) var hedges: [String: PoolHedge] = [:]
  /// When all that is open was last marked, from where and how surely.
  public internal(set) var lastMark: MarkOrigin?
  var totals = PoolTotals()
  var spread = SpreadRelease()
  var averages: [ExpiryKey: PriceAverage] = [:]
  /// Settlement prices on a scale of 10^8; each is written once.
  public internal(set) var settlementPrices: [ExpiryKey: UInt128] = [:]

  var rewards: RewardIndex
  var feesChargedAt: Timestamp
  var highWaterMark: UInt128
  /// Until when the pool is halted, or nil.
  public internal(set) var haltedUntil: Timestamp?

  /// Opens a pool.
  ///
  /// - Parameter terms: What it has agreed on.
  /// - Throws: `PoolRefusal.invalidTerms` naming the first field out of range.
  public init(_ terms: PoolTerms) throws(PoolRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    self.terms = terms
    time = terms.opening
    feesChargedAt = terms.opening
    rewards = RewardIndex(at: terms.opening.secondsSinceEpoch)
    highWaterMark = try refusing { () throws(LedgerError) in
      try ShareRate(supply: 0, assets: 0, offset: terms.shareOffset).scaledPrice(rounding: .up)
    }
  }

  /// Replays a pool from its events.
  ///
  /// - Parameters:
  ///   - terms: What it has agreed on.
  ///   - events: Its events in order.
  /// - Throws: `PoolRefusal` of the first event that does not apply.
  public init(_ terms: PoolTerms, replaying events: some Sequence<PoolEvent>) throws(PoolRefusal) {
    try self.init(terms)
    for event in events { try apply(event) }
  }
}

/// Where the last mark of a pool comes from.
public struct MarkOrigin: Hashable, Sendable {
  /// When all that is open was valued.
  public let asOf: Timestamp
  /// From where.
  public let source: String
  /// How surely, in hundredths of a percent.
  public let confidence: Int
}

/// An underlying and an instant at which contracts on it expire.
public struct ExpiryKey: Hashable, Sendable {
  /// What the payoffs look at.
  public let underlying: String
  /// When they expire.
  public let expiry: Timestamp

  /// Creates a key.
  public init(underlying: String, expiry: Timestamp) {
    self.underlying = underlying
    self.expiry = expiry
  }
}

/// Sums over what is open, kept as events come and found again by `audit()`.
struct PoolTotals: Hashable {
  var low: Int128 = 0
  var high: Int128 = 0
  var locked: UInt128 = 0
  var vega: Int128 = 0
  var contracts: UInt128 = 0
  var contractsAtExpiry: [ExpiryKey: UInt128] = [:]
  var delta: [String: Int128] = [:]

  /// Adds an open contract, or takes it away with `sign` -1.
  mutating func add(_ item: OpenContract, sign: Int128) {
    let value = item.value
    let key = ExpiryKey(underlying: item.contract.underlying, expiry: item.contract.expiry)
    low += sign * value.low
    high += sign * value.high
    vega += sign * item.quantity * item.mark.vega
    let change = sign * item.quantity * item.mark.deltaMillionths
    let delta = (self.delta[key.underlying] ?? 0) + change
    self.delta[key.underlying] = delta == 0 ? nil : delta
    let count = item.quantity.magnitude
    let atExpiry = contractsAtExpiry[key] ?? 0
    if sign > 0 {
      locked += item.locked
      contracts += count
      contractsAtExpiry[key] = atExpiry + count
    } else {
      locked -= item.locked
      contracts -= count
      contractsAtExpiry[key] = atExpiry == count ? nil : atExpiry - count
    }
  }
}

/// Runs a ledger operation where refusals are thrown.
func refusing<T>(_ body: () throws(LedgerError) -> T) throws(PoolRefusal) -> T {
  do { return try body() } catch { throw .overflow }
}
