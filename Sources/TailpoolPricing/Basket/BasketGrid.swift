import TailpoolLibc

/// The mean of a function of independent normal variables on a grid that grows where it matters.
///
/// A rule of several levels stands for each variable; Δ of an index of levels is the alternating sum of the products of rules at it and just
/// below it. Indices are added by the largest |Δ| until those at the front add up to the tolerance, or the nodes are used up.
struct BasketGrid {
  /// The mean of each output.
  let total: [Double]
  /// The sum of |Δ| at the front, of the first output.
  let error: Double
  /// How many nodes were used.
  let nodes: Int

  /// The front may leave out this part of the scale.
  private static let tolerance = 1e-2 * BasketOption.accuracy
  private static let mostNodes = 200_000

  /// - Parameters:
  ///   - integral: The function.
  ///   - scale: What the tolerance is a part of, > 0.
  init(_ integral: BasketIntegral, scale: Double) {
    var products = ProductCache(integral)
    let dimensions = integral.outer.count
    let origin = [Int](repeating: 0, count: dimensions)
    var total = products.difference(origin)
    var front: [(index: [Int], size: Double)] = [(origin, .infinity)]
    var closed: Set<[Int]> = []
    var error = 0.0
    while !front.isEmpty {
      error = front.reduce(0) { $0 + $1.size }
      guard error > Self.tolerance * scale, products.nodes < Self.mostNodes else { break }
      let place = front.indices.max { front[$0].size < front[$1].size } ?? 0
      let index = front.remove(at: place).index
      closed.insert(index)
      for k in 0..<dimensions {
        var next = index
        next[k] += 1
        guard next[k] < HermiteRule.levels.count else { continue }
        let isReady = (0..<dimensions).allSatisfy { j in
          guard next[j] > 0 else { return true }
          var below = next
          below[j] -= 1
          return closed.contains(below)
        }
        guard isReady else { continue }
        let difference = products.difference(next)
        for i in total.indices { total[i] += difference[i] }
        front.append((next, abs(difference[0])))
      }
      error = front.reduce(0) { $0 + $1.size }
    }
    self.total = total
    self.error = error
    nodes = products.nodes
  }
}

/// Products of rules, each summed once.
private struct ProductCache {
  private let integral: BasketIntegral
  private var sums: [[Int]: [Double]] = [:]
  private(set) var nodes = 0

  init(_ integral: BasketIntegral) { self.integral = integral }

  /// The alternating sum of the products at an index and just below it.
  mutating func difference(_ index: [Int]) -> [Double] {
    let active = index.indices.filter { index[$0] > 0 }
    var result = [Double](repeating: 0, count: integral.outputs)
    for mask in 0..<(1 << active.count) {
      var below = index
      for (bit, k) in active.enumerated() where mask >> bit & 1 == 1 { below[k] -= 1 }
      let sign = mask.nonzeroBitCount % 2 == 0 ? 1.0 : -1
      let product = product(below)
      for i in result.indices { result[i] += sign * product[i] }
    }
    return result
  }

  private mutating func product(_ index: [Int]) -> [Double] {
    if let known = sums[index] { return known }
    var total = [Double](repeating: 0, count: integral.outputs)
    let rules = index.map { HermiteRule.levels[$0] }
    var place = [Int](repeating: 0, count: index.count)
    var z = rules.map { $0.nodes[0] }
    while true {
      let weight = zip(rules, place).reduce(1.0) { $0 * $1.0.weights[$1.1] }
      integral.add(z, weight: weight, to: &total)
      nodes += 1
      var k = index.count - 1
      while k >= 0 {
        place[k] = place[k] + 1 < rules[k].nodes.count ? place[k] + 1 : 0
        z[k] = rules[k].nodes[place[k]]
        if place[k] > 0 { break }
        k -= 1
      }
      if k < 0 { break }
    }
    sums[index] = total
    return total
  }
}

/// A Gauss–Hermite rule for the mean over a standard normal variable.
struct HermiteRule: Sendable {
  let nodes: [Double]
  let weights: [Double]

  /// The eigenvalues of the matrix of the recurrence of Hermite's polynomials, and the squares of the first entries of its eigenvectors.
  ///
  /// - Parameter count: The number of nodes, > 0.
  init(count: Int) {
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for k in 1..<max(count, 1) {
      (matrix[k][k - 1], matrix[k - 1][k]) = (Double(k).squareRoot(), Double(k).squareRoot())
    }
    let eigen = SymmetricEigen(matrix)
    nodes = eigen.values
    weights = eigen.vectors.map { $0[0] * $0[0] }
  }

  /// The rules of the levels.
  static let levels = [1, 3, 5, 9, 15, 25, 41].map(HermiteRule.init)
}
