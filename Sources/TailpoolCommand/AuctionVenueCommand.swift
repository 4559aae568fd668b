#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool auction venue`: an auction venue from its journal.
  struct AuctionVenueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "venue",
      abstract: "State, statements, audit and cost of an auction venue, with sealed orders, from its journal.",
      discussion: """
        Every line is checked against the SHA-256 of the line before and applied; the first that is not taken is named. The folder gets \
        fills.csv, orders.csv, execution.csv, state.json and auction.html, all of them or none. `tailpool sample` writes \
        auction-venue.jsonl to try.
        """)

    @Option(name: .long, help: ArgumentHelp("The journal, or - for standard input.", valueName: "file"))
    var events: String
    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Seconds from a fill to the price of its markout.", discussion: "Without it: the venue's own interval.",
        valueName: "seconds"))
    var horizonSeconds: Int64?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Folder for fills.csv, orders.csv, execution.csv, state.json and auction.html.", valueName: "folder"))
    var out: String?

    func validate() throws {
      if let horizonSeconds, horizonSeconds < 0 {
        throw ValidationError("--horizon-seconds is \(horizonSeconds); expected 0 or more")
      }
    }

    func run() async throws {
      try await reportingFailures {
        let replay = try AuctionJournal.replay(path: events, digest: digest)
        let (history, state) = (replay.history, replay.history.eventValue)
        let horizon = horizonSeconds ?? history.venue.terms.intervalSeconds
        let executions = try history.executionReports(horizonSeconds: horizon)
        let files = [
          ("fills.csv", AuctionVenueTable.fills(history)), ("orders.csv", AuctionVenueTable.orders(history)),
          ("execution.csv", AuctionVenueTable.execution(executions.reports)),
          ("state.json", state.canonicalJSON + "\n"),
          ("auction.html", history.html(executions, horizonSeconds: horizon)),
        ]
        if let out { try OutputFile.write(files.map { (name: $0, text: $1) }, in: out) }
        print(history.text(executions, horizonSeconds: horizon, width: 100))
        print("lines: \(replay.lines)")
        print("last line of the journal: \(replay.digest)")
        print("state: \(AuctionJournal.digest(of: history.venue.eventValue))")
        if let out { print("Written: \(out)/\(files.map(\.0).joined(separator: ", "))") }
      }
    }
  }
#endif
