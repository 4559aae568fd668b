#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool auction leakage")
  struct AuctionLeakageCommandTests {
    private func folder() throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      for file in try Sample.comparisonFiles() { _ = try folder.write(file.name, file.text) }
      try folder.write("waiting-trades.csv", Sample.waitingTradesCSV())
      return folder
    }

    private func run(
      _ folder: TemporaryFolder, venue: String = "constant-product",
      _ more: [String] = ["--capital", "1000000000000000000000,3000000000000"]
    ) throws -> CommandRun {
      try CommandRun(
        all: [
          "auction", "leakage", "--venue", folder.path("\(venue).json"), "--orders", folder.path("\(venue)-orders.csv"),
          "--trades", folder.path("waiting-trades.csv"), "--out", folder.path("out"),
        ] + more)
    }

    @Test("The sample's waiting trades: what the library says, by trade and rule")
    func files() throws {
      let folder = try folder()
      let run = try run(
        folder, ["--capital", "1000000000000000000000,3000000000000", "--refund-millionths", "900000"])
      try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted()
          == ["leakage.csv", "leakage.html", "trades.csv"])
      let (found, trades) = (
        PlainTable(try folder.read("out/leakage.csv")), PlainTable(try folder.read("out/trades.csv"))
      )
      #expect(found["rule"] == (0..<3).flatMap { _ in ["firstCome", "byCommitment", "batch"] })
      #expect(found["trade"] == ["1", "1", "1", "2", "2", "2", "3", "3", "3"])
      let gains = found["gain"].compactMap(Double.init)
      // Room below a trade's price is what leaks, and a random place or a batch leak less of it.
      #expect(gains.count == 9 && gains[0] > 10 * gains[3] && gains[1] < gains[0] / 6 && gains[2] < gains[0])
      // The guide's figures.
      #expect(gains[0] / 1e6 - 2_595 < 0.5 && (gains[2] / 1e6).rounded() == 1_209 && (gains[3] / 1e6).rounded() == 110)
      #expect((gains[6] / 1e15).rounded() == 375 && (gains[8] / 1e15).rounded() == 169)
      #expect(gains[1] == 0 && gains[4] == 0 && gains[7] == 0)
      #expect(trades["pays"] == ["token1", "token1", "token0"] && trades["refund"].allSatisfy { !$0.isEmpty })
      for (profit, (refund, kept)) in zip(trades["profit"], zip(trades["refund"], trades["kept"])) {
        #expect(UInt128(profit) == (UInt128(refund) ?? 0) + (UInt128(kept) ?? 1))
      }
      for (alone, least) in zip(trades["alone"], trades["least"]) {
        #expect(UInt128(alone) ?? 0 >= UInt128(least) ?? .max)
      }
      #expect(run.printed.contains("WHAT EACH RULE LEAKS") && run.printed.contains("REFUNDS OF TRADES BACK"))
      let plain = try self.run(folder)
      #expect(plain.status == 0 && !plain.printed.contains("REFUNDS"))
      #expect(PlainTable(try folder.read("out/trades.csv"))["refund"] == ["", "", ""])
    }

    @Test("Wrong use and wrong files end with their exit codes, and nothing is written")
    func failures() throws {
      let folder = try folder()
      #expect(try run(folder, ["--capital", "1"]).status == 64)
      #expect(try run(folder, ["--capital", "1,2", "--refund-millionths", "1000001"]).status == 64)
      let other = try run(folder, venue: "imbalance")
      #expect(other.status == 64 && other.errors.contains("the venue is of kind imbalance-impact"), "\(other.errors)")
      try folder.write("waiting-trades.csv", "trade,trader,pays,amount\n1,Ada,ether,5\n1,Ada,token0,0\n")
      let wrong = try run(folder)
      #expect(wrong.status == 65 && wrong.errors.contains("waiting-trades.csv:2:7: pays is"), "\(wrong.errors)")
      #expect(wrong.errors.contains("waiting-trades.csv:3:1: trade 1 stands first in line 2"), "\(wrong.errors)")
      #expect(wrong.errors.contains("waiting-trades.csv:3:14: amount is"), "\(wrong.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }
  }
#endif
