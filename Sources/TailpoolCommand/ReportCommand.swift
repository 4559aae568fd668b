#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles

  /// `tailpool report`: market data, book and pool in, risk report out.
  struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "report",
      abstract: "Measures the risk of a pool's book and says who bears it.",
      discussion: "With no file named it runs on the embedded sample. A file name of - is standard input.")

    @OptionGroup var market: MarketArguments
    @OptionGroup var chains: ChainArguments
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Positions: CSV id,instrument,quantity; or JSON, with contracts of any kind.", valueName: "file")
    )
    var book: String?
    @Option(
      name: .long, help: ArgumentHelp("Share of every open interest sold when there is no book.", valueName: "x"))
    var openInterestShare = 0.01
    @Option(
      name: .long,
      help: ArgumentHelp(
        "The pool, JSON: its unit (USD or an underlying), assets by kind, members and limits; none is assumed.",
        valueName: "file"))
    var pool: String?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Journal of a pool that runs: its book, capital, members and layers; as pool --events.", valueName: "file"))
    var poolEvents: String?
    @OptionGroup var poolBook: PoolBookArguments
    @Option(
      name: .long, help: ArgumentHelp("Folder for report.html, report.json and pnl.csv.", valueName: "folder"))
    var out: String?

    func validate() throws {
      guard openInterestShare > 0, openInterestShare.isFinite else {
        throw ValidationError("--open-interest-share is \(openInterestShare); expected a number above 0")
      }
      if market.chain.isEmpty {
        if book != nil { throw MarketArguments.needsChain("--book") }
        if poolEvents != nil {
          throw ValidationError("--pool-events needs --chain, in which the contracts of the pool are valued")
        }
      }
      if poolEvents != nil, let option = [("--book", book), ("--pool", pool)].first(where: { $0.1 != nil })?.0 {
        throw ValidationError("\(option) says what --pool-events says too; give one of them")
      }
      try market.check(otherFiles: [book, pool, poolEvents])
    }

    func run() async throws {
      try await reportingFailures {
        var files = InputSet(market)
        (files.book, files.pool, files.poolEvents) = (book, pool, poolEvents)
        files.chain = chains
        files.poolBook = try poolBook.inputs()
        try await ReportRun(market: market, files: files, openInterestShare: openInterestShare, out: out).run()
      }
    }
  }
#endif
