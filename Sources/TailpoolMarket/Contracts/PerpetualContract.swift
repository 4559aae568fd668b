/// A contract without expiry, whose value is a function of one spot and one volatility.
///
/// | terms | one unit pays or is worth | settles in |
/// |---|---|---|
/// | `everlastingOption` | a mark that funding, mark less payoff a period, holds near max(±(S − K), 0) | cash |
/// | `powerPerpetual` | a mark that funding holds near Sᵖ | cash |
/// | `perpetualAmerican` | max(±(S − K), 0) when it is exercised | cash |
/// | `linearFuture` | S − entry, dollars | cash |
/// | `inverseFuture` | 1/entry − 1/S, coins for a dollar of notional | coin |
public struct PerpetualContract: ContractTerms {
  /// What kind of contract it is, with its terms.
  public enum Terms: Hashable, Sendable {
    /// An everlasting option: strike in quote currency, funding period in years.
    case everlastingOption(OptionType, strike: Double, fundingPeriod: Double, funding: Funding)
    /// A power perpetual: the power of the spot, funding period in years.
    case powerPerpetual(power: Double, fundingPeriod: Double, funding: Funding)
    /// An American option that never expires.
    case perpetualAmerican(OptionType, strike: Double)
    /// A perpetual future on one unit of the underlying, entered at a price; nil for the spot at valuation.
    case linearFuture(entry: Double?)
    /// A perpetual future on one dollar, paid in coin, entered at a price; nil for the spot at valuation.
    case inverseFuture(entry: Double?)
  }

  /// What a contract is valued at in place of what the market implies; nil leaves a number to the market.
  public struct Marking: Hashable, Sendable {
    /// Annual lognormal volatility, > 0.
    public let volatility: Double?
    /// Interest rate, continuously compounded per year.
    public let rate: Double?
    /// Yield of the underlying, continuously compounded per year.
    public let dividendYield: Double?

    /// Creates a marking; see the properties for the meaning of each argument.
    public init(volatility: Double? = nil, rate: Double? = nil, dividendYield: Double? = nil) {
      self.volatility = volatility
      self.rate = rate
      self.dividendYield = dividendYield
    }
  }

  /// What the contract is written on.
  public let underlying: Underlying
  /// What kind of contract it is.
  public let terms: Terms
  /// Units that one contract covers, finite and > 0: of the underlying, of its power, or dollars of an inverse future.
  public let contractSize: Double
  /// What it is valued at in place of what the market implies.
  public let marking: Marking

  /// Creates a contract.
  ///
  /// - Parameters:
  ///   - underlying: What it is written on.
  ///   - terms: Strikes, entries and funding periods finite and > 0, powers finite.
  ///   - contractSize: Units per contract, finite and > 0.
  ///   - marking: Volatility finite and > 0, rates finite; those of a perpetual American option not negative.
  /// - Throws: `MarketError.invalidPerpetual` with the first number that is out of its range.
  public init(
    underlying: Underlying, terms: Terms, contractSize: Double = 1, marking: Marking = Marking()
  ) throws(MarketError) {
    self.underlying = underlying
    self.terms = terms
    self.contractSize = contractSize
    self.marking = marking
    if let (field, value) = firstProblem {
      throw .invalidPerpetual(underlying: underlying, field: field, value: value)
    }
  }

  private var firstProblem: (field: String, value: Double)? {
    var positive: [(String, Double?)] = [("contractSize", contractSize), ("volatility", marking.volatility)]
    var finite: [(String, Double?)] = [("rate", marking.rate), ("dividendYield", marking.dividendYield)]
    switch terms {
    case .everlastingOption(_, let strike, let period, _):
      positive += [("strike", strike), ("fundingPeriod", period)]
    case .powerPerpetual(let power, let period, _):
      positive.append(("fundingPeriod", period))
      finite.append(("power", power))
    case .perpetualAmerican(_, let strike): positive.append(("strike", strike))
    case .linearFuture(let entry), .inverseFuture(let entry): positive.append(("entry", entry))
    }
    for (field, value) in positive {
      if let value, !(value > 0 && value.isFinite) { return (field, value) }
    }
    let mayBeNegative = if case .perpetualAmerican = terms { false } else { true }
    for (field, value) in finite {
      if let value, !(value.isFinite && (mayBeNegative || value >= 0)) { return (field, value) }
    }
    return nil
  }
}

extension PerpetualContract {
  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }

  /// None: the contract does not expire.
  public var expiration: Timestamp? { nil }

  /// What the contract pays in: coin for an inverse future, else cash.
  public var settlement: Settlement {
    if case .inverseFuture = terms { .coin } else { .cash }
  }

  /// The strike of an option; nil for a power or a future.
  public var strike: Double? {
    switch terms {
    case .everlastingOption(_, let strike, _, _), .perpetualAmerican(_, let strike): strike
    case .powerPerpetual, .linearFuture, .inverseFuture: nil
    }
  }

  /// Whether its value depends on the spot alone.
  public var isFuture: Bool {
    switch terms {
    case .linearFuture, .inverseFuture: true
    case .everlastingOption, .powerPerpetual, .perpetualAmerican: false
    }
  }

  /// The mean maturity in years of the contracts that replicate it; infinite for an American option, 0 for a future.
  ///
  /// One funding period where funding is continuous, two where it is paid at the end of each. Volatility, rate and yield
  /// are taken from the market at this maturity, and the term structure of a stress twists it there.
  public var meanMaturity: Double {
    switch terms {
    case .everlastingOption(_, _, let period, let funding), .powerPerpetual(_, let period, let funding):
      funding == .continuous ? period : 2 * period
    case .perpetualAmerican: .infinity
    case .linearFuture, .inverseFuture: 0
    }
  }

  /// A name in the manner of venues: `BTC-EVERLASTING-71000-C`, `ETH-POWER-2`, `BTC-PERPETUAL` for the inverse future.
  public var name: String {
    switch terms {
    case .everlastingOption(let type, let strike, _, _): "\(underlying)-EVERLASTING-\(venueText(strike))-\(type.letter)"
    case .powerPerpetual(let power, _, _): "\(underlying)-POWER-\(venueText(power))"
    case .perpetualAmerican(let type, let strike): "\(underlying)-AMERICAN-\(venueText(strike))-\(type.letter)"
    case .linearFuture: "\(underlying)_USD-PERPETUAL"
    case .inverseFuture: "\(underlying)-PERPETUAL"
    }
  }
}
