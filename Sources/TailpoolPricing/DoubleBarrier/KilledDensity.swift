import TailpoolLibc
import TailpoolNumerics

/// The density of the paths that stay between two barriers, over one unit of time.
///
/// The motion starts at a distance a above the lower and a′ below the upper barrier, w = a + a′ apart, and ends at y above the
/// lower and y′ below the upper one. Its drift ν makes the factor exp(ν(y − a) − ν²/2) of the density without drift, which is, by
/// the method of images and by eigenfunctions,
///
///     G = Σ [φ(y − a + 2nw) − φ(y + a + 2nw)] = (2/w) Σ sin(kπa/w) sin(kπy/w) exp(−k²π²/(2w²))
///
/// Both converge for every w, the first quickly where w is large, the second where it is small. Terms k ≥ 2 of the second are
/// together at most Σ k² exp(−(k² − 1)π²/(2w²)) times the first one, since |sin kx| ≤ k |sin x|: up to w = `switchWidth` this is
/// below ½, so that G keeps its digits, and eight terms leave 1e-17 of it. Beyond, images with |n| ≤ 2 leave less than exp(−8w²),
/// 3e-24, of the density without barriers at the start.
struct KilledDensity {
  /// Up to this width, in deviations, the sine series is summed.
  static let switchWidth = 2.6

  /// G; exp(νa) times the first two derivatives of exp(−νa) G in a; and y − a − ν times G. All over one scale.
  typealias Values = SIMD4<Double>

  /// The distances of the start from the lower and the upper barrier, both > 0.
  let lower, upper: Double
  private let width: Double
  private let drift: Double
  private let isSine: Bool
  /// Sine coefficients of G and the two derivatives, over the exponential of the first term.
  private var plain = SIMD8<Double>(repeating: 0)
  private var first = SIMD8<Double>(repeating: 0)
  private var second = SIMD8<Double>(repeating: 0)

  init(lower: Double, upper: Double, drift: Double) {
    (self.lower, self.upper, self.drift) = (lower, upper, drift)
    width = lower + upper
    isSine = width <= Self.switchWidth
    guard isSine else { return }
    let unit = Double.pi / width
    // sin k(π − x) = ±sin kx: from the nearer barrier no digits are lost.
    let isNearUpper = upper < lower
    let angle = unit * (isNearUpper ? upper : lower)
    for k in 0..<8 {
      let n = Double(k + 1)
      let isTurned = isNearUpper && k % 2 == 1
      let decay = 2 / width * exp(-0.5 * (n * n - 1) * unit * unit)
      let sine = (isTurned ? -decay : decay) * sin(n * angle)
      plain[k] = sine
      let slope = n * unit * (isNearUpper != isTurned ? -decay : decay) * cos(n * angle)
      first[k] = slope - drift * sine
      second[k] = (drift * drift - n * n * unit * unit) * sine - 2 * drift * slope
    }
  }

  /// The logarithm of what the values of a point are over, with the drift's factor: that of the first sine, or of a normal density.
  func logScale(displacement z: Double) -> Double {
    if isSine { return drift * (z - 0.5 * drift) - 0.5 * Double.pi * Double.pi / (width * width) }
    // −z²/2 + νz − ν²/2, which does not round away.
    return -0.5 * (z - drift) * (z - drift) - Self.logRootTwoPi
  }

  private static let logRootTwoPi = 0.918938533204672742

  /// The values at an end, over `exp(logScale)`.
  ///
  /// - Parameters:
  ///   - y: Its distance from the lower barrier, ≥ 0.
  ///   - rest: Its distance from the upper barrier, ≥ 0.
  ///   - z: Its displacement y − a.
  func values(_ y: Double, _ rest: Double, displacement z: Double) -> Values {
    isSine ? sines(y, rest, z) : images(y, rest, z)
  }

  /// The first of the values alone.
  func value(_ y: Double, _ rest: Double, displacement z: Double) -> Double {
    isSine ? sine(y, rest) : survival(y, rest, z)
  }

  private func sine(_ y: Double, _ rest: Double) -> Double {
    let isNearUpper = rest < y
    let angle = Double.pi / width * (isNearUpper ? rest : y)
    let twice = 2 * cos(angle)
    var (before, sine) = (0.0, sin(angle))
    var sum = 0.0
    for k in 0..<8 {
      sum += (isNearUpper && k % 2 == 1 ? -sine : sine) * plain[k]
      (before, sine) = (sine, twice * sine - before)
    }
    return sum
  }

  /// The part of the paths with this end that stay between the barriers, whatever their drift: that of a Brownian bridge.
  func survivingPart(_ y: Double, _ rest: Double, displacement z: Double) -> Double {
    guard isSine else { return survival(y, rest, z) }
    let unit = Double.pi / width
    let part = sine(y, rest) * exp(0.5 * (z * z - unit * unit) + Self.logRootTwoPi)
    return min(max(part, 0), 1)
  }

  private func sines(_ y: Double, _ rest: Double, _ z: Double) -> Values {
    let isNearUpper = rest < y
    let angle = Double.pi / width * (isNearUpper ? rest : y)
    let twice = 2 * cos(angle)
    var (before, sine) = (0.0, sin(angle))
    var sums = Values(repeating: 0)
    for k in 0..<8 {
      let signed = isNearUpper && k % 2 == 1 ? -sine : sine
      sums += signed * Values(plain[k], first[k], second[k], 0)
      (before, sine) = (sine, twice * sine - before)
    }
    sums.w = (z - drift) * sums.x
    return sums
  }

  private func images(_ y: Double, _ rest: Double, _ z: Double) -> Values {
    var sums = Values(0, 0, 0, 0)
    add(image: 1, at: z, to: &sums)
    add(mirror: exp(-2 * lower * y), at: y + lower, to: &sums)
    add(mirror: exp(-2 * upper * rest), at: y + lower - 2 * width, to: &sums)
    // Beyond 45 all images that are left are below 1e-19 of the first.
    for n in [1.0, 2] {
      if 2 * width * (n * width - abs(z)) > 45 { break }
      let shift = 2 * n * width
      add(image: exp(-shift * (n * width + z)), at: z + shift, to: &sums)
      add(image: exp(-shift * (n * width - z)), at: z - shift, to: &sums)
      add(mirror: exp(-2 * (lower + n * width) * (y + n * width)), at: y + lower + shift, to: &sums)
      add(mirror: exp(-2 * (upper + n * width) * (rest + n * width)), at: y + lower - 2 * width - shift, to: &sums)
    }
    sums.x = survival(y, rest, z)
    sums.w = (z - drift) * sums.x
    return sums
  }

  private func add(image: Double, at place: Double, to sums: inout Values) {
    let x = place - drift
    sums.y += x * image
    sums.z += (x * x - 1) * image
  }

  private func add(mirror: Double, at place: Double, to sums: inout Values) {
    let x = place + drift
    sums.y += x * mirror
    sums.z -= (x * x - 1) * mirror
  }

  /// The part of the paths that end at a point which stay between the barriers: G over φ(y − a).
  ///
  /// Images come in pairs whose difference is that of an exponential to 1. They are those about the barrier that ends closer to
  /// being reached; where the start is close to one barrier and the end to the other, with c = 2ay′, u = 2aw, v = 2wy′ for a start
  /// near the lower one, the four largest are (1 − e^−u)(1 − e^−v) − (e^c − 1)(e^−u + e^−v), of which the second is the smaller.
  private func survival(_ y: Double, _ rest: Double, _ z: Double) -> Double {
    if lower < upper, rest < y, lower * rest < 0.25 { return corner(lower, rest) }
    if upper < lower, y < rest, upper * y < 0.25 { return corner(upper, y) }
    return lower * y <= upper * rest ? pairs(lower, upper, y, rest, z) : pairs(upper, lower, rest, y, -z)
  }

  private func corner(_ a: Double, _ rest: Double) -> Double {
    let w = width
    let (u, v, c) = (2 * a * w, 2 * w * rest, 2 * a * rest)
    let four = expm1(-u) * expm1(-v) - expm1(c) * (exp(-u) + exp(-v))
    if w > 6 { return max(four, 0) }
    let far = exp(-4 * w * w)
    return four + far * (exp(u + v) - exp(c) * (exp(v - 2 * u) + exp(u - 2 * v)) + exp(-2 * (u + v)))
  }

  private func pairs(_ a: Double, _ other: Double, _ y: Double, _ rest: Double, _ z: Double) -> Double {
    let w = width
    var sum = -expm1(-2 * a * y)
    for n in [1.0, 2] {
      // Mirrors at the far barrier, and images at z + 2nw.
      let mirrored = (other + (n - 1) * w) * (rest + (n - 1) * w)
      if mirrored < 23 { sum += exp(-2 * mirrored) * expm1(-2 * a * (2 * n * w - y)) }
      if 2 * w * (n * w - abs(z)) > 45 { break }
      sum += exp(-2 * n * w * (n * w + z)) * -expm1(-2 * a * (y + 2 * n * w))
    }
    return max(sum, 0)
  }
}
