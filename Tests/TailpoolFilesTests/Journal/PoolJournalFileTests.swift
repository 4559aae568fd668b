#if Command
  import Foundation
  import TailpoolFiles
  import TailpoolLedger
  import TailpoolMarket
  import TailpoolPoolEngine
  import Testing

  /// Journals longer than what is read of a file at once, which is a mebibyte.
  @Suite("A pool's journal in a file")
  struct PoolJournalFileTests {
    private static let opening = Timestamp(secondsSinceEpoch: 1_700_000_000)

    private func text() throws -> String {
      let terms = PoolTerms(asset: try Asset("USDC", decimals: 6), opening: Self.opening)
      let name = String(repeating: "n", count: 2_000)
      var events = [PoolEvent(at: Self.opening, .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0))]
      for index in 0..<600 {
        events.append(PoolEvent(at: Self.opening.advanced(bySeconds: Int64(index)), .gift(from: name, assets: 7)))
      }
      return PoolJournal.text(terms, events)
    }

    private func replay(_ text: some StringProtocol) throws -> PoolJournal.Replay {
      let path = FileManager.default.temporaryDirectory.appendingPathComponent("tailpool-\(UUID().uuidString)").path
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      defer { try? FileManager.default.removeItem(atPath: path) }
      return try PoolJournal.replay(path: path)
    }

    private func problem(_ text: some StringProtocol) -> FileProblem? {
      do {
        _ = try replay(text)
        return nil
      } catch FileError.invalid(let problems, _) {
        return problems.first
      } catch {
        return FileProblem(file: "", line: 0, column: 0, message: "\(error)")
      }
    }

    @Test("It replays as the same text does, whatever lines lie across two pieces of it")
    func whole() throws {
      let text = try text()
      #expect(text.utf8.count > 1 << 20)
      let (read, expected) = (try replay(text), try PoolJournal.replay(InputFile(name: "j", text: text)))
      #expect(read.pool == expected.pool && read.lines == 602 && read.digest == expected.digest)
      #expect(read.pool.cash() == 1_000_000_000 + 600 * 7)
    }

    @Test("A last line without its end, and a line that was changed beyond the first piece, are told by their number")
    func broken() throws {
      let text = try text()
      let cut = try #require(problem(text.dropLast()))
      #expect(cut.line == 602 && cut.message.hasPrefix("the line is cut off"), "\(cut)")
      var lines = text.split(separator: "\n").map(String.init)
      lines[559] = lines[559].replacing("\"assets\":\"7\"", with: "\"assets\":\"8\"")
      let changed = try #require(problem(lines.joined(separator: "\n") + "\n"))
      #expect(changed.line == 561 && changed.message.hasPrefix("the line does not follow"), "\(changed)")
      let empty = try #require(problem(""))
      #expect(empty.line == 1 && empty.message.hasPrefix("the journal is empty"), "\(empty)")
      #expect {
        try PoolJournal.replay(path: "/no/such/file")
      } throws: { error in
        guard case FileError.unreadable(path: "/no/such/file", let reason) = error else { return false }
        return !reason.isEmpty
      }
    }
  }
#endif
