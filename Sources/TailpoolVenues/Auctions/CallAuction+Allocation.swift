import TailpoolLedger

extension CallAuction {
  /// Fills the buys that the price is good for.
  func fill(
    _ queue: [QueuedOrder], _ orders: [AuctionOrder], atLeast price: UInt64, _ volume: UInt128, of eligible: UInt128,
    into fills: inout [UInt64]
  ) throws(AuctionRefusal) {
    try fill(queue.prefix { $0.price >= price }, orders, volume, of: eligible, into: &fills)
  }

  /// Fills the sells that the price is good for.
  func fill(
    _ queue: [QueuedOrder], _ orders: [AuctionOrder], atMost price: UInt64, _ volume: UInt128, of eligible: UInt128,
    into fills: inout [UInt64]
  ) throws(AuctionRefusal) {
    try fill(queue.prefix { $0.price <= price }, orders, volume, of: eligible, into: &fills)
  }

  private func fill(
    _ queue: ArraySlice<QueuedOrder>, _ orders: [AuctionOrder], _ volume: UInt128, of eligible: UInt128,
    into fills: inout [UInt64]
  ) throws(AuctionRefusal) {
    if volume == eligible {
      for order in queue { fills[order.index] = orders[order.index].quantity }
      return
    }
    var (left, start) = (volume, queue.startIndex)
    while left > 0, start < queue.endIndex {
      let price = queue[start].price
      let end = queue[start...].firstIndex { $0.price != price } ?? queue.endIndex
      let group = queue[start..<end].map(\.index)
      // A market order takes any price, and so comes before a limit that stands at the end of the range.
      try fill(group.filter { orders[$0].pricing == .market }, orders, &left, into: &fills)
      try fill(group.filter { orders[$0].pricing != .market }, orders, &left, into: &fills)
      start = end
    }
  }

  private func fill(
    _ group: [Int], _ orders: [AuctionOrder], _ left: inout UInt128, into fills: inout [UInt64]
  ) throws(AuctionRefusal) {
    let total = group.reduce(UInt128(0)) { $0 + UInt128(orders[$1].quantity) }
    if total <= left {
      for index in group { fills[index] = orders[index].quantity }
      left -= total
      return
    }
    switch allocation {
    case .time:
      for index in group.sorted(by: { (orders[$0].time, orders[$0].id) < (orders[$1].time, orders[$1].id) }) {
        fills[index] = UInt64(min(left, UInt128(orders[index].quantity)))
        left -= UInt128(fills[index])
      }
    case .proRata:
      let sorted = group.sorted { orders[$0].id < orders[$1].id }
      let parts: [UInt128]
      do throws(LedgerError) {
        parts = try largestRemainderSplit(left, by: sorted.map { UInt128(orders[$0].quantity) })
      } catch { throw .overflow }
      // A part is at most its order's quantity, as less than all of them is split.
      for (index, part) in zip(sorted, parts) { fills[index] = UInt64(truncatingIfNeeded: part) }
      left = 0
    }
  }
}
