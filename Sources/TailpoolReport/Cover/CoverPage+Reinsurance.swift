import TailpoolInsurance

/// What is ceded, and what it costs.
extension CoverPage {
  var reinsuranceSection: ReportSection? {
    guard !portfolio.reinsurance.stages.isEmpty || !portfolio.excessOfLoss.isEmpty else { return nil }
    return ReportSection(
      id: "reinsurance", title: "What is ceded", short: "Reinsurance",
      lead: """
        Prices add \(.percent(portfolio.reinsuranceLoading.mean)) of the mean and \
        \(.percent(portfolio.reinsuranceLoading.deviation)) of the standard deviation.
        """,
      (portfolio.reinsurance.stages.isEmpty ? [] : [.table(treaties)])
        + (analysis.excessOfLoss.isEmpty ? [] : [.table(layers)]))
  }

  /// What treaties pay of the sum of all claims.
  private var treaties: ReportTable {
    let outcome = analysis.reinsurance
    func row(_ borne: BorneLoss, isCeded: Bool) -> [ReportValue] {
      [
        .text(borne.name), amount(borne.mean), amount(borne.standardDeviation),
        amount(try? borne.law.tailValueAtRisk(portfolio.measure.level)),
        isCeded
          ? amount(
            borne.price(
              meanLoading: portfolio.reinsuranceLoading.mean, deviationLoading: portfolio.reinsuranceLoading.deviation))
          : .missing,
      ]
    }
    return ReportTable(
      key: "reinsurance", caption: "Treaties",
      columns: [
        .text("treaty", key: "name"), .number("mean", key: "mean"),
        .number("standard deviation", key: "standardDeviation", short: "sd"),
        .number("ES \(portfolio.measure.level.label)", key: "tailValueAtRisk"), .number("price", key: "price"),
      ],
      rows: outcome.ceded.map { row($0, isCeded: true) } + [row(outcome.retained, isCeded: false)])
  }

  /// What layers of every claim pay, and how their premium is parted.
  private var layers: ReportTable {
    ReportTable(
      key: "excessOfLoss",
      caption: "Layers of every claim with reinstatements, each alone: treaties and capital do not see them",
      columns: [
        .text("layer", key: "name"), .number("mean", key: "mean"),
        .number("standard deviation", key: "standardDeviation", short: "sd"),
        .number("used up", key: "exhausted"), .number("premium at first", key: "initialPremium"),
        .number("of reinstatements", key: "reinstatementPremium"), .number("price", key: "price"),
      ],
      rows: analysis.excessOfLoss.map { layer in
        [
          .text(layer.name), amount(layer.recovery.mean), amount(layer.recovery.standardDeviation),
          .number(layer.exhausted), amount(layer.initialPremium), amount(layer.reinstatementPremium),
          amount(layer.premium),
        ]
      })
  }
}
