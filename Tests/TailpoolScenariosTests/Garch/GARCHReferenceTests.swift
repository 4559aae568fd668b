import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("GARCH, filtered historical simulation and DCC against numpy and arch")
struct GARCHReferenceTests {
  static func panel(_ returns: [Double]) -> ReturnPanel {
    ReturnPanel(
      factors: [.spot("A")], dates: returns.indices.map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: returns.count, columns: 1, storage: returns))
  }

  @Test("The filter, its likelihood and the next day's VaR and ES agree with numpy to 1e-10")
  func filter() throws { try filter(References.madeUpCases("garch_fhs.json")) }

  @Test("The filter agrees on real returns", .enabled(if: References.hasShared, "real data are absent"))
  func realFilter() throws { try filter(References.sharedCases("reference/risk/garch_fhs.json")) }

  private func filter(_ cases: [[String: Any]]) throws {
    #expect(cases.count == 2)
    for item in cases {
      let returns = try #require(item["returns_pct"] as? [Double])
      let fixed = try #require(item["fixed"] as? [String: Any])
      func number(_ key: String) throws -> Double { try #require(fixed[key] as? Double) }
      let model = try GARCHModel(omega: number("omega"), alpha: number("alpha"), beta: number("beta"))
      let variances = model.variances(of: returns)
      let last = try #require(fixed["h_last5"] as? [Double])
      #expect(last.count == 5 && variances.count >= 5)
      for (actual, expected) in zip(variances.suffix(5), last) {
        #expect(Tolerance.relative(1e-10).accepts(actual, expected))
      }
      let logLikelihood = model.logLikelihood(of: returns)
      #expect(try Tolerance.relative(1e-10).accepts(logLikelihood, number("loglik")))

      let scenarios = try FilteredHistoricalScenarios(
        panel: Self.panel(returns), count: nil, filters: [.spot("A"): .garch(model)])
      let block = scenarios.block(of: Array(returns.indices))
      let losses = block.spotLogReturns.map { -$0 }.sorted(by: >)
      let tail = 0.01 * Double(losses.count)
      let whole = Int(tail)
      #expect(try Tolerance.relative(1e-10).accepts(losses[whole], number("fhs_VaR99_pct")))
      let shortfall = (losses[..<whole].reduce(0, +) + (tail - Double(whole)) * losses[whole]) / tail
      #expect(try Tolerance.relative(1e-10).accepts(shortfall, number("fhs_ES99_pct")))
    }
  }

  @Test("The likelihood found is at least arch's, with its parameters to 1e-3")
  func fit() throws { try fit(References.madeUpCases("garch_fhs.json")) }

  @Test("The fit agrees on real returns", .enabled(if: References.hasShared, "real data are absent"))
  func realFit() throws { try fit(References.sharedCases("reference/risk/garch_fhs.json")) }

  private func fit(_ cases: [[String: Any]]) throws {
    #expect(cases.count == 2)
    for item in cases {
      let returns = try #require(item["returns_pct"] as? [Double])
      for (key, innovations) in [("arch_mle", GARCHModel.Innovations.normal), ("arch_mle_t", .studentT)] {
        let expected = try #require(item[key] as? [String: Any])
        func number(_ key: String) throws -> Double { try #require(expected[key] as? Double) }
        let fit = try GARCHModel.Fit(to: returns, innovations: innovations)
        let comment = "\(item["tag"] ?? "") \(key): \(fit)"
        #expect(try fit.logLikelihood > number("loglik") - 1e-3 * abs(number("loglik")) * 1e-3, "\(comment)")
        #expect(try abs(fit.model.alpha - number("alpha")) < 1e-3, "\(comment)")
        #expect(try abs(fit.model.beta - number("beta")) < 1e-3, "\(comment)")
        #expect(try abs(fit.model.omega - number("omega")) < 5e-3 * number("omega") + 1e-3, "\(comment)")
        if let degrees = fit.degreesOfFreedom {
          #expect(try abs(degrees / number("nu") - 1) < 1e-3, "\(comment)")
        }
        // The unit of the returns does not matter.
        let decimal = try GARCHModel.Fit(to: returns.map { $0 / 100 }, innovations: innovations)
        #expect(abs(decimal.model.alpha - fit.model.alpha) < 1e-4)
        #expect(abs(decimal.model.omega * 1e4 / fit.model.omega - 1) < 1e-2)
      }
    }
  }

  @Test("The DCC filter agrees with numpy to 1e-10")
  func dynamicCorrelation() throws { try dynamicCorrelation(References.madeUpCases("dcc_filter.json")) }

  @Test("The DCC filter agrees on real residuals", .enabled(if: References.hasShared, "real data are absent"))
  func realDynamicCorrelation() throws {
    try dynamicCorrelation(References.sharedCases("reference/risk/dcc_filter.json"))
  }

  private func dynamicCorrelation(_ cases: [[String: Any]]) throws {
    #expect(cases.count == 2)
    for item in cases {
      let residuals = Matrix(rows: try #require(item["z"] as? [[Double]]))
      let filter = try DynamicCorrelation(
        residuals: residuals, reaction: try #require(item["a"] as? Double),
        persistence: try #require(item["b"] as? Double))
      let last = Matrix(rows: try #require(item["R_last_in_sample"] as? [[Double]]))
      let next = Matrix(rows: try #require(item["R_next"] as? [[Double]]))
      #expect(filter.last.rows == last.rows && filter.next.rows == next.rows)
      for (actual, expected) in zip(filter.last.storage + filter.next.storage, last.storage + next.storage) {
        #expect(Tolerance.absolute(1e-10).accepts(actual, expected))
      }
      let logLikelihood = try #require(item["corr_loglik"] as? Double)
      #expect(Tolerance.relative(1e-10).accepts(filter.logLikelihood, logLikelihood))
      let fitted = try DynamicCorrelation(fittedTo: residuals)
      #expect(fitted.logLikelihood >= filter.logLikelihood)
    }
  }
}

@Suite("Dynamic covariance")
struct DynamicCovarianceTests {
  @Test("Is near the sample covariance for returns without dynamics, and keeps a still factor apart")
  func still() throws {
    let panel = GeneratorCase.panel()
    let covariance = try DynamicCovariance().covariance(of: panel)
    let sample = try SampleCovariance().covariance(of: panel)
    for i in 0..<3 {
      #expect(abs(covariance.matrix[i, i] / sample.matrix[i, i] - 1) < 0.6, "\(i)")
    }
    #expect(covariance.diagnostics.smallestEigenvalue > 0)
    var returns = panel.returns
    for row in 0..<returns.rows { returns[row, 1] = 0 }
    let stopped = try DynamicCovariance().covariance(
      of: ReturnPanel(factors: panel.factors, dates: panel.dates, returns: returns))
    #expect(stopped.matrix.column(1).allSatisfy { $0 == 0 })
    #expect(stopped.matrix[0, 0] > 0 && stopped.matrix[2, 0] != 0)
  }

  @Test("Parameters out of range are typed errors")
  func errors() {
    let residuals = Matrix(rows: 40, columns: 2, repeating: 0.5)
    #expect(throws: ScenarioError.invalidWeight(-0.1)) {
      try DynamicCorrelation(residuals: residuals, reaction: -0.1, persistence: 0.9)
    }
    #expect(throws: ScenarioError.invalidWeight(0.95)) {
      try DynamicCorrelation(residuals: residuals, reaction: 0.05, persistence: 0.95)
    }
    #expect(throws: ScenarioError.tooFewObservations(found: 1, required: 2)) {
      try DynamicCorrelation(residuals: Matrix(rows: 1, columns: 2), reaction: 0.1, persistence: 0.8)
    }
    #expect(throws: CovarianceError.tooFewObservations(found: 29, required: 30)) {
      try DynamicCovariance().covariance(of: GeneratorCase.panel(29))
    }
  }
}
