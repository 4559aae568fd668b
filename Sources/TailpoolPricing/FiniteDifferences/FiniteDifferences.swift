import TailpoolLibc
import TailpoolMarket

/// Prices of contracts on one lognormal or local-volatility diffusion by finite differences: the second opinion beside closed forms.
///
/// Every contract is solved on two grids, the second with half the cells and steps, and both are combined so that the error of second order cancels
/// (L. Richardson, 1911). The grid is dense around the strike, which is a node, and ends at a barrier; the scheme is `TR-BDF2` with implicit Euler steps at the start
/// (`Docs/Methods/FiniteDifferences.md`).
public enum FiniteDifferences {
  /// What is priced.
  public enum Payoff: Hashable, Sendable {
    /// A European option.
    case european(OptionType, strike: Double)
    /// An American option.
    case american(OptionType, strike: Double)
    /// A European digital option.
    case digital(DigitalPayoff, OptionType, strike: Double)
    /// A European option with one barrier that is watched at every instant and has not been reached; a knock-out pays its rebate at the passage, a knock-in at expiry.
    case barrier(BarrierKind, OptionType, strike: Double, barrier: Double, rebate: Double)
  }

  /// How fine the grid is.
  public struct Resolution: Hashable, Sendable {
    /// Cells in the log price on the finer grid, even.
    public let cells: Int
    /// Time steps on the finer grid, even.
    public let steps: Int
    /// Whether the grid of half the resolution takes off the error of second order.
    public let isExtrapolated: Bool

    /// Creates a resolution.
    ///
    /// - Parameters:
    ///   - cells: Cells in the log price; made even, between 32 and 20,000.
    ///   - steps: Time steps; made even, between 8 and 20,000.
    ///   - isExtrapolated: Whether the grid of half the resolution takes off the error of second order.
    public init(cells: Int, steps: Int, isExtrapolated: Bool = true) {
      self.cells = min(max(cells, 32), 20_000) / 2 * 2
      self.steps = min(max(steps, 8), 20_000) / 2 * 2
      self.isExtrapolated = isExtrapolated
    }

    /// 400 cells and 100 steps.
    public static let standard = Resolution(cells: 400, steps: 100)
  }

  /// A price with two derivatives and a measure of its error.
  public struct Valuation: Hashable, Sendable {
    /// Price of one unit.
    public var price: Double
    /// dV/dS.
    public var delta: Double
    /// d²V/dS².
    public var gamma: Double
    /// What the finer grid alone differs by: more than the error of an extrapolated price, 0 of one that is not.
    public var correction: Double
  }

  /// The price under one volatility.
  ///
  /// - Parameters:
  ///   - payoff: What is priced; strikes and barriers finite and > 0, rebates finite and ≥ 0.
  ///   - spot: Spot price, finite and > 0. A barrier that is at the spot or beyond counts as reached.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - volatility: Annual lognormal volatility, > 0, with 1e-4 ≤ σ√T ≤ 10.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - resolution: How fine the grid is.
  /// - Returns: NaN throughout for an argument out of its range, or NaN.
  /// - Accuracy: As Docs/Methods/FiniteDifferences.md measures it: an rms below 1e-6 of the spot on References/Tables/barrier.csv and digital.csv.
  /// - Complexity: O(cells · steps).
  public static func price(
    _ payoff: Payoff, spot: Double, years: Double, volatility: Double, rate: Double, dividendYield: Double,
    resolution: Resolution = .standard
  ) -> Valuation {
    let problem = DiffusionProblem(
      payoff, spot: spot, years: years, deviation: volatility * years.squareRoot(), rate: rate,
      dividendYield: dividendYield, isFlat: true
    ) { _, _ in volatility * volatility }
    return problem?.valuation(resolution) ?? .nan
  }

  /// The price under a local variance.
  ///
  /// - Parameters:
  ///   - payoff: As above.
  ///   - spot: As above.
  ///   - years: As above.
  ///   - rate: As above.
  ///   - dividendYield: As above.
  ///   - resolution: As above.
  ///   - localVariance: The variance a year at log(price / forward) and a time from now, > 0 and finite; asked at times in (0, years).
  /// - Returns: NaN throughout for an argument out of its range, and where the local variance at the money is no number above 0. Elsewhere a local
  ///   variance that is none is taken as that of the nearest node towards the money.
  /// - Accuracy: Of second order, extrapolated, where the local variance is smooth.
  /// - Complexity: O(cells · steps), with as many evaluations of the local variance.
  public static func price(
    _ payoff: Payoff, spot: Double, years: Double, rate: Double, dividendYield: Double,
    resolution: Resolution = .standard, localVariance: (_ logMoneyness: Double, _ years: Double) -> Double
  ) -> Valuation {
    let carry = rate - dividendYield
    var sum = 0.0
    for i in 0..<32 { sum += localVariance(0, years * (Double(i) + 0.5) / 32) / 32 }
    return withoutActuallyEscaping(localVariance) { local in
      let problem = DiffusionProblem(
        payoff, spot: spot, years: years, deviation: (sum * years).squareRoot(), rate: rate,
        dividendYield: dividendYield, isFlat: false
      ) { x, left in
        let now = max(years - left, 0)
        return local(x - log(spot) - carry * now, now)
      }
      return problem?.valuation(resolution) ?? .nan
    }
  }
}

extension FiniteDifferences.Valuation {
  static let nan = FiniteDifferences.Valuation(price: .nan, delta: .nan, gamma: .nan, correction: .nan)
}
