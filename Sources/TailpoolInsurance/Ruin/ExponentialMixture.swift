import TailpoolLibc
import TailpoolNumerics

/// A claim whose law is a mixture of exponential laws.
///
///     P(X > x) = Σ wᵢ exp(−rᵢ x)
public struct ExponentialMixture: Hashable, Sendable {
  /// The weight of each exponential law, > 0; they sum to one.
  public let weights: [Double]
  /// The rate of each, per unit of money, > 0, in increasing order and no two the same.
  public let rates: [Double]

  /// Creates a mixture. Laws without weight are left out, those of one rate are made one.
  ///
  /// - Parameters:
  ///   - weights: The weight of each law, finite and ≥ 0; they sum to one within 1e-9, and are scaled to one.
  ///   - rates: The rate of each, the reciprocal of its mean, finite and > 0.
  /// - Throws: `InsuranceError.empty`, `.countMismatch`, or `.invalid` with the place.
  public init(weights: [Double], rates: [Double]) throws(InsuranceError) {
    guard !weights.isEmpty else { throw .empty("exponential laws") }
    guard weights.count == rates.count else {
      throw .countMismatch("rates", expected: weights.count, actual: rates.count)
    }
    try InsuranceError.checkNonNegative("weight", weights)
    for (index, rate) in rates.enumerated() { try InsuranceError.checkPositive("rate", rate, index: index) }
    let total = CompensatedSum(weights).value
    try InsuranceError.checkUnitSum("weights", total)
    var merged: [(rate: Double, weight: Double)] = []
    for index in rates.indices.sorted(by: { rates[$0] < rates[$1] }) where weights[index] > 0 {
      if let last = merged.last, last.rate == rates[index] {
        merged[merged.count - 1].weight += weights[index]
      } else {
        merged.append((rates[index], weights[index]))
      }
    }
    self.weights = merged.map { $0.weight / total }
    self.rates = merged.map(\.rate)
  }

  /// Creates an exponential law.
  ///
  /// - Parameter rate: The reciprocal of the mean, finite and > 0.
  /// - Throws: `InsuranceError.invalid` for another rate.
  public init(rate: Double) throws(InsuranceError) { try self.init(weights: [1], rates: [rate]) }

  /// The mean claim.
  public var mean: Double { sum { $0 / $1 } }

  /// P(X > amount): 1 below zero, NaN for NaN.
  ///
  /// - Parameter amount: Any number.
  public func exceedance(_ amount: Double) -> Double {
    amount < 0 ? 1 : sum { $0 * exp(-$1 * amount) }
  }

  /// The sum over the laws of a function of weight and rate.
  func sum(_ term: (Double, Double) -> Double) -> Double {
    var sum = CompensatedSum()
    for (weight, rate) in zip(weights, rates) { sum.add(term(weight, rate)) }
    return sum.value
  }

  /// The law of density proportional to exp(t x) times this one's; t is less than the least rate.
  func tilted(by t: Double) -> ExponentialMixture {
    let raw = zip(weights, rates).map { $0 * $1 / ($1 - t) }
    let total = CompensatedSum(raw).value
    return ExponentialMixture(unchecked: raw.map { $0 / total }, rates: rates.map { $0 - t })
  }

  private init(unchecked weights: [Double], rates: [Double]) {
    self.weights = weights
    self.rates = rates
  }

  /// A claim from a uniform number: its place among the weights chooses the law, its place within a weight the claim.
  func draw(_ uniform: Double) -> Double {
    var left = uniform
    for index in weights.indices.dropLast() {
      if left < weights[index] { return -log(1 - left / weights[index]) / rates[index] }
      left -= weights[index]
    }
    let last = weights.count - 1
    return -log(max(1 - left / weights[last], 0x1p-53)) / rates[last]
  }
}
