import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// European options that end, or come to life, part by part as the spot passes through a range of barriers.
///
/// Of a unit the part of the range is knocked out, or in, that the spot has reached, watched continuously: the option is the mean of
/// barrier options over barriers spread evenly between the two ends.
///
/// Source: I. Hart and M. Ross, "Striking continuity", Risk 7 (1994) 51; E. G. Haug, The Complete Guide to Option Pricing Formulas,
/// 2nd ed. (2007), section 4.17.6.
public enum SoftBarrierOption {
  /// The price of an option with a soft barrier.
  ///
  ///     1/(U − L) ∫ BarrierOption(H) dH,  L < H < U
  ///
  /// - Parameters:
  ///   - kind: Up or down, in or out.
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and ≥ 0, in quote currency.
  ///   - strike: Strike, finite and ≥ 0, same unit.
  ///   - lowerBarrier: Lower end of the range, finite and > 0, same unit.
  ///   - upperBarrier: Upper end, finite and not below the lower one; where they are equal the barrier is a hard one.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0 (0.20 is 20 %); +∞ is allowed.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: Price of one unit, between those of the hard barriers at both ends. Barriers that the spot is at or beyond are reached
  ///   now. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: 1e-13 of the larger of spot and strike against the mean of many barriers; Haug's table to the digits printed. There are
  ///   no Greeks.
  /// - Complexity: At most 80 panels of 20 barrier options, and one for each 3 of log(U/L).
  public static func price(
    _ kind: BarrierKind, _ type: OptionType, spot: Double, strike: Double, lowerBarrier: Double, upperBarrier: Double,
    years: Double, volatility: Double, rate: Double, dividendYield: Double
  ) -> Double {
    func hard(_ barrier: Double) -> Double {
      BarrierOption.price(
        kind, type, spot: spot, strike: strike, barrier: barrier, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }
    guard lowerBarrier > 0, lowerBarrier <= upperBarrier, upperBarrier < .infinity else { return .nan }
    let first = hard(lowerBarrier)
    if first.isNaN || lowerBarrier == upperBarrier { return first }
    var total = 0.0
    let ends = marks(
      to: logRatio(upperBarrier, lowerBarrier), spot: log(spot / lowerBarrier), strike: log(strike / lowerBarrier),
      carry: (rate - dividendYield) * years, deviation: volatility * years.squareRoot())
    for (low, high) in zip(ends, ends.dropFirst()) {
      let (center, half) = (0.5 * (low + high), 0.5 * (high - low))
      total +=
        half
        * GaussLegendre.twenty.sum { (node: Double) -> Double in
          let barrier = lowerBarrier * exp(center + half * node)
          return barrier * hard(barrier)
        }
    }
    let mean = total / (upperBarrier - lowerBarrier)
    let last = hard(upperBarrier)
    return min(max(mean, min(first, last)), max(first, last))
  }

  /// Where panels in the logarithm of the barrier over the lower one end: a deviation and a half apart about the spot and the means of where it ends, closer
  /// about the spot, where the barrier's effect falls with the drift, and three apart elsewhere.
  private static func marks(
    to upper: Double, spot: Double, strike: Double, carry: Double, deviation s: Double
  ) -> [Double] {
    var marks = [upper, spot, strike]
    for center in [spot, spot + carry - 0.5 * s * s, spot + carry + 0.5 * s * s] {
      for k in -8...8 { marks.append(center + 1.5 * s * Double(k)) }
    }
    var step = 1.5 * s
    for _ in 1...10 {
      step *= 0.5
      marks += [spot - step, spot + step]
    }
    var ends = [0.0]
    for mark in marks.filter({ $0 > 0 && $0 <= upper }).sorted() {
      let last = ends[ends.count - 1]
      guard mark > last else { continue }
      let count = min(((mark - last) / 3).rounded(.up), 600)
      var part = 1.0
      while part < count {
        ends.append(last + (mark - last) * part / count)
        part += 1
      }
      ends.append(mark)
    }
    return ends
  }
}
