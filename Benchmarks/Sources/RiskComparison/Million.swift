import Tailpool

/// A million distinct positions on ten underlyings in a million scenarios, by proxy, with the memory that it takes.
struct Million {
  private let threads: Int
  private let repeats: Int

  init(_ arguments: Arguments) {
    threads = arguments.threads
    repeats = arguments.repeats
  }

  func run() async throws {
    let book = try PeerPortfolio(options: 1_000_000, underlyings: 10)
    let before = Measurement.peakMemory()
    let (preparing, revaluation) = try await Measurement.least(of: 1) {
      try BookRevaluation(book.holdings, horizonInDays: PeerPortfolio.horizonInDays)
    }
    let (time, result) = try await Measurement.least(of: repeats) {
      let scenarios = try RiskComparison.scenarios(book, 1_000_000)
      let used = Measurement.processorSeconds()
      let proxy = try await RevaluationProxy(revaluation, over: scenarios, threads: threads)
      let building = Measurement.processorSeconds() - used
      let distribution = try ProfitAndLossDistribution(
        await proxy.profitAndLoss(over: scenarios, threads: threads))
      return (proxy.certificate, distribution.valueAtRisk(.percent99).value, building)
    }
    print("ours_million_prepared", preparing, "instruments \(revaluation.instrumentCount)")
    print(
      "ours_million", time,
      "building_processor_s \(rounded(result.2, 3)) VaR99 \(rounded(result.1, 2)) bound_of_gross \(result.0.errorBound / result.0.grossRange) peak_memory_MiB \(rounded(Measurement.peakMemory(), 1)) of_which_inputs \(rounded(before, 1))"
    )
  }
}
