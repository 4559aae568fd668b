#if Command
  import TailpoolMarket

  /// Books as JSON: options by the name that the chain gives them, contracts without expiry by their kind and terms:
  ///
  ///     {"positions": [
  ///       {"id": "a", "instrument": "BTC-29MAY26-71000-C", "quantity": -10},
  ///       {"id": "b", "kind": "everlasting-option", "underlying": "BTC", "type": "put", "strike": 70000,
  ///        "fundingPeriodDays": 1, "quantity": -4},
  ///       {"id": "c", "kind": "linear-perpetual", "underlying": "BTC", "entry": 71500, "quantity": 2.5}
  ///     ]}
  extension BookReader {
    /// The kinds of contracts without expiry, with the names that each may have beside those of every position.
    private enum Kind: String, CaseIterable {
      case everlastingOption = "everlasting-option"
      case powerPerpetual = "power-perpetual"
      case perpetualAmerican = "perpetual-american"
      case linearPerpetual = "linear-perpetual"
      case inversePerpetual = "inverse-perpetual"

      var names: [String] {
        switch self {
        case .everlastingOption:
          ["type", "strike", "fundingPeriodDays", "funding", "volatility", "rate", "dividendYield"]
        case .powerPerpetual: ["power", "fundingPeriodDays", "funding", "volatility", "rate"]
        case .perpetualAmerican: ["type", "strike", "volatility", "rate", "dividendYield"]
        case .linearPerpetual, .inversePerpetual: ["entry"]
        }
      }
    }

    static func positions(_ root: JSONNode, in snapshot: MarketSnapshot, log: inout ProblemLog) -> [Position] {
      guard let members = log.object(root, "the book") else { return [] }
      log.rejectOtherNames(than: ["positions"], in: members, of: "a book")
      guard let nodes = log.array("positions", of: root) else { return [] }
      let options = contracts(of: snapshot)
      var firstOffsets: [String: Int] = [:]
      var positions: [Position] = []
      for node in nodes {
        guard log.object(node, "position") != nil else { continue }
        let id = log.text("id", of: node)
        if let id, let first = firstOffsets[id.text] {
          log.add(at: id.offset, again: first, "the id \(shown(id.text))", expected: "each id once")
        } else if let id {
          firstOffsets[id.text] = id.offset
        }
        let quantity = log.number("quantity", of: node, .finite, isRequired: true)
        let contract =
          node.member("kind") == nil
          ? option(node, options, log: &log).map { Contract($0) }
          : perpetual(node, in: snapshot, log: &log).map { Contract($0) }
        if let id, let quantity, let contract {
          positions.append(Position(id: id.text, contract: contract, quantity: quantity))
        }
      }
      return positions
    }

    private static func option(
      _ node: JSONNode, _ options: [String: OptionContract], log: inout ProblemLog
    ) -> OptionContract? {
      guard case .object(let members) = node.value else { return nil }
      log.rejectOtherNames(than: ["id", "quantity", "instrument"], in: members, of: "a position in a listed option")
      guard let name = log.text("instrument", of: node) else { return nil }
      if let option = options[name.text] { return option }
      log.add(
        at: name.offset, "instrument is \(shown(name.text))",
        expected: "the name of an option in the chain, such as \(options.keys.min() ?? "BTC-29MAY26-71000-C")")
      return nil
    }

    private static func perpetual(
      _ node: JSONNode, in snapshot: MarketSnapshot, log: inout ProblemLog
    ) -> PerpetualContract? {
      guard case .object(let members) = node.value,
        let kind: Kind = log.choice("kind", of: node, Kind.allCases.map { ($0.rawValue, $0) })
      else { return nil }
      log.rejectOtherNames(
        than: ["id", "quantity", "kind", "underlying", "contractSize"] + kind.names, in: members,
        of: kind.rawValue)
      let known = snapshot.markets.map { ($0.underlying.name, $0.underlying) }
      let underlying = log.choice("underlying", of: node, known)
      let terms = self.terms(kind, node, log: &log)
      let size = log.number("contractSize", of: node, .positive)
      let marking = self.marking(kind, node, log: &log)
      guard let underlying, let terms else { return nil }
      do {
        return try PerpetualContract(
          underlying: underlying, terms: terms, contractSize: size ?? 1, marking: marking)
      } catch {
        // Its numbers are checked above with their places; what is left is a funding period that is no number in years.
        if log.count == 0 {
          log.add(at: node.offset, "the contract has a number out of its range", expected: "terms that can be traded")
        }
        return nil
      }
    }

    private static func terms(
      _ kind: Kind, _ node: JSONNode, log: inout ProblemLog
    ) -> PerpetualContract.Terms? {
      switch kind {
      case .everlastingOption:
        let (type, strike) = (optionType(node, log: &log), log.number("strike", of: node, .positive, isRequired: true))
        let (period, funding) = (period(node, log: &log), funding(node, log: &log))
        guard let type, let strike, let period, let funding else { return nil }
        return .everlastingOption(type, strike: strike, fundingPeriod: period, funding: funding)
      case .powerPerpetual:
        let power = log.number("power", of: node, .finite, isRequired: true)
        let (period, funding) = (period(node, log: &log), funding(node, log: &log))
        guard let power, let period, let funding else { return nil }
        return .powerPerpetual(power: power, fundingPeriod: period, funding: funding)
      case .perpetualAmerican:
        let (type, strike) = (optionType(node, log: &log), log.number("strike", of: node, .positive, isRequired: true))
        guard let type, let strike else { return nil }
        return .perpetualAmerican(type, strike: strike)
      case .linearPerpetual: return .linearFuture(entry: log.number("entry", of: node, .positive))
      case .inversePerpetual: return .inverseFuture(entry: log.number("entry", of: node, .positive))
      }
    }

    private static func marking(
      _ kind: Kind, _ node: JSONNode, log: inout ProblemLog
    ) -> PerpetualContract.Marking {
      func number(_ name: String, _ rule: NumberRule) -> Double? {
        kind.names.contains(name) ? log.number(name, of: node, rule) : nil
      }
      let rate: NumberRule = kind == .perpetualAmerican ? .nonNegative : .finite
      return PerpetualContract.Marking(
        volatility: number("volatility", .positive), rate: number("rate", rate),
        dividendYield: number("dividendYield", rate))
    }

    private static func optionType(_ node: JSONNode, log: inout ProblemLog) -> OptionType? {
      log.choice("type", of: node, OptionType.allCases.map { ($0.rawValue, $0) })
    }

    private static func funding(_ node: JSONNode, log: inout ProblemLog) -> Funding? {
      guard node.member("funding") != nil else { return .continuous }
      return log.choice("funding", of: node, Funding.allCases.map { ($0.rawValue, $0) })
    }

    private static func period(_ node: JSONNode, log: inout ProblemLog) -> Double? {
      log.number("fundingPeriodDays", of: node, .positive, isRequired: true).map { $0 / DayCount.daysPerYear }
    }
  }

  extension ProblemLog {
    /// The value that a text stands for, or nil with a problem that names those allowed.
    fileprivate mutating func choice<Value>(
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
  }

  extension InputFile {
    /// Whether the first character that is no blank opens a JSON object.
    var startsWithBrace: Bool {
      let text = bytes.dropFirst(Self.lengthOfByteOrderMark(bytes))
      return text.first { ![.space, .tab, .lineFeed, .carriageReturn].contains($0) } == UInt8(ascii: "{")
    }
  }
#endif
