import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

extension AuctionVenue {
  /// The state as fields, for programs: when the next auction is due, what is held and whose it is, orders, and what sources said.
  public var eventValue: EventValue {
    .fields([
      EventField("time", "\(time)"), EventField("nextAuction", "\(nextAuction)"), EventField("held", held.assetValue),
      EventField("fund", fund), EventField("lastOrder", lastOrder.map { "\($0)" } ?? ""),
      EventField(
        "accounts",
        .list(
          accounts.sorted { $0.key < $1.key }.map { name, amounts in
            .fields([EventField("participant", name)] + amounts.assetFields)
          })),
      EventField("orders", .list(orders.map { EventFieldWriter.value(of: $0) })),
      EventField("sealed", .list(sealed.sorted { $0.key < $1.key }.map { $1.eventValue(id: $0) })),
      EventField(
        "prices",
        .list(
          prices.values.sorted { $0.source < $1.source }.map { quote in
            .fields([
              EventField("source", quote.source), EventField("price", "\(UInt64(exactly: quote.price) ?? .max)"),
              EventField("time", "\(quote.time)"),
            ])
          })),
    ])
  }
}

extension AuctionVenue.SealedOrder {
  fileprivate func eventValue(id: UInt64) -> EventValue {
    .fields(
      [
        EventField("order", id), EventField("participant", participant), EventField("commitment", commitment),
        EventField("bond", bond), EventField("auction", "\(auction)"),
      ] + (order.map { [EventField("revealed", EventFieldWriter.value(of: $0))] } ?? []))
  }
}

extension AuctionVenueReplay {
  /// All that is to be known after the last event, for programs: state, statements, totals of the auctions, and what the audit found.
  ///
  /// - Complexity: O(orders + auctions).
  public var eventValue: EventValue {
    let traded = auctions.filter { $0.volume > 0 }
    let volume = traded.reduce(UInt256.zero) { $0 &+ UInt256($1.volume) }
    return .fields([
      EventField("version", 1), EventField("terms", venue.terms.eventValue), EventField("events", events),
      EventField("state", venue.eventValue),
      EventField("participants", .list(statements().map(\.eventValue))),
      EventField(
        "auctions",
        .fields([
          EventField("held", auctions.count), EventField("traded", traded.count), EventField("volume", "\(volume)"),
          EventField("forfeited", auctions.reduce(0) { $0 + $1.forfeited.count }),
        ])),
      EventField("audit", .list(audit().map { .text("\($0)") })),
    ])
  }
}

extension AuctionStatement {
  fileprivate var eventValue: EventValue {
    .fields([
      EventField("participant", participant), EventField("orders", orders), EventField("deposited", deposited.value),
      EventField("withdrawn", withdrawn.value), EventField("bought", bought.value), EventField("sold", sold.value),
      EventField("fees", "\(fees)"), EventField("forfeited", "\(forfeited)"),
      EventField("account", account.assetValue), EventField("locked", locked.assetValue), EventField("bonds", bonds),
    ])
  }
}

extension AuctionTotals {
  fileprivate var value: EventValue { .fields([EventField("base", "\(base)"), EventField("quote", "\(quote)")]) }
}

extension TokenPair<UInt128> {
  fileprivate var assetFields: [EventField] { [EventField("base", token0), EventField("quote", token1)] }
  fileprivate var assetValue: EventValue { .fields(assetFields) }
}
