#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool pool")
  struct PoolCommandTests {
    private func replay(
      _ journal: (terms: PoolTerms, events: [PoolEvent]), _ options: [String] = []
    ) throws -> CommandRun {
      let folder = try TemporaryFolder()
      let path = try MadeUpPool.write(journal, to: folder)
      return try CommandRun(["pool", "--events", path] + options)
    }

    @Test("Says what each account and member has, who bore a loss, and that every law holds")
    func failure() throws {
      let journal = try MadeUpPool.failure()
      let run = try replay(journal)
      try #require(run.status == 0, "\(run.errors)")
      let lines = run.printed.split(separator: "\n").map(String.init)
      // Shares of ada and bob: 10⁸ and 5 · 10⁷, worth 99,533 and 49,766 of 149,300 at the low side. Of the loss of 180,000
      // margin takes 5,000, shares 49,766, the reserve 20,000 and ada's capital 99,533; 5,701 are assessed of ada, who owes
      // at most a tenth of what was paid in. In 300 s 3,000 of rewards are earned, by shares.
      let expected = [
        "lines            12", "time             2023-11-14T22:18:20Z", "capital          27.01 USDC",
        "escrow           70.00 USDC", "rewards          8640.00 USDC", "reserve          0.00 USDC",
        "margin           0.00 USDC", "value, low side  0.01 USDC", "value, high side 14.01 USDC",
        "open contracts   1, tickets waiting 2",
        "ada: paid in 1000.00 USDC, paid out 0.00 USDC, claim 0.01 USDC, result -999.99 USDC, reward 20.00 USDC, "
          + "40000000 of 100000000 shares wait to leave, losses borne 1052.34 USDC, assessed 57.01 USDC",
        "bob: paid in 500.00 USDC, paid out 0.00 USDC, claim 0.00 USDC, result -500.00 USDC, reward 10.00 USDC, "
          + "losses borne 547.66 USDC",
        "loss of 1800.00 USDC by bob: margin of the defaulter 50.00 USDC, shares of the defaulter 497.66 USDC, "
          + "reserve 200.00 USDC, capital 995.33 USDC, assessments 57.01 USDC",
        "alerts standing  none", "audit            every law holds",
      ]
      for (line, text) in zip(lines, expected) { #expect(line == text) }
      #expect(lines.count == expected.count + 2, "\(run.printed)")
      #expect(lines.dropLast().last?.hasPrefix("last line        ") == true)
      #expect(lines.last?.hasPrefix("state            ") == true)
    }

    @Test("The digest of the last line is what the next line names, and another is refused")
    func digest() throws {
      var journal = try MadeUpPool.failure()
      let next = PoolEvent(at: MadeUpPool.at(400), .gift(from: "x", assets: 5))
      let digest = MadeUpPool.lastLink(of: PoolJournal.text(journal.terms, journal.events + [next]))
      #expect(digest.count == 64)
      let run = try replay(journal, ["--digest", digest])
      #expect(run.status == 0 && run.printed.contains("\nlast line        \(digest)\n"), "\(run.printed)\(run.errors)")
      journal.events.removeLast()
      let cut = try replay(journal, ["--digest", digest])
      #expect(
        cut.status == 65 && cut.errors.contains("journal.jsonl:11:1:") && cut.errors.contains(digest), "\(cut.errors)")
      #expect(cut.output.isEmpty && cut.printed.isEmpty)
    }

    @Test("The state is written as canonical JSON with its digest")
    func state() throws {
      let journal = try MadeUpPool.failure()
      let run = try replay(journal)
      let state = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
      #expect(state["events"] as? String == "11" && state["time"] as? String == "1700000300")
      #expect(state["capital"] as? String == "2701" && state["escrow"] as? String == "7000")
      #expect(run.text.hasSuffix("}\n") && !run.text.dropLast().contains("\n"))
      var pool = try MutualPool(journal.terms)
      for event in journal.events { try pool.apply(event) }
      #expect(run.printed.hasSuffix("state            \(PoolJournal.digest(of: pool.eventValue))\n"))
    }

    @Test("Of many alerts the last twenty are told, the breaker's state, and that marks are stale")
    func alerts() throws {
      let run = try replay(try MadeUpPool.halts())
      let lines = run.printed.split(separator: "\n").map(String.init)
      // 12 raised and 11 cleared; the fourth is the first of the last twenty.
      let start = try #require(lines.firstIndex(of: "alerts           23, the last 20:"), "\(run.printed)\(run.errors)")
      #expect(lines[start + 1] == "clear            2023-11-15T02:13:20Z breaker 0.0")
      #expect(lines[start + 2] == "alert            2023-11-15T03:13:20Z breaker 1.0")
      #expect(lines[start + 20] == "alert            2023-11-15T21:13:20Z breaker 1.0")
      #expect(lines[start + 21] == "alerts standing  breaker")
      #expect(lines.contains("breaker          closed"), "\(run.printed)")
      // 100,000 + 3,000 + 11 · 100, less three at 12.00 or 8.00, marked 23 hours before.
      #expect(lines.contains("value, low side  1005.00 USDC"))
      #expect(lines.contains("value, high side 1017.00 USDC  (stale marks)"))
    }

    @Test("The first line that does not hold is named, and nothing is written")
    func badLine() throws {
      let folder = try TemporaryFolder()
      let text = PoolJournal.text(try MadeUpPool.terms(), try MadeUpPool.failure().events)
      let edited = try folder.write("edited.jsonl", text.replacingOccurrences(of: "\"50000\"", with: "\"50001\""))
      let run = try CommandRun(["pool", "--events", edited])
      #expect(run.status == 65 && run.errors.contains("edited.jsonl:4:"), "\(run.errors)")
      #expect(run.output.isEmpty && run.printed.isEmpty)
      let missing = try CommandRun(["pool", "--events", folder.path("gone.jsonl")])
      #expect(missing.status == 66 && missing.errors.contains("gone.jsonl: cannot be read: "), "\(missing.errors)")
    }
  }

  @Suite("The command tailpool pool mark")
  struct PoolMarkCommandTests {
    private func mark(_ options: [String]) throws -> (run: CommandRun, journal: String) {
      let folder = try TemporaryFolder()
      let path = try MadeUpPool.write(try MadeUpPool.marked(), to: folder)
      let chain = try folder.write("chain.csv", MadeUpPool.chain)
      let run = try CommandRun(
        ["pool", "mark", "--events", path, "--chain", chain, "--marks", "quotes"] + options)
      return (run, try folder.read("journal.jsonl"))
    }

    private func event(_ run: CommandRun) throws -> [String: Any] {
      let line = try #require(run.lines.last)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return try #require(object["event"] as? [String: Any])
    }

    @Test("Appends quotes, model values and Greeks as SciPy has them, and says what it did")
    func marks() throws {
      let (run, journal) = try mark(["--half-spread", "0.02", "--hedge-half-spread", "0.001", "--source", "a venue"])
      try #require(run.status == 0, "\(run.errors)")
      #expect(run.text.hasPrefix(journal) && run.lines.count == 8)
      let event = try event(run)
      #expect(event["action"] as? String == "mark" && event["time"] as? String == "1768555800")
      #expect(event["source"] as? String == "a venue")
      let contracts = try #require(event["contracts"] as? [[String: String]])
      try #require(contracts.count == 2)
      // Quotes times the spot of 90,000; the ask of the call is Black's 787.282 and 0.02 times the vega of 3,736.808.
      // Vegas are rounded up.
      #expect(contracts[0]["contract"] == "PUT" && contracts[0]["bid"] == "90000" && contracts[0]["ask"] == "112500")
      #expect(contracts[1]["contract"] == "CALL" && contracts[1]["bid"] == "72000" && contracts[1]["ask"] == "86202")
      #expect(contracts.map { $0["deltaMillionths"] } == ["-193888", "226663"])
      #expect(contracts.map { $0["vega"] } == ["340908", "373681"])
      let hedges = try #require(event["hedges"] as? [[String: String]])
      #expect(hedges == [["underlying": "BTC", "low": "4495500", "high": "4504500"]])
      // Two puts at 1,125.00 of those and three calls at 862.02.
      #expect(event["confidence"] as? String == "4652")
      // 1,000,000.00 + 2,000.00 + 2,400.00 − 45,000.00 in cash; 0.5 coin at 44,900.00, then at 44,955.00; options owed at
      // the ask: 2 · 1,100.00 + 3 · 900.00, then 2 · 1,125.00 + 3 · 862.02.
      let lines = run.printed.split(separator: "\n")
      try #require(lines.count == 4)
      #expect(lines[0] == "Marked at 2026-01-16T09:30:00Z: 2 contracts, 1 hedges")
      #expect(lines[1] == "quoted both ways 46.52% of the value at the ask")
      #expect(lines[2] == "capital          999400.00 USDC before, 999518.94 USDC after")
      #expect(lines[3].hasPrefix("Written: /") && lines[3].hasSuffix("/result"))
    }

    @Test("A hedge by futures is worth what it has gained since its entry")
    func futures() throws {
      let (run, _) = try mark(["--hedge-entry", "BTC=80000", "--hedge-half-spread", "0.001"])
      let hedges = try #require(try event(run)["hedges"] as? [[String: String]])
      #expect(hedges == [["underlying": "BTC", "low": "495500", "high": "504500"]])
      #expect(try event(run)["source"] as? String == "chain")
    }

    @Test("What is written is a journal that goes on, and is not taken when the digest is another's")
    func goesOn() throws {
      let (run, journal) = try mark([])
      let folder = try TemporaryFolder()
      let again = try CommandRun(["pool", "--events", folder.write("again.jsonl", run.text)])
      #expect(again.status == 0 && again.printed.contains("lines            8\n"), "\(again.errors)")
      let digest = MadeUpPool.lastLink(of: run.text)
      #expect(try mark(["--digest", digest]).run.status == 0)
      let other = try mark(["--digest", MadeUpPool.lastLink(of: journal)]).run
      #expect(
        other.status == 65 && other.output.isEmpty && other.errors.contains("journal.jsonl:7:1:"), "\(other.errors)")
    }

    /// Options and the words that refuse: a mark is old from three hours on.
    static let bad: [(options: [String], words: String)] = [
      (
        ["--as-of", "2026-01-16T12:30:00Z"],
        "the chains are of 2026-01-16T09:30:00Z, for marks at 2026-01-16T12:30:00Z; expected chains at most 10800 seconds "
          + "older and none later"
      ),
      (["--as-of", "2026-01-16T09:29:59Z"], "for marks at 2026-01-16T09:29:59Z"),
      (
        ["--hedge-entry", "BTC=1", "--correlation", "A,B=0.5", "--correlation", "B,A=0.5"], "the correlation of B and A"
      ),
    ]

    @Test("A chain that is late is refused in words, and nothing is written", arguments: bad.indices)
    func badInput(index: Int) throws {
      let (options, words) = Self.bad[index]
      let run = try mark(options).run
      #expect(run.status == 65 && run.errors.contains(words) && run.output.isEmpty, "\(run.errors)")
    }

    @Test("A chain that is a second short of old is taken")
    func youngEnough() throws {
      let run = try mark(["--as-of", "2026-01-16T12:29:59Z"]).run
      #expect(run.status == 0)
      // The event is of the chain's time, not of this one.
      #expect(try event(run)["time"] as? String == "1768555800")
    }

    @Test("Nothing is said where the journal itself goes to standard output")
    func standardOutput() throws {
      let folder = try TemporaryFolder()
      let path = try MadeUpPool.write(try MadeUpPool.marked(), to: folder)
      let chain = try folder.write("chain.csv", MadeUpPool.chain)
      let run = try CommandRun(all: [
        "pool", "mark", "--events", path, "--chain", chain, "--marks", "quotes", "--out", "-",
      ])
      #expect(run.status == 0 && run.printed.split(separator: "\n").count == 8 && !run.printed.contains("Marked"))
    }
  }
#endif
