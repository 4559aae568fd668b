import TailpoolLinearAlgebra
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Spots on the way to the end of a horizon")
struct BridgedScenariosTests {
  private static func ends(_ count: Int = 40_000) throws -> GaussianScenarios {
    try GaussianScenarios(covariance: GeneratorCase.covariance(), count: count, seed: 4, horizonInDays: 10)
  }

  private static func bridged(_ count: Int = 40_000, days: [Int] = [7, 2, 7]) throws -> BridgedScenarios {
    try BridgedScenarios(
      ends(count), covariance: GeneratorCase.covariance(), days: days, horizonInDays: 10, seed: 4)
  }

  @Test("The ends keep their bits, and days come in order after them")
  func ends() throws {
    let (source, bridged) = try (Self.ends(500), Self.bridged(500))
    #expect(
      bridged.factors == source.factors + [
        .spotAfter("A", days: 2), .spotAfter("B", days: 2), .spotAfter("A", days: 7), .spotAfter("B", days: 7),
      ])
    let all = Array(0..<500)
    let (own, block) = (source.block(of: all), bridged.block(of: all))
    #expect(Array(block.values.prefix(own.values.count)) == own.values)
    // A scenario drawn alone has the same numbers.
    let alone = bridged.block(of: [321])
    #expect(alone.factors.indices.allSatisfy { alone.column($0).first == block.column($0)[$0 * 500 + 321] })
  }

  /// Of a random walk with covariance C a day, spots after d and e days have the covariance min(d, e) C.
  @Test("Ends and days are a random walk with the covariance of a day")
  func moments() throws {
    let count = 40_000
    let source = try Self.bridged(count)
    let block = source.block(of: Array(0..<count))
    // Columns of A and B: after two days, after seven, after ten.
    let columns: [(day: Double, a: [Double], b: [Double])] = [(2, 4, 5), (7, 6, 7), (10, 0, 1)].map {
      ($0, Array(block.column($1)), Array(block.column($2)))
    }
    func mean(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / Double(count) }
    for first in columns {
      for second in columns {
        let days = min(first.day, second.day)
        // Four standard errors of a mean of products of normal numbers.
        let tolerance = 4 * (2 * first.day * second.day / Double(count)).squareRoot()
        #expect(abs(mean(first.a, second.a) / 0.0016 - days) < tolerance, "\(first.day) \(second.day)")
        #expect(abs(mean(first.b, second.b) / 0.0025 - days) < tolerance, "\(first.day) \(second.day)")
        #expect(abs(mean(first.a, second.b) - days * 0.0012) < tolerance * 0.002, "\(first.day) \(second.day)")
      }
    }
  }

  @Test("What does not move stays, and a spot that the covariance lacks is on the straight line")
  func still() throws {
    let known = try Covariance(factors: [.spot("A")], matrix: Matrix(rows: [[0]]), observations: 9)
    let ends = ListedScenarios(
      [[0.2, 0, 0.5, 0]], factors: [.spot("B"), .volatility("B"), .spot("A"), .volatility("A")])
    let source = try BridgedScenarios(ends, covariance: known, days: [1], horizonInDays: 4, seed: 1)
    #expect(source.factors.suffix(2) == [.spotAfter("B", days: 1), .spotAfter("A", days: 1)])
    #expect(source.block(of: [0]).values == [0.2, 0, 0.5, 0, 0.05, 0.125])
  }

  @Test("Days that are not on the way are typed errors", arguments: [0, -3, 10, 11])
  func errors(day: Int) {
    #expect(throws: ScenarioError.invalidHorizon(days: Double(day))) { try Self.bridged(10, days: [2, day]) }
  }

  @Test("Filtered history tells the days of its own path")
  func filtered() throws {
    let panel = GeneratorCase.panel()
    func source(_ days: Int, told: [Int] = []) throws -> FilteredHistoricalScenarios {
      try FilteredHistoricalScenarios(panel: panel, count: 300, seed: 6, horizonInDays: Double(days), spotDays: told)
    }
    let all = Array(0..<300)
    let block = try source(5, told: [4, 1]).block(of: all)
    #expect(block.factors.suffix(2) == [.spotAfter("A", days: 4), .spotAfter("B", days: 4)])
    // The path to an earlier day is that of a horizon that ends there.
    for (day, column) in [(1, 4), (4, 6), (5, 0)] {
      let end = try source(day).block(of: all)
      #expect(Array(block.column(column)) == Array(end.column(0)), "A after \(day) days")
      #expect(Array(block.column(column + 1)) == Array(end.column(1)), "B after \(day) days")
    }
    #expect(throws: ScenarioError.invalidHorizon(days: 5)) { try source(5, told: [5]) }
  }
}
