import TailpoolLibc
import TailpoolNumerics

/// The cumulant function of an aggregate on its grid, log E[exp(tS)], from severities that are drawn together to some hundred
/// places: never below the true one, because a chord lies above the exponential.
///
/// It says which tilts are of use and how much a transform folds back, and so need not be exact.
struct CumulantBound: Sendable {
  private struct Term: Sendable {
    let count: any ClaimCount
    /// By factor: its probability, and masses at the edges.
    let factors: [(probability: Double, masses: [Double])]
  }

  private let edges: [Double]
  private let terms: [Term]
  private let points: Int

  init(_ terms: AggregateTerms, threads: Int) {
    points = terms.points
    let edges = Self.edges(upTo: terms.points)
    self.edges = edges.map(Double.init)
    let blocks = mapBlocks(AggregateTerms.blocks, workers: threads) { block in
      AggregateTerms.place(of: block, among: terms.terms.count).map { index in
        let term = terms.terms[index]
        return Term(
          count: term.count, factors: term.factors.map { ($0.probability, Self.masses($0.weights, edges)) })
      }
    }
    self.terms = blocks.flatMap { $0 }
  }

  /// 0, 1, … 64, and then steps of a thirty-second.
  private static func edges(upTo points: Int) -> [Int] {
    var edges = [0]
    while let last = edges.last, last < max(points - 1, 1) {
      edges.append(min(last + max(last / 32, 1), max(points - 1, 1)))
    }
    return edges
  }

  /// Each probability given to the edges on both sides of it, so that its mean stays.
  private static func masses(_ weights: [Double], _ edges: [Int]) -> [Double] {
    var masses = [Double](repeating: 0, count: edges.count)
    unsafe weights.withUnsafeBufferPointer { weights in
      for index in 0..<(edges.count - 1) {
        let (low, high) = (edges[index], edges[index + 1])
        guard low < weights.count else { break }
        var (mass, moment) = (0.0, 0.0)
        // The last block has its end.
        let end = min(index == edges.count - 2 ? high + 1 : high, weights.count)
        for place in low..<end {
          mass += unsafe weights[place]
          moment += unsafe weights[place] * Double(place - low)
        }
        let right = moment / Double(high - low)
        masses[index] += mass - right
        masses[index + 1] += right
      }
    }
    return masses
  }

  /// K(t) and K′(t), in steps of the grid; infinite where they are not finite.
  func cumulant(at t: Double) -> (value: Double, slope: Double) {
    let powers = edges.map { exp(t * $0) }
    var (value, slope) = (0.0, 0.0)
    for term in terms {
      var (product, logarithmicSlope) = (1.0, 0.0)
      for factor in term.factors {
        var (sum, moment) = (0.0, 0.0)
        for (index, mass) in factor.masses.enumerated() where mass > 0 {
          sum += mass * powers[index]
          moment += mass * powers[index] * edges[index]
        }
        let whole = 1 - factor.probability + factor.probability * sum
        product *= whole
        if moment > 0 { logarithmicSlope += factor.probability * moment / whole }
      }
      let count = term.count.cumulant(at: product)
      value += count.value
      slope += count.slope * product * logarithmicSlope
    }
    return value.isNaN || slope.isNaN || value == .infinity || slope == .infinity
      ? (.infinity, .infinity) : (value, slope)
  }

  /// The tilt at which the mean is as said: K′(t) = mean; near the end of the line where there is none.
  func tilt(mean: Double) -> Double {
    crossing(from: 0, toward: cumulant(at: 0).slope < mean ? 1 : -1) { $0.slope - mean }
  }

  /// The tilt beyond another at which the laws overlap as little as e⁻ᵈ², nil when they overlap more all the way.
  ///
  ///     K(t) + K(u) − 2 K((t + u) / 2) = d²;   normal laws 2 √2 d deviations apart
  func next(after tilt: Double, toward sign: Double, apart square: Double) -> Double? {
    let own = cumulant(at: tilt).value
    let found = crossing(from: tilt, toward: sign) { [self] other in
      let gap = own + other.value - 2 * cumulant(at: 0.5 * (tilt + other.tilt)).value
      return sign * ((gap.isNaN ? .infinity : gap) - square)
    }
    let gap = own + cumulant(at: found).value - 2 * cumulant(at: 0.5 * (tilt + found)).value
    return gap > 0.5 * square && found != tilt ? found : nil
  }

  /// log of a bound of P(S ≥ length) under a tilt, among losses on the grid.
  ///
  ///     min over u ≥ t of  K(u) − K(t) − (u − t) length
  func logarithmOfTail(from length: Int, tilt: Double) -> Double {
    let other = max(self.tilt(mean: Double(length)), tilt)
    let bound = cumulant(at: other).value - cumulant(at: tilt).value - (other - tilt) * Double(length)
    return bound.isNaN ? 0 : min(bound, 0)
  }

  /// The greatest tilt up to one under which the bound above is small enough.
  func tilt(atMost greatest: Double, tail: Double, from length: Int) -> Double {
    let other = max(self.tilt(mean: Double(length)), greatest)
    let value = cumulant(at: other).value
    func excess(_ tilt: Double, _ cumulant: Double) -> Double {
      value - cumulant - (other - tilt) * Double(length) - tail
    }
    if excess(greatest, cumulant(at: greatest).value) <= 0 { return greatest }
    // From above, so that what is given back is the side that is not small enough by next to nothing.
    return crossing(from: greatest, toward: -1) { excess($0.tilt, $0.value) }
  }

  /// Where an increasing function of the tilt has its zero, by doubling and halving.
  private func crossing(
    from start: Double, toward sign: Double, _ excess: ((tilt: Double, value: Double, slope: Double)) -> Double
  ) -> Double {
    func isBeyond(_ tilt: Double) -> Bool {
      let (value, slope) = cumulant(at: tilt)
      return sign * excess((tilt, value, slope)) >= 0
    }
    var (low, high) = (start, start + sign / Double(points))
    while !isBeyond(high), abs(high - start) < 1e3 { (low, high) = (high, start + 2 * (high - start)) }
    for _ in 0..<30 {
      let middle = 0.5 * (low + high)
      if isBeyond(middle) { high = middle } else { low = middle }
    }
    // The side on which the function is finite.
    return low
  }
}
