import TailpoolLibc
import TailpoolNumerics

/// The tail of a quadratic form beyond a point.
struct QuadraticTail {
  /// P(Q > x).
  var probability: Double
  /// E[max(Q − x, 0)].
  var excess: Double
  /// The density at x.
  var density: Double
}

extension QuadraticForm {
  /// The probability of more than a point.
  ///
  ///     P(Q > x) = 1/(2πi) ∫ exp(K(t) − t x) / t dt
  ///
  /// along a curve through the saddle point of the integrand on the positive axis, which bends away to the side where the
  /// integrand falls; the trapezoidal rule in a variable of double-exponential decay.
  ///
  /// - Parameter x: The point.
  /// - Returns: The probability; NaN for a NaN point.
  /// - Throws: `RiskError.noConvergence` when two step sizes do not agree to 1e-11, or to the rounding of
  ///   the point where that is coarser (next to the end of a bounded form).
  /// - Accuracy: 1e-12 relative over the reference table.
  /// - Complexity: About a hundred evaluations of K.
  /// - Source: S. O. Rice, SIAM J. Scientific and Statistical Computing 1 (1980) 438; J. Imhof, Biometrika 48 (1961) 419.
  package func complementary(_ x: Double) throws(RiskError) -> Double {
    try tail(x).probability
  }

  /// Probability, mean excess and density, which share their evaluations.
  func tail(_ x: Double) throws(RiskError) -> QuadraticTail {
    guard x.isFinite else {
      return x.isNaN
        ? QuadraticTail(probability: .nan, excess: .nan, density: .nan)
        : QuadraticTail(probability: x < 0 ? 1 : 0, excess: x < 0 ? .infinity : 0, density: 0)
    }
    let (low, high) = support
    if x >= high { return QuadraticTail(probability: 0, excess: 0, density: 0) }
    if x < low { return QuadraticTail(probability: 1, excess: mean - x, density: 0) }
    let contour = Contour(self, x: x)
    var step = 0.25
    var previous = contour.integral(step: step)
    for _ in 0..<8 {
      step /= 2
      // The old nodes are half of the new ones.
      let shifted = contour.integral(step: step * 2, offset: step)
      let current = QuadraticTail(
        probability: (previous.probability + shifted.probability) / 2, excess: (previous.excess + shifted.excess) / 2,
        density: (previous.density + shifted.density) / 2)
      if abs(current.probability - previous.probability) <= contour.tolerance * abs(current.probability),
        abs(current.excess - previous.excess) <= contour.tolerance * abs(current.excess)
      {
        return current
      }
      previous = current
    }
    throw .noConvergence(at: x)
  }
}

/// The curve t(u) = c + i u + bend (sqrt(u² + width²) − width) and the integrand along it.
private struct Contour {
  private let form: QuadraticForm
  private let x: Double
  /// Where the curve crosses the real axis: the saddle point of exp(K(t) − t x) / t.
  private let center: Double
  /// How well two sums must agree.
  let tolerance: Double
  /// Logarithm of the integrand there, without the division.
  private let height: Double
  private let bend: Double
  private let width: Double
  /// The scale of u over which the integrand falls near the saddle.
  private let scale: Double

  /// Slope of the curve far from the axis: below one, so that a normal part still makes the integrand fall.
  private static let slope = 0.6
  /// The curve bends at the latest so many scales from the axis: where the integrand is no longer like a normal one, it
  /// would oscillate for long on a straight line.
  private static let widest = 6.0

  init(_ form: QuadraticForm, x: Double) {
    self.form = form
    self.x = x
    center = Contour.saddle(form, x: x)
    let derivatives = Contour.derivatives(form, at: center)
    let second = derivatives.second + 1 / (center * center)
    let third = derivatives.third - 2 / (center * center * center)
    height = derivatives.value - center * x
    scale = 1 / second.squareRoot()
    tolerance = 1e-11 + 8 * Double.ulpOfOne * center * (abs(form.shift) + abs(x))
    // Far away the integrand goes like exp(t far): the curve must bend to where that falls. Terms of little weight are
    // like normal numbers, for which either side will do.
    let heavy = 1e-3 * form.terms.reduce(0) { max($0, abs($1.a)) }
    let far = form.terms.reduce(form.shift - x) { abs($1.a) > heavy ? $0 + 0.5 * $1.b / $1.a : $0 }
    let side = far < 0 ? 1.0 : -1.0
    bend = side * Contour.slope
    // The curve of steepest descent has the curvature third / (3 second).
    let curvature = third / (3 * second) * side
    let widest = Contour.widest * scale
    width = curvature > 0 ? min(Contour.slope / curvature, widest) : widest
  }

  /// The zero of K'(t) − x − 1/t on the positive axis below the first pole; the function increases.
  private static func saddle(_ form: QuadraticForm, x: Double) -> Double {
    let pole = form.terms.reduce(Double.infinity) { $1.a < 0 ? min($0, -1 / $1.a) : $0 }
    func slope(_ t: Double) -> (value: Double, derivative: Double) {
      let d = derivatives(form, at: t)
      return (d.first - x - 1 / t, d.second + 1 / (t * t))
    }
    var low = 0.0
    var high = pole.isFinite ? pole : 1 / form.secondCumulant.squareRoot()
    if pole == .infinity {
      while slope(high).value < 0, high < 1e300 {
        low = high
        high *= 4
      }
    }
    var t = low > 0 ? (low * high).squareRoot() : high / 2
    for _ in 0..<200 {
      let (value, derivative) = slope(t)
      if value < 0 { low = t } else { high = t }
      var next = t - value / derivative
      if !(next > low && next < high) {
        next = low > 0 && high > 8 * low ? (low * high).squareRoot() : low == 0 ? high / 16 : (low + high) / 2
      }
      // The crossing needs no more than a few digits.
      if abs(next - t) <= 1e-6 * t { return next }
      t = next
    }
    return t
  }

  private static func derivatives(
    _ form: QuadraticForm, at t: Double
  ) -> (value: Double, first: Double, second: Double, third: Double) {
    var value = form.shift * t + 0.5 * form.variance * t * t
    var first = form.shift + form.variance * t
    var second = form.variance
    var third = 0.0
    for term in form.terms {
      let (a, b, h) = (term.a, term.b, term.degreesOfFreedom)
      let r = 1 / (1 + a * t)
      value += -0.5 * h * log1p(a * t) + 0.5 * b * t * t * r
      first += -0.5 * h * a * r + 0.5 * b * t * r * (1 + r)
      second += 0.5 * h * a * a * r * r + b * r * r * r
      third += -h * a * a * a * r * r * r - 3 * a * b * r * r * r * r
    }
    return (value, first, second, third)
  }

  /// The trapezoidal sum over nodes `offset + k step` of both halves of the curve, which are mirror images.
  func integral(step: Double, offset: Double = 0) -> QuadraticTail {
    var sum = QuadraticTail(probability: 0, excess: 0, density: 0)
    var largest = 0.0
    var small = 0
    var node = offset
    while small < 4, node < 300 {
      let value = contribution(at: node, half: node == 0)
      sum.probability += value.probability
      sum.excess += value.excess
      sum.density += value.density
      let size = abs(value.probability) + abs(value.excess) / scale
      largest = max(largest, size)
      // Also a node where the integrand happens to vanish may be small: several in a row must be.
      small = size <= 1e-17 * largest ? small + 1 : 0
      node += step
    }
    let factor = step * exp(height) / Double.pi
    return QuadraticTail(
      probability: sum.probability * factor, excess: sum.excess * factor, density: sum.density * factor)
  }

  /// Real part of the integrands times dt/du du/dv / i at u = scale sinh(v).
  private func contribution(at v: Double, half: Bool) -> QuadraticTail {
    let u = scale * sinh(v)
    let root = (u * u + width * width).squareRoot()
    let t = (re: center + bend * u * u / (root + width), im: u)
    let jacobian = scale * cosh(v) * (half ? 0.5 : 1)
    // dt/du / i = 1 − i bend u / root
    let turn = (re: jacobian, im: -jacobian * bend * u / root)
    let exponent = exponent(t.re, t.im)
    let size = exp(exponent.re - height)
    guard size > 0, size.isFinite else { return QuadraticTail(probability: 0, excess: 0, density: 0) }
    let (c, s) = (size * cos(exponent.im), size * sin(exponent.im))
    let density = (re: c * turn.re - s * turn.im, im: c * turn.im + s * turn.re)
    let norm = 1 / (t.re * t.re + t.im * t.im)
    let probability = (
      re: (density.re * t.re + density.im * t.im) * norm, im: (density.im * t.re - density.re * t.im) * norm
    )
    let excess = (probability.re * t.re + probability.im * t.im) * norm
    return QuadraticTail(probability: probability.re, excess: excess, density: density.re)
  }

  /// K(t) − t x.
  private func exponent(_ p: Double, _ q: Double) -> (re: Double, im: Double) {
    var re = (form.shift - x) * p + 0.5 * form.variance * (p * p - q * q)
    var im = (form.shift - x) * q + form.variance * p * q
    let square = (re: p * p - q * q, im: 2 * p * q)
    var product = LogarithmOfProduct()
    for (index, term) in form.terms.enumerated() {
      let (d, e) = (1 + term.a * p, term.a * q)
      product.multiply(by: (d, e))
      // Terms with the same degrees of freedom share one logarithm.
      if index + 1 == form.terms.count || form.terms[index + 1].degreesOfFreedom != term.degreesOfFreedom {
        let logarithm = product.value
        re -= 0.5 * term.degreesOfFreedom * logarithm.re
        im -= 0.5 * term.degreesOfFreedom * logarithm.im
        product = LogarithmOfProduct()
      }
      if term.b != 0 {
        let factor = 0.5 * term.b / (d * d + e * e)
        re += factor * (square.re * d + square.im * e)
        im += factor * (square.im * d - square.re * e)
      }
    }
    return (re, im)
  }
}

/// The sum of the principal logarithms of complex numbers, from their product and the turns that its angle loses.
private struct LogarithmOfProduct {
  private var product = (re: 1.0, im: 0.0)
  private var turns = 0.0
  private var logarithm = 0.0

  mutating func multiply(by factor: (re: Double, im: Double)) {
    let next = (
      re: product.re * factor.re - product.im * factor.im, im: product.re * factor.im + product.im * factor.re
    )
    // Two angles on the same side whose sum is beyond half a turn come out on the other side.
    if product.im > 0, factor.im > 0, next.im < 0 { turns += 1 }
    if product.im < 0, factor.im < 0, next.im > 0 { turns -= 1 }
    let size = abs(next.re) + abs(next.im)
    if size > 1e100 || size < 1e-100 {
      logarithm += log(size)
      product = (next.re / size, next.im / size)
    } else {
      product = next
    }
  }

  var value: (re: Double, im: Double) {
    let norm = product.re * product.re + product.im * product.im
    return (logarithm + 0.5 * log(norm), atan2(product.im, product.re) + 2 * Double.pi * turns)
  }
}
