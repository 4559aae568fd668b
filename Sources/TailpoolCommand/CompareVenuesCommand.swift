#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool compare-venues`: the same trades through several venues.
  struct CompareVenuesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare-venues",
      abstract: "Runs the same trades through several venues beside a market, and sets what came of them side by side.",
      discussion: """
        Each venue has orders of its own, which bring and take liquidity; all get the same trades. At each price of the market a venue \
        with an index is told it, and with --arbitrageur someone takes what gain there is. The folder gets comparison.csv, sizes.csv \
        and comparison.html, all of them or none. `tailpool sample` writes three venues to try.
        """)

    @Option(
      name: .long, help: ArgumentHelp("A venue, JSON; once for each.", valueName: "file"))
    var venue: [String]
    @Option(
      name: .long, help: ArgumentHelp("The orders of each venue, CSV, in the same order.", valueName: "file"))
    var orders: [String]
    @Option(
      name: .long, help: ArgumentHelp("Trades, CSV: time,trader,side,amount0.", valueName: "file"))
    var trades: String
    @Option(
      name: .long, help: ArgumentHelp("A market's prices of token 0 in token 1, CSV: time,price.", valueName: "file"))
    var prices: String
    @Option(
      name: .long,
      help: ArgumentHelp("Who trades each venue to the market's price, where that gains.", valueName: "name"))
    var arbitrageur: String?
    @Option(
      name: .long,
      help: ArgumentHelp("Sizes in whole tokens 0, such as 0.1,1,10, to ask for at the end.", valueName: "sizes"))
    var sizes: String?
    @Option(
      name: .long, help: ArgumentHelp("Folder for comparison.csv, sizes.csv and comparison.html.", valueName: "folder"))
    var out: String

    func validate() throws {
      if venue.count != orders.count {
        throw ValidationError("there are \(venue.count) venues and \(orders.count) files of orders: give as many")
      }
      if (venue + orders + [trades, prices]).count(where: { $0 == "-" }) > 1 {
        throw ValidationError("only one file can be standard input")
      }
      _ = try ladder()
    }

    private func ladder() throws -> [Double] {
      try (sizes?.split(separator: ",") ?? []).map { text in
        guard let size = Double(text), size > 0, size.isFinite else {
          throw ValidationError("--sizes has \(text), where a number above 0 should be")
        }
        return size
      }
    }

    func run() async throws {
      try await reportingFailures {
        let trades = try TradesReader.read(path: trades)
        let series = try PriceSeriesReader.read(path: prices, from: trades.first?.time)
        var venues: [VenueComparison] = []
        var terms: (any VenueTerms)?
        for (path, orders) in zip(venue, orders) {
          let description = try VenueReader.read(path: path)
          try checkPair(description.terms, terms)
          terms = description.terms
          venues.append(
            try compare(
              description.terms, scale: description.scale, name: Self.name(path), orders: orders, trades, series))
        }
        let page = VenueComparisonPage(
          venues, token0: terms?.token0 ?? "", token1: terms?.token1 ?? "",
          span: "\(series.times[0]) to \(max(series.times[series.times.count - 1], trades[trades.count - 1].time))")
        let files = [
          ("comparison.csv", ComparisonTable.venues(venues)), ("sizes.csv", ComparisonTable.sizes(venues)),
          ("comparison.html", page.html()),
        ]
        try OutputFile.write(files.map { (name: $0, text: $1) }, in: out)
        print(page.text(width: 100))
        print("Written: \(out)/\(files.map(\.0).joined(separator: ", "))")
      }
    }

    /// All venues trade the same tokens.
    private func checkPair(_ terms: any VenueTerms, _ first: (any VenueTerms)?) throws {
      guard let first, (first.token0, first.token1) != (terms.token0, terms.token1) else { return }
      throw ValidationError(
        "the venues trade \(first.token0) in \(first.token1) and \(terms.token0) in \(terms.token1): they must trade the same"
      )
    }

    private static func name(_ path: String) -> String {
      let file = path.split(separator: "/").last.map(String.init) ?? path
      return file.hasSuffix(".json") ? String(file.dropLast(5)) : file
    }

    private func compare<Terms: VenueTerms>(
      _ terms: Terms, scale: TokenScale, name: String, orders: String, _ trades: [TokenTrade], _ prices: PriceSeries
    ) throws -> VenueComparison {
      guard let type = Terms.Venue.self as? any ExchangeVenue.Type else {
        throw ValidationError("a venue of kind \(Terms.kind) does not trade one token for the other")
      }
      return try compare(type, terms, scale, name, orders, trades, prices)
    }

    private func compare<Venue: ExchangeVenue>(
      _ type: Venue.Type, _ terms: any VenueTerms, _ scale: TokenScale, _ name: String, _ orders: String,
      _ trades: [TokenTrade], _ prices: PriceSeries
    ) throws -> VenueComparison {
      guard let terms = terms as? Venue.Terms else { throw ValidationError("\(name) has terms of another kind") }
      var replay = try VenueReplay<Venue>(terms, scale: scale)
      let liquidity = try OrdersReader.read(path: orders, as: Venue.Order.self)
      replay.run(liquidity, trades, beside: prices, arbitrageur: arbitrageur)
      return try replay.comparison(name, beside: prices, arbitrageur: arbitrageur, sizes: try ladder())
    }
  }
#endif
