import TailpoolLibc
import TailpoolNumerics

/// A number of claims whose probabilities are given.
public struct DiscreteCount: ClaimCount, Hashable {
  /// The probabilities of 0, 1, ….
  public let given: [Double]

  /// Creates a law.
  ///
  /// - Parameter probabilities: Of 0, 1, … claims, at least one, each ≥ 0, summing to one within 1e-9; they are scaled to do so.
  /// - Throws: `InsuranceError` with the place.
  public init(probabilities: [Double]) throws(InsuranceError) {
    given = try CountProbabilities.scaled(probabilities, named: "probability of claims")
  }

  /// Σ n p(n).
  public var mean: Double { CompensatedSum(given.enumerated().map { Double($0.offset) * $0.element }).value }
  /// Σ (n − mean)² p(n).
  public var variance: Double {
    let center = mean
    return CompensatedSum(
      given.enumerated().map { (Double($0.offset) - center) * (Double($0.offset) - center) * $0.element }
    )
    .value
  }
  /// Infinite.
  public var radiusOfConvergence: Double { .infinity }
  /// nil.
  public var panjerClass: PanjerClass? { nil }

  /// What was given, and zeros after it.
  public func probabilities(_ count: Int) -> [Double] {
    (0..<max(count, 0)).map { $0 < given.count ? given[$0] : 0 }
  }

  /// log Σ p(n) zⁿ.
  ///
  /// - Complexity: O(numbers × probabilities).
  public func takeLogarithm(of z: inout ComplexColumn) {
    z.replace { polynomial($0, $1).value }
    z.takeLogarithm()
  }

  /// Σ n p(n) zⁿ⁻¹ / P(z).
  public func takeLogarithmicDerivative(of z: inout ComplexColumn) {
    z.replace {
      let (value, slope) = polynomial($0, $1)
      return ComplexColumn.product(slope, ComplexColumn.reciprocal(value.0, value.1))
    }
  }

  private func polynomial(_ real: Double, _ imaginary: Double) -> (value: (Double, Double), slope: (Double, Double)) {
    var (value, slope) = ((0.0, 0.0), (0.0, 0.0))
    for probability in given.reversed() {
      let (nextSlope, nextValue) = (
        ComplexColumn.product(slope, (real, imaginary)), ComplexColumn.product(value, (real, imaginary))
      )
      slope = (nextSlope.0 + value.0, nextSlope.1 + value.1)
      value = (nextValue.0 + probability, nextValue.1)
    }
    return (value, slope)
  }
}

/// What lists of probabilities must be.
enum CountProbabilities {
  /// The numbers, which must be ≥ 0 and sum to one within 1e-9, scaled to sum to one.
  static func scaled(_ numbers: [Double], named name: String) throws(InsuranceError) -> [Double] {
    guard !numbers.isEmpty else { throw .empty(name) }
    if let index = numbers.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .invalid(name, index: index, value: numbers[index], expected: "a finite number ≥ 0")
    }
    let sum = CompensatedSum(numbers).value
    guard abs(sum - 1) <= 1e-9 else {
      throw .invalid("sum of each \(name)", index: nil, value: sum, expected: "1 within 1e-9")
    }
    return numbers.map { $0 / sum }
  }
}
