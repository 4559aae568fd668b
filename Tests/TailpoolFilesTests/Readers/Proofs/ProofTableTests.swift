#if Command
  import TailpoolProofs
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  @Suite("Tables and documents of proofs")
  struct ProofTableTests {
    private func messages(_ body: () throws -> Void) -> [String] {
      do {
        try body()
        return []
      } catch let FileError.invalid(problems, _) {
        return problems.map { "\($0.line):\($0.column): \($0.message)" }
      } catch {
        return ["\(error)"]
      }
    }

    @Test("Margins by account, with other columns beside")
    func margins() throws {
      let table = try MarginTable(
        InputFile(name: "a.csv", text: "margin,account,desk,collateral\n5,ada,x,7\n0,bob,,18446744073709551615\n"))
      #expect(table.names == ["ada", "bob"] && table.margins == [5, 0] && table.collateral == [7, .max])
    }

    @Test("Every problem of a table of margins is told in its place")
    func wrongMargins() {
      let rows = "ada,1.5,-1\nada,18446744073709551616,nan\n,01,1\n"
      let found = messages {
        _ = try MarginTable(InputFile(name: "a.csv", text: "account,collateral,margin\n" + rows))
      }
      let places = found.map { $0.split(separator: " ", maxSplits: 1)[0] }
      #expect(places == ["2:5:", "2:9:", "3:1:", "3:5:", "3:26:", "4:2:"], "\(found)")
      #expect(found.first == "2:5: collateral \"1.5\"; expected whole base units from 0 to 2⁶⁴ − 1", "\(found)")
      for text in ["", "account,margin\na,1\n", "account,collateral,margin\n"] {
        #expect(messages { _ = try MarginTable(InputFile(name: "a.csv", text: text)) }.count == 1, "\(text)")
      }
    }

    @Test("Notes are elements of the group, and not the identity")
    func notes() throws {
      let secret = NoteSecret(from: try Entropy(bytes: [UInt8](repeating: 1, count: 32)))
      let note = MembershipNote(secret)
      let text = note.point.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      #expect(try NoteTable.read(InputFile(name: "n.csv", text: "note\n\(text)\n")) == [note])
      let zeros = String(repeating: "0", count: 64), ones = String(repeating: "f", count: 64)
      let found = messages {
        _ = try NoteTable.read(InputFile(name: "n.csv", text: "note\n\(zeros)\n\(ones)\n12\nzz\n\(text)0\n"))
      }
      #expect(found.count == 5 && found.allSatisfy { $0.contains("an element of 64 hexadecimal digits") }, "\(found)")
    }

    @Test(
      "Documents that are no JSON of texts, lists and objects, however deep, are refused",
      arguments: [
        "", "{", "{\"format\":1}", "[]", "\"a\"", "{\"format\":\"tailpool proof\",\"format\":\"tailpool proof\"}",
        "null",
        String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 50_000),
        "{\"format\":\"tailpool proof\",\"version\":\"1\",\"kind\":\"range\"}",
      ])
    func documents(text: String) {
      #expect(throws: (any Error).self) { try ProofDocumentReader.read(InputFile(name: "p.json", text: text)) }
    }
  }
#endif
