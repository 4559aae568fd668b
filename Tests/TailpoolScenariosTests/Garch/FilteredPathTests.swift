import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics
import Testing

@testable import TailpoolScenarios

/// Paths of several days, walked again from the drawn days.
@Suite("Paths of filtered days beside a second implementation")
struct FilteredPathTests {
  private static let rows = 40
  private static let columns: [[Double]] = [wave(0.03, 1.3, 0), wave(0.05, 0.7, 1.5), wave(0.04, 2.3, 1)]

  private static func wave(_ size: Double, _ pace: Double, _ start: Double) -> [Double] {
    (0..<rows).map { row -> Double in
      let time = Double(row)
      let slow: Double = size * sin(pace * time + start)
      let fast: Double = 0.01 * cos(3.1 * time * pace)
      return slow + fast + 0.002
    }
  }

  /// ω, α, β of A, of B and of A's volatility.
  private static let models: [(Double, Double, Double)] = [(2e-5, 0.12, 0.83), (6e-5, 0.2, 0.7), (1e-5, 0.05, 0.9)]
  private static let factors: [RiskFactor] = [.spot("A"), .spot("B"), .volatility("A")]

  private static func source(
    days: Double, count: Int? = 60, isSmoothed: Bool = false, spotDays: [Int] = []
  ) throws -> FilteredHistoricalScenarios {
    let panel = ReturnPanel(
      factors: factors, dates: (0..<rows).map { CalendarDate(daysSinceEpoch: 20_000 + $0) },
      returns: Matrix(rows: rows, columns: 3, storage: columns[0] + columns[1] + columns[2]))
    let filters = try zip(factors, models).map { factor, model in
      (factor, VolatilityFilter.garch(try GARCHModel(omega: model.0, alpha: model.1, beta: model.2)))
    }
    return try FilteredHistoricalScenarios(
      panel: panel, count: count, seed: 4, horizonInDays: days,
      filters: Dictionary(filters, uniquingKeysWith: { first, _ in first }), isSmoothed: isSmoothed, spotDays: spotDays)
  }

  private static func moments(_ values: [Double]) -> (mean: Double, squares: Double) {
    let mean: Double = values.reduce(0, +) / Double(values.count)
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    return (mean, squares)
  }

  /// Residuals of a column, and the variance of the day after the last.
  private static func filtered(_ place: Int) -> (residuals: [Double], next: Double) {
    let (returns, (omega, alpha, beta)) = (columns[place], models[place])
    var variance = moments(returns).squares / 40
    var residuals: [Double] = []
    for value in returns {
      residuals.append(value / variance.squareRoot())
      variance = omega + alpha * value * value + beta * variance
    }
    return (residuals, variance)
  }

  /// The move after each day of a path of some residuals.
  private static func path(_ place: Int, _ residuals: [Double]) -> [Double] {
    let (omega, alpha, beta) = models[place]
    var (variance, moves) = (filtered(place).next, [0.0])
    for residual in residuals {
      let value = variance.squareRoot() * residual
      moves.append(moves[moves.count - 1] + value)
      variance = omega + alpha * value * value + beta * variance
    }
    return moves
  }

  @Test("Each drawn day moves by the variance that the days before it on the path have left")
  func variances() throws {
    let source = try Self.source(days: 4, spotDays: [3, 1])
    let days = try #require(source.pastDays)
    #expect(days.perScenario == 4 && days.count == 40 && days.areExact && source.spotDays == [1, 3])
    let block = source.block(of: Array(0..<60))
    #expect(
      source.factors.suffix(4) == [
        .spotAfter("A", days: 1), .spotAfter("B", days: 1), .spotAfter("A", days: 3), .spotAfter("B", days: 3),
      ])
    // Spots of A and B, volatilities of A and B, then the spots after a day and after three.
    var unlike = 0
    for scenario in 0..<60 {
      let drawn = days.days(of: scenario)
      unlike += Set(drawn).count == 4 ? 1 : 0
      for (place, column) in [(0, 0), (1, 1), (2, 2)] {
        let residuals = Self.filtered(place).residuals
        let moves = Self.path(place, drawn.map { residuals[$0] })
        func value(_ column: Int) -> Double { block.values[column * 60 + scenario] }
        let gap: Double = abs(value(column) - moves[4])
        #expect(gap < 1e-14, "\(scenario), \(place): \(value(column)), \(moves)")
        guard place < 2 else { continue }
        let gaps: [Double] = [value(4 + place) - moves[1], value(6 + place) - moves[3]]
        #expect(abs(gaps[0]) < 1e-14 && abs(gaps[1]) < 1e-14, "\(scenario)")
      }
      #expect(block.values[3 * 60 + scenario] == 0)
    }
    #expect(unlike > 40 && source.fixedVolatilities == ["B"])
    for place in 0..<3 { #expect(abs(source.nextVariances[place] - Self.filtered(place).next) < 1e-16) }
  }

  @Test("Smoothed paths have noise of their own on every day")
  func smoothed() throws {
    let source = try Self.source(days: 3, isSmoothed: true)
    let days = try #require(source.pastDays)
    #expect(!days.areExact)
    let residuals = (0..<3).map { Self.filtered($0).residuals }
    let smoothing = Smoothing(
      Matrix(rows: 40, columns: 3, storage: residuals[0] + residuals[1] + residuals[2]), seed: 4)
    let block = source.block(of: Array(0..<60))
    for scenario in [0, 7, 31, 59] {
      for place in 0..<3 {
        let moved = days.days(of: scenario).enumerated().map { step, day in
          smoothing.moved(residuals[place][day], place, by: smoothing.noise(scenario: scenario, day: step)[place])
        }
        let expected = Self.path(place, moved)[3]
        let gap: Double = abs(block.values[place * 60 + scenario] - expected)
        #expect(gap < 1e-14, "\(scenario), \(place)")
      }
    }
  }

  @Test("Noise is a normal number of the day times Silverman's bandwidth, and the deviation stays")
  func bandwidth() {
    let values = Self.columns[0]
    let smoothing = Smoothing(Matrix(rows: 40, columns: 1, storage: values), seed: 21)
    let (mean, squares) = Self.moments(values)
    let deviation: Double = (squares / 39).squareRoot()
    let width: Double = pow(4.0 / 120.0, 0.2)
    let field = RandomField(seed: 21, purpose: .smoothing)
    for (scenario, day) in [(0, 0), (5, 2), (9, 7)] {
      let noise = smoothing.noise(scenario: scenario, day: day)
      let expected: Double = width * deviation * field.normal(scenario: scenario, factor: day)
      #expect(noise.count == 1 && abs(noise[0] - expected) < 1e-15, "\(scenario), \(day)")
      let moved = smoothing.moved(0.02, 0, by: noise[0])
      let shrunk: Double = (0.02 - mean + noise[0]) / (1 + width * width).squareRoot()
      #expect(abs(moved - mean - shrunk) < 1e-15)
    }
    // Two columns draw two numbers a day, and their bandwidth is that of two dimensions.
    let pair = Smoothing(Matrix(rows: 40, columns: 2, storage: values + Self.columns[1]), seed: 21)
    let both = pair.noise(scenario: 3, day: 5)
    let wide: Double = pow(4.0 / 160.0, 1.0 / 6.0)
    let shift: Double = pair.moved(mean, 0, by: 1) - mean
    let shrinkage: Double = 1 / (1 + wide * wide).squareRoot()
    #expect(abs(shift - shrinkage) < 1e-14)
    let (earlier, other) = (pair.noise(scenario: 3, day: 4), pair.noise(scenario: 2, day: 5))
    #expect(both[0] != earlier[0] && both[0] != other[0] && both[1] != both[0])
  }

  @Test("A part of a day is a root of its length; days that are not inside the horizon are refused")
  func horizons() throws {
    let (day, part) = (try Self.source(days: 1, count: nil), try Self.source(days: 2.25, count: nil))
    for (whole, scaled) in zip(day.block(of: [3, 7]).values, part.block(of: [3, 7]).values) {
      let gap: Double = abs(scaled - 1.5 * whole)
      #expect(gap < 1e-16)
    }
    #expect(day.pastDays?.areDrawn == false && day.count == 40 && part.horizonInDays == 2.25)
    #expect(throws: ScenarioError.invalidHorizon(days: 4)) { try Self.source(days: 4, spotDays: [2, 4]) }
    #expect(throws: ScenarioError.invalidHorizon(days: 0)) { try Self.source(days: 4, spotDays: [0]) }
    #expect(throws: ScenarioError.invalidHorizon(days: 1_001)) { try Self.source(days: 1_001) }
    #expect(throws: ScenarioError.invalidHorizon(days: 2)) { try Self.source(days: 2, count: nil) }
  }
}
