import TailpoolEvents
import Testing

/// A record of every kind of field.
private struct Sample: EventRecord, Equatable {
  var count: UInt64 = 0
  var note: String?
  var factor: Int64 = 3
  var parts: [Int128] = []

  static let blank = Sample()

  static func coded<Coder: EventFieldCoder>(_ record: Sample, by coder: inout Coder) throws(Coder.Failure) -> Sample {
    var made = Sample()
    try coder.version(1)
    made.count = try coder.field("count", record.count)
    made.note = try coder.field("note", optional: record.note)
    made.factor = try coder.field("factor", record.factor, unless: 3)
    made.parts = try coder.field("parts", record.parts)
    return try coder.made("the whole", made) { made.count == 13 ? nil : made }
  }
}

@Suite("Fields of a journal's records")
struct EventFieldCoderTests {
  private func read(_ fields: [(String, EventValue)]) throws(EventFormatError) -> Sample {
    try Sample(EventValue.fields(fields.map { EventField($0, $1) }))
  }

  private let plain: [(String, EventValue)] = [
    ("version", .text("1")), ("count", .text("5")), ("parts", .list([.text("-7"), .text("8")])),
  ]

  @Test("What is as usual is not written, and read as usual where it does not stand")
  func usual() throws {
    let usual = Sample(count: 5, note: nil, factor: 3, parts: [-7, 8])
    #expect(usual.eventValue.canonicalJSON == #"{"version":"1","count":"5","parts":["-7","8"]}"#)
    #expect(try read(plain) == usual)
    let other = Sample(count: 0, note: "", factor: -1, parts: [])
    #expect(
      other.eventValue.canonicalJSON == #"{"version":"1","count":"0","note":"","factor":"-1","parts":[]}"#)
    #expect(try Sample(other.eventValue) == other)
    // The usual value may stand, too.
    #expect(try read(plain + [("factor", .text("3"))]) == usual)
  }

  @Test("Each fault is told by its kind and its field")
  func faults() {
    func without(_ name: String) -> [(String, EventValue)] { plain.filter { $0.0 != name } }
    let cases: [([(String, EventValue)], EventFormatError)] = [
      (without("version"), .missing(field: "version")), (without("count"), .missing(field: "count")),
      (without("parts"), .missing(field: "parts")), (plain + [("more", .text("1"))], .unknown(field: "more")),
      (plain + [("b", .text("1")), ("a", .text("1"))], .unknown(field: "b")),
      (plain + [("count", .text("6"))], .invalid(field: "a name that stands twice")),
      (without("version") + [("version", .text("2"))], .unknownVersion("2")),
      (without("version") + [("version", .text("10"))], .unknownVersion("10")),
      (without("version") + [("version", .text("1 "))], .unknownVersion("1 ")),
      (without("version") + [("version", .text(""))], .unknownVersion("")),
      (without("version") + [("version", .list([]))], .invalid(field: "version")),
      (without("count") + [("count", .text("-5"))], .invalid(field: "count")),
      (without("count") + [("count", .list([]))], .invalid(field: "count")),
      (without("count") + [("count", .text("13"))], .invalid(field: "the whole")),
      (without("parts") + [("parts", .text("7"))], .invalid(field: "parts")),
      (without("parts") + [("parts", .list([.text("7"), .text("")]))], .invalid(field: "parts")),
      (plain + [("note", .list([]))], .invalid(field: "note")),
      (plain + [("factor", .text("x"))], .invalid(field: "factor")),
      ([], .missing(field: "version")),
    ]
    for (fields, expected) in cases {
      #expect(throws: expected, "\(fields.map(\.0))") { try read(fields) }
    }
    for value in [EventValue.text(""), .list([])] {
      #expect(throws: EventFormatError.missing(field: "version")) { try Sample(value) }
    }
  }

  @Test("Of more fields than a record can have the first unknown one is named, wherever it stands")
  func many() {
    for place in [0, 3, 62, 64, 70] {
      var fields = plain
      let more = (0..<80).map { ("x\($0)", EventValue.text("1")) }
      fields.insert(contentsOf: more.prefix(place), at: 0)
      let expected = place == 0 ? "y" : "x0"
      #expect(throws: EventFormatError.unknown(field: expected), "\(place)") { try read(fields + [("y", .text("1"))]) }
    }
  }
}
