#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles

  /// What `tailpool backtest` asks for to walk models of scenarios through a history.
  struct ModelBacktestArguments: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Daily history of volatility indexes, CSV.", valueName: "file"))
    var volatilityHistory: String?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Models, parted by commas, each as report --model has them; A+B takes the scenarios of both, MODEL@N those of N "
          + "days, MODEL/pareto a Pareto tail.",
        discussion: "Without it: filtered-history, filtered-ewma:0.94, historical, gaussian.", valueName: "a,b"))
    var models: String?
    @Option(name: .long, help: ArgumentHelp("Forecast every n-th day.", valueName: "n"))
    var every = 1
    @Option(name: .long, help: ArgumentHelp("First day forecast, such as 1990-01-02.", valueName: "date"))
    var from: String?
    @Option(name: .long, help: ArgumentHelp("Last day forecast.", valueName: "date"))
    var to: String?
    @Option(
      name: .long, help: ArgumentHelp("Days of a year that have prices: 365, or 252 for an exchange.", valueName: "n"))
    var daysPerYear = 365.0
    @Option(name: .long, help: ArgumentHelp("Threads; the results do not depend on it.", valueName: "n"))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    /// Whether models are to be walked through a history.
    var isGiven: Bool { volatilityHistory != nil }

    func validate() throws {
      if models != nil, !isGiven { throw ValidationError("--models needs --volatility-history") }
      _ = try forecasts()
      _ = try dates()
      guard every > 0 else { throw ValidationError("--every is \(every); expected 1 or more") }
      guard (1...366).contains(daysPerYear) else {
        throw ValidationError("--days-per-year is \(daysPerYear); expected 1 to 366")
      }
      guard (1...1024).contains(threads) else { throw ValidationError("--threads is \(threads); expected 1 to 1024") }
    }

    private func forecasts() throws -> [ForecastModel] {
      let names = models ?? "filtered-history,filtered-ewma:0.94,historical,gaussian"
      return try names.split(separator: ",", omittingEmptySubsequences: false).map { name in
        guard let model = ForecastModel(String(name)) else {
          throw ValidationError("--models has '\(name)'; expected one of \(ScenarioModel.formsText); not importance")
        }
        return model
      }
    }

    private func dates() throws -> ClosedRange<CalendarDate>? {
      func date(_ option: String, _ text: String?, _ other: CalendarDate) throws -> CalendarDate {
        guard let text else { return other }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
          let date = CalendarDate(year: year, month: month, day: day)
        else {
          throw ValidationError("\(option) is \(text); expected a date such as 1990-01-02")
        }
        return date
      }
      let first = try date("--from", from, CalendarDate(daysSinceEpoch: -1_000_000))
      let last = try date("--to", to, CalendarDate(daysSinceEpoch: 1_000_000))
      guard first <= last else { throw ValidationError("--from is after --to") }
      return first...last
    }

    /// One row a book, model and level.
    func table(
      _ history: String, reading: HistoryArguments, assets: String?, window: Int,
      progress: @escaping @Sendable (Double) -> Void
    ) async throws -> String {
      let prices = try reading.reading(history).value
      let volatilities = try reading.reading(volatilityHistory ?? "").value
      let names = assets.map { $0.split(separator: ",").map(String.init) } ?? prices.assets
      guard names.count == 1, let asset = names.first else {
        throw ValidationError(
          assets == nil
            ? "the history has \(names.count) assets; expected --assets with one of them"
            : "--assets names \(names.count) assets; expected one")
      }
      let comparison = try await ModelComparison.run(
        try forecasts(), of: Underlying(asset), prices: prices, volatilities: volatilities,
        settings: ModelComparison.Settings(
          window: window, every: every, dates: try dates(), periodsPerYear: daysPerYear, threads: threads),
        progress: progress)
      return ([Self.header] + comparison.records.flatMap { Self.rows($0) }).joined(separator: "\n") + "\n"
    }

    private static let header =
      "book,model,level,days,exceptions,expected,bandLow,bandHigh,kupiecPValue,independencePValue,"
      + "acerbiSzekely2PValue,meanScore,trafficLight"

    private static func rows(_ records: ModelComparison.BookRecord) -> [String] {
      let record = records.record
      return record.rows.map { row in
        func number(_ value: Double) -> String { value.isNaN ? "nan" : "\(value)" }
        let test = row.backtest
        let counts =
          "\(record.days),\(test.exceptions),\(number(row.expected)),\(row.band.lowerBound),\(row.band.upperBound)"
        let tests = [test.coveragePValue, test.independencePValue, test.shortfallPValue, test.score].map(number)
        return "\(records.book.name),\(test.name),\(row.level.fraction),\(counts),\(tests.joined(separator: ",")),"
          + test.trafficLight.rawValue
      } + record.leftOut.map { "\(records.book.name),\($0.model)" + String(repeating: ",", count: 11) }
    }
  }
#endif
