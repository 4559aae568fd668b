#if Journal
  import Crypto
  import TailpoolPools

  /// A pool's journal as JSON Lines, each line with the SHA-256 of the line before; the format is in Docs/PoolJournal.md.
  public enum PoolJournal {
    /// A pool replayed from its journal.
    public struct Replay: Sendable {
      /// The pool after the last line.
      public let pool: MutualPool
      /// Lines read, that of the terms included.
      public let lines: Int
      /// SHA-256 of the last line in hexadecimal digits: who keeps it finds out when lines are cut off the end.
      public let digest: String
    }

    /// What stands as digest of the line before the first.
    public static let origin = String(repeating: "0", count: 64)

    /// Writes a journal.
    ///
    /// - Parameters:
    ///   - terms: What the pool has agreed on.
    ///   - events: Its events in order.
    /// - Returns: The lines, each ended by a line feed.
    public static func text(_ terms: PoolTerms, _ events: some Sequence<PoolEvent>) -> String {
      var text = ""
      var digest = origin
      func append(_ name: String, _ value: EventValue) {
        let line = EventValue.fields([EventField("prev", .text(digest)), EventField(name, value)]).canonicalJSON
        digest = hexadecimal(SHA256.hash(data: Array(line.utf8)))
        text += line + "\n"
      }
      append("terms", terms.eventValue)
      for event in events { append("event", event.eventValue) }
      return text
    }

    /// Replays a journal from a path.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for standard input.
    ///   - digest: The SHA-256 that the last line must have, or nil when it is not known.
    /// - Throws: `FileError`, as below, or `.unreadable`.
    public static func replay(path: String, digest: String? = nil) throws(FileError) -> Replay {
      try replay(InputFile(path: path), digest: digest)
    }

    /// Replays a journal: every line is checked against the one before and applied.
    ///
    /// - Parameters:
    ///   - file: The bytes and the name that problems are reported under.
    ///   - expected: The SHA-256 that the last line must have, or nil when it is not known.
    /// - Returns: The pool after the last line.
    /// - Throws: `FileError.invalid` naming the first line that is cut, edited, out of its form, or refused by the pool.
    public static func replay(_ file: InputFile, digest expected: String? = nil) throws(FileError) -> Replay {
      var reader = LineReader(file: file)
      guard let first = try reader.next() else {
        throw reader.failure("the journal is empty; expected a line with the terms of the pool")
      }
      var pool: MutualPool
      do {
        pool = try MutualPool(PoolTerms(try reader.member("terms", of: first)))
      } catch let error as FileError {
        throw error
      } catch { throw reader.failure("the terms are not valid: \(error)") }
      while let line = try reader.next() {
        let value = try reader.member("event", of: line)
        do {
          try pool.apply(PoolEvent(value))
        } catch { throw reader.failure("the event is not taken: \(error)") }
      }
      if let expected, expected != reader.digest {
        throw reader.failure(
          "the last line has SHA-256 \(reader.digest); expected \(expected): lines were cut off or added")
      }
      return Replay(pool: pool, lines: reader.line, digest: reader.digest)
    }

    /// The SHA-256 of a value's canonical JSON, in hexadecimal digits.
    ///
    /// - Parameter value: The value.
    public static func digest(of value: EventValue) -> String {
      hexadecimal(SHA256.hash(data: Array(value.canonicalJSON.utf8)))
    }

    fileprivate static func hexadecimal(_ digest: SHA256Digest) -> String {
      let digits = Array("0123456789abcdef".utf8)
      var text: [UInt8] = []
      text.reserveCapacity(64)
      for byte in digest { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// Reads a journal line by line and follows the chain of digests.
  private struct LineReader {
    let file: InputFile
    /// The line read last, from 1.
    private(set) var line = 0
    /// The digest of the line read last.
    private(set) var digest = PoolJournal.origin
    private var index = 0

    init(file: InputFile) { self.file = file }

    /// The next line's object, or nil at the end.
    mutating func next() throws(FileError) -> EventValue? {
      guard index < file.bytes.count else { return nil }
      line += 1
      guard let end = file.bytes[index...].firstIndex(of: .lineFeed) else {
        throw failure("the line is cut off; expected a line feed at its end")
      }
      let bytes = file.bytes[index..<end]
      index = end + 1
      let piece = InputFile(name: file.name, bytes: bytes)
      var log = ProblemLog(piece)
      let node = JSONParser.parse(piece, log: &log)
      do { try log.check() } catch {
        guard case .invalid(let problems, _) = error, let problem = problems.first else { throw error }
        throw failure(problem.message, column: problem.column)
      }
      guard let node else { throw failure("the line holds no value; expected an object") }
      let value = try eventValue(node)
      guard case .text(let before) = try member("prev", of: value), before == digest else {
        throw failure(
          "the line does not follow the one before: it was edited, or lines were cut or moved; expected prev \(digest)")
      }
      guard case .fields(let fields) = value, fields.count == 2 else {
        throw failure("the line has other fields; expected prev and one more")
      }
      digest = PoolJournal.hexadecimal(SHA256.hash(data: bytes))
      return value
    }

    func member(_ name: String, of value: EventValue) throws(FileError) -> EventValue {
      guard case .fields(let fields) = value, let field = fields.first(where: { $0.name == name }) else {
        throw failure("the field \(name) is missing")
      }
      return field.value
    }

    func failure(_ message: String, column: Int = 1) -> FileError {
      .invalid([FileProblem(file: file.name, line: max(line, 1), column: column, message: message)], further: 0)
    }

    private func eventValue(_ node: JSONNode) throws(FileError) -> EventValue {
      switch node.value {
      case .string(let text): return .text(text)
      case .array(let nodes):
        var values: [EventValue] = []
        values.reserveCapacity(nodes.count)
        for node in nodes { values.append(try eventValue(node)) }
        return .list(values)
      case .object(let members):
        var fields: [EventField] = []
        fields.reserveCapacity(members.count)
        for member in members { fields.append(EventField(member.name, try eventValue(member.node))) }
        return .fields(fields)
      default:
        throw failure("\(node.value.kind) is not in quotes; expected texts, lists and objects", column: node.offset + 1)
      }
    }
  }
#endif
