import Foundation
import TailpoolMarket
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Returns of a price history")
struct PriceHistoryTests {
  static func date(_ day: Int) -> CalendarDate { CalendarDate(daysSinceEpoch: 20_000 + day) }

  let history = PriceHistory(
    assets: ["A", "B"], dates: (0..<7).map(Self.date),
    prices: [[100, 110, 121, nil, 100, 110, 120], [50, 50, 55, 55, 55, nil, 60]])

  @Test("Join two consecutive rows and keep the rows where every asset has one")
  func completeCase() throws {
    let panel = try history.returns(for: ["A", "B"])
    // A has returns on days 1, 2, 5, 6; B on 1, 2, 3, 4; never over a gap.
    #expect(panel.dates == [1, 2].map(Self.date))
    #expect(panel.factors == [.spot("A"), .spot("B")])
    #expect(panel.kind == .log)
    for (actual, expected) in zip(panel.returns.storage, [log(1.1), log(1.1), 0, log(1.1)]) {
      #expect(Tolerance.absolute(1e-15).accepts(actual, expected))
    }
    #expect(
      panel.diagnostics
        == ReturnPanel.Diagnostics(
          rowsInHistory: 7, rowsNotBefore: 0, incompleteRows: 4, returnsByFactor: [4, 4],
          overlaps: [[4, 2], [2, 4]]))
    #expect(panel.firstDate == Self.date(1) && panel.lastDate == Self.date(2))
  }

  @Test("Use only rows before the day, and only the last")
  func window() throws {
    let before = try history.returns(for: ["A"], before: Self.date(6))
    #expect(before.dates == [1, 2, 5].map(Self.date))
    #expect(before.diagnostics.rowsNotBefore == 1)
    let last = try history.returns(for: ["B"], last: 2)
    #expect(last.dates == [3, 4].map(Self.date))
    #expect(last.diagnostics.returnsByFactor == [4])
    let future = try history.returns(for: ["A"], before: Self.date(1_000))
    #expect(future.observations == 4)
  }

  @Test("Report what cannot be had")
  func errors() {
    #expect(throws: ScenarioError.unknownAsset(name: "C", available: ["A", "B"])) {
      try history.returns(for: ["A", "C"])
    }
    #expect(throws: ScenarioError.noAssets) { try history.returns(for: []) }
    #expect(throws: ScenarioError.duplicateAsset(name: "A")) { try history.returns(for: ["A", "A"]) }
    #expect(throws: ScenarioError.tooFewObservations(found: 2, required: 3)) {
      try history.returns(for: ["A", "B"], atLeast: 3)
    }
    #expect(throws: ScenarioError.tooFewObservations(found: 0, required: 2)) {
      try history.returns(for: ["A"], before: Self.date(-1))
    }
    #expect(throws: ScenarioError.tooFewObservations(found: 0, required: 2)) {
      try history.returns(for: ["A"], last: -3)
    }
  }

  @Test("Hold for prices whose ratio is out of range")
  func extremes() throws {
    let wild = PriceHistory(assets: ["A"], dates: (0..<3).map(Self.date), prices: [[1e-300, 1e300, 0x1p-1060]])
    let returns = try wild.returns(for: ["A"]).returns.storage
    #expect(Tolerance.relative(1e-12).accepts(returns[0], 600 * log(10.0)))
    #expect(returns[1].isFinite && returns[1] < -1_400)
  }

  @Test("Returns of several rows overlap, are of one row in a covariance, and count for less")
  func overlapping() throws {
    let panel = try history.returns(for: ["B"], span: 2)
    #expect(panel.dates == [2, 3, 4, 6].map(Self.date))
    for (actual, expected) in zip(panel.returns.storage, [1.1, 1.1, 1, 60 / 55.0]) {
      #expect(Tolerance.absolute(1e-15).accepts(actual, log(expected)))
    }
    let covariance = try SampleCovariance().covariance(of: panel)
    let plain = try SampleCovariance().covariance(
      of: ReturnPanel(factors: panel.factors, dates: panel.dates, returns: panel.returns))
    #expect(Tolerance.relative(1e-15).accepts(covariance.matrix[0, 0], plain.matrix[0, 0] / 2))
    #expect(Tolerance.relative(1e-15).accepts(covariance.effectiveObservations, 4 * 6 / 9.0))
    #expect(throws: ScenarioError.invalidSpan(0)) { try history.returns(for: ["B"], span: 0) }
    #expect(throws: ScenarioError.invalidPeriodsPerYear(0)) { try history.returns(for: ["B"], periodsPerYear: 0) }
  }

  @Test("The time of the cut is the panel's, and histories of different times are not joined")
  func cutTimes() throws {
    let london = PriceHistory(
      assets: ["B"], dates: history.dates, prices: [history.prices[1]], cutSecond: 16 * 3_600)
    let panel = try london.returns(for: ["B"])
    #expect(panel.convention.cutSecond == 57_600)
    #expect(panel.timestamps.first == Timestamp(Self.date(1), second: 57_600))
    #expect(throws: ScenarioError.differentCutTimes(first: 86_400, second: 57_600)) {
      try history.returns(for: ["A"], withVolatilities: london)
    }
  }

  @Test("Join with a volatility history on common dates, over common periods")
  func joined() throws {
    let volatilities = PriceHistory(
      assets: ["B", "X"], dates: [0, 1, 3, 4, 9].map(Self.date), prices: [[40, 44, 50, 25, 30], [1, 2, 3, 4, 5]])
    let panel = try history.returns(for: ["A", "B"], withVolatilities: volatilities, atLeast: 1)
    #expect(panel.factors == [.spot("A"), .spot("B"), .volatility("B")])
    // Common days 0, 1, 3, 4; A has no price on day 3.
    #expect(panel.dates == [Self.date(1)])
    #expect(Tolerance.absolute(1e-15).accepts(panel.returns[0, 2], log(1.1)))
    let alone = try history.returns(for: ["B"], withVolatilities: volatilities)
    #expect(alone.dates == [1, 3, 4].map(Self.date))
    #expect(Tolerance.absolute(1e-15).accepts(alone.returns[1, 0], log(55.0 / 50)))
    #expect(Tolerance.absolute(1e-15).accepts(alone.returns[1, 1], log(50.0 / 44)))
    #expect(alone.diagnostics.rowsInHistory == 4)
    #expect(throws: ScenarioError.unknownAsset(name: "A", available: ["B", "X"])) {
      try history.returns(for: ["A"], withVolatilities: volatilities)
    }
  }
}
