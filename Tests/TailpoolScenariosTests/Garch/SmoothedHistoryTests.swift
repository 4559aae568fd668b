import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics
import Testing

@testable import TailpoolScenarios

@Suite("Smoothed filtered history")
struct SmoothedHistoryTests {
  private static let rows = 400

  /// Two correlated columns, and a third that never moves.
  private static func panel() -> ReturnPanel {
    let field = RandomField(seed: 5, purpose: .marketScenarios)
    let first = (0..<rows).map { 0.02 * field.normal(scenario: $0, factor: 0) }
    let second = (0..<rows).map { -0.5 * first[$0] + 0.03 * field.normal(scenario: $0, factor: 1) }
    return ReturnPanel(
      factors: [.spot("A"), .volatility("A"), .spot("B")],
      dates: (0..<rows).map { CalendarDate(daysSinceEpoch: 19_000 + $0) },
      returns: Matrix(
        rows: rows, columns: 3, storage: first + second + [Double](repeating: 0, count: rows)))
  }

  private static func source(isSmoothed: Bool, count: Int? = 40_000) throws -> FilteredHistoricalScenarios {
    let ones = [Double](repeating: 1, count: rows)
    return try FilteredHistoricalScenarios(
      panel: panel(), count: count, seed: 2,
      filters: [.spot("A"): .known(past: ones, next: 1), .volatility("A"): .known(past: ones, next: 1)],
      isSmoothed: isSmoothed)
  }

  private static func moments(_ source: FilteredHistoricalScenarios) -> (means: [Double], covariance: [Double]) {
    let block = source.block(of: Array(0..<source.count))
    let columns = [0, 2].map { Array(block.column($0)) }
    let means = columns.map { $0.reduce(0, +) / Double($0.count) }
    func product(_ i: Int, _ j: Int) -> Double {
      zip(columns[i], columns[j]).reduce(0) { $0 + ($1.0 - means[i]) * ($1.1 - means[j]) } / Double(source.count)
    }
    return (means, [product(0, 0), product(0, 1), product(1, 1)])
  }

  @Test("Mean and covariance stay, and no two draws of a day are alike")
  func moments() throws {
    let (plain, smoothed) = (try Self.source(isSmoothed: false), try Self.source(isSmoothed: true))
    let (before, after) = (Self.moments(plain), Self.moments(smoothed))
    // Two samples of 40,000: five standard errors of a variance.
    let allowed: Double = 5 * (2.0 / 40_000).squareRoot() * 0.03 * 0.03
    for (left, right) in zip(before.covariance, after.covariance) {
      let distance: Double = abs(left - right)
      #expect(distance < allowed, "\(before), \(after)")
    }
    for (left, right) in zip(before.means, after.means) {
      let distance: Double = abs(left - right)
      #expect(distance < 1e-3)
    }
    #expect(Set(plain.block(of: Array(0..<4_000)).column(0)).count <= Self.rows)
    #expect(Set(smoothed.block(of: Array(0..<4_000)).column(0)).count == 4_000)
    #expect(smoothed.block(of: [7]).column(1)[1] == 0)
  }

  @Test("Any scenario can be drawn alone, with the bits it has among others, and its day is that of the plain draw")
  func alone() throws {
    let source = try Self.source(isSmoothed: true)
    let all = source.block(of: Array(0..<1_000))
    for scenario in [0, 1, 499, 999] {
      let one = source.block(of: [scenario])
      for column in 0..<source.factors.count {
        #expect(one.values[column] == all.column(column)[all.column(column).startIndex + scenario])
      }
    }
    let plain = try Self.source(isSmoothed: false)
    let (days, others) = (try #require(source.pastDays), try #require(plain.pastDays))
    #expect(days.areDrawn && days.count == Self.rows && days.perScenario == 1)
    #expect((0..<500).allSatisfy { days.days(of: $0) == others.days(of: $0) })
    #expect(try Self.source(isSmoothed: false, count: nil).pastDays?.areDrawn == false)
  }
}
