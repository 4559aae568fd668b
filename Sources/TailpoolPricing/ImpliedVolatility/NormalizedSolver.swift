import TailpoolLibc
import TailpoolNumerics

/// Solves b(x, s) = β for s by bracketed Halley steps on one of three objectives.
///
/// b is convex in s below s_c = √(2|x|) and concave above it, and its slope there is φ(0) exp(−|x|/2).
///
/// - Below b(s_c): log b against 1/s². As s falls log b approaches −x²/(2s²), a straight line.
/// - Above b(s_c), up to half of the upper bound: b against s, which is nearly straight.
/// - Beyond: the logarithm of the distance to the upper bound, against s.
///
/// Each objective is evaluated without cancellation, so the root has the accuracy of b itself. A step that would leave
/// the bracket is replaced by bisection, so that the loop ends for every input.
struct NormalizedSolver {
  /// |x| and β.
  let x: Double
  let price: Double

  /// A relative step below this leaves an error of its cube.
  static let lastStep = 1e-7
  static let maximumSteps = 100

  func solution() -> ImpliedVolatility.Result {
    let maximum = exp(-0.5 * x)
    if price < 0 { return .belowIntrinsic }
    if price == 0 { return .zero }
    if price > maximum { return .aboveMaximum }
    if price == maximum { return .infinite }
    let inflection = (2 * x).squareRoot()
    let priceAtInflection = NormalizedBlack.price(x: x, s: inflection)
    let deviation: Double
    if price < priceAtInflection {
      deviation = lower(below: inflection)
    } else if price <= 0.5 * maximum {
      deviation = middle(above: inflection, priceAtInflection)
    } else {
      deviation = upper(above: inflection, maximum)
    }
    return deviation > 0 && deviation < .infinity ? .value(deviation) : .invalidInput
  }

  /// Log price against 1/s².
  private func lower(below inflection: Double) -> Double {
    // For small t, b ≈ |x| φ(a) m₁(a) / a, with m₁(a) near 1 / (1 + 1.25 a + a²): its logarithm is solved for a.
    let target = log(x) - log(price) - 0.9189385332046727  // log √(2π)
    let a = LowerGuess.solve(target)
    return iterate(from: min(x / a, inflection), low: 0, high: inflection) { s in
      let b = NormalizedBlack.price(x: x, s: s)
      if b <= 0 { return Step(residual: -.infinity, next: .nan) }
      let slope = NormalizedBlack.vega(x: x, s: s) / b
      let ratio = b / price
      let f = ratio < .infinity ? log(ratio) : log(b) - log(price)
      let newton = f / slope
      let curvature = logSlope(s) - slope + 3 / s
      let change = 2 * newton / s / max(1 - 0.5 * newton * curvature, 0.5)
      return Step(residual: f, next: s / (1 + change).squareRoot())
    }
  }

  /// Price against s.
  private func middle(above inflection: Double, _ priceAtInflection: Double) -> Double {
    let start = inflection + (price - priceAtInflection) / NormalizedBlack.vega(x: x, s: inflection)
    return iterate(from: start, low: inflection, high: .infinity) { s in
      let f = NormalizedBlack.price(x: x, s: s) - price
      let newton = f / NormalizedBlack.vega(x: x, s: s)
      return Step(residual: f, next: s - newton / max(1 - 0.5 * newton * logSlope(s), 0.5))
    }
  }

  /// Log distance to the upper bound against s.
  private func upper(above inflection: Double, _ maximum: Double) -> Double {
    let distance = maximum - price
    // Both legs of the complement taken equal: distance ≈ 2 exp(−|x|/2) N(a − t), exact for x = 0.
    let gap = NormalDistribution.quantile(upperTail: 0.5 * distance / maximum)
    let start = gap + (gap * gap + 2 * x).squareRoot()
    return iterate(from: start, low: inflection, high: .infinity) { s in
      let complement = NormalizedBlack.complement(x: x, s: s)
      if complement <= 0 { return Step(residual: .infinity, next: .nan) }
      let slope = NormalizedBlack.vega(x: x, s: s) / complement
      let f = log(complement / distance)
      let newton = -f / slope
      return Step(residual: -f, next: s - newton / max(1 - 0.5 * newton * (logSlope(s) + slope), 0.5))
    }
  }

  /// b″/b′ = x²/s³ − s/4.
  private func logSlope(_ s: Double) -> Double {
    let a = x / s
    return a * a / s - 0.25 * s
  }

  /// One evaluation: the residual, increasing in s, and where the root would be.
  private struct Step {
    let residual: Double
    let next: Double
  }

  private func iterate(
    from start: Double, low: Double, high: Double, _ step: (Double) -> Step
  ) -> Double {
    var (s, low, high) = (start, low, high)
    for _ in 0..<NormalizedSolver.maximumSteps {
      let proposal = step(s)
      if proposal.residual == 0 { return s }
      if proposal.residual > 0 { high = min(high, s) } else { low = max(low, s) }
      var next = proposal.next
      let change = abs(next - s)
      if change <= NormalizedSolver.lastStep * s { return next }
      if !(next > low && next < high) { next = NormalizedSolver.between(low, high) }
      if next == s { return s }
      s = next
    }
    return s
  }

  private static func between(_ low: Double, _ high: Double) -> Double {
    if high == .infinity { return 2 * low + 1 }
    return low > 0 ? low.squareRoot() * high.squareRoot() : 0.125 * high
  }
}

/// A start for small prices.
///
/// For small t, b ≈ |x| φ(a) m₁(a) / a with a = |x|/s, and m₁(a) is within a sixth of 1 / (1 + 1.25 a + a²). The
/// logarithm of the inverse of that product is y = a²/2 + log a + log(1 + 1.25 a + a²), which increases with a and is solved by Newton steps.
enum LowerGuess {
  /// - Parameter y: log(|x| / (√(2π) β)).
  static func solve(_ y: Double) -> Double {
    if y < -1 { return exp(y) }  // a alone counts: the rest adds less than 0.4
    var a = roughStart(y)
    for _ in 0..<3 {
      let polynomial = 1 + a * (1.25 + a)
      let value = 0.5 * a * a + log(a * polynomial) - y
      let slope = a + 1 / a + (1.25 + 2 * a) / polynomial
      a = max(a - value / slope, 0.1)
    }
    return a
  }

  /// a²/2 + 3 log a for large a; a straight line where a is about 0.3 to 1.6.
  private static func roughStart(_ y: Double) -> Double {
    y > 4 ? (2 * y - 3 * log(2 * y)).squareRoot() : 0.3 + 0.26 * (y + 1)
  }
}
