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
        Reads the columns pnl, var and es, one row a day, oldest first; an exception is -pnl > var. Writes \
        test,statistic,pValue,verdict with the tests kupiec, independence, conditionalCoverage, trafficLight, \
        acerbiSzekely1 and acerbiSzekely2. A verdict is accepted or rejected at 5 %, a color for the traffic light, or \
        undefined. A file name of - is standard input or output.
        """)

    @Option(name: .customLong("in"), help: ArgumentHelp("The table, CSV.", valueName: "file"))
    var input: String
    @Option(name: .long, help: ArgumentHelp("The level of the forecasts, such as 0.99.", valueName: "level"))
    var level: LevelArgument
    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    func validate() throws {
      guard level.levels.count == 1 else { throw ValidationError("--level names several levels; expected one") }
    }

    func run() async throws {
      try await reportingFailures {
        let columns = try NumberColumns(["pnl", "var", "es"], in: InputFile(path: input)).columns
        let record = try BacktestRecord(
          level: level.levels[0].level, losses: columns[0].map { -$0 }, valuesAtRisk: columns[1],
          expectedShortfalls: columns[2])
        let light = TrafficLight(record.exceptions)
        let rows =
          [ExceptionTest.kupiec, .independence, .conditionalCoverage].map {
            row($0.rawValue, record.exceptions.test($0))
          } + ["trafficLight,\(light.exceptions),\(light.tailProbability),\(light.zone.rawValue)"]
          + ShortfallTest.allCases.map { row($0.rawValue, record.test($0)) }
        try OutputFile.write((["test,statistic,pValue,verdict"] + rows).joined(separator: "\n") + "\n", to: out)
      }
    }

    private func row(_ name: String, _ result: BacktestResult) -> String {
      guard !result.statistic.isNaN else { return "\(name),nan,nan,undefined" }
      return "\(name),\(result.statistic),\(result.pValue),\(result.pValue < 0.05 ? "rejected" : "accepted")"
    }
  }
#endif
