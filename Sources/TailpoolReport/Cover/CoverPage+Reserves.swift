import TailpoolInsurance
import TailpoolMarket

/// What past claims say: reserves and credibility.
extension CoverPage {
  var reserveSection: ReportSection? {
    var parts: [ReportNode] = []
    switch analysis.reserves {
    case .success(let reserves): parts += nodes(of: reserves)
    case .failure(let error): parts.append(.note(ReportNote(["The triangle gives no reserves: \(error.description)."])))
    case nil: break
    }
    switch analysis.technicalReserves {
    case .success(let held): parts.append(.fields(fields(of: held)))
    case .failure(let error):
      parts.append(.note(ReportNote(["Technical reserves are not known: \(error.description)."])))
    case nil: break
    }
    parts += credibilityNodes
    guard !parts.isEmpty else { return nil }
    return ReportSection(
      id: "reserves", title: "What past claims say", short: "Reserves",
      lead: """
        Of the triangle, what is not seen yet is projected by the chain ladder\(ladderWords); errors are Mack's, one standard deviation.
        """,
      parts)
  }

  /// How the triangle is read where it is not as usual.
  private var ladderWords: String {
    guard let development = portfolio.development else { return "" }
    var words: [String] = []
    switch development.weighting {
    case .volumeWeighted: break
    case .simpleAverage: words.append("plain means of factors")
    case .regression: words.append("factors by regression")
    }
    if development.tail != .none { words.append("a tail factor of \(NumberText.plain(development.tail.factor))") }
    return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
  }

  private func nodes(of reserves: CoverAnalysis.Reserves) -> [ReportNode] {
    let ladder = reserves.mack.chainLadder
    let calendar = ladder.calendarPeriods
    var nodes: [ReportNode] = [.table(triangleTable(ladder)), .table(reserveTable(reserves))]
    if !ladder.triangle.warnings.isEmpty {
      nodes.append(
        .note(
          ReportNote(
            style: .bullets,
            ladder.triangle.warnings.map {
              switch $0 {
              case .negativeIncrement(let origin, let age, let increment):
                "Claims of origin period \(.count(origin + 1)) fell by \(amount(-increment)) at age \(.count(age + 1))."
              }
            })))
    }
    nodes.append(
      .chart(
        .bars(
          key: "runOff", title: "Payments to come, by calendar period",
          calendar.enumerated().map { ("in period \($0.offset + 1)", amount($0.element)) })))
    nodes.append(calendarEffect(of: reserves))
    if case .failure(let error) = reserves.withinOnePeriod {
      nodes.append(.note(ReportNote(["Errors within one period are not known: \(error.description)."])))
    }
    return nodes
  }

  /// Mack's test of whether calendar periods move factors.
  private func calendarEffect(of reserves: CoverAnalysis.Reserves) -> ReportNode {
    switch reserves.calendarEffect {
    case .failure(let error): return .note(ReportNote(["Calendar periods cannot be tested: \(error.description)."]))
    case .success(let effect):
      return .fields(
        ReportFields(
          key: "calendarEffect", title: "Whether calendar periods move factors", layout: .table,
          [
            .init("factors on the smaller side of their median", .count(effect.statistic), key: "statistic"),
            .init("expected without an effect", .number(effect.mean), key: "mean"),
            .init("standard deviation", .number(effect.variance.squareRoot()), key: "standardDeviation"),
            .init("deviations from the expected, below −2 speaks of an effect", .number(effect.score), key: "score"),
          ]))
    }
  }

  /// When reserves are held, in seconds where that is no instant of the years 1 to 9999.
  private var reserveTime: ReportValue {
    guard let now = portfolio.reserveBasis?.now else { return .missing }
    guard -62_135_596_800...253_402_300_799 ~= now else { return .text("\(now) s") }
    return .instant(Timestamp(secondsSinceEpoch: now))
  }

  private func fields(of held: TechnicalReserves) -> ReportFields {
    ReportFields(
      key: "technicalReserves", title: "Technical reserves", layout: .table,
      [
        .init("at", reserveTime, key: "asOf"),
        .init("unearned premium", amount(units: held.unearnedPremium), key: "unearnedPremium"),
        .init("outstanding claims", amount(units: held.outstandingClaims), key: "outstandingClaims"),
        .init(
          "incurred but not reported", amount(units: held.incurredButNotReported), key: "incurredButNotReported"),
        .init("held back in all", amount(units: held.total), key: "total"),
      ])
  }

  /// Claims by origin and age; what is projected carries a sign.
  private func triangleTable(_ ladder: ChainLadder) -> ReportTable {
    let ages = ladder.triangle.ages
    return ReportTable(
      caption: "Development triangle, cumulative; with * projected",
      columns: [.text("origin")] + (1...ages).map { .number("\($0)") },
      rows: ladder.projected.enumerated().map { origin, row in
        let seen = ladder.triangle.cumulative[origin].count
        return [.count(origin + 1)]
          + row.enumerated().map { age, value in
            let cell = ReportValue.compactAmount(value, unit: portfolio.unit)
            return age < seen ? cell : cell.marked("*")
          }
      }, shows: .html)
  }

  private func reserveTable(_ reserves: CoverAnalysis.Reserves) -> ReportTable {
    let ladder = reserves.mack.chainLadder
    let expected = reserves.bornhuetterFerguson?.reserves
    let within = try? reserves.withinOnePeriod.get()
    return ReportTable(
      key: "reserves", caption: "Reserves",
      columns: [
        .text("origin", key: "origin"), .number("latest", key: "latest"), .number("ultimate", key: "ultimate"),
        .number("reserve", key: "reserve", partnerKey: "standardError"),
        .number("error within one period", key: "standardErrorWithinOnePeriod", short: "in 1 period"),
        .number("Bornhuetter–Ferguson", key: "bornhuetterFerguson", short: "B–F"),
      ],
      rows: ladder.triangle.latest.indices.map { origin in
        [
          .count(origin + 1), amount(ladder.triangle.latest[origin]), amount(ladder.ultimates[origin]),
          amount(ladder.reserves[origin]).plusMinus(reserves.mack.standardErrors[origin].total),
          amount(within?.standardErrors[origin]),
          amount(expected?[origin]),
        ]
      },
      total: [
        .text("total"), amount(ladder.triangle.latest.reduce(0, +)), amount(ladder.ultimates.reduce(0, +)),
        amount(ladder.totalReserve).plusMinus(reserves.mack.totalError.total), amount(within?.totalError),
        amount(expected?.reduce(0, +)),
      ])
  }
}
