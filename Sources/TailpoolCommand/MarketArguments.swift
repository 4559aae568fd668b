#if Command
  import ArgumentParser
  import Foundation
  import Tailpool

  /// Market, history and analysis: what `report` and `pool` both ask for.
  struct MarketArguments: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Option chain, CSV or JSON; may be repeated.", valueName: "file"))
    var chain: [String] = []
    @Option(name: .long, help: ArgumentHelp("Daily price history, CSV.", valueName: "file"))
    var history: String?
    @Option(name: .long, help: ArgumentHelp("Daily history of volatility indexes, CSV.", valueName: "file"))
    var volatilityHistory: String?
    @OptionGroup var reading: HistoryArguments
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Time of day, UTC, at which a day's row of the history is known, such as 21:00; a row of the snapshot's own day "
          + "counts from then on.", discussion: "Without it: at the end of the day.", valueName: "hh:mm"),
      transform: ClockTime.seconds)
    var historyClose = 86_400
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Refuse a history that ends more days than this before the snapshot.", valueName: "n"))
    var oldestHistory: Int?
    @Option(name: .long, help: ArgumentHelp("Stress scenarios, JSON.", valueName: "file"))
    var stress: String?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Number of simulated scenarios, at least 100.",
        discussion: "Without it: each past day once for filtered history over a day, else 10,000.", valueName: "n"))
    var scenarios: Int?
    @Option(name: .long, help: ArgumentHelp("Days that the risk numbers look ahead.", valueName: "d"))
    var horizonDays = 1.0
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Covariance: \(EstimatorName.names.joined(separator: ", ")).", valueName: "e"))
    var estimator = EstimatorName.ledoitWolf
    @Option(
      name: .long,
      help: ArgumentHelp("What options are valued at: \(MarkSource.names.joined(separator: ", ")).", valueName: "m"))
    var marks = MarkSource.surface(.lognormalMixture)
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Volatilities when spot moves: sticky-strike, sticky-delta, or shift:SLOPE, the change per log return.",
        valueName: "r"))
    var volatilityRule = SmileDynamics.stickyStrike
    @Option(
      name: .long,
      help: ArgumentHelp(
        "How a move of the 30-day volatility falls on other tenors: decay (by the root of 30 days over the tenor), or "
          + "parallel.",
        valueName: "m"))
    var volatilityMoves = VolatilityMoves.decay
    @Option(
      name: .long,
      help: ArgumentHelp(
        "How scenarios are drawn: \(ScenarioModel.formsText).", discussion: "Without it: filtered-history.",
        valueName: "m"),
      transform: ScenarioModel.argument)
    var model = ScenarioModel.filteredHistory
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Levels of VaR and ES, fractions parted by commas; ES 97.5% and VaR 99% are always there.",
        discussion: "Without it: VaR at 0.95 and 0.99, ES at 0.975.", valueName: "l"),
      transform: ReportLevels.init(argument:))
    var levels: ReportLevels?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Simulated scenarios are valued in full, by a proxy with an error bound, or by whichever is less work: "
          + "\(RevaluationMode.names.joined(separator: ", ")).",
        discussion: "Without it: full.", valueName: "r"),
      transform: RevaluationMode.argument)
    var revaluation = RevaluationMode.full
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Days of the models' record: one-day forecasts for this book, walked through the history; a number, all, or none.",
        discussion: "Without it: 500.", valueName: "n"),
      transform: ModelRecord.Length.argument)
    var record = ModelRecord.Length.days(500)
    @Option(name: .long, help: ArgumentHelp("Seed of the simulation.", valueName: "s"))
    var seed: UInt64 = 1
    @Option(name: .long, help: ArgumentHelp("Threads; the results do not depend on it.", valueName: "n"))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
      if let scenarios, !(100...100_000_000).contains(scenarios) {
        throw ValidationError("--scenarios is \(scenarios); expected 100 to 100000000")
      }
      if let oldestHistory, oldestHistory < 0 {
        throw ValidationError("--oldest-history is \(oldestHistory); expected 0 or more days")
      }
      guard horizonDays > 0, horizonDays <= 3_650 else {
        throw ValidationError("--horizon-days is \(horizonDays); expected more than 0 and at most 3650")
      }
      guard (1...1024).contains(threads) else { throw ValidationError("--threads is \(threads); expected 1 to 1024") }
      if chain.isEmpty {
        let named = [
          ("--history", history), ("--volatility-history", volatilityHistory), ("--stress", stress),
        ]
        if let option = named.first(where: { $0.1 != nil })?.0 { throw MarketArguments.needsChain(option) }
      } else if history == nil {
        throw ValidationError("--chain needs --history, a file of daily prices of its underlyings")
      }
    }

    /// Throws where more than one file is standard input.
    func check(otherFiles: [String?]) throws {
      let files = chain + ([history, volatilityHistory, stress] + otherFiles).compactMap { $0 }
      guard files.count(where: { $0 == "-" }) <= 1 else {
        throw ValidationError("only one file can be standard input")
      }
    }

    static func needsChain(_ option: String) -> ValidationError {
      ValidationError("\(option) needs --chain; without a chain the embedded sample is used as a whole")
    }

    func settings(openInterestShare: Double) -> AnalysisSettings {
      var settings = AnalysisSettings(
        scenarios: scenarios, horizonInDays: horizonDays, estimator: estimator.estimator,
        estimatorName: estimator.name, seed: seed, threads: threads, openInterestShare: openInterestShare,
        record: record, historyClose: historyClose, oldestHistory: oldestHistory, marks: marks,
        smileDynamics: volatilityRule, volatilityMoves: volatilityMoves, model: model, revaluation: revaluation)
      if let levels {
        settings.levels = levels.levels
        settings.shortfallLevels = levels.levels
      }
      return settings
    }
  }
#endif
