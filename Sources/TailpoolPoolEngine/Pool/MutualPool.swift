import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  /// A contract the pool has open, with its last mark.
  public struct OpenContract: Hashable, Sendable {
    /// The contract.
    public let contract: PoolContract
    /// Contracts held, or owed when negative; not zero.
    public let quantity: Int128
    /// The last mark.
    public let mark: ContractMark
  }
}

extension MutualPool {
  /// The hedge in one underlying.
  public struct Hedge: Hashable, Sendable {
    /// Held, or owed when negative, in millionths of the underlying.
    public let millionths: Int128
    /// What it is worth.
    public let mark: HedgeMark
  }
}

/// A mutual pool: many participants' capital behind one book of options, changed by events only.
///
/// The state is a pure fold of the events: equal terms and events give equal pools. An event applies whole, or throws
/// and leaves the pool as it was. All money is in whole base units of one asset; margin may be in others too.
///
/// - Complexity: A deposit, redemption, trade or hedge is O(maturities with locked spread), whatever the number of
///   participants and contracts; a mark is O(contracts).
public struct MutualPool: Hashable, Sendable {
  /// What the pool has agreed on, with its parameters as they have been changed since.
  public internal(set) var terms: PoolTerms
  /// When the last event happened.
  public internal(set) var time: Timestamp
  /// How many events have been applied.
  public internal(set) var eventCount: UInt64 = 0

  /// Who holds how many shares, those that wait to leave included.
  public internal(set) var register = PoolRegister()
  /// Tickets that wait, in the order of request.
  public internal(set) var tickets: [PoolTicket] = []
  var ticketCount: UInt64 = 0
  var accounts = PoolCash()

  package var book = ContractBook()
  /// When all that is open was last marked, from where and how surely.
  public internal(set) var lastMark: MutualPool.MarkOrigin?
  var spread = SpreadRelease()
  /// Settlement prices on a scale of 10^8; each is written once.
  public internal(set) var settlementPrices: [MutualPool.ExpiryKey: UInt128] = [:]

  var rewards: RewardStream
  /// Rewards credited and not paid, of all together.
  var earned: UInt128 = 0
  var feesChargedAt: Timestamp
  var highWaterMark: UInt128
  /// Until when the pool is halted, or nil.
  public internal(set) var haltedUntil: Timestamp?
  var haltedSince: Timestamp?

  /// The breaker, or nil where the terms have none.
  public internal(set) var breaker: CircuitBreaker?
  var outflow = OutflowLimiter()
  /// Parameters that may change, with every change so far.
  public internal(set) var parameters: [PoolParameter: BoundedParameter]
  /// Participants' margin in other assets, and what they must have.
  public internal(set) var margin: MarginBook
  /// Losses that went through the waterfall, in order.
  public internal(set) var losses: [PoolLoss] = []

  /// The place of the manager, who is the first.
  static let manager = 0

  /// Opens a pool.
  ///
  /// - Parameter terms: What it has agreed on.
  /// - Throws: `PoolRefusal.invalidTerms` naming the first field out of range.
  public init(_ terms: PoolTerms) throws(PoolRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    self.terms = terms
    time = terms.opening
    feesChargedAt = terms.opening
    rewards = RewardStream(at: terms.opening.secondsSinceEpoch)
    highWaterMark = try refusing { () throws(LedgerError) in
      try ShareRate(supply: 0, assets: 0, offset: terms.shareOffset).scaledPrice(rounding: .up)
    }
    parameters = terms.boundedParameters().parameters
    margin = MarginBook(terms.controls.marginAssets)
    if let breaker = terms.controls.breaker {
      do {
        self.breaker = try CircuitBreaker(
          probationSeconds: breaker.probationSeconds, probationBasisPoints: breaker.probationBasisPoints,
          longestSeconds: breaker.longestSeconds, guardianDelay: breaker.guardianDelay)
      } catch { throw .control(error) }
    }
    _ = register.makePlace(for: terms.manager)
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

  // MARK: - What it holds, by name

  /// What each account holds, as balances of the ledger.
  public var books: Balances<PoolAccount> {
    // No account leaves 128 bits, so that the balances exist.
    (try? accounts.balances(of: terms.asset)) ?? Balances()
  }

  /// Cash in an account, in base units.
  public func cash(_ account: PoolAccount = .capital) -> Int128 { accounts[account] }

  /// Cash that is locked for contracts sold, in base units.
  public var lockedCollateral: UInt128 { book.totals.locked }

  /// Shares of each participant that wait to leave.
  ///
  /// - Complexity: O(participants).
  public var leaving: [String: UInt128] {
    var leaving: [String: UInt128] = [:]
    for holder in register.holders where holder.leaving > 0 { leaving[holder.name] = holder.leaving }
    return leaving
  }

  /// Contracts that can be traded, by name.
  ///
  /// - Complexity: O(listed contracts).
  public var listed: [String: PoolContract] {
    var listed: [String: PoolContract] = [:]
    for line in book.lines { listed[line.contract.id] = line.contract }
    return listed
  }

  /// Contracts with a barrier that was hit and that are still listed, by name, sorted.
  ///
  /// - Complexity: O(listed contracts).
  public var barriersHit: [String] { book.lines.filter(\.isBarrierHit).map(\.contract.id).sorted() }

  /// Contracts with a quantity, by name.
  ///
  /// - Complexity: O(listed contracts).
  public var open: [String: MutualPool.OpenContract] {
    var open: [String: MutualPool.OpenContract] = [:]
    for line in book.lines where line.quantity != 0 {
      let mark = ContractMark(
        contract: line.contract.id, bid: line.mark.bid, ask: line.mark.ask, deltaMillionths: line.mark.delta,
        deliveredDeltaMillionths: line.mark.deliveredDelta, vega: line.mark.vega)
      open[line.contract.id] = MutualPool.OpenContract(contract: line.contract, quantity: line.quantity, mark: mark)
    }
    return open
  }

  /// Hedges by underlying.
  public var hedges: [String: MutualPool.Hedge] {
    var hedges: [String: MutualPool.Hedge] = [:]
    for line in book.underlyings where line.hedge != 0 {
      hedges[line.name] = MutualPool.Hedge(
        millionths: line.hedge, mark: HedgeMark(underlying: line.name, low: line.hedgeLow, high: line.hedgeHigh))
    }
    return hedges
  }

  package var isFlat: Bool { book.totals.open == 0 && book.hedges == 0 }
}

extension MutualPool {
  /// Where the last mark of a pool comes from.
  public struct MarkOrigin: Hashable, Sendable {
    /// When all that is open was valued.
    public let asOf: Timestamp
    /// From where.
    public let source: String
    /// How surely, in hundredths of a percent.
    public let confidence: Int
  }
}

extension MutualPool {
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
}

/// Runs a ledger operation where refusals are thrown.
@inline(__always)
package func refusing<T>(_ body: () throws(LedgerError) -> T) throws(PoolRefusal) -> T {
  do { return try body() } catch { throw .overflow }
}
