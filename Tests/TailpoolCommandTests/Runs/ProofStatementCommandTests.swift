#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs
  import Testing
  import _TailpoolTestSupport

  @Suite("Proofs of margins, limits, matches and spendings by command")
  struct ProofStatementCommandTests {
    private static let instant = ["--as-of", "2026-12-01T00:00:00Z"]

    private func run(_ words: String, _ others: [String] = [], in folder: TemporaryFolder) throws -> CommandRun {
      let arguments = words.split(separator: " ").map(String.init).map { word in
        word.hasPrefix("@") ? folder.path(String(word.dropFirst())) : word
      }
      return try CommandRun(all: arguments + others)
    }

    private func margin(_ rows: String, _ others: [String] = [], in folder: TemporaryFolder) throws -> CommandRun {
      try folder.write("a.csv", "account,collateral,margin\n" + rows)
      return try run(
        "prove margin --accounts @a.csv --asset USDC --rule initial --pool A --out @m.json --opening @o.json",
        Self.instant + others, in: folder)
    }

    @Test("Margins of many accounts, committed to or public")
    func margins() throws {
      let folder = try TemporaryFolder()
      for (others, opened) in [([], "opens: 100, 80, 5, 5\n"), (["--public-margins"], "opens: 100, 5\n")] {
        let made = try margin("ada,100,80\nbob,5,5\n", others, in: folder)
        try #require(made.status == 0, "\(made.errors)")
        let document = try folder.read("m.json")
        #expect(document.contains("\"margin\":\"80\"") == !others.isEmpty && !document.contains("\"100\""))
        let held = try run("verify @m.json --opening @o.json", in: folder)
        #expect(held.status == 0 && held.printed.hasPrefix(opened), "\(held.printed) \(held.errors)")
        #expect(held.printed.contains("holds: each of 2 accounts of A has at least its margin in USDC"))
      }
      let other = try folder.read("m.json").replacingOccurrences(of: "\"5\"", with: "\"4\"")
      try folder.write("m.json", other)
      let refused = try run("verify @m.json", in: folder)
      #expect(refused.status == 65 && refused.errors.contains("range does not hold"), "\(refused.errors)")
      let short = try margin("ada,100,80\nbob,5,6\n", in: folder)
      #expect(short.status == 65 && short.errors.contains("statement of margin is not true"), "\(short.errors)")
      let wrong = try margin("ada,100,-1\nada,x,1\n", in: folder)
      #expect(
        wrong.status == 65 && wrong.errors.contains("a.csv:2:9") && wrong.errors.contains("a.csv:3:1"),
        "\(wrong.errors)")
    }

    @Test("Margins and utilization of a journal are those of the pool")
    func journal() throws {
      let folder = try TemporaryFolder()
      var made = try MadeUpPool.marked()
      let time = try #require(made.events.last).time
      made.events += [
        PoolEvent(at: time, .postMargin(participant: "bob", asset: "USDC", units: 5_000)),
        PoolEvent(
          at: time, .requireMargin([MarginRequirement(participant: "bob", initial: 5_000, maintenance: 4_000)])),
      ]
      _ = try MadeUpPool.write(made, to: folder)
      for (level, margin) in [("initial", "5000"), ("maintenance", "4000")] {
        let proved = try run(
          "prove margin --events @journal.jsonl --level \(level) --pool A --out @m.json --opening @o.json", in: folder)
        try #require(proved.status == 0, "\(proved.errors)")
        let held = try run("verify @m.json --opening @o.json", in: folder)
        #expect(
          held.printed.hasPrefix("opens: 5000, \(margin)\n") && held.printed.contains("1 account of A"),
          "\(held.printed)")
      }
      // Two puts lock 10,000 each, and three calls 1,000,000 each; the cash is what was paid in, the premiums, and less the hedge.
      let (locked, cash) = (2 * 10_000 + 3 * 1_000_000, 100_000_000 + 200_000 + 240_000 - 4_500_000)
      let basisPoints = (locked * 10_000 + cash - 1) / cash
      let words = "prove limit --events @journal.jsonl --pool A --out @l.json --opening @o.json --basis-points"
      let kept = try run("\(words) \(basisPoints)", in: folder)
      try #require(kept.status == 0, "\(kept.errors)")
      let held = try run("verify @l.json --opening @o.json", in: folder)
      #expect(held.printed.hasPrefix("opens: 3000000, 20000, \(cash)\n"), "\(held.printed)")
      let broken = try run("\(words) \(basisPoints - 1)", in: folder)
      #expect(broken.status == 65 && broken.errors.contains("statement of limit is not true"), "\(broken.errors)")
    }

    @Test("A limit of tables, with its capacity committed to or public")
    func limits() throws {
      let folder = try TemporaryFolder()
      try folder.write("u.csv", "name,amount\na,30\nb,50\n")
      try folder.write("c.csv", "name,amount\ncash,100\n")
      let words =
        "prove limit --used @u.csv --capacity @c.csv --asset USDC --pool A --out @l.json --opening @o.json --basis-points 8000"
      for (others, words2) in [([], "a committed amount of"), (["--public-capacity"], "100 USDC")] {
        let made = try run(words, Self.instant + others, in: folder)
        try #require(made.status == 0, "\(made.errors)")
        let held = try run("verify @l.json --opening @o.json", in: folder)
        #expect(held.status == 0 && held.printed.contains("at most 8000 basis points of \(words2)"), "\(held.printed)")
      }
      try folder.write("c.csv", "name,amount\ncash,100\nmore,1\n")
      let two = try run(words, Self.instant, in: folder)
      #expect(two.status == 65 && two.errors.contains("2 rows of the capacity; expected 1"), "\(two.errors)")
    }

    @Test("A match within balances and limits has a proof, and one beyond a limit has none")
    func matches() throws {
      let folder = try TemporaryFolder()
      func make(_ limit: Int, _ others: [String] = []) throws -> CommandRun {
        try folder.write(
          "m.csv", "name,amount\ntraded,10\nbuyer balance,25\nbuyer limit,\(limit)\nseller balance,10\nseller limit,7\n"
        )
        return try run(
          "prove match --amounts @m.csv --venue V --base BTC --quote USDC --price 7 --lot 3 --fee 2 --out @p.json --opening @o.json",
          Self.instant + others, in: folder)
      }
      for others in [[], ["--public-limits"]] {
        let made = try make(7, others)
        try #require(made.status == 0, "\(made.errors)")
        let held = try run("verify @p.json --opening @o.json", in: folder)
        #expect(held.status == 0 && held.printed.contains("at 7 USDC for 3 BTC and a fee of 2"), "\(held.errors)")
        #expect(
          held.printed.hasPrefix(others.isEmpty ? "opens: 10, 23, 25, 7, 10, 7\n" : "opens: 10, 23, 25, 10\n"),
          "\(held.printed)")
      }
      let beyond = try make(6)
      #expect(beyond.status == 65 && beyond.errors.contains("statement of match is not true"), "\(beyond.errors)")
    }

    @Test("Every match of a midpoint cross has a proof, and balances go from one to the next")
    func cross() throws {
      let folder = try TemporaryFolder()
      try folder.write(
        "orders.csv",
        "order,participant,side,amount,limit,balance\n1,Ada,buy,50,10,70\n2,Bob,sell,4,5,100\n3,Cyd,sell,100,7,100\n")
      let made = try run(
        "prove matches --orders @orders.csv --venue V --base BTC --quote USDC --price 7 --out @matches", Self.instant,
        in: folder)
      try #require(made.status == 0, "\(made.errors)")
      // Bob sells four and Ada has 42 left, for which Cyd sells six.
      for (number, opened) in [("0001", "4, 28, 70, 10, 100, 5"), ("0002", "6, 42, 42, 10, 100, 7")] {
        let held = try run("verify @matches/match-\(number).json --opening @matches/opening-\(number).json", in: folder)
        #expect(held.status == 0 && held.printed.hasPrefix("opens: \(opened)\n"), "\(held.printed) \(held.errors)")
      }
      let claims = try ["0001", "0002"].map { number in
        try ProofDocumentReader.read(InputFile(path: folder.path("matches/match-\(number).json")))
      }
      guard case .match(let first) = claims[0], case .match(let second) = claims[1] else { return }
      #expect(try second.statement.buyer.balance == first.statement.buyerBalanceAfter())
      #expect(!FileManager.default.fileExists(atPath: folder.path("matches/match-0003.json")))
    }

    @Test("A sealed order's note is spent once an auction, by a list that is the published one")
    func spendings() throws {
      let folder = try TemporaryFolder()
      var notes = "member,note\n"
      for index in 0..<3 {
        let made = try run("prove note --out @note --secret @secret\(index).json", in: folder)
        try #require(made.status == 0, "\(made.errors)")
        notes += "m\(index),\(try folder.read("note"))"
      }
      try folder.write("notes.csv", notes)
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("secret0.json"))
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      // What is spent for: the commitment to an order.
      let order = try OrderCommitment(
        to: Array("buy 10".utf8), domain: "orders", nonce: [UInt8](repeating: 7, count: 32),
        digest: CommitmentSHA256.self)
      func spend(_ index: Int, _ scope: String) throws {
        let made = try run(
          "prove spend --notes @notes.csv --secret @secret\(index).json --domain venue --out @s.json --message \(order.digits)",
          ["--scope", scope], in: folder)
        try #require(made.status == 0, "\(made.errors)")
      }
      let check = "verify @s.json --notes @notes.csv --register @register.json"
      try spend(1, "auction 7")
      #expect(try run(check, in: folder).status == 0)
      let again = try run(check, in: folder)
      #expect(again.status == 65 && again.errors.contains("has been spent in auction 7 before"), "\(again.errors)")
      try spend(1, "auction 7")
      #expect(try run(check, in: folder).status == 65)
      let before = try folder.read("register.json")
      try spend(2, "auction 8")
      let elsewhere = try run(check, in: folder)
      #expect(elsewhere.status == 65 && elsewhere.errors.contains("scope is not that"), "\(elsewhere.errors)")
      #expect(try folder.read("register.json") == before)
      try spend(2, "auction 7")
      #expect(try run(check, in: folder).status == 0)
      try folder.write("notes.csv", notes.split(separator: "\n").dropLast().joined(separator: "\n") + "\n")
      let fewer = try run("verify @s.json --notes @notes.csv", in: folder)
      #expect(fewer.status == 65 && fewer.errors.contains("list of notes is not that"), "\(fewer.errors)")
    }

    @Test("Options that say nothing of a kind of proof, or do not go together, are refused")
    func options() throws {
      let folder = try TemporaryFolder()
      _ = try margin("ada,1,1\n", in: folder)
      for option in ["register", "notes", "run", "files", "published", "sealed"] {
        let refused = try run("verify @m.json --\(option) @x", in: folder)
        #expect(
          refused.status == 64 && refused.errors.contains("--\(option) is not for this kind"),
          "\(option) \(refused.errors)")
      }
      for words in [
        "prove margin --pool A --out @m --opening @o", "prove margin --accounts @a.csv --pool A --out @m --opening @o",
        "prove margin --events @j --pool A --out @m --opening @o",
        "prove margin --accounts @a.csv --events @j --level initial --pool A --out @m --opening @o",
        "prove limit --used @u --pool A --basis-points 1 --out @m --opening @o",
        "prove limit --events @e --used @u --pool A --basis-points 1 --out @m --opening @o",
        "pool --events @j --prove-solvency @p", "quote --pool @j --chain @c --instrument I --size 1 --seal @s",
      ] {
        #expect(try run(words, in: folder).status == 64, "\(words)")
      }
    }
  }
#endif
