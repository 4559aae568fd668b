import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// The terms of Stulz's formula, as derivatives by the present values.
struct StulzTerms {
  private let first: Double
  private let second: Double
  private let strike: Double
  private let a: Double
  private let c: Double
  private let rho: Double
  private let independence: Double
  private let ratio: Double

  /// - Parameter market: Arguments in their domain, with a strike ≥ 0.
  init(_ market: TwoAssetMarket) {
    (first, second, strike) = (market.present1, market.present2, market.presentStrike)
    (a, c, rho) = (market.deviation1, market.deviation2, market.correlation)
    independence = ((1 - rho) * (1 + rho)).squareRoot()
    let gap = a - c
    ratio = (gap * gap + 2 * (1 - rho) * a * c).squareRoot()
  }

  /// The derivatives of the option.
  func derivatives(_ selection: RainbowSelection, _ type: OptionType) -> PresentDerivatives {
    var option = callOnWorse(strike: strike)
    if selection == .best { option = call(on: first, a, isFirst: true) + call(on: second, c, isFirst: false) - option }
    if type == .put {
      var worse = callOnWorse(strike: 0)
      worse.byStrike = 0
      let both = PresentDerivatives(value: first + second, by1: 1, by2: 1)
      let asset = selection == .best ? both - worse : worse
      option = option + PresentDerivatives(value: strike, byStrike: 1) - asset
    }
    // No option is worth less than nothing; rounding may be.
    option.value = max(option.value, 0)
    return option
  }

  /// A plain call on one of the assets.
  private func call(on asset: Double, _ deviation: Double, isFirst: Bool) -> PresentDerivatives {
    let d = distance(asset, strike, deviation)
    let price = Black76.price(
      .call, forward: asset, strike: strike, years: 1, volatility: deviation, discountFactor: 1)
    let by = NormalDistribution.cumulative(d)
    let byStrike = -NormalDistribution.cumulative(d - deviation)
    let bend = asset == 0 ? 0 : quotient(NormalDistribution.density(d), deviation) / asset
    return isFirst
      ? PresentDerivatives(value: price, by1: by, byStrike: byStrike, by11: bend)
      : PresentDerivatives(value: price, by2: by, byStrike: byStrike, by22: bend)
  }

  /// A call on the worse asset.
  private func callOnWorse(strike: Double) -> PresentDerivatives {
    // Two assets that move as one are one.
    guard ratio > 0 else {
      return first <= second ? only(first, a, strike, isFirst: true) : only(second, c, strike, isFirst: false)
    }
    let (y1, y2) = (distance(first, strike, a), distance(second, strike, c))
    let d1 = distance(first, second, ratio)
    let d2 = d1 - ratio
    let (rho1, rho2) = (clamped(((a - c) + (1 - rho) * c) / ratio), clamped(((1 - rho) * a - (a - c)) / ratio))
    let joint = NormalDistribution.bivariateCumulative
    let (by1, by2) = (joint(y1, -d1, -rho1), joint(y2, d2, -rho2))
    // A strike of 0 is exceeded where both are worth something.
    let byStrike = strike > 0 ? -joint(y1 - a, y2 - c, rho) : first > 0 && second > 0 ? -1 : 0
    let (free1, free2) = (c * independence / ratio, a * independence / ratio)
    let switch1 = slope(at: d1, y1 - rho1 * d1, free1)
    let switch2 = slope(at: d2, y2 + rho2 * d2, free2)
    var sum = PresentDerivatives(by1: by1, by2: by2, byStrike: byStrike)
    sum.value = first * by1 + second * by2 + strike * byStrike
    if first > 0, second > 0 {
      sum.by11 = (quotient(slope(at: y1, rho1 * y1 - d1, free1), a) - switch1 / ratio) / first
      sum.by22 = (quotient(slope(at: y2, rho2 * y2 + d2, free2), c) - switch2 / ratio) / second
      sum.by12 = switch1 / (second * ratio)
    }
    return sum
  }

  private func only(_ asset: Double, _ deviation: Double, _ strike: Double, isFirst: Bool) -> PresentDerivatives {
    if strike == self.strike { return call(on: asset, deviation, isFirst: isFirst) }
    return isFirst ? PresentDerivatives(value: asset, by1: 1) : PresentDerivatives(value: asset, by2: 1)
  }

  /// log(x/y)/s + s/2, with its limits; 0 where both are equal and nothing moves.
  private func distance(_ x: Double, _ y: Double, _ s: Double) -> Double {
    if x == y { return 0.5 * s }
    return logRatio(x, y) / s + 0.5 * s
  }

  /// φ(x) N(y / free), the slope of a bivariate probability.
  private func slope(at x: Double, _ y: Double, _ free: Double) -> Double {
    let density = NormalDistribution.density(x)
    guard density > 0 else { return 0 }
    return density * (free > 0 ? NormalDistribution.cumulative(y / free) : y > 0 ? 1 : y < 0 ? 0 : 0.5)
  }

  private func quotient(_ x: Double, _ y: Double) -> Double { x == 0 ? 0 : x / y }
  private func clamped(_ x: Double) -> Double { min(max(x, -1), 1) }
}

extension PresentDerivatives {
  static func + (x: PresentDerivatives, y: PresentDerivatives) -> PresentDerivatives { x.combined(y, 1) }
  static func - (x: PresentDerivatives, y: PresentDerivatives) -> PresentDerivatives { x.combined(y, -1) }

  private func combined(_ y: PresentDerivatives, _ sign: Double) -> PresentDerivatives {
    PresentDerivatives(
      value: value + sign * y.value, by1: by1 + sign * y.by1, by2: by2 + sign * y.by2,
      byStrike: byStrike + sign * y.byStrike, by11: by11 + sign * y.by11, by12: by12 + sign * y.by12,
      by22: by22 + sign * y.by22)
  }
}
