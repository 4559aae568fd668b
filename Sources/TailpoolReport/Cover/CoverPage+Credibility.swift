import TailpoolInsurance

/// How much of its own experience a contract's premium takes.
extension CoverPage {
  /// By Bühlmann and Straub where exposures are known, beside Bühlmann's, for whom all periods count alike.
  var credibilityNodes: [ReportNode] {
    guard let contracts = portfolio.experience?.contracts else { return [] }
    var nodes: [ReportNode] = []
    for (key, name, fit) in [
      ("credibility", "by Bühlmann–Straub, periods weighed by exposure", analysis.credibility),
      ("unweightedCredibility", "by Bühlmann, all periods alike", analysis.unweightedCredibility),
    ] {
      switch fit {
      case .success(let fit): nodes.append(.table(table(of: fit, contracts, key: key, name)))
      case .failure(let error):
        nodes.append(.note(ReportNote(["Past claims give no credibility \(name): \(error.description)."])))
      case nil: break
      }
    }
    return nodes
  }

  private func table(of fit: CredibilityFit, _ contracts: [String], key: String, _ name: String) -> ReportTable {
    ReportTable(
      key: key, caption: "Experience of contracts, \(name)",
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
}
