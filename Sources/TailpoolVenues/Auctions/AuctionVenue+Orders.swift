import TailpoolLedger
import TailpoolMarket

extension AuctionVenue {
  mutating func cancel(_ id: UInt64, of participant: String, at time: Timestamp) throws(AuctionRefusal) {
    try checkNotDue(at: time)
    guard let index = orders.firstIndex(where: { $0.id == id }), orders[index].participant == participant else {
      throw .unknownOrder(id: id)
    }
    orders.remove(at: index)
  }

  /// Nothing that an auction would see may come between its time and itself.
  private func checkNotDue(at time: Timestamp) throws(AuctionRefusal) {
    if time >= nextAuction { throw .auctionDue(nextAuction) }
  }

  private func checkNumber(_ id: UInt64) throws(AuctionRefusal) {
    if let lastOrder, id <= lastOrder { throw .duplicateOrder(id: id) }
    // Else one order of the greatest number would be the last of all.
    let (greatest, _) = (lastOrder ?? 0).addingReportingOverflow(Self.greatestStep)
    if greatest > lastOrder ?? 0, id > greatest { throw .orderNumberTooHigh(id: id, greatest: greatest) }
  }

  private func check(_ order: AuctionOrder) throws(AuctionRefusal) {
    if order.quantity == 0 { throw .nothingToTrade(order: order.id) }
    if order.minimumQuantity > order.quantity { throw .minimumAboveQuantity(order: order.id) }
    if case .limit(let price) = order.pricing, price == 0 || price % terms.auction.tick != 0 {
      throw .invalidPrice(order: order.id)
    }
  }

  mutating func place(_ order: AuctionOrder, at time: Timestamp) throws(AuctionRefusal) {
    try checkNotDue(at: time)
    try checkNumber(order.id)
    try check(order)
    orders.append(order)
    lastOrder = order.id
  }

  mutating func commit(
    _ participant: String, _ id: UInt64, _ digits: String, bond: UInt128, at time: Timestamp
  ) throws(AuctionRefusal) {
    try checkNotDue(at: time)
    if terms.revealSeconds == 0 { throw .noSealedOrders }
    try checkNumber(id)
    let commitment = try OrderCommitment(digits: digits, count: Digest.count)
    // What comes once reveals have begun is for the auction after.
    let isLate = time.secondsSinceEpoch >= nextAuction.secondsSinceEpoch - terms.revealSeconds
    let auction = isLate ? try auctionTime(after: nextAuction) : nextAuction
    let (fee, both): (UInt128, UInt128)
    do throws(LedgerError) {
      fee = try mulDiv(bond, UInt128(terms.feeMillionths), 1_000_000, rounding: .up)
      both = try checkedSum(bond, fee)
    } catch { throw .overflow }
    try debit(participant, TokenPair(0, both))
    fund += fee
    sealed[id] = SealedOrder(
      participant: participant, commitment: commitment.digits, bond: bond, auction: auction, order: nil,
      committed: time)
    lastOrder = id
  }

  mutating func reveal(_ order: AuctionOrder, nonce digits: String, at time: Timestamp) throws(AuctionRefusal) {
    guard var record = sealed[order.id], record.participant == order.participant, record.order == nil else {
      throw .unknownOrder(id: order.id)
    }
    // Not `time` alone: an auction that is run late closes its reveals when it was due.
    let opens = record.auction.secondsSinceEpoch - terms.revealSeconds
    if time.secondsSinceEpoch < opens { throw .earlyReveal(opens: Timestamp(secondsSinceEpoch: opens)) }
    if time >= record.auction { throw .lateReveal(closed: record.auction) }
    guard let nonce = OrderCommitment.bytes(of: digits) else { throw .invalidCommitment }
    let commitment = try OrderCommitment(
      to: order.commitmentPayload, domain: Self.domain, nonce: nonce, digest: Digest.self)
    if commitment.digits != record.commitment { throw .doesNotFit(id: order.id) }
    try check(order)
    guard case .limit(let price) = order.pricing else { throw .invalidPrice(order: order.id) }
    // An end or a least quantity would be ways out of the commitment.
    if order.goodTill != nil || order.minimumQuantity > 0 { throw .doesNotFit(id: order.id) }
    let least: UInt128
    do throws(LedgerError) {
      least = try mulDiv(
        UInt128(price) * UInt128(order.quantity), UInt128(terms.bondMillionths), 1_000_000, rounding: .up)
    } catch { throw .overflow }
    if record.bond < least { throw .insufficientBond(found: record.bond, expected: least) }
    try debit(order.participant, Self.cost(order))
    record.order = order.at(record.committed)
    sealed[order.id] = record
  }
}
