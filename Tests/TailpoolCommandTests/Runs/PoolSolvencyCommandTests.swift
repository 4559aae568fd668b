#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs
  import Testing
  import _TailpoolTestSupport

  @Suite("A pool's solvency from its journal")
  struct PoolSolvencyCommandTests {
    private func prove(_ folder: TemporaryFolder) throws -> CommandRun {
      try CommandRun(
        all: [
          "pool", "--events", folder.path("journal.jsonl"), "--prove-solvency", folder.path("books"), "--name",
          "Example Mutual", "--salt-secret", folder.path("salt"),
        ])
    }

    @Test("Claims, rewards, waiting money and margin are owed, and so is what open contracts cost")
    func liabilities() throws {
      let made = try MadeUpPool.marked()
      var pool = try MutualPool(made.terms, replaying: made.events)
      let time = pool.time
      try pool.apply(PoolEvent(at: time, .postMargin(participant: "bob", asset: "USDC", units: 5_000)))
      try pool.apply(PoolEvent(at: time, .requestEntry(participant: "cyd", assets: 7_000, minimumShares: 0)))
      let owed = try PoolLiabilities(pool)
      // At the low side each of two puts costs 110,000, each of three calls 90,000, and the hedge is worth 4,490,000.
      let statements = try pool.statements(at: time)
      let contracts: Int128 = 4_490_000 - 2 * 110_000 - 3 * 90_000
      #expect(owed.assets == ["USDC"] && owed.instant == time.secondsSinceEpoch)
      #expect(
        owed.holdings == [100_000_000 + 200_000 + 240_000 - 4_500_000 + 5_000 + 7_000 + contracts], "\(owed.holdings)")
      for (name, parts) in [("ada", ["claim"]), ("bob", ["margin"]), ("cyd", ["waiting"])] {
        let member = try #require(owed.members.first { $0.name == name })
        #expect(member.parts.map(\.purpose) == parts, "\(member)")
      }
      let claim = try #require(statements.first { $0.participant == "ada" }).claim
      let ada = try #require(owed.members.first { $0.name == "ada" })
      #expect(owed.balances(of: ada) == [Int128(claim)])
      let total = owed.members.reduce(Int128(0)) { $0 + owed.balances(of: $1)[0] }
      #expect(total <= owed.holdings[0] && total > owed.holdings[0] - 200_000, "\(total) of \(owed.holdings)")
      #expect(!owed.members.contains { $0.name == PoolLiabilities.others })
    }

    @Test("Contracts that cost more than they are worth are a row of their own")
    func contracts() throws {
      let made = try MadeUpPool.failure()
      let pool = try MutualPool(made.terms, replaying: made.events)
      let owed = try PoolLiabilities(pool)
      let others = try #require(owed.members.first { $0.name == PoolLiabilities.others })
      // Three puts cost 1,200 each, and the hedge is worth 900.
      #expect(owed.balances(of: others) == [3 * 1_200 - 900])
    }

    @Test("Proof, opening and a file a member, of which each leads to the published root")
    func files() throws {
      let folder = try TemporaryFolder()
      _ = try MadeUpPool.write(MadeUpPool.failure(), to: folder)
      let run = try prove(folder)
      try #require(run.status == 0, "\(run.errors)")
      let solvency = folder.path("books/solvency.json")
      let audited = try CommandRun(all: ["verify", solvency, "--opening", folder.path("books/opening.json")])
      #expect(
        audited.status == 0 && audited.printed.contains("Example Mutual has at least what it owes"), "\(audited.errors)"
      )
      let table = PlainTable(try folder.read("books/members.csv").replacingOccurrences(of: "\"", with: ""))
      #expect(table["member"].contains("ada") && table["member"].contains("carol"))
      for (name, file) in zip(table["member"], table["file"]) {
        let path = folder.path("books/\(file)")
        let held = try CommandRun(all: ["verify", path, "--published", solvency])
        #expect(held.status == 0 && held.printed.contains("holds: \(name) is owed"), "\(held.errors)")
        #expect(try folder.read("books/\(file)").utf8.count <= 3_072)
      }
      for (path, permissions) in [
        ("books/opening.json", 0o600), ("books/members.csv", 0o600), ("books/members", 0o700), ("salt", 0o600),
      ] {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(path))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == permissions, "\(path)")
      }
      // Again: the statements of the run before are not mixed with those of this one.
      let again = try prove(folder)
      #expect(again.status == 73 && again.errors.contains("statements of another run"), "\(again.errors)")
      try FileManager.default.removeItem(atPath: folder.path("books"))
      let secret = try folder.read("salt")
      let (third, kept) = (try prove(folder), try folder.read("salt"))
      #expect(third.status == 0 && kept == secret)
    }

    @Test("A member's file of another pool, instant, amount or part is refused, and so is another's published proof")
    func swapped() throws {
      let folder = try TemporaryFolder()
      _ = try MadeUpPool.write(MadeUpPool.failure(), to: folder)
      try #require(try prove(folder).status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("books/members"))
      let name = try #require(try names.first { try folder.read("books/members/\($0)").contains("\"ada\"") })
      let text = try folder.read("books/members/\(name)")
      for (old, new, words) in [
        ("Example", "Sample", "the pool is not that"),
        ("\"instant\":\"1", "\"instant\":\"2", "the instant is not that"),
        ("\"ada\"", "\"bob\"", "a member's leaf does not hold"), ("\"claim\"", "\"claims\"", ""),
        ("\"assets\":[\"USDC\"]", "\"assets\":[\"USDT\"]", "asset of a part is not that"),
      ] {
        try folder.write("m.json", text.replacingOccurrences(of: old, with: new))
        let run = try CommandRun(all: [
          "verify", folder.path("m.json"), "--published", folder.path("books/solvency.json"),
        ])
        #expect(
          run.status == (words.isEmpty ? 0 : 65) && (words.isEmpty || run.errors.contains(words)),
          "\(old): \(run.errors)")
      }
      let old = try folder.read("books/solvency.json")
      try FileManager.default.removeItem(atPath: folder.path("books"))
      try FileManager.default.removeItem(atPath: folder.path("salt"))
      try #require(try prove(folder).status == 0)
      try folder.write("old.json", old)
      let stale = try CommandRun(
        all: ["verify", folder.path("books/members/000000.json"), "--published", folder.path("old.json")])
      #expect(stale.status == 65 && stale.errors.contains("root is not that"), "\(stale.errors)")
    }
  }
#endif
