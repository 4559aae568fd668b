import Foundation
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
    let result = try await PoolRiskReport.make(from: inputs, settings: AnalysisSettings(threads: 2))
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
              ["expected shortfall", .dollars(report.monteCarlo.headlineShortfall.value), .dollars(600_000)],
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

  static func ownContract() async throws -> PoolRiskReport {
    // example ownContract
    struct CappedCallRepricer: Repricer {
      let underlying: Underlying
      let strikes, volatilities: [Double]  // of the call that is held, and of the one that caps it
      let spot, years, rate, dividendYield: Double

      var inputs: [PricingInput] {
        [
          PricingInput(
            underlying: underlying, spot: spot, forward: spot * exp((rate - dividendYield) * years),
            volatility: volatilities[0], volatilitySource: .interpolated, strike: strikes[0], years: years)
        ]
      }

      func greeks(units: Double) -> ContractGreeks {
        var sum = NetGreeks()
        for (index, weight) in [units, -units].enumerated() {
          let call = BlackScholesMerton.greeks(
            .call, spot: spot, strike: strikes[index], years: years, volatility: volatilities[index], rate: rate,
            dividendYield: dividendYield)
          sum += NetGreeks(call, units: weight)
        }
        return ContractGreeks(sum)
      }

      func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
        let input = moves.inputs[0]
        let prices = zip(strikes, volatilities).map { strike, volatility in
          BlackScholesMerton.price(
            .call, spot: spot * input.spotFactors[row], strike: strike, years: max(years - elapsedYears, 0),
            volatility: input.volatilities[row] * volatility / volatilities[0],
            rate: rate + moves.rateShift(0, at: row),
            dividendYield: dividendYield + moves.carryShift(0, at: row))
        }
        return prices[0] - prices[1]
      }

      var assumption: String? {
        "A capped call is a call less one at its cap; the smile keeps its shape between the two."
      }
    }

    struct CappedCall: PriceableContract {
      let underlying: Underlying
      let strike, cap: Double  // it pays min(max(S − strike, 0), cap)
      let expiry: Timestamp

      var name: String { "\(underlying)-CAPPED-\(strike)-\(cap)" }
      var underlyings: [Underlying] { [underlying] }
      var settlement: Settlement { .cash }
      var contractSize: Double { 1 }
      var expiration: Timestamp? { expiry }

      func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
        let (spot, years) = (try market.underlying(underlying).spot, try market.years(to: expiry))
        let rates = try market.rates(of: underlying, years: years)
        let low = try market.volatility(of: underlying, strike: strike, years: years)
        let high = try market.volatility(of: underlying, strike: strike + cap, years: years)
        return CappedCallRepricer(
          underlying: underlying, strikes: [strike, strike + cap], volatilities: [low, high], spot: spot, years: years,
          rate: rates.rate, dividendYield: rates.dividendYield)
      }
    }

    var inputs = try ReportInputs.sample()
    let capped = CappedCall(
      underlying: "BTC", strike: 95_000, cap: 10_000, expiry: Sample.asOf.advanced(bySeconds: 60 * 86_400))
    inputs.book = try Book(positions: Sample.book().positions + [Position(id: "own", contract: capped, quantity: -250)])
    let report = try await PoolRiskReport.make(from: inputs).report
    print(report.text(width: 100))  // with BTC-CAPPED-95000.0-10000.0 among the positions
    // end
    return report
  }
}
