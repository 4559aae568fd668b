#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool sample`: the embedded sample as files.
  struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sample",
      abstract: "Writes the embedded sample as files, in the formats that `report` reads.")

    @Option(name: .long, help: ArgumentHelp("Folder to write to.", valueName: "folder"))
    var out: String

    func run() async throws {
      try await reportingFailures {
        let files = try Sample.files()
        try OutputFile.makeFolder(out)
        for file in files { try OutputFile.write(file.text, to: out + "/" + file.name) }
        var names = files.map(\.name)
        // The year of a pool that Docs/Guides/PoolYear.md walks through.
        let (terms, events) = try Sample.poolYear()
        try OutputFile.write(PoolJournal.text(terms, events), to: out + "/pool-year.jsonl")
        try OutputFile.write(Sample.poolYearHistoryCSV(), to: out + "/pool-year-history.csv")
        try OutputFile.makeFolder(out + "/pool-year-chains")
        for file in try Sample.poolYearChainFiles() {
          try OutputFile.write(file.text, to: out + "/pool-year-chains/" + file.name)
        }
        names += ["pool-year.jsonl", "pool-year-history.csv", "pool-year-chains"]
        // The year of a cover pool that Docs/Guides/CoverPool.md walks through.
        let (coverTerms, coverEvents) = try Sample.coverYear()
        try OutputFile.write(CoverJournal.text(coverTerms, coverEvents), to: out + "/cover-year.jsonl")
        names.append("cover-year.jsonl")
        // The week of a venue that Docs/Guides/VenueReplay.md walks through.
        try OutputFile.write(Sample.venueJSON(), to: out + "/venue.json")
        try OutputFile.write(Sample.ordersCSV(), to: out + "/orders.csv")
        names += ["venue.json", "orders.csv"]
        // The week of several venues that Docs/Guides/VenuesSideBySide.md walks through.
        for file in try Sample.comparisonFiles() {
          try OutputFile.write(file.text, to: out + "/" + file.name)
          names.append(file.name)
        }
        // The portfolio of cover that Docs/Guides/CoverPortfolio.md walks through.
        try OutputFile.write(Sample.coverPortfolioJSON(), to: out + "/cover-portfolio.json")
        names.append("cover-portfolio.json")
        // The auction of Docs/Guides/Auctions.md.
        try OutputFile.write(Sample.auctionOrdersCSV(), to: out + "/auction-orders.csv")
        names.append("auction-orders.csv")
        // The venue of Docs/Guides/AuctionVenue.md, and the trades and blocks beside it.
        let (venueTerms, venueEvents) = try Sample.auctionVenue(CommitmentSHA256.self)
        try OutputFile.write(AuctionJournal.text(venueTerms, venueEvents).lines, to: out + "/auction-venue.jsonl")
        try OutputFile.write(Sample.waitingTradesCSV(), to: out + "/waiting-trades.csv")
        try OutputFile.write(Sample.blocksCSV(), to: out + "/blocks.csv")
        names += ["auction-venue.jsonl", "waiting-trades.csv", "blocks.csv"]
        print("Written to \(out): \(names.joined(separator: ", "))")
      }
    }
  }
#endif
