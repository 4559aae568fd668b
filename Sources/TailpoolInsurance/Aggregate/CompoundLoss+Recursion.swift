import TailpoolLibc
import TailpoolNumerics

extension CompoundLoss {
  /// The law of the whole by Panjer's recursion, of one point after the other.
  ///
  ///     g(0) = P(f(0))
  ///     g(s) = ( (p(1) − (a + b) p(0)) f(s) + Σ(j ≤ s) (a + b j / s) f(j) g(s − j) ) / (1 − a f(0))
  ///
  /// It starts at a g(0) that may be as small as e^−10000 and more: all is scaled until it is not.
  ///
  /// - Parameter points: How many losses the grid has, 1 … 2²⁵.
  /// - Throws: `InsuranceError.invalid` for another number of points, where the number of claims is of no such class, and for more than
  ///   10¹² claims in the mean.
  /// - Accuracy: a few roundings a point for a ≥ 0, where nothing is subtracted, times the mean number of claims in g(0). For a binomial
  ///   number, a < 0, digits are lost beyond the losses that its trials make likely.
  /// - Complexity: O(points × length of the severity).
  /// - Source: H. Panjer, ASTIN Bulletin 12 (1981) 22; B. Sundt, W. Jewell, ASTIN Bulletin 12 (1981) 27.
  public func recursion(points: Int) throws(InsuranceError) -> LossDistribution {
    guard points >= 1, points <= LossPortfolio.greatestPoints else {
      throw .invalid("points", index: nil, value: Double(points), expected: "1 … \(LossPortfolio.greatestPoints)")
    }
    if let modified = count as? ZeroModifiedCount {
      let base = try CompoundLoss(count: modified.base, severity: severity).recursion(points: points)
      let law = modified.modify(base, probabilityOfNothing: severity.probabilities[0])
      // What is missing to one, of the base, has no digits that a factor could make greater.
      return LossDistribution(
        unchecked: law.probabilities, step: law.step,
        beyond: min(max(1 - CompensatedSum(law.probabilities).value, 0), 1))
    }
    try LossPortfolio.check(meanNumberOfClaims: count.mean)
    guard let constants = count.panjerClass, constants.a < 1 else {
      throw .invalid(
        "class of the number of claims", index: nil, value: .nan, expected: "(a, b, 0) or (a, b, 1) for the recursion")
    }
    let factor = AggregateTerms.Factor(severity, probability: 1, points: points)
    let start = count.cumulant(at: factor.weights[0]).value
    let probabilities = Recursion(constants, factor.weights, logarithmOfStart: start).probabilities(points)
    return LossDistribution(
      unchecked: probabilities, step: severity.step,
      beyond: min(max(1 - CompensatedSum(probabilities).value, 0), 1))
  }
}

extension ZeroModifiedCount {
  /// The law of the whole from that with the base's number of claims, in which it is linear: p(1) may be too small to start from.
  ///
  /// - Parameters:
  ///   - law: The law with the base's number of claims.
  ///   - nothing: The probability that a claim is of nothing.
  func modify(_ law: LossDistribution, probabilityOfNothing nothing: Double) -> LossDistribution {
    var probabilities = law.probabilities.map { $0 * factor }
    // The difference of two numbers near one has no digits.
    let more =
      baseZero > 0.5
      ? baseZero * expm1(base.cumulant(at: nothing).value - logarithmOfBaseZero) : law.probabilities[0] - baseZero
    probabilities[0] = probabilityOfZero + factor * max(more, 0)
    return LossDistribution(unchecked: probabilities, step: law.step, beyond: min(law.beyond * factor, 1))
  }
}

/// The sums of Panjer's recursion.
private struct Recursion {
  private let constants: PanjerClass
  /// f(j) and j f(j) for j from the longest down to 1.
  private let plain: [Double]
  private let sized: [Double]
  private let weights: [Double]
  private let logarithmOfStart: Double

  init(_ constants: PanjerClass, _ weights: [Double], logarithmOfStart: Double) {
    self.constants = constants
    self.weights = weights
    self.logarithmOfStart = logarithmOfStart
    let length = (weights.lastIndex { $0 > 0 } ?? 0) + 1
    plain = weights[..<length].dropFirst().reversed()
    sized = (0..<length).dropFirst().reversed().map { Double($0) * weights[$0] }
  }

  func probabilities(_ points: Int) -> [Double] {
    // What an excess adds is of scale one.
    let isPlain = constants.excessOfOne == 0
    var values = ScaledValues(
      first: isPlain ? 1 : exp(logarithmOfStart), logarithmOfScale: isPlain ? logarithmOfStart : 0)
    let divisor = 1 - constants.a * weights[0]
    for place in 1..<max(points, 1) {
      let used = min(plain.count, place)
      let first = Self.product(plain, values.values, used)
      let second = Self.product(sized, values.values, used)
      var sum = constants.a * first + constants.b / Double(place) * second
      if constants.excessOfOne != 0, place < weights.count {
        sum += constants.excessOfOne * weights[place] * exp(-values.logarithmOfScale)
      }
      values.append(max(sum / divisor, 0))
    }
    return values.unscaled
  }

  /// Σ of the last so many numbers of both lists, in eight sums at a time.
  private static func product(_ x: [Double], _ y: [Double], _ count: Int) -> Double {
    unsafe x.withUnsafeBufferPointer { x in
      unsafe y.withUnsafeBufferPointer { y in
        let (ofX, ofY) = (x.count - count, y.count - count)
        var sum = SIMD8<Double>(repeating: 0)
        let whole = count & ~7
        for start in stride(from: 0, to: whole, by: 8) {
          for lane in 0..<8 {
            sum[lane] += unsafe x[ofX + start + lane] * y[ofY + start + lane]
          }
        }
        for lane in 0..<(count - whole) {
          sum[lane] += unsafe x[ofX + whole + lane] * y[ofY + whole + lane]
        }
        return sum.sum()
      }
    }
  }
}
