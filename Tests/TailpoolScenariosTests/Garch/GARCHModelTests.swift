import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("GARCH models beside second implementations")
struct GARCHModelTests {
  private static let returns = (0..<90).map { day -> Double in
    let calm = day < 45 ? 0.01 : 0.03
    let wave: Double = sin(1.7 * Double(day)) + 0.6 * cos(4.1 * Double(day))
    return calm * wave + 0.001
  }

  @Test("The long-run variance, the recursion and the ends of the parameters")
  func recursion() throws {
    let model = try GARCHModel(omega: 2e-5, alpha: 0.1, beta: 0.85)
    #expect(abs(model.longRunVariance - 4e-4) < 1e-17)
    #expect(abs(model.next(after: 3e-4, return: -0.02) - (2e-5 + 4e-5 + 2.55e-4)) < 1e-18)
    #expect(try GARCHModel(omega: 0, alpha: 0.06, beta: 0.94).longRunVariance == .infinity)
    #expect(throws: ScenarioError.invalidModel(omega: 0, alpha: 0.2, beta: 0.85)) {
      try GARCHModel(omega: 0, alpha: 0.2, beta: 0.85)
    }
  }

  @Test("Both starts of the variance, and the normal likelihood")
  func starts() throws {
    let (omega, alpha, beta) = (2e-5, 0.1, 0.85)
    let model = try GARCHModel(omega: omega, alpha: alpha, beta: beta)
    let mean: Double = Self.returns.reduce(0, +) / 90
    var sample = 0.0
    for value in Self.returns { sample += (value - mean) * (value - mean) / 90 }
    // The first seventy-five squares, each day's weight 0.94 of the day's before it.
    let weights: [Double] = (0..<75).map { pow(0.94, Double($0)) }
    var backcast = 0.0
    for (weight, value) in zip(weights, Self.returns) { backcast += weight * value * value }
    backcast /= weights.reduce(0, +)
    for (start, first) in [(GARCHModel.Start.sampleVariance, sample), (.backcast, omega + 0.95 * backcast)] {
      var (variance, likelihood) = (first, 0.0)
      let found = model.variances(of: Self.returns, start: start)
      #expect(found.count == 91)
      for (day, value) in Self.returns.enumerated() {
        #expect(abs(found[day] / variance - 1) < 1e-12, "\(start), \(day)")
        let density: Double = exp(-value * value / (2 * variance)) / (2 * Double.pi * variance).squareRoot()
        likelihood += log(density)
        variance = omega + alpha * value * value + beta * variance
      }
      #expect(abs(found[90] / variance - 1) < 1e-12, "\(start)")
      #expect(abs(model.logLikelihood(of: Self.returns, start: start) - likelihood) < 1e-9, "\(start)")
    }
    #expect(model.variances(of: []).isEmpty)
  }

  @Test("A fit's likelihood is that of its own model and innovations, in the unit of the returns")
  func fits() throws {
    for factor in [1.0, 100] {
      let returns = Self.returns.map { $0 * factor }
      let normal = try GARCHModel.Fit(to: returns)
      #expect(abs(normal.logLikelihood - normal.model.logLikelihood(of: returns, start: .backcast)) < 1e-6, "\(normal)")
      #expect(normal.degreesOfFreedom == nil)
      // No small change of a parameter is more likely.
      let (omega, alpha, beta) = (normal.model.omega, normal.model.alpha, normal.model.beta)
      for (a, b, c) in [(1.02, 1.0, 1.0), (0.98, 1, 1), (1, 0.98, 1), (1, 1, 0.99)] {
        let other = try GARCHModel(omega: omega * a, alpha: alpha * b, beta: beta * c)
        #expect(other.logLikelihood(of: returns, start: .backcast) < normal.logLikelihood + 1e-6, "\(a), \(b), \(c)")
      }
    }
  }

  @Test("Student's likelihood is of innovations with deviation one")
  func heavy() throws {
    var generator = SeededGenerator(seed: 8)
    let returns = (0..<90).map { day -> Double in
      let size: Double = 0.01 / generator.uniform(0.02, 1).squareRoot()
      return day % 3 == 0 ? -size : size * generator.uniform(-1, 1)
    }
    let fit = try GARCHModel.Fit(to: returns, innovations: .studentT)
    let nu = try #require(fit.degreesOfFreedom)
    let gammas: Double = lgamma(0.5 * (nu + 1)) - lgamma(0.5 * nu)
    let constant: Double = gammas - 0.5 * log(Double.pi * (nu - 2))
    let variances = fit.model.variances(of: returns, start: .backcast)
    var expected = 0.0
    for (value, variance) in zip(returns, variances) {
      let tail: Double = 0.5 * (nu + 1) * log1p(value * value / (variance * (nu - 2)))
      expected += constant - tail - 0.5 * log(variance)
    }
    #expect(abs(fit.logLikelihood - expected) < 1e-6 && nu > 2 && nu < 100, "\(fit), \(expected)")
  }

  @Test("Thirty returns are enough, twenty-nine are not")
  func fewest() throws {
    _ = try GARCHModel.Fit(to: Array(Self.returns.prefix(30)))
    #expect(throws: ScenarioError.tooFewObservations(found: 29, required: 30)) {
      try GARCHModel.Fit(to: Array(Self.returns.prefix(29)))
    }
  }
}
