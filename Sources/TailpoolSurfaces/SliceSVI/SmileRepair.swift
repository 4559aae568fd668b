/// Finds what is left of arbitrage in smiles and removes it by small moves: corrections shrink and the smile widens against
/// butterflies, the level rises against falls in time.
struct SmileRepair {
  private let points: [Double]

  /// - Parameters:
  ///   - range: Log-moneyness up to which arbitrage is excluded, > 0.
  ///   - count: Number of points; by default the check's 500 and the middles between them.
  init(range: Double, points count: Int = 999) {
    points = (0..<count).map { -range + 2 * range * Double($0) / Double(count - 1) }
  }

  /// The worst point of each stretch of negative g.
  func butterflies(_ smile: SplinedSVI) -> [Double] {
    stretches(points.map { -smile.derivatives(at: $0).durrleman(at: $0) })
  }

  /// The worst point of each stretch where a smile is below the one before.
  func shortfalls(_ smiles: [SplinedSVI]) -> [Double] {
    let variances = smiles.map { smile in points.map { smile.totalVariance(at: $0) } }
    return smiles.indices.dropFirst().flatMap { later in
      stretches(
        points.indices.map {
          variances[later - 1][$0] * (1 + SmileRepair.margin) / variances[later][$0] - 1
        })
    }
  }

  private func stretches(_ amounts: [Double]) -> [Double] {
    var found: [Double] = []
    var worst: (amount: Double, k: Double)?
    for (index, amount) in amounts.enumerated() {
      if !(amount <= 0) {
        if amount > worst?.amount ?? 0 { worst = (amount, points[index]) }
      } else if let place = worst {
        found.append(place.k)
        worst = nil
      }
    }
    if let place = worst { found.append(place.k) }
    return found
  }

  /// Smiles without arbitrage, and the largest rise of total variance of each.
  func withoutArbitrage(_ smiles: [SplinedSVI]) -> (smiles: [SplinedSVI], added: [Double]) {
    var result: [SplinedSVI] = []
    var added: [Double] = []
    for smile in smiles {
      var own = withoutButterflies(smile)
      if let before = result.last {
        for _ in 0..<SmileRepair.rounds {
          let missing = shortfall(of: own, below: before)
          if missing <= 0 { break }
          own = withoutButterflies(own.raised(by: 1.01 * missing))
        }
      }
      added.append(
        own == smile ? 0 : points.reduce(0) { max($0, own.totalVariance(at: $1) - smile.totalVariance(at: $1)) })
      result.append(own)
    }
    return (result, added)
  }

  /// The largest amount by which a smile is below another one, with a trace more; ≤ 0 when it is not.
  private func shortfall(of later: SplinedSVI, below earlier: SplinedSVI) -> Double {
    points.reduce(-Double.infinity) {
      max($0, earlier.totalVariance(at: $1) * (1 + SmileRepair.margin) - later.totalVariance(at: $1))
    }
  }

  /// A smile with g ≥ 0 on the points.
  ///
  /// Corrections shrink first. A smile without them is widened, with a/σ, b, ρ and m/σ held, to the edge of the domain of
  /// Martini and Mingone; where no small widening is enough, the level rises.
  func withoutButterflies(_ smile: SplinedSVI) -> SplinedSVI {
    guard hasButterfly(smile) else { return smile }
    for step in 1...10 where !smile.coefficients.isEmpty {
      let factor = 1 - 0.1 * Double(step)
      let shrunk = SplinedSVI(
        core: smile.core, basis: smile.basis, coefficients: smile.coefficients.map { $0 * factor })
      if !hasButterfly(shrunk) { return shrunk }
    }
    let plain = smile.core
    if let width = plain.leastButterflyFreeWidth, width <= SmileRepair.mostWidening * plain.sigma {
      let factor = max(width / plain.sigma, 1) * (1 + 1e-9)
      return SplinedSVI(
        core: RawSVI(unchecked: plain.a * factor, plain.b, plain.rho, plain.m * factor, plain.sigma * factor),
        basis: nil, coefficients: [])
    }
    var own = SplinedSVI(core: plain, basis: nil, coefficients: [])
    let unit = 1e-4 * max(own.totalVariance(at: 0), .leastNormalMagnitude)
    for step in 0..<SmileRepair.rounds where hasButterfly(own) {
      own = SplinedSVI(core: plain, basis: nil, coefficients: []).raised(by: unit * Double(1 << step))
    }
    return own
  }

  private func hasButterfly(_ smile: SplinedSVI) -> Bool {
    points.contains { !(smile.derivatives(at: $0).durrleman(at: $0) >= 0) }
  }

  private static let rounds = 30
  private static let mostWidening = 1.2
  /// Later total variance is kept above this multiple of the earlier one, so that no trace is left between the points.
  private static let margin = 1e-8
}

extension SplinedSVI {
  fileprivate func raised(by amount: Double) -> SplinedSVI {
    SplinedSVI(
      core: RawSVI(unchecked: core.a + amount, core.b, core.rho, core.m, core.sigma), basis: basis,
      coefficients: coefficients)
  }
}
