import TailpoolInsurance
import TailpoolMarket

/// Reads what technical reserves are made of:
///
///     {"asOf": "2026-07-01", "method": "chain-ladder",
///      "premiums": [{"amount": 120000, "from": "2026-01-01", "to": "2027-01-01"}], "claims": [{"incurred": 300000, "paid": 50000}]}
enum CoverReserveReader {
  /// The most premiums, and the most claims.
  private static let greatestCount = 100_000

  /// The names of the format.
  static let names = ["asOf", "method", "premiums", "amount", "from", "to", "claims", "incurred", "paid"]

  static func basis(of root: JSONNode, log: inout ProblemLog) -> CoverPortfolio.ReserveBasis? {
    guard let node = root.stated("technicalReserves"), let members = log.object(node, "technicalReserves") else {
      return nil
    }
    log.rejectOtherNames(than: ["asOf", "method", "premiums", "claims"], in: members, of: "technical reserves")
    let now = time("asOf", of: node, log: &log)
    let methods: [(name: String, kind: CoverPortfolio.ReserveBasis.Method)] = [
      ("chain-ladder", .chainLadder), ("bornhuetter-ferguson", .bornhuetterFerguson),
    ]
    let method = log.kind("method", of: node, methods)
    if root.stated("development") == nil {
      log.add(at: node.offset, "technicalReserves stands without a triangle", expected: "development beside it")
    }
    let premiums = log.objects(
      "premiums", of: node, names: ["amount", "from", "to"], "a premium", atMost: greatestCount
    ).compactMap { premium($0, log: &log) }
    let claims = log.objects("claims", of: node, names: ["incurred", "paid"], "a claim", atMost: greatestCount)
      .compactMap { claim($0, log: &log) }
    guard let now, let method else { return nil }
    return .init(now: now.secondsSinceEpoch, premiums: premiums, claims: claims, method: method)
  }

  private static func premium(_ node: JSONNode, log: inout ProblemLog) -> PremiumPeriod? {
    let amount = log.hundredths("amount", of: node, .positive)
    let from = time("from", of: node, log: &log)
    guard let to = time("to", of: node, log: &log), let amount, let from else { return nil }
    guard from < to else {
      log.add(at: node.offset, "cover ends at \(to), not after \(from)", expected: "from before to")
      return nil
    }
    return log.made(at: node.offset, "premium") { () throws(InsuranceError) in
      try PremiumPeriod(
        premium: amount, start: from.secondsSinceEpoch, period: to.secondsSinceEpoch - from.secondsSinceEpoch)
    }
  }

  private static func claim(_ node: JSONNode, log: inout ProblemLog) -> ReportedClaim? {
    let incurred = log.hundredths("incurred", of: node, .nonNegative)
    guard let paid = log.hundredths("paid", of: node, .nonNegative), let incurred else { return nil }
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in
      try ReportedClaim(incurred: incurred, paid: paid)
    }
  }

  /// A date, at its beginning in UTC, or an instant.
  private static func time(_ name: String, of node: JSONNode, log: inout ProblemLog) -> Timestamp? {
    guard let (text, offset) = log.text(name, of: node) else { return nil }
    if let date = DateText.date(text) { return Timestamp(date) }
    if let instant = DateText.timestamp(text)?.instant { return instant }
    log.add(
      at: offset, "\(name) is \(shown(text))",
      expected: "a date or an instant, such as 2026-05-15 or 2026-05-15T11:27:31Z")
    return nil
  }
}
