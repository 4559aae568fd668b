import TailpoolLedger
import TailpoolMarket

/// Sums of both assets, which no number of events passes.
public struct AuctionTotals: Hashable, Sendable {
  /// Of the base.
  public internal(set) var base = UInt256.zero
  /// Of the quote.
  public internal(set) var quote = UInt256.zero

  mutating func add(_ amounts: TokenPair<UInt128>) {
    (base, quote) = (base &+ UInt256(amounts.token0), quote &+ UInt256(amounts.token1))
  }
}

/// What moved to and from a participant of an auction venue.
struct ParticipantFlows: Hashable, Sendable {
  var deposited = AuctionTotals()
  var withdrawn = AuctionTotals()
  var bought = AuctionTotals()
  var sold = AuctionTotals()
  var fees = UInt256.zero
  var forfeited = UInt256.zero

  mutating func addFee(_ fee: UInt128) { fees = fees &+ UInt256(fee) }

  mutating func addForfeit(_ bond: UInt128) { forfeited = forfeited &+ UInt256(bond) }

  mutating func add(_ fill: AuctionReport.Fill) {
    let amounts = TokenPair(UInt128(fill.quantity), fill.quote)
    if fill.side == .buy { bought.add(amounts) } else { sold.add(amounts) }
  }
}

/// What came of a participant of an auction venue.
///
///     deposited + bought base = withdrawn + sold base + account + locked
///     deposited + received quote = withdrawn + paid quote + fees + forfeited + account + locked + bonds
public struct AuctionStatement: Hashable, Sendable {
  /// Who.
  public let participant: String
  /// Brought in.
  public let deposited: AuctionTotals
  /// Taken out.
  public let withdrawn: AuctionTotals
  /// Base received, and quote paid for it.
  public let bought: AuctionTotals
  /// Base given, and quote received for it.
  public let sold: AuctionTotals
  /// Fees of commitments, in quote.
  public let fees: UInt256
  /// Bonds lost, in quote.
  public let forfeited: UInt256
  /// What it may take out.
  public let account: TokenPair<UInt128>
  /// What is locked for orders that were revealed.
  public let locked: TokenPair<UInt128>
  /// Bonds that stand, in quote.
  public let bonds: UInt128
  /// Orders placed or committed to.
  public let orders: Int

  /// Whether the sums above hold.
  public var addsUp: Bool {
    let base = [withdrawn.base, sold.base, UInt256(account.token0), UInt256(locked.token0)]
    let quote = [
      withdrawn.quote, bought.quote, fees, forfeited, UInt256(account.token1), UInt256(locked.token1), UInt256(bonds),
    ]
    return deposited.base &+ bought.base == base.reduce(.zero, &+)
      && deposited.quote &+ sold.quote == quote.reduce(.zero, &+)
  }
}

extension AuctionVenueReplay {
  /// What came of each participant, by name.
  ///
  /// - Complexity: O(orders + participants × log participants).
  public func statements() -> [AuctionStatement] {
    var (locked, bonds, counts): ([String: TokenPair<UInt128>], [String: UInt128], [String: Int]) = ([:], [:], [:])
    for record in venue.sealed.values {
      // Both are parts of what is held.
      let had = locked[record.participant] ?? TokenPair(0, 0)
      locked[record.participant] = TokenPair(
        had.token0 &+ record.locked.token0, had.token1 &+ record.locked.token1)
      bonds[record.participant, default: 0] &+= record.bond
    }
    for record in orders.values { counts[record.participant, default: 0] += 1 }
    let names = Set(flows.keys).union(counts.keys).union(venue.accounts.keys)
    return names.sorted().map { name in
      let flows = flows[name] ?? ParticipantFlows()
      return AuctionStatement(
        participant: name, deposited: flows.deposited, withdrawn: flows.withdrawn, bought: flows.bought,
        sold: flows.sold, fees: flows.fees, forfeited: flows.forfeited,
        account: venue.accounts[name] ?? TokenPair(0, 0), locked: locked[name] ?? TokenPair(0, 0),
        bonds: bonds[name] ?? 0, orders: counts[name] ?? 0)
    }
  }

  /// The laws that state and statements do not keep; none, unless there is a fault.
  ///
  /// - Complexity: That of `statements()`.
  public func audit() -> [VenueFinding] {
    venue.audit() + statements().filter { !$0.addsUp }.map { .statement(participant: $0.participant) }
  }

  /// What the orders came to, by rising numbers; those that are still sealed, or were never revealed, are not among them.
  public var executions: [ExecutedOrder] {
    orders.sorted { $0.key < $1.key }.compactMap { _, record in
      guard let order = record.order, let known = record.known else { return nil }
      return ExecutedOrder(
        participant: record.participant, side: order.side, ordered: order.quantity, arrival: record.arrival,
        known: known, fills: record.fills)
    }
  }

  /// What trading cost each participant, beside the prices that the venue's own sources agreed on.
  ///
  /// - Parameter horizonSeconds: Seconds from a fill to the price of its markout, ≥ 0.
  /// - Returns: Reports by name, and how many orders came before sources first agreed: those are left out.
  /// - Throws: As `ExecutionReport.reports(_:prices:horizonSeconds:)`.
  /// - Complexity: O(orders × log prices).
  public func executionReports(
    horizonSeconds: Int64
  ) throws(AuctionRefusal) -> (reports: [ExecutionReport], unpriced: Int) {
    let executions = executions
    guard let first = references.first?.time else { return ([], executions.count) }
    let path = try TickPath(references.map { (time: $0.time, price: $0.price) })
    let priced = executions.filter { $0.arrival >= first }
    let reports = try ExecutionReport.reports(priced, prices: path, horizonSeconds: horizonSeconds)
    return (reports, executions.count - priced.count)
  }
}
