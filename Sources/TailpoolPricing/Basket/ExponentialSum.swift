import TailpoolLibc

/// Where Σ cₖ gₖ exp(vₖx − vₖ²/2) passes a level, for growths gₖ > 0 that vary and all else fixed.
///
/// By Descartes' rule there are no more roots than changes of sign among the coefficients, the level's with them, in the order of
/// the exponents. One change is the rule: then the logarithms of both sides, which are nearly straight, are made equal by Newton's steps.
/// Else the roots of the derivative, whose terms are one fewer, part the line into pieces on which the sum is monotone.
struct ExponentialSum {
  private let coefficients: [Double]
  private let exponents: [Double]
  private let reach: Double

  init(coefficients: [Double], exponents: [Double]) {
    self.coefficients = coefficients
    self.exponents = exponents
    reach = 10 + (exponents.map(abs).max() ?? 0)
  }

  private typealias Term = (coefficient: Double, exponent: Double)

  private func terms(_ level: Double, _ growth: [Double]) -> [Term] {
    var terms: [Term] = [(-level, 0)]
    for k in coefficients.indices {
      let v = exponents[k]
      terms.append((coefficients[k] * growth[k] * exp(-0.5 * v * v), v))
    }
    return terms.filter { $0.coefficient != 0 }.sorted { $0.exponent < $1.exponent }
  }

  /// The roots within reach, ascending.
  func roots(of level: Double, _ growth: [Double]) -> [Double] {
    let terms = terms(level, growth)
    guard terms.allSatisfy({ abs($0.coefficient) < .infinity }) else { return [] }
    return Self.roots(terms, -reach, reach)
  }

  /// The pieces of the line on which the sum is on the side of the level that a sign says.
  func pieces(
    _ roots: [Double], of level: Double, _ growth: [Double], _ sign: Double
  ) -> [(Double, Double)] {
    let ends = [-Double.infinity] + roots + [.infinity]
    let terms = terms(level, growth)
    return zip(ends, ends.dropFirst()).filter { low, high in
      let middle = 0.5 * (max(low, -reach) + min(high, reach))
      return sign * Self.value(terms, middle) > 0
    }
  }

  private static func value(_ terms: [Term], _ x: Double) -> Double {
    terms.reduce(0) { $0 + $1.coefficient * exp($1.exponent * x) }
  }

  private static func roots(_ terms: [Term], _ low: Double, _ high: Double) -> [Double] {
    let changes = zip(terms, terms.dropFirst()).count { ($0.coefficient > 0) != ($1.coefficient > 0) }
    guard changes > 0 else { return [] }
    if changes == 1 { return single(terms, low, high).map { [$0] } ?? [] }
    let least = terms[0].exponent
    let derivative = terms.dropFirst().map { ($0.coefficient * ($0.exponent - least), $0.exponent - least) }
    let ends = [low] + roots(derivative.filter { $0.0 != 0 }, low, high) + [high]
    let shifted = terms.map { ($0.coefficient, $0.exponent - least) }
    return zip(ends, ends.dropFirst()).compactMap { bisected(shifted, $0, $1) }
  }

  /// The root of terms whose coefficients change sign once.
  private static func single(_ terms: [Term], _ low: Double, _ high: Double) -> Double? {
    let isFirstPositive = terms[0].coefficient > 0
    func gap(_ x: Double) -> (value: Double, slope: Double) {
      var (up, down, upSlope, downSlope) = (0.0, 0.0, 0.0, 0.0)
      for (coefficient, exponent) in terms {
        let part = abs(coefficient) * exp(exponent * x)
        if (coefficient > 0) == isFirstPositive {
          down += part
          downSlope += part * exponent
        } else {
          up += part
          upSlope += part * exponent
        }
      }
      return (log(up / down), upSlope / up - downSlope / down)
    }
    var (start, end, x) = (low, high, 0.0)
    guard gap(low).value < 0, gap(high).value > 0 else { return nil }
    for _ in 0..<80 {
      let (value, slope) = gap(x)
      if value < 0 { start = x } else { end = x }
      let next = x - value / slope
      let moved = next > start && next < end ? next : 0.5 * (start + end)
      if abs(moved - x) <= 1e-13 * max(1, abs(x)) { return moved }
      x = moved
    }
    return x
  }

  private static func bisected(_ terms: [Term], _ low: Double, _ high: Double) -> Double? {
    var (start, end) = (low, high)
    let atStart = value(terms, start)
    guard atStart * value(terms, end) < 0 else { return nil }
    for _ in 0..<60 {
      let middle = 0.5 * (start + end)
      if (value(terms, middle) > 0) == (atStart > 0) { start = middle } else { end = middle }
    }
    return 0.5 * (start + end)
  }
}
