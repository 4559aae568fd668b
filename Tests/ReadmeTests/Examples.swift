import Tailpool

/// The examples of the README: each lies between `// example NAME` and `// end`, and stands there word for word.
enum Examples {
  static func price() -> (price: Double, delta: Double, vega: Double) {
    // example price
    let price = Black76.price(.call, forward: 80_600, strike: 85_000, years: 0.25, volatility: 0.42)
    let greeks = BlackScholesMerton.greeks(
      .put, spot: 80_600, strike: 75_000, years: 0.25, volatility: 0.45, rate: 0.03, dividendYield: 0)
    print(price, greeks.price, greeks.delta, greeks.vega)  // vega per 1.00 of volatility
    // end
    return (price, greeks.delta, greeks.vega)
  }

  static func impliedVolatility() -> Double? {
    // example impliedVolatility
    let implied = ImpliedVolatility.black76(.call, price: 5_000, forward: 80_600, strike: 85_000, years: 0.25)
    switch implied {
    case .value(let volatility): print("volatility \(volatility)")
    case .belowIntrinsic, .aboveMaximum: print("no volatility gives that price")
    case .zero, .infinite, .invalidInput: print("\(implied)")
    }
    // end
    return implied.volatility
  }

  static func report() async throws -> PoolRiskReport {
    // example report
    let inputs = try ReportInputs.sample()
    let result = try await PoolRiskReport.make(from: inputs, settings: AnalysisSettings(scenarios: 20_000, threads: 2))
    print(result.report.text(width: 100))
    let page = result.report.html()  // one self-contained file
    // end
    _ = page
    return result.report
  }

  static func ownSection(_ report: PoolRiskReport) -> PoolRiskReport {
    // example ownSection
    let largest = report.stressResults.map(\.profitAndLoss).min() ?? 0
    let budget = ReportSection(
      key: "budget", title: "Risk budget", lead: "Set by the pool’s council for this quarter.",
      [
        .table(
          ReportTable(
            key: "lines", caption: "Budget and use",
            columns: [.text("what", key: "name"), .number("used", key: "used"), .number("budget", key: "budget")],
            rows: [
              ["expected shortfall", .dollars(report.monteCarlo.expectedShortfall.value), .dollars(600_000)],
              ["worst stress", .dollars(-largest), .dollars(8_000_000)],
            ]))
      ])
    let extended = report.adding(budget)  // in text(), html(), and json() under sections.budget.lines
    // end
    return extended
  }

  static func steps() throws -> (valueAtRisk: ValueAtRisk, value: Double) {
    // example steps
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let volatilities = snapshot.volatilityMarks()
    let valuation = try Sample.book().valuation(in: snapshot, volatilities: volatilities)

    let returns = try Sample.priceHistory().returns(for: ["BTC", "ETH"], last: 500, before: snapshot.asOf.date)
    let covariance = try LedoitWolf().covariance(of: returns)
    let scenarios = try GaussianScenarios(covariance: covariance, count: 10_000, seed: 1)

    let revaluation = try BookRevaluation(valuation, horizonInDays: 1)
    let profitAndLoss = try ProfitAndLossDistribution(revaluation.profitAndLoss(over: scenarios))
    let valueAtRisk = profitAndLoss.valueAtRisk(.percent99)  // with its 95 % interval
    let crash = try revaluation.profitAndLoss(under: MarketMove(spotReturns: ["BTC": -0.37, "ETH": -0.42]))
    print(valuation.value, valueAtRisk.value, valueAtRisk.low...valueAtRisk.high, crash)
    // end
    return (valueAtRisk, valuation.value)
  }
}
