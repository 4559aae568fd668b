import TailpoolLibc
import TailpoolMarket

/// An American option with its market.
///
/// One volatility, that of the smile at the strike, serves the whole boundary. Moves with the same volatility, rate and yield share
/// a boundary, so that a grid of spots and volatilities costs one for each volatility. An option that has expired by the horizon is worth
/// its payoff; one that the move would have exercised is worth its payoff too.
package struct AmericanRepricer: Repricer {
  /// The option.
  package let contract: AmericanContract
  /// Spot, rates and the volatility of the strike.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: AmericanContract, _ market: DatedMarket) {
    self.contract = contract
    self.market = market
  }

  /// The underlying, at the option's strike and expiry.
  package var inputs: [PricingInput] { [market.input(contract.underlying, strike: contract.strike)] }

  private var terms: AmericanTerms {
    AmericanTerms(
      type: contract.type, spot: market.spot, strike: contract.strike, years: market.years,
      volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks { valuation(units: units).greeks }

  /// Value and Greeks in dollars, from one boundary with its derivatives and one for the price.
  package func valuation(units: Double) -> ContractValuation {
    let terms = self.terms
    let unit = AmericanOption.greeks(
      terms.type, spot: terms.spot, strike: terms.strike, years: terms.years, volatility: terms.volatility,
      rate: terms.rate, dividendYield: terms.dividendYield)
    // The price of scenarios, so that one without a move has today's value.
    let price = AmericanSolver(accuracy: .standard).prices(of: [terms])[0]
    var greeks = NetGreeks()
    greeks.value = units * price
    greeks.delta = units * unit.delta
    greeks.gamma = units * unit.gamma
    greeks.vega = units * unit.vega
    greeks.theta = units * unit.theta
    return ContractValuation(greeks: ContractGreeks(greeks), coin: nil, settlementPrice: price)
  }

  private func moved(_ row: Int, _ moves: MarketColumns, _ elapsedYears: Double) -> AmericanTerms {
    var terms = self.terms
    terms.spot *= moves.inputs[0].spotFactors[row]
    terms.volatility = moves.inputs[0].volatilities[row]
    terms.years = max(terms.years - elapsedYears, 0)
    terms.rate += moves.rateShift(0, at: row)
    terms.dividendYield += moves.carryShift(0, at: row)
    return terms
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    AmericanSolver(accuracy: .standard).prices(of: [moved(row, moves, elapsedYears)])[0]
  }

  /// Adds the value of some units after each move, by blocks of the kernel's vectors.
  package func addValues(
    units: Double, under moves: MarketColumns, elapsedYears: Double, to values: inout [Double]
  ) {
    let solver = AmericanSolver(accuracy: .standard)
    let count = min(moves.count, values.count)
    for start in stride(from: 0, to: count, by: 1024) {
      let rows = start..<min(start + 1024, count)
      let prices = solver.prices(of: rows.map { moved($0, moves, elapsedYears) })
      for (row, price) in zip(rows, prices) { values[row] += units * price }
    }
  }

  /// Yes: a boundary is found for every volatility.
  package var isCostly: Bool { true }

  /// What the boundary is found for.
  package var assumption: String? {
    "American options are exercised along the boundary of a flat volatility, that of the smile at their strike, and of a continuous "
      + "dividend yield; discrete dividends of a stock are in that yield."
  }

  /// The terms and the market.
  package var numbers: [Double] {
    [
      contract.type.sign, contract.strike, market.spot, market.rate, market.dividendYield, market.years,
      market.volatility,
    ]
  }
}

extension AmericanContract: PriceableContract {
  /// The volatility of the smile at the strike; rate and yield at the option's maturity.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let repricer = AmericanRepricer(
      self, try DatedMarket(underlying, strike: strike, expiry: expiry, in: market))
    guard repricer.value(at: 0, of: MarketColumns(today: repricer.inputs), elapsedYears: 0).isFinite else {
      throw .price
    }
    return repricer
  }
}
