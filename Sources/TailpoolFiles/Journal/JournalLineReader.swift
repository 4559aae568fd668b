#if Command
  import Foundation
  import TailpoolEvents
  import TailpoolProofs

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
    private var chain = EventChain(bytes: SHA256.count, hash: SHA256.digest)

    /// The SHA-256 of the line read last.
    var digest: String { chain.digest }

    init(_ source: JournalBytes) { self.source = source }

    /// The value of that name in the next line, or nil at the end.
    mutating func next(_ name: String) throws(FileError) -> EventValue? {
      guard let (bytes, isCut) = try source.next() else { return nil }
      line += 1
      if isCut { throw failure("the line is cut off; expected a line feed at its end") }
      let value: EventValue
      if let plain = EventValueParser.parse(bytes) { value = plain } else { value = try slowly(bytes) }
      do throws(EventChain.Break) { return try chain.follow(name, in: value, bytes: bytes) } catch {
        throw failure(text(error))
      }
    }

    private func text(_ reason: EventChain.Break) -> String {
      switch reason {
      case .missing(let field): "the field \(field) is missing"
      case .broken(let expected):
        "the line does not follow the one before: it was edited, or lines were cut or moved; expected prev \(expected)"
      case .otherFields: "the line has other fields; expected prev and one more"
      }
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
#endif
