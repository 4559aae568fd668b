import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Importance sampling by the delta-gamma loss")
struct ImportanceScenariosTests {
  private func covariance() throws -> Covariance {
    try Covariance(
      factors: [.spot("A"), .spot("B"), .volatility("A")],
      matrix: Matrix(rows: [[0.0016, 0.001, -0.0008], [0.001, 0.0025, -0.0005], [-0.0008, -0.0005, 0.0036]]),
      observations: 500)
  }

  /// A book by its derivatives alone: short gamma in A, long in B.
  private func book(scale: Double = 1) -> DeltaGammaBook {
    DeltaGammaBook(parts: [
      .init(
        underlying: "A", dollarDelta: 20_000 * scale, dollarGamma: -400_000 * scale, dollarVega: -3_000, theta: 9_000),
      .init(underlying: "B", dollarDelta: -8_000 * scale, dollarGamma: 90_000 * scale, dollarVega: 500, theta: -700),
    ])
  }

  /// The quadratic profit and loss of each scenario.
  private func profitAndLoss(_ source: ImportanceScenarios, _ book: DeltaGammaBook) -> [Double] {
    let block = source.block(of: Array(0..<source.count))
    let theta = book.parts.reduce(0) { $0 + $1.theta } / 365
    return (0..<source.count).map { row in
      book.parts.enumerated().reduce(theta) { sum, part in
        let spot = block.values[part.offset * source.count + row]
        let volatility = block.values[(book.parts.count + part.offset) * source.count + row]
        let entry = part.element
        return sum + entry.dollarDelta * spot + 0.5 * (entry.dollarGamma + entry.dollarDelta) * spot * spot
          + entry.dollarVega * volatility
      }
    }
  }

  @Test(
    "Weighted measures agree with the exact delta-gamma answer within their errors, which are smaller than plain ones")
  func exact() throws {
    let level = try #require(ConfidenceLevel(percent: 99.9))
    let exact = try book().loss(covariance: covariance()).exact(level)
    let source = try ImportanceScenarios(book(), covariance: covariance(), level: level, count: 20_000, seed: 7)
    let ratios = source.likelihoodRatios()
    #expect(source.tilt > 0 && ratios.allSatisfy { $0 > 0 && $0 <= 10 })
    let tail = try WeightedTail(profitAndLoss: profitAndLoss(source, book()), likelihoodRatios: ratios)
    #expect(abs(tail.meanWeight - 1) < 0.05, "\(tail.meanWeight)")
    let (risk, shortfall) = (try tail.valueAtRisk(level), try tail.expectedShortfall(level))
    #expect(abs(risk.value - exact.valueAtRisk) < 4 * risk.standardError, "\(risk), exact \(exact)")
    #expect(risk.low <= risk.value && risk.value <= risk.high)
    #expect(
      abs(shortfall.value - exact.expectedShortfall) < 4 * shortfall.standardError, "\(shortfall), exact \(exact)")
    let beyond = tail.probability(ofLossBeyond: exact.valueAtRisk)
    #expect(abs(beyond.value - 0.001) < 4 * beyond.standardError, "\(beyond)")
    // Twenty plain scenarios are beyond the level: the probability has a relative error of 22 %, here of a few.
    #expect(beyond.standardError < 0.04 * 0.001, "\(beyond)")
  }

  @Test("The errors are those seen over seeds")
  func errors() throws {
    let level = ConfidenceLevel.percent99
    let exact = try book().loss(covariance: covariance()).exact(level)
    var (risks, shortfalls, stated): ([Double], [Double], [Double]) = ([], [], [])
    for seed in 1...40 {
      let source = try ImportanceScenarios(
        book(), covariance: covariance(), level: level, count: 2_000, seed: UInt64(seed))
      let tail = try WeightedTail(
        profitAndLoss: profitAndLoss(source, book()), likelihoodRatios: source.likelihoodRatios())
      risks.append(try tail.valueAtRisk(level).value)
      let shortfall = try tail.expectedShortfall(level)
      shortfalls.append(shortfall.value)
      stated.append(shortfall.standardError)
    }
    let (risk, shortfall) = (try ReplicateEstimate(risks), try ReplicateEstimate(shortfalls))
    #expect(abs(risk.value - exact.valueAtRisk) < 4 * risk.standardError, "\(risk), \(exact)")
    #expect(abs(shortfall.value - exact.expectedShortfall) < 4 * shortfall.standardError, "\(shortfall), \(exact)")
    // The stated error leaves out that the boundary moves, too, which lowers it a little.
    let seen = shortfall.standardError * 40.squareRoot()
    let mean = stated.reduce(0, +) / 40
    #expect(mean > 0.6 * seen && mean < 1.6 * seen, "stated \(mean), seen \(seen)")
  }

  @Test("A scenario is the same alone and in a block; a book that only gains is not tilted")
  func draws() throws {
    let source = try ImportanceScenarios(book(), covariance: covariance(), level: .percent99, count: 100, seed: 3)
    let all = source.block(of: Array(0..<100)).values
    let some = source.block(of: [99, 3]).values
    #expect(some.prefix(4) == [all[99], all[3], all[199], all[103]])
    #expect(source.likelihoodRatios().count == 100)
  }

  @Test("Weights of one give the plain measures; bad data is a typed error")
  func plain() throws {
    var generator = SeededGenerator(seed: 2)
    let values = (0..<1_000).map { _ in generator.uniform(-3, 1) }
    let plain = try ProfitAndLossDistribution(values)
    let weighted = try WeightedTail(profitAndLoss: values, likelihoodRatios: [Double](repeating: 1, count: 1_000))
    // At the boundary the plain quantile is the greatest that is exceeded by at most the level's share.
    #expect(abs(try weighted.expectedShortfall(.percent95).value - plain.expectedShortfall(.percent95).value) < 1e-12)
    let risk = try weighted.valueAtRisk(.percent95)
    #expect(abs(risk.value - plain.valueAtRisk(.percent95).value) < 0.02)
    #expect(throws: RiskError.invalidProbability(index: 1, probability: -1)) {
      try WeightedTail(profitAndLoss: [1, 2], likelihoodRatios: [1, -1])
    }
    #expect(throws: RiskError.noConvergence(at: 0.95)) {
      try WeightedTail(profitAndLoss: [1, 2], likelihoodRatios: [0, 0]).valueAtRisk(.percent95)
    }
    for (count, share) in [(0, 0.1), (10, 0), (10, 1)] {
      #expect(throws: RiskError.self) {
        try ImportanceScenarios(
          book(), covariance: covariance(), level: .percent95, count: count, seed: 1, plainShare: share)
      }
    }
  }
}
