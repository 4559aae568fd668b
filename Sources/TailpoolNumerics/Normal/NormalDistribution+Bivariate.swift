import TailpoolLibc

extension NormalDistribution {
  /// The probability that two correlated standard normal variables are each at most a given number.
  ///
  ///     P(X ≤ x, Y ≤ y) = N(x) N(y) + 1/(2π) ∫ exp(−(x² + y² − 2 x y sin θ) / (2 cos² θ)) dθ,  0 ≤ θ ≤ asin ρ
  ///
  /// by Gauss–Legendre quadrature; for |ρ| near 1 by the integral from |ρ| to 1, whose singular part is expanded.
  ///
  /// - Parameters:
  ///   - x: Any number; ±∞ allowed.
  ///   - y: Any number; ±∞ allowed.
  ///   - correlation: ρ in [−1, 1]; the limits are those of equal and of opposite variables.
  /// - Returns: A probability. NaN for a NaN argument or a correlation outside [−1, 1].
  /// - Accuracy: 5e-16 absolute on every row of References/Tables/bivariate_normal.csv.
  /// - Complexity: O(1): at most 20 exponentials.
  /// - Source: A. Genz, "Numerical computation of rectangular bivariate and trivariate normal and t probabilities",
  ///   Statistics and Computing 14 (2004) 251, after Z. Drezner and G. Wesolowsky, J. Statist. Comput. Simul. 35 (1990).
  public static func bivariateCumulative(_ x: Double, _ y: Double, correlation: Double) -> Double {
    guard !x.isNaN, !y.isNaN, abs(correlation) <= 1 else { return .nan }
    // Beyond 39 a tail is below the least positive number.
    if x < -39 || y < -39 { return 0 }
    if x > 39 { return cumulative(y) }
    if y > 39 { return cumulative(x) }
    let probability =
      abs(correlation) < 0.925
      ? moderatelyCorrelated(x, y, correlation) : stronglyCorrelated(x, y, correlation)
    return min(max(probability, 0), 1)
  }

  /// The integral over the correlation from 0.
  private static func moderatelyCorrelated(_ x: Double, _ y: Double, _ correlation: Double) -> Double {
    let independent = cumulative(x) * cumulative(y)
    if correlation == 0 { return independent }
    let product = x * y
    let halfSquares = 0.5 * (x * x + y * y)
    let half = 0.5 * asin(correlation)
    let sum = GaussLegendre.forCorrelation(abs(correlation)).sum { node in
      let sine = sin(half * (1 + node))
      return exp((sine * product - halfSquares) / ((1 - sine) * (1 + sine)))
    }
    return independent + sum * half / (2 * .pi)
  }

  /// The limit of equal (ρ > 0) or opposite (ρ < 0) variables, less the integral from |ρ| to 1.
  private static func stronglyCorrelated(_ x: Double, _ y: Double, _ correlation: Double) -> Double {
    let mirrored = correlation < 0 ? -y : y
    let gap = abs(correlation) == 1 ? 0 : gapToLimit(x, mirrored, abs(correlation))
    if correlation > 0 { return cumulative(min(x, y)) - gap }
    // P(−y ≤ X ≤ x), by the tails of the side on which both ends lie.
    guard x > mirrored else { return gap }
    let interval =
      mirrored > 0 ? complementary(mirrored) - complementary(x) : cumulative(x) - cumulative(mirrored)
    return interval + gap
  }

  /// 1/(2π) ∫ exp(−(x² + y² − 2 r x y) / (2 (1 − r²))) / √(1 − r²) dr, from the correlation to 1.
  ///
  /// With u² = 1 − r² the integrand is exp(−(x − y)² / (2u²)) times a smooth function of u², of which two terms are
  /// integrated in closed form and the rest by quadrature.
  private static func gapToLimit(_ x: Double, _ y: Double, _ correlation: Double) -> Double {
    let product = x * y
    let end = ((1 - correlation) * (1 + correlation)).squareRoot()
    let squared = end * end
    let distance = abs(x - y)
    let distanceSquared = distance * distance
    let c = (4 - product) / 8
    let d = (12 - product) / 16
    let exponent = -0.5 * (distanceSquared / squared + product)
    var closed = 0.0
    if exponent > -100 {
      let series =
        1 - c * (distanceSquared - squared) * (1 - d * distanceSquared / 5) / 3 + c * d * squared * squared / 5
      closed = end * exp(exponent) * series
    }
    if product > -100 {
      closed -=
        exp(-0.5 * product) * rootTwoPi * cumulative(-distance / end) * distance
        * (1 - c * distanceSquared * (1 - d * distanceSquared / 5) / 3)
    }
    let half = 0.5 * end
    let rest = GaussLegendre.twenty.sum { node in
      let u = half * (1 + node)
      let uSquared = u * u
      let exponent = -0.5 * (distanceSquared / uSquared + product)
      if exponent <= -100 { return 0 }
      let r = (1 - uSquared).squareRoot()
      let smooth = exp(-0.5 * product * uSquared / ((1 + r) * (1 + r))) / r
      return exp(exponent) * (smooth - (1 + c * uSquared * (1 + d * uSquared)))
    }
    return (closed + half * rest) / (2 * .pi)
  }
}

/// A Gauss–Legendre rule on [−1, 1] with an even number of nodes, of which the positive half is kept.
package struct GaussLegendre: Sendable {
  package let nodes: [(x: Double, weight: Double)]

  /// The weighted sum of a function over the nodes, from the outermost inwards.
  package func sum(_ function: (Double) -> Double) -> Double {
    var total = 0.0
    for node in nodes { total += node.weight * (function(node.x) + function(-node.x)) }
    return total
  }

  /// The weighted sums of several functions over the nodes, from the outermost inwards.
  package func sum(_ function: (Double) -> SIMD4<Double>) -> SIMD4<Double> {
    var total = SIMD4<Double>(repeating: 0)
    for node in nodes { total += node.weight * (function(node.x) + function(-node.x)) }
    return total
  }

  /// The rule that reaches double precision below a correlation.
  static func forCorrelation(_ magnitude: Double) -> GaussLegendre {
    magnitude < 0.3 ? six : magnitude < 0.75 ? twelve : twenty
  }

  // 1/√3; and √(3/7 ± 2/7 √(6/5)) with weights (18 ∓ √30)/36.

  package static let two = GaussLegendre(nodes: [(0.577350269189625765, 1)])

  package static let four = GaussLegendre(nodes: [
    (0.861136311594052575, 0.347854845137453857),
    (0.339981043584856265, 0.652145154862546143),
  ])

  // Printed by References/Generators/bivariate_normal.py --rules.

  package static let six = GaussLegendre(nodes: [
    (0.932469514203152028, 0.171324492379170345),
    (0.661209386466264514, 0.360761573048138608),
    (0.238619186083196909, 0.467913934572691047),
  ])

  package static let twelve = GaussLegendre(nodes: [
    (0.981560634246719251, 0.0471753363865118272),
    (0.904117256370474857, 0.106939325995318431),
    (0.769902674194304687, 0.160078328543346226),
    (0.587317954286617447, 0.203167426723065922),
    (0.367831498998180194, 0.233492536538354809),
    (0.125233408511468915, 0.249147045813402785),
  ])

  package static let twenty = GaussLegendre(nodes: [
    (0.993128599185094925, 0.0176140071391521183),
    (0.963971927277913791, 0.0406014298003869413),
    (0.912234428251325906, 0.0626720483341090636),
    (0.839116971822218823, 0.0832767415767047487),
    (0.746331906460150793, 0.101930119817240435),
    (0.636053680726515025, 0.118194531961518417),
    (0.510867001950827098, 0.131688638449176627),
    (0.373706088715419561, 0.142096109318382051),
    (0.227785851141645078, 0.149172986472603747),
    (0.0765265211334973338, 0.152753387130725851),
  ])
}
