import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// A lookback option with its market and the extremum so far.
///
/// One volatility, that of the smile at the strike or at the money, serves the whole path. Over a horizon the extremum may be passed
/// on the way between the two spots; with the law of the Brownian bridge between them (today's volatility) the value is its mean over
/// the paths,
///
///     value = V(m) + exp(−rT) ∫ P(bridge passes z) P(z is not passed later) dz   over the levels z beyond m
///
/// where m is the extremum of the past and both spots.
package struct LookbackRepricer: Repricer {
  /// The option.
  package let contract: LookbackContract
  /// The lowest or highest price so far, the spot included.
  package let extremum: Double
  /// Spot, rates and the volatility of the strike.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: LookbackContract, extremum: Double, _ market: DatedMarket) {
    self.contract = contract
    self.extremum = extremum
    self.market = market
  }

  /// The underlying, at the strike or at the money, and the option's expiry.
  package var inputs: [PricingInput] { [market.input(contract.underlying, strike: contract.strike)] }

  private var strike: LookbackOption.Strike { contract.strike.map { .fixed($0) } ?? .floating }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    ContractGreeks(
      NetGreeks(
        LookbackOption.greeks(
          contract.type, strike, spot: market.spot, extremum: extremum, years: market.years,
          volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield), units: units))
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    let then = market.spot * input.spotFactors[row]
    let bridge = PriceBridge(market, to: then, elapsedYears: elapsedYears)
    let years = market.years - bridge.years
    let rate = market.rate + moves.rateShift(0, at: row)
    let yield = market.dividendYield + moves.carryShift(0, at: row)
    let isLowest = contract.countsLowest
    // A move that takes time has today's spot behind it; one at once is as if it had always been.
    let seen = isLowest ? min(extremum, then) : max(extremum, then)
    let value = LookbackOption.price(
      contract.type, strike, spot: then, extremum: seen, years: years, volatility: input.volatilities[row],
      rate: rate, dividendYield: yield)
    guard bridge.years > 0 else { return value }
    let level = contract.strike.map { isLowest ? min(seen, $0) : max(seen, $0) } ?? seen
    let deviation = input.volatilities[row] * years.squareRoot()
    // Beyond six deviations of the bridge's half no path goes.
    let reach = (20 * bridge.variance * bridge.years).squareRoot()
    var passed = 0.0
    for panel in 0..<3 {
      let (middle, half) = (reach * (Double(panel) + 0.5) / 3, reach / 6)
      passed +=
        half
        * GaussLegendre.twenty.sum { x in
          let place = level * exp((isLowest ? -1 : 1) * (middle + half * x))
          let remains =
            deviation > 0
            ? ExtremumExcess(
              isLowest ? .down : .up, spot: then, level: place, deviation: deviation, carry: (rate - yield) * years
            ).survival : 1
          return place * bridge.probability(reaching: place) * remains
        }
    }
    return value + exp(-rate * years) * passed
  }

  /// How the path is watched.
  package var assumption: String? {
    "Lookback options are watched at every instant, with one volatility for the whole path; over the horizon a lower or higher price "
      + "may be reached on the way between the two spots."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    [
      contract.type.sign, contract.strike ?? 0, extremum, market.spot, market.rate, market.dividendYield, market.years,
      market.volatility,
    ]
  }
}

extension LookbackContract: PriceableContract {
  /// The volatility of the smile at the strike, or at the money; rate and yield at the option's maturity; the extremum of the state.
  ///
  /// - Throws: `PricingProblem.state` when the state does not say the extremum, says a number that is none, or one that the spot
  ///   has passed.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let spot = try market.underlying(underlying).spot
    let which = countsLowest ? "lowest" : "highest"
    guard let extremum = state.extremum, extremum > 0, extremum < .infinity else {
      throw .state(expected: "extremum to be the \(which) price so far")
    }
    guard countsLowest ? extremum <= spot : extremum >= spot else {
      throw .state(expected: "extremum to be the \(which) price so far, while the spot is \(spot)")
    }
    let repricer = LookbackRepricer(
      self, extremum: extremum, try DatedMarket(underlying, strike: strike, expiry: expiry, in: market))
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
