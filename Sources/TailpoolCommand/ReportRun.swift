#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// Makes a report of what files hold, prints it, and writes it where a folder is named.
  struct ReportRun {
    let market: MarketArguments
    let files: InputSet
    let openInterestShare: Double
    let out: String?

    func run() async throws {
      LinearAlgebraProvider.limitThreads(to: market.threads)
      let inputs = try files.read()
      let settings = market.settings(openInterestShare: openInterestShare)
      let progress = ProgressBar("scenarios")
      let result = try await untilInterrupted {
        try await PoolRiskReport.make(from: inputs, settings: settings) { progress.show($0) }
      }
      progress.finish()
      if let out { try write(result, to: out) }
      print(result.report.text(width: 100))
      if let out { print("Written: \(out)/report.html, report.json, pnl.csv") }
    }

    private func write(_ result: ReportResult, to folder: String) throws {
      let page = result.report.html()
      let document = result.report.json(prettyPrinted: true)
      let coin = result.report.unit.unit.underlying
      var table = coin.map { "scenario,pnl,pnl_\($0)\n" } ?? "scenario,pnl\n"
      for (index, both) in zip(result.profitAndLoss, result.unitProfitAndLoss).enumerated() {
        table += coin == nil ? "\(index),\(both.0)\n" : "\(index),\(both.0),\(both.1)\n"
      }
      try OutputFile.makeFolder(folder)
      try OutputFile.write(table, to: folder + "/pnl.csv")
      try OutputFile.write(bytes: Array(document), to: folder + "/report.json")
      try OutputFile.write(page, to: folder + "/report.html")
    }
  }
#endif
