import TailpoolAnalysis
import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// The risk engine as a pool's books ask it: one market and one set of scenarios, in which any book of the pool is valued.
///
///     let risk = try PoolRisk(analysis)
///     let trade = try risk.trade(of: "BTC-30JAN26-85000-P", quantity: -100, in: pool)  // carries the engine's number
///     try pool.apply(PoolEvent(at: snapshot.asOf, .trade(trade)))
///
/// Losses are in whole units of the pool's asset, positive when money is lost: dollars for a pool that counts in the quote
/// currency, coins for one that counts in a coin. Numbers become base units only where an event is made, by `Amount`.
public struct PoolRisk: Sendable {
  /// The market.
  public let snapshot: MarketSnapshot
  /// The volatilities that books are valued at.
  public let volatilities: VolatilityMarks
  /// The scenarios, equally likely.
  public let scenarios: any ScenarioSource
  /// Days that pass in each, finite and ≥ 0.
  public let horizonInDays: Double
  /// What a volatility does when its spot moves.
  public let volatilityRule: VolatilityRule
  /// How a scenario's factor on the volatilities falls on their tenors.
  public let volatilityMoves: VolatilityMoves
  /// The level of expected shortfalls; the pool's budget is of 97.5 %.
  public let level: ConfidenceLevel
  /// What journals do not say: entries of futures, correlations, contracts of own kinds.
  public let inputs: PoolBookInputs
  /// What stands for an absent side of a quote.
  public let spread: MarkSpread

  /// Creates an engine; see the properties for the meaning of each argument.
  ///
  /// - Throws: `PoolBridgeError.noScenarios`.
  public init(
    snapshot: MarketSnapshot, volatilities: VolatilityMarks, scenarios: any ScenarioSource, horizonInDays: Double = 1,
    volatilityRule: VolatilityRule = .stickyStrike, volatilityMoves: VolatilityMoves = .parallel,
    level: ConfidenceLevel = .percent97Point5, inputs: PoolBookInputs = PoolBookInputs(),
    spread: MarkSpread = MarkSpread()
  ) throws(PoolBridgeError) {
    guard scenarios.count > 0 else { throw .noScenarios }
    self.snapshot = snapshot
    self.volatilities = volatilities
    self.scenarios = scenarios
    self.horizonInDays = horizonInDays
    self.volatilityRule = volatilityRule
    self.volatilityMoves = volatilityMoves
    self.level = level
    self.inputs = inputs
    self.spread = spread
  }

  /// The market, the scenarios and the rules of an analysis.
  ///
  /// - Throws: `PoolBridgeError.weightedScenarios` where its scenarios are not equally likely.
  public init(
    _ analysis: BookAnalysis, level: ConfidenceLevel = .percent97Point5,
    inputs: PoolBookInputs = PoolBookInputs(), spread: MarkSpread = MarkSpread()
  ) throws(PoolBridgeError) {
    if analysis.scenarios.likelihoodRatios != nil { throw .weightedScenarios }
    try self.init(
      snapshot: analysis.snapshot, volatilities: analysis.marks.marks, scenarios: analysis.scenarios.source,
      horizonInDays: analysis.settings.horizonInDays, volatilityRule: analysis.volatilityRule,
      volatilityMoves: analysis.settings.volatilityMoves, level: level, inputs: inputs, spread: spread)
  }

  /// The pool's book in this market, valued.
  ///
  /// - Throws: `PoolBridgeError` that names the first contract which cannot be valued.
  public func pricedBook(of pool: MutualPool) throws(PoolBridgeError) -> PricedBook {
    try priced(try pool.book(in: snapshot, inputs: inputs))
  }

  /// The marks of all that the pool has open; see `MutualPool.marks(_:in:inputs:spread:)`.
  public func marks(of pool: MutualPool) throws(PoolBridgeError) -> PoolMarks {
    try pool.marks(try pricedBook(of: pool), in: snapshot, inputs: inputs, spread: spread)
  }

  /// What a pool loses in each scenario, in whole units of its asset.
  ///
  /// - Complexity: One revaluation an instrument and scenario.
  public func losses(of pool: MutualPool) throws(PoolBridgeError) -> [Double] {
    try losses(of: try pricedBook(of: pool), asset: pool.terms.asset)
  }

  /// What any book loses in each scenario: in coins of the asset where the asset is an underlying of it, else in dollars.
  ///
  /// - Throws: `PoolBridgeError.revaluation`, `.noPrice`, or `.expired`.
  public func losses(of book: Book, asset: Asset) throws(PoolBridgeError) -> [Double] {
    try losses(of: try priced(book), asset: asset)
  }

  /// Expected shortfall of the pool as it is, in whole units of its asset.
  public func expectedShortfall(of pool: MutualPool) throws(PoolBridgeError) -> Double {
    pool.isFlat ? 0 : try expectedShortfall(of: try losses(of: pool))
  }

  /// The mean of the worst losses at the engine's level.
  func expectedShortfall(of losses: [Double], at level: ConfidenceLevel? = nil) throws(PoolBridgeError) -> Double {
    do {
      return try ProfitAndLossDistribution(losses.map { -$0 }).expectedShortfall(level ?? self.level).value
    } catch { throw .noScenarios }
  }

  private func losses(of priced: PricedBook, asset: Asset) throws(PoolBridgeError) -> [Double] {
    do {
      let book = try BookRevaluation(
        priced, horizonInDays: horizonInDays, volatilityRule: volatilityRule, volatilityMoves: volatilityMoves)
      let coin = Underlying(asset.symbol)
      guard priced.underlyings.contains(coin) else { return try book.profitAndLoss(over: scenarios).map { -$0 } }
      return (try book.coinProfitAndLoss(over: scenarios)[coin] ?? []).map { -$0 }
    } catch { throw .revaluation(error) }
  }

  package func priced(_ book: Book) throws(PoolBridgeError) -> PricedBook {
    do { return try book.valuation(in: snapshot, volatilities: volatilities) } catch {
      throw PoolBridgeError(error, in: book)
    }
  }
}

extension PoolBridgeError {
  /// A pricing error with the name of the contract and what would cure it.
  ///
  /// - Parameters:
  ///   - error: What `Book.valuation` has thrown.
  ///   - book: The book, whose positions have the names of the pool's contracts.
  package init(_ error: PricingError, in book: Book) {
    self =
      switch error {
      case .missingMarket(let id, _), .missingVolatility(let id, _): .notListed(contract: id)
      case .expired(let id, _):
        .expired(
          contract: id,
          expiry: book.positions.first { $0.id == id }?.contract.expiry ?? Timestamp(secondsSinceEpoch: 0))
      case .missingRate(let id, _), .noPrice(let id, _), .noPricer(let id, _), .mismatchedPricer(let id, _, _, _),
        .missingCorrelation(let id, _, _, _), .missingState(let id, _, _), .missingFixing(let id, _, _, _),
        .fixingAfterSnapshot(let id, _, _), .other(let id, _, _):
        .noPrice(contract: id, error)
      }
  }
}
