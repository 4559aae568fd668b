/// A chain of journal lines, each of which holds the digest of the line before.
///
/// A line is an object of two fields: `prev`, that digest in hexadecimal digits, and a value under a name of its own.
package struct EventChain: Sendable {
  /// The digest of some bytes.
  package typealias Digest = @Sendable (ArraySlice<UInt8>) -> [UInt8]

  /// Why a line does not follow.
  package enum Break: Error {
    /// A field is absent.
    case missing(field: String)
    /// `prev` is not the digest of the line before, which was expected.
    case broken(expected: String)
    /// There are other fields than two.
    case otherFields
  }

  private let hash: Digest
  /// The digest of the line before, in hexadecimal digits; zeros before the first.
  package private(set) var digest: String

  /// A chain before its first line.
  ///
  /// - Parameters:
  ///   - bytes: Bytes of a digest.
  ///   - hash: The digest of some bytes.
  package init(bytes: Int, hash: @escaping Digest) {
    self.hash = hash
    digest = EventChain.origin(bytes: bytes)
  }

  /// A chain after a line.
  ///
  /// - Parameters:
  ///   - digest: The digest of that line, in hexadecimal digits.
  ///   - hash: The digest of some bytes.
  package init(after digest: String, hash: @escaping Digest) {
    self.hash = hash
    self.digest = digest
  }

  /// What stands as digest of the line before the first.
  package static func origin(bytes: Int) -> String { String(repeating: "0", count: 2 * bytes) }

  /// The next line, without its line feed.
  package mutating func line(_ name: String, _ value: EventValue) -> String {
    let line = EventValue.fields([EventField("prev", digest), EventField(name, value)]).canonicalJSON
    digest = EventChain.hexadecimal(hash(Array(line.utf8)[...]))
    return line
  }

  /// The value of that name in the next line, whose bytes and content are given.
  package mutating func follow(
    _ name: String, in line: EventValue, bytes: ArraySlice<UInt8>
  ) throws(Break) -> EventValue {
    guard case .fields(let fields) = line else { throw .missing(field: "prev") }
    guard let before = fields.first(where: { $0.name == "prev" }) else { throw .missing(field: "prev") }
    guard case .text(let text) = before.value, text == digest else { throw .broken(expected: digest) }
    guard fields.count == 2 else { throw .otherFields }
    guard let field = fields.first(where: { $0.name == name }) else { throw .missing(field: name) }
    digest = EventChain.hexadecimal(hash(bytes))
    return field.value
  }

  /// The digest of a value's canonical JSON, in hexadecimal digits.
  package static func digest(of value: EventValue, hash: Digest) -> String {
    hexadecimal(hash(Array(value.canonicalJSON.utf8)[...]))
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    unsafe String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (index, byte) in bytes.enumerated() {
        unsafe text[2 * index] = digit(byte >> 4)
        unsafe text[2 * index + 1] = digit(byte & 15)
      }
      return 2 * bytes.count
    }
  }

  private static func digit(_ half: UInt8) -> UInt8 { half < 10 ? half &+ 48 : half &+ 87 }
}
