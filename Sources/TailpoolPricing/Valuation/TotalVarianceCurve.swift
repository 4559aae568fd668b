/// Total variance against log-moneyness for one expiry: straight between nodes, flat beyond the ends.
struct TotalVarianceCurve {
  struct Node {
    let logMoneyness: Double
    let totalVariance: Double
  }

  private let nodes: [Node]

  /// Creates a curve; of nodes at one log-moneyness the first in order is kept.
  init(nodes: [Node]) {
    var kept: [Node] = []
    for (_, node) in nodes.enumerated().sorted(by: {
      ($0.element.logMoneyness, $0.offset) < ($1.element.logMoneyness, $1.offset)
    }) where kept.last?.logMoneyness != node.logMoneyness {
      kept.append(node)
    }
    self.nodes = kept
  }

  /// The annual volatility at a log-moneyness; nil for a curve without nodes or a result that is not finite and > 0.
  ///
  /// - Complexity: O(log n).
  func volatility(at logMoneyness: Double, years: Double) -> Double? {
    guard let first = nodes.first, let last = nodes.last else { return nil }
    let volatility = (totalVariance(at: logMoneyness, first, last) / years).squareRoot()
    return volatility > 0 && volatility < .infinity ? volatility : nil
  }

  private func totalVariance(at logMoneyness: Double, _ first: Node, _ last: Node) -> Double {
    if logMoneyness <= first.logMoneyness { return first.totalVariance }
    if logMoneyness >= last.logMoneyness { return last.totalVariance }
    var (low, high) = (0, nodes.count - 1)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if nodes[middle].logMoneyness <= logMoneyness { low = middle } else { high = middle }
    }
    let (left, right) = (nodes[low], nodes[high])
    let weight = (logMoneyness - left.logMoneyness) / (right.logMoneyness - left.logMoneyness)
    return left.totalVariance + weight * (right.totalVariance - left.totalVariance)
  }
}
