import TailpoolLibc
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

/// Contracts that expire before the end of a horizon are paid at their own day's price.
@Suite("Contracts that expire within a horizon")
struct PayDayTests {
  /// One option expires on the third day, one on the tenth, one later; the horizon is ten days.
  static let rows = [
    OptionRow(strike: 105, years: 2.5 / 365, quantity: -3, discountFactor: 0.99),
    OptionRow(type: .put, strike: 95, years: 9.5 / 365, quantity: 2),
    OptionRow(strike: 110, years: 0.2, quantity: -1),
  ]
  static let factors: [RiskFactor] = [.spot("A"), .volatility("A"), .spotAfter("A", days: 3)]
  static let moves = [[0.1, 0.2, -0.02], [-0.2, 0.1, 0.15], [0.05, 0, 0.3], [0, 0, 0]]

  /// Profit and loss by the plain formula.
  static func expected(_ move: [Double]) -> Double {
    let changes = [
      black76(rows[0], spotFactor: exp(move[2]), elapsedDays: 10) - black76(rows[0]),
      black76(rows[1], spotFactor: exp(move[0]), elapsedDays: 10) - black76(rows[1]),
      black76(rows[2], spotFactor: exp(move[0]), volatilityFactor: exp(move[1]), elapsedDays: 10) - black76(rows[2]),
    ]
    return -3 * 0.99 * changes[0] + 2 * changes[1] - changes[2]
  }

  @Test(
    "The day is the end of that in which a contract expires, and none from the last day of the horizon on",
    arguments: [
      (0.001, 10, 1), (1, 10, 1), (1.0001, 10, 2), (2.5, 10, 3), (9, 10, 9), (9.01, 10, nil), (10, 10, nil),
      (40, 10, nil), (0.5, 1, nil), (0.5, 0, nil), (1.5, 2.5, 2), (2.2, 2.5, nil), (.nan, 10, nil), (1e30, 1e40, nil),
      (1e300, .infinity, nil),
    ] as [(Double, Double, Int?)])
  func days(days: Double, horizon: Double, day: Int?) {
    #expect(payDay(years: days / 365, elapsedYears: horizon / 365) == day)
  }

  @Test("An option that has expired is paid at its own day's price where the scenarios have it, else at the horizon's")
  func paid() throws {
    let book = try OptionRow.revaluation(Self.rows, horizonInDays: 10)
    #expect(book.payDays == [3])
    let source = ListedScenarios(Self.moves, factors: Self.factors)
    for (value, move) in zip(try book.profitAndLoss(over: source), Self.moves) {
      #expect(Tolerance.absolute(1e-11).accepts(value, Self.expected(move)), "\(move)")
    }
    let ends = ListedScenarios(Self.moves.map { Array($0.prefix(2)) }, factors: Array(Self.factors.prefix(2)))
    for (value, move) in zip(try book.profitAndLoss(over: ends), Self.moves) {
      #expect(Tolerance.absolute(1e-11).accepts(value, Self.expected([move[0], move[1], move[0]])), "\(move)")
    }
  }

  @Test("Positions are revalued over the days that were asked for", arguments: [0, 1, 2.5])
  func horizon(days: Double) throws {
    let valuation = try OptionRow.book(Self.rows).valuation
    #expect(try PositionRevaluation(valuation, horizonInDays: days).horizonInDays == days)
    #expect(throws: RevaluationError.invalidHorizon(days: -1)) {
      try PositionRevaluation(valuation, horizonInDays: -1)
    }
  }

  @Test("By every rule of volatility, by position and in shards alike")
  func everyWay() async throws {
    let source = ListedScenarios(Self.moves, factors: Self.factors)
    let (snapshot, valuation) = try OptionRow.book(Self.rows)
    _ = snapshot
    let shifted = try BookRevaluation(valuation, horizonInDays: 10, volatilityRule: .surfaceShift(slope: 0))
    for (value, move) in zip(try shifted.profitAndLoss(over: source), Self.moves) {
      #expect(Tolerance.absolute(1e-11).accepts(value, Self.expected(move)), "\(move)")
    }
    for rule in [VolatilityRule.stickyStrike, .surfaceShift(slope: 0)] {
      let positions = try PositionRevaluation(valuation, horizonInDays: 10, volatilityRule: rule)
      let sums = try await positions.weightedProfitAndLoss(
        at: [1, 2], weights: [[1, 0], [0, 1]], of: source)
      for (sum, move) in zip(sums, [Self.moves[1], Self.moves[2]]) {
        #expect(Tolerance.absolute(1e-11).accepts(sum.reduce(0, +), Self.expected(move)), "\(move)")
      }
    }
  }

  @Test("A proxy pays them exactly")
  func proxy() async throws {
    var generator = SeededGenerator(seed: 5)
    let moves = (0..<3_000).map { _ in
      [generator.uniform(-0.2, 0.2), generator.uniform(-0.3, 0.3), generator.uniform(-0.1, 0.1)]
    }
    let source = ListedScenarios(moves, factors: Self.factors)
    let book = try OptionRow.revaluation(Self.rows, horizonInDays: 10)
    let proxy = try await RevaluationProxy(book, over: source, tolerance: .dollars(1e-6))
    let values = try await proxy.profitAndLoss(over: source)
    let full = try book.profitAndLoss(over: source)
    let worst = zip(values, full).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst <= proxy.certificate.errorBound && proxy.certificate.errorBound <= 1e-6, "\(worst)")
    for (value, move) in zip(full, moves.prefix(20)) {
      #expect(Tolerance.absolute(1e-11).accepts(value, Self.expected(move)), "\(move)")
    }
  }

  @Test("The bits of a horizon of one day are those of no days on the way")
  func oneDay() throws {
    let book = try OptionRow.revaluation(OptionRow.made(60), horizonInDays: 1)
    #expect(book.payDays.isEmpty)
  }
}
