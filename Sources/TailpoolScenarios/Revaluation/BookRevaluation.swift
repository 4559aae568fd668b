import TailpoolMarket
import TailpoolPricing

/// A book prepared to be valued again under many moves of the market.
///
/// Each option is repriced in full by Black-76: its forward moves with its spot (the carry stays), its volatility is
/// what the rule says times the factor of its underlying, its discount factor stays, and its time to expiry is shorter by
/// the time elapsed. An option that expires within that time is worth its intrinsic value at the
/// moved forward. Profit and loss is the value then less the value today, in dollars, loss negative.
///
/// Positions in the same instrument are netted first. The results do not depend on the order of the book but for the
/// rounding of the netted quantities, nor on the number of threads.
public struct BookRevaluation: Hashable, Sendable {
  /// The days that pass in each scenario.
  public let horizonInDays: Double
  /// The book's options by underlying, sorted.
  let groups: [Group]

  /// The underlyings of the book, sorted.
  public var underlyings: [Underlying] { groups.map(\.underlying) }
  /// Number of instruments after netting.
  public var instrumentCount: Int { groups.reduce(0) { $0 + $1.instruments.count } }
  /// Value of the book today, in dollars.
  public var value: Double { groups.reduce(0) { $0 + $1.value } }

  /// The options on one underlying.
  struct Group: Hashable, Sendable {
    let underlying: Underlying
    let spot: Double
    let rule: VolatilityRule.Applied
    let instruments: [Instrument]
    /// Value today, in dollars.
    fileprivate(set) var value = 0.0
    /// The part of `instruments` that settles in coin.
    let coinInstruments: [Instrument]
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
      groups.append(Group(underlying: underlying, spot: spot, rule: smiles.applied, instruments: lines))
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
    instruments: consuming [BookRevaluation.Instrument]
  ) {
    var sorted = instruments
    sorted.sort { $0.precedes($1) }
    self.underlying = underlying
    self.spot = spot
    self.rule = rule
    self.instruments = sorted
    coinInstruments = sorted.filter { $0.settlement == .coin }
    value = value(of: sorted)
    coinValue = value(of: coinInstruments)
  }
}

/// The smiles that a rule needs, by underlying root and expiry.
struct SmileTable {
  private struct Key: Hashable {
    let underlying: Underlying
    let expiry: Timestamp
    let settlement: Settlement
  }
  private var indexes: [Key: Int32] = [:]
  /// The rule with its curves.
  let applied: VolatilityRule.Applied

  /// Makes the curves of a rule.
  init(_ rule: VolatilityRule) {
    switch rule {
    case .stickyStrike: applied = .stickyStrike
    case .surfaceShift(let slope): applied = .surfaceShift(slope: slope)
    case .stickyDelta(let marks):
      var curves: [SmileCurve] = []
      for smile in marks.smiles {
        guard let curve = SmileCurve(smile) else { continue }
        indexes[
          Key(underlying: smile.underlying, expiry: smile.market.expiry, settlement: smile.market.settlement)] =
          Int32(clamping: curves.count)
        curves.append(curve)
      }
      applied = .stickyDelta(curves)
    }
  }

  /// The index of a contract's smile, or −1.
  func index(of contract: OptionContract) -> Int32 {
    indexes[Key(underlying: contract.underlying, expiry: contract.expiry, settlement: contract.settlement)] ?? -1
  }
}

/// What makes two positions one line of the revaluation.
private struct Line: Hashable {
  let contract: OptionContract
  let volatility: Double
}

/// The instruments of each underlying with their net weights; those that net to zero are left out.
private func net(
  _ valuation: BookValuation, in snapshot: MarketSnapshot, _ smiles: SmileTable
) throws(RevaluationError) -> [Underlying: [BookRevaluation.Instrument]] {
  var quantities: [Line: Double] = [:]
  var order: [(line: Line, id: String)] = []
  for entry in valuation.positions {
    let line = Line(contract: entry.position.contract, volatility: entry.volatility)
    if quantities[line] == nil { order.append((line, entry.position.id)) }
    quantities[line, default: 0] += entry.position.quantity
  }
  var result: [Underlying: [BookRevaluation.Instrument]] = [:]
  for (line, id) in order {
    let contract = line.contract
    guard let market = snapshot.market(for: contract)?.expiry else {
      throw .missingMarket(instrument: contract.name)
    }
    let instrument = BookRevaluation.Instrument(
      forward: market.forward, strike: contract.strike, volatility: line.volatility, years: market.years,
      sign: contract.type.sign, weight: (quantities[line] ?? 0) * contract.contractSize * market.discountFactor,
      smile: smiles.index(of: contract), settlement: contract.settlement)
    guard instrument.isValid else { throw .invalidPosition(id: id) }
    result[contract.underlying, default: []] += instrument.weight == 0 ? [] : [instrument]
  }
  return result
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
