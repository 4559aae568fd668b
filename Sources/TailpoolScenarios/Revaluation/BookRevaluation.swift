import TailpoolMarket
import TailpoolPricing

/// A book prepared to be valued again under many moves of the market.
///
/// Each option is repriced in full by Black-76: its forward moves with its spot (the carry stays), its volatility is
/// what the rule says times the factor of its underlying, its discount factor stays, and its time to expiry is shorter by
/// the time elapsed. An option that expires within that time is worth its intrinsic value at the
/// moved forward. Contracts without expiry are priced again by their `PerpetualPricer`, less the funding that has accrued
/// in that time. Profit and loss is the value then less the value today, in dollars, loss negative.
///
/// Positions in the same instrument are netted first. The results do not depend on the order of the book but for the
/// rounding of the netted quantities, nor on the number of threads.
public struct BookRevaluation: Hashable, Sendable {
  /// The days that pass in each scenario.
  public let horizonInDays: Double
  /// The book's contracts by underlying, sorted.
  let groups: [Group]

  /// The underlyings of the book, sorted.
  public var underlyings: [Underlying] { groups.map(\.underlying) }
  /// Number of instruments after netting.
  public var instrumentCount: Int { groups.reduce(0) { $0 + $1.instruments.count + $1.perpetuals.count } }
  /// Value of the book today, in dollars.
  public var value: Double { groups.reduce(0) { $0 + $1.value } }

  /// The contracts on one underlying.
  struct Group: Hashable, Sendable {
    let underlying: Underlying
    let spot: Double
    let rule: VolatilityRule.Applied
    let instruments: [Instrument]
    /// The contracts without expiry.
    let perpetuals: [Perpetual]
    /// Value today, in dollars.
    fileprivate(set) var value = 0.0
    /// The part of `instruments` that settles in coin.
    let coinInstruments: [Instrument]
    /// The part of `perpetuals` that settles in coin.
    let coinPerpetuals: [Perpetual]
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

  /// One contract without expiry.
  struct Perpetual: Hashable, Sendable {
    let pricer: PerpetualPricer
    /// Net quantity × contract size.
    let units: Double
    /// The smile that a rule moves its volatility along.
    let place: SmilePlace
  }

  /// Where a contract without expiry stands in a smile.
  struct SmilePlace: Hashable, Sendable {
    /// Index of the smile nearest to its mean maturity; −1 when there is none or no rule asks for it.
    let smile: Int32
    /// Log of strike over the smile's forward.
    let logMoneyness: Double

    /// In no smile.
    static let none = SmilePlace(smile: -1, logMoneyness: 0)
  }

  /// Prepares a book.
  ///
  /// - Parameters:
  ///   - valuation: The positions with the volatility each is valued at.
  ///   - snapshot: The market they are valued in.
  ///   - horizonInDays: Days that pass in each scenario, finite and ≥ 0.
  ///   - volatilityRule: What a volatility does when its spot moves.
  /// - Throws: `RevaluationError.invalidHorizon`, `.invalidSlope`, `.missingMarket` or `.invalidPosition`.
  /// - Complexity: O(n log n) in the positions.
  public init(
    _ valuation: BookValuation, in snapshot: MarketSnapshot, horizonInDays: Double = 1,
    volatilityRule: VolatilityRule = .stickyStrike
  ) throws(RevaluationError) {
    guard horizonInDays >= 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    if case .surfaceShift(let slope) = volatilityRule, !slope.isFinite { throw .invalidSlope(slope) }
    self.horizonInDays = horizonInDays
    let smiles = SmileTable(volatilityRule)
    var groups: [Group] = []
    for (underlying, lines) in try net(valuation, in: snapshot, smiles).sorted(by: { $0.key < $1.key }) {
      guard let spot = snapshot[underlying]?.spot else { continue }  // net(_:in:) has checked that there is one
      groups.append(
        Group(
          underlying: underlying, spot: spot, rule: smiles.applied, instruments: lines.options,
          perpetuals: lines.perpetuals))
    }
    self.groups = groups
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
    underlying: Underlying, spot: Double, rule: VolatilityRule.Applied,
    instruments: consuming [BookRevaluation.Instrument], perpetuals: [BookRevaluation.Perpetual] = []
  ) {
    var sorted = instruments
    sorted.sort { $0.precedes($1) }
    self.perpetuals = perpetuals.sorted { $0.precedes($1) }
    coinPerpetuals = self.perpetuals.filter { $0.pricer.contract.settlement == .coin }
    self.underlying = underlying
    self.spot = spot
    self.rule = rule
    self.instruments = sorted
    coinInstruments = sorted.filter { $0.settlement == .coin }
    value = value(of: sorted, self.perpetuals)
    coinValue = value(of: coinInstruments, coinPerpetuals)
  }
}

extension BookRevaluation.Group {
  /// The contracts that settle in coin, as a group; nil without any.
  var coinPart: Self? {
    guard !(coinInstruments.isEmpty && coinPerpetuals.isEmpty) else { return nil }
    return Self(
      underlying: underlying, spot: spot, rule: rule, instruments: coinInstruments, perpetuals: coinPerpetuals)
  }
}

/// What makes two positions one line of the revaluation.
private enum Line: Hashable {
  case option(OptionContract, volatility: Double)
  indirect case perpetual(PerpetualPricer)
}

/// The lines of one underlying.
private struct NetLines {
  var options: [BookRevaluation.Instrument] = []
  var perpetuals: [BookRevaluation.Perpetual] = []
}

/// The lines of each underlying with their net weights; those that net to zero are left out.
private func net(
  _ valuation: BookValuation, in snapshot: MarketSnapshot, _ smiles: SmileTable
) throws(RevaluationError) -> [Underlying: NetLines] {
  var quantities: [Line: Double] = [:]
  var order: [(line: Line, id: String)] = []
  for entry in valuation.positions {
    let line: Line
    switch entry.position.contract {
    case .option(let option): line = .option(option, volatility: entry.volatility)
    case .perpetual: line = .perpetual(try entry.checkedPricer(in: snapshot))
    }
    if quantities[line] == nil { order.append((line, entry.position.id)) }
    quantities[line, default: 0] += entry.position.quantity
  }
  var result: [Underlying: NetLines] = [:]
  for (line, id) in order {
    let quantity = quantities[line] ?? 0
    switch line {
    case .option(let option, let volatility):
      let instrument = try BookRevaluation.Instrument(
        option, quantity: quantity, volatility: volatility, in: snapshot, smiles)
      guard instrument.isValid else { throw .invalidPosition(id: id) }
      result[option.underlying, default: NetLines()].options += instrument.weight == 0 ? [] : [instrument]
    case .perpetual(let pricer):
      let units = quantity * pricer.contract.contractSize
      guard units.isFinite else { throw .invalidPosition(id: id) }
      result[pricer.contract.underlying, default: NetLines()].perpetuals +=
        units == 0
        ? []
        : [BookRevaluation.Perpetual(pricer: pricer, units: units, place: smiles.place(of: pricer.contract))]
    }
  }
  return result
}

extension PositionValuation {
  /// What a contract without expiry is priced from.
  ///
  /// - Throws: `RevaluationError.missingMarket` when the snapshot does not hold its underlying, `.invalidPosition` when the
  ///   valuation does not say what it is priced from.
  func checkedPricer(in snapshot: MarketSnapshot) throws(RevaluationError) -> PerpetualPricer {
    guard snapshot[position.contract.underlying] != nil else {
      throw .missingMarket(instrument: position.contract.name)
    }
    guard let pricer, pricer.contract.underlying == position.contract.underlying else {
      throw .invalidPosition(id: position.id)
    }
    return pricer
  }
}

extension BookRevaluation.Perpetual {
  /// The order of the lines of a book: by kind, terms and market, then by units.
  func precedes(_ other: Self) -> Bool {
    let (own, others) = (pricer.numbers, other.pricer.numbers)
    return own == others ? units < other.units : own.lexicographicallyPrecedes(others)
  }
}

extension BookRevaluation.Instrument {
  /// An option with its market.
  init(
    _ option: OptionContract, quantity: Double, volatility: Double, in snapshot: MarketSnapshot, _ smiles: SmileTable
  ) throws(RevaluationError) {
    guard let market = snapshot.market(for: option)?.expiry else { throw .missingMarket(instrument: option.name) }
    self.init(
      forward: market.forward, strike: option.strike, volatility: volatility, years: market.years,
      sign: option.type.sign, weight: quantity * option.contractSize * market.discountFactor,
      smile: smiles.index(of: option), settlement: option.settlement)
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
