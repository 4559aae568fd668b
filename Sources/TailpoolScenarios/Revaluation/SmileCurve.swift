import TailpoolMarket
import TailpoolPricing

/// Total variance against log-moneyness of one expiry: straight between nodes, flat beyond the ends.
///
/// The nodes are those of the calibrated smile where there is one, else the marks.
struct SmileCurve: Hashable, Sendable {
  private let logMoneyness: [Double]
  private let totalVariances: [Double]

  /// The curve of a smile; nil when it has no points. Points at one strike count by their mean.
  init?(_ smile: VolatilitySmile) {
    let years = smile.market.years
    if smile.curve.count > 1, years > 0 {
      logMoneyness = smile.curve.map(\.logMoneyness)
      totalVariances = smile.curve.map { $0.volatility * $0.volatility * years }
      return
    }
    var nodes: [(k: Double, sum: Double, count: Double)] = []
    for point in smile.points.sorted(by: { $0.logMoneyness < $1.logMoneyness }) {
      let variance = point.volatility * point.volatility * years
      guard variance > 0, variance.isFinite, point.logMoneyness.isFinite else { continue }
      if let last = nodes.last, last.k == point.logMoneyness {
        nodes[nodes.count - 1].sum += variance
        nodes[nodes.count - 1].count += 1
      } else {
        nodes.append((point.logMoneyness, variance, 1))
      }
    }
    guard !nodes.isEmpty else { return nil }
    logMoneyness = nodes.map(\.k)
    totalVariances = nodes.map { $0.sum / $0.count }
  }

  /// All that makes the curve.
  var numbers: [Double] { logMoneyness + totalVariances }

  /// Total variance at a log-moneyness; NaN for NaN.
  ///
  /// - Complexity: O(log n).
  func totalVariance(at k: Double) -> Double {
    guard !k.isNaN else { return .nan }
    let last = logMoneyness.count - 1
    if k <= logMoneyness[0] { return totalVariances[0] }
    if k >= logMoneyness[last] { return totalVariances[last] }
    var (low, high) = (0, last)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if logMoneyness[middle] <= k { low = middle } else { high = middle }
    }
    let share = (k - logMoneyness[low]) / (logMoneyness[high] - logMoneyness[low])
    return totalVariances[low] + share * (totalVariances[high] - totalVariances[low])
  }
}
