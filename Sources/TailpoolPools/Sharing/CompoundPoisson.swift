import TailpoolLibc
import TailpoolNumerics

/// A participant's loss as a number of claims, Poisson, each of a whole number of units.
package struct CompoundPoisson: Hashable, Sendable {
  /// The mean number of claims, > 0.
  package let rate: Double
  /// The probability that a claim is of 1, 2, … units; they sum to one.
  package let severity: [Double]

  /// Creates a compound Poisson loss.
  ///
  /// - Parameters:
  ///   - rate: The mean number of claims, finite and > 0.
  ///   - severity: Probabilities of a claim of 1, 2, … units, ≥ 0, summing to one within 1e-9.
  /// - Throws: `SharingError.invalid` when a number is out of its range.
  package init(rate: Double, severity: [Double]) throws(SharingError) {
    guard rate > 0, rate.isFinite else { throw .invalid("claim rate", index: 0) }
    if let index = severity.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .invalid("severity probability", index: index)
    }
    guard abs(CompensatedSum(severity).value - 1) <= 1e-9 else { throw .invalid("sum of severities", index: 0) }
    self.rate = rate
    self.severity = severity
  }

  /// The mean loss in units.
  package var mean: Double {
    rate * CompensatedSum(severity.enumerated().map { Double($0.offset + 1) * $0.element }).value
  }

  /// Probabilities that independent losses add up to 0, 1, …, `greatest` units.
  ///
  ///     p(0) = exp(−Λ),   p(s) = (1/s) Σ(k) k a(k) p(s − k),   a(k) = Σ(i) rate(i) severity(i, k),   Λ = Σ rates
  ///
  /// - Parameters:
  ///   - members: The losses, independent of each other.
  ///   - greatest: The greatest total, ≥ 0.
  /// - Returns: `greatest` + 1 probabilities.
  /// - Throws: `SharingError.invalid` when the rates sum to more than 700, where the start of the recursion would vanish,
  ///   or `greatest` is negative.
  /// - Complexity: O(greatest × longest severity).
  /// - Source: H. Panjer, ASTIN Bulletin 12 (1981) 22.
  package static func totalProbabilities(of members: [CompoundPoisson], upTo greatest: Int) throws(SharingError)
    -> [Double]
  {
    let rate = members.reduce(0) { $0 + $1.rate }
    guard rate <= 700 else { throw .invalid("sum of claim rates", index: 0) }
    guard greatest >= 0 else { throw .invalid("greatest total", index: 0) }
    let intensities = (0..<(members.map(\.severity.count).max() ?? 0)).map { size in
      members.reduce(0) { $0 + (size < $1.severity.count ? $1.rate * $1.severity[size] : 0) }
    }
    var probabilities = [exp(-rate)]
    for total in 0..<greatest {
      var sum = 0.0
      for size in 0..<min(intensities.count, total + 1) {
        sum += Double(size + 1) * intensities[size] * probabilities[total - size]
      }
      probabilities.append(sum / Double(total + 1))
    }
    return probabilities
  }
}
