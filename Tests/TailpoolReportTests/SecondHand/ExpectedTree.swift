import Foundation

/// A tree of JSON as another hand expects it: `{"value": 1.5, "within": 1e-6}` for a number, `{"notSaid": "why"}` for what is not
/// said; all else as it stands.
struct ExpectedTree {
  /// Where the trees differ, in words.
  private(set) var differences: [String] = []
  /// Numbers that were held against a value with a tolerance.
  private(set) var numbers = 0
  /// Texts, counts, truth values and nulls that were held.
  private(set) var others = 0
  /// Places that nothing is said of, with the reason.
  private(set) var notCovered: [String] = []

  init(_ expected: ReadJSON, against read: ReadJSON) { compare(expected, read, "") }

  private mutating func compare(_ expected: ReadJSON, _ read: ReadJSON, _ place: String) {
    switch (expected, read) {
    case (.object(let members), _) where members["notSaid"] != nil:
      if case .string(let reason)? = members["notSaid"] { notCovered.append("\(place): \(reason)") }
    case (.object(let members), _) where Set(members.keys) == ["value", "within"]:
      number(members, read, place)
    case (.object(let mine), .object(let theirs)):
      for key in Set(mine.keys).symmetricDifference(theirs.keys).sorted() {
        differences.append("\(place).\(key) is \(mine[key] == nil ? "not expected" : "missing")")
      }
      for (key, value) in mine.sorted(by: { $0.key < $1.key }) {
        if let other = theirs[key] { compare(value, other, "\(place).\(key)") }
      }
    case (.array(let mine), .array(let theirs)):
      if mine.count != theirs.count {
        differences.append("\(place) has \(theirs.count) elements, expected \(mine.count)")
      }
      for (index, pair) in zip(mine, theirs).enumerated() { compare(pair.0, pair.1, "\(place)[\(index)]") }
    case (.string(let mine), .string(let other)): leaf(mine == other, "“\(other)”", "“\(mine)”", place)
    case (.truth(let mine), .truth(let other)): leaf(mine == other, "\(other)", "\(mine)", place)
    case (.number(let mine, _), .number(let other, _)): leaf(mine == other, "\(other)", "\(mine)", place)
    case (.null, .null): others += 1
    default: differences.append("\(place) is \(read.kind), expected \(expected.kind)")
    }
  }

  private mutating func number(_ members: [String: ReadJSON], _ read: ReadJSON, _ place: String) {
    guard case .number(let value, _)? = members["value"], case .number(let within, _)? = members["within"] else {
      differences.append("\(place) is expected to be no number: \(members)")
      return
    }
    numbers += 1
    guard case .number(let other, _) = read else {
      differences.append("\(place) is \(read.kind), expected \(value)")
      return
    }
    if !(abs(other - value) <= within) {
      differences.append("\(place) is \(other), expected \(value) within \(within)")
    }
  }

  private mutating func leaf(_ isSame: Bool, _ read: String, _ expected: String, _ place: String) {
    others += 1
    if !isSame { differences.append("\(place) is \(read), expected \(expected)") }
  }
}

extension ReadJSON {
  /// What it is, without what is in it.
  fileprivate var kind: String {
    switch self {
    case .null: "null"
    case .truth(let value): "\(value)"
    case .number(let value, _): "\(value)"
    case .string(let text): "“\(text)”"
    case .array(let elements): "an array of \(elements.count)"
    case .object(let members): "an object of \(members.keys.sorted().joined(separator: ", "))"
    }
  }
}
