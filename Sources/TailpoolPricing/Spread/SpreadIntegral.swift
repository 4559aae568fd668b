import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// The price of a spread option of strike ≥ 0 as an integral over the second asset.
///
/// Given the normal variable z that drives the second asset, the first is lognormal, with
///
///     A(z) = A exp(ρa z − ρ²a²/2),   X(z) = K + B exp(c z − c²/2),   s = a √(1 − ρ²)
///
/// where A, B and K are present values, a = σ₁√T and c = σ₂√T, so that the price is ∫ φ(z) Black(A(z), X(z), s) dz. The integrand
/// is positive and smooth but for a layer around the roots of u(z) = log A(z)/X(z) whose width is s. u is concave, so that
/// there are two at most. Panels end where u is 0, ±5s and ±10s, and are no wider than 4 over one and the largest deviation;
/// on each 20 nodes reach double precision.
struct SpreadIntegral {
  private let asset: Double
  private let other: Double
  private let strike: Double
  private let shared: Double
  private let otherDeviation: Double
  private let deviation: Double
  private let scale: Double
  private let type: OptionType

  /// - Parameters:
  ///   - type: The option out of the money.
  ///   - market: Arguments in their domain, with a strike ≥ 0.
  init(_ type: OptionType, _ market: TwoAssetMarket) {
    self.type = type
    let largest = max(market.present1, market.present2, market.presentStrike)
    scale = largest > 0 ? largest : 1
    asset = market.present1 / scale
    other = market.present2 / scale
    strike = market.presentStrike / scale
    shared = market.correlation * market.deviation1
    otherDeviation = market.deviation2
    deviation = market.deviation1 * ((1 - market.correlation) * (1 + market.correlation)).squareRoot()
  }

  private func asset(at z: Double) -> Double { asset * exp(shared * z - 0.5 * shared * shared) }
  private func unitOfOther(at z: Double) -> Double { exp(otherDeviation * z - 0.5 * otherDeviation * otherDeviation) }

  /// u(z) and its slope.
  private func moneyness(at z: Double) -> (value: Double, slope: Double) {
    let part = other * unitOfOther(at: z)
    let (pay, slope) = (strike + part, otherDeviation * part)
    guard pay > 0 else { return (.infinity, shared - otherDeviation) }
    return (log(asset / pay) + shared * z - 0.5 * shared * shared, shared - slope / pay)
  }

  /// Where the normal densities of z under any of the three measures end, with the least and greatest of both shifts.
  private var range: (low: Double, high: Double) {
    let reach = 10.0
    return (min(0, shared, otherDeviation) - reach, max(0, shared, otherDeviation) + reach)
  }

  /// Where u is greatest; nil where it has no maximum.
  private var peak: Double? {
    guard strike > 0, other > 0, otherDeviation > 0, shared > 0, shared < otherDeviation else { return nil }
    let share = shared / otherDeviation
    return (log(strike / other * share / (1 - share)) + 0.5 * otherDeviation * otherDeviation) / otherDeviation
  }

  /// The ends of the panels, ascending, and the roots of u.
  private var cuts: (ends: [Double], roots: [Double]) {
    let (low, high) = range
    var ends = [low, high]
    var roots: [Double] = []
    guard asset > 0, strike + other > 0 else { return (ends, roots) }
    var branches = [(low, high)]
    if let peak, peak > low, peak < high {
      ends.append(peak)
      branches = [(low, peak), (peak, high)]
    }
    for (start, end) in branches {
      for level in deviation > 0 ? [-10, -5, 0, 5, 10] : [0.0] {
        guard let found = root(of: level * deviation, from: start, to: end) else { continue }
        ends.append(found)
        if level == 0 { roots.append(found) }
      }
    }
    return (ends.sorted(), roots)
  }

  /// Where u takes a value on an interval on which it is monotone; nil where it does not.
  private func root(of level: Double, from start: Double, to end: Double) -> Double? {
    var (low, high) = (start, end)
    let atLow = moneyness(at: low).value - level
    let atHigh = moneyness(at: high).value - level
    guard atLow * atHigh < 0 else { return nil }
    var z = 0.5 * (low + high)
    for _ in 0..<100 {
      let (value, slope) = moneyness(at: z)
      if (value - level) * atLow > 0 { low = z } else { high = z }
      let step = (value - level) / slope
      let next = z - step
      let isInside = next > low && next < high
      let moved = isInside ? next : 0.5 * (low + high)
      if moved == z || abs(moved - z) <= 1e-15 * max(1, abs(z)) { return moved }
      z = moved
    }
    return z
  }

  /// The option's derivatives by the present values.
  var derivatives: PresentDerivatives {
    var sum = PresentDerivatives()
    let (ends, roots) = cuts
    let widest = 4 / (1 + max(abs(shared), otherDeviation))
    for (start, end) in zip(ends, ends.dropFirst()) where end > start {
      let count = ((end - start) / widest).rounded(.up)
      let half = 0.5 * (end - start) / count
      var panel = 0.0
      while panel < count {
        let center = start + (2 * panel + 1) * half
        for node in GaussLegendre.twenty.nodes {
          add(at: center - half * node.x, weight: half * node.weight, to: &sum)
          add(at: center + half * node.x, weight: half * node.weight, to: &sum)
        }
        panel += 1
      }
    }
    if deviation == 0 { for root in roots { addStep(at: root, to: &sum) } }
    sum.value *= scale
    sum.by11 /= scale
    sum.by12 /= scale
    sum.by22 /= scale
    return sum
  }

  private func add(at z: Double, weight: Double, to sum: inout PresentDerivatives) {
    let density = weight * NormalDistribution.density(z)
    guard density > 0 else { return }
    let (forward, unit) = (asset(at: z), unitOfOther(at: z))
    let pay = strike + other * unit
    sum.value +=
      density * Black76.price(type, forward: forward, strike: pay, years: 1, volatility: deviation, discountFactor: 1)
    let grown = asset > 0 ? forward / asset : exp(shared * z - 0.5 * shared * shared)
    let u = forward == pay ? 0 : log(forward / pay)
    let distance = u == 0 ? 0 : u / deviation
    let sign = type.sign
    let first = sign * NormalDistribution.cumulative(sign * (distance + 0.5 * deviation))
    let second = sign * NormalDistribution.cumulative(sign * (distance - 0.5 * deviation))
    sum.by1 += density * first * grown
    sum.by2 -= density * second * unit
    sum.byStrike -= density * second
    guard deviation > 0, pay > 0, forward > 0 else { return }
    let bend = density * NormalDistribution.density(distance + 0.5 * deviation) / deviation
    sum.by11 += bend * grown * (grown / forward)
    sum.by12 -= bend * grown * (unit / pay)
    sum.by22 += bend * (forward / pay) * unit * (unit / pay)
  }

  /// What a root adds to the second derivatives where the payoff itself is integrated.
  private func addStep(at z: Double, to sum: inout PresentDerivatives) {
    let (grown, unit) = (exp(shared * z - 0.5 * shared * shared), unitOfOther(at: z))
    let pay = strike + other * unit
    let slope = abs(moneyness(at: z).slope)
    let bend = NormalDistribution.density(z) / (pay * slope)
    sum.by11 += bend * grown * grown
    sum.by12 -= bend * grown * unit
    sum.by22 += bend * unit * unit
  }
}
