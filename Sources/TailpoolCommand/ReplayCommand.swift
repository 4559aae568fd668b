#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool replay`: orders run through a venue.
  struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay",
      abstract:
        "Runs orders through a venue: a liquidity pool of any kind, options from ranges, or an options venue with its curve.",
      discussion: """
        An order that the venue refuses is a row with its refusal, and the replay goes on. The folder gets fills.csv, state.json, \
        journal.jsonl and replay.html, all of them or none. `tailpool sample` writes a venue.json and an orders.csv to try.
        """)

    @Option(
      name: .long,
      help: ArgumentHelp("The venue, JSON: its kind and terms, decimals, price.", valueName: "file"))
    var venue: String
    @Option(
      name: .long,
      help: ArgumentHelp("Orders, CSV: time, action and the fields of the venue's events.", valueName: "file"))
    var orders: String
    @Option(
      name: .long,
      help: ArgumentHelp(
        "A market's prices of token 0 in token 1, CSV: time,price. Adds the realized loss versus rebalancing and rebalancing.csv.",
        valueName: "file"))
    var prices: String?
    @Option(
      name: .long,
      help: ArgumentHelp("Folder for fills.csv, state.json, journal.jsonl and replay.html.", valueName: "folder"))
    var out: String

    func validate() throws {
      if [venue, orders, prices].count(where: { $0 == "-" }) > 1 {
        throw ValidationError("only one file can be standard input")
      }
    }

    func run() async throws {
      try await reportingFailures {
        let description = try VenueReader.read(path: venue)
        try replay(description.terms, scale: description.scale)
      }
    }

    private func replay<Terms: VenueTerms>(_ terms: Terms, scale: TokenScale) throws {
      let orders = try OrdersReader.read(path: orders, as: Terms.Venue.Order.self)
      let replay = try VenueReplay<Terms.Venue>(terms, scale: scale, orders: orders)
      let journal = VenueJournal.text(terms, replay.taken)
      let rebalancing = try rebalancing(of: replay)
      let state = rebalancing.map(replay.eventValue) ?? replay.eventValue
      let files =
        [
          ("fills.csv", FillTable.text(replay.records)), ("state.json", state.canonicalJSON + "\n"),
          ("journal.jsonl", journal.lines), ("replay.html", replay.html(beside: rebalancing)),
        ] + (rebalancing.map { [("rebalancing.csv", RebalancingTable.text($0))] } ?? [])
      try OutputFile.write(files.map { (name: $0, text: $1) }, in: out)
      print(replay.text(width: 100, beside: rebalancing))
      print("last line of the journal: \(journal.digest)")
      print("Written: \(out)/\(files.map(\.0).joined(separator: ", "))")
    }

    /// The replay beside the market's prices, which must begin by its first trade; nil where there are no prices.
    private func rebalancing<Venue>(of replay: VenueReplay<Venue>) throws -> MarketRebalancing? {
      guard let prices else { return nil }
      guard Venue.exchangesTokens else {
        throw ValidationError("a market's prices are for venues that trade one token for the other: leave --prices out")
      }
      let first = replay.records.first { $0.fill != nil && $0.party.isTrader }?.time
      return try replay.rebalancing(at: PriceSeriesReader.read(path: prices, from: first))
    }
  }
#endif
