import Testing

@testable import TailpoolFiles

/// A bad file: `§` marks where each problem is to be reported, and is taken out before the file is read.
struct Hostile: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let places: [Place]
  let messages: [String]
  var testDescription: String { name }

  struct Place: Equatable, Sendable {
    let line: Int
    let column: Int
  }

  /// A text with marks, and a piece of the message of each.
  init(_ name: String, _ marked: String, _ messages: String...) {
    var text = String.UnicodeScalarView()
    var places: [Place] = []
    var (line, column) = (1, 1)
    for scalar in marked.unicodeScalars {
      if scalar == "§" {
        places.append(Place(line: line, column: column))
        continue
      }
      text.append(scalar)
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    self.name = name
    self.messages = messages
    self.places = places
    bytes = Array(String(text).utf8)
  }

  /// Bytes with one place told in numbers.
  init(_ name: String, bytes: [UInt8], line: Int, column: Int, _ message: String) {
    self.name = name
    self.bytes = bytes
    places = [Place(line: line, column: column)]
    messages = [message]
  }

  /// Expects that a reader rejects the file at exactly the marked places.
  func expectRejection(
    sourceLocation: SourceLocation = #_sourceLocation, _ read: (InputFile) throws -> some Any
  ) {
    do {
      let value = try read(InputFile(name: "bad", bytes: bytes))
      Issue.record("\(name) was accepted: \(value)", sourceLocation: sourceLocation)
    } catch FileError.invalid(let problems, let further) {
      let found = problems.map { Place(line: $0.line, column: $0.column) }
      #expect(found == places, "\(problems)", sourceLocation: sourceLocation)
      #expect(further == 0, sourceLocation: sourceLocation)
      for (problem, message) in zip(problems, messages) {
        #expect(problem.message.contains(message), sourceLocation: sourceLocation)
        #expect(problem.message.contains("; expected "), sourceLocation: sourceLocation)
        #expect(problem.file == "bad", sourceLocation: sourceLocation)
      }
      #expect(messages.count == places.count, sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(name): \(error)", sourceLocation: sourceLocation)
    }
  }
}
