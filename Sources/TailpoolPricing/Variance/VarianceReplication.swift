import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// The fair variance and volatility of the time to one expiry, replicated by the options of its smile.
///
/// With b(k) the undiscounted price over the forward of the option out of the money at k = log(strike / forward), and I₀ and I₁ the modified
/// Bessel functions:
///
///     variance · T = 2 ∫ b(k) e^{−k} dk
///     volatility · √T = √(2π) b(0) + √(π/8) ∫ b(k) e^{−k/2} (I₁(k/2) − I₀(k/2)) sgn k dk
///
/// The first holds for every continuous path (of which jumps of size j take off j³/3 to leading order); the second is exact where volatility moves
/// independently of the price, and else free of the first order of their correlation only.
///
/// Sources: P. Carr and D. Madan, "Towards a theory of volatility trading" (1998); K. Demeterfi, E. Derman, M. Kamal and J. Zou, Journal of
/// Derivatives 6 (1999) 9; P. Carr and R. Lee, "Robust replication of volatility derivatives" (2009).
public struct VarianceReplication: Hashable, Sendable {
  /// The fair strike of a variance swap: annual variance, continuously observed.
  public let variance: Double
  /// The fair strike of a volatility swap that begins now, by Carr's and Lee's portfolio: an annual volatility. Exact without correlation of
  /// volatility and price; never above √variance but for rounding.
  public let volatility: Double
  /// The part of the variance that strikes beyond the range that was given pay for, in [0, 1]; 0 without a range.
  public let shareBeyond: Double

  /// Replicates a smile.
  ///
  /// - Parameters:
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - range: The log-moneyness of the strikes that are known; the smile beyond is an extrapolation, whose share is told. Nil for a smile that
  ///     is known everywhere.
  ///   - totalVariance: σ²T ≥ 0 at a log-moneyness. It must be free of arbitrage at its wings, so that the integrals end: w < 2|k| there.
  /// - Returns: NaN where the years or a total variance are out of range, or where an integral has not ended at |k| = 300.
  /// - Accuracy: 1e-10 of the variance and the volatility on smooth smiles with σ√T up to 2; beyond it the volatility loses digits, 3e-8 of it at 6.
  /// - Complexity: Some thousand evaluations of the smile.
  public init(years: Double, range: ClosedRange<Double>? = nil, totalVariance: (_ logMoneyness: Double) -> Double) {
    func price(_ k: Double) -> Double {
      let variance = totalVariance(k)
      guard variance >= 0 else { return .nan }
      return Black76.price(
        k > 0 ? .call : .put, forward: 1, strike: exp(k), years: 1, volatility: variance.squareRoot(), discountFactor: 1
      )
    }
    self.init(ofPrices: price, years: years, range: range)
  }

  /// Replicates prices of options.
  ///
  /// - Parameters:
  ///   - price: The undiscounted price over the forward of the option out of the money at a log-moneyness.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - range: As above.
  package init(
    ofPrices price: (_ logMoneyness: Double) -> Double, years: Double, range: ClosedRange<Double>? = nil
  ) {
    guard years > 0, years < .infinity, price(0) >= 0 else {
      (variance, volatility, shareBeyond) = (.nan, .nan, .nan)
      return
    }
    // Near the money a price is the deviation over √(2π).
    let unit = min(max(price(0) * 2.5, 1e-8), 2)
    func wing(from start: Double, _ direction: Double) -> SIMD2<Double> {
      withoutActuallyEscaping(price) { ReplicationIntegral(unit: unit, price: $0).wing(from: start, direction) }
    }
    let sums = wing(from: 0, 1) + wing(from: 0, -1)
    variance = 2 * sums.x / years
    let money = (2 * Double.pi).squareRoot() * price(0)
    volatility = (money + (Double.pi / 8).squareRoot() * sums.y) / years.squareRoot()
    guard let range else {
      shareBeyond = variance.isNaN ? .nan : 0
      return
    }
    let beyond =
      wing(from: max(range.upperBound, 0), 1).x + wing(from: min(range.lowerBound, 0), -1).x
    shareBeyond = sums.x > 0 ? min(max(beyond / sums.x, 0), 1) : beyond.isNaN ? .nan : 0
  }
}

/// The integrals over one wing, in panels that widen outwards until what they add is nothing.
private struct ReplicationIntegral {
  let unit: Double
  let price: (Double) -> Double

  /// Where a wing must have ended.
  private static let end = 300.0

  /// - Parameters:
  ///   - start: Where the wing begins.
  ///   - direction: 1 for calls, −1 for puts.
  func wing(from start: Double, _ direction: Double) -> SIMD2<Double> {
    var total = SIMD2<Double>.zero
    var width = 0.5 * unit
    var low = abs(start)
    guard low < Self.end else { return .zero }
    while low < Self.end {
      let high = low + width
      let panel = adapted(low, high, direction, depth: 10, whole: rule(low, high, direction))
      total += panel
      guard panel.x.isFinite else { return SIMD2(repeating: .nan) }
      // Beyond the money what falls below rounding falls for good.
      if abs(panel.x) <= 1e-15 * abs(total.x), low > 2 * unit { return total }
      if total.x == 0, low > 50 * unit { return total }
      low = high
      width *= 1.2
    }
    return SIMD2(repeating: .nan)
  }

  private func adapted(
    _ low: Double, _ high: Double, _ direction: Double, depth: Int, whole: SIMD2<Double>
  ) -> SIMD2<Double> {
    let middle = 0.5 * (low + high)
    let (left, right) = (rule(low, middle, direction), rule(middle, high, direction))
    let halves = left + right
    let difference = halves - whole
    guard depth > 0, max(abs(difference.x), abs(difference.y)) > 1e-13 * unit * unit else { return halves }
    return adapted(low, middle, direction, depth: depth - 1, whole: left)
      + adapted(middle, high, direction, depth: depth - 1, whole: right)
  }

  private func rule(_ low: Double, _ high: Double, _ direction: Double) -> SIMD2<Double> {
    let (center, half) = (0.5 * (low + high), 0.5 * (high - low))
    var total = SIMD2<Double>.zero
    for node in GaussLegendre.twelve.nodes {
      for x in [center - half * node.x, center + half * node.x] {
        total += half * node.weight * integrand(direction * x)
      }
    }
    return total
  }

  private func integrand(_ k: Double) -> SIMD2<Double> {
    let value = price(k)
    if value == 0 { return .zero }
    let sign: Double = k > 0 ? -1 : 1
    // exp(−k/2) grows with the Bessel functions below the money and cancels them above.
    let weight = Self.bessel(0.5 * abs(k), sign) * (k > 0 ? 1 : exp(-k))
    return value * SIMD2(exp(-k), sign * weight)
  }

  /// exp(−x) (I₀(x) + sign · I₁(x)), as the mean of exp(x (cos θ − 1)) (1 + sign · cos θ) over the circle, which even points give to double precision.
  private static func bessel(_ x: Double, _ sign: Double) -> Double {
    let count = 24 + Int(8 * x.squareRoot())
    var total = 0.0
    for i in 0..<count {
      let c = cos(Double.pi * (Double(i) + 0.5) / Double(count))
      total += exp(x * (c - 1)) * (1 + sign * c)
    }
    return total / Double(count)
  }
}
