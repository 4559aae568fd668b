import TailpoolEvents
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  /// The state as fields with names in order: equal pools have equal canonical JSON, and so equal digests.
  public var eventValue: EventValue {
    .fields(
      [
        EventField("version", CoverEvent.version), EventField("time", time.secondsSinceEpoch),
        EventField("events", eventCount), EventField("asset", terms.asset.symbol),
        EventField("decimals", terms.asset.decimals), EventField("unearned", totals.net - earned(at: time)),
      ] + totals.fields + [
        EventField("pausedUntil", pausedUntil.map { String($0.secondsSinceEpoch) } ?? ""),
        EventField("pausedSince", pausedSince.map { String($0.secondsSinceEpoch) } ?? ""),
        EventField("funds", .list(funds.indices.map { value(ofFund: $0) })),
        EventField("products", .list(products.map(\.eventValue))),
        EventField("covers", .list(covers.map { value(of: $0) })),
        EventField("claims", .list(claims.map { value(of: $0) })),
        EventField("exits", .list(exits.map { value(of: $0) })),
        EventField("exitCount", exitCount), EventField("assessors", .list(assessorValues)),
        EventField("terms", terms.eventValue),
      ] + (market.map { [EventField("market", $0.eventValue)] } ?? []))
  }

  private func value(ofFund place: Int) -> EventValue {
    let fund = funds[place]
    let stake = fund.stake.map {
      [
        EventField("ladder", $0.ladder.eventValue), EventField("credited", $0.credited),
        EventField("rewards", fund.rewards),
      ]
    }
    return .fields(
      [
        EventField("name", fund.name), EventField("assets", self.held(place, at: time)),
        EventField("earned", fund.stream.earned(at: time.secondsSinceEpoch)), EventField("borne", fund.borne),
        EventField("supply", fund.register.supply),
        EventField(
          "backed",
          .list(
            products.indices.map {
              .fields([EventField("product", products[$0].terms.name), EventField("cover", fund.backed($0))])
            })),
        EventField("holders", .list(fund.register.holders.sorted { $0.name < $1.name }.map { value(of: $0) })),
      ] + (stake ?? []))
  }

  private func value(of holder: PoolHolder) -> EventValue {
    .fields([
      EventField("member", holder.name), EventField("shares", holder.shares), EventField("leaving", holder.leaving),
      EventField("paidIn", holder.paidIn), EventField("paidOut", holder.paidOut),
    ])
  }

  private func value(of cover: Cover) -> EventValue {
    .fields([
      EventField("holder", cover.holder), EventField("product", products[cover.product].terms.name),
      EventField("amount", cover.amount), EventField("claimed", cover.claimed),
      EventField("start", cover.start.secondsSinceEpoch), EventField("end", cover.end.secondsSinceEpoch),
      EventField("release", cover.release.secondsSinceEpoch),
      EventField("earnedFrom", cover.earnedFrom.secondsSinceEpoch), EventField("written", cover.written),
      EventField("earlier", cover.earlier), EventField("refunded", cover.refunded), EventField("paid", cover.paid),
      EventField("released", cover.isReleased ? "yes" : "no"), EventField("moved", UInt64(cover.version)),
      EventField(
        "backings",
        .list(
          cover.backings.map {
            .fields([
              EventField("fund", funds[$0.fund].name), EventField("cover", $0.cover), EventField("premium", $0.premium),
            ])
          })),
    ])
  }

  private func value(of claim: Claim) -> EventValue {
    .fields([
      EventField("cover", claim.cover), EventField("amount", claim.amount),
      EventField("occurred", claim.occurred.secondsSinceEpoch), EventField("filed", claim.filed.secondsSinceEpoch),
      EventField("status", "\(claim.status)"), EventField("deposit", claim.deposit), EventField("bond", claim.bond),
      EventField("paid", claim.paid), EventField("recovered", claim.recovered),
      EventField(
        "borne",
        .list(
          claim.borne.sorted { $0.key < $1.key }.map {
            .fields([EventField("fund", funds[$0.key].name), EventField("units", $0.value)])
          })), EventField("votes", .list(votes(on: claim))),
    ])
  }

  private func votes(on claim: Claim) -> [EventValue] {
    guard let assessment = claim.assessment else { return [] }
    return assessment.votes.sorted { $0.key < $1.key }.map {
      .fields([EventField("member", $0.key), EventField("vote", $0.value)])
    }
  }

  private func value(of exit: Exit) -> EventValue {
    .fields([
      EventField("number", exit.number), EventField("member", exit.member), EventField("fund", funds[exit.fund].name),
      EventField("shares", exit.shares), EventField("minimum", exit.minimumAssets),
      EventField("opens", exit.opens.secondsSinceEpoch),
    ])
  }

  private var assessorValues: [EventValue] {
    assessors.records.sorted { $0.key < $1.key }.map {
      .fields([
        EventField("member", $0.key), EventField("agreements", $0.value.agreements),
        EventField("disagreements", $0.value.disagreements),
      ])
    }
  }
}

extension CoverPool.Totals {
  fileprivate var fields: [EventField] {
    [
      EventField("cash", cash), EventField("paidIn", paidIn), EventField("paidOut", paidOut),
      EventField("gifts", gifts), EventField("written", written), EventField("fees", fees),
      EventField("refunded", refunded),
      EventField("exposure", exposure), EventField("openClaims", openClaims),
      EventField("openIncidents", openIncidents),
      EventField("deposits", deposits), EventField("forfeited", forfeited), EventField("paid", paid),
      EventField("recovered", recovered), EventField("slashFees", slashFees), EventField("slashed", slashed),
      EventField("offsetUsed", offsetUsed), EventField("requirement", requirement),
      EventField("requirementAt", requirementAt), EventField("clearSince", clearSince), EventField("weights", weights),
    ] + (rewards == 0 ? [] : [EventField("rewards", rewards), EventField("rewardsTaken", rewardsTaken)])
  }
}

extension CoverPool.Product {
  fileprivate var eventValue: EventValue {
    let floor = price.floor.map { [EventField("floorPremium", $0.premium), EventField("floorCover", $0.cover)] }
    return .fields(
      [
        EventField("terms", terms.eventValue), EventField("basisPoints", price.bumped),
        EventField("at", price.bumpedAt),
        EventField("exposure", exposure), EventField("closed", isClosed ? "yes" : "no"),
        EventField(
          "incidents",
          .list(
            incidents.map {
              .fields([
                EventField("occurred", $0.occurred.secondsSinceEpoch),
                EventField("severityBasisPoints", $0.severityBasisPoints),
                EventField("closes", $0.closes.secondsSinceEpoch), EventField("coversSold", $0.coversSold),
              ])
            })),
      ] + (floor ?? []))
  }
}
