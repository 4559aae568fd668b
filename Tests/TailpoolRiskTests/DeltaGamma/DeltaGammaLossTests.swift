import Foundation
import TailpoolLinearAlgebra
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics
@testable import TailpoolRisk

@Suite("Delta-gamma losses")
struct DeltaGammaLossTests {
  private func randomLoss(_ generator: inout SeededGenerator, factors n: Int) throws -> DeltaGammaLoss {
    var root = Matrix(rows: n, columns: n)
    var gamma = Matrix(rows: n, columns: n)
    for j in 0..<n {
      for i in 0..<n {
        root[i, j] = 0.05 * generator.uniform(-1, 1)
        let value = generator.uniform(-3_000, 1_000)
        (gamma[i, j], gamma[j, i]) = (value, value)
      }
    }
    return try DeltaGammaLoss(
      theta: generator.uniform(-1, 1), delta: (0..<n).map { _ in generator.uniform(-50, 50) }, gamma: gamma,
      covariance: root.gram())
  }

  @Test("Mean, variance, skewness and kurtosis of a chi-squared with several degrees of freedom, its center moved")
  func cumulants() throws {
    // Of 2 χ²(3, 1.5): κₙ = 2ⁿ⁻¹ (n−1)! wⁿ (ν + nλ), so that 9, 48, 480 and 6,912.
    let form = try QuadraticForm(
      shift: 4, standardDeviation: 3, terms: [.init(weight: 2, degreesOfFreedom: 3, noncentrality: 1.5)])
    #expect(abs(form.mean - 13) < 1e-14 && abs(form.secondCumulant - 57) < 1e-13)
    #expect(Tolerance.relative(1e-14).accepts(form.skewness, 480 / pow(57, 1.5)), "\(form.skewness)")
    #expect(Tolerance.relative(1e-14).accepts(form.excessKurtosis, 6_912 / (57.0 * 57)), "\(form.excessKurtosis)")
  }

  @Test("The tail at the exact VaR is the level, and ES is the integral of the tail beyond it, on random books")
  func randomBooks() throws {
    var generator = SeededGenerator(seed: 4)
    for n in [1, 2, 3, 5, 10, 25] {
      for _ in 0..<4 {
        let loss = try randomLoss(&generator, factors: n)
        for percent in [50, 95, 99, 99.9, 99.999] {
          let level = try #require(ConfidenceLevel(percent: percent))
          let exact = try loss.exact(level)
          let tail = try loss.form.tail(exact.valueAtRisk)
          // Next to the greatest loss of a bounded book the tail falls within a few roundings of the value at risk.
          let rounding = 2e-12 * loss.form.secondCumulant.squareRoot() * tail.density
          let error = abs(tail.probability - (1 - level.fraction))
          #expect(error <= 1e-9 * (1 - level.fraction) + rounding, "\(n) factors at \(percent) %, \(loss.form)")
          #expect(exact.expectedShortfall > exact.valueAtRisk)
        }
        // The derivative of (1 − level) ES with respect to the level is −VaR.
        let (low, middle, high) = try (
          loss.exact(#require(ConfidenceLevel(percent: 98.99))), loss.exact(.percent99),
          loss.exact(#require(ConfidenceLevel(percent: 99.01)))
        )
        let slope = (0.0101 * low.expectedShortfall - 0.0099 * high.expectedShortfall) / 0.0002
        #expect(abs(slope / middle.valueAtRisk - 1) < 1e-4, "\(n) factors: \(slope), VaR \(middle.valueAtRisk)")
      }
    }
  }

  @Test("Simulated quadratic losses give the exact measures within their standard errors")
  func simulated() throws {
    var generator = SeededGenerator(seed: 5)
    let loss = try randomLoss(&generator, factors: 3)
    let profits = (0..<100_000).map { _ -> Double in
      var value = -loss.form.shift
      for term in loss.form.terms {
        let radius = (-2 * log(1 - generator.uniform())).squareRoot()
        let z = radius * cos(2 * Double.pi * generator.uniform())
        value += term.b.squareRoot() * z + 0.5 * term.a * z * z
      }
      return value
    }
    let sample = try ProfitAndLossDistribution(profits)
    for level in [ConfidenceLevel.percent95, .percent99] {
      let exact = try loss.exact(level)
      let risk = sample.valueAtRisk(level)
      let shortfall = sample.expectedShortfall(level)
      #expect(abs(risk.value - exact.valueAtRisk) < 4 * risk.standardError)
      #expect(abs(shortfall.value - exact.expectedShortfall) < 4 * shortfall.standardError)
    }
  }

  @Test("Factors without a second derivative beside short gamma, as a book's volatilities are")
  func linearBesideGamma() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<40 {
      var root = Matrix(rows: 4, columns: 4)
      for j in 0..<4 {
        for i in 0..<4 { root[i, j] = 0.05 * generator.uniform(-1, 1) }
      }
      var gamma = Matrix(rows: 4, columns: 4)
      gamma[0, 0] = generator.uniform(-3e8, 0)
      gamma[1, 1] = generator.uniform(-3e8, 1e7)
      let size = generator.uniform(0, 7)
      let loss = try DeltaGammaLoss(
        theta: 1e5, delta: (0..<4).map { _ in generator.uniform(-1, 1) * pow(10, size) }, gamma: gamma,
        covariance: root.gram())
      for level in [ConfidenceLevel.percent95, .percent97Point5, .percent99] {
        let exact = try loss.exact(level)
        let tail = try loss.form.complementary(exact.valueAtRisk)
        #expect(abs(tail - (1 - level.fraction)) <= 1e-9 * (1 - level.fraction), "\(loss.form)")
      }
    }
  }

  @Test("A singular covariance, no gamma and no move at all are answered")
  func degenerate() throws {
    let singular = Matrix(rows: [[0.01, 0.01], [0.01, 0.01]])
    let hedged = try DeltaGammaLoss(
      theta: 2, delta: [1, -1], gamma: Matrix(rows: 2, columns: 2), covariance: singular)
    #expect(try hedged.exact(.percent99).valueAtRisk == -2)
    #expect(try hedged.cornishFisherValueAtRisk(.percent99) == -2)
    let still = try DeltaGammaLoss(
      theta: -1, delta: [3], gamma: Matrix(rows: [[5]]), covariance: Matrix(rows: [[0]]))
    #expect(try still.exact(.percent95).expectedShortfall == 1)
    let linear = try DeltaGammaLoss(
      theta: 0, delta: [3], gamma: Matrix(rows: [[0]]), covariance: Matrix(rows: [[4]]))
    #expect(try abs(linear.exact(.percent99).valueAtRisk - 6 * 2.326_347_874_040_840_8) < 1e-13)
  }

  @Test("Bad data is a typed error")
  func errors() {
    #expect(throws: RiskError.nonFinite(index: 1, count: 1)) {
      try DeltaGammaLoss(theta: 0, delta: [.nan], gamma: Matrix(rows: [[0]]), covariance: Matrix(rows: [[1]]))
    }
    #expect(throws: RiskError.self) {
      try DeltaGammaLoss(
        theta: 0, delta: [1, 1], gamma: Matrix(rows: 2, columns: 2), covariance: Matrix(rows: [[1, 2], [2, 1]]))
    }
    #expect(throws: RiskError.invalidParameter(name: "degreesOfFreedom", value: 0)) {
      try QuadraticForm(terms: [.init(weight: 1, degreesOfFreedom: 0)])
    }
  }
}
