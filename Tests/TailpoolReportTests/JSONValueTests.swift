import Foundation
import Testing

@testable import TailpoolReport

@Suite struct JSONValueTests {
  @Test func objectsAndRowsOfOneKeyAreJoined() {
    var root = JSONValue.object([:])
    root.insert(.array([.object(["a": .integer(1)])]), at: [.key("rows")])
    root.insert(.array([.object(["b": .integer(2)])]), at: [.key("rows")])
    root.insert(.null, at: [.key("later")])
    root.insert(.truth(true), at: [.key("later"), .key("there")])
    root.insert(.null, at: [.key("later")])
    root.insert(.integer(1), at: [.element(of: "list")])
    root.insert(.integer(2), at: [.element(of: "list")])
    #expect(
      root.text(isIndented: false) == #"{"later":{"there":true},"list":[1,2],"rows":[{"a":1,"b":2}]}"#)
  }

  @Test func textReadsBackToTheBit() throws {
    let numbers: [Double] = [
      0.1, 1e-300, -.leastNonzeroMagnitude, 1.7976931348623157e308, 123_456_789.125, 1e16, 0, -0.0,
    ]
    let strings = ["", "\"\\/\n\r\t\u{1}\u{0}", "é – 漢", MadeUpReport.hostileName]
    let value = JSONValue.object([
      "numbers": .array(numbers.map(JSONValue.number)), "strings": .array(strings.map(JSONValue.string)),
      "missing": .array([.number(.nan), .number(.infinity), .null]), "empty": .array([]), "none": .object([:]),
      "large": .unsigned(.max),
    ])
    for isIndented in [false, true] {
      let text = value.text(isIndented: isIndented)
      let read = try ReadJSON(Data(text.utf8))
      #expect(value.difference(from: read) == nil, "\(text)")
    }
  }
}
