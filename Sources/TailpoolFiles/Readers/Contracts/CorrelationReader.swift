import TailpoolMarket

extension ProblemLog {
  /// The correlations that a book gives, each with its source:
  ///
  ///     "correlations": [{"between": ["BTC", "ETH"], "value": 0.8, "source": "desk, 500 days"}]
  mutating func correlations(of root: JSONNode, in snapshot: MarketSnapshot) -> CorrelationTable {
    guard root.member("correlations") != nil, let nodes = array("correlations", of: root) else { return .none }
    var entries: [AssetCorrelation] = []
    var pairs = PairPlaces()
    for node in nodes {
      guard let members = object(node, "correlation") else { continue }
      rejectOtherNames(than: ["between", "value", "source"], in: members, of: "a correlation")
      let pair = pair(of: node, known: snapshot.markets.map(\.underlying), &pairs)
      let value = number("value", of: node, .correlation, isRequired: true)
      let source = text("source", of: node, expected: "who or what says so")
      guard let pair, let value, let source,
        let entry = try? AssetCorrelation(pair.0, pair.1, value: value, source: source.text)
      else { continue }
      entries.append(entry)
    }
    // Pairs that stand twice are in the log with their places.
    return (try? CorrelationTable(entries)) ?? .none
  }

  /// Two different underlyings that `between` names, once in an array.
  ///
  /// - Parameters:
  ///   - known: The underlyings that may stand; nil for any.
  ///   - pairs: Those that stood before.
  mutating func pair(
    of node: JSONNode, known: [Underlying]?, _ pairs: inout PairPlaces
  ) -> (Underlying, Underlying)? {
    let expected =
      "an array of two different underlyings" + (known.map { " of \($0.map(\.name).joined(separator: ", "))" } ?? "")
    guard let member = member("between", of: node, expected: expected) else { return nil }
    guard case .array(let nodes) = member.value, nodes.count == 2, case .string(let first) = nodes[0].value,
      case .string(let second) = nodes[1].value
    else {
      mismatch(member, "between", expected: expected)
      return nil
    }
    guard first != second else {
      add(at: nodes[1].offset, "between names \(shown(first)) twice", expected: expected)
      return nil
    }
    var isKnown = true
    for (name, place) in [(first, nodes[0]), (second, nodes[1])] where known?.contains(Underlying(name)) == false {
      mismatch(place, "an underlying of between", expected: expected)
      isKnown = false
    }
    guard isKnown else { return nil }
    let key: Set<String> = [first, second]
    if let place = pairs.places[key] {
      add(
        at: member.offset, again: place, "the pair of \(shown(first)) and \(shown(second))", expected: "each pair once")
      return nil
    }
    pairs.places[key] = member.offset
    return (Underlying(first), Underlying(second))
  }

  /// Where each pair stood first.
  struct PairPlaces {
    fileprivate var places: [Set<String>: Int] = [:]
  }
}
