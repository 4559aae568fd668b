import TailpoolLibc

/// The free parameters of a mixture: log-weights, log-means and log-deviations above a floor, three for each part.
///
///     pᵢ ∝ exp(uᵢ),   mᵢ ∝ exp(vᵢ),   sᵢ = floor + exp(zᵢ)
enum MixtureParameters {
  /// The mixture of u, v, z of each part in turn.
  static func mixture(_ values: ArraySlice<Double>, floor: Double) -> LognormalMixture {
    let start = values.startIndex
    let count = values.count / 3
    var largest = -Double.infinity
    for i in 0..<count { largest = max(largest, values[start + 3 * i]) }
    var parts: [LognormalMixture.Component] = []
    parts.reserveCapacity(count)
    var total = 0.0
    for i in 0..<count {
      let part = LognormalMixture.Component(
        weight: exp(values[start + 3 * i] - largest), mean: exp(values[start + 3 * i + 1]),
        deviation: floor + exp(values[start + 3 * i + 2]))
      parts.append(part)
      total += part.weight
    }
    var mean = 0.0
    for i in 0..<count {
      parts[i].weight /= total
      mean += parts[i].weight * parts[i].mean
    }
    for i in 0..<count { parts[i].mean /= mean }
    return LognormalMixture(unchecked: parts)
  }
}
