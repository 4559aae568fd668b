#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolCommand

  @Suite("The command tailpool auction")
  struct AuctionCommandTests {
    private func run(_ orders: String, _ arguments: String, in folder: TemporaryFolder) throws -> CommandRun {
      try CommandRun(
        all: ["auction", "--orders", folder.write("orders.csv", orders), "--out", folder.path("out")]
          + arguments.split(separator: " ").map(String.init))
    }

    private func summary(_ folder: TemporaryFolder) throws -> [String: Any] {
      try #require(
        try JSONSerialization.jsonObject(with: Data(folder.read("out/summary.json").utf8)) as? [String: Any])
    }

    @Test("Prices and volumes of published auctions")
    func call() throws {
      for vector in try ReferenceCase.cases("pools/26_call_auction") {
        var orders = "order,time,participant,side,price,quantity\n"
        for (key, side) in [("bids", "buy"), ("asks", "sell")] {
          for (index, row) in vector.rows(key).enumerated() {
            orders += "\(index + (side == "buy" ? 0 : 100)),0,p,\(side),\(Int(row[0])),\(Int(row[1]))\n"
          }
        }
        let folder = try TemporaryFolder()
        let run = try run(orders, "--rule call --reference \(vector.units("ref"))", in: folder)
        try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        let auctions = try #require(try summary(folder)["auctions"] as? [[String: Any]])
        #expect(auctions.count == 1 && auctions[0]["price"] as? String == "\(vector.units("price"))", "\(vector)")
        #expect(auctions[0]["volume"] as? String == "\(vector.units("volume"))", "\(vector)")
        let fills = PlainTable(try folder.read("out/fills.csv"))
        let filled = zip(fills["side"], fills["filled"]).filter { $0.0 == "buy" }.compactMap { Int128($0.1) }
        #expect(filled.reduce(0, +) == vector.units("volume"), "\(vector)")
      }
    }

    @Test("Auctions at an interval, and the guard")
    func interval() throws {
      let folder = try TemporaryFolder()
      let orders = """
        order,time,participant,side,price,quantity
        1,100,Ada,buy,105,10
        2,109,Bob,sell,101,4
        3,131,Cyd,sell,market,9

        """
      let run = try run(orders, "--rule call --reference 100 --interval 10 --guard 99-103", in: folder)
      try #require(run.status == 0, "\(run.errors)")
      let fills = PlainTable(try folder.read("out/fills.csv"))
      #expect(
        fills["auction"]
          == ["1970-01-01T00:01:50Z", "1970-01-01T00:01:50Z", "1970-01-01T00:02:20Z", "1970-01-01T00:02:20Z"])
      #expect(fills["price"] == ["103", "103", "99", "99"] && fills["filled"] == ["4", "4", "6", "6"])
      #expect(
        fills["status"] == ["part", "filled", "filled", "part"] && fills["quote"] == ["412", "412", "594", "594"])
    }

    @Test("Claims and dust of sealed batches")
    func batch() throws {
      for vector in try ReferenceCase.cases("pools/27_batch_prorata_penumbra") {
        let rows = vector.rows("users").map { "u,\(Int($0[0])),\(Int($0[1]))\n" }.joined()
        let batch = vector.object("batch")
        let options =
          "--rule batch --received \(batch.units("lambda1")),\(batch.units("lambda2")) "
          + "--unfilled \(batch.units("unfilled1")),\(batch.units("unfilled2"))"
        let folder = try TemporaryFolder()
        let run = try run("participant,amount0,amount1\n" + rows, options, in: folder)
        try #require(run.status == 0, "\(run.errors)")
        let fills = PlainTable(try folder.read("out/fills.csv"))
        let expected = vector.rows("outputs")
        #expect(fills["out0"] == expected.map { "\(Int($0[0]))" } && fills["out1"] == expected.map { "\(Int($0[1]))" })
        let dust = try #require(try summary(folder)["dust"] as? [String: String])
        let left = vector.object("dust")
        #expect(dust == ["token0": "\(left.units("asset1"))", "token1": "\(left.units("asset2"))"], "\(vector)")
      }
    }

    @Test("Midpoint matches capped by balances")
    func midpoint() throws {
      for vector in try ReferenceCase.cases("pools/28_midpoint_cross_renegade") {
        let (buy, sell) = (vector.object("buy"), vector.object("sell"))
        let orders = """
          order,participant,side,amount,limit,balance
          1,Ada,buy,\(buy.units("amount")),\(buy.units("limit")),\(buy.units("balanceQuote"))
          2,Bob,sell,\(sell.units("amount")),\(sell.units("limit")),\(sell.units("balanceBase"))

          """
        let folder = try TemporaryFolder()
        let run = try run(orders, "--rule midpoint --price \(vector.units("midpoint"))", in: folder)
        try #require(run.status == 0, "\(run.errors)")
        let fills = PlainTable(try folder.read("out/fills.csv"))
        let isMatched = !(vector.fields["base"] is NSNull)
        #expect(fills["base"] == (isMatched ? ["\(vector.units("base"))"] : []), "\(vector)")
        #expect(fills["quote"] == (isMatched ? ["\(vector.units("quote"))"] : []), "\(vector)")
      }
    }

    @Test("The guide's auction, batch and cross give what it says")
    func guide() throws {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      let guide = try String(contentsOf: root.appendingPathComponent("Docs/Guides/Auctions.md"), encoding: .utf8)
      func blocks(_ language: String) -> [String] {
        guide.components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
      }
      let files = blocks("csv")
      try #require(files.count == 3)
      #expect(files[0] == Sample.auctionOrdersCSV())
      let folder = try TemporaryFolder()
      let call = try run(files[0], "--rule call --reference 100", in: folder)
      try #require(call.status == 0, "\(call.errors)")
      let summary = try folder.read("out/summary.json")
      #expect(blocks("json") == [summary])
      #expect(PlainTable(try folder.read("out/fills.csv"))["filled"] == ["50", "20", "0", "40", "30", "0"])
      let batch = try run(files[1], "--rule batch --received 0,1997 --unfilled 0,0", in: folder)
      try #require(batch.status == 0, "\(batch.errors)")
      #expect(PlainTable(try folder.read("out/fills.csv"))["out1"] == ["665", "665", "666"])
      let cross = try run(files[2], "--rule midpoint --price 7", in: folder)
      try #require(cross.status == 0, "\(cross.errors)")
      #expect(PlainTable(try folder.read("out/fills.csv"))["base"] == ["10"])
    }

    @Test("A file that is wrong and an auction that refuses end with 65, and nothing is written")
    func failures() throws {
      let folder = try TemporaryFolder()
      let header = "order,participant,side,amount,limit,balance\n"
      let wrong = try run(header + "1,Ada,buy,-5,1,nan\n", "--rule midpoint --price 5", in: folder)
      #expect(wrong.status == 65 && wrong.errors.contains("orders.csv:2:11: amount is"), "\(wrong.errors)")
      #expect(wrong.errors.contains("orders.csv:2:16: balance is"), "\(wrong.errors)")
      let refused = try run(header + "1,Ada,buy,5,1,1\n", "--rule midpoint --price 5 --guard 6-7", in: folder)
      #expect(
        refused.status == 65
          && refused.errors == "tailpool: the auction refuses: the price 5 lies outside of the guard from 6 to 7\n",
        "\(refused.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }
  }
#endif
