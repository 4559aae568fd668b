#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TailpoolNumerics

/// The free parameters of a mixture: log-weights, log-means and log-deviations above a floor, three for each part.
///
///     pᵢ ∝ exp(uᵢ),   mᵢ ∝ exp(vᵢ),   sᵢ = floor + exp(zᵢ)
struct MixtureParameters {
  /// u, v, z of each part in turn.
  var values: [Double]
  /// The least deviation of a part.
  let floor: Double

  var count: Int { values.count / 3 }

  init(values: [Double], floor: Double) {
    self.values = values
    self.floor = floor
  }

  init(_ mixture: LognormalMixture, floor: Double) {
    self.floor = floor
    values = mixture.components.flatMap {
      [log($0.weight), log($0.mean), log(max($0.deviation - floor, 1e-3 * floor))]
    }
  }

  var mixture: LognormalMixture {
    let largest = (0..<count).reduce(-Double.infinity) { max($0, values[3 * $1]) }
    var parts = (0..<count).map { i in
      LognormalMixture.Component(
        weight: exp(values[3 * i] - largest), mean: exp(values[3 * i + 1]), deviation: floor + exp(values[3 * i + 2]))
    }
    let total = parts.reduce(0) { $0 + $1.weight }
    for i in parts.indices { parts[i].weight /= total }
    let mean = parts.reduce(0) { $0 + $1.weight * $1.mean }
    for i in parts.indices { parts[i].mean /= mean }
    return LognormalMixture(unchecked: parts)
  }
}

/// A mixture with everything its prices' gradients need.
struct MixtureEvaluator {
  let parts: [LognormalMixture.Component]
  let logMeans: [Double]
  let logWeights: [Double]
  let floor: Double

  init(_ parameters: MixtureParameters) {
    parts = parameters.mixture.components
    logMeans = parts.map { log($0.mean) }
    logWeights = parts.map { log($0.weight) }
    floor = parameters.floor
  }

  /// The price out of the money, and its gradient in `gradient` when asked.
  func price(_ k: Double, strike: Double, isCall: Bool, gradient: inout [Double], wanted: Bool) -> Double {
    let sign = isCall ? 1.0 : -1.0
    var total = 0.0
    var meanSlope = 0.0
    for i in parts.indices {
      let part = parts[i]
      let d1 = (logMeans[i] - k) / part.deviation + 0.5 * part.deviation
      let d2 = d1 - part.deviation
      let n1 = NormalDistribution.cumulative(sign * d1)
      let n2 = NormalDistribution.cumulative(sign * d2)
      let price = sign * (part.mean * n1 - strike * n2)
      total += part.weight * price
      guard wanted else { continue }
      let slope = sign * n1 * part.mean
      meanSlope += part.weight * slope
      gradient[3 * i] = price
      gradient[3 * i + 1] = slope
      gradient[3 * i + 2] =
        part.weight * part.mean * NormalDistribution.density(d1) * (part.deviation - floor)
    }
    if wanted { chain(&gradient, total: total, meanSlope: meanSlope) }
    return total
  }

  /// The logarithm of the price out of the money, and its gradient in `gradient` when asked.
  func logPrice(_ k: Double, gradient: inout [Double], wanted: Bool) -> Double {
    let isCall = k >= 0
    let sign = isCall ? 1.0 : -1.0
    var terms = [Double](repeating: 0, count: parts.count)
    var largest = -Double.infinity
    for i in parts.indices {
      terms[i] = LognormalMixture.logPrice(of: parts[i], k)
      largest = max(largest, terms[i] + logWeights[i])
    }
    var sum = 0.0
    for i in parts.indices { sum += exp(terms[i] + logWeights[i] - largest) }
    let total = largest + log(sum)
    guard wanted else { return total }
    var meanSlope = 0.0
    for i in parts.indices {
      let part = parts[i]
      let d1 = (logMeans[i] - k) / part.deviation + 0.5 * part.deviation
      let slope = sign * exp(logMeans[i] + NormalDistribution.logCumulative(sign * d1) - total)
      meanSlope += part.weight * slope
      gradient[3 * i] = exp(terms[i] - total)
      gradient[3 * i + 1] = slope
      gradient[3 * i + 2] =
        part.weight * (part.deviation - floor) * exp(logMeans[i] - 0.5 * d1 * d1 - 0.918938533204672742 - total)
    }
    // Relative to the price itself, which is then 1.
    chain(&gradient, total: 1, meanSlope: meanSlope)
    return total
  }

  /// Turns price and slope of each part into derivatives with respect to u and v.
  private func chain(_ gradient: inout [Double], total: Double, meanSlope: Double) {
    for i in parts.indices {
      let part = parts[i]
      let price = gradient[3 * i]
      let slope = gradient[3 * i + 1]
      gradient[3 * i] = part.weight * (price - total - (part.mean - 1) * meanSlope)
      gradient[3 * i + 1] = part.weight * (slope - part.mean * meanSlope)
    }
  }
}
