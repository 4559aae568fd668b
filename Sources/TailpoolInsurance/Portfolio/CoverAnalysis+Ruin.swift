import TailpoolNumerics

extension CoverAnalysis {
  /// Surpluses between zero and twice the capital at which ruin at any time is bounded.
  private static let surplusCells = 2_000
  /// Steps of the capital, or of a premium that is more, for ruin at the ends of periods.
  private static let steps = 400
  /// Periods that ruin is followed for.
  private static let periods = 10

  /// Ruin from the capital held, by the premium that is written.
  ///
  /// Ruin at any time takes claims, and the events of shocks, as if each came at a steady rate: a count with more or less variance than
  /// a Poisson one is not seen. Ruin at the ends of periods takes the law of the whole, on a grid of a 400th of
  /// the capital, or of the premium where that is more.
  static func ruin(
    of portfolio: CoverPortfolio, _ losses: LossPortfolio, points: Int, whole: LossDistribution
  ) throws(InsuranceError) -> Ruin {
    var laws = losses.policies.map { (rate: $0.count.mean, law: $0.severity) }
    for shock in losses.shocks {
      laws.append((shock.count.mean, try event(of: shock, step: whole.step, points: points)))
    }
    let rate = laws.reduce(0) { $0 + $1.rate }
    guard rate > 0 else { throw .empty("claims") }
    let claims = try LossDistribution.mixture(laws.map(\.law), weights: laws.map { $0.rate / rate })
    guard claims.beyond < 1e-9 else {
      throw .tooCoarse("the grid for ruin", error: claims.beyond, bound: 1e-9)
    }
    let process = try SurplusProcess(
      claimRate: rate, premiumRate: portfolio.premium, claims: claims, mean: claims.beyond > 0 ? claims.mean : nil)
    let capital = portfolio.capital
    return Ruin(
      lossRatio: process.lossRatio,
      bounds: capital > 0 ? try process.ruinBounds(to: min(2 * capital, whole.greatest), cells: surplusCells) : [],
      byPeriod: capital > 0 ? try byPeriod(capital, portfolio.premium, whole) : [],
      adjustmentCoefficient: try? process.adjustmentCoefficient())
  }

  /// The law of what one event of a shock takes from all lines.
  private static func event(of shock: CommonShock, step: Double, points: Int) throws(InsuranceError) -> LossDistribution
  {
    let nothing = CompoundLoss(
      count: try PoissonCount(mean: 0), severity: try LossDistribution(step: step, probabilities: [1]))
    let once = CommonShock(
      count: try DiscreteCount(probabilities: [0, 1]),
      hits: shock.hits.map {
        .init(policy: 0, probability: $0.probability, severity: $0.severity)
      })
    return try LossPortfolio([nothing], shocks: [once]).aggregate(points: points, accuracy: .absolute).distribution
  }

  /// Capital and premiums are rounded down to the coarser grid. It ends where no surplus reaches.
  private static func byPeriod(
    _ capital: Double, _ premium: Double, _ whole: LossDistribution
  ) throws(InsuranceError) -> [Double] {
    let step = max(capital, premium) / Double(steps)
    func rounded(_ amount: Double) -> Double { step * (amount / step).rounded(.down) }
    let most = step * Double((periods + 1) * steps + 1)
    let losses = whole.probabilities.indices.map { min(Double($0) * whole.step, most) }
    let coarse = whole.spread(losses, step: step, isFinal: false)
    let process = try DiscreteSurplusProcess(premium: rounded(premium), claims: coarse)
    return try process.ruinProbabilities(from: rounded(capital), periods: periods)
  }
}
