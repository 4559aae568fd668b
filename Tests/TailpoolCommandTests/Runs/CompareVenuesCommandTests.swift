#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool compare-venues")
  struct CompareVenuesCommandTests {
    private static let kinds = ["constant-product", "concentrated", "imbalance"]

    private func folder() throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      for file in try Sample.comparisonFiles() { _ = try folder.write(file.name, file.text) }
      return folder
    }

    private func run(_ kinds: [String], in folder: TemporaryFolder, _ more: [String]) throws -> CommandRun {
      try CommandRun(
        all: ["compare-venues"]
          + kinds.flatMap {
            ["--venue", folder.path("\($0).json"), "--orders", folder.path("\($0)-orders.csv")]
          } + [
            "--trades", folder.path("trades.csv"), "--prices", folder.path("prices.csv"), "--out", folder.path("out"),
          ]
          + more)
    }

    @Test("The sample's week through three venues: one row a venue, and what the library says")
    func files() throws {
      let folder = try folder()
      let run = try run(Self.kinds, in: folder, ["--arbitrageur", "arb", "--sizes", "1,10"])
      try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted() == [
          "comparison.csv", "comparison.html", "sizes.csv",
        ])
      let table = PlainTable(try folder.read("out/comparison.csv"))
      #expect(table["venue"] == Self.kinds)
      #expect(table["kind"] == ["constant-product", "concentrated-liquidity", "imbalance-impact"])
      #expect(table["refused"] == ["0", "0", "0"])
      for column in ["fees", "loss", "result", "againstHolding", "costOfTraders", "volume0"] {
        #expect(table[column].allSatisfy { Double($0)?.isFinite == true }, "\(column)")
      }
      for (result, (fees, loss)) in zip(table["result"], zip(table["fees"], table["loss"])) {
        #expect(Double(result) == (Double(fees) ?? .nan) - (Double(loss) ?? .nan))
      }
      let sizes = PlainTable(try folder.read("out/sizes.csv"))
      #expect(sizes["venue"] == Self.kinds.flatMap { [$0, $0] } && sizes["size"].prefix(2) == ["1.0", "10.0"])
      // What the library says of the first.
      let description = try VenueReader.read(path: folder.path("constant-product.json"))
      let terms = try #require(description.terms as? ConstantProductTerms)
      let trades = try TradesReader.read(path: folder.path("trades.csv"))
      let prices = try PriceSeriesReader.read(path: folder.path("prices.csv"))
      var replay = try VenueReplay<ConstantProductPool>(terms, scale: description.scale)
      replay.run(
        try OrdersReader.read(path: folder.path("constant-product-orders.csv"), as: ConstantProductEvent.self), trades,
        beside: prices, arbitrageur: "arb")
      let found = try replay.comparison("constant-product", beside: prices, arbitrageur: "arb", sizes: [1, 10])
      #expect(table["fees"][0] == "\(found.fees)" && table["loss"][0] == "\(found.loss)")
      #expect(table["costOfTraders"][0] == "\(found.costOfTraders)" && table["trades"][0] == "\(found.trades)")
      let row = try #require(found.sizes.first)
      #expect(sizes["purchase"][0] == "\(row.purchase ?? .nan)" && sizes["sale"][0] == "\(row.sale ?? .nan)")
      #expect(sizes["splitting"][0] == "\(row.splitting ?? .nan)")
      #expect(run.printed.contains("WHAT LIQUIDITY CAME TO") && run.printed.contains("imbalance"))
      #expect(try folder.read("out/comparison.html").contains("Fees less loss"))
    }

    @Test("The guide's table is what the command says")
    func guide() throws {
      let folder = try folder()
      try #require(
        try run(Self.kinds, in: folder, ["--arbitrageur", "arb", "--sizes", "0.1,1,10,100"]).status == 0)
      let (venues, sizes) = (
        PlainTable(try folder.read("out/comparison.csv")), PlainTable(try folder.read("out/sizes.csv"))
      )
      let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Docs/Guides/VenuesSideBySide.md")
      let guide = try String(contentsOf: path, encoding: .utf8)
      func whole(_ text: String) -> String {
        let value = Int((Double(text) ?? .nan).rounded())
        let digits = "\(abs(value))"
        let grouped = digits.count > 3 ? "\(digits.dropLast(3)),\(digits.suffix(3))" : digits
        return (value < 0 ? "−" : "") + grouped
      }
      for row in 0..<3 {
        let cells =
          [venues["trades"][row]]
          + ["fees", "loss", "result", "costOfTraders"].map { whole(venues[$0][row]) }
          + (1...3).map { index -> String in
            let part = 100 * (Double(sizes["purchase"][4 * row + index]) ?? .nan)
            return String(format: part >= 10 ? "%.1f %%" : "%.2f %%", part)
          }
        #expect(guide.contains("| " + cells.joined(separator: " | ") + " |"), "\(cells)")
      }
    }

    @Test("Wrong use and wrong files end with their exit codes, and nothing is written")
    func failures() throws {
      let folder = try folder()
      let none = ["--sizes", "0"]
      #expect(try run(["imbalance"], in: folder, none).status == 64)
      let odd = try CommandRun(
        all: [
          "compare-venues", "--venue", folder.path("imbalance.json"), "--venue", folder.path("concentrated.json"),
          "--orders", folder.path("imbalance-orders.csv"), "--trades", folder.path("trades.csv"), "--prices",
          folder.path("prices.csv"), "--out", folder.path("out"),
        ])
      #expect(odd.status == 64 && "\(odd.errors)".contains("2 venues and 1 files of orders"), "\(odd.errors)")
      _ = try folder.write(
        "constant-product.json",
        """
        {"venue": "constant-product", "token0": "BTC", "token1": "USDC", "feeMillionths": 0, "protocolFee": "none",
         "opening": "2026-01-08T00:00:00Z"}
        """)
      let pair = try run(["imbalance", "constant-product"], in: folder, [])
      #expect(pair.status == 64 && "\(pair.errors)".contains("must trade the same"), "\(pair.errors)")
      _ = try folder.write("trades.csv", "time,trader,side,amount0\n2020-01-01T00:00:00Z,a,buy,1\n")
      let early = try run(["imbalance"], in: folder, [])
      #expect(early.status == 65 && "\(early.errors)".contains("the first price is at"), "\(early.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }
  }
#endif
