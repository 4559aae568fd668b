import Foundation
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Perpetual futures and the underlying itself")
struct PerpetualFutureAgreementTests {
  private static let spot = 60_000.0

  private static func book(_ terms: some ContractTerms, quantity: Double) throws -> PricedBook {
    let snapshot = MarketSnapshot(
      asOf: Timestamp(secondsSinceEpoch: 1_778_844_451),
      markets: [UnderlyingMarket(underlying: "A", spot: spot, expiries: [])])
    return try Book(positions: [Position(id: "p", contract: terms, quantity: quantity)])
      .valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
  }

  private static func future(_ terms: PerpetualContract.Terms, size: Double = 1) throws -> PerpetualContract {
    try PerpetualContract(underlying: "A", terms: terms, contractSize: size)
  }

  private static let source: ListedScenarios = {
    var generator = SeededGenerator(seed: 51)
    return ListedScenarios(
      (0..<1_500).map { _ in [generator.uniform(-0.8, 0.6), generator.uniform(-0.5, 0.5)] }, underlyings: ["A"])
  }()

  /// A future with the quantity of the underlying that it is.
  private static func futures() throws -> [(name: String, book: PricedBook, held: Double)] {
    [
      ("linear from today's spot", try book(future(.linearFuture(entry: nil)), quantity: 3), 3),
      ("linear, entered higher", try book(future(.linearFuture(entry: 71_000), size: 0.1), quantity: -40), -4),
      (
        "inverse from today's spot", try book(future(.inverseFuture(entry: nil), size: 10), quantity: 7_000),
        70_000 / spot
      ),
      ("inverse, entered lower", try book(future(.inverseFuture(entry: 50_000)), quantity: -25_000), -0.5),
    ]
  }

  @Test("A future gains what the held quantity gains, in every scenario and over any time, whatever its entry")
  func scenarios() throws {
    for (name, book, held) in try Self.futures() {
      let underlying = try Self.book(SpotHolding("A"), quantity: held)
      for days in [0.0, 1, 30] {
        let actual = try BookRevaluation(book, horizonInDays: days).profitAndLoss(over: Self.source)
        let expected = try BookRevaluation(underlying, horizonInDays: days).profitAndLoss(over: Self.source)
        // Both are differences of values as large as the holding.
        let scale = abs(held) * 2 * Self.spot
        #expect(zip(actual, expected).allSatisfy { abs($0 - $1) <= 2e-15 * scale }, "\(name) after \(days) days")
      }
    }
  }

  @Test("Derivatives and single moves of the future are those of the holding")
  func moves() throws {
    for (name, book, held) in try Self.futures() {
      let underlying = try Self.book(SpotHolding("A"), quantity: held)
      let (own, other) = (book.positions[0].greeks, underlying.positions[0].greeks)
      #expect(Tolerance.relative(1e-15).accepts(own.delta, other.delta), "\(name): \(own.delta), \(other.delta)")
      #expect(own.gamma == 0 && own.vega == 0 && own.theta == 0 && other.gamma == 0 && other.vega == 0)
      for move in [UnderlyingMove(spotReturn: -0.4), .init(spotShift: 9_000, volatilityShift: 0.2)] {
        let moved = MarketMove(["A": move])
        let (actual, expected) = (try book.outcome(under: moved), try underlying.outcome(under: moved))
        let gap = abs(actual.profitAndLoss - expected.profitAndLoss)
        #expect(gap <= 2e-15 * abs(held) * 2 * Self.spot, "\(name): \(actual), \(expected)")
      }
    }
  }

  @Test("An inverse future that is hedged with the underlying in its place gains nothing")
  func hedged() throws {
    let future = try Self.book(Self.future(.inverseFuture(entry: nil)), quantity: 60_000)
    let holding = try Self.book(SpotHolding("A"), quantity: -1)
    let both = PricedBook(asOf: future.asOf, positions: future.positions + holding.positions)
    let changes = try BookRevaluation(both).profitAndLoss(over: Self.source)
    #expect(changes.allSatisfy { abs($0) <= 4e-15 * 2 * Self.spot })
  }
}
