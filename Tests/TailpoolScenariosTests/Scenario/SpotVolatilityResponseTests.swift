import TailpoolLinearAlgebra
import TailpoolMarket
import Testing

@testable import TailpoolScenarios

@Suite("The response of volatilities to their spots")
struct SpotVolatilityResponseTests {
  private let period = CalendarDate(year: 2020, month: 3, day: 11).flatMap { first in
    StressScenario.Period(from: first, to: first.advanced(byDays: 5))
  }

  /// Slopes by hand: −0.0008 / 0.0016 = −½ of A; B has no volatility, and C never moved.
  private func response() throws -> SpotVolatilityResponse {
    SpotVolatilityResponse(
      try Covariance(
        factors: [.spot("A"), .spot("B"), .volatility("A"), .spot("C"), .volatility("C")],
        matrix: Matrix(rows: [
          [0.0016, 0.001, -0.0008, 0, 0], [0.001, 0.0025, 0.0002, 0, 0], [-0.0008, 0.0002, 0.0025, 0, 0],
          [0, 0, 0, 0, 0], [0, 0, 0, 0, 0.001],
        ]), observations: 500))
  }

  @Test("A past move without a record gets the factor (1 + return)^slope, and its mark")
  func completes() throws {
    let response = try response()
    #expect(response.slopes == ["A": -0.5])
    let past = StressScenario(
      name: "past", detail: "5 days", period: period,
      move: MarketMove(spotReturns: ["A": -0.36, "B": -0.2, "C": -0.1]))
    let made = response.completing(past)
    // 0.64 to the power of −½ is 1.25.
    let factor = try #require(made.move["A"].volatilityFactor)
    #expect(abs(factor - 1.25) < 1e-15, "\(factor)")
    #expect(made.move["B"].volatilityFactor == nil && made.move["C"].volatilityFactor == nil)
    #expect(made.fittedVolatilities == ["A"] && made.move["A"].spotReturn == -0.36)
    #expect(made.name == past.name && made.detail == past.detail && made.period == past.period)
    #expect(made.period?.days == 5)
  }

  @Test(
    "What a record says is kept, a move without a spot has no response, and somebody's own scenario means what it says")
  func keeps() throws {
    let response = try response()
    let past = try #require(period)
    let moves: [UnderlyingMove] = [
      .init(spotReturn: -0.3, volatilityFactor: 1.1), .init(spotReturn: -0.3, volatilityShift: 0.1),
      .init(volatilityFactor: 2), .init(skewTwist: 0.1), .init(spotReturn: -0.3, spotShift: 1),
    ]
    for move in moves {
      let scenario = StressScenario(name: "x", period: past, move: MarketMove(["A": move]))
      #expect(response.completing(scenario) == scenario, "\(move)")
    }
    let own = StressScenario(name: "own", move: MarketMove(spotReturns: ["A": -0.3]))
    #expect(response.completing(own) == own)
  }

  @Test("A period ends after it begins")
  func periods() throws {
    let day = try #require(CalendarDate(year: 2020, month: 3, day: 11))
    #expect(StressScenario.Period(from: day, to: day) == nil)
    #expect(StressScenario.Period(from: day.advanced(byDays: 1), to: day) == nil)
    #expect(StressScenario.Period(from: day, to: day.advanced(byDays: 1))?.days == 1)
  }
}
