import TailpoolNumerics

/// By how much the reserves of a chain ladder may turn out wrong within the next calendar period alone.
///
/// What next year's chain ladder says less what this year's says is zero in the mean; here is the root of its mean square,
/// of each origin period and in total.
///
/// - Source: M. Merz, M. V. Wüthrich, CAS E-Forum, Fall 2008, 542.
public struct ClaimsDevelopmentResult: Hashable, Sendable {
  /// The root mean square of each origin period.
  public let standardErrors: [Double]
  /// The root mean square of the total.
  public let totalError: Double

  /// Computes the uncertainty of the next calendar period.
  ///
  /// - Parameter errors: Mack's errors of a volume weighted chain ladder without a tail.
  /// - Throws: `InsuranceError.invalid` for another weighting, a tail, or latest claims of zero.
  /// - Accuracy: The formula is that of the source, of first order in the variances of factors.
  /// - Complexity: O(origins² + origins · ages).
  public init(_ errors: MackErrors) throws(InsuranceError) {
    let chainLadder = errors.chainLadder
    guard chainLadder.weighting == .volumeWeighted else {
      throw .invalid(
        "exponent of the weights", index: nil, value: Double(chainLadder.weighting.rawValue),
        expected: "1, volume weighted")
    }
    guard chainLadder.tail == .none else {
      throw .invalid("tail factor", index: nil, value: chainLadder.tail.factor, expected: "no tail")
    }
    let triangle = chainLadder.triangle
    for (origin, claims) in triangle.latest.enumerated() where claims <= 0 {
      throw .invalid("latest claims of origin", index: origin, value: claims, expected: "a number > 0")
    }
    // By age: how far next year's factor may lie from this year's, over its square: α² (σ²/C + σ²/S) = α σ²/S, with S the claims
    // that the factor is of, C those that next year adds, α = C / (S + C). An origin's own next step comes with α = 1.
    let steps = chainLadder.factors.indices.map { age in
      let before = CompensatedSum(triangle.developed(from: age).map(\.before)).value
      let latest = triangle.cumulative[triangle.origins - 1 - age][age]
      let ratio = errors.variances[age] / (chainLadder.factors[age] * chainLadder.factors[age])
      return (ratio: ratio, own: ratio / before, shared: ratio / before * latest / (before + latest))
    }
    let ultimates = chainLadder.ultimates
    var (squares, total, younger) = (ultimates.map { _ in 0.0 }, CompensatedSum(), CompensatedSum())
    for origin in ultimates.indices.reversed() {
      let row = triangle.cumulative[origin]
      if row.count < triangle.ages {
        // What it has in common with each younger origin, whose claims go through the same ages.
        let next = steps[row.count - 1]
        let common = next.own + CompensatedSum(steps[row.count...].map(\.shared)).value
        let alone = common + next.ratio / row[row.count - 1]
        squares[origin] = ultimates[origin] * ultimates[origin] * alone
        total.add(squares[origin] + 2 * ultimates[origin] * younger.value * common)
      }
      younger.add(ultimates[origin])
    }
    standardErrors = squares.map { $0.squareRoot() }
    totalError = total.value.squareRoot()
  }
}
