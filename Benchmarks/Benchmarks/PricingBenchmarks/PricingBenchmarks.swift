import Benchmark
import Tailpool

/// Prices, Greeks, implied volatilities, covariance and revaluation on made-up inputs of fixed seeds.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput], maxDuration: .seconds(3), maxIterations: 10_000)
  pricing()
  estimation()
  revaluation()
  risk()
}

private func pricing() {
  let inputs = MadeUp.options(count: 4_096)
  Benchmark("Black76 price, one option") { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(Black76.price(.call, forward: 80_600, strike: 85_000, years: 0.25, volatility: 0.42))
    }
  }
  Benchmark("Barrier price, 8 options") { benchmark in
    for _ in benchmark.scaledIterations {
      for kind in BarrierKind.allCases {
        for type in OptionType.allCases {
          blackHole(
            BarrierOption.price(
              kind, type, spot: 100, strike: 102, barrier: kind.isUp ? 120 : 80, rebate: 3, years: 0.5,
              volatility: 0.3, rate: 0.05, dividendYield: 0.02))
        }
      }
    }
  }
  Benchmark("Black-Scholes-Merton price, 4096 options") { benchmark in
    var prices = [Double](repeating: 0, count: inputs.count)
    for _ in benchmark.scaledIterations {
      var span = prices.mutableSpan
      blackHole(BlackScholesMerton.prices(of: inputs, into: &span))
    }
  }
  Benchmark("Black-Scholes-Merton price and 5 Greeks, 4096 options") { benchmark in
    var greeks = GreekColumns(count: inputs.count, set: .principal)
    for _ in benchmark.scaledIterations { blackHole(BlackScholesMerton.greeks(of: inputs, into: &greeks)) }
  }
  Benchmark("Black-Scholes-Merton price and 19 Greeks, 4096 options") { benchmark in
    var greeks = GreekColumns(count: inputs.count, set: .thirdOrder)
    for _ in benchmark.scaledIterations { blackHole(BlackScholesMerton.greeks(of: inputs, into: &greeks)) }
  }
  Benchmark("Implied volatility, one option") { benchmark in
    for _ in benchmark.scaledIterations {
      blackHole(ImpliedVolatility.black76(.call, price: 5_000, forward: 80_600, strike: 85_000, years: 0.25))
    }
  }
}

private func estimation() {
  for (rows, columns) in [(252, 10), (500, 100)] {
    let panel = MadeUp.panel(rows: rows, columns: columns)
    Benchmark("Ledoit-Wolf covariance, \(rows) x \(columns)") { benchmark in
      for _ in benchmark.scaledIterations { blackHole(try LedoitWolf().covariance(of: panel)) }
    }
  }
}

private func revaluation() {
  Benchmark("Sample book, 10000 scenarios, one thread") { benchmark in
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let valuation = try Sample.book().valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    let panel = try Sample.priceHistory().returns(for: ["BTC", "ETH"], last: 500, before: snapshot.asOf.date)
    let scenarios = try GaussianScenarios(covariance: LedoitWolf().covariance(of: panel), count: 10_000, seed: 1)
    let book = try BookRevaluation(valuation)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(try book.profitAndLoss(over: scenarios)) }
  }
  let result = MadeUp.normals(count: 100_000)
  Benchmark("VaR 99 and ES 97.5 of 100000 outcomes") { benchmark in
    for _ in benchmark.scaledIterations {
      let distribution = try ProfitAndLossDistribution(result)
      blackHole(distribution.valueAtRisk(.percent99))
      blackHole(distribution.expectedShortfall(.percent97Point5))
    }
  }
}

private func risk() {
  for factors in [10, 40] {
    Benchmark("Exact delta-gamma VaR 99 and ES 97.5, \(factors) factors") { benchmark in
      let book = MadeUp.quadratic(factors: factors)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations {
        let loss = try DeltaGammaLoss(
          theta: 0, delta: book.delta, gamma: book.gamma, covariance: book.covariance)
        blackHole(try loss.exact(.percent99).valueAtRisk)
        blackHole(try loss.exact(.percent97Point5).expectedShortfall)
      }
    }
  }
  Benchmark("Reverse stress of the sample book, four amounts") { benchmark in
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let valuation = try Sample.book().valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    let panel = try Sample.priceHistory().returns(for: ["BTC", "ETH"], last: 500, before: snapshot.asOf.date)
    let covariance = try LedoitWolf().covariance(of: panel)
    let book = try BookRevaluation(valuation, horizonInDays: 0)
    let amounts = [0.1, 0.25, 0.5, 1].map { $0 * abs(valuation.value) }
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      blackHole(try ReverseStress.mostPlausible(losses: amounts, of: book, covariance: covariance))
    }
  }
}
