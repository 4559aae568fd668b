#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs
  import Testing
  import _TailpoolTestSupport

  @Suite("The guide of proofs is run, line by line")
  struct ProofGuideTests {
    /// The blocks of the guide in order, with their languages.
    private func blocks() throws -> [(language: String, text: String)] {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      let guide = try String(contentsOf: root.appendingPathComponent("Docs/Guides/ProofOfSolvency.md"), encoding: .utf8)
      return guide.components(separatedBy: "```").enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { block in
        let lines = block.element.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(lines[0]), lines.count > 1 ? String(lines[1]) : "")
      }
    }

    /// The words of a line; quoted ones may have spaces.
    private func words(_ line: String) -> [String] {
      line.components(separatedBy: "\"").enumerated().flatMap { offset, piece in
        offset.isMultiple(of: 2) ? piece.split(separator: " ").map(String.init) : [piece]
      }
    }

    /// Runs a line in the folder; what it prints, and the code it ends with.
    private func run(_ line: String, in folder: TemporaryFolder) throws -> (printed: String, status: Int32) {
      let words = words(line)
      let folders = ["books", "sample", "salt"]
      let arguments = words.dropFirst(2).map { word in
        folders.contains { word == $0 || word.hasPrefix($0 + "/") } ? folder.path(word) : word
      }
      let run = try CommandRun(all: [words[1]] + arguments)
      return (run.printed.replacingOccurrences(of: folder.url.path + "/", with: "") + run.errors, run.status)
    }

    @Test("Every command gives what the guide prints after it")
    func commands() throws {
      let folder = try TemporaryFolder()
      var (printed, status): (String, Int32) = ("", 0)
      var shown = 0
      for block in try blocks() {
        switch block.language {
        case "hex": try folder.write("salt", block.text)
        case "sh":
          (printed, status) = ("", 0)
          for line in block.text.split(separator: "\n").map(String.init) {
            try #require(line.hasPrefix(".build/release/tailpool "), "\(line)")
            let result = try run(line, in: folder)
            printed += result.printed
            status = result.status
          }
        case "text":
          for line in block.text.split(separator: "\n") {
            #expect(printed.contains(line), "\(line) is not in \(printed)")
            shown += 1
          }
          #expect(status == (block.text.contains("tailpool: ") ? 65 : 0), "\(printed)")
        default: break
        }
      }
      #expect(shown >= 10)
    }

    @Test("The program of the guide checks the same files")
    func program() throws {
      let folder = try TemporaryFolder()
      let (terms, events) = try Sample.poolYear()
      try folder.write("journal.jsonl", PoolJournal.text(terms, events))
      let made = try CommandRun(
        all: [
          "pool", "--events", folder.path("journal.jsonl"), "--prove-solvency", folder.path("books"), "--name", "A",
          "--salt-secret", folder.path("salt"),
        ])
      try #require(made.status == 0, "\(made.errors)")
      let (solvency, member) = (folder.path("books/solvency.json"), folder.path("books/members/000003.json"))
      // guide: begin
      let published = try ProofDocumentReader.read(InputFile(path: solvency))
      try published.verify(notBefore: 1_768_521_600, entropy: .ofSystem())
      let own = try ProofDocumentReader.read(InputFile(path: member))
      try own.verify(entropy: .ofSystem())
      guard case .solvency(let claim) = published, case .member(let mine) = own else { return }
      print(mine.name, mine.inclusion.entry.balances, mine.inclusion.root == claim.statement.liabilities)
      // guide: end
      #expect(mine.inclusion.root == claim.statement.liabilities)
      let source = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
      let program = source.components(separatedBy: "// guide: begin\n")[1].components(separatedBy: "// guide: end")[0]
      func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      }
      let shown = try blocks().filter { $0.language == "swift" }.map { lines($0.text) }
      #expect(shown == [lines(program)])
    }
  }
#endif
