#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles

  /// `tailpool pool days`: what each day of a pool made, and what that came from.
  struct PoolDaysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "days",
      abstract: "Says what each day of a pool made and what that came from.",
      discussion: """
        Takes a folder of chains: one for each instant at which the journal marks the pool, or several of one instant for \
        several underlyings. Options are valued at the chains' own volatilities of their marks. The table has a row a day: \
        premium, theta, delta, charm, gamma, vega, skew, vanna, carry, hedge costs, funding, and the rest that none names.
        """)

    @Option(name: .long, help: ArgumentHelp("The journal, or - for standard input.", valueName: "file"))
    var events: String
    @Option(name: .long, help: ArgumentHelp("Folder of option chains, CSV or JSON.", valueName: "folder"))
    var chains: String
    @Option(
      name: .long, help: ArgumentHelp("Where to write the days, CSV, or - for standard output.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Volatilities when spot moves: sticky-strike, sticky-delta, or shift:SLOPE, the change per log return.",
        valueName: "r"))
    var volatilityRule = SmileDynamics.stickyStrike
    @OptionGroup var poolBook: PoolBookArguments

    func run() async throws {
      try await reportingFailures {
        let journal = try PoolJournal.read(path: events, digest: digest)
        let diary = try PoolDiary(
          journal.terms, replaying: journal.events, markets: try markets(), dynamics: volatilityRule,
          inputs: try poolBook.inputs())
        try OutputFile.write(diary.csv(), to: out)
        if out == "-" { return }
        let unit = journal.terms.asset.symbol
        print("\(diary.days.count) days made \(diary.total) \(unit); no part names \(diary.restPart) of their results")
        print("Written: \(out)")
      }
    }

    /// The markets of the folder's chains in order, those of one instant together.
    private func markets() throws -> [PricingMarket] {
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: chains).sorted()
      } catch { throw FileError.unreadable(path: chains, reason: "the folder cannot be read") }
      let read = try names.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }.map { name in
        try ChainReader.read(path: chains + "/" + name)
      }
      return try Dictionary(grouping: read, by: \.asOf).sorted { $0.key < $1.key }.map { _, chains in
        let snapshot = try MarketSnapshot(chains: chains)
        return PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
      }
    }
  }
#endif
