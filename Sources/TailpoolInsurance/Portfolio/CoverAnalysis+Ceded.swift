import TailpoolNumerics

extension CoverAnalysis {
  /// What a layer of every claim costs that is restored a limited number of times.
  public struct ExcessOfLoss: Sendable {
    /// The name.
    public let name: String
    /// What all claims of the period bring into the layer, in the mean, as if it had no end.
    public let meanInLayer: Double
    /// What the layer pays: all of that up to the limit, once and as often as it is restored.
    public let recovery: BorneLoss
    /// The premium, with that of reinstatements in the mean: by the loadings of the portfolio.
    public let premium: Double
    /// What of it is paid at first.
    public let initialPremium: Double
    /// The probability that the limit is used up with all its reinstatements.
    public let exhausted: Double

    /// What of the premium reinstatements bring, in the mean.
    public var reinstatementPremium: Double { premium - initialPremium }
  }

  static func excessOfLoss(
    of portfolio: CoverPortfolio, on grid: CoverPortfolio.Grid, threads: Int
  ) throws(InsuranceError) -> [ExcessOfLoss] {
    var workspace = AggregateWorkspace()
    var layers: [ExcessOfLoss] = []
    for layer in portfolio.excessOfLoss {
      let claims = try portfolio.claims(in: layer, on: grid, threads: threads)
      let aggregate = try claims.aggregate(
        points: grid.points, accuracy: .relative, threads: threads, using: &workspace
      ).distribution
      layers.append(try excessOfLoss(layer, aggregate, portfolio.reinsuranceLoading))
    }
    return layers
  }

  private static func excessOfLoss(
    _ layer: CoverPortfolio.ExcessOfLoss, _ aggregate: LossDistribution, _ loading: (mean: Double, deviation: Double)
  ) throws(InsuranceError) -> ExcessOfLoss {
    let most = Double(layer.terms.count + 1) * layer.terms.limit
    guard most.isFinite else {
      throw .invalid("limit with its reinstatements", index: nil, value: most, expected: "a finite number")
    }
    let treaty = try ReinsuranceTreaty(name: layer.name, limit: most, above: 0)
    let recovery = try ReinsuranceProgram(stages: [[treaty]]).outcome(of: aggregate).ceded[0]
    let premium = recovery.price(meanLoading: loading.mean, deviationLoading: loading.deviation)
    // A claim of the greatest loss that the layer pays reaches it within rounding.
    let exhausted = aggregate.exceedance(most - 0.5 * aggregate.step)
    return ExcessOfLoss(
      name: layer.name, meanInLayer: aggregate.mean, recovery: recovery, premium: premium,
      initialPremium: layer.terms.initialPremium(worth: premium, of: aggregate), exhausted: exhausted)
  }
}

extension CoverPortfolio {
  /// What the claims of some lines bring into a layer, each claim alone, those of shocks included.
  fileprivate func claims(
    in layer: ExcessOfLoss, on grid: Grid, threads: Int
  ) throws(InsuranceError) -> LossPortfolio {
    var policies: [(count: any ClaimCount, claim: any ClaimSeverity)] = []
    var places: [String: Int] = [:]
    for name in layer.lines {
      guard let line = lines.first(where: { $0.name == name }) else { throw .unknown("line", name: name) }
      places[name] = policies.count
      policies.append((line.count, try line.claim.inLayer(layer.terms.limit, above: layer.attachment)))
    }
    var events: [CommonShock] = []
    for shock in shocks {
      var hits: [CommonShock.Hit] = []
      for hit in shock.hits {
        guard let policy = places[hit.line] else { continue }
        let claim = try hit.claim.inLayer(layer.terms.limit, above: layer.attachment)
        hits.append(
          .init(
            policy: policy, probability: hit.probability,
            severity: try claim.discretized(step: grid.step, points: grid.points).law))
      }
      if !hits.isEmpty { events.append(CommonShock(count: shock.count, hits: hits)) }
    }
    return try LossPortfolio(policies, step: grid.step, points: grid.points, shocks: events, threads: threads)
  }
}
