import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import Testing

@testable import TailpoolScenarios

@Suite("Filters of past returns")
struct VolatilityFilterTests {
  private static let past = (0..<40).map { 0.01 + 0.0005 * Double($0 % 9) }
  private static let returns = (0..<40).map { 0.02 * sin(Double($0)) }

  private static func panel(_ columns: [[Double]]) -> ReturnPanel {
    let factors: [RiskFactor] = [.spot("A"), .spot("B")]
    return ReturnPanel(
      factors: Array(factors.prefix(columns.count)), dates: (0..<40).map { CalendarDate(daysSinceEpoch: 20_000 + $0) },
      returns: Matrix(rows: 40, columns: columns.count, storage: columns.flatMap(\.self)))
  }

  @Test("A known deviation: each past return over that of its day, times that of the next")
  func known() throws {
    let source = try FilteredHistoricalScenarios(
      panel: Self.panel([Self.returns]), count: nil, filters: [.spot("A"): .known(past: Self.past, next: 0.05)])
    #expect(source.count == 40 && source.nextVariances == [0.05 * 0.05])
    let moves = source.block(of: Array(0..<40)).column(0)
    for (row, move) in moves.enumerated() {
      #expect(abs(move - Self.returns[row] / Self.past[row] * 0.05) < 1e-16, "\(row)")
    }
    // The unit of the deviations does not matter.
    let points = try FilteredHistoricalScenarios(
      panel: Self.panel([Self.returns]), count: nil,
      filters: [.spot("A"): .known(past: Self.past.map { 100 * $0 }, next: 5)])
    for (one, other) in zip(moves, points.block(of: Array(0..<40)).column(0)) { #expect(abs(one - other) < 1e-16) }
  }

  @Test("A part of a day is a day's move times √horizon; several days are the sum of drawn rows")
  func horizons() throws {
    let filters: [RiskFactor: VolatilityFilter] = [.spot("A"): .known(past: Self.past, next: 0.05)]
    let panel = Self.panel([Self.returns])
    let day = try FilteredHistoricalScenarios(panel: panel, count: nil, filters: filters).block(of: [3, 7]).column(0)
    let quarter = try FilteredHistoricalScenarios(panel: panel, count: nil, horizonInDays: 0.25, filters: filters)
    for (half, whole) in zip(quarter.block(of: [3, 7]).column(0), day) { #expect(half == 0.5 * whole) }
    let paths = try FilteredHistoricalScenarios(panel: panel, count: 300, seed: 3, horizonInDays: 2, filters: filters)
    let residuals = zip(Self.returns, Self.past).map { $0 / $1 }
    var sums = Set<Double>()
    for first in residuals {
      for second in residuals {
        let sum: Double = (first + second) * 0.05
        sums.insert((sum * 1e12).rounded())
      }
    }
    for move in paths.block(of: Array(0..<300)).column(0) { #expect(sums.contains((move * 1e12).rounded())) }
  }

  @Test("An asset that never moved does not move, and does not stop the others")
  func motionless() throws {
    let still = [Double](repeating: 0, count: 40)
    let source = try FilteredHistoricalScenarios(
      panel: Self.panel([Self.returns, still]), count: nil,
      filters: [.spot("A"): .exponential(decay: 0.94), .spot("B"): .exponential(decay: 0.94)])
    let block = source.block(of: Array(0..<40))
    #expect(block.column(1).allSatisfy { $0 == 0 } && block.column(0).contains { $0 != 0 })
    // Nor does it where a model would have to be fitted to it.
    let fitted = try FilteredHistoricalScenarios(panel: Self.panel([Self.returns, still]), count: nil)
    #expect(fitted.block(of: Array(0..<40)).column(1).allSatisfy { $0 == 0 })
  }

  @Test("A deviation that is zero, negative or no number is a typed error", arguments: [0, -1, .nan, .infinity])
  func invalid(deviation: Double) {
    var past = Self.past
    past[5] = deviation
    #expect(throws: ScenarioError.self, "\(deviation)") {
      try FilteredHistoricalScenarios(
        panel: Self.panel([Self.returns]), count: nil, filters: [.spot("A"): .known(past: past, next: 1)])
    }
    #expect(throws: ScenarioError.self, "\(deviation)") {
      try FilteredHistoricalScenarios(
        panel: Self.panel([Self.returns]), count: nil, filters: [.spot("A"): .known(past: Self.past, next: deviation)])
    }
  }
}
