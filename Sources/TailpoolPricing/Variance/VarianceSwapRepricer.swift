import TailpoolLibc
import TailpoolMarket

/// A variance swap with the variance realized so far and the fair variance of the time that is left.
///
///     value = e^{−rτ} ((Σ log(Sᵢ / Sᵢ₋₁)² + log(S / Sₙ)² + v τ′) / T − strike)
///
/// with Sₙ the last fixing, S the spot, v the fair variance a year of the time τ′ that is left of the swap, and T the years of the whole swap. In a move the way
/// from the spot to the moved one is one return, whatever time it takes, and v moves as the square of the volatility at the money does.
package struct VarianceSwapRepricer: Repricer {
  /// The swap.
  package let contract: VarianceSwapContract
  /// The sum of squared log returns between the fixings so far.
  package let realized: Double
  /// The last fixing; nil for a swap that has not begun.
  package let lastFixing: Double?
  /// Years from now to the first fixing; 0 for one that has begun.
  package let yearsToStart: Double
  /// Years of the whole swap, > 0.
  package let length: Double
  /// Spot, rates, time and the fair volatility of the time that is left, √v.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(
    _ contract: VarianceSwapContract, realized: Double, lastFixing: Double?, yearsToStart: Double, length: Double,
    _ market: DatedMarket
  ) {
    self.contract = contract
    self.realized = realized
    self.lastFixing = lastFixing
    self.yearsToStart = yearsToStart
    self.length = length
    self.market = market
  }

  /// The underlying, at the money.
  package var inputs: [PricingInput] {
    [
      PricingInput(
        underlying: contract.underlying, spot: market.spot,
        forward: market.spot * exp((market.rate - market.dividendYield) * market.years), volatility: market.volatility,
        volatilitySource: market.volatilitySource, strike: nil, years: market.years)
    ]
  }

  private func value(spot: Double, volatility: Double, rate: Double, elapsedYears: Double) -> Double {
    let left = max(market.years - elapsedYears, 0)
    let open = max(market.years - max(yearsToStart, elapsedYears), 0)
    let last = lastFixing.map { log(spot / $0) } ?? 0
    let sum = realized + last * last + volatility * volatility * open
    return exp(-rate * left) * (sum / length - contract.strike)
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    let discount = exp(-market.rate * market.years)
    let value = value(spot: market.spot, volatility: market.volatility, rate: market.rate, elapsedYears: 0)
    let open = market.years - yearsToStart
    var greeks = NetGreeks()
    greeks.value = units * value
    if let lastFixing {
      let last = log(market.spot / lastFixing)
      greeks.delta = units * discount * 2 * last / (length * market.spot)
      greeks.gamma = units * discount * 2 * (1 - last) / (length * market.spot * market.spot)
    }
    greeks.vega = units * discount * 2 * market.volatility * open / length
    let accrual = yearsToStart > 0 ? 0 : market.volatility * market.volatility / length
    greeks.theta = units * (market.rate * value - discount * accrual)
    return ContractGreeks(greeks)
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    return value(
      spot: market.spot * input.spotFactors[row], volatility: input.volatilities[row],
      rate: market.rate + moves.rateShift(0, at: row), elapsedYears: elapsedYears)
  }

  /// How it is priced.
  package var assumption: String? {
    "Variance swaps are valued by replication on the smiles, as of a path without jumps that is watched continuously; over the horizon the way between the "
      + "two spots is one return."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    [
      contract.strike, realized, lastFixing ?? 0, yearsToStart, length, market.spot, market.rate, market.dividendYield,
      market.years, market.volatility,
    ]
  }
}

extension VarianceSwapContract: PriceableContract {
  /// The smiles at the end, less those at the start for a swap that has not begun; the fixings so far.
  ///
  /// - Throws: `PricingProblem.fixing` when the swap has begun and its first price was not fixed.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let years = try market.years(to: expiry)
    let own = try market.underlying(underlying)
    let rates = try market.rates(of: underlying, years: years)
    let begun = start <= market.snapshot.asOf
    let yearsToStart = begun ? 0 : DayCount.actual365Fixed.years(from: market.snapshot.asOf, to: start)
    let fixings = try begun ? observed(state, asOf: market.snapshot.asOf) : []
    var sum = try fairVariance(in: market, years: years) * years
    if !begun { sum -= try fairVariance(in: market, years: yearsToStart) * yearsToStart }
    let fair = sum / (years - yearsToStart)
    guard fair >= 0, fair < .infinity else { throw .volatility }
    let returns = zip(fixings, fixings.dropFirst()).map { log($1 / $0) }
    let repricer = VarianceSwapRepricer(
      self, realized: returns.reduce(0) { $0 + $1 * $1 }, lastFixing: fixings.last, yearsToStart: yearsToStart,
      length: DayCount.actual365Fixed.years(from: start, to: expiry),
      DatedMarket(
        spot: own.spot, rate: rates.rate, dividendYield: rates.dividendYield, years: years,
        volatility: fair.squareRoot(), volatilitySource: .interpolated))
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }

  /// The prices fixed from the start to the snapshot, by time, the first at the start.
  private func observed(_ state: ContractState, asOf: Timestamp) throws(PricingProblem) -> [Double] {
    let own = state.fixings.filter { $0.underlying == underlying && $0.time >= start && $0.time <= asOf }
      .sorted { $0.time < $1.time }
    guard own.first?.time == start else { throw .fixing(underlying, at: start) }
    guard own.allSatisfy({ $0.price > 0 && $0.price < .infinity }) else {
      throw .state(expected: "fixings with prices above 0")
    }
    return own.map(\.price)
  }

  /// The fair variance a year until a maturity, off the smiles.
  private func fairVariance(in market: PricingMarket, years: Double) throws(PricingProblem) -> Double {
    let spot = try market.underlying(underlying).spot
    let rates = try market.rates(of: underlying, years: years)
    let forward = spot * exp((rates.rate - rates.dividendYield) * years)
    // The first look finds what is missing; the integral asks for the same smiles.
    _ = try market.volatility(of: underlying, strike: forward, years: years)
    return VarianceReplication(years: years) { k in
      let volatility = market.volatilities.volatility(of: underlying, strike: forward * exp(k), years: years) ?? .nan
      return volatility * volatility * years
    }.variance
  }
}
