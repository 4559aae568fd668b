#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool backtest`: profits, losses and their forecasts in, tests of the forecasts out.
  struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backtest",
      abstract: "Tests forecasts of value at risk and expected shortfall against what happened.",
      discussion: """
        With --in, reads the columns pnl, var and, for the last two tests, es, in any capitals, one row a day, oldest \
        first; an exception is -pnl > var. Writes \
        test,statistic,pValue,verdict with the tests kupiec, independence, conditionalCoverage, trafficLight, \
        acerbiSzekely1 and acerbiSzekely2. A verdict is accepted or rejected at 5 %, a color for the traffic light, or \
        undefined.

        With --history, walks through a price history: each day is forecast from the --window days before it alone, for \
        the same money in every asset. Writes one row a forecaster, with p-values that hold for the number of days and \
        the mean Fissler-Ziegel score, which is least for the best forecaster.

        With --volatility-history beside it, walks the models of scenarios that --models names through the history of one \
        asset and its volatility index, for five standard books of options 30 days from expiry, at 97.5 and 99 %. A file \
        name of - is standard input or output.
        """)

    @Option(name: .customLong("in"), help: ArgumentHelp("The table, CSV.", valueName: "file"))
    var input: String?
    @Option(name: .long, help: ArgumentHelp("Daily price history, CSV, to walk through.", valueName: "file"))
    var history: String?
    @Option(name: .long, help: ArgumentHelp("Assets, parted by commas; all without it.", valueName: "a,b"))
    var assets: String?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Days that each forecast is made from.", discussion: "Without it: 250, for --models 500.", valueName: "n"))
    var window: Int?
    @Option(
      name: .long,
      help: ArgumentHelp("Covariance: \(EstimatorName.names.joined(separator: ", ")).", valueName: "e"))
    var estimator = EstimatorName.ledoitWolf
    @Option(name: .long, help: ArgumentHelp("The level of the forecasts, such as 0.99.", valueName: "level"))
    var level: LevelArgument?
    @OptionGroup var models: ModelBacktestArguments
    @OptionGroup var reading: HistoryArguments
    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    func validate() throws {
      if let level, level.levels.count != 1 { throw ValidationError("--level names several levels; expected one") }
      try level?.check()
      guard (level == nil) == models.isGiven else {
        throw ValidationError(
          models.isGiven
            ? "--level does not go with --volatility-history, whose levels are 0.975 and 0.99"
            : "expected --level, that of the forecasts")
      }
      guard history != nil || !models.isGiven else { throw ValidationError("--volatility-history needs --history") }
      guard (input == nil) != (history == nil) else {
        throw ValidationError("expected one of --in, a table of forecasts, and --history, a price history")
      }
      guard history != nil || assets == nil else { throw ValidationError("--assets needs --history") }
      // The Pareto tail is fitted to a tenth of the days, and needs ten.
      let fewest = models.isGiven ? 30 : 100
      if let window, !(fewest...100_000).contains(window) {
        throw ValidationError("--window is \(window); expected \(fewest) to 100000")
      }
    }

    func run() async throws {
      try await reportingFailures {
        if let input, let level = level?.levels.first?.level {
          try OutputFile.write(try Self.tests(of: input, level: level), to: out)
        } else if let history {
          let progress = ProgressBar(models.isGiven ? "books" : "days")
          let table = try await untilInterrupted {
            let show: @Sendable (Double) -> Void = { progress.show($0) }
            if let level = level?.levels.first?.level {
              return try await rolling(history, level: level, progress: show)
            }
            return try await models.table(
              history, reading: reading, assets: assets, window: window ?? 500, progress: show)
          }
          progress.finish()
          try OutputFile.write(table, to: out)
        }
      }
    }

    /// The tests of a table of forecasts.
    private static func tests(of input: String, level: ConfidenceLevel) throws -> String {
      let columns = try NumberColumns(["pnl", "var"], optional: ["es"], in: InputFile(path: input)).columns
      let losses = columns[0].map { -$0 }
      let exceptions = try ExceptionSequence(losses: losses, valuesAtRisk: columns[1], level: level)
      let light = TrafficLight(exceptions)
      let rows =
        [ExceptionSequence.Test.kupiec, .independence, .conditionalCoverage].map {
          row($0.rawValue, exceptions.test($0))
        } + ["trafficLight,\(light.exceptions),\(light.tailProbability),\(light.zone.rawValue)"]
        + (try shortfallRows(level, losses, columns))
      return (["test,statistic,pValue,verdict"] + rows).joined(separator: "\n") + "\n"
    }

    /// The tests of the expected shortfall; without its column, a comment that says which are left out.
    private static func shortfallRows(
      _ level: ConfidenceLevel, _ losses: [Double], _ columns: [[Double]]
    ) throws -> [String] {
      let tests = BacktestRecord.ShortfallTest.allCases
      guard !columns[2].isEmpty else {
        return ["# left out without a column es: \(tests.map(\.rawValue).joined(separator: ", "))"]
      }
      let record = try BacktestRecord(
        level: level, losses: losses, valuesAtRisk: columns[1], expectedShortfalls: columns[2])
      return tests.map { row($0.rawValue, record.test($0)) }
    }

    private static func row(_ name: String, _ result: BacktestResult) -> String {
      guard !result.statistic.isNaN else { return "\(name),nan,nan,undefined" }
      return "\(name),\(result.statistic),\(result.pValue),\(result.pValue < 0.05 ? "rejected" : "accepted")"
    }

    /// The forecasters on a price history.
    private func rolling(
      _ path: String, level: ConfidenceLevel, progress: @escaping @Sendable (Double) -> Void
    ) async throws -> String {
      let window = window ?? 250
      let prices = try reading.reading(path).value
      let names = assets.map { $0.split(separator: ",").map(String.init) } ?? prices.assets
      let panel = try prices.returns(for: names, atLeast: window + 1)
      let backtest = try RollingBacktest(window: window, level: level)
      let forecasters = RollingBacktestTable.forecasters(estimator: estimator)
      let exposures = [Double](repeating: 100 / Double(names.count), count: names.count)
      let distribution = try ExceptionTestDistribution(
        count: panel.observations - window, level: level)
      var table = RollingBacktestTable.header + "\n"
      for (index, (name, forecaster)) in forecasters.enumerated() {
        let record = try await backtest.run(over: panel, exposures: exposures, forecaster: forecaster) { fraction in
          progress((Double(index) + fraction) / Double(forecasters.count))
        }
        table += RollingBacktestTable.row(name, record, distribution) + "\n"
      }
      return table
    }
  }
#endif
