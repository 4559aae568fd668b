import Foundation
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// Options, everlasting options, power perpetuals, American options and futures in one book, through every measure.
@Suite("Risk of a book with contracts without expiry")
struct PerpetualRiskTests {
  private let snapshot: MarketSnapshot
  private let valuation: PricedBook

  init() throws {
    (snapshot, _) = try StressPosition.market(StressPosition.made)
    var positions = try StressPosition.market(StressPosition.made).valuation.positions.map(\.position)
    for (underlying, spot) in [("A", 100.0), ("B", 40)] as [(Underlying, Double)] {
      let marking = PerpetualContract.Marking(volatility: 0.6, rate: 0.03, dividendYield: 0.02)
      let terms: [(PerpetualContract.Terms, PerpetualContract.Marking, Double)] = [
        (.everlastingOption(.put, strike: 0.95 * spot, fundingPeriod: 1.0 / 365, funding: .continuous), marking, -4),
        (.everlastingOption(.call, strike: spot, fundingPeriod: 7.0 / 365, funding: .discrete), .init(), -2),
        (
          .powerPerpetual(power: 2, fundingPeriod: 17.5 / 365, funding: .continuous),
          .init(volatility: 0.6, rate: 0.03), -2 / spot
        ),
        (.perpetualAmerican(.put, strike: spot), marking, 3), (.linearFuture(entry: 1.02 * spot), .init(), 5),
        (.inverseFuture(entry: nil), .init(), -2 * spot),
      ]
      for (index, one) in terms.enumerated() {
        positions.append(
          Position(
            id: "\(underlying) \(index)",
            contract: try PerpetualContract(underlying: underlying, terms: one.0, marking: one.1), quantity: one.2))
      }
    }
    valuation = try Book(positions: positions).valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
  }

  private func scenarios(_ count: Int) throws -> GaussianScenarios {
    try GaussianScenarios(covariance: StressPosition.covariance(), count: count, seed: 11, horizonInDays: 1)
  }

  @Test("Contributions of positions add up to expected shortfall and value at risk")
  func contributions() async throws {
    let (revaluation, scenarios) = (try BookRevaluation(valuation), try self.scenarios(4_000))
    let whole = try ProfitAndLossDistribution(revaluation.profitAndLoss(over: scenarios))
    let positions = try PositionRevaluation(valuation)
    for level in [ConfidenceLevel.percent97Point5, .percent99] {
      let parts = try await whole.contributions(level, of: positions, over: scenarios, threads: 2)
      #expect(parts.expectedShortfall.count == valuation.positions.count)
      let scale = parts.expectedShortfall.reduce(0) { $0 + abs($1) }
      let total = whole.expectedShortfall(level).value
      #expect(Tolerance.absolute(1e-12 * scale).accepts(parts.expectedShortfall.reduce(0, +), total))
      #expect(
        Tolerance.absolute(1e-12 * scale).accepts(parts.valueAtRisk.reduce(0, +), whole.harrellDavis(level).value))
      #expect(total > 0 && parts.expectedShortfall.suffix(12).allSatisfy { $0 != 0 })
    }
  }

  @Test("Shards have the bits of the whole run, and find another book out")
  func shards() async throws {
    let (revaluation, scenarios) = (try BookRevaluation(valuation), try self.scenarios(2_500))
    let whole = try ProfitAndLossDistribution(revaluation.profitAndLoss(over: scenarios))
    let plan = try ShardPlan(revaluation, over: scenarios, shards: 3, levels: [.percent99])
    var merged: PartialRisk?
    for shard in [2, 0, 1] {
      let part = try await plan.run(shard, of: revaluation, over: scenarios, threads: shard + 1)
      merged = try merged?.merged(with: part) ?? part
    }
    let risk = try #require(merged).finish()
    #expect(risk.valuesAtRisk[0].value == whole.valueAtRisk(.percent99).value)
    #expect(risk.expectedShortfalls[0].value == whole.expectedShortfall(.percent99).value)
    let fewer = PricedBook(asOf: valuation.asOf, positions: valuation.positions.dropLast())
    let other = try BookRevaluation(fewer)
    await #expect(throws: ShardError.differentInputs) { try await plan.run(0, of: other, over: scenarios) }
  }

  @Test("The move of a reverse stress loses its amount when every contract is priced again")
  func reverse() throws {
    let instant = try BookRevaluation(valuation, horizonInDays: 0)
    let amounts = [30.0, 200]
    let results = try ReverseStress.mostPlausible(
      losses: amounts, of: instant, covariance: StressPosition.covariance(),
      derivatives: DeltaGammaBook(valuation))
    for (amount, result) in zip(amounts, results) {
      let result = try #require(result)
      #expect(abs(result.profitAndLoss + amount) < 1e-9 * amount)
      let again = try instant.profitAndLoss(under: result.move).values.reduce(0, +)
      #expect(abs(again + amount) < 1e-9 * amount, "\(again)")
      let byPosition = try valuation.outcome(under: result.move)
      #expect(abs(byPosition.profitAndLoss + amount) < 1e-9 * amount, "\(byPosition.profitAndLoss)")
    }
  }

  @Test("A loss without a bound, where funding cannot hold a mark, is passed by the search, whoever is short of it")
  func unbounded() throws {
    let covariance = try StressPosition.covariance()
    for quantity in [-1.0, 1] {
      let square = try PerpetualContract(
        underlying: "A", terms: .powerPerpetual(power: 2, fundingPeriod: 17.5 / 365, funding: .discrete),
        contractSize: 0.01, marking: .init(volatility: 0.6, rate: 0))
      let book = try Book(positions: [Position(id: "s", contract: square, quantity: quantity)])
      let valued = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
      let instant = try BookRevaluation(valued, horizonInDays: 0)
      let wild = try PointRevaluation(instant).profitAndLoss(at: [[0, 2.5]])
      #expect(wild == [quantity * .infinity])
      let results = try ReverseStress.mostPlausible(losses: [50, 2_000], of: instant, covariance: covariance)
      let near = try #require(results[0])
      #expect(abs(near.profitAndLoss + 50) < 1e-9 * 50 && near.distance < 10)
      // Who holds it cannot lose more than it is worth, who has sold it anything.
      #expect((results[1] == nil) == (quantity > 0))
      if let far = results[1] { #expect(abs(far.profitAndLoss + 2_000) < 1e-8 * 2_000, "\(far)") }
    }
  }

  @Test("A stress position by position is the revaluation, in dollars and in coin, with the time that passes")
  func stress() throws {
    let revaluation = try BookRevaluation(valuation)
    for (move, factor, days) in [(-0.35, 1.6, 0.0), (0.25, 0.7, 1.5)] {
      let shift = MarketMove(spotReturns: ["A": move], volatilityFactors: ["A": factor])
      let outcome = try valuation.outcome(under: shift, elapsedDays: days)
      let whole = try revaluation.profitAndLoss(under: shift, elapsedDays: days)
      let coins = try revaluation.coinProfitAndLoss(under: shift, elapsedDays: days)
      let scale = outcome.byPosition.reduce(1) { $0 + abs($1) }
      for underlying in ["A", "B"] as [Underlying] {
        let (actual, expected) = (try #require(outcome.byUnderlying[underlying]), try #require(whole[underlying]))
        #expect(abs(actual - expected) < 1e-12 * scale)
        let coin = try #require(outcome.coinByUnderlying[underlying])
        #expect(abs(coin - (try #require(coins[underlying]))) < 1e-12 * scale)
      }
      #expect(outcome.byPosition.count == valuation.positions.count)
    }
    let waiting = try revaluation.profitAndLoss(under: MarketMove(spotReturns: [:]), elapsedDays: 1)
    #expect(waiting.values.allSatisfy { $0 != 0 })
  }

  @Test(
    "Twists move the volatility of a contract without expiry at its mean maturity, an American one's at the far end")
  func twists() throws {
    let outcome = try valuation.outcome(under: MarketMove(["A": UnderlyingMove(termTwist: 0.2)]))
    var compared = 0
    for (line, change) in zip(valuation.positions, outcome.byPosition)
    where line.position.contract.underlying == "A" {
      guard let pricer = line.repricer as? PerpetualRepricer else { continue }
      let days = pricer.contract.meanMaturity * 365
      let volatility = pricer.volatility * exp(min(max(0.2 * log(30 / max(days, 1.0 / 24)), -1), 1))
      let expected = line.units * (pricer.value(spot: 100, volatility: volatility) - pricer.price)
      #expect(abs(change - expected) < 1e-9 * (1 + abs(expected)), "\(line.position.contract.name)")
      // A future has no volatility, and a perpetual American option the least that a twist leaves.
      if pricer.contract.isFuture { #expect(change == 0) }
      compared += 1
    }
    #expect(compared > 3, "\(compared)")
    // All volatility taken away is a limit, and no error.
    let still = try valuation.outcome(under: MarketMove(["A": UnderlyingMove(volatilityShift: -5)])).byPosition
    #expect(still.allSatisfy { $0.isFinite })
  }

  @Test("Derivatives hold every contract, and contracts without quotes are closed at their marks")
  func derivatives() throws {
    let derivatives = DeltaGammaBook(valuation)
    let delta = valuation.positions.filter { $0.position.contract.underlying == "A" }.reduce(0) { $0 + $1.greeks.delta }
    #expect(Tolerance.relative(1e-12).accepts(derivatives.parts[0].dollarDelta, 100 * delta))
    let vegas = derivatives.parts.map(\.dollarVega)
    #expect(vegas.allSatisfy { $0.isFinite })
    let cost = try LiquidityCost(valuation, marks: snapshot.volatilityMarks())
    #expect(cost.part(.atMark).positions == 12 && cost.part(.atMark).cost == 0)
    #expect(cost.lines.count == valuation.positions.count)
  }
}
