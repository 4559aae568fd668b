/// The prices at which orders take part, as limits within the range of prices that can be chosen.
struct EffectivePrices {
  /// The prices that can be chosen; both ends are multiples of the tick.
  let range: ClosedRange<UInt64>
  /// A limit for each order; nil where its own lies outside of the range, or its peg leads to no price.
  let limits: [UInt64?]
  /// The orders whose peg leads to no price, by their place.
  let unpriced: Set<Int>

  init(
    _ orders: [AuctionOrder], of auction: CallAuction, reference: UInt64, guarded: ClosedRange<UInt64>?
  ) throws(AuctionRefusal) {
    if reference == 0 { throw .invalidReference }
    let tick = auction.tick
    var stated: [UInt64?] = []
    stated.reserveCapacity(orders.count)
    // The ticks on both sides of the reference, so that one without orders of its own has a range.
    let below = max(tick, reference / tick * tick)
    var (lowest, highest) = (below, below)
    var unpriced = Set<Int>()
    for (index, order) in orders.enumerated() {
      var price: UInt64?
      do throws(AuctionRefusal) { price = try Self.stated(order, tick: tick, reference: reference) } catch {
        // What a peg leads to is the reference's doing, and stops nobody else.
        guard case .pegged = order.pricing else { throw error }
        unpriced.insert(index)
      }
      stated.append(price)
      if let price { (lowest, highest) = (min(lowest, price), max(highest, price)) }
    }
    if let guarded {
      let past = guarded.lowerBound % tick
      let (up, overflows) = guarded.lowerBound.addingReportingOverflow(past == 0 ? 0 : tick - past)
      let (first, last) = (max(tick, up), guarded.upperBound / tick * tick)
      if overflows || first > last {
        throw .noPriceInGuard(lowest: guarded.lowerBound, highest: guarded.upperBound)
      }
      (lowest, highest) = (first, last)
    }
    range = lowest...highest
    self.unpriced = unpriced
    limits = zip(orders, stated).enumerated().map { index, pair in
      let (order, price) = pair
      if !unpriced.isEmpty, unpriced.contains(index) { return nil }
      return switch order.side {
      case .buy: price.map { $0 < lowest ? nil : min($0, highest) } ?? highest
      case .sell: price.map { $0 > highest ? nil : max($0, lowest) } ?? lowest
      }
    }
  }

  /// The limit that an order states; nil for a market order.
  static func stated(_ order: AuctionOrder, tick: UInt64, reference: UInt64) throws(AuctionRefusal) -> UInt64? {
    switch order.pricing {
    case .market: return nil
    case .limit(let price):
      if price == 0 || price % tick != 0 { throw .invalidPrice(order: order.id) }
      return price
    case .pegged(let offset):
      let price = Int128(reference) + Int128(offset)
      let rounding: Int128 = order.side == .sell ? Int128(tick) - 1 : 0
      guard price > 0, let rounded = UInt64(exactly: (price + rounding) / Int128(tick) * Int128(tick)), rounded > 0
      else { throw .invalidPrice(order: order.id) }
      return rounded
    }
  }
}

/// An order in the queue of its side.
struct QueuedOrder: Sendable {
  let price: UInt64
  let index: Int
}

/// The orders that take part, the best prices first.
struct AuctionSides {
  private(set) var buys: [QueuedOrder] = []
  private(set) var sells: [QueuedOrder] = []

  init(_ orders: [AuctionOrder], _ prices: EffectivePrices, without excluded: [Int: AuctionOutcome.Exclusion]) {
    for index in orders.indices {
      guard let price = prices.limits[index], excluded.isEmpty || excluded[index] == nil else { continue }
      let order = QueuedOrder(price: price, index: index)
      if orders[index].side == .buy { buys.append(order) } else { sells.append(order) }
    }
    buys.sort { $0.price > $1.price }
    sells.sort { $0.price < $1.price }
  }

  mutating func remove(_ indices: Set<Int>) {
    buys.removeAll { indices.contains($0.index) }
    sells.removeAll { indices.contains($0.index) }
  }
}

extension SelfMatchPrevention {
  /// Leaves out orders so that no participant has a buy at or above a sell of its own.
  func exclude(
    from orders: [AuctionOrder], _ prices: EffectivePrices, into excluded: inout [Int: AuctionOutcome.Exclusion]
  ) {
    if self == .none { return }
    var kept: [String: (highestBuy: UInt64?, lowestSell: UInt64?)] = [:]
    let age = orders.indices.sorted { (orders[$0].time, orders[$0].id) < (orders[$1].time, orders[$1].id) }
    for index in self == .cancelNewer ? age : age.reversed() {
      guard let price = prices.limits[index], excluded[index] == nil else { continue }
      let order = orders[index]
      var own = kept[order.participant] ?? (nil, nil)
      switch order.side {
      case .buy:
        if let sell = own.lowestSell, sell <= price {
          excluded[index] = .selfMatch
        } else {
          own.highestBuy = max(own.highestBuy ?? 0, price)
        }
      case .sell:
        if let buy = own.highestBuy, buy >= price {
          excluded[index] = .selfMatch
        } else {
          own.lowestSell = min(own.lowestSell ?? .max, price)
        }
      }
      kept[order.participant] = own
    }
  }
}
