import TailpoolMarket

/// Members that contracts of several kinds have.
extension ProblemLog {
  /// The value that a text stands for, or nil with a problem that names those allowed.
  mutating func choice<Value>(
    _ name: String, of node: JSONNode, _ allowed: [(name: String, value: Value)]
  ) -> Value? {
    let names = allowed.prefix(12).map(\.name).joined(separator: ", ")
    guard let member = member(name, of: node, expected: "one of \(names)") else { return nil }
    if case .string(let text) = member.value, let found = allowed.first(where: { $0.name == text }) {
      return found.value
    }
    mismatch(member, name, expected: "one of \(names)")
    return nil
  }

  /// The case of an enum that a text names.
  mutating func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ name: String, of node: JSONNode, as type: Value.Type
  ) -> Value? {
    choice(name, of: node, Value.allCases.map { ($0.rawValue, $0) })
  }

  /// The market of an underlying of the snapshot.
  mutating func market(_ name: String, of node: JSONNode, in snapshot: MarketSnapshot) -> UnderlyingMarket? {
    choice(name, of: node, snapshot.markets.map { ($0.underlying.name, $0) })
  }

  /// The contract size, 1 where it is not given; nil with a problem where it is wrong.
  mutating func contractSize(of node: JSONNode) -> Double? {
    number("contractSize", of: node, .positive, default: 1)
  }

  /// A number that counts as its default where it is absent; nil with a problem where it is wrong.
  mutating func number(_ name: String, of node: JSONNode, _ rule: NumberRule, default value: Double) -> Double? {
    node.stated(name) == nil ? value : number(name, of: node, rule)
  }

  /// An instant after the snapshot, or the day of an expiry of the underlying's chain.
  ///
  /// - Parameter market: The underlying's market; where it is not known, for which there is a problem already, a day
  ///   stands for nothing.
  mutating func expiry(of node: JSONNode, in market: UnderlyingMarket?, _ snapshot: MarketSnapshot) -> Timestamp? {
    let expected = "an instant such as 2026-05-29T08:00:00Z or the day of an expiry of the chain"
    guard let (text, offset) = text("expiry", of: node, expected: expected) else { return nil }
    if let date = DateText.date(text) {
      guard let market else { return nil }
      switch market.expiry(on: date) {
      case .success(let expiry): return expiry
      case .failure(let problem):
        add(at: offset, "expiry is \(shown(text))", expected: problem.expected)
        return nil
      }
    }
    guard let instant = DateText.timestamp(text)?.instant else {
      add(at: offset, "expiry is \(shown(text))", expected: expected)
      return nil
    }
    guard instant > snapshot.asOf else {
      add(at: offset, "expiry is \(shown(text))", expected: "an instant after the snapshot, \(snapshot.asOf)")
      return nil
    }
    return instant
  }

  /// A text that must be there and not be empty, with where it stands and what it should be.
  mutating func text(_ name: String, of node: JSONNode, expected: String) -> (text: String, offset: Int)? {
    guard let member = member(name, of: node, expected: expected) else { return nil }
    if case .string(let text) = member.value, !text.isEmpty { return (text, member.offset) }
    mismatch(member, name, expected: expected)
    return nil
  }

  /// The contract of terms whose numbers have been read one by one with their places.
  mutating func contract(
    of node: JSONNode, _ terms: () throws(MarketError) -> some ContractTerms
  ) -> Contract? {
    do throws(MarketError) {
      return Contract(try terms())
    } catch {
      add(at: node.offset, "the contract has a number out of its range", expected: "terms that can be traded")
      return nil
    }
  }
}
