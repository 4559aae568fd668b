import TailpoolLibc

/// Nodes in the logarithm of the price, dense around a center and wider outwards, with a node on the center.
///
///     x = center + width · sinh u
///
/// u is even on either side of the center. A grid of twice the cells has every node of the first, so that errors of even order cancel between the two.
struct LogPriceGrid {
  /// The nodes, ascending.
  let nodes: [Double]
  /// The weights of the neighbors below and above in the first derivative; the node itself has minus their sum.
  let slopeBelow: [Double]
  let slopeAbove: [Double]
  /// Likewise in the second derivative.
  let bendBelow: [Double]
  let bendAbove: [Double]

  /// - Parameters:
  ///   - low: First node.
  ///   - high: Last node, > low.
  ///   - center: Where nodes are dense, and where one stands if it is between the ends.
  ///   - width: Distance from the center over which nodes stay dense, > 0.
  ///   - cells: About how many cells, ≥ 16.
  ///   - refinement: Into how many parts every cell is cut, a power of two.
  init(low: Double, high: Double, center: Double, width: Double, cells: Int, refinement: Int) {
    let (start, end) = (asinh((low - center) / width), asinh((high - center) / width))
    var places: [Double] = []
    func append(from a: Double, to b: Double, _ count: Int) {
      for i in 0..<count { places.append(a + (b - a) * Double(i) / Double(count)) }
    }
    let total = Double(cells)
    if start < 0, end > 0 {
      let below = min(max((total * -start / (end - start)).rounded(), 4), total)
      append(from: start, to: 0, Int(below) * refinement)
      append(from: 0, to: end, Int(max(total - below, 4)) * refinement)
    } else {
      append(from: start, to: end, cells * refinement)
    }
    places.append(end)
    var nodes = places.map { center + width * sinh($0) }
    (nodes[0], nodes[nodes.count - 1]) = (low, high)
    self.nodes = nodes
    var weights = (below: [0.0], above: [0.0], bendBelow: [0.0], bendAbove: [0.0])
    for i in 1..<(nodes.count - 1) {
      let (left, right) = (nodes[i] - nodes[i - 1], nodes[i + 1] - nodes[i])
      weights.below.append(-right / (left * (left + right)))
      weights.above.append(left / (right * (left + right)))
      weights.bendBelow.append(2 / (left * (left + right)))
      weights.bendAbove.append(2 / (right * (left + right)))
    }
    (slopeBelow, slopeAbove) = (weights.below + [0], weights.above + [0])
    (bendBelow, bendAbove) = (weights.bendBelow + [0], weights.bendAbove + [0])
  }

  /// The value and two derivatives at a place, by the polynomial through the six nearest nodes.
  func interpolated(_ values: [Double], at x: Double) -> (value: Double, slope: Double, bend: Double) {
    let next = nodes.firstIndex { $0 >= x } ?? nodes.count - 1
    let first = min(max(next - 3, 0), max(nodes.count - 6, 0))
    let count = min(6, nodes.count)
    // Newton's divided differences, then Horner's rule with two derivatives.
    var table = Array(values[first..<(first + count)])
    for order in 1..<count {
      for i in stride(from: count - 1, through: order, by: -1) {
        table[i] = (table[i] - table[i - 1]) / (nodes[first + i] - nodes[first + i - order])
      }
    }
    var (value, slope, bend) = (table[count - 1], 0.0, 0.0)
    for i in stride(from: count - 2, through: 0, by: -1) {
      let distance = x - nodes[first + i]
      bend = bend * distance + 2 * slope
      slope = slope * distance + value
      value = value * distance + table[i]
    }
    return (value, slope, bend)
  }
}
