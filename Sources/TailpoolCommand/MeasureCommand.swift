#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool measure`: a column of profits and losses in, value at risk and expected shortfall out.
  struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "measure",
      abstract: "Measures value at risk and expected shortfall of a column of profits and losses.",
      discussion: """
        Writes one row a level: level,valueAtRisk,valueAtRiskLow,valueAtRiskHigh,expectedShortfall,\
        expectedShortfallStandardError. Losses are negative in the column and positive in the result; the interval is at \
        95 %. A file name of - is standard input or output.
        """)

    @Option(name: .customLong("in"), help: ArgumentHelp("The table, CSV.", valueName: "file"))
    var input: String
    @Option(name: .long, help: ArgumentHelp("The column of profits and losses.", valueName: "name"))
    var column: String
    @Option(name: .long, help: ArgumentHelp("Levels such as 0.975,0.99.", valueName: "levels"))
    var level: LevelArgument
    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    func validate() throws { try level.check() }

    func run() async throws {
      try await reportingFailures {
        let columns = try NumberColumns([column], in: InputFile(path: input)).columns
        let distribution = try ProfitAndLossDistribution(columns[0])
        var table =
          "level,valueAtRisk,valueAtRiskLow,valueAtRiskHigh,expectedShortfall,expectedShortfallStandardError\n"
        for (text, level) in level.levels {
          let risk = distribution.valueAtRisk(level)
          let shortfall = distribution.expectedShortfall(level)
          let numbers = [risk.value, risk.low, risk.high, shortfall.value, shortfall.standardError]
          table += ([text] + numbers.map { $0.isNaN ? "nan" : "\($0)" }).joined(separator: ",") + "\n"
        }
        try OutputFile.write(table, to: out)
      }
    }
  }
#endif
