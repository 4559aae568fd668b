#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool cover pool")
  struct CoverPoolCommandTests {
    private func run(_ text: String, _ options: [String] = []) throws -> CommandRun {
      let folder = try TemporaryFolder()
      return try CommandRun(["cover", "pool", "--events", folder.write("journal.jsonl", text)] + options)
    }

    @Test("Says what each fund, member and cover has, and writes state, statements and audit")
    func account() throws {
      let (terms, events) = try Sample.coverYear()
      let pool = try CoverPool(terms, replaying: events)
      let run = try run(CoverJournal.text(terms, events))
      try #require(run.status == 0, "\(run.errors)")
      let lines = run.printed.split(separator: "\n").map(String.init)
      #expect(
        lines.first == "lines            \(events.count + 1)" && lines[1] == "time             2026-12-31T00:00:00Z")
      #expect(lines.count { $0.hasPrefix("cover ") && $0.contains(" of sample-") } == pool.covers.count)
      #expect(lines.contains("audit            every law holds"))
      let object = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
      #expect(object.keys.sorted() == ["audit", "covers", "members", "state"])
      #expect((object["audit"] as? [Any])?.isEmpty == true)
      #expect((object["covers"] as? [[String: Any]])?.count == pool.covers.count)
      let state = try #require(object["state"] as? [String: Any])
      #expect(state["cash"] as? String == "\(pool.totals.cash)" && state["events"] as? String == "\(events.count)")
      #expect(try run.text == pool.account().canonicalJSON + "\n")
      #expect(lines.last == "state            \(CoverJournal.digest(of: pool.eventValue))")
      // What a pool had before there were stakes in tranches and markets, it has without them.
      #expect(CoverJournal.digest(of: pool.eventValue).hasPrefix("f39a696c220ddf703e2850a389cb91fc"))
    }

    @Test("A journal with an event that is refused, or another last line, is bad data, and nothing is written")
    func refused() throws {
      let (terms, events) = try Sample.coverYear()
      let text = CoverJournal.text(terms, events + events.prefix(1))
      let twice = try run(text)
      #expect(twice.status == 65 && twice.output.isEmpty && twice.printed.isEmpty)
      #expect(twice.errors.contains("journal.jsonl:\(events.count + 2):1: the event is not taken"), "\(twice.errors)")
      let other = try run(CoverJournal.text(terms, events), ["--digest", String(repeating: "0", count: 64)])
      #expect(other.status == 65 && other.errors.contains("lines were cut off or added") && other.output.isEmpty)
      let absent = try CommandRun(["cover", "pool", "--events", "/no/such/journal"])
      #expect(absent.status == 66, "\(absent.errors)")
    }

    /// The sample's year, then two stakers in tranches, a cover on them, rewards, a floor and a market of shares.
    private func stakes() throws -> (terms: CoverTerms, events: [CoverEvent]) {
      let (terms, events) = try Sample.coverYear()
      let (time, day) = (try #require(events.last).time, Int64(86_400))
      let ladder = try MaturityLadder(trancheSeconds: 91 * day, trancheCount: 8, bucketSeconds: 28 * day)
      let tranche = ladder.tranche(at: time.secondsSinceEpoch)
      let rules = try RatchetMarketTerms(
        targetLiquidity: 50_000_000_000, inflowPerDay: 1_000_000_000, budgetInflowPerDay: 5_000_000_000,
        outflowPerDay: 1_000_000_000, cashReleasePerDay: 50_000_000_000, shareReleasePerDay: 1 << 60)
      let actions: [CoverAction] = [
        .openLadder(name: "ladder", ladder: ladder, reductionBasisPoints: 1_000, unit: 1_000_000),
        .stake(member: "sample-wren", fund: "ladder", tranche: tranche + 2, assets: 50_000_000_000, minimumShares: 1),
        .stake(member: "sample-finch", fund: "ladder", tranche: tranche + 5, assets: 50_000_000_000, minimumShares: 1),
        .reward(from: "sample-treasury", fund: "ladder", assets: 864_000_000, maximum: 1_000, target: 100_000_000_000),
        .setFloor(product: "custody", premium: 30_000_000, cover: 1_000_000_000),
        .buy(
          holder: "sample-ash", product: "custody", amount: 100_000_000_000, seconds: 90 * day,
          maximumPremium: 1_000_000_000),
        .openMarket(
          rules: rules,
          reserves: try RatchetReserves(cash: 50_000_000_000, sold: 55_000_000_000_000, bought: 65_000_000_000_000),
          budget: 0),
        .buyShares(member: "sample-robin", assets: 1_000_000_000, minimumShares: 1),
        .sellShares(member: "sample-robin", shares: 100_000_000_000, minimumAssets: 1),
        .takeReward(member: "sample-wren", fund: "ladder"),
      ]
      return (terms, events + actions.enumerated().map { CoverEvent(at: time.advanced(bySeconds: Int64($0)), $1) })
    }

    @Test("Says what stands in tranches, what a share is worth, and what a run would pay by each way out")
    func stakesAndShares() throws {
      let (terms, events) = try stakes()
      let pool = try CoverPool(terms, replaying: events)
      #expect(pool.audit().isEmpty)
      let text = CoverJournal.text(terms, events)
      let plain = try run(text)
      let lines = plain.printed.split(separator: "\n").map(String.init)
      #expect(lines.count { $0.hasPrefix("tranche ") && $0.contains(" of ladder, ") } == 2, "\(plain.printed)")
      #expect(
        lines.contains { $0.hasPrefix("share            book value ") } && lines.contains { $0.hasPrefix("market ") })
      #expect(try plain.text == pool.account().canonicalJSON + "\n")
      let asked = try run(
        text, ["--margin", "120000", "--known-loss", "250000", "--every", "3600", "--curve", "0.5,100000,250"])
      try #require(asked.status == 0, "\(asked.errors)")
      let value = try pool.shareValuation(
        riskMargin: 120_000_000_000,
        curve: BondingCurve(
          floor: 0.5, divisor: 100_000, sellSpreadBasisPoints: 250, cashDecimals: 6, shareDecimals: pool.shareDecimals),
        at: pool.time)
      let adjusted = try pool.amount(aShare: value.riskAdjustedBookValue)
      #expect(asked.printed.contains("after margin     \(adjusted) a share"))
      #expect(asked.printed.contains("bonding curve    "))
      let members = pool.funds[0].register.names.count
      for exit in ["cooldown", "ratchet market", "bonding curve"] {
        #expect(asked.printed.contains("run              through the \(exit): fair "), "\(asked.printed)")
      }
      #expect(
        asked.printed.split(separator: "\n").count { $0.hasPrefix("  sample-") } == 3 * members, "\(asked.printed)")
      let object = try #require(try JSONSerialization.jsonObject(with: asked.output) as? [String: Any])
      #expect(object.keys.sorted() == ["audit", "covers", "members", "runs", "state", "tranches", "valuation"])
      let valuation = try #require(object["valuation"] as? [String: String])
      #expect(valuation["riskAdjustedBookValue"] == "\(value.riskAdjustedBookValue)")
      let runs = try #require(object["runs"] as? [[String: Any]])
      let rows = runs.compactMap { ($0["run"] as? [String: Any])?["departures"] as? [[String: String]] }
      #expect(rows.count == 3 && rows.allSatisfy { $0.count == members })
      #expect(rows.flatMap { $0 }.allSatisfy { ($0["paid"] == "") == ($0["refusal"] != "") })
    }

    @Test("Options of shares that do not fit are refused before anything is printed")
    func badShareOptions() throws {
      let (terms, events) = try Sample.coverYear()
      let text = CoverJournal.text(terms, events)
      for options in [
        ["--known-loss", "1"], ["--every", "1"], ["--curve", "0.5,1,2"], ["--margin", "-1"], ["--margin", "x"],
        ["--margin", "0.1234567"], ["--margin", "1", "--curve", "0.5,1"], ["--margin", "1", "--curve", "0,1,2"],
        ["--margin", "1", "--curve", "nan,1,2"], ["--known-loss", "99999999", "--every", "1"],
        ["--known-loss", "1", "--every", "-1"],
      ] {
        let run = try run(text, options)
        #expect(run.status == 64 && run.printed.isEmpty && run.output.isEmpty, "\(options): \(run.errors)")
      }
    }

    @Test("A journal comes in by standard input, and the account goes out by standard output alone")
    func pipes() throws {
      let (terms, events) = try Sample.coverYear()
      let run = try CommandRun(
        all: ["cover", "pool", "--events", "-", "--out", "-"], input: CoverJournal.text(terms, events))
      let account = try CoverPool(terms, replaying: events).account()
      #expect(run.status == 0 && run.printed == account.canonicalJSON + "\n")
    }
  }
#endif
