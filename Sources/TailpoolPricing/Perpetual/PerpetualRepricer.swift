import TailpoolLibc
import TailpoolMarket

/// A contract without expiry with all that it is priced from, to be priced again under moves of spot and volatility.
///
/// The dollar value of one unit, with b = rate − yield:
///
/// | contract | value | formula |
/// |---|---|---|
/// | everlasting option | its mark | `EverlastingOption`, drift b |
/// | power perpetual | its mark | `PowerPerpetual`; the yield is not used |
/// | perpetual American | its price | `PerpetualAmerican` |
/// | linear future | S − entry | the mark is the spot, to which its funding holds it |
/// | inverse future | S / entry − 1, which is S (1/entry − 1/S) | likewise |
///
/// **Time.** None of them expires, so that the price does not depend on time. What the holder of an everlasting option or a
/// power perpetual pays does: funding, which over a horizon accrues at today's rate, (mark − payoff) / period in today's
/// market, paid before the move. It is the theta of the contract, and the same amount in every scenario. A future whose
/// mark is the spot pays no funding, and its interest component is left out; an American option has theta 0.
public struct PerpetualRepricer: Repricer {
  /// The contract.
  public let contract: PerpetualContract
  /// Spot today, > 0.
  public let spot: Double
  /// Annual volatility today, > 0; 0 for a future.
  public let volatility: Double
  /// Where the volatility came from; nil where the contract states it or needs none.
  public let volatilitySource: VolatilitySource?
  /// Interest rate, continuously compounded per year.
  public let rate: Double
  /// Yield of the underlying, continuously compounded per year.
  public let dividendYield: Double
  /// Dollar value of one unit today, finite.
  public let price: Double
  /// Dollars of funding that the holder of one unit pays a year in today's market; negative when it is received.
  public let fundingPerYear: Double

  /// Volatilities below this are priced as this one: a shock may take all volatility away.
  static let leastVolatility = 1e-6

  /// Creates a repricer from numbers.
  ///
  /// - Parameters:
  ///   - contract: The contract; its marking is not looked at.
  ///   - spot: Spot, finite and > 0.
  ///   - volatility: Annual volatility, finite and > 0; not used for a future.
  ///   - rate: Interest rate, continuously compounded, finite; not used for a future.
  ///   - dividendYield: Yield of the underlying, likewise.
  /// - Returns: nil when the value is not finite: an argument is out of its range, or funding cannot hold the mark.
  public init?(
    _ contract: PerpetualContract, spot: Double, volatility: Double = 0, rate: Double = 0, dividendYield: Double = 0
  ) {
    self.init(
      contract, spot: spot, volatility: volatility, source: nil, rate: rate, dividendYield: dividendYield)
  }

  init?(
    _ contract: PerpetualContract, spot: Double, volatility: Double, source: VolatilitySource?, rate: Double,
    dividendYield: Double
  ) {
    guard spot > 0, spot.isFinite, contract.isFuture || volatility > 0 else { return nil }
    self.contract = contract
    self.spot = spot
    self.volatility = contract.isFuture ? 0 : volatility
    volatilitySource = source
    self.rate = contract.isFuture ? 0 : rate
    self.dividendYield = contract.isFuture ? 0 : dividendYield
    let model = Model(contract.terms, spot: spot, rate: self.rate, dividendYield: self.dividendYield)
    price = model.price(spot: spot, volatility: self.volatility)
    fundingPerYear = model.fundingPerYear(mark: price, spot: spot)
    guard price.isFinite, fundingPerYear.isFinite else { return nil }
  }

  private var model: Model { Model(contract.terms, spot: spot, rate: rate, dividendYield: dividendYield) }

  /// The dollar value of one unit at another spot and volatility.
  ///
  /// - Parameters:
  ///   - spot: Spot, finite and > 0.
  ///   - volatility: Annual volatility, finite and ≥ 0; below 1e-6 it is taken as 1e-6.
  ///   - elapsedYears: Time over which funding has accrued at today's rate, ≥ 0.
  /// - Returns: Dollars, less the funding paid; +∞ where funding cannot hold the mark; NaN for arguments out of range.
  public func value(spot: Double, volatility: Double, elapsedYears: Double = 0) -> Double {
    model.price(spot: spot, volatility: volatility) - fundingPerYear * elapsedYears
  }

  /// The underlying, at the contract's strike and mean maturity.
  public var inputs: [PricingInput] {
    [
      PricingInput(
        underlying: contract.underlying, spot: spot, forward: spot, volatility: volatility,
        volatilitySource: volatilitySource, strike: contract.strike, years: contract.meanMaturity)
    ]
  }

  /// As `value(spot:volatility:elapsedYears:)`; rates and yields count as the contract's own.
  public func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    let moved = moves.movesRates ? model(moves, at: row) : model
    return moved.price(spot: spot * input.spotFactors[row], volatility: input.volatilities[row])
      - fundingPerYear * elapsedYears
  }

  /// Adds the value of some units in each of many moves.
  ///
  /// - Complexity: One price a move.
  public func addValues(units: Double, under moves: MarketColumns, elapsedYears: Double, to values: inout [Double]) {
    precondition(moves.count == values.count, "\(moves.count) moves of \(values.count) values")
    let (still, input, funding) = (self.model, moves.inputs[0], fundingPerYear * elapsedYears)
    let movesRates = moves.movesRates
    for index in values.indices {
      let model = movesRates ? self.model(moves, at: index) : still
      values[index] +=
        units
        * (model.price(spot: spot * input.spotFactors[index], volatility: input.volatilities[index]) - funding)
    }
  }

  /// The formulas with the rates of a row.
  private func model(_ moves: MarketColumns, at row: Int) -> Model {
    guard !contract.isFuture else { return model }
    return Model(
      contract.terms, spot: spot, rate: rate + moves.rateShift(0, at: row),
      dividendYield: dividendYield + moves.carryShift(0, at: row))
  }

  /// How futures are marked, and where the numbers of the others come from.
  public var assumption: String? {
    contract.isFuture
      ? "Perpetual futures are marked at the spot; they pay no funding, and a missing entry is today's spot."
      : "Contracts without expiry are priced in closed form; where the book states no volatility, rate or yield of theirs, "
        + "the listed options' at their mean maturity are taken. Over the horizon they pay today's funding."
  }

  /// All numbers that the value follows from, in a fixed order, for digests and for the order of a book.
  public var numbers: [Double] { model.numbers + [contract.contractSize, spot, volatility, rate, dividendYield] }

  /// Value and Greeks of some units in dollars, theta being the funding.
  public func greeks(units: Double = 1) -> ContractGreeks {
    var greeks = NetGreeks()
    let unit = model.derivatives(spot: spot, volatility: volatility)
    greeks.value = units * price
    greeks.delta = units * unit.delta
    greeks.gamma = units * unit.gamma
    greeks.vega = units * unit.vega
    greeks.theta = -units * fundingPerYear
    return ContractGreeks(greeks)
  }

  /// Value and Greeks of some units in coin; nil for a contract that is settled in cash.
  public func coinGreeks(units: Double = 1) -> CoinGreeks? {
    guard case .inverseFuture = contract.terms else { return nil }
    var greeks = CoinGreeks()
    greeks.value = units * coinPrice
    greeks.delta = units / (spot * spot)
    greeks.netDelta = units / spot
    greeks.gamma = -2 * units / (spot * spot * spot)
    return greeks
  }

  /// Value and Greeks; the price is in coin for an inverse future, else in dollars.
  public func valuation(units: Double) -> ContractValuation {
    ContractValuation(
      greeks: greeks(units: units), coin: coinGreeks(units: units),
      settlementPrice: contract.settlement == .coin ? coinPrice : price)
  }

  /// Coins that one unit of an inverse future has gained.
  private var coinPrice: Double { price / spot }
}

/// The formulas of a contract with what does not change from move to move.
private struct Model {
  let terms: PerpetualContract.Terms
  let rate: Double
  let dividendYield: Double
  /// Entry of a future.
  let entry: Double

  private var drift: Double { rate - dividendYield }

  init(_ terms: PerpetualContract.Terms, spot: Double, rate: Double, dividendYield: Double) {
    self.terms = terms
    self.rate = rate
    self.dividendYield = dividendYield
    switch terms {
    case .linearFuture(let given), .inverseFuture(let given): entry = given ?? spot
    case .everlastingOption, .powerPerpetual, .perpetualAmerican: entry = spot
    }
  }

  func price(spot: Double, volatility: Double) -> Double {
    let volatility = volatility < PerpetualRepricer.leastVolatility ? PerpetualRepricer.leastVolatility : volatility
    switch terms {
    case .everlastingOption(let type, let strike, let period, let funding):
      return EverlastingOption.price(
        type, spot: spot, strike: strike, drift: drift, volatility: volatility, fundingPeriod: period, funding: funding)
    case .powerPerpetual(let power, let period, let funding):
      return PowerPerpetual.greeks(
        spot: spot, power: power, rate: rate, volatility: volatility, fundingPeriod: period, funding: funding
      ).price
    case .perpetualAmerican(let type, let strike):
      return PerpetualAmerican.greeks(
        type, spot: spot, strike: strike, volatility: volatility, rate: rate, dividendYield: dividendYield
      ).price
    case .linearFuture: return spot - entry
    case .inverseFuture: return (spot - entry) / entry
    }
  }

  func derivatives(spot: Double, volatility: Double) -> (delta: Double, gamma: Double, vega: Double) {
    switch terms {
    case .everlastingOption(let type, let strike, let period, let funding):
      let greeks = EverlastingOption.greeks(
        type, spot: spot, strike: strike, drift: drift, volatility: volatility, fundingPeriod: period, funding: funding)
      return (greeks.delta, greeks.gamma, greeks.vega)
    case .powerPerpetual(let power, let period, let funding):
      let greeks = PowerPerpetual.greeks(
        spot: spot, power: power, rate: rate, volatility: volatility, fundingPeriod: period, funding: funding)
      return (greeks.delta, greeks.gamma, greeks.vega)
    case .perpetualAmerican(let type, let strike):
      let greeks = PerpetualAmerican.greeks(
        type, spot: spot, strike: strike, volatility: volatility, rate: rate, dividendYield: dividendYield)
      return (greeks.delta, greeks.gamma, greeks.vega)
    case .linearFuture: return (1, 0, 0)
    case .inverseFuture: return (1 / entry, 0, 0)
    }
  }

  func fundingPerYear(mark: Double, spot: Double) -> Double {
    switch terms {
    case .everlastingOption(let type, let strike, let period, _):
      (mark - max(type.sign * (spot - strike), 0)) / period
    case .powerPerpetual(let power, let period, _): (mark - pow(spot, power)) / period
    case .perpetualAmerican, .linearFuture, .inverseFuture: 0
    }
  }

  /// A number for the kind, then its terms.
  var numbers: [Double] {
    func number(_ funding: Funding) -> Double { funding == .continuous ? 0 : 1 }
    return switch terms {
    case .everlastingOption(let type, let strike, let period, let funding):
      [0, type.sign, strike, period, number(funding)]
    case .powerPerpetual(let power, let period, let funding): [1, 0, power, period, number(funding)]
    case .perpetualAmerican(let type, let strike): [2, type.sign, strike, 0, 0]
    case .linearFuture: [3, 0, entry, 0, 0]
    case .inverseFuture: [4, 0, entry, 0, 0]
    }
  }
}
