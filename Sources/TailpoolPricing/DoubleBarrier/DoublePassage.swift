import TailpoolLibc
import TailpoolNumerics

/// A payment of 1 when a Brownian motion with drift reaches the lower of two barriers, at once, before the upper one and within
/// one unit of time.
///
/// With a and a′ the distances from the barriers, w = a + a′, ν the drift, ρ the rate, λ² = ν² + 2ρ and
/// Φ(d) = e^−λd N(λ − d) + e^λd N(−λ − d), by images and by eigenfunctions,
///
///     V = e^−νa Ψ,   Ψ = Σ [Φ(a + 2nw) − Φ(2(n + 1)w − a)],  n ≥ 0
///                      = sinh(λa′)/sinh(λw) − (π/w²) Σ k sin(kπa/w) exp(−c_k)/c_k,  c_k = (λ² + k²π²/w²)/2
///
/// The second serves up to `KilledDensity.switchWidth`, where eight terms leave exp(−81π²/(2w²)), 1e-25. Where λ² is so negative
/// that c₁ < 1 its two parts nearly cancel, and the first is summed.
struct DoublePassage {
  let lower, upper, drift, rate: Double

  /// V with e^−νa times the derivatives of Ψ in a and in λ², and the density of the passage at the end.
  struct Terms {
    /// e^−νa Ψ.
    var value = 0.0
    /// e^−νa Ψ_a.
    var first = 0.0
    /// e^−νa dΨ/d(λ²).
    var squared = 0.0
    /// exp(−ρ) times the density of the time of the passage, at 1.
    var flux = 0.0
  }

  private var width: Double { lower + upper }
  private var lambdaSquared: Double { drift * drift + 2 * rate }

  var terms: Terms {
    let unit = Double.pi / width
    let isSafe = lambdaSquared >= 0 || lambdaSquared + unit * unit >= 2
    return width <= KilledDensity.switchWidth && isSafe ? eigenfunctions : images
  }

  private var images: Terms {
    var terms = Terms()
    let scale = exp(-rate) * NormalDistribution.density(lower + drift)
    var n = 0.0
    while n < 400 {
      let before = terms
      add(lower + 2 * n * width, sign: 1, scale, to: &terms)
      add(2 * (n + 1) * width - lower, sign: -1, scale, to: &terms)
      n += 1
      if abs(terms.value - before.value) <= 0x1p-58 * terms.value,
        abs(terms.first - before.first) <= 0x1p-58 * abs(terms.first)
      {
        break
      }
    }
    return terms
  }

  /// Adds Φ at a distance. The passage is taken with a drift towards it, with which nothing overflows.
  private func add(_ distance: Double, sign: Double, _ scale: Double, to terms: inout Terms) {
    let away = abs(drift)
    let weight = exp(-drift * lower - away * distance)
    let density = scale * exp(-0.5 * (distance - lower) * (distance + lower))
    terms.first -= 2 * density
    terms.flux += sign * distance * density
    guard weight > 0 else { return }
    let hit = FirstPassage(distance: distance, drift: -away, rate: rate, discount: exp(-rate)).hit
    terms.value += sign * weight * hit.value
    terms.first -= weight * lambdaSquared * hit.spread
    terms.squared -= sign * 0.5 * weight * distance * hit.spread
  }

  private var eigenfunctions: Terms {
    var terms = steady
    let unit = Double.pi / width
    let isNearUpper = upper < lower
    let angle = unit * (isNearUpper ? upper : lower)
    let scale = exp(-drift * (lower + 0.5 * drift) - rate) * unit / width
    for k in 1...8 {
      let n = Double(k)
      let rate = 0.5 * (lambdaSquared + n * n * unit * unit)
      let decay = scale * n * exp(-0.5 * n * n * unit * unit)
      let isTurned = isNearUpper && k % 2 == 0
      let sine = (isTurned ? -decay : decay) * sin(n * angle)
      let cosine = (isNearUpper != isTurned ? -decay : decay) * cos(n * angle)
      terms.value -= sine / rate
      terms.first -= n * unit * cosine / rate
      terms.squared += 0.5 * sine * (1 + 1 / rate) / rate
      terms.flux += sine
    }
    return terms
  }

  /// e^−νa sinh(λa′)/sinh(λw) with its derivatives: the payment without an end of time.
  private var steady: Terms {
    var terms = Terms()
    let square = lambdaSquared
    if square >= 0 {
      let lambda = square.squareRoot()
      let sum = drift < 0 ? 2 * rate / (lambda - drift) : lambda + drift
      let whole = Self.part(2 * lambda * width)
      let scale = exp(-lower * sum) / (width * whole)
      terms.value = scale * upper * Self.part(2 * lambda * upper)
      terms.first = -0.5 * scale * (1 + exp(-2 * lambda * upper))
    } else {
      let lambda = (-square).squareRoot()
      let scale = exp(-drift * lower) / sin(lambda * width)
      terms.value = scale * sin(lambda * upper)
      terms.first = -scale * lambda * cos(lambda * upper)
    }
    terms.squared =
      terms.value
      * (upper * upper * Self.logSlope(square * upper * upper) - width * width * Self.logSlope(square * width * width))
    return terms
  }

  /// (1 − e^−x)/x.
  private static func part(_ x: Double) -> Double { x == 0 ? 1 : -expm1(-x) / x }

  /// d log(sinh(x)/x)/d(x²) at x² = z; z may be negative, above −π².
  private static func logSlope(_ z: Double) -> Double {
    if abs(z) < 0.01 { return 1 / 6.0 - z * (1 / 90.0 - z * (1 / 945.0 - z * (1 / 9_450.0 - z / 93_555))) }
    let x = abs(z).squareRoot()
    return 0.5 * (z > 0 ? x / tanh(x) - 1 : x / tan(x) - 1) / z
  }

  /// The slopes of V for a motion in units of s = σ√T, (r − q)T being the carry and rT the rate.
  ///
  /// With Ψ_aa = λ²Ψ + 2h, where e^−νa h is the flux, and f the flux,
  ///
  ///     V_(r−q)T = (−aV + 2ν e^−νa Ψ_λ²)/s,   V_s = (2/s) (f − (r − q)T V_(r−q)T − rT V_rT)
  ///
  /// - Parameters:
  ///   - s: σ√T.
  ///   - carry: (r − q) T.
  ///   - isUpper: Whether the motion is turned over, the lower barrier being the upper one of the market.
  ///   - isDiscounted: Whether the rate moves with rT; it is 0 for a payment at expiry.
  func slopes(s: Double, carry: Double, isUpper: Bool, isDiscounted: Bool) -> BarrierSlopes {
    let terms = terms
    let side: Double = isUpper ? -1 : 1
    let byRate = 2 * terms.squared
    let byCarry = side / s * (-lower * terms.value + drift * byRate)
    let first = side / s * (terms.first - drift * terms.value)
    let second =
      (lambdaSquared + drift * drift) * terms.value - 2 * drift * terms.first + 2 * terms.flux
    return BarrierSlopes(
      logSpot: first, curvature: second / (s * s) - first,
      deviation: 2 / s * (terms.flux - carry * byCarry - rate * byRate),
      rate: isDiscounted ? byCarry + byRate : byCarry, yield: -byCarry)
  }
}
