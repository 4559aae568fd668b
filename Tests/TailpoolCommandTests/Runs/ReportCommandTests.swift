#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolCommand

  @Suite("The command tailpool report, on files that tailpool sample wrote")
  struct ReportCommandTests {
    /// The sample's files, and what is made of them for a pool that counts in bitcoin.
    struct Outcome: @unchecked Sendable {
      let folder: TemporaryFolder
      let sample: CommandRun
      let run: CommandRun
      let table: PlainTable
      let document: [String: Any]
      let page: String

      init() throws {
        folder = try TemporaryFolder()
        sample = try CommandRun(all: ["sample", "--out", folder.path("in")])
        try folder.write(
          "pool.json",
          #"{"unit":"BTC","participants":[{"id":"ann","contribution":60},{"id":"ben","contribution":40}],"#
            + #""assets":{"BTC":120,"USD":500000},"limits":{"maximumExpectedShortfallOverCapital":0.5}}"#)
        let options =
          "report --chain in/chain.csv --history in/history.csv --volatility-history in/volatility-history.csv "
          + "--book in/book.csv --pool pool.json --stress in/stress.json --record none --model gaussian --scenarios 400 "
          + "--horizon-days 2 --estimator ewma:0.9 --seed 7 --levels 0.9,0.99 --volatility-moves parallel --out out"
        let place = folder
        let arguments = options.split(separator: " ").map { word in
          word.contains("in/") || word == "pool.json" || word == "out" ? place.path(String(word)) : String(word)
        }
        run = try CommandRun(all: arguments)
        try #require(run.status == 0, "\(run.errors)")
        table = PlainTable(try folder.read("out/pnl.csv"))
        page = try folder.read("out/report.html")
        let json = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/report.json")))
        document = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
      }
    }

    static let outcome = Result { try Outcome() }

    @Test("sample names the files that it wrote, each as the library has it")
    func sample() throws {
      let outcome = try Self.outcome.get()
      #expect(outcome.sample.status == 0)
      let comparison = try Sample.comparisonFiles()
      let names = comparison.map(\.name)
      #expect(
        outcome.sample.printed
          == "Written to \(outcome.folder.path("in")): chain.csv, history.csv, volatility-history.csv, book.csv, pool.json, "
          + "stress.json, pool-year.jsonl, pool-year-history.csv, pool-year-chains, cover-year.jsonl, venue.json, orders.csv, "
          + (names + [
            "cover-portfolio.json", "auction-orders.csv", "auction-venue.jsonl", "waiting-trades.csv", "blocks.csv",
          ]).joined(separator: ", ") + "\n")
      for (name, text) in try Sample.files() { #expect(try outcome.folder.read("in/\(name)") == text, "\(name)") }
      #expect(try outcome.folder.read("in/pool-year-history.csv") == Sample.poolYearHistoryCSV())
      #expect(try outcome.folder.read("in/pool-year.jsonl").hasPrefix("{\"prev\":\"0000"))
      let written = try FileManager.default.contentsOfDirectory(atPath: outcome.folder.path("in"))
      #expect(try outcome.folder.read("in/venue.json") == Sample.venueJSON())
      #expect(try outcome.folder.read("in/orders.csv") == Sample.ordersCSV())
      for file in comparison { #expect(try outcome.folder.read("in/\(file.name)") == file.text) }
      #expect(try outcome.folder.read("in/cover-portfolio.json") == Sample.coverPortfolioJSON())
      #expect(try outcome.folder.read("in/auction-orders.csv") == Sample.auctionOrdersCSV())
      let (terms, events) = try Sample.auctionVenue(CommitmentSHA256.self)
      #expect(try outcome.folder.read("in/auction-venue.jsonl") == AuctionJournal.text(terms, events).lines)
      #expect(try outcome.folder.read("in/waiting-trades.csv") == Sample.waitingTradesCSV())
      #expect(try outcome.folder.read("in/blocks.csv") == Sample.blocksCSV())
      #expect(written.count == 17 + names.count)
    }

    @Test("The document says what was asked for")
    func asked() throws {
      let run = try #require(try Self.outcome.get().document["run"] as? [String: Any])
      #expect(run["asOf"] as? String == "2026-01-16T09:30:00Z" && run["model"] as? String == "gaussian")
      #expect(run["scenarios"] as? Int == 400 && run["horizonInDays"] as? Double == 2 && run["seed"] as? Int == 7)
      #expect(run["estimator"] as? String == "ewma:0.9" && run["volatilityMoves"] as? String == "parallel")
      let levels = try #require(run["levels"] as? [String: [Double]])
      #expect(levels["valueAtRisk"] == [0.9, 0.99] && levels["expectedShortfall"] == [0.9, 0.975, 0.99])
      let inputs = try #require(run["inputs"] as? [[String: String]])
      let roles = ["chain", "history", "volatility history", "book", "pool", "stress set"]
      let names = [
        "in/chain.csv", "in/history.csv", "in/volatility-history.csv", "in/book.csv", "pool.json", "in/stress.json",
      ]
      let folder = try Self.outcome.get().folder
      #expect(inputs == zip(roles, names).map { ["role": $0, "name": folder.path($1)] })
      #expect((try Self.outcome.get().document["record"]) is NSNull)
    }

    @Test("pnl.csv has each scenario in dollars and in the pool's coin, and the shortfalls of the document are theirs")
    func table() throws {
      let outcome = try Self.outcome.get()
      #expect(outcome.table.header == "scenario,pnl,pnl_BTC")
      #expect(outcome.table["scenario"] == (0..<400).map { "\($0)" })
      let headline = try #require(outcome.document["headline"] as? [String: Any])
      #expect(headline["unit"] as? String == "BTC")
      let risk = try #require(outcome.document["risk"] as? [String: Any])
      let counted = try #require(risk["counted"] as? [[String: Any]])
      for (column, unit) in [("pnl", "USD"), ("pnl_BTC", "BTC")] {
        let losses = outcome.table[column].map { -(Double($0) ?? .nan) }.sorted(by: >)
        // Ten of 400 are the tail of 97.5 %; the fifth greatest is of the rank 396.
        let row = try #require(
          counted.first { $0["unit"] as? String == unit && $0["collateral"] as? String == "stated" })
        let shortfall = losses.prefix(10).reduce(0, +) / 10
        #expect(Tolerance.relative(1e-10).accepts(row["expectedShortfall"] as? Double ?? .nan, shortfall), "\(unit)")
        #expect(
          Tolerance.relative(1e-14).accepts(row["valueAtRisk"] as? Double ?? .nan, losses[4]), "\(unit): \(losses[4])")
      }
      let coins = outcome.table["pnl_BTC"].map { -(Double($0) ?? .nan) }.sorted(by: >)
      #expect(
        Tolerance.relative(1e-10).accepts(
          headline["expectedShortfall"] as? Double ?? .nan, coins.prefix(10).reduce(0, +) / 10))
    }

    @Test("The text is printed, ends with the files written, and says what the document says")
    func text() throws {
      let outcome = try Self.outcome.get()
      let lines = outcome.run.printed.split(separator: "\n").map(String.init)
      #expect(lines.last == "Written: \(outcome.folder.path("out"))/report.html, report.json, pnl.csv")
      #expect(
        lines.contains { $0.contains("12 positions, horizon 2 days, 400 scenarios (gaussian), ewma:0.9, seed 7") },
        "\(lines.prefix(4))")
      #expect(lines.allSatisfy { $0.count <= 100 || $0.hasPrefix("Written: ") })
      #expect(outcome.page.hasPrefix("<!") && outcome.page.hasSuffix("</html>\n"))
      #expect(outcome.run.errors.isEmpty)
    }

    @Test("pool with a chain is the report of the journal's pool; its pnl.csv is in dollars alone")
    func poolReport() throws {
      let folder = try Self.outcome.get().folder
      let options = ["--chain", folder.path("in/chain.csv"), "--history", folder.path("in/pool-year-history.csv")]
      let run = try CommandRun(
        all: [
          "pool", "--events", folder.path("in/pool-year.jsonl"), "--record", "none", "--seed", "9", "--scenarios",
          "300",
        ]
          + ["--model", "gaussian", "--out", folder.path("year")] + options)
      try #require(run.status == 0, "\(run.errors)")
      let table = PlainTable(try folder.read("year/pnl.csv"))
      #expect(table.header == "scenario,pnl" && table["scenario"] == (0..<300).map { "\($0)" })
      let json = try Data(contentsOf: URL(fileURLWithPath: folder.path("year/report.json")))
      let document = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
      let asked = try #require(document["run"] as? [String: Any])
      #expect(asked["seed"] as? Int == 9 && asked["scenarios"] as? Int == 300)
      let inputs = try #require(asked["inputs"] as? [[String: String]])
      #expect(inputs.map { $0["role"] } == ["chain", "history", "pool events"])
      #expect(inputs.last?["name"] == folder.path("in/pool-year.jsonl"))
      // The alerts of the journal stand in the report.
      #expect(run.printed.contains("2025-08-11") && run.printed.contains("sample-falcon"))
    }

    @Test("The digest that the journal's last line must have is minded with a chain, too")
    func poolDigest() throws {
      let folder = try Self.outcome.get().folder
      let options = ["--chain", folder.path("in/chain.csv"), "--history", folder.path("in/pool-year-history.csv")]
      let run = try CommandRun(
        all: ["pool", "--events", folder.path("in/pool-year.jsonl"), "--digest", "abc", "--record", "none"] + options)
      #expect(run.status == 65 && run.errors.contains("pool-year.jsonl:954:1:") && run.printed.isEmpty, "\(run.errors)")
    }
  }
#endif
