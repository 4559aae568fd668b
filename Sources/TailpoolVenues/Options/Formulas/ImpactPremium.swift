import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing

/// What options cost where selling them moves the volatility: the integral of their price along the move.
///
///     premium = ∫ BS(v(x)) dx,  from x = sold to x = sold + size
///
/// One trade costs what its parts cost, in any order, and a trade there and back costs nothing: the integral depends on
/// where it begins and ends. A price at the volatility before, after or between does not have this property.
///
/// The integral is taken by Gauss–Legendre rules of twenty nodes, the panel with the greatest error cut in half until the
/// errors sum to `relativeBound` of the whole. The error of a panel is taken to be what its halves change it by, which is that of
/// the panel before it was cut. Where the variance moves in a line the integral is over the volatility, in which an option at
/// the money is smooth down to zero; where the volatility meets zero the integral is cut.
public struct ImpactPremium: Hashable, Sendable {
  /// What the taker pays, in the currency of the strike: above zero where the pool sells, below where it buys.
  public let amount: Double
  /// The premium is within this of the exact integral, ≥ 0: the errors of the panels and the rounding of prices.
  public let errorBound: Double
  /// The volatility before the trade.
  public let volatilityBefore: Double
  /// The volatility after it.
  public let volatilityAfter: Double
  /// Panels that the integral took.
  public let panels: Int

  /// The error of the panels at which the integral is done, of the premium: 10⁻¹³.
  public static let relativeBound = 1e-13
  /// Panels after which an integral that does not settle stops; `errorBound` says how far it came.
  public static let mostPanels = 200

  /// Integrates a premium.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - spot: Spot price, finite and ≥ 0.
  ///   - strike: Strike, finite and ≥ 0.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - path: How the volatility moves.
  ///   - sold: Options sold before the trade, finite, any sign.
  ///   - size: Options that the pool sells, below zero where it buys; finite.
  ///
  /// An argument out of its range, or NaN, gives NaN throughout. A volatility that falls below zero on the way stays zero.
  ///
  /// - Accuracy: 1e-13 of the premium on every row of References/Tables/pools/52_path_independent_quote.json.
  /// - Complexity: 60 prices where one cut is enough, 40 more for each further one.
  /// - Source: our own; a premium as an integral is that of market makers with a cost function, R. Hanson, "Logarithmic market
  ///   scoring rules for modular combinatorial information aggregation", Journal of Prediction Markets 1 (2007).
  public init(
    _ type: OptionType, spot: Double, strike: Double, years: Double, rate: Double, dividendYield: Double = 0,
    along path: VolatilityPath, sold: Double, size: Double
  ) {
    let end = sold + size
    (volatilityBefore, volatilityAfter) = (path.volatility(at: sold), path.volatility(at: end))
    // Always upward, so that a trade back has the bits of the trade there.
    let integral = ImpactIntegral(from: min(sold, end), size: abs(size), path: path) { volatility in
      BlackScholesMerton.price(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield
      )
    }
    amount = size < 0 ? -integral.sum : integral.sum
    // A price is good to 4 (1 + its condition number) 2⁻⁵³. With d the strike's distance in deviations s the condition number is
    // about d² in the volatility and (1 + d) / s in spot and strike, taken where the option is dearest: there is most of the premium.
    let deviation = max(volatilityBefore, volatilityAfter) * years.squareRoot()
    let distance = abs(logRatio(spot, strike) + (rate - dividendYield) * years) / deviation
    let condition = distance * distance + (1 + distance) / deviation
    let rounding = 0x1p-50 * (1 + (condition.isFinite ? condition : 0))
    (errorBound, panels) = (integral.error + rounding * integral.sum, integral.panelCount)
  }
}

/// The integral of a price over the volatilities of a path, panel by panel.
private struct ImpactIntegral {
  /// A part of a stretch, in the coordinate −1 … 1 of the stretch.
  private struct Panel {
    let stretch: Int
    let center: Double
    let half: Double
    let sum: Double
    let error: Double
  }

  /// A piece of the path within which the volatility is smooth.
  private struct Stretch {
    let path: VolatilityPath
    let start: Double
    let size: Double

    /// The volatility at a coordinate from −1 to 1, and the options that are sold on a unit of the coordinate.
    func node(_ t: Double) -> (volatility: Double, density: Double) {
      guard case .linearVariance = path else {
        return (path.volatility(at: start + 0.5 * size * (1 + t)), 0.5 * size)
      }
      // Over the volatility: x = (v² − v₀²) / slope, dx = 2 v / slope dv, with the slope left out so that it may be 0.
      let (low, high) = (path.volatility(at: start), path.volatility(at: start + size))
      guard low + high > 0 else { return (0, 0.5 * size) }
      let volatility = 0.5 * (low + high) + 0.5 * (high - low) * t
      return (volatility, size * volatility / (low + high))
    }
  }

  private let stretches: [Stretch]
  private let price: (Double) -> Double
  private var panels: [Panel] = []
  private(set) var sum = 0.0
  private(set) var error = 0.0
  var panelCount: Int { panels.count }

  init(from start: Double, size: Double, path: VolatilityPath, price: @escaping (Double) -> Double) {
    self.price = price
    let ends = path.zeros.filter { $0 > start && $0 < start + size }.sorted()
    var (from, stretches) = (start, [Stretch]())
    for end in ends {
      stretches.append(Stretch(path: path, start: from, size: end - from))
      from = end
    }
    stretches.append(Stretch(path: path, start: from, size: ends.isEmpty ? size : start + size - from))
    self.stretches = stretches
    for index in stretches.indices { cut(Panel(stretch: index, center: 0, half: 1, sum: whole(index), error: 0)) }
    total()
    while error > ImpactPremium.relativeBound * sum, panels.count < ImpactPremium.mostPanels {
      guard let worst = panels.indices.max(by: { panels[$0].error < panels[$1].error }) else { break }
      cut(panels.remove(at: worst))
      total()
    }
  }

  private func whole(_ stretch: Int) -> Double { rule(stretch, center: 0, half: 1) }

  private func rule(_ stretch: Int, center: Double, half: Double) -> Double {
    half
      * GaussLegendre.twenty.sum { t in
        let node = stretches[stretch].node(center + half * t)
        return node.density * price(node.volatility)
      }
  }

  /// Puts the halves of a panel in its place.
  private mutating func cut(_ panel: Panel) {
    let half = 0.5 * panel.half
    let sums = [-1.0, 1].map { rule(panel.stretch, center: panel.center + $0 * half, half: half) }
    let error = 0.5 * abs(sums[0] + sums[1] - panel.sum)
    for (index, sum) in sums.enumerated() {
      panels.append(
        Panel(
          stretch: panel.stretch, center: panel.center + (index == 0 ? -half : half), half: half, sum: sum,
          error: error))
    }
  }

  private mutating func total() {
    (sum, error) = (CompensatedSum(panels.map(\.sum)).value, CompensatedSum(panels.map(\.error)).value)
  }
}
