#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool auction venue")
  struct AuctionVenueCommandTests {
    private func journal() throws -> (lines: String, digest: String) {
      let (terms, events) = try Sample.auctionVenue(CommitmentSHA256.self)
      return AuctionJournal.text(terms, events)
    }

    @Test("The sample's hour: files, statements that add up, and what the library says")
    func files() throws {
      let (folder, journal) = (try TemporaryFolder(), try journal())
      let path = try folder.write("journal.jsonl", journal.lines)
      let run = try CommandRun(
        all: ["auction", "venue", "--events", path, "--digest", journal.digest, "--out", folder.path("out")])
      try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      let names = ["auction.html", "execution.csv", "fills.csv", "orders.csv", "state.json"]
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted() == names)
      let replay = try AuctionJournal.replay(path: path)
      let history = replay.history
      #expect(try folder.read("out/state.json") == history.eventValue.canonicalJSON + "\n")
      let state = try #require(
        try JSONSerialization.jsonObject(with: Data(folder.read("out/state.json").utf8)) as? [String: Any])
      #expect((state["audit"] as? [Any])?.isEmpty == true && (state["participants"] as? [Any])?.count == 6)
      #expect(
        state.keys.sorted() == ["auctions", "audit", "events", "participants", "state", "terms", "version"])
      let fills = PlainTable(try folder.read("out/fills.csv"))
      let volume = history.auctions.reduce(UInt128(0)) { $0 + $1.volume }
      #expect(
        zip(fills["side"], fills["quantity"]).filter { $0.0 == "buy" }.compactMap { UInt128($0.1) }.reduce(0, +)
          == volume)
      let orders = PlainTable(try folder.read("out/orders.csv"))
      #expect(orders["order"].count == history.orders.count && orders["status"].filter { $0 == "forfeited" }.count == 1)
      #expect(orders["sealed"].filter { $0 == "true" }.count == 12)
      let cost = PlainTable(try folder.read("out/execution.csv"))
      let reports = try history.executionReports(horizonSeconds: 300).reports
      #expect(cost["participant"] == reports.map(\.participant) && cost["leakage"] == reports.map { "\($0.leakage)" })
      #expect(cost["markout"] == reports.map { "\($0.markout)" })
      #expect(run.printed.contains("last line of the journal: \(journal.digest)"))
      #expect(run.printed.contains("state: \(AuctionJournal.digest(of: history.venue.eventValue))"))
      #expect(run.printed.contains("every law holds") && run.printed.contains("WHAT TRADING COST, AND WHAT LEAKED"))
      let other = try CommandRun(
        all: ["auction", "venue", "--events", path, "--horizon-seconds", "0", "--out", folder.path("other")])
      #expect(other.status == 0)
      #expect(PlainTable(try folder.read("other/execution.csv"))["markout"] != cost["markout"])
      #expect(PlainTable(try folder.read("other/execution.csv"))["leakage"] == cost["leakage"])
    }

    @Test("The guide's numbers are what the commands say, and its files those of the sample")
    func guide() throws {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      let guide = try String(contentsOf: root.appendingPathComponent("Docs/Guides/AuctionVenue.md"), encoding: .utf8)
      let blocks = guide.components(separatedBy: "```csv\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
      #expect(blocks == [Sample.waitingTradesCSV(), Sample.blocksCSV()])
      let (folder, journal) = (try TemporaryFolder(), try journal())
      let path = try folder.write("journal.jsonl", journal.lines)
      let history = try AuctionJournal.replay(path: path).history
      let traded = history.auctions.filter { $0.volume > 0 }
      let volume = traded.reduce(0) { $0 + $1.volume }
      #expect(traded.count == 11 && guide.contains("Eleven of twelve auctions trade, \(volume) units in all"))
      func grouped(_ value: Int128) -> String {
        let digits = "\(value.magnitude)"
        return (value < 0 ? "−" : "")
          + (digits.count > 3 ? "\(digits.dropLast(3)),\(digits.suffix(3))" : digits)
      }
      for report in try history.executionReports(horizonSeconds: 300).reports
      where ["Dee", "Fay"].contains(report.participant) {
        let rate = String(format: "%.1f %%", 100 * report.fillRate)
        let cells = [
          report.participant, rate, grouped(report.shortfall), grouped(report.leakage), grouped(report.markout),
        ]
        #expect(guide.contains("| " + cells.joined(separator: " | ") + " |"), "\(cells)")
      }
      let dee = try #require(history.statements().first { $0.participant == "Dee" })
      #expect(guide.contains("a bond of \(grouped(Int128(try dee.forfeited.narrowed())))"))
    }

    @Test("A journal comes in by standard input, and nothing is written where no folder is named")
    func pipes() throws {
      let run = try CommandRun(all: ["auction", "venue", "--events", "-"], input: try journal().lines)
      #expect(run.status == 0 && !run.printed.contains("Written"), "\(run.errors)")
    }

    @Test("A journal that was edited, cut or refused is bad data, and nothing is written")
    func refused() throws {
      let (folder, journal) = (try TemporaryFolder(), try journal())
      func run(_ text: String, _ more: [String] = []) throws -> CommandRun {
        try CommandRun(
          all: ["auction", "venue", "--events", folder.write("journal.jsonl", text), "--out", folder.path("out")] + more
        )
      }
      let edited = try run(journal.lines.replacing("\"quote\":\"1200000\"", with: "\"quote\":\"1200001\""))
      #expect(edited.status == 65 && edited.errors.contains("journal.jsonl:3:1: the line does not follow"))
      let cut = try run(
        journal.lines.split(separator: "\n").dropLast().map { "\($0)\n" }.joined(), ["--digest", journal.digest])
      #expect(cut.status == 65 && cut.errors.contains("lines were cut off or added"), "\(cut.errors)")
      let (terms, events) = try Sample.auctionVenue(CommitmentSHA256.self)
      let late = try run(AuctionJournal.text(terms, events + events.prefix(1)).lines)
      #expect(late.status == 65 && late.errors.contains("the event is not taken: timeRunsBack"), "\(late.errors)")
      #expect(try run("").status == 65)
      #expect(try CommandRun(all: ["auction", "venue", "--events", "/no/such/journal"]).status == 66)
      #expect(try run(journal.lines, ["--horizon-seconds", "9223372036854775807"]).status == 65)
      #expect(refusal("auction venue --events e --horizon-seconds -1")?.status == 64)
      #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }
  }
#endif
