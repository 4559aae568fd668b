import TailpoolLibc
import TailpoolNumerics

/// A mixture of normal laws of one deviation, whose density is wanted on an even grid.
struct NormalSum: Sendable {
  /// The centers, ascending.
  var centers: [Double]
  /// Their masses.
  var masses: [Double]

  /// A function on an even grid.
  struct Column {
    let start: Double
    let spacing: Double
    let values: [Double]

    var places: [Double] { values.indices.map { start + spacing * Double($0) } }
  }

  /// The density on an even grid, without the ends that do not count.
  ///
  /// Of exp(−(δ + l h)²/2s²) over the points l around a center the factors exp(−δ²/2s²), exp(−δh/s²)ˡ and exp(−l²h²/2s²) are kept
  /// apart, so that a center takes two exponentials.
  func density(deviation s: Double, spacing h: Double, grid: WeightedSum.Grid) -> Column {
    guard let low = centers.first, let high = centers.last else { return Column(start: 0, spacing: h, values: []) }
    // What is large counts by its exponential as well: one deviation more.
    let taps = Int((grid.reach * s / h).rounded(.up)) + Int(s / h * s)
    let start = low - Double(taps) * h
    let count = Int(((high - low) / h).rounded(.up)) + 2 * taps + 2
    let fall = (0...taps).map { exp(-0.5 * Double($0 * $0) * (h / s) * (h / s)) }
    var values = [Double](repeating: 0, count: count)
    let scale = 1 / (s * (2 * Double.pi).squareRoot())
    let inverse = 1 / h
    let ratio = h / (s * s)
    for (center, mass) in zip(centers, masses) {
      let nearest = Int(((center - start) * inverse).rounded())
      let delta = start + Double(nearest) * h - center
      let peak = scale * mass * exp(-0.5 * (delta / s) * (delta / s))
      let up = exp(-delta * ratio)
      let down = 1 / up
      values[nearest] += peak
      var (right, left) = (peak, peak)
      for l in stride(from: 1, through: min(taps, count - 1 - nearest, nearest), by: 1) {
        right *= up
        left *= down
        values[nearest + l] += right * fall[l]
        values[nearest - l] += left * fall[l]
      }
    }
    return trimmed(Column(start: start, spacing: h, values: values), cut: grid.cut)
  }

  /// Drops what is below a part of the peak on the left, and on the right of the peak with the exponential as weight.
  private func trimmed(_ column: Column, cut: Double) -> Column {
    let values = column.values
    let step = exp(column.spacing)
    var (peak, weighted, weight) = (0.0, 0.0, 1.0)
    var weights: [Double] = []
    weights.reserveCapacity(values.count)
    for value in values {
      peak = max(peak, value)
      weighted = max(weighted, value * weight)
      weights.append(value * weight)
      weight *= step
    }
    var (first, last) = (0, values.count - 1)
    while first < last, !(values[first] > cut * peak) { first += 1 }
    while last > first, !(weights[last] > cut * weighted), !(values[last] > cut * peak) { last -= 1 }
    return Column(
      start: column.start + column.spacing * Double(first), spacing: column.spacing,
      values: Array(values[first...last]))
  }

  /// The density at one place.
  private func density(at place: Double, deviation s: Double, reach: Double) -> Double {
    var (low, high) = (0, centers.count)
    while low < high {
      let middle = (low + high) / 2
      if centers[middle] < place - reach { low = middle + 1 } else { high = middle }
    }
    var sum = 0.0
    while low < centers.count, centers[low] <= place + reach {
      let z = (place - centers[low]) / s
      sum += masses[low] * exp(-0.5 * z * z)
      low += 1
    }
    return sum / (s * (2 * Double.pi).squareRoot())
  }

  /// The law at Gauss–Legendre nodes of panels that meet around a kink, for a first step that is short.
  func panels(
    deviation s: Double, step: Double, first: Double, kink: Double, grid: WeightedSum.Grid
  ) -> WeightedSum.Law {
    guard let least = centers.first, let most = centers.last else { return .init(sums: [], masses: []) }
    let (low, high) = (least - grid.reach * s, most + (grid.reach + s) * s)
    var edges = stride(from: low, to: high, by: 2 * s).map { $0 } + [high]
    if kink > first {
      // A relative change of the sum by the step is one of its logarithm by more.
      let middle = log(kink - first)
      let width = step * kink / (kink - first)
      edges.append(middle)
      var distance = max(3 * width, 1e-9 * s)
      while distance < 2 * s {
        edges += [middle - distance, middle + distance]
        distance *= 3
      }
    }
    edges = edges.filter { $0 >= low && $0 <= high }.sorted()
    var law = WeightedSum.Law(sums: [], masses: [])
    for (from, to) in zip(edges, edges.dropFirst()) where to > from {
      let (middle, half) = (0.5 * (from + to), 0.5 * (to - from))
      for node in GaussLegendre.twenty.nodes {
        for side in [-1.0, 1.0] {
          let place = middle + side * half * node.x
          law.sums.append(first + exp(place))
          law.masses.append(half * node.weight * density(at: place, deviation: s, reach: grid.reach * s))
        }
      }
    }
    return law
  }
}
