#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool auction blocks")
  struct AuctionBlocksCommandTests {
    /// The files of the sample, written once.
    private static let sample = Result {
      let folder = try TemporaryFolder()
      _ = try CommandRun(all: ["sample", "--out", folder.path("sample")])
      return folder
    }

    private func run(_ blocks: String, in folder: TemporaryFolder, _ more: [String] = []) throws -> CommandRun {
      let sample = try Self.sample.get().path("sample")
      return try CommandRun(
        all: [
          "auction", "blocks", "--pool", sample + "/pool-year.jsonl", "--chain", sample + "/chain.csv", "--history",
          sample + "/history.csv", "--volatility-history", sample + "/volatility-history.csv", "--scenarios", "2000",
          "--model", "gaussian", "--packages", folder.write("blocks.csv", blocks), "--out", folder.path("out"),
        ] + more)
    }

    private func summary(_ folder: TemporaryFolder) throws -> [String: Any] {
      try #require(
        try JSONSerialization.jsonObject(with: Data(folder.read("out/summary.json").utf8)) as? [String: Any])
    }

    @Test("The sample's blocks: what they exchange, what the pool takes, and what it leaves")
    func files() throws {
      let folder = try TemporaryFolder()
      let run = try run(Sample.blocksCSV(), in: folder)
      try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      let matches = PlainTable(try folder.read("out/matches.csv"))
      #expect(matches["first"] == ["1"] && matches["second"] == ["2"] && matches["packages"] == ["4"])
      let residuals = PlainTable(try folder.read("out/residuals.csv"))
      // Two packages are left of the first block: the pool buys the put, and sells the call.
      #expect(residuals["block"] == ["1", "1"] && residuals["quantity"] == ["2", "-2"])
      #expect(residuals["contract"] == ["BTC-30JAN26-86000-P", "BTC-23JAN26-96000-C"])
      let summary = try summary(folder)
      let blocks = try #require(summary["blocks"] as? [[String: Any]])
      #expect(blocks.compactMap { $0["left"] as? String } == ["0", "0", "1"])
      let premiums = residuals["premium"].compactMap { Int128($0) }
      #expect(blocks[0]["cost"] as? String == "\(premiums[1] - premiums[0])")
      #expect((blocks[2]["refused"] as? String)?.contains("its limit is 1") == true, "\(blocks)")
      #expect((summary["events"] as? [Any])?.count == 2 && (summary["audit"] as? [Any])?.isEmpty == true)
      // The guide's figures.
      #expect(run.printed.contains("4 packages, the second pays 299.44 USDC"), "\(run.printed)")
      #expect(run.printed.contains("the pool pays 125.77 USDC for the rest"), "\(run.printed)")
      #expect(run.printed.contains("block 1 and block 2: 4 packages") && run.printed.contains("every law holds"))
      #expect(run.printed.contains("block 3 of Cyd: 0 of 1 packages found; the pool refuses the rest"))
    }

    @Test("Wrong use and wrong files end with their exit codes, and nothing is written")
    func failures() throws {
      let folder = try TemporaryFolder()
      let header = "block,participant,legs,packages,minimum,limit\n"
      for (rows, words) in [
        ("1,Ada,1 X;2 X,1,,any\n", "blocks.csv:2:7: legs is"), ("1,Ada,0 X,1,,any\n", "legs is"),
        ("1,Ada,X,1,,any\n", "legs is"), ("1,Ada,1 X,0,,any\n", "blocks.csv:2:11: packages is"),
        ("1,Ada,1 X,1,2,any\n", "minimum is 2; expected at most the packages 1"),
        ("1,Ada,1 X,1,,nan\n", "limit is"), ("1,Ada,1 X,1,,any\n1,Bob,1 X,1,,any\n", "block 1 stands first in line 2"),
        ("", "the file has no orders"),
      ] {
        let run = try run(header + rows, in: folder)
        #expect(run.status == 65 && run.errors.filter { $0 != "\"" }.contains(words), "\(rows): \(run.errors)")
      }
      let unknown = try run(header + "1,Ada,1 X,1,,any\n", in: folder)
      #expect(unknown.status == 65 && unknown.errors.contains("X"), "\(unknown.errors)")
      #expect(
        refusal("auction blocks --pool p --packages b --out d")?.message.contains("--chain is missing") == true)
      #expect(
        refusal("auction blocks --pool p --packages b --out d --chain c --history h --arrivals 5")?.message.contains(
          "--arrivals is not for blocks") == true)
      #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }

    @Test("Refusals of blocks in words")
    func words() {
      for (refusal, words) in [
        (.noPackages(block: 7), "block 7 has no packages"), (.duplicateBlock(id: 7), "block 7 stands twice"),
        (.invalidLegs(block: 7), "block 7 has no legs, a leg of none, or a contract that stands twice"),
        (.minimumAbovePackages(block: 7), "block 7 has a least number above its packages"),
        (.tooManyContracts(block: 7), "block 7 has 4294967296 contracts of a leg or more"),
        (.unpriced(contract: "X"), "X has no value in the market"),
        (.quote(contract: "X", .worthless(bid: -1)), "X: is not quoted"),
        (.worseThanLimit(cost: 9, limit: -3), "the rest would cost 9 base units, its limit is -3"),
        (.overflow, "a number passes what is counted in"),
      ] as [(BlockRefusal, String)] {
        WordCase(refusal, "the blocks are not crossed: " + words).check()
      }
    }
  }
#endif
