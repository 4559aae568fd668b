import TailpoolAnalysis
import Foundation
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import _TailpoolTestSupport

@testable import TailpoolReport

/// A report with made-up numbers in the shape of real ones: the embedded sample, valued and shocked by a few lines of
/// arithmetic that are no reference for anything.
struct MadeUpReport {
  var participants = 5
  var scenarios = 1_000

  func build() throws -> PoolRiskReport {
    let chain = try Sample.chain()
    let smiles = Self.smiles(chain)
    let book = try Sample.book()
    let legs = book.positions.compactMap { position -> Leg? in
      guard let contract = position.contract.option else { return nil }
      let smile = smiles.first { $0.underlying == contract.underlying && $0.market.expiry == contract.expiry }
      guard let smile, let point = smile.points.first(where: { $0.quote.contract == contract }) else { return nil }
      return Leg(
        position: position, contract: contract, spot: smile.spot, carry: smile.market.forward / smile.spot,
        years: smile.market.years,
        volatility: point.volatility)
    }
    let valuation = Self.valuation(legs)
    let monteCarlo = try Self.risk(legs, count: scenarios, scale: 1, seed: 1)
    let historical = try Self.risk(legs, count: 500, scale: 1.05, seed: 2)
    let stress = Sample.stressSet().scenarios.map { Self.stress($0, legs) }
    return PoolRiskReport(
      run: Self.run, dataQuality: Self.quality(chain, smiles), markets: Self.markets(smiles), smiles: smiles,
      book: BookSection(valuation, spots: ["BTC": Sample.spots[0].spot, "ETH": Sample.spots[1].spot]),
      monteCarlo: monteCarlo, historical: historical, stressGrids: [nil, "BTC", "ETH"].map { Self.grid($0, legs) },
      stressResults: stress,
      covariance: CovarianceSection(
        factors: ["BTC", "ETH", "BTC volatility", "ETH volatility"], observations: 499, effectiveObservations: 33.3,
        volatilities: [0.022, 0.036, 0.046, 0.044],
        correlations: [
          [1, 0.75, -0.21, -0.2], [0.75, 1, -0.15, -0.21], [-0.21, -0.15, 1, 0.6], [-0.2, -0.21, 0.6, 1],
        ],
        shrinkage: 0.031, smallestEigenvalue: 1.1e-4, conditionNumber: 41.7, smallestCorrelationEigenvalue: 0.236,
        correlationConditionNumber: 9.1,
        weakestLoadings: [.init(factor: "BTC", weight: 0.71), .init(factor: "ETH", weight: -0.7)],
        motionless: ["ETH volatility"],
        gaps: .init(
          incompleteRows: 5, returnsByFactor: [500, 504, 503, 499],
          overlaps: [[500, 500, 499, 499], [500, 504, 503, 499], [499, 503, 503, 499], [499, 499, 499, 499]])),
      pool: try status(valuation, monteCarlo, stress),
      approximations: ApproximationSection(
        measures: [
          .init(subject: .measure(.valueAtRisk(.percent99)), linear: 210_000, deltaGamma: 320_000, full: 335_000)
        ],
        moves: [.init(subject: .allSpots(move: -0.4), linear: 900_000, deltaGamma: -4_000_000, full: -2_600_000)]),
      surfaces: try Self.surfaces(smiles))
  }

  private static let run = RunSection(
    libraryVersion: "0.1.0", asOf: Sample.asOf, horizonInDays: 1, scenarios: 10_000, seed: 1, estimator: "ledoit-wolf",
    history: HistoryPanel.Summary(
      firstDate: Sample.asOf.date.advanced(byDays: -501), lastDate: Sample.asOf.date.advanced(byDays: -1),
      observations: 496, asOf: Sample.asOf),
    inputs: [RunSection.Input(role: "chain", name: Sample.name), RunSection.Input(role: "book", name: Sample.name)],
    assumptions: [
      "The pool holds its assets in dollars that bear no risk.",
      "Forwards move with their spot, and each option keeps the volatility of its strike times the factor of its underlying.",
    ])

  // MARK: - Market

  private static func smiles(_ chain: OptionChain) -> [VolatilitySmile] {
    var smiles: [VolatilitySmile] = []
    for entry in Sample.spots {
      for expiry in Sample.expiries {
        let rows = chain.quotes.filter { $0.contract.underlying == entry.underlying && $0.contract.expiry == expiry }
        let forward = rows.compactMap(\.forward).first ?? entry.spot * 1.006
        let quotes = rows.map {
          OptionQuote(
            contract: $0.contract, bid: $0.bid, ask: $0.ask, mark: $0.mark, markVolatility: $0.markVolatility,
            openInterest: $0.openInterest)
        }
        let market = ExpiryMarket(
          expiry: expiry, years: DayCount.actual365Fixed.years(from: Sample.asOf, to: expiry), forward: forward,
          discountFactor: entry.spot / forward, forwardSource: rows.contains { $0.forward == nil } ? .parity : .quoted,
          quotes: quotes)
        smiles.append(
          VolatilitySmile(
            underlying: entry.underlying, spot: entry.spot, market: market,
            points: quotes.map { point($0, market) }.sorted { $0.quote.contract.strike < $1.quote.contract.strike }))
      }
    }
    return smiles
  }

  private static func point(_ quote: OptionQuote, _ market: ExpiryMarket) -> SmilePoint {
    let volatility = quote.markVolatility ?? 0.5
    let leg = Leg.black(
      quote.contract.type, forward: market.forward, strike: quote.contract.strike, years: market.years,
      volatility: volatility)
    // A difference of price over vega stands in for a solver.
    let slope = leg.vega / market.forward
    let side = { (price: Double?) -> Double? in
      guard let price, let mark = quote.mark, slope > 1e-4 else { return nil }
      let value = volatility + (price - mark) / slope
      return value > 0.01 ? value : nil
    }
    return SmilePoint(
      quote: quote, logMoneyness: log(quote.contract.strike / market.forward), bidVolatility: side(quote.bid),
      midVolatility: side(quote.mid), markVolatility: side(quote.mark), askVolatility: side(quote.ask),
      volatility: volatility, source: .venue)
  }

  private static func markets(_ smiles: [VolatilitySmile]) -> [MarketSection] {
    Sample.spots.map { entry in
      MarketSection(
        UnderlyingMarket(
          underlying: entry.underlying, spot: entry.spot,
          expiries: smiles.filter { $0.underlying == entry.underlying }.map(\.market)))
    }
  }

  private static func quality(_ chain: OptionChain, _ smiles: [VolatilitySmile]) -> DataQualitySection {
    var found = MarketSnapshot.Diagnostics()
    found.rows = chain.quotes.count + 3
    found.quotes = chain.quotes.count
    found.withoutBid = chain.quotes.count { $0.bid == nil }
    found.withoutAsk = chain.quotes.count { $0.ask == nil }
    found.rowsWithoutForward = chain.quotes.count { $0.forward == nil }
    found.dropped = [.init(reason: "No price and no volatility", count: 3)]
    found.solvedForwards = smiles.filter { $0.market.forwardSource == .parity }.map {
      .init(
        underlying: $0.underlying, expiry: $0.market.expiry, forward: $0.market.forward, source: .parity,
        rows: $0.points.count)
    }
    let marks = VolatilityMarks(
      smiles: smiles, sourceCounts: [.venue: chain.quotes.count - 5, .interpolated: 5], unusable: 2,
      medianMarkError: 3.2e-6)
    return DataQualitySection(
      snapshot: found, marks: marks,
      notes: [
        DataQualitySection.Note(
          label: "history rows", count: 4, explanation: "Dates without a price of every asset: not used.")
      ])
  }

  // MARK: - Book

  private static func valuation(_ legs: [Leg]) -> PricedBook {
    PricedBook(asOf: Sample.asOf, positions: legs.map { PricedPosition($0.position, $0.repricer) })
  }

  private static func profit(_ legs: [Leg], _ move: MarketMove) -> [Underlying: Double] {
    legs.reduce(into: [:]) { sums, leg in
      sums[leg.underlying, default: 0] +=
        leg.value(
          spotReturn: move[leg.underlying].spotReturn ?? 0,
          volatilityFactor: move[leg.underlying].volatilityFactor ?? 1) - leg.value()
    }
  }

  private static func stress(_ scenario: StressScenario, _ legs: [Leg]) -> StressResult {
    let parts = profit(legs, scenario.move)
    return StressResult(
      scenario: scenario, profitAndLoss: parts.values.reduce(0, +), byUnderlying: parts,
      coinByUnderlying: parts.mapValues { $0 / 1e5 }, notCovered: [])
  }

  private static func grid(_ underlying: Underlying?, _ legs: [Leg]) -> StressGrid {
    let spots = [-0.5, -0.4, -0.3, -0.25, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]
    let volatilities = [-0.5, -0.25, -0.1, 0, 0.1, 0.25, 0.5, 1]
    let moved: [Underlying] = underlying.map { [$0] } ?? ["BTC", "ETH"]
    return StressGrid(
      underlying: underlying, spotReturns: spots, volatilityChanges: volatilities,
      profitAndLoss: volatilities.map { change in
        spots.map { move in
          let shift = MarketMove(
            spotReturns: Dictionary(uniqueKeysWithValues: moved.map { ($0, move) }),
            volatilityFactors: Dictionary(uniqueKeysWithValues: moved.map { ($0, 1 + change) }))
          return profit(legs, shift).values.reduce(0, +)
        }
      })
  }

  // MARK: - Risk

  private static func risk(_ legs: [Leg], count: Int, scale: Double, seed: UInt64) throws -> TailRiskSection {
    var generator = SeededGenerator(seed: seed)
    let outcomes = (0..<count).map { _ -> [Underlying: Double] in
      let draws = (0..<3).map { _ in (0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform() } }
      let shared = scale * 0.022 * draws[0]
      return profit(
        legs,
        MarketMove(
          spotReturns: ["BTC": exp(shared) - 1, "ETH": exp(1.2 * shared + scale * 0.02 * draws[1]) - 1],
          volatilityFactors: ["BTC": exp(0.05 * draws[2]), "ETH": exp(0.05 * draws[2])]))
    }
    let total = outcomes.map { $0.values.reduce(0, +) }
    let distribution = try ProfitAndLossDistribution(total)
    let parts = ["BTC", "ETH"].map { (underlying: Underlying) in
      (underlying, outcomes.map { $0[underlying] ?? 0 })
    }
    return TailRiskSection(
      distribution,
      contributions: RiskContribution.contributions(
        tail: distribution.tailScenarios(.percent97Point5), byUnderlying: Dictionary(uniqueKeysWithValues: parts)))
  }

  private func status(_ valuation: PricedBook, _ risk: TailRiskSection, _ stress: [StressResult]) throws
    -> PoolStatus
  {
    let pool = try Sample.pool()
    let owed = -valuation.positions.reduce(0) { $0 + min(0, $1.greeks.value) }
    let held = valuation.positions.reduce(0) { $0 + max(0, $1.greeks.value) }
    let assets = pool.assets?.amounts[.dollars] ?? 0
    let capital = assets + held - owed
    let total = pool.participants.reduce(0) { $0 + $1.contribution }
    let shortfall = risk.headlineShortfall.value
    let worst = stress.map { -$0.profitAndLoss }.max() ?? 0
    let checks: [(String, Double, Double)] = [
      ("utilization", 0.25, owed / (assets + held)),
      ("expected shortfall over capital", 0.08, shortfall / capital),
      ("participant share", 0.4, 4.5 / 12.6),
      ("stress loss over capital", 0.6, worst / capital),
    ]
    return PoolStatus(
      unit: "USD", assets: assets, optionLiabilities: owed, optionAssets: held, capital: capital,
      utilization: owed / (assets + held), expectedShortfallOverCapital: shortfall / capital,
      participants: pool.participants.prefix(participants).map {
        let share = $0.contribution / total
        return PoolStatus.Member(
          participant: $0, share: share, value: share * capital, expectedShortfall: share * shortfall)
      },
      limits: checks.map { PoolStatus.LimitCheck(name: $0, limit: $1, value: $2) })
  }
}

/// A position with what its value needs.
private struct Leg {
  let position: Position
  let contract: OptionContract
  let spot: Double
  let carry: Double
  let years: Double
  let volatility: Double

  var underlying: Underlying { position.contract.underlying }

  func value(spotReturn: Double = 0, volatilityFactor: Double = 1) -> Double {
    let moved = spot * (1 + spotReturn)
    let price = Self.black(
      contract.type, forward: moved * carry, strike: contract.strike, years: years,
      volatility: volatility * volatilityFactor
    ).price
    return position.quantity * price / carry
  }

  var repricer: EuropeanRepricer {
    EuropeanRepricer(
      contract, spot: spot, forward: spot * carry, discountFactor: 1 / carry, years: years, volatility: volatility,
      volatilitySource: .venue)
  }

  static func black(_ type: OptionType, forward: Double, strike: Double, years: Double, volatility: Double)
    -> (price: Double, vega: Double)
  {
    let deviation = volatility * years.squareRoot()
    let d1 = log(forward / strike) / deviation + 0.5 * deviation
    let normal = { (x: Double) in 0.5 * erfc(-x / 2.0.squareRoot()) }
    let sign = type.sign
    let price = sign * (forward * normal(sign * d1) - strike * normal(sign * (d1 - deviation)))
    return (price, forward * years.squareRoot() * exp(-0.5 * d1 * d1) * 0.3989422804014327)
  }
}
