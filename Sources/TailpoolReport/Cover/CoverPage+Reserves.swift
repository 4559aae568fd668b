import TailpoolInsurance

/// What past claims say: reserves and credibility; and how totals are shared.
extension CoverPage {
  var reserveSection: ReportSection? {
    var parts: [ReportNode] = []
    switch analysis.reserves {
    case .success(let reserves): parts += nodes(of: reserves)
    case .failure(let error): parts.append(.note(ReportNote(["The triangle gives no reserves: \(error.description)."])))
    case nil: break
    }
    switch analysis.credibility {
    case .success(let fit): parts.append(.table(table(of: fit)))
    case .failure(let error):
      parts.append(.note(ReportNote(["Past claims give no credibility: \(error.description)."])))
    case nil: break
    }
    guard !parts.isEmpty else { return nil }
    return ReportSection(
      id: "reserves", title: "What past claims say", short: "Reserves",
      lead:
        "Of the triangle, what is not seen yet is projected by the chain ladder; errors are Mack's, one standard deviation.",
      parts)
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
    return nodes
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
    return ReportTable(
      key: "reserves", caption: "Reserves",
      columns: [
        .text("origin", key: "origin"), .number("latest", key: "latest"), .number("ultimate", key: "ultimate"),
        .number("reserve", key: "reserve", partnerKey: "standardError"),
        .number("Bornhuetter–Ferguson", key: "bornhuetterFerguson", short: "B–F"),
      ],
      rows: ladder.triangle.latest.indices.map { origin in
        [
          .count(origin + 1), amount(ladder.triangle.latest[origin]), amount(ladder.ultimates[origin]),
          amount(ladder.reserves[origin]).plusMinus(reserves.mack.standardErrors[origin].total),
          amount(expected?[origin]),
        ]
      },
      total: [
        .text("total"), amount(ladder.triangle.latest.reduce(0, +)), amount(ladder.ultimates.reduce(0, +)),
        amount(ladder.totalReserve).plusMinus(reserves.mack.totalError.total), amount(expected?.reduce(0, +)),
      ])
  }

  private func table(of fit: CredibilityFit) -> ReportTable {
    let contracts = portfolio.experience?.contracts ?? []
    return ReportTable(
      key: "credibility", caption: "Experience of contracts, by Bühlmann–Straub",
      columns: [
        .text("contract", key: "name"), .number("own mean", key: "mean"), .number("credibility", key: "credibility"),
        .number("premium", key: "premium"),
      ],
      rows: fit.means.indices.map { index in
        [
          .text(index < contracts.count ? contracts[index] : "\(index + 1)"), .number(fit.means[index], digits: 4),
          .percent(fit.credibilities[index]), .number(fit.premiums[index], digits: 4),
        ]
      }, total: [.text("collective"), .number(fit.collective, digits: 4)])
  }

  private func name(_ shares: CoverAnalysis.Shares) -> String { shares.level.map { "VaR \($0.label)" } ?? "mean" }

  var sharingSection: ReportSection? {
    guard !analysis.shares.isEmpty else { return nil }
    return ReportSection(
      id: "sharing", title: "How a loss is shared", short: "Sharing",
      lead: """
        By the conditional mean rule a line bears what it is expected to have lost, given what all lost together. Totals are the mean \
        and the value at risk of each level.
        """,
      [
        table("conditionalMeanShares", "By the conditional mean", \.conditionalMean),
        table("proportionalShares", "In proportion to the means", \.proportional),
      ])
  }

  private func table(_ key: String, _ caption: ReportProse, _ parts: (CoverAnalysis.Shares) -> [Double]) -> ReportNode {
    let shares = analysis.shares.map { (name: name($0), total: $0.total, parts: parts($0)) }
    return .table(
      ReportTable(
        key: key, caption: caption,
        columns: [.text("line", key: "name")]
          + shares.enumerated().map { .number($1.name, key: "byTotal.\($0)") },
        rows: analysis.lines.indices.map { line in
          [.text(analysis.lines[line].name)] + shares.map { amount($0.parts[line]) }
        },
        total: [.text("total")] + shares.map { amount($0.total) }))
  }
}
