import TailpoolEvents
import TailpoolMarket

extension MutualPool {
  /// The state as fields with names in order: equal pools have equal canonical JSON, and so equal digests.
  public var eventValue: EventValue {
    .fields(
      [
        EventField("version", PoolEvent.version), EventField("time", time.secondsSinceEpoch),
        EventField("events", eventCount), EventField("asset", terms.asset.symbol),
        EventField("decimals", terms.asset.decimals), EventField("supply", register.supply),
      ] + PoolAccount.allCases.map { EventField("\($0)", cash($0)) } + [
        EventField("locked", book.totals.locked), EventField("highWaterMark", highWaterMark),
        EventField("holders", .list(holderValues)), EventField("tickets", .list(tickets.map(\.eventValue))),
        EventField(
          "listed",
          .list(book.lines.map(\.contract).sorted { $0.id < $1.id }.map(\.eventValue))),
        EventField("open", .list(openValues)), EventField("hedges", .list(hedgeValues)),
        EventField("settlementPrices", .list(settlementValues)),
        EventField("haltedUntil", haltedUntil.map { String($0.secondsSinceEpoch) } ?? ""),
        EventField("breakerUntil", breaker?.until.map { String($0) } ?? ""),
        EventField("margin", .list(marginValues)), EventField("losses", .list(losses.map(\.eventValue))),
      ] + hitValues + [EventField("terms", terms.eventValue)])
  }

  /// The barriers that were hit; left out while there are none.
  private var hitValues: [EventField] {
    let hit = barriersHit
    return hit.isEmpty ? [] : [EventField("barriersHit", .list(hit.map { .text($0) }))]
  }

  private var holderValues: [EventValue] {
    register.holders.filter(\.isKnown).sorted { $0.name < $1.name }.map { holder in
      .fields([
        EventField("participant", holder.name), EventField("shares", holder.shares),
        EventField("leaving", holder.leaving), EventField("earned", holder.earned),
        EventField("paidIn", holder.paidIn), EventField("paidOut", holder.paidOut), EventField("borne", holder.borne),
        EventField("due", holder.due),
      ])
    }
  }

  private var openValues: [EventValue] {
    open.sorted { $0.key < $1.key }.map { _, item in
      .fields([EventField("quantity", item.quantity), EventField("mark", item.mark.eventValue)])
    }
  }

  private var hedgeValues: [EventValue] {
    hedges.sorted { $0.key < $1.key }.map { _, hedge in
      .fields([EventField("millionths", hedge.millionths), EventField("mark", hedge.mark.eventValue)])
    }
  }

  private var settlementValues: [EventValue] {
    settlementPrices.sorted {
      ($0.key.expiry, $0.key.underlying) < ($1.key.expiry, $1.key.underlying)
    }.map { key, price in
      .fields([
        EventField("underlying", key.underlying), EventField("expiry", key.expiry.secondsSinceEpoch),
        EventField("price", price),
      ])
    }
  }

  private var marginValues: [EventValue] {
    margin.accounts.map { place, account in (register.holders[place].name, account) }.sorted { $0.0 < $1.0 }
      .map { name, account in
        .fields(
          [
            EventField("participant", name), EventField("cash", account.cash), EventField("initial", account.initial),
            EventField("maintenance", account.maintenance),
          ] + zip(margin.assets, account.units).map { EventField($0.asset.symbol, $1) })
      }
  }
}

extension PoolHolder {
  /// Whether anything is to be said of a participant.
  var isKnown: Bool { shares > 0 || earned > 0 || paidIn > 0 || borne > 0 || due > 0 }
}

extension PoolLoss {
  var eventValue: EventValue {
    .fields([
      EventField("time", time.secondsSinceEpoch), EventField("cause", cause), EventField("loss", loss),
      EventField(
        "layers",
        .list(
          layers.map {
            .fields([EventField("name", $0.name), EventField("capacity", $0.capacity), EventField("used", $0.used)])
          })), EventField("uncovered", uncovered),
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
