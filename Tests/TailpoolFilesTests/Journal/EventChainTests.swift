import TailpoolEvents
import Testing

@Suite("The chain of a journal's lines")
struct EventChainTests {
  /// Two bytes: how many there are, and their sum.
  private static let hash: EventChain.Digest = { bytes in
    [UInt8(truncatingIfNeeded: bytes.count), bytes.reduce(0) { $0 &+ $1 }]
  }

  private static func hash(of text: String) -> String {
    Self.hash(Array(text.utf8)[...]).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private func line(_ fields: [(String, String)]) -> EventValue {
    .fields(fields.map { EventField($0, EventValue.text($1)) })
  }

  @Test("A line says the digest of the one before it first, from the first on that of nothing")
  func writes() {
    var chain = EventChain(bytes: 2, hash: Self.hash)
    #expect(chain.digest == "0000" && EventChain.origin(bytes: 3) == "000000")
    let first = chain.line("terms", .text("a"))
    #expect(first == #"{"prev":"0000","terms":"a"}"# && chain.digest == Self.hash(of: first))
    let second = chain.line("event", .list([.text("b")]))
    #expect(second == "{\"prev\":\"\(Self.hash(of: first))\",\"event\":[\"b\"]}")
    #expect(chain.digest == Self.hash(of: second))
    // One that goes on from there, and one that reads the same lines, come to the same digest.
    var further = EventChain(after: Self.hash(of: first), hash: Self.hash)
    #expect(further.line("event", .list([.text("b")])) == second && further.digest == chain.digest)
    #expect(EventChain.digest(of: .text("€"), hash: Self.hash) == Self.hash(of: "\"€\""))
  }

  @Test("Every byte of a digest is two digits, the high half first")
  func hexadecimal() {
    let all = (0...255).map { UInt8($0) }
    let text = EventChain.digest(of: .text(""), hash: { _ in all })
    #expect(
      text
        == all.map { byte in
          let digits = String(byte, radix: 16)
          return byte < 16 ? "0" + digits : digits
        }.joined())
  }

  @Test("A line is followed in any order of its two fields, and gives the value named")
  func follows() throws {
    for fields in [[("prev", "0000"), ("event", "v")], [("event", "v"), ("prev", "0000")]] {
      var chain = EventChain(bytes: 2, hash: Self.hash)
      let bytes: [UInt8] = [7, 9, 11]
      #expect(try chain.follow("event", in: line(fields), bytes: bytes[1...]) == .text("v"))
      #expect(chain.digest == "0214", "\(chain.digest)")
    }
  }

  @Test("What breaks the chain is said, and leaves it where it was")
  func breaks() {
    let cases: [(EventValue, String)] = [
      (.text("a"), "missing prev"), (.list([]), "missing prev"), (line([("event", "v")]), "missing prev"),
      (line([("prev", "0001"), ("event", "v")]), "broken 0000"), (line([("prev", ""), ("event", "v")]), "broken 0000"),
      (.fields([EventField("prev", EventValue.list([])), EventField("event", EventValue.text("v"))]), "broken 0000"),
      (line([("prev", "0000")]), "other fields"), (line([("prev", "0000"), ("terms", "v")]), "missing event"),
      (line([("prev", "0000"), ("event", "v"), ("more", "")]), "other fields"),
    ]
    for (value, expected) in cases {
      var chain = EventChain(bytes: 2, hash: Self.hash)
      var found = "none"
      do throws(EventChain.Break) {
        _ = try chain.follow("event", in: value, bytes: [1, 2, 3])
      } catch {
        switch error {
        case .missing(let field): found = "missing \(field)"
        case .broken(let digest): found = "broken \(digest)"
        case .otherFields: found = "other fields"
        }
      }
      #expect(found == expected && chain.digest == "0000", "\(value.canonicalJSON): \(found), \(chain.digest)")
    }
  }
}
