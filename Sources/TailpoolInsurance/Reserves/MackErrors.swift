import TailpoolLibc
import TailpoolNumerics

/// The standard errors of a chain ladder, without a law of the claims.
///
/// The model: E[C(i, k + 1) given the past] = f(k) C(i, k), Var[…] = σ²(k) C(i, k)^(2 − α), origin periods independent. The error of
/// an ultimate is of two parts, that of the process and that of the estimated factors:
///
///     process(k + 1)   = process(k) f(k)² + σ²(k) C(k)^(2 − α)
///     parameter(k + 1) = parameter(k) f(k)² + C(k)² σ²(k) / Σ C(i, k)^α
///
/// from zero at the latest age. In the total the parameter part runs with the sum of the origin periods' claims, since all
/// share the factors.
///
/// - Source: T. Mack, ASTIN Bulletin 23 (1993) 213; 29 (1999) 361.
public struct MackErrors: Hashable, Sendable {
  /// How σ² of a factor that is seen once is made of those before it.
  public enum LastVariance: Hashable, Sendable, CaseIterable {
    /// Mack's: min(σ⁴(n − 2) / σ²(n − 3), σ²(n − 3), σ²(n − 2)).
    case mack
    /// The straight line through log σ over the age, of all ages whose σ is positive.
    case logLinear
  }

  /// An error and its parts, as standard deviations.
  public struct StandardError: Hashable, Sendable {
    /// Of claims about their mean.
    public let process: Double
    /// Of the factors about their true values.
    public let parameter: Double

    /// Both together.
    public var total: Double { (process * process + parameter * parameter).squareRoot() }
  }

  /// How far a factor of one origin period lies from the factor, in standard deviations.
  public struct Residual: Hashable, Sendable {
    /// The origin period, from 0.
    public let origin: Int
    /// The age that the factor is from, from 0.
    public let age: Int
    /// (C(k + 1) − f C(k)) / (σ C(k)^(1 − α / 2)); 0 where σ is 0.
    public let value: Double
  }

  /// The chain ladder.
  public let chainLadder: ChainLadder
  /// σ² from each age to the next, one fewer than ages.
  public let variances: [Double]
  /// The standard error of each factor.
  public let factorErrors: [Double]
  /// The standard error of each origin period's ultimate, and of its reserve.
  public let standardErrors: [StandardError]
  /// The standard error of the total.
  public let totalError: StandardError

  /// Computes the errors of a chain ladder.
  ///
  /// - Parameters:
  ///   - chainLadder: The chain ladder.
  ///   - lastVariance: How σ² of a factor that is seen once is made of those before it.
  /// - Throws: `InsuranceError.invalid` for claims ≤ 0 that a factor divides by, latest claims below zero, or fewer than two ages
  ///   (with `.logLinear`: of positive σ) before a factor that is seen once.
  /// - Complexity: O(cells).
  public init(_ chainLadder: ChainLadder, lastVariance: LastVariance) throws(InsuranceError) {
    let triangle = chainLadder.triangle
    for (origin, claims) in triangle.latest.enumerated() where claims < 0 {
      throw .invalid("latest claims of origin", index: origin, value: claims, expected: "a number ≥ 0")
    }
    for age in chainLadder.factors.indices { try triangle.checkPositive(at: age) }
    self.chainLadder = chainLadder
    variances = try Self.variances(of: chainLadder, lastVariance)
    factorErrors = variances.enumerated().map { age, variance in
      let cells = triangle.developed(from: age)
      return (variance / CompensatedSum(cells.map { chainLadder.weighting.power($0.before) }).value).squareRoot()
    }
    (standardErrors, totalError) = Self.errors(of: chainLadder, variances, factorErrors)
    guard totalError.total.isFinite else {
      throw .invalid("total standard error", index: nil, value: totalError.total, expected: "a finite number")
    }
  }

  private static func variances(
    of chainLadder: ChainLadder, _ rule: LastVariance
  ) throws(InsuranceError) -> [Double] {
    var variances: [Double] = []
    for (age, factor) in chainLadder.factors.enumerated() {
      let cells = chainLadder.triangle.developed(from: age)
      guard cells.count > 1 else {  // the last one
        variances.append(try extrapolated(variances, rule))
        continue
      }
      let squares = cells.map { cell in
        let deviation = cell.after / cell.before - factor
        return chainLadder.weighting.power(cell.before) * deviation * deviation
      }
      variances.append(CompensatedSum(squares).value / Double(cells.count - 1))
    }
    return variances
  }

  private static func extrapolated(_ variances: [Double], _ rule: LastVariance) throws(InsuranceError) -> Double {
    let points = variances.enumerated().filter { rule == .mack || $0.element > 0 }
    guard points.count >= 2 else {
      throw .invalid(
        "ages whose variance is known", index: nil, value: Double(points.count), expected: "at least 2 before the last")
    }
    switch rule {
    case .mack:
      let (before, last) = (variances[variances.count - 2], variances[variances.count - 1])
      return before > 0 ? min(last * (last / before), before, last) : 0
    case .logLinear:
      let ages = points.map { Double($0.offset) }
      let logs = points.map { 0.5 * log($0.element) }
      let count = Double(points.count)
      let (age, mean) = (CompensatedSum(ages).value / count, CompensatedSum(logs).value / count)
      let slope =
        CompensatedSum(zip(ages, logs).map { ($0 - age) * ($1 - mean) }).value
        / CompensatedSum(ages.map { ($0 - age) * ($0 - age) }).value
      return exp(2 * (mean + slope * (Double(variances.count) - age)))
    }
  }

  private static func errors(
    of chainLadder: ChainLadder, _ variances: [Double], _ factorErrors: [Double]
  ) -> (each: [StandardError], total: StandardError) {
    let (projected, tail) = (chainLadder.projected, chainLadder.tail)
    var process = projected.map { _ in 0.0 }
    var parameter = process
    var common = 0.0
    func develop(_ open: [Int], from age: Int, _ factor: Double, variance: Double, error: Double) {
      for origin in open {
        let claims = projected[origin][age]
        process[origin] = process[origin] * factor * factor + variance * chainLadder.weighting.rest(claims)
        parameter[origin] = parameter[origin] * factor * factor + claims * claims * error * error
      }
      let sum = CompensatedSum(open.map { projected[$0][age] }).value
      common = common * factor * factor + sum * sum * error * error
    }
    for (age, factor) in chainLadder.factors.enumerated() {
      let open = projected.indices.filter { chainLadder.triangle.cumulative[$0].count <= age + 1 }
      develop(open, from: age, factor, variance: variances[age], error: factorErrors[age])
    }
    develop(
      Array(projected.indices), from: chainLadder.factors.count, tail.factor, variance: tail.variance,
      error: tail.standardError)
    return (
      zip(process, parameter).map { StandardError(process: $0.squareRoot(), parameter: $1.squareRoot()) },
      StandardError(process: CompensatedSum(process).value.squareRoot(), parameter: common.squareRoot())
    )
  }

  /// The residuals of the factors, by age and origin; those of a factor that is seen once are left out.
  ///
  /// - Complexity: O(cells).
  public var residuals: [Residual] {
    let triangle = chainLadder.triangle
    return chainLadder.factors.indices.filter { triangle.developed(from: $0).count > 1 }.flatMap { age in
      triangle.developed(from: age).enumerated().map { origin, cell in
        let deviation = cell.after / cell.before - chainLadder.factors[age]
        let scaled = deviation * chainLadder.weighting.power(cell.before).squareRoot()
        return Residual(
          origin: origin, age: age, value: variances[age] > 0 ? scaled / variances[age].squareRoot() : 0)
      }
    }
  }
}
