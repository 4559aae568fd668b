extension ProblemLog {
  /// The members of an object, or nil with a problem.
  mutating func object(_ node: JSONNode, _ name: String) -> [JSONMember]? {
    if case .object(let members) = node.value { return members }
    mismatch(node, name, expected: "an object")
    return nil
  }

  /// A member that must be there.
  mutating func member(_ name: String, of node: JSONNode, expected: String) -> JSONNode? {
    if let member = node.member(name) { return member }
    add(at: node.offset, "\(shown(name)) is missing", expected: expected)
    return nil
  }

  /// The elements of an array that must be there, or nil with a problem.
  mutating func array(_ name: String, of node: JSONNode) -> [JSONNode]? {
    guard let member = member(name, of: node, expected: "an array") else { return nil }
    if case .array(let nodes) = member.value { return nodes }
    mismatch(member, name, expected: "an array")
    return nil
  }

  /// A text that must be there and not be empty, with where it stands.
  mutating func text(_ name: String, of node: JSONNode) -> (text: String, offset: Int)? {
    guard let member = member(name, of: node, expected: "a text") else { return nil }
    if case .string(let text) = member.value, !text.isEmpty { return (text, member.offset) }
    mismatch(member, name, expected: "a text that is not empty")
    return nil
  }

  /// The number of a member.
  ///
  /// - Returns: nil when the member is absent, null or wrong; what is wrong is in the log.
  mutating func number(_ name: String, of node: JSONNode, _ rule: NumberRule, isRequired: Bool = false) -> Double? {
    guard let member = node.member(name) else {
      if isRequired { add(at: node.offset, "\(shown(name)) is missing", expected: rule.expectation) }
      return nil
    }
    return number(member, name, rule, isRequired: isRequired)
  }

  /// The number of a value; null is none.
  mutating func number(_ node: JSONNode, _ name: String, _ rule: NumberRule, isRequired: Bool = false) -> Double? {
    if case .number(let value) = node.value, rule.allows(value) { return value }
    if case .null = node.value, !isRequired { return nil }
    mismatch(node, name, expected: rule.expectation)
    return nil
  }

  /// Rejects the names of an object that are not among those allowed.
  mutating func rejectOtherNames(than allowed: [String], in members: [JSONMember], of name: String) {
    for member in members where !allowed.contains(member.name) {
      add(
        at: member.offset, "\(name) has no \(shown(member.name))", expected: "one of \(allowed.joined(separator: ", "))"
      )
    }
  }

  /// Adds that a value is not what was expected, unless it is in the log already.
  mutating func mismatch(_ node: JSONNode, _ name: String, expected: String) {
    if case .invalid = node.value { return }
    add(at: node.offset, "\(name) is \(node.value.kind)", expected: expected)
  }
}
