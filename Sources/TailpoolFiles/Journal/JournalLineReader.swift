#if Command
  import Foundation
  import TailpoolPools

  /// The bytes of a journal, whole in memory or read piece by piece.
  struct JournalBytes {
    let name: String
    private var buffer: [UInt8]
    private var start = 0
    private let handle: FileHandle?
    private var isAtEnd: Bool

    /// Bytes read at a time.
    private static let piece = 1 << 20

    init(_ file: InputFile) {
      (name, buffer, handle, isAtEnd) = (file.name, file.bytes, nil, true)
    }

    init(path: String) throws(FileError) {
      do {
        handle = path == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      } catch { throw .unreadable(path: path, reason: systemReason(error)) }
      (name, buffer, isAtEnd) = (path == "-" ? "standard input" : path, [], false)
    }

    /// The next line without its line feed, nil at the end; `isCut` tells of a last line without one.
    mutating func next() throws(FileError) -> (bytes: ArraySlice<UInt8>, isCut: Bool)? {
      var searched = start
      while true {
        if let end = buffer[searched...].firstIndex(of: .lineFeed) {
          let line = buffer[start..<end]
          start = end + 1
          return (line, false)
        }
        if isAtEnd {
          if start == buffer.count { return nil }
          let line = buffer[start...]
          start = buffer.count
          return (line, true)
        }
        searched = buffer.count - start
        buffer.removeFirst(start)
        start = 0
        try fill()
      }
    }

    private mutating func fill() throws(FileError) {
      do {
        let data = try handle?.read(upToCount: JournalBytes.piece) ?? Data()
        if data.isEmpty { isAtEnd = true }
        buffer.append(contentsOf: data)
      } catch { throw .unreadable(path: name, reason: systemReason(error)) }
    }
  }

  /// Reads a journal line by line and follows the chain of digests.
  struct JournalLineReader {
    private var source: JournalBytes
    /// The line read last, from 1.
    private(set) var line = 0
    /// The SHA-256 of the line read last.
    private(set) var digest = [UInt8](repeating: 0, count: 32)

    init(_ source: JournalBytes) { self.source = source }

    /// The value of that name in the next line, or nil at the end.
    mutating func next(_ name: String) throws(FileError) -> EventValue? {
      guard let (bytes, isCut) = try source.next() else { return nil }
      line += 1
      if isCut { throw failure("the line is cut off; expected a line feed at its end") }
      let value: EventValue
      if let plain = JournalValueParser.parse(bytes) { value = plain } else { value = try slowly(bytes) }
      let before = try member("prev", of: value)
      guard case .text(let text) = before, text == PoolJournal.hexadecimal(digest) else {
        throw failure(
          "the line does not follow the one before: it was edited, or lines were cut or moved; "
            + "expected prev \(PoolJournal.hexadecimal(digest))")
      }
      guard case .fields(let fields) = value, fields.count == 2 else {
        throw failure("the line has other fields; expected prev and one more")
      }
      digest = SHA256.digest(of: bytes)
      return try member(name, of: value)
    }

    private func member(_ name: String, of value: EventValue) throws(FileError) -> EventValue {
      guard case .fields(let fields) = value, let field = fields.first(where: { $0.name == name }) else {
        throw failure("the field \(name) is missing")
      }
      return field.value
    }

    func failure(_ message: String, column: Int = 1) -> FileError {
      .invalid([FileProblem(file: source.name, line: max(line, 1), column: column, message: message)], further: 0)
    }

    /// The value of a line that is not in the plain form, or where the line is wrong.
    private func slowly(_ bytes: ArraySlice<UInt8>) throws(FileError) -> EventValue {
      let piece = InputFile(name: source.name, bytes: bytes)
      var log = ProblemLog(piece)
      let node = JSONParser.parse(piece, log: &log)
      do { try log.check() } catch {
        guard case .invalid(let problems, _) = error, let problem = problems.first else { throw error }
        throw failure(problem.message, column: problem.column)
      }
      guard let node else { throw failure("the line holds no value; expected an object") }
      return try eventValue(node)
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

  /// Reads a line in the plain form that the writer gives it: printable ASCII, no escapes, no spaces between.
  ///
  /// Anything else is left to the general parser, which also says what is wrong.
  struct JournalValueParser {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    /// Depth of lists and objects in a line of the format, and one to spare.
    private static let greatestDepth = 6

    static func parse(_ bytes: ArraySlice<UInt8>) -> EventValue? {
      var parser = JournalValueParser(bytes: bytes, index: bytes.startIndex)
      guard let value = parser.value(depth: 0), parser.index == bytes.endIndex else { return nil }
      return value
    }

    private mutating func value(depth: Int) -> EventValue? {
      guard index < bytes.endIndex, depth < JournalValueParser.greatestDepth else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "\""): return text().map { .text($0) }
      case UInt8(ascii: "["):
        index += 1
        var values: [EventValue] = []
        if take(UInt8(ascii: "]")) { return .list(values) }
        while let item = value(depth: depth + 1) {
          values.append(item)
          if take(UInt8(ascii: "]")) { return .list(values) }
          guard take(UInt8(ascii: ",")) else { return nil }
        }
        return nil
      case UInt8(ascii: "{"):
        index += 1
        var fields: [EventField] = []
        if take(UInt8(ascii: "}")) { return .fields(fields) }
        fields.reserveCapacity(8)
        while let name = text(), take(UInt8(ascii: ":")), let item = value(depth: depth + 1) {
          // A name that stands twice is the general parser's to refuse.
          if fields.contains(where: { $0.name == name }) { return nil }
          fields.append(EventField(name, item))
          if take(UInt8(ascii: "}")) { return .fields(fields) }
          guard take(UInt8(ascii: ",")) else { return nil }
        }
        return nil
      default: return nil
      }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard index < bytes.endIndex, bytes[index] == byte else { return false }
      index += 1
      return true
    }

    private mutating func text() -> String? {
      guard take(UInt8(ascii: "\"")) else { return nil }
      let start = index
      while index < bytes.endIndex {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\"") {
          let text = String(decoding: bytes[start..<index], as: UTF8.self)
          index += 1
          return text
        }
        guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return nil }
        index += 1
      }
      return nil
    }
  }
#endif
