import Tailpool
import Testing

/// The code of Docs/Guides/RiskOfABook.md.
@Suite("Guide to the risk of a book")
struct RiskGuideExamples {
  @Test func theCodeOfTheGuideRuns() throws {
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let valuation = try Sample.book().valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    let returns = try Sample.priceHistory().returns(for: ["BTC", "ETH"], last: 500, before: snapshot.asOf.date)
    let covariance = try LedoitWolf().covariance(of: returns)
    let derivatives = DeltaGammaBook(valuation)

    let quadratic = try derivatives.loss(covariance: covariance).exact(.percent99)

    let book = try BookRevaluation(valuation)
    let scenarios = try ImportanceScenarios(
      derivatives, covariance: covariance, level: .percent99, count: 10_000, seed: 1)
    let tail = try WeightedTail(
      profitAndLoss: book.profitAndLoss(over: scenarios), likelihoodRatios: scenarios.likelihoodRatios())
    let full = try tail.valueAtRisk(.percent99)
    #expect(abs(full.value - quadratic.valueAtRisk) < 0.25 * full.value)
    // Plain scenarios, as many, have an interval at least twice as wide.
    let plain = try ProfitAndLossDistribution(
      book.profitAndLoss(over: GaussianScenarios(covariance: covariance, count: 10_000, seed: 1)))
    #expect(full.standardError < 0.5 * plain.valueAtRisk(.percent99).standardError, "\(full)")
    #expect(abs(full.value - plain.valueAtRisk(.percent99).value) < 4 * plain.valueAtRisk(.percent99).standardError)

    let instant = try BookRevaluation(valuation, horizonInDays: 0)
    let reverse = try ReverseStress.mostPlausible(
      losses: [1_000_000], of: instant, covariance: covariance, derivatives: derivatives)
    #expect(try #require(reverse[0]).distance > 1)

    let fall = UnderlyingMove(spotReturn: -0.2, volatilityFactor: 1.3, skewTwist: -0.2)
    let outcome = try valuation.outcome(under: MarketMove(["BTC": fall, "ETH": fall]), elapsedDays: 1)
    #expect(outcome.profitAndLoss < 0)

    let cost = try LiquidityCost(valuation, marks: snapshot.volatilityMarks())
    #expect(cost.total > 0)

    let members = [[-1.0, 2, -3, 1], [0.5, -2, 1, -1]]
    let bounds = try RearrangementBounds(.percent95, parts: members)
    #expect(bounds.worst.high <= 5)
  }
}
