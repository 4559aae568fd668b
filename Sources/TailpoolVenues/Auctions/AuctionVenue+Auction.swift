import TailpoolLedger
import TailpoolMarket

/// What came of an auction of a venue.
public struct AuctionReport: Hashable, Sendable {
  /// What an order got.
  public struct Fill: Hashable, Sendable {
    /// The number of the order.
    public let order: UInt64
    /// Whose it is.
    public let participant: String
    /// Which way it traded.
    public let side: OrderSide
    /// Units of the base.
    public let quantity: UInt64
    /// Units of quote paid or received.
    public let quote: UInt128
  }

  /// When it was due.
  public let due: Timestamp
  /// When it was held.
  public let time: Timestamp
  /// The price that sources agreed on and the band around it; nil where they did not, and nothing traded.
  public let band: ReferencePriceGuard.Band?
  /// The price of all fills; nil where nothing traded.
  public let price: UInt64?
  /// Units that changed hands.
  public let volume: UInt128
  /// Units to buy at the price less those to sell.
  public let surplus: Int128
  /// What decided the price; nil where nothing traded.
  public let principle: AuctionOutcome.Principle?
  /// The orders that took part, by their numbers, each cut to what backed it: demand and supply are theirs.
  public internal(set) var orders: [AuctionOrder]
  /// Orders that got something, by their numbers.
  public let fills: [Fill]
  /// Sealed orders that were not revealed, or made void, by their numbers; their bonds are the fund's.
  public let forfeited: [UInt64]
}

extension AuctionVenue {
  mutating func holdAuction(at time: Timestamp) throws(AuctionRefusal) -> AuctionReport {
    let due = nextAuction
    let next = try auctionTime(after: time)
    let band = try? self.band(at: time)
    let standing = standing(at: due, band)
    // Every order has been checked: what can be refused is a band without a tick, in which nothing can trade either.
    let outcome = band.flatMap {
      try? terms.auction.clear(standing, reference: $0.reference, guarded: $0.prices)
    }
    let report = AuctionReport(
      due: due, time: time, band: band, price: outcome?.price, volume: outcome?.volume ?? 0,
      surplus: outcome?.surplus ?? 0, principle: outcome?.principle, orders: part(of: standing, outcome),
      fills: fills(of: standing, outcome),
      forfeited: forfeited(of: standing, outcome, due: due))
    release(due: due, forfeited: Set(report.forfeited))
    settle(report.fills)
    orders.removeAll { $0.goodTill.map { $0 <= due } ?? false }
    nextAuction = next
    // Those for an auction that has passed meanwhile go to the next, in whose window they can be revealed.
    for (id, record) in sealed where record.auction < next { sealed[id]?.auction = next }
    return report
  }

  /// What sources agree on at a time, and the band around it.
  func band(at time: Timestamp) throws(AuctionRefusal) -> ReferencePriceGuard.Band {
    try terms.priceGuard.band(prices.values.sorted { $0.source < $1.source }, at: time)
  }

  /// What stood and was not left out.
  private func part(of standing: [AuctionOrder], _ outcome: AuctionOutcome?) -> [AuctionOrder] {
    guard let outcome else { return [] }
    if outcome.excluded.isEmpty { return standing }
    return standing.indices.filter { outcome.excluded[$0] == nil }.map { standing[$0] }
  }

  private func fills(of standing: [AuctionOrder], _ outcome: AuctionOutcome?) -> [AuctionReport.Fill] {
    guard let outcome, let price = outcome.price else { return [] }
    return zip(standing, outcome.fills).filter { $1 > 0 }.map { order, units in
      AuctionReport.Fill(
        order: order.id, participant: order.participant, side: order.side, quantity: units,
        quote: UInt128(price) * UInt128(units))
    }
  }

  private func forfeited(of standing: [AuctionOrder], _ outcome: AuctionOutcome?, due: Timestamp) -> [UInt64] {
    var void = Set<UInt64>()
    for (index, exclusion) in outcome?.excluded ?? [:] where exclusion == .selfMatch { void.insert(standing[index].id) }
    return sealed.filter { $1.auction == due && ($1.order == nil || void.contains($0)) }.keys.sorted()
  }

  /// Open orders cut to what backs them, and revealed ones, by rising numbers; those that cannot trade now are left out.
  private func standing(at due: Timestamp, _ band: ReferencePriceGuard.Band?) -> [AuctionOrder] {
    guard let band else { return [] }
    var left = accounts
    var standing = sealed.values.filter { $0.auction == due }.compactMap(\.order)
    for order in orders.sorted(by: { ($0.time, $0.id) < ($1.time, $1.id) }) {
      if let end = order.goodTill, end < due { continue }
      guard
        let stated = try? EffectivePrices.stated(order, tick: terms.auction.tick, reference: band.reference)
          ?? (order.side == .buy ? band.prices.upperBound : 1)
      else { continue }
      if order.side == .buy, stated < band.prices.lowerBound { continue }
      var own = left[order.participant] ?? TokenPair(0, 0)
      let price = UInt128(min(stated, band.prices.upperBound))
      let units = UInt64(clamping: min(UInt128(order.quantity), order.side == .buy ? own.token1 / price : own.token0))
      if units == 0 || units < order.minimumQuantity { continue }
      if order.side == .buy { own.token1 -= price * UInt128(units) } else { own.token0 -= UInt128(units) }
      left[order.participant] = own
      standing.append(order.remaining(units))
    }
    return standing.sorted { $0.id < $1.id }
  }

  /// Gives back what was locked for the sealed orders of an auction, and their bonds to who keeps them.
  private mutating func release(due: Timestamp, forfeited: Set<UInt64>) {
    for (id, record) in sealed where record.auction == due {
      sealed[id] = nil
      credit(record.participant, record.locked)
      if forfeited.contains(id) { fund += record.bond } else { credit(record.participant, TokenPair(0, record.bond)) }
    }
  }

  /// Moves both assets of every fill; what an order costs is at most what it was cut to, or was locked for it.
  ///
  /// All give before any receives, so that no account passes what is held, not even that of who trades with itself.
  private mutating func settle(_ fills: [AuctionReport.Fill]) {
    for fill in fills {
      let given = fill.side == .buy ? TokenPair(0, fill.quote) : TokenPair(UInt128(fill.quantity), 0)
      let had = accounts[fill.participant] ?? TokenPair(0, 0)
      let left = TokenPair(had.token0 - given.token0, had.token1 - given.token1)
      accounts[fill.participant] = left == TokenPair(0, 0) ? nil : left
    }
    for fill in fills {
      credit(
        fill.participant, fill.side == .buy ? TokenPair(UInt128(fill.quantity), 0) : TokenPair(0, fill.quote))
    }
    let filled = Dictionary(uniqueKeysWithValues: fills.map { ($0.order, $0.quantity) })
    orders = orders.compactMap { order in
      let left = order.quantity - (filled[order.id] ?? 0)
      return left == 0 ? nil : order.remaining(left)
    }
  }
}
