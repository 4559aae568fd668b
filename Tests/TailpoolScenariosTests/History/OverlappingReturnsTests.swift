import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics
import Testing

@testable import TailpoolScenarios

@Suite("Returns over several days")
struct OverlappingReturnsTests {
  private static func date(_ day: Int) -> CalendarDate { CalendarDate(daysSinceEpoch: 20_000 + day) }

  private static let prices: [Double] = (0..<12).map { row -> Double in
    let wave: Double = 7 * sin(1.1 * Double(row))
    return 100 + wave + 0.2 * Double(row * row)
  }
  private static let others: [Double] = (0..<12).map { row -> Double in 40 + 3 * cos(0.9 * Double(row)) }
  private static let history = PriceHistory(
    assets: ["A", "B"], dates: (0..<12).map(date), prices: [prices, others], cutSecond: 28_800)

  @Test("Each ends on its own row, and begins the span before it", arguments: [1, 2, 3, 5, 11])
  func spans(span: Int) throws {
    let panel = try Self.history.returns(for: ["B", "A"], atLeast: 1, span: span)
    #expect(panel.dates == (span..<12).map(Self.date), "\(span)")
    for row in 0..<(12 - span) {
      for (column, prices) in [Self.others, Self.prices].enumerated() {
        let expected = log(prices[row + span] / prices[row])
        #expect(abs(panel.returns[row, column] - expected) < 1e-15, "\(span), \(row), \(column)")
      }
    }
    let diagnostics = panel.diagnostics
    #expect(diagnostics.rowsInHistory == 12 && diagnostics.rowsNotBefore == 0 && diagnostics.incompleteRows == 0)
    #expect(diagnostics.returnsByFactor == [12 - span, 12 - span] && panel.convention.span == span)
    #expect(panel.timestamps[0] == Timestamp(Self.date(span), second: 28_800))
  }

  @Test("A day at which to end leaves the rows before it, and the simple return is over the older price")
  func before() throws {
    let panel = try Self.history.returns(for: ["A"], last: 4, before: Self.date(10), kind: .simple, span: 3)
    #expect(panel.dates == (6..<10).map(Self.date) && panel.diagnostics.rowsNotBefore == 2)
    #expect(panel.diagnostics.rowsInHistory == 12)
    for row in 0..<4 {
      let expected = Self.prices[6 + row] / Self.prices[3 + row] - 1
      #expect(abs(panel.returns[row, 0] - expected) < 1e-15)
      #expect(abs(panel.logReturns(ofColumn: 0)[row] - log(1 + expected)) < 1e-15)
    }
    #expect(throws: ScenarioError.tooFewObservations(found: 0, required: 1)) {
      try Self.history.returns(for: ["A"], atLeast: 1, span: 12)
    }
    #expect(throws: ScenarioError.invalidSpan(0)) { try Self.history.returns(for: ["A"], span: 0) }
    #expect(ReturnConvention(span: -4).span == 1)
  }

  @Test("A price beyond the range of a ratio still has a return")
  func range() throws {
    let history = PriceHistory(assets: ["A"], dates: (0..<3).map(Self.date), prices: [[1e-200, 1e200, 1e-300]])
    let panel = try history.returns(for: ["A"])
    #expect(abs(panel.returns[0, 0] - 400 * log(10)) < 1e-9 && abs(panel.returns[1, 0] + 500 * log(10)) < 1e-9)
  }

  @Test("Prices and volatilities of unlike days are joined on those that both have")
  func joined() throws {
    let levels: [Double] = (0..<9).map { row -> Double in 50 + 4 * sin(Double(3 * row)) }
    // Days 2, 3, 5, 6, … of the volatilities; days 0 to 11 of the prices.
    let days = [2, 3, 5, 6, 7, 9, 10, 11, 15]
    let volatilities = PriceHistory(assets: ["B"], dates: days.map(Self.date), prices: [levels], cutSecond: 28_800)
    let panel = try Self.history.returns(for: ["A", "B"], withVolatilities: volatilities)
    #expect(panel.factors == [.spot("A"), .spot("B"), .volatility("B")])
    #expect(panel.dates == [3, 5, 6, 7, 9, 10, 11].map(Self.date))
    for row in 0..<7 {
      let (old, new) = (days[row], days[row + 1])
      #expect(abs(panel.returns[row, 0] - log(Self.prices[new] / Self.prices[old])) < 1e-15)
      #expect(abs(panel.returns[row, 1] - log(Self.others[new] / Self.others[old])) < 1e-15)
      #expect(abs(panel.returns[row, 2] - log(levels[row + 1] / levels[row])) < 1e-15)
    }
    #expect(panel.convention.cutSecond == 28_800)
    let early = PriceHistory(assets: ["B"], dates: days.map(Self.date), prices: [levels], cutSecond: 0)
    #expect(throws: ScenarioError.differentCutTimes(first: 28_800, second: 0)) {
      try Self.history.returns(for: ["A"], withVolatilities: early)
    }
  }

  @Test("Covariances are of a day, by as many independent days as overlapping ones are worth", arguments: [1, 2, 4])
  func covariance(span: Int) throws {
    let panel = try Self.history.returns(for: ["A", "B"], span: span)
    let n = Double(panel.observations)
    let columns = (0..<2).map { Array(panel.returns.column($0)) }
    let means: [Double] = columns.map { $0.reduce(0, +) / n }
    func product(_ i: Int, _ j: Int) -> Double {
      var sum = 0.0
      for (left, right) in zip(columns[i], columns[j]) { sum += (left - means[i]) * (right - means[j]) }
      return sum
    }
    let found = try SampleCovariance().covariance(of: panel)
    let moments = try PanelMoments(panel.firstPart(5)).merged(with: PanelMoments(panel.lastPart(from: 5)))
      .sampleCovariance(convention: panel.convention)
    let k = Double(span)
    for estimate in [found, moments] {
      for (i, j) in [(0, 0), (1, 0), (1, 1)] {
        let expected: Double = product(i, j) / (n - 1) / k
        #expect(abs(estimate.matrix[i, j] - expected) < 1e-15, "\(span), \(i), \(j): \(estimate)")
      }
      // 3k / (2k² + 1) of overlapping returns: 1, 2/3 and 4/11.
      let worth = n * [1: 1, 2: 2.0 / 3, 4: 4.0 / 11][span, default: .nan]
      #expect(abs(estimate.effectiveObservations - worth) < 1e-12, "\(span): \(estimate)")
      #expect(estimate.observations == panel.observations)
    }
    let missing = try MaximumLikelihoodCovariance().covariance(
      of: Self.history.incompleteReturns(for: ["A", "B"], span: span))
    for (i, j) in [(0, 0), (1, 0), (1, 1)] {
      let expected: Double = product(i, j) / n / k
      #expect(abs(missing.matrix[i, j] - expected) < 1e-12, "\(span): \(missing)")
    }
  }

  @Test("Past moves are scaled by the root of the horizon over the span")
  func scenarios() throws {
    let panel = try Self.history.returns(for: ["A", "B"], span: 4)
    let source = try HistoricalScenarios(panel: panel, horizonInDays: 9)
    let block = source.block(of: [0, 5])
    for (index, row) in [0, 5].enumerated() {
      #expect(abs(block.values[index] - 1.5 * panel.returns[row, 0]) < 1e-15)
      #expect(abs(block.values[2 + index] - 1.5 * panel.returns[row, 1]) < 1e-15)
    }
    #expect(throws: ScenarioError.overlappingReturns(span: 4)) {
      try FilteredHistoricalScenarios(panel: panel, count: nil)
    }
  }
}

extension ReturnPanel {
  fileprivate func lastPart(from first: Int) -> ReturnPanel {
    ReturnPanel(
      factors: factors, dates: Array(dates[first...]),
      returns: Matrix(rows: (first..<observations).map { row in factors.indices.map { returns[row, $0] } }),
      convention: convention)
  }

  fileprivate func firstPart(_ count: Int) -> ReturnPanel {
    ReturnPanel(
      factors: factors, dates: Array(dates[..<count]),
      returns: Matrix(rows: (0..<count).map { row in factors.indices.map { returns[row, $0] } }), convention: convention
    )
  }
}
