import TailpoolNumerics

/// How the development factors of the origin periods make one factor an age: by weights C(i, k)^α.
public enum FactorWeighting: Int, Hashable, Sendable, CaseIterable {
  /// α = 0: the plain mean of the factors.
  case simpleAverage = 0
  /// α = 1: claims at the later age over claims at the earlier; the chain ladder's own.
  case volumeWeighted = 1
  /// α = 2: the least squares line through zero.
  case regression = 2

  /// C^α.
  func power(_ claims: Double) -> Double { Self.powers(claims)[rawValue] }

  /// C^(2 − α).
  func rest(_ claims: Double) -> Double { Self.powers(claims)[2 - rawValue] }

  private static func powers(_ claims: Double) -> [Double] { [1, claims, claims * claims] }
}

/// What claims do after the last age of a triangle: one more factor, with its errors.
public struct DevelopmentTail: Hashable, Sendable {
  /// Ultimate claims over those at the last age, > 0.
  public let factor: Double
  /// The standard error of the factor, ≥ 0.
  public let standardError: Double
  /// σ² of the factor, as of those before it, ≥ 0.
  public let variance: Double

  /// Creates a tail; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.invalid` for an argument out of its range or not finite.
  public init(factor: Double, standardError: Double, variance: Double) throws(InsuranceError) {
    try InsuranceError.checkPositive("tail factor", factor)
    for (what, value) in [("standard error of the tail factor", standardError), ("variance of the tail", variance)] {
      try InsuranceError.checkNonNegative(what, value)
    }
    self.init(unchecked: factor, standardError: standardError, variance: variance)
  }

  private init(unchecked factor: Double, standardError: Double, variance: Double) {
    self.factor = factor
    self.standardError = standardError
    self.variance = variance
  }

  /// Nothing happens after the last age.
  public static let none = DevelopmentTail(unchecked: 1, standardError: 0, variance: 0)
}

/// The chain ladder: claims of every origin period grow from age to age by the same factors.
///
///     f(k) = Σ C(i, k)^α C(i, k + 1) / C(i, k) / Σ C(i, k)^α
public struct ChainLadder: Hashable, Sendable {
  /// The claims that were seen.
  public let triangle: DevelopmentTriangle
  /// How the factors of origin periods make one.
  public let weighting: FactorWeighting
  /// What comes after the last age.
  public let tail: DevelopmentTail
  /// The factor from each age to the next, one fewer than ages.
  public let factors: [Double]
  /// Claims of each origin period at each age: as seen, and then as projected.
  public let projected: [[Double]]

  /// Projects a triangle.
  ///
  /// - Parameters:
  ///   - triangle: The claims that were seen.
  ///   - weighting: How the factors of origin periods make one.
  ///   - tail: What comes after the last age.
  /// - Throws: `InsuranceError.invalid` for claims that are not positive where a factor divides by them, and for a factor
  ///   that is not positive and finite.
  /// - Complexity: O(cells).
  public init(
    _ triangle: DevelopmentTriangle, weighting: FactorWeighting = .volumeWeighted, tail: DevelopmentTail = .none
  ) throws(InsuranceError) {
    var factors: [Double] = []
    for age in 0..<triangle.ages - 1 { factors.append(try Self.factor(of: triangle, from: age, weighting)) }
    self.triangle = triangle
    self.weighting = weighting
    self.tail = tail
    self.factors = factors
    projected = triangle.cumulative.map { row in
      factors[(row.count - 1)...].reduce(into: row) { $0.append($0[$0.count - 1] * $1) }
    }
    if let origin = ultimates.firstIndex(where: { !$0.isFinite }) {
      throw .invalid("ultimate claims", index: origin, value: ultimates[origin], expected: "a finite number")
    }
  }

  private static func factor(
    of triangle: DevelopmentTriangle, from age: Int, _ weighting: FactorWeighting
  ) throws(InsuranceError) -> Double {
    let cells = triangle.developed(from: age)
    if weighting != .volumeWeighted { try triangle.checkPositive(at: age) }
    // C^α · C(k + 1) / C(k) is without a division but for the plain mean.
    let sums = cells.map { cell in
      switch weighting {
      case .simpleAverage: cell.after / cell.before
      case .volumeWeighted: cell.after
      case .regression: cell.after * cell.before
      }
    }
    let weights = CompensatedSum(cells.map { weighting.power($0.before) }).value
    let factor = CompensatedSum(sums).value / weights
    guard weights > 0, factor > 0, factor.isFinite else {
      throw .invalid("factor from age", index: age, value: factor, expected: "a finite number > 0, of claims > 0")
    }
    return factor
  }

  /// What claims of each age still grow by, to ultimate: the product of the factors from there on, with the tail.
  public var factorsToUltimate: [Double] {
    Array(factors.reversed().reduce(into: [tail.factor]) { $0.append($0[$0.count - 1] * $1) }.reversed())
  }

  /// Claims of each origin period when all is settled.
  public var ultimates: [Double] { projected.map { $0[$0.count - 1] * tail.factor } }

  /// What each origin period's claims will still grow by: ultimate − latest; of paid claims the reserve, of reported ones
  /// what is incurred but not reported.
  public var reserves: [Double] { zip(ultimates, triangle.latest).map { $0 - $1 } }

  /// The sum of the reserves.
  public var totalReserve: Double { CompensatedSum(reserves).value }

  /// By how much claims will grow in each coming calendar period, the next first; what comes after the last age stands in the
  /// period after it.
  ///
  /// The amounts add up to the total reserve.
  ///
  /// - Complexity: O(cells).
  public var calendarPeriods: [Double] {
    var periods = [CompensatedSum](repeating: CompensatedSum(), count: triangle.ages)
    for (origin, row) in projected.enumerated() {
      let seen = triangle.cumulative[origin].count
      for age in seen..<row.count { periods[age - seen].add(row[age] - row[age - 1]) }
      periods[row.count - seen].add(row[row.count - 1] * (tail.factor - 1))
    }
    let values = periods.map(\.value)
    return tail.factor == 1 ? Array(values.dropLast()) : values
  }
}

extension DevelopmentTriangle {
  /// Refuses claims by which a factor from an age cannot be divided.
  func checkPositive(at age: Int) throws(InsuranceError) {
    for (origin, row) in cumulative.enumerated() where row.count > age + 1 && row[age] <= 0 {
      throw .invalid("origin \(origin), age", index: age, value: row[age], expected: "claims > 0")
    }
  }
}
