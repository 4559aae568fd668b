import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import TailpoolScenarios

/// The positions of a book, each with what it is priced from, to be priced again one by one under any shock.
///
/// Unlike a `BookRevaluation`, which gives sums over many scenarios fast, it tells what each position does in one.
public struct StressBook: Hashable, Sendable {
  /// One position.
  public struct Line: Hashable, Sendable {
    /// The position's id.
    public let id: String
    /// The contract.
    public let contract: Contract
    /// Quantity × contract size, signed: units of the contract.
    public let units: Double
    /// Forward price, > 0; the spot for a contract without expiry.
    public let forward: Double
    /// Annual volatility, > 0; 0 for a future.
    public let volatility: Double
    /// Years to expiry, > 0; the mean maturity of a contract without expiry.
    public let years: Double
    /// Discount factor, > 0; 1 for a contract without expiry.
    public let discountFactor: Double
    /// Spot of the underlying, > 0.
    public let spot: Double
    /// Value today in dollars.
    public let value: Double
    /// What a contract without expiry is priced from; nil for an option with one.
    public let pricer: PerpetualPricer?

    /// ln(strike / forward); 0 for a contract without a strike.
    public var logMoneyness: Double {
      (contract.option?.strike ?? contract.perpetual?.strike).map { log($0 / forward) } ?? 0
    }
  }

  /// What each position gains or loses under a shock, in dollars.
  public struct Outcome: Hashable, Sendable {
    /// One entry a position, in the order of the book.
    public let byPosition: [Double]
    /// The sum by underlying.
    public let byUnderlying: [Underlying: Double]
    /// Change of the value in coin of each underlying's coin-settled positions: value then over spot then, less today's.
    public let coinByUnderlying: [Underlying: Double]
    /// The sum over the positions.
    public let profitAndLoss: Double
  }

  /// The positions in the order of the book.
  public let lines: [Line]

  /// Takes the positions of a valued book.
  ///
  /// - Parameters:
  ///   - valuation: The positions with the volatility each is valued at.
  ///   - snapshot: The market they are valued in.
  /// - Throws: `RiskError.missingFactor` with the name of a contract that the snapshot has no market for, or whose valuation
  ///   does not say what it is priced from.
  /// - Complexity: O(positions × expiries).
  public init(_ valuation: BookValuation, in snapshot: MarketSnapshot) throws(RiskError) {
    var lines: [Line] = []
    lines.reserveCapacity(valuation.positions.count)
    for entry in valuation.positions {
      let line =
        switch entry.position.contract {
        case .option(let option): Line(entry, option, in: snapshot)
        case .perpetual(let perpetual): Line(entry, perpetual, in: snapshot)
        }
      guard let line else { throw .missingFactor(name: entry.position.contract.name) }
      lines.append(line)
    }
    self.lines = lines
  }

  /// The underlyings of the book, sorted.
  public var underlyings: [Underlying] { Set(lines.map(\.contract.underlying)).sorted() }

  /// Prices every position again under a shock of each underlying.
  ///
  /// An option that expires within the elapsed days is worth its intrinsic value at the moved forward. A contract without
  /// expiry pays today's funding over the elapsed days; twists move its volatility at its mean maturity.
  ///
  /// - Parameters:
  ///   - shocks: The shock of each underlying; one that is not named does not move.
  ///   - elapsedDays: Days that pass, finite and ≥ 0.
  /// - Returns: Profit and loss in dollars.
  /// - Throws: `RiskError.unknownAssets` for shocks of underlyings that the book does not hold, `.invalidShock` with the
  ///   number that makes a price negative or is not finite, or `.invalidParameter` for the elapsed days.
  /// - Complexity: One price a position.
  public func profitAndLoss(
    under shocks: [Underlying: UnderlyingShock], elapsedDays: Double = 0
  ) throws(RiskError) -> Outcome {
    guard elapsedDays >= 0, elapsedDays.isFinite else {
      throw .invalidParameter(name: "elapsedDays", value: elapsedDays)
    }
    try check(shocks)
    var byPosition: [Double] = []
    byPosition.reserveCapacity(lines.count)
    var (sums, coins): ([Underlying: CompensatedSum], [Underlying: CompensatedSum]) = ([:], [:])
    for line in lines {
      let shock = shocks[line.contract.underlying] ?? UnderlyingShock()
      let change = line.value(under: shock, elapsedYears: elapsedDays / DayCount.daysPerYear) - line.value
      guard change.isFinite else {
        throw .invalidShock(underlying: line.contract.underlying, name: "profit and loss", value: change)
      }
      byPosition.append(change)
      sums[line.contract.underlying, default: .init()].add(change)
      if line.contract.settlement == .coin {
        let then = (line.value + change) / (line.spot * shock.spotFactor(spot: line.spot))
        coins[line.contract.underlying, default: .init()].add(then - line.value / line.spot)
      }
    }
    return Outcome(
      byPosition: byPosition, byUnderlying: sums.mapValues(\.value), coinByUnderlying: coins.mapValues(\.value),
      profitAndLoss: CompensatedSum(byPosition).value)
  }

  private func check(_ shocks: [Underlying: UnderlyingShock]) throws(RiskError) {
    let spots = Dictionary(lines.map { ($0.contract.underlying, $0.spot) }, uniquingKeysWith: { first, _ in first })
    let unknown = shocks.keys.filter { spots[$0] == nil }.map(\.name).sorted()
    guard unknown.isEmpty else { throw .unknownAssets(names: unknown, known: spots.keys.map(\.name).sorted()) }
    for (underlying, shock) in shocks.sorted(by: { $0.key < $1.key }) {
      if let (name, value) = shock.firstProblem(spot: spots[underlying] ?? .nan) {
        throw .invalidShock(underlying: underlying, name: name, value: value)
      }
    }
  }
}

extension StressBook.Line {
  /// An option with an expiry; nil without a market for it.
  fileprivate init?(_ entry: PositionValuation, _ option: OptionContract, in snapshot: MarketSnapshot) {
    guard let market = snapshot.market(for: option) else { return nil }
    let units = entry.position.quantity * option.contractSize
    let price = Black76.price(
      option.type, forward: market.expiry.forward, strike: option.strike, years: market.expiry.years,
      volatility: entry.volatility, discountFactor: market.expiry.discountFactor)
    self.init(
      id: entry.position.id, contract: entry.position.contract, units: units, forward: market.expiry.forward,
      volatility: entry.volatility, years: market.expiry.years, discountFactor: market.expiry.discountFactor,
      spot: market.underlying.spot, value: units * price, pricer: nil)
  }

  /// A contract without expiry; nil without a market for it, or when the valuation lacks its pricer.
  fileprivate init?(_ entry: PositionValuation, _ perpetual: PerpetualContract, in snapshot: MarketSnapshot) {
    guard let market = snapshot[perpetual.underlying], let pricer = entry.pricer else { return nil }
    let units = entry.position.quantity * perpetual.contractSize
    self.init(
      id: entry.position.id, contract: entry.position.contract, units: units, forward: market.spot,
      volatility: pricer.volatility, years: perpetual.meanMaturity, discountFactor: 1, spot: market.spot,
      value: units * pricer.price, pricer: pricer)
  }

  /// The value in dollars after a shock.
  func value(under shock: UnderlyingShock, elapsedYears: Double) -> Double {
    let factor = shock.spotFactor(spot: spot)
    let shocked = shock.volatility(volatility, logMoneyness: logMoneyness, years: years)
    if let pricer {
      return units * pricer.value(spot: pricer.spot * factor, volatility: shocked, elapsedYears: elapsedYears)
    }
    guard let option = contract.option else { return .nan }
    return units
      * Black76.price(
        option.type, forward: forward * factor, strike: option.strike, years: max(years - elapsedYears, 0),
        volatility: shocked, discountFactor: discountFactor)
  }
}
