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
