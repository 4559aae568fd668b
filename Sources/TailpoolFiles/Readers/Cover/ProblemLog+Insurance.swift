import TailpoolInsurance

/// What the readers of portfolios of cover share.
extension ProblemLog {
  /// A value that has to be made, or nil with a problem where it cannot be.
  mutating func made<Value>(
    at offset: Int, _ name: String, _ make: () throws(InsuranceError) -> Value
  ) -> Value? {
    do {
      return try make()
    } catch {
      let sentence = error.description.split(separator: "; expected ", maxSplits: 1).map(String.init)
      add(
        at: offset, "\(name): \(sentence[0])", expected: sentence.count > 1 ? sentence[1] : "numbers that go together")
      return nil
    }
  }

  /// Money in hundredths, or nil with a problem where it is no whole number of them.
  mutating func hundredths(_ name: String, of node: JSONNode, _ rule: NumberRule) -> Int128? {
    guard let value = number(name, of: node, rule, isRequired: true) else { return nil }
    let cents = (value * 100).rounded()
    if value == 0 { return 0 }
    if cents >= 1, cents <= 1e15, abs(cents - value * 100) <= 1e-9 * cents { return Int128(cents) }
    add(
      at: node.member(name)?.offset ?? node.offset, "\(name) is \(value)",
      expected: "a whole number of hundredths, 0.01 to 1e13")
    return nil
  }

  /// The elements of an array that must be there and have no more than so many.
  mutating func array(_ name: String, of node: JSONNode, atMost most: Int) -> [JSONNode]? {
    guard let nodes = array(name, of: node) else { return nil }
    if nodes.count <= most { return nodes }
    add(
      at: node.member(name)?.offset ?? node.offset, "\(name) has \(nodes.count) elements", expected: "at most \(most)")
    return nil
  }

  /// The numbers of an array that must be there.
  mutating func numbers(_ name: String, of node: JSONNode, _ rule: NumberRule) -> [Double]? {
    array(name, of: node).flatMap { numbers($0, name, rule) }
  }

  /// The numbers of an array that may be absent.
  mutating func statedNumbers(_ name: String, of node: JSONNode, _ rule: NumberRule) -> [Double]? {
    node.stated(name) == nil ? nil : numbers(name, of: node, rule)
  }

  /// Numbers, or nil with the problems.
  mutating func numbers(_ nodes: [JSONNode], _ name: String, _ rule: NumberRule) -> [Double]? {
    var numbers: [Double] = []
    for node in nodes {
      if let number = number(node, "an element of \(name)", rule, isRequired: true) { numbers.append(number) }
    }
    return numbers.count == nodes.count ? numbers : nil
  }

  /// The rows of a table of numbers.
  mutating func rows(_ name: String, of node: JSONNode, _ rule: NumberRule) -> [[Double]]? {
    guard let nodes = array(name, of: node) else { return nil }
    var rows: [[Double]] = []
    for row in nodes {
      guard case .array(let cells) = row.value else {
        mismatch(row, "an element of \(name)", expected: "an array of numbers")
        continue
      }
      if let numbers = numbers(cells, name, rule) { rows.append(numbers) }
    }
    return rows.count == nodes.count ? rows : nil
  }

  /// A whole number in a range.
  mutating func whole(_ name: String, of node: JSONNode, in range: ClosedRange<Int>) -> Int? {
    guard let value = number(name, of: node, .finite, isRequired: true) else { return nil }
    if let whole = Int(exactly: value), range.contains(whole) { return whole }
    add(
      at: node.member(name)?.offset ?? node.offset, "\(name) is \(value)",
      expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  /// The kind that a member names, one of those given.
  mutating func kind<Kind>(_ name: String, of node: JSONNode, _ kinds: [(name: String, kind: Kind)]) -> Kind? {
    guard let text = text(name, of: node) else { return nil }
    if let found = kinds.first(where: { $0.name == text.text }) { return found.kind }
    add(
      at: text.offset, "\(name) is \(shown(text.text))",
      expected: "one of \(kinds.map(\.name).joined(separator: ", "))")
    return nil
  }

  /// Objects of an array that may be absent, with the names they may have.
  mutating func objects(
    _ name: String, of node: JSONNode, names: [String], _ what: String, atMost most: Int = .max
  ) -> [JSONNode] {
    guard node.stated(name) != nil, let nodes = array(name, of: node, atMost: most) else { return [] }
    return nodes.filter { element in
      guard let members = object(element, what) else { return false }
      rejectOtherNames(than: names, in: members, of: what)
      return true
    }
  }
}
