#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool replay")
  struct ReplayCommandTests {
    private static let venue = """
      {"venue": "constant-product", "token0": "ETH", "token1": "USDC", "decimals0": 2, "decimals1": 1,
       "feeMillionths": 3000, "protocolFee": "none", "opening": "2026-01-01T00:00:00Z"}
      """
    private static let orders = """
      time,action,owner,amount0,amount1,leastShares,trader,pays,paidIn,least
      2026-01-01T00:00:00Z,mint,Ada,10000,40000,0,,,,
      2026-01-01T00:01:00Z,sell,,,,,Bob,token0,2000,6649
      2026-01-01T00:02:00Z,sell,,,,,Eve,token0,2000,6649

      """
    private static let names = ["fills.csv", "journal.jsonl", "replay.html", "state.json"]

    private func run(
      _ venue: String = venue, _ orders: String = orders, in folder: TemporaryFolder, out: String = "out/deep"
    ) throws -> CommandRun {
      try CommandRun(
        all: [
          "replay", "--venue", folder.write("venue.json", venue), "--orders", folder.write("orders.csv", orders),
          "--out",
          folder.path(out),
        ])
    }

    @Test("Writes fills, state, journal and page, and prints a summary")
    func files() throws {
      let folder = try TemporaryFolder()
      let run = try run(in: folder)
      try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out/deep")).sorted()
      #expect(names == Self.names)
      let fills = PlainTable(try folder.read("out/deep/fills.csv"))
      #expect(fills["status"] == ["taken", "taken", "refused"] && fills["party"] == ["Ada", "Bob", "Eve"])
      #expect(fills["out1"] == ["0", "6649", "0"] && fills["fee0"] == ["0", "6", "0"])
      // 33,351 × 1,994 / (12,000 + 1,994) = 4,752.2
      #expect(fills["refusal"][2] == "the amount is 4752 and the bound 6649")
      let state = try #require(
        try JSONSerialization.jsonObject(with: Data(folder.read("out/deep/state.json").utf8)) as? [String: Any])
      #expect(state["orders"] as? [String: String] == ["taken": "2", "refused": "1", "trades": "1"])
      #expect(state["inventory"] as? [String: String] == ["amount0": "12000", "amount1": "33351"])
      #expect((state["audit"] as? [String])?.isEmpty == true)
      let journal = try VenueJournal.replay(
        InputFile(path: folder.path("out/deep/journal.jsonl")), as: ConstantProductPool.self)
      #expect(journal.lines == 3 && journal.venue.reserve1 == 33_351)
      #expect(run.printed.contains("last line of the journal: \(journal.digest)\n"))
      #expect(run.printed.contains("3 orders, 1 refused"))
      #expect(
        run.printed.hasSuffix("Written: \(folder.path("out/deep"))/fills.csv, state.json, journal.jsonl, replay.html\n")
      )
      #expect(try folder.read("out/deep/replay.html").contains("every law holds"))
    }

    @Test("A market's prices add the loss versus rebalancing to summary, state and page, and a table of trades")
    func prices() throws {
      let folder = try TemporaryFolder()
      func run(_ prices: String) throws -> CommandRun {
        try CommandRun(
          all: [
            "replay", "--venue", folder.write("venue.json", Self.venue), "--orders",
            folder.write("orders.csv", Self.orders), "--prices", folder.write("prices.csv", prices), "--out",
            folder.path("out"),
          ])
      }
      let late = try run("time,price\n2026-01-01T00:01:01Z,30\n")
      #expect(
        late.status == 65
          && late.errors.contains(
            "prices.csv:2:1: the first price is at 2026-01-01T00:01:01Z; expected one at or before the first trade at "
              + "2026-01-01T00:01:00Z"),
        "\(late.errors)")
      let done = try run("time,price\n2026-01-01T00:00:50Z,30\n2026-01-02,31\n")
      try #require(done.status == 0 && done.errors.isEmpty, "\(done.errors)")
      // 664.9 for 20 less a fee of 0.06, at 30.
      let table = PlainTable(try folder.read("out/rebalancing.csv"))
      #expect(table["index"] == ["2"] && table["age"] == ["10"] && table["price"] == ["30.0"])
      #expect(abs(try #require(Double(table["loss"][0])) - 66.7) < 1e-9)
      let state = try #require(
        try JSONSerialization.jsonObject(with: Data(folder.read("out/state.json").utf8)) as? [String: Any])
      let market = try #require(state["market"] as? [String: Any])
      #expect(market["greatestAge"] as? String == "10" && market["tradesAfterLastPrice"] as? String == "0")
      #expect(market["lossVersusRebalancing"] as? String == table["loss"][0])
      for words in ["BESIDE THE MARKET", "Loss versus rebalancing: 66.7", "mean 10.0 s, greatest 10 s"] {
        #expect(done.printed.contains(words), "\(done.printed)")
      }
      #expect(try folder.read("out/replay.html").contains("<figure id=\"chart-rebalancing\""))
      #expect(done.printed.hasSuffix("replay.html, rebalancing.csv\n"))
    }

    @Test("Equal files give equal results, and take the place of those before")
    func determinism() throws {
      let folder = try TemporaryFolder()
      _ = try run(in: folder)
      let first = try Self.names.map { try folder.read("out/deep/\($0)") }
      #expect(try run(in: folder).status == 0)
      #expect(try Self.names.map { try folder.read("out/deep/\($0)") } == first)
    }

    @Test("The sample's venue is replayed")
    func sample() throws {
      let folder = try TemporaryFolder()
      let run = try run(Sample.venueJSON(), Sample.ordersCSV(), in: folder)
      try #require(run.status == 0, "\(run.errors)")
      let journal = try VenueJournal.replay(
        InputFile(path: folder.path("out/deep/journal.jsonl")), as: ConcentratedPool.self)
      let replay = try VenueReplay<ConcentratedPool>(
        journal.venue.terms, scale: TokenScale(decimals0: 18, decimals1: 6), orders: Sample.venueOrders())
      // The price of the file and of the sample are the same square root, so that everything is.
      #expect(journal.venue == replay.venue && journal.lines == replay.totals.taken + 1)
      #expect(try folder.read("out/deep/fills.csv") == FillTable.text(replay.records))
    }

    @Test("Bad data end with 65 and the place, and nothing is written")
    func badData() throws {
      for (venue, orders, words) in [
        ("{}", Self.orders, "venue.json:1:1: \"venue\" is missing; expected a text"),
        (
          Self.venue.replacing("3000", with: "1e6"), Self.orders,
          "venue.json:2:19: feeMillionths is 1000000.0; expected a whole number from 0 to 999,999"
        ),
        (
          Self.venue, Self.orders.replacing("Bob,token0", with: "Bob,ETH"),
          "orders.csv:3:35: pays is \"ETH\"; expected token0 or"
        ),
        (Self.venue, "time,action\n", "orders.csv:1:1: the file has no orders; expected at least one order"),
      ] {
        let folder = try TemporaryFolder()
        let run = try run(venue, orders, in: folder)
        #expect(run.status == 65 && run.errors.contains(words), "\(run.status) \(run.errors)")
        #expect(run.printed.isEmpty && folder.names == ["orders.csv", "venue.json"])
      }
    }

    @Test("Wrong use, absent files and places that cannot be written have codes of their own")
    func failures() throws {
      let folder = try TemporaryFolder()
      let venue = try folder.write("venue.json", Self.venue)
      let absent = try CommandRun(
        all: ["replay", "--venue", venue, "--orders", folder.path("none.csv"), "--out", folder.path("out")])
      #expect(absent.status == 66 && absent.errors.contains("none.csv: cannot be read: "), "\(absent.errors)")
      let both = try CommandRun(all: ["replay", "--venue", "-", "--orders", "-", "--out", folder.path("out")])
      #expect(both.status == 64 && both.errors.contains("only one file can be standard input"), "\(both.errors)")
      let piped = try CommandRun(
        all: ["replay", "--venue", venue, "--orders", "-", "--out", folder.path("piped")], input: Self.orders)
      #expect(piped.status == 0, "\(piped.errors)")
      try FileManager.default.createDirectory(atPath: folder.path("half/state.json"), withIntermediateDirectories: true)
      let half = try run(in: folder, out: "half")
      #expect(half.status == 73 && half.errors.contains("half/state.json: cannot be written: "), "\(half.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("half")) == ["state.json"])
    }
  }
#endif
