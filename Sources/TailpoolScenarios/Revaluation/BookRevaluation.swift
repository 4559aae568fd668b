import TailpoolMarket
import TailpoolPricing

/// A book prepared to be valued again under many moves of the market: the view of a `PricedBook` over scenarios.
///
/// Each option is repriced in full by Black-76: its forward moves with its spot (the carry stays), its volatility is
/// what the rule says times the factor of its underlying and tenor, its discount factor stays, and its time to expiry is shorter by
/// the time elapsed. An option that expires within that time is worth its intrinsic value at the
/// moved forward. Every other contract is priced again by its `Repricer`; one that is costly is sampled once a run and
/// interpolated. Profit and loss is the value then less the value today, in dollars, loss negative.
///
/// Positions that are priced from the same are netted. The results do not depend on the order of the book but for the
/// rounding of the netted quantities, nor on the number of threads. What a contract on several underlyings gains counts
/// to the first of them.
public struct BookRevaluation: Hashable, Sendable {
  /// The days that pass in each scenario.
  public let horizonInDays: Double
  /// The book's contracts by underlying, sorted; an underlying that is only the second of contracts has none of its own.
  let groups: [Group]

  /// The underlyings that the book depends on, sorted.
  public var underlyings: [Underlying] { groups.map(\.underlying) }
  /// Number of instruments after netting.
  public var instrumentCount: Int { groups.reduce(0) { $0 + $1.instruments.count + $1.others.count } }
  /// Value of the book today, in dollars.
  public var value: Double { groups.reduce(0) { $0 + $1.value } }
  /// How a scenario's factor on the volatilities falls on their tenors.
  public var volatilityMoves: VolatilityMoves { groups.first?.volatilityMoves ?? .parallel }
  /// Whether each contract depends on one underlying alone, so that the parts of a move add up.
  public var isSeparable: Bool { groups.allSatisfy { $0.others.allSatisfy { $0.repricer.inputs.count == 1 } } }

  /// The contracts on one underlying.
  struct Group: Hashable, Sendable {
    let underlying: Underlying
    let spot: Double
    let rule: VolatilityRule.Applied
    let volatilityMoves: VolatilityMoves
    let instruments: [Instrument]
    /// The contracts that are not European options.
    let others: [OtherLine]
    /// Value today, in dollars.
    fileprivate(set) var value = 0.0
    /// The part of `instruments` that settles in coin.
    let coinInstruments: [Instrument]
    /// The part of `others` that settles in coin.
    let coinOthers: [OtherLine]
    /// Its value today, in dollars.
    fileprivate(set) var coinValue = 0.0
  }

  /// One option with what does not change from scenario to scenario.
  struct Instrument: Hashable, Sendable {
    let forward: Double
    let strike: Double
    let volatility: Double
    let years: Double
    /// +1 for a call, −1 for a put.
    let sign: Double
    /// Net quantity × contract size × discount factor.
    let weight: Double
    /// Index of its expiry's smile; −1 when there is none or no rule asks for it.
    var smile: Int32 = -1
    let settlement: Settlement
  }

  /// A contract that is not a European option, through its repricer.
  struct OtherLine: Sendable {
    let contract: Contract
    let repricer: any Repricer
    /// Net quantity × contract size.
    let units: Double
    /// The smiles that a rule moves its volatilities along, one an input.
    let places: [SmilePlace]
    /// The repricer's own.
    let inputs: [PricingInput]
    let numbers: [Double]
  }

  /// Where an input of a contract stands in a smile.
  struct SmilePlace: Hashable, Sendable {
    /// Index of the smile nearest to its maturity; −1 when there is none or no rule asks for it.
    let smile: Int32
    /// Log of strike over the smile's forward.
    let logMoneyness: Double

    /// In no smile.
    static let none = SmilePlace(smile: -1, logMoneyness: 0)
  }

  /// Prepares a book.
  ///
  /// - Parameters:
  ///   - book: The book with what each position is priced from.
  ///   - horizonInDays: Days that pass in each scenario, finite and ≥ 0.
  ///   - volatilityRule: What a volatility does when its spot moves.
  ///   - volatilityMoves: How a scenario's factor on the volatilities falls on their tenors.
  /// - Throws: `RevaluationError.invalidHorizon`, `.invalidSlope` or `.invalidPosition`.
  /// - Complexity: O(n log n) in the positions.
  public init(
    _ book: PricedBook, horizonInDays: Double = 1, volatilityRule: VolatilityRule = .stickyStrike,
    volatilityMoves: VolatilityMoves = .parallel
  ) throws(RevaluationError) {
    guard horizonInDays >= 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    if case .surfaceShift(let slope) = volatilityRule, !slope.isFinite { throw .invalidSlope(slope) }
    let smiles = SmileTable(volatilityRule)
    var lines: [Underlying: GroupLines] = [:]
    for line in book.lines {
      for input in line.repricer.inputs { lines[input.underlying, default: GroupLines()].spot = input.spot }
      if let option = line.repricer as? EuropeanRepricer {
        let instrument = Instrument(option, quantity: line.quantity, smiles)
        guard instrument.isValid else { throw .invalidPosition(id: line.id) }
        if instrument.weight != 0 {
          lines[option.contract.underlying, default: GroupLines()].options.append(instrument)
        }
      } else {
        let other = OtherLine(line, units: line.units, smiles)
        guard other.isValid else { throw .invalidPosition(id: line.id) }
        if other.units != 0 { lines[line.contract.underlying, default: GroupLines()].others.append(other) }
      }
    }
    self.init(
      groups: lines.sorted { $0.key < $1.key }.map { underlying, lines in
        Group(
          underlying: underlying, spot: lines.spot, rule: smiles.applied, volatilityMoves: volatilityMoves,
          instruments: lines.options, others: lines.others)
      }, horizonInDays: horizonInDays)
  }

  /// Creates a revaluation from groups.
  init(groups: [Group], horizonInDays: Double) {
    self.groups = groups
    self.horizonInDays = horizonInDays
  }
}

extension BookRevaluation.Group {
  /// Sorts the instruments, so that sums do not depend on the order of the book, and values them as they are today.
  init(
    underlying: Underlying, spot: Double, rule: VolatilityRule.Applied, volatilityMoves: VolatilityMoves = .parallel,
    instruments: consuming [BookRevaluation.Instrument], others: [BookRevaluation.OtherLine] = []
  ) {
    var sorted = instruments
    sorted.sort { $0.precedes($1) }
    self.others = others.sorted { $0.precedes($1) }
    coinOthers = self.others.filter { $0.contract.settlement == .coin }
    self.underlying = underlying
    self.spot = spot
    self.rule = rule
    self.volatilityMoves = volatilityMoves
    self.instruments = sorted
    coinInstruments = sorted.filter { $0.settlement == .coin }
    value = valueToday(of: sorted, self.others)
    coinValue = valueToday(of: coinInstruments, coinOthers)
  }
}

extension BookRevaluation.Group {
  /// The contracts that settle in coin, as a group; nil without any.
  var coinPart: Self? {
    guard !(coinInstruments.isEmpty && coinOthers.isEmpty) else { return nil }
    return Self(
      underlying: underlying, spot: spot, rule: rule, volatilityMoves: volatilityMoves, instruments: coinInstruments,
      others: coinOthers)
  }
}

/// The lines of one underlying.
private struct GroupLines {
  var spot = Double.nan
  var options: [BookRevaluation.Instrument] = []
  var others: [BookRevaluation.OtherLine] = []
}

extension BookRevaluation.OtherLine {
  /// A line of a book, or one unit of it.
  init(_ line: PricedLine, units: Double, _ smiles: SmileTable) {
    let inputs = line.repricer.inputs
    self.init(
      contract: line.contract, repricer: line.repricer, units: units, places: inputs.map(smiles.place(of:)),
      inputs: inputs, numbers: line.repricer.numbers)
  }

  /// Whether units are a number and every input has a spot.
  var isValid: Bool { units.isFinite && inputs.allSatisfy { $0.spot > 0 && $0.spot.isFinite && $0.volatility >= 0 } }

  /// The order of the lines of a book: by kind, terms and market, then by name and units.
  func precedes(_ other: Self) -> Bool {
    if numbers != other.numbers { return numbers.lexicographicallyPrecedes(other.numbers) }
    return (contract.name, units) < (other.contract.name, other.units)
  }
}

extension BookRevaluation.OtherLine: Hashable {
  static func == (left: Self, right: Self) -> Bool {
    left.contract == right.contract && left.units == right.units && left.places == right.places
      && left.repricer.equals(right.repricer)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(contract)
    hasher.combine(units)
  }
}

extension BookRevaluation.Instrument {
  /// An option with its market.
  init(_ option: EuropeanRepricer, quantity: Double, _ smiles: SmileTable) {
    self.init(
      forward: option.forward, strike: option.contract.strike, volatility: option.volatility, years: option.years,
      sign: option.contract.type.sign,
      weight: quantity * option.contract.contractSize * option.discountFactor,
      smile: smiles.index(of: option.contract), settlement: option.contract.settlement)
  }
}

extension BookRevaluation.Instrument {
  /// The order of the lines of a book: by expiry, strike, type, volatility, forward and weight.
  func precedes(_ other: Self) -> Bool {
    if years != other.years { return years < other.years }
    if strike != other.strike { return strike < other.strike }
    return (sign, volatility, forward, weight) < (other.sign, other.volatility, other.forward, other.weight)
  }

  var isValid: Bool {
    [forward, strike, volatility, years].allSatisfy { $0 > 0 && $0.isFinite } && weight.isFinite
  }
}
