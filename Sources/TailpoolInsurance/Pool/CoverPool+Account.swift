import TailpoolEvents
import TailpoolMarket

extension CoverPool {
  /// State, statements of members, covers and tranches as of the last event, and what an audit found, as fields.
  ///
  /// - Parameters:
  ///   - valuation: What a share is worth, where that is to stand there too.
  ///   - runs: Runs by their way out, where they are.
  /// - Throws: `CoverRefusal.overflow` where a statement's amount does not fit.
  /// - Complexity: O(covers + claims + members + exits).
  public func account(
    valuation: ShareValuation? = nil, runs: [(exit: CapitalRun.Exit, run: CapitalRun)] = []
  ) throws(CoverRefusal) -> EventValue {
    let (members, covers) = (try memberStatements(at: time), try coverStatements(at: time))
    let tranches = try trancheStatements(at: time)
    var fields = [
      EventField("state", eventValue), EventField("members", .list(members.map(\.eventValue))),
      EventField("covers", .list(covers.map(\.eventValue))),
      EventField("audit", .list(audit().map { .text("\($0)") })),
    ]
    if !tranches.isEmpty { fields.append(EventField("tranches", .list(tranches.map(\.eventValue)))) }
    if let valuation { fields.append(EventField("valuation", valuation.eventValue)) }
    let values = runs.map {
      EventValue.fields([EventField("exit", $0.exit.name), EventField("run", $0.run.eventValue)])
    }
    if !runs.isEmpty { fields.append(EventField("runs", .list(values))) }
    return .fields(fields)
  }
}

extension CoverMemberStatement {
  /// The statement as fields; amounts are decimal digits.
  public var eventValue: EventValue {
    .fields([
      EventField("member", member), EventField("fund", fund), EventField("shares", shares),
      EventField("leaving", leaving), EventField("claim", claim), EventField("paidIn", paidIn),
      EventField("paidOut", paidOut), EventField("result", result),
    ])
  }
}

extension CoverStatement {
  /// The statement as fields; amounts are decimal digits, times are seconds.
  public var eventValue: EventValue {
    .fields([
      EventField("number", number), EventField("holder", holder), EventField("product", product),
      EventField("status", status.rawValue), EventField("amount", amount), EventField("claimed", claimed),
      EventField("start", start.secondsSinceEpoch), EventField("end", end.secondsSinceEpoch),
      EventField("written", written), EventField("refunded", refunded), EventField("earned", earned),
      EventField("unearned", unearned), EventField("paid", paid),
    ])
  }
}
