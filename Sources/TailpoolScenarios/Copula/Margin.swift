import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

extension CopulaScenarios {
  /// How the distribution of one factor's returns is described.
  public enum Margins: String, Hashable, Sendable, CaseIterable {
    /// The past returns themselves, joined by straight lines; no move is larger than the largest of the past.
    case empirical
    /// Student's t with location, scale and degrees of freedom of greatest likelihood.
    case studentT
  }
}

/// The distribution of one factor's returns.
enum Margin: Hashable, Sendable {
  /// Sorted values; the i-th of n has the probability (i + 1/2) / n.
  case empirical([Double])
  case studentT(location: Double, scale: Double, StudentTDistribution)
  case normal(deviation: Double)

  func quantile(_ probability: Double) -> Double {
    switch self {
    case .empirical(let sorted):
      let position = min(max(probability * Double(sorted.count) - 0.5, 0), Double(sorted.count - 1))
      let below = min(Int(position), sorted.count - 2)
      guard below >= 0 else { return sorted[0] }
      return sorted[below] + (position - Double(below)) * (sorted[below + 1] - sorted[below])
    case .studentT(let location, let scale, let distribution):
      return location + scale * distribution.quantile(probability)
    case .normal(let deviation): return deviation * NormalDistribution.quantile(probability)
    }
  }

  /// Describes the returns of a factor, at least two that are not all equal.
  init(_ kind: CopulaScenarios.Margins, returns: [Double], factor: RiskFactor) throws(ScenarioError) {
    let sorted = returns.sorted()
    guard let least = sorted.first, let largest = sorted.last, least < largest else { throw .constantFactor(factor) }
    switch kind {
    case .empirical: self = .empirical(sorted)
    case .studentT: self = Margin.fitted(to: sorted)
    }
  }

  /// The t distribution of greatest likelihood, from the median and the middle half's width on.
  private static func fitted(to sorted: [Double]) -> Margin {
    let n = sorted.count
    let median = sorted[n / 2]
    let width = sorted[(3 * n) / 4] - sorted[n / 4]
    let unit = width > 0 ? width / 1.5 : (sorted[n - 1] - sorted[0]) / 4
    let scaled = sorted.map { ($0 - median) / unit }
    let point = leastPoint(
      of: { point in
        let distribution = StudentTDistribution(degreesOfFreedom: 0.5 + exp(point[2]))
        let scale = exp(point[1])
        return -scaled.reduce(0) { $0 + distribution.logDensity(($1 - point[0]) / scale) - point[1] }
      }, from: [0, 0, log(4)], step: 0.3, tolerance: 1e-10)
    return .studentT(
      location: median + unit * point[0], scale: unit * exp(point[1]),
      StudentTDistribution(degreesOfFreedom: min(0.5 + exp(point[2]), 1e6)))
  }
}
