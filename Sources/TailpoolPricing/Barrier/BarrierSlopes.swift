import TailpoolLibc
import TailpoolNumerics

/// The derivatives of a value in the logarithm of the spot, s = σ√T, rT and qT.
struct BarrierSlopes {
  var logSpot = 0.0
  /// The second derivative in the logarithm of the spot less the first: S² times gamma.
  var curvature = 0.0
  var deviation = 0.0
  var rate = 0.0
  var yield = 0.0

  mutating func add(_ other: BarrierSlopes, times weight: Double) {
    logSpot += weight * other.logSpot
    curvature += weight * other.curvature
    deviation += weight * other.deviation
    rate += weight * other.rate
    yield += weight * other.yield
  }
}

/// A quantity that is linear in the logarithm of the spot, with its derivatives.
private struct Linear {
  var value: Double
  var logSpot: Double
  var deviation: Double
  var rate: Double
  var yield: Double

  static func + (a: Linear, b: Linear) -> Linear {
    Linear(
      value: a.value + b.value, logSpot: a.logSpot + b.logSpot, deviation: a.deviation + b.deviation,
      rate: a.rate + b.rate, yield: a.yield + b.yield)
  }

  static func * (weight: Double, a: Linear) -> Linear {
    Linear(
      value: weight * a.value, logSpot: weight * a.logSpot, deviation: weight * a.deviation, rate: weight * a.rate,
      yield: weight * a.yield)
  }
}

/// Which paths a piece of a price counts.
private enum Paths {
  case all, reflected
}

extension BarrierCoordinates {
  /// The slopes of `knockOut`.
  var knockOutSlopes: BarrierSlopes {
    var slopes = BarrierSlopes()
    if isOutward {
      let level = max(k, h)
      addPayoff(1, .all, level, side: 1, to: &slopes)
      addPayoff(-1, .reflected, level, side: 1, to: &slopes)
    } else if k > h {
      if k - h < 1 { return BarrierIntegral(self).aliveSlopes }
      addBetween(h, k, to: &slopes)
      addPayoff(-1, .reflected, h, side: 1, to: &slopes)
      addPayoff(1, .reflected, k, side: 1, to: &slopes)
    }
    return slopes
  }

  /// The slopes of `knockIn`.
  var knockInSlopes: BarrierSlopes {
    var slopes = BarrierSlopes()
    if isOutward {
      addPayoff(1, .reflected, max(k, h), side: 1, to: &slopes)
      if k < h { addBetween(k, h, to: &slopes) }
    } else {
      addPayoff(1, .all, min(k, h), side: -1, to: &slopes)
      if k > h {
        addPayoff(1, .reflected, h, side: 1, to: &slopes)
        addPayoff(-1, .reflected, k, side: 1, to: &slopes)
      }
    }
    return slopes
  }

  /// The slopes of exp(−rT) · `survival`.
  var survivalSlopes: BarrierSlopes {
    var slopes = BarrierSlopes()
    addCash(discount, .all, h, side: 1, to: &slopes)
    addCash(-discount, .reflected, h, side: 1, to: &slopes)
    return slopes
  }

  /// The slopes of the discounted value of some pieces of a digital option.
  func digitalSlopes(_ pieces: [DigitalPiece], isAsset: Bool) -> BarrierSlopes {
    var slopes = BarrierSlopes()
    let unit = Linear(value: 0, logSpot: isAsset ? 1 : 0, deviation: 0, rate: isAsset ? 0 : -1, yield: isAsset ? -1 : 0)
    for piece in pieces {
      add(
        piece.weight * (isAsset ? receive : discount), unit, piece.isReflected ? .reflected : .all, piece.level,
        side: piece.isAbove ? 1 : -1, mean: mean(isAsset: isAsset), to: &slopes)
    }
    return slopes
  }

  /// The payoff over lower < z < upper on all paths, by the tails away from the forward.
  private func addBetween(_ lower: Double, _ upper: Double, to slopes: inout BarrierSlopes) {
    if isForwardInside {
      addPayoff(1, .all, upper, side: -1, to: &slopes)
      addPayoff(-1, .all, lower, side: -1, to: &slopes)
    } else {
      addPayoff(1, .all, lower, side: 1, to: &slopes)
      addPayoff(-1, .all, upper, side: 1, to: &slopes)
    }
  }

  /// ± the payoff ±(S − K) above (side 1) or below (side −1) a level.
  private func addPayoff(
    _ weight: Double, _ paths: Paths, _ level: Double, side: Double, to slopes: inout BarrierSlopes
  ) {
    let asset = Linear(value: 0, logSpot: 1, deviation: 0, rate: 0, yield: -1)
    add(sign * weight * receive, asset, paths, level, side: side, mean: mean(isAsset: true), to: &slopes)
    addCash(-sign * weight * pay, paths, level, side: side, to: &slopes)
  }

  private func addCash(
    _ weight: Double, _ paths: Paths, _ level: Double, side: Double, to slopes: inout BarrierSlopes
  ) {
    let cash = Linear(value: 0, logSpot: 0, deviation: 0, rate: -1, yield: 0)
    add(weight, cash, paths, level, side: side, mean: mean(isAsset: false), to: &slopes)
  }

  /// The mean of z when payments are counted in the underlying or in cash.
  private func mean(isAsset: Bool) -> Linear {
    Linear(
      value: isAsset ? drift + eta * s : drift, logSpot: 0, deviation: isAsset ? -drift / s : -drift / s - eta,
      rate: eta / s, yield: -eta / s)
  }

  /// A barrier or strike as z.
  private func point(_ z: Double) -> Linear {
    Linear(value: z, logSpot: -eta / s, deviation: -z / s, rate: 0, yield: 0)
  }

  /// Adds the slopes of weight · exp(E) N(d), where E is `unit` and, on reflected paths, 2 mean h.
  private func add(
    _ weight: Double, _ unit: Linear, _ paths: Paths, _ level: Double, side: Double, mean: Linear,
    to slopes: inout BarrierSlopes
  ) {
    // A strike of 0 on the side that holds nothing.
    if weight == 0 || side * level == .infinity { return }
    var exponent = unit
    var argument = mean + -1 * point(level)
    var density = NormalDistribution.density(argument.value)
    if paths == .reflected {
      let barrier = point(h)
      density *= exp(-2 * h * (h - level))
      argument = argument + 2 * barrier
      exponent.value += 2 * mean.value * h
      exponent.logSpot += 2 * mean.value * barrier.logSpot
      exponent.deviation += 2 * (mean.deviation * h + mean.value * barrier.deviation)
      exponent.rate += 2 * mean.rate * h
      exponent.yield += 2 * mean.yield * h
    }
    let d = side * argument.value
    // On the small side the exponent has joined the density, where it cannot overflow.
    let probability =
      d < 0
      ? density * NormalDistribution.millsRatio(-d) : exp(exponent.value) * NormalDistribution.cumulative(d)
    let f = weight * probability
    let g = weight * side * density
    slopes.logSpot += exponent.logSpot * f
    slopes.curvature += exponent.logSpot * (exponent.logSpot - 1) * f
    slopes.deviation += exponent.deviation * f
    slopes.rate += exponent.rate * f
    slopes.yield += exponent.yield * f
    if density == 0 { return }
    slopes.logSpot += argument.logSpot * g
    slopes.curvature += argument.logSpot * (2 * exponent.logSpot - 1 - argument.logSpot * argument.value) * g
    slopes.deviation += argument.deviation * g
    slopes.rate += argument.rate * g
    slopes.yield += argument.yield * g
  }
}
