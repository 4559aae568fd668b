import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("VaR and ES of a profit and loss distribution")
struct ProfitAndLossDistributionTailTests {
  private static let levels: [ConfidenceLevel] = [.percent95, .percent97Point5, .percent99]

  private func random(_ generator: inout SeededGenerator, count: Int) -> [Double] {
    // Skewed, with ties: a third of the entries is rounded.
    (0..<count).map { index in
      let value = generator.uniform(-1, 1) * generator.uniform(0, 100)
      return index % 3 == 0 ? value.rounded() : value
    }
  }

  @Test("The losses 1 ... 100: the 95th, and the mean of the five beyond")
  func hundred() throws {
    let distribution = try ProfitAndLossDistribution((1...100).map { -Double($0) })
    let risk = distribution.valueAtRisk(.percent95)
    let shortfall = distribution.expectedShortfall(.percent95)
    #expect(risk.value == 95 && shortfall.value == 98)
    // Var(tail) of 96 ... 100 is 2; Manistre and Hancock: (2 + 0.95 · 3²) / 5.
    #expect(Tolerance.relative(1e-15).accepts(shortfall.standardError, (10.55 / 5).squareRoot()))
  }

  @Test("The boundary has its fractional weight")
  func fractional() throws {
    // 2.5 % of 100 is 2.5: all of 100 and 99, half of 98.
    let distribution = try ProfitAndLossDistribution((1...100).map { -Double($0) })
    #expect(distribution.expectedShortfall(.percent97Point5).value == (100 + 99 + 0.5 * 98) / 2.5)
    let weights = distribution.tailScenarios(.percent97Point5)
    #expect(weights.map(\.index) == [97, 98, 99])
    #expect(weights.map(\.weight) == [0.2, 0.4, 0.4])
  }

  @Test("Ties at the boundary are taken by index")
  func ties() throws {
    let distribution = try ProfitAndLossDistribution([-5, -9, -5, -5, 0, 0, 0, 0, 0, 0])
    let level = try #require(ConfidenceLevel(percent: 75))
    #expect(
      distribution.tailScenarios(level) == [
        TailScenario(index: 0, weight: 0.4), TailScenario(index: 1, weight: 0.4), TailScenario(index: 2, weight: 0.2),
      ])
    #expect(distribution.expectedShortfall(level).value == 0.4 * 5 + 0.4 * 9 + 0.2 * 5)
  }

  @Test("One scenario is its own risk, of unknown error")
  func single() throws {
    let distribution = try ProfitAndLossDistribution([-7])
    let risk = distribution.valueAtRisk(.percent99)
    let shortfall = distribution.expectedShortfall(.percent97Point5)
    #expect(risk.value == 7 && risk.low == 7 && risk.high == 7 && risk.standardError.isNaN)
    #expect(shortfall.value == 7 && shortfall.standardError.isNaN)
    #expect(distribution.tailScenarios(.percent99) == [TailScenario(index: 0, weight: 1)])
  }

  @Test("The tail's weights sum to one and give the ES")
  func weights() throws {
    var generator = SeededGenerator(seed: 3)
    for count in [1, 2, 19, 20, 40, 99, 100, 101, 366, 5000] {
      let distribution = try ProfitAndLossDistribution(random(&generator, count: count))
      for level in Self.levels {
        let tail = distribution.tailScenarios(level)
        let sum = tail.reduce(0) { $0 + $1.weight }
        let mean = tail.reduce(0) { $0 - $1.weight * distribution.profitAndLoss[$1.index] }
        let shortfall = distribution.expectedShortfall(level).value
        #expect(abs(sum - 1) <= 1e-13 && tail.allSatisfy { $0.weight > 0 }, "\(count) scenarios at \(level)")
        #expect(abs(mean - shortfall) <= 1e-12 * max(abs(shortfall), 1), "\(count) scenarios at \(level)")
      }
    }
  }

  @Test("ES is the mean of the quantiles beyond the level")
  func integralOfQuantiles() throws {
    // The quantile function is piecewise constant: integrate it over the sorted losses by definition.
    var generator = SeededGenerator(seed: 4)
    for count in [3, 10, 57, 400] {
      let profitAndLoss = random(&generator, count: count)
      let losses = profitAndLoss.map { -$0 }.sorted()
      let distribution = try ProfitAndLossDistribution(profitAndLoss)
      for percent in [10, 33.3, 50, 87.65, 95, 99] {
        let level = try #require(ConfidenceLevel(percent: percent))
        var integral = 0.0
        for (index, loss) in losses.enumerated() {
          let from = max(Double(index) / Double(count), level.fraction)
          let to = Double(index + 1) / Double(count)
          if to > from { integral += loss * (to - from) }
        }
        let expected = integral / (1 - level.fraction)
        #expect(abs(distribution.expectedShortfall(level).value - expected) <= 1e-11, "\(count) at \(percent) %")
      }
    }
  }

  @Test("A sum of money added to every outcome lowers both by that sum")
  func translation() throws {
    var generator = SeededGenerator(seed: 5)
    let profitAndLoss = random(&generator, count: 777)
    let base = try ProfitAndLossDistribution(profitAndLoss)
    let shifted = try ProfitAndLossDistribution(profitAndLoss.map { $0 + 12.5 })
    for level in Self.levels {
      #expect(abs(shifted.valueAtRisk(level).value - base.valueAtRisk(level).value + 12.5) <= 1e-12)
      #expect(abs(shifted.expectedShortfall(level).value - base.expectedShortfall(level).value + 12.5) <= 1e-12)
      #expect(
        abs(shifted.expectedShortfall(level).standardError - base.expectedShortfall(level).standardError) <= 1e-12)
    }
  }

  @Test("Twice the position, twice the risk and its errors, to the bit")
  func homogeneity() throws {
    var generator = SeededGenerator(seed: 6)
    let profitAndLoss = random(&generator, count: 777)
    let base = try ProfitAndLossDistribution(profitAndLoss)
    let doubled = try ProfitAndLossDistribution(profitAndLoss.map { 2 * $0 })
    for level in Self.levels {
      let (one, two) = (base.valueAtRisk(level), doubled.valueAtRisk(level))
      #expect(two.value == 2 * one.value && two.low == 2 * one.low && two.standardError == 2 * one.standardError)
      let (mean, doubledMean) = (base.expectedShortfall(level), doubled.expectedShortfall(level))
      #expect(doubledMean.value == 2 * mean.value && doubledMean.standardError == 2 * mean.standardError)
    }
  }

  @Test("Losing no less in every scenario is no less risky; a higher level is no lower")
  func monotonicity() throws {
    var generator = SeededGenerator(seed: 7)
    let profitAndLoss = random(&generator, count: 501)
    let better = try ProfitAndLossDistribution(profitAndLoss)
    let worse = try ProfitAndLossDistribution(profitAndLoss.map { $0 - generator.uniform(0, 30) })
    var lastRisk = -Double.infinity
    var lastShortfall = -Double.infinity
    for percent in stride(from: 0.5, to: 100, by: 0.5) {
      let level = try #require(ConfidenceLevel(percent: percent))
      let risk = better.valueAtRisk(level).value
      let shortfall = better.expectedShortfall(level).value
      #expect(worse.valueAtRisk(level).value >= risk && worse.expectedShortfall(level).value >= shortfall)
      #expect(risk >= lastRisk && shortfall >= lastShortfall - 1e-12 && shortfall >= risk)
      (lastRisk, lastShortfall) = (risk, shortfall)
    }
  }

  @Test("The ES of a sum is at most the sum of the ES")
  func subadditivity() throws {
    var generator = SeededGenerator(seed: 8)
    for count in [5, 50, 333, 1000] {
      let first = random(&generator, count: count)
      let second = zip(first, random(&generator, count: count)).map { 0.3 * $0 + $1 }
      let sum = try ProfitAndLossDistribution(zip(first, second).map(+))
      let parts = try [ProfitAndLossDistribution(first), ProfitAndLossDistribution(second)]
      for level in Self.levels {
        let whole = sum.expectedShortfall(level).value
        let apart = parts.reduce(0) { $0 + $1.expectedShortfall(level).value }
        #expect(whole <= apart + 1e-12, "\(count) scenarios at \(level): \(whole) > \(apart)")
      }
    }
  }

  @Test("The standard errors are those seen over many samples of uniform losses")
  func sampling() throws {
    // 400 samples of 2000: the standard deviation of the estimates is itself known to about 3.5 %.
    var generator = SeededGenerator(seed: 9)
    var risks: [Double] = []
    var shortfalls: [Double] = []
    var errors = (risk: 0.0, shortfall: 0.0)
    for _ in 0..<400 {
      let sample = try ProfitAndLossDistribution((0..<2000).map { _ in generator.uniform(-1, 0) })
      let (risk, shortfall) = (sample.valueAtRisk(.percent95), sample.expectedShortfall(.percent95))
      risks.append(-risk.value)
      shortfalls.append(-shortfall.value)
      errors.risk += risk.standardError / 400
      errors.shortfall += shortfall.standardError / 400
    }
    let seen = try (ProfitAndLossDistribution(risks), ProfitAndLossDistribution(shortfalls))
    #expect(abs(errors.risk / seen.0.standardDeviation - 1) < 0.12)
    #expect(abs(errors.shortfall / seen.1.standardDeviation - 1) < 0.12)
    // The 95 % quantile of the loss is 0.95, the mean beyond it 0.975; four standard errors of the mean of 400.
    #expect(abs(-seen.0.mean - 0.95) < 4 * seen.0.standardDeviation / 20 + 1 / 2000.0)
    #expect(abs(-seen.1.mean - 0.975) < 4 * seen.1.standardDeviation / 20 + 1 / 2000.0)
  }

  @Test("A million scenarios")
  func million() throws {
    // A permutation of 0 ..< 1,000,003 (the multiplier is prime to it), so that the quantiles are known.
    let count = 1_000_003
    let distribution = try ProfitAndLossDistribution((0..<count).map { -Double($0 * 7919 % count) })
    #expect(distribution.valueAtRisk(.percent99).value == 990_002)
    #expect(distribution.valueAtRisk(.percent99).low == 989_806 && distribution.valueAtRisk(.percent99).high == 990_198)
  }
}
