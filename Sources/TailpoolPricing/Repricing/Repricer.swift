import TailpoolLibc
import TailpoolMarket

/// A contract with all that it is priced from, to be priced again under many moves of the market.
///
/// A contract's own type conforms to it beside its `PriceableContract`; books, revaluation, stress, proxy, contributions
/// and reports reach every contract through it alone. One call serves a whole column of scenarios, so that the call costs
/// nothing. Two equal repricers are one line of a book.
///
/// What a type must say is `inputs`, `greeks(units:)` and `value(at:of:elapsedYears:)`; the rest has an answer of its own.
public protocol Repricer: Hashable, Sendable {
  /// The underlyings that it is priced from, in the order of the contract's.
  var inputs: [PricingInput] { get }

  /// The events, by name, that it pays on beside prices; scenarios that draw them say when they happen.
  var events: [String] { get }

  /// Value and Greeks of some units in dollars, in today's market.
  func greeks(units: Double) -> ContractGreeks

  /// Value and Greeks of some units in coin, of the first underlying; nil for a contract that is settled in cash.
  func coinGreeks(units: Double) -> CoinGreeks?

  /// All that is said of some units in today's market, in one go.
  func valuation(units: Double) -> ContractValuation

  /// The dollar value of one unit after a move.
  ///
  /// - Parameters:
  ///   - row: The row of the columns.
  ///   - moves: The moved market, an entry an input.
  ///   - elapsedYears: Time that has passed, ≥ 0. A contract that has expired by then is worth its payoff.
  /// - Returns: Dollars; today's value where nothing has moved and no time has passed.
  func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double

  /// Adds the value of some units after each of many moves.
  func addValues(units: Double, under moves: MarketColumns, elapsedYears: Double, to values: inout [Double])

  /// Whether a value takes so long that it is sampled once a run and interpolated, with a bound on the error.
  var isCostly: Bool { get }

  /// What its prices take for granted, as a sentence of a report; nil where there is nothing to say.
  var assumption: String? { get }

  /// All numbers that the value follows from, in a fixed order, for digests of inputs and for the order of a book.
  var numbers: [Double] { get }
}

extension Repricer {
  /// None.
  public var events: [String] { [] }

  /// None: settled in cash.
  public func coinGreeks(units: Double) -> CoinGreeks? { nil }

  /// Both kinds of Greeks; the price is the value of one unit in coin where it is settled in coin, else in dollars.
  public func valuation(units: Double) -> ContractValuation {
    ContractValuation(
      greeks: greeks(units: units), coin: coinGreeks(units: units),
      settlementPrice: coinGreeks(units: 1)?.value ?? greeks(units: 1).value)
  }

  /// One value a row.
  public func addValues(units: Double, under moves: MarketColumns, elapsedYears: Double, to values: inout [Double]) {
    for row in 0..<min(moves.count, values.count) {
      values[row] += units * value(at: row, of: moves, elapsedYears: elapsedYears)
    }
  }

  /// No: it is priced in every scenario.
  public var isCostly: Bool { false }

  /// Nothing.
  public var assumption: String? { nil }

  /// The value today and the numbers of the inputs.
  public var numbers: [Double] {
    [greeks(units: 1).value]
      + inputs.flatMap { [$0.spot, $0.forward, $0.volatility, $0.strike ?? 0, $0.years.isFinite ? $0.years : -1] }
  }
}

extension Repricer {
  /// Whether another repricer is of the same type and equal.
  package func equals(_ other: any Repricer) -> Bool {
    guard let other = other as? Self else { return false }
    return self == other
  }
}

/// One underlying of a contract as it is priced today.
public struct PricingInput: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// Its spot, > 0.
  public let spot: Double
  /// The forward that log moneyness counts from, > 0: the spot for a contract without expiry.
  public let forward: Double
  /// Annual volatility, > 0; 0 where the value depends on none.
  public let volatility: Double
  /// Where the volatility came from; nil where the contract states it or needs none.
  public let volatilitySource: VolatilitySource?
  /// Where on the smile the volatility stands; nil for at the money.
  public let strike: Double?
  /// Where on the term structure it stands: years to expiry, or the mean maturity of a contract without one; may be +∞.
  public let years: Double

  /// Creates an input; see the properties for the meaning of each argument.
  public init(
    underlying: Underlying, spot: Double, forward: Double, volatility: Double, volatilitySource: VolatilitySource?,
    strike: Double?, years: Double
  ) {
    self.underlying = underlying
    self.spot = spot
    self.forward = forward
    self.volatility = volatility
    self.volatilitySource = volatilitySource
    self.strike = strike
    self.years = years
  }

  /// Log of strike over forward; 0 without a strike.
  public var logMoneyness: Double { strike.map { log($0 / forward) } ?? 0 }
}

/// Value and sensitivities of some units of a contract, in dollars.
public struct ContractGreeks: Hashable, Sendable {
  /// One entry an input. The first has the value and theta of the whole; the others have theirs zero.
  public var byInput: [NetGreeks]
  /// d²V/dS₁dS₂ of the first two inputs.
  public var crossGamma: Double
  /// dV/dρ of the correlation of the first two inputs, per 1.00.
  public var correlationSensitivity: Double

  /// Creates the sensitivities of a contract on several underlyings; see the properties.
  public init(byInput: [NetGreeks], crossGamma: Double = 0, correlationSensitivity: Double = 0) {
    self.byInput = byInput
    self.crossGamma = crossGamma
    self.correlationSensitivity = correlationSensitivity
  }

  /// Creates the sensitivities of a contract on one underlying.
  public init(_ greeks: NetGreeks) { self.init(byInput: [greeks]) }

  /// Value of the units in dollars.
  public var value: Double { byInput.first?.value ?? 0 }
  /// dV/dS of the first underlying.
  public var delta: Double { byInput.first?.delta ?? 0 }
  /// d²V/dS² of the first underlying.
  public var gamma: Double { byInput.first?.gamma ?? 0 }
  /// dV/dσ of the first underlying.
  public var vega: Double { byInput.first?.vega ?? 0 }
  /// −dV/dT, per year.
  public var theta: Double { byInput.first?.theta ?? 0 }
}

/// Value and sensitivities of some units of a contract, in dollars and in what it settles in.
public struct ContractValuation: Hashable, Sendable {
  /// In dollars.
  public let greeks: ContractGreeks
  /// In coin; nil for a contract that is settled in cash.
  public let coin: CoinGreeks?
  /// Price of one unit in the settlement currency.
  public let settlementPrice: Double

  /// Creates a valuation; see the properties.
  public init(greeks: ContractGreeks, coin: CoinGreeks?, settlementPrice: Double) {
    self.greeks = greeks
    self.coin = coin
    self.settlementPrice = settlementPrice
  }
}
