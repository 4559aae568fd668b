import TailpoolMarket

/// A call auction at the end of every interval, in which what is left of an order stays for the next.
///
/// - Source: E. Budish, P. Cramton, J. Shim, Quarterly Journal of Economics 130 (2015) 1547.
public struct FrequentBatchAuction: Hashable, Sendable {
  /// One of the auctions.
  public struct Batch: Hashable, Sendable {
    /// When it was held.
    public let time: Timestamp
    /// The orders that stood in it, by their place among those given.
    public let orders: [Int]
    /// What came of it; fills are in the order of `orders`.
    public let outcome: AuctionOutcome

    /// Creates a record; see the properties for the meaning of each argument.
    public init(time: Timestamp, orders: [Int], outcome: AuctionOutcome) {
      (self.time, self.orders, self.outcome) = (time, orders, outcome)
    }
  }

  /// How each of them is held.
  public let auction: CallAuction
  /// Where the first interval begins.
  public let opening: Timestamp
  /// Seconds of an interval, > 0.
  public let intervalSeconds: Int64

  /// Creates a sequence of auctions; see the properties for the meaning of each argument.
  ///
  /// - Throws: `AuctionRefusal.invalidTerms` for an interval that is not above zero.
  public init(auction: CallAuction, opening: Timestamp, intervalSeconds: Int64) throws(AuctionRefusal) {
    if intervalSeconds <= 0 { throw .invalidTerms(field: "intervalSeconds") }
    (self.auction, self.opening, self.intervalSeconds) = (auction, opening, intervalSeconds)
  }

  /// The end of the interval that a time lies in; an end belongs to its interval, and the opening to the first.
  ///
  /// - Throws: `AuctionRefusal.timeRunsBack` for a time before the opening, `.overflow` near the end of time.
  public func auctionTime(of time: Timestamp) throws(AuctionRefusal) -> Timestamp {
    if time < opening { throw .timeRunsBack(time: time, last: opening) }
    let (passed, overflows) = time.secondsSinceEpoch.subtractingReportingOverflow(opening.secondsSinceEpoch)
    if overflows { throw .overflow }
    let count = max(1, passed / intervalSeconds + (passed % intervalSeconds > 0 ? 1 : 0))
    let (seconds, isTooLong) = count.multipliedReportingOverflow(by: intervalSeconds)
    let (end, isTooLate) = opening.secondsSinceEpoch.addingReportingOverflow(seconds)
    if isTooLong || isTooLate { throw .overflow }
    return Timestamp(secondsSinceEpoch: end)
  }

  /// Holds the auctions of all orders. One is held at each end of an interval in which an order came.
  ///
  /// - Parameters:
  ///   - orders: The orders, each with a number of its own, whose times do not run back.
  ///   - reference: The reference price of the first auction, > 0; later ones take the last price.
  ///   - guarded: The prices outside of which nothing trades; nil for no guard.
  /// - Returns: The auctions in order of time.
  /// - Throws: As `CallAuction.clear`, and `AuctionRefusal.timeRunsBack`.
  /// - Complexity: O(n log n) for each auction in the orders that stand in it.
  public func run(
    _ orders: [AuctionOrder], reference: UInt64, guarded: ClosedRange<UInt64>? = nil
  ) throws(AuctionRefusal) -> [Batch] {
    var (batches, standing, reference): ([Batch], [(index: Int, left: UInt64)], UInt64) = ([], [], reference)
    var (start, last) = (0, opening)
    var seen = Set<UInt64>()
    while start < orders.count {
      let time = try auctionTime(of: orders[start].time)
      while start < orders.count, orders[start].time <= time {
        if orders[start].time < last { throw .timeRunsBack(time: orders[start].time, last: last) }
        if !seen.insert(orders[start].id).inserted { throw .duplicateOrder(id: orders[start].id) }
        last = orders[start].time
        standing.append((start, orders[start].quantity))
        start += 1
      }
      standing.removeAll { orders[$0.index].goodTill.map { $0 < time } ?? false }
      let outcome = try auction.clear(
        standing.map { orders[$0.index].remaining($0.left) }, reference: reference, guarded: guarded, at: time)
      batches.append(Batch(time: time, orders: standing.map(\.index), outcome: outcome))
      reference = outcome.price ?? reference
      for place in standing.indices { standing[place].left -= outcome.fills[place] }
      standing.removeAll { $0.left == 0 }
    }
    return batches
  }
}
