import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// The value of an option on the living side of a barrier at dates at equal intervals, on panels of nodes.
///
/// Places are distances from the barrier, turned so that the living side is above 0, in deviations of an interval, s = σ√Δ.
struct DiscreteBarrierGrid {
  private static let nodesPerPanel = 20
  private static let panelWidth = 3.0
  private static let mostPanels = 6_000.0

  private let isUp: Bool
  private let isKnockIn: Bool
  private let type: OptionType
  private let spot, strike, barrier, rebate: Double
  private let observations: Int
  private let interval, first: Double
  private let volatility, rate, dividendYield: Double
  /// Deviation and drift of an interval, the drift in deviations.
  private let s, drift: Double
  private let panels: Int

  /// Creates a grid; arguments in their ranges. Nil where it would be too large.
  init?(
    _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, barrier: Double, rebate: Double,
    observations: Int, interval: Double, years: Double, volatility: Double, rate: Double, dividendYield: Double
  ) {
    (isUp, isKnockIn, self.type) = (kind.isUp, kind.isKnockIn, type)
    (self.spot, self.strike, self.barrier, self.rebate) = (spot, strike, barrier, rebate)
    (self.observations, self.interval) = (observations, interval)
    first = years - Double(observations - 1) * interval
    (self.volatility, self.rate, self.dividendYield) = (volatility, rate, dividendYield)
    s = volatility * interval.squareRoot()
    let side: Double = isUp ? -1 : 1
    drift = side * (rate - dividendYield - 0.5 * volatility * volatility) * interval / s
    // Over all dates, with the mean of payoffs that grow as the underlying does.
    let count = years / interval
    let reach =
      side * logRatio(spot, barrier) / s + max(0, drift + max(0, side * s)) * count + 9 * count.squareRoot() + 3
    let needed = (max(reach, 1) / Self.panelWidth).rounded(.up)
    guard needed <= Self.mostPanels, abs(drift) * count / Self.panelWidth <= Self.mostPanels, s > 1e-150 else {
      return nil
    }
    panels = Int(needed)
  }

  /// The value today of what is alive, with its slope and bend in the logarithm of the spot.
  var alive: (value: Double, slope: Double, bend: Double) {
    let side: Double = isUp ? -1 : 1
    let start = side * logRatio(spot, barrier)
    guard observations > 1 else { return single }
    let own = volatility * first.squareRoot()
    let mean = start + side * (rate - dividendYield - 0.5 * volatility * volatility) * first
    let value = afterFirst
    // The value at the first date bends over a deviation of an interval, and ends at the barrier.
    let level = -mean / own
    let integral = StateIntegral(
      from: level, to: .infinity, shift: max(0, side * own),
      bends: [StateIntegral.Bend(place: level, width: s / own)], widest: min(2, 2 * s / own))
    let discount = exp(-rate * first)
    var sums = integral.means { z in
      let v = value((mean + own * z) / s)
      return SIMD4(v, z * v, (z * z - 1) * v, 0)
    }
    // What is found beyond the barrier is paid its rebate at once.
    let paid = isKnockIn ? 0 : rebate
    sums.x += paid * NormalDistribution.cumulative(level)
    let density = paid * NormalDistribution.density(level)
    sums.y -= density
    sums.z -= density * level
    return (discount * sums.x, discount * side * sums.y / own, discount * sums.z / (own * own))
  }

  /// The value right after the first date, as a function of the distance from the barrier.
  private var afterFirst: (Double) -> Double {
    guard observations > 2 else { return { last(at: $0) } }
    let kernel = ConvolutionKernel(
      rule: .twenty, width: Self.panelWidth, drift: drift, panels: panels, nodes: Self.nodesPerPanel)
    let discount = exp(-rate * interval)
    let paid = isKnockIn ? 0 : rebate
    var values = kernel.places.map { last(at: $0) }
    for _ in 0..<(observations - 3) {
      values = kernel.convolved(values)
      for (index, place) in kernel.places.enumerated() {
        values[index] =
          discount * (values[index] + (paid == 0 ? 0 : paid * NormalDistribution.cumulative(-place - drift)))
      }
    }
    return { place in
      discount
        * (kernel.convolved(values, at: place) + (paid == 0 ? 0 : paid * NormalDistribution.cumulative(-place - drift)))
    }
  }

  /// The value with one date to come, at a distance from the barrier, where that is an interval away.
  private func last(at place: Double) -> Double {
    let spot = barrier * exp((isUp ? -1 : 1) * s * place)
    return pieces.reduce(0) { sum, piece in
      sum
        + piece.weight
        * (piece.isOption
          ? BlackScholesMerton.price(
            piece.type, spot: spot, strike: piece.strike, years: interval, volatility: volatility, rate: rate,
            dividendYield: dividendYield)
          : DigitalOption.price(
            .cash, piece.type, spot: spot, strike: piece.strike, years: interval, volatility: volatility, rate: rate,
            dividendYield: dividendYield))
    }
  }

  /// An option or a payment of cash at the last date.
  private struct Piece {
    let weight: Double
    let isOption: Bool
    let type: OptionType
    let strike: Double
  }

  /// The payoff at the last date on the living side, with the rebate: beyond the barrier, or for a knock-in taken off what is alive.
  private var pieces: [Piece] {
    let (living, beyond): (OptionType, OptionType) = isUp ? (.put, .call) : (.call, .put)
    var pieces = [
      Piece(
        weight: isKnockIn ? -rebate : rebate, isOption: false, type: isKnockIn ? living : beyond, strike: barrier)
    ]
    let isStruckInside = isUp ? strike < barrier : strike > barrier
    if type == living {
      let level = isStruckInside ? strike : barrier
      pieces.append(Piece(weight: 1, isOption: true, type: type, strike: level))
      pieces.append(Piece(weight: abs(level - strike), isOption: false, type: type, strike: level))
    } else if isStruckInside {
      pieces.append(Piece(weight: 1, isOption: true, type: type, strike: strike))
      pieces.append(Piece(weight: -1, isOption: true, type: type, strike: barrier))
      pieces.append(Piece(weight: -abs(barrier - strike), isOption: false, type: type, strike: barrier))
    }
    return pieces.filter { $0.weight != 0 }
  }

  /// With one date only, all is in closed form.
  private var single: (value: Double, slope: Double, bend: Double) {
    var (value, delta, gamma) = (0.0, 0.0, 0.0)
    for piece in pieces {
      if piece.isOption {
        let own = BlackScholesMerton.greeks(
          piece.type, spot: spot, strike: piece.strike, years: first, volatility: volatility, rate: rate,
          dividendYield: dividendYield)
        value += piece.weight * own.price
        delta += piece.weight * own.delta
        gamma += piece.weight * own.gamma
      } else {
        let own = DigitalOption.greeks(
          .cash, piece.type, spot: spot, strike: piece.strike, years: first, volatility: volatility, rate: rate,
          dividendYield: dividendYield)
        value += piece.weight * own.price
        delta += piece.weight * own.delta
        gamma += piece.weight * own.gamma
      }
    }
    return (value, spot * delta, spot * spot * gamma + spot * delta)
  }
}
