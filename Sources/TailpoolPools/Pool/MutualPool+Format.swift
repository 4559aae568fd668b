import TailpoolMarket

extension MutualPool {
  /// The state as fields with names in order: equal pools have equal canonical JSON, and so equal digests.
  public var eventValue: EventValue {
    let holders = register.holdings.sorted { $0.key < $1.key }.map { name, shares in
      EventValue.fields([
        EventField("participant", name), EventField("shares", shares), EventField("leaving", leaving[name] ?? 0),
      ])
    }
    let contracts = open.sorted { $0.key < $1.key }.map { name, item in
      EventValue.fields([EventField("quantity", item.quantity), EventField("mark", item.mark.eventValue)])
    }
    let hedged = hedges.sorted { $0.key < $1.key }.map { _, hedge in
      EventValue.fields([EventField("millionths", hedge.millionths), EventField("mark", hedge.mark.eventValue)])
    }
    let settled = settlementPrices.sorted {
      ($0.key.expiry, $0.key.underlying) < ($1.key.expiry, $1.key.underlying)
    }.map { key, price in
      EventValue.fields([
        EventField("underlying", key.underlying), EventField("expiry", key.expiry.secondsSinceEpoch),
        EventField("price", price),
      ])
    }
    return .fields([
      EventField("version", PoolEvent.version), EventField("time", time.secondsSinceEpoch),
      EventField("events", eventCount), EventField("asset", terms.asset.symbol),
      EventField("decimals", terms.asset.decimals), EventField("supply", register.supply),
      EventField("capital", cash(.capital)), EventField("escrow", cash(.escrow)),
      EventField("rewards", cash(.rewards)), EventField("outside", cash(.outside)),
      EventField("locked", totals.locked), EventField("highWaterMark", highWaterMark),
      EventField("holders", .list(holders)), EventField("tickets", .list(tickets.map(\.eventValue))),
      EventField("listed", .list(listed.sorted { $0.key < $1.key }.map(\.value.eventValue))),
      EventField("open", .list(contracts)), EventField("hedges", .list(hedged)),
      EventField("settlementPrices", .list(settled)),
      EventField("haltedUntil", haltedUntil.map { String($0.secondsSinceEpoch) } ?? ""),
      EventField("terms", terms.eventValue),
    ])
  }
}

extension PoolTicket {
  var eventValue: EventValue {
    let (name, quantity, least): (String, UInt128, UInt128) =
      switch kind {
      case .entry(let assets, let minimum): ("entry", assets, minimum)
      case .exit(let shares, let minimum): ("exit", shares, minimum)
      }
    return .fields([
      EventField("number", number), EventField("participant", participant), EventField("kind", name),
      EventField("quantity", quantity), EventField("minimum", least),
      EventField("requested", requested.secondsSinceEpoch),
    ])
  }
}
