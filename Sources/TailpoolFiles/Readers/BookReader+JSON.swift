#if Command
  import TailpoolMarket

  /// Books as JSON: options by the name that the chain gives them, other contracts by their kind and terms or by a name that
  /// says these, and the correlations that contracts on two underlyings are valued at:
  ///
  ///     {"positions": [
  ///       {"id": "a", "instrument": "BTC-29MAY26-71000-C", "quantity": -10},
  ///       {"id": "b", "kind": "everlasting-option", "underlying": "BTC", "type": "put", "strike": 70000,
  ///        "fundingPeriodDays": 1, "quantity": -4},
  ///       {"id": "c", "kind": "barrier", "barrierKind": "down-and-out", "underlying": "BTC", "type": "call",
  ///        "strike": 71000, "barrier": 60000, "expiry": "2026-05-29", "barrierHit": false, "quantity": 2}
  ///     ],
  ///     "correlations": [{"between": ["BTC", "ETH"], "value": 0.8, "source": "desk"}]}
  ///
  /// The kinds are the entries of `ContractKind.all`.
  extension BookReader {
    static func positions(
      _ root: JSONNode, in snapshot: MarketSnapshot, log: inout ProblemLog
    ) -> (positions: [Position], correlations: CorrelationTable) {
      guard let members = log.object(root, "the book") else { return ([], .none) }
      log.rejectOtherNames(than: ["positions", "correlations"], in: members, of: "a book")
      let correlations = log.correlations(of: root, in: snapshot)
      guard let nodes = log.array("positions", of: root) else { return ([], .none) }
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
        let found =
          node.member("kind") == nil
          ? named(node, options, in: snapshot, log: &log) : described(node, in: snapshot, log: &log)
        let state = log.state(of: node, found?.contract, in: snapshot)
        guard let id, let quantity, let (contract, kind) = found else { continue }
        if let (member, wrong, expected) = kind?.check(contract, state, snapshot) {
          log.add(at: (node.member(member) ?? node).offset, wrong, expected: expected)
        }
        if kind?.dependsOnCorrelation != false { checkCorrelation(of: node, contract, correlations, log: &log) }
        positions.append(Position(id: id.text, contract: contract, quantity: quantity, state: state))
      }
      return (positions, correlations)
    }

    /// The contract that `instrument` names.
    private static func named(
      _ node: JSONNode, _ options: [String: OptionContract], in snapshot: MarketSnapshot, log: inout ProblemLog
    ) -> (contract: Contract, kind: ContractKind?)? {
      guard case .object(let members) = node.value else { return nil }
      let plain = ["id", "quantity", "instrument"]
      guard let name = log.text("instrument", of: node) else {
        log.rejectOtherNames(than: plain, in: members, of: "a position in a listed option")
        return nil
      }
      switch instrument(name.text, options, in: snapshot) {
      case .success(let found):
        log.rejectOtherNames(
          than: plain + (found.kind?.memory ?? []).map(\.rawValue), in: members,
          of: found.kind.map { "a position in a \($0.name) by its name" } ?? "a position in a listed option")
        return found
      case .failure(let problem):
        log.add(at: name.offset, "instrument is \(shown(name.text))", expected: problem.expected)
        return nil
      }
    }

    /// The contract that `kind` and its terms describe.
    private static func described(
      _ node: JSONNode, in snapshot: MarketSnapshot, log: inout ProblemLog
    ) -> (contract: Contract, kind: ContractKind?)? {
      guard case .object(let members) = node.value,
        let kind = log.choice("kind", of: node, ContractKind.all.map { ($0.name, $0) })
      else { return nil }
      log.rejectOtherNames(than: kind.allMembers, in: members, of: kind.name)
      return kind.read(node, snapshot, &log).map { ($0, kind) }
    }

    private static func checkCorrelation(
      of node: JSONNode, _ contract: Contract, _ correlations: CorrelationTable, log: inout ProblemLog
    ) {
      let names = contract.underlyings
      for (index, first) in names.enumerated() {
        for second in names.dropFirst(index + 1) where correlations.correlation(first, second) == nil {
          log.add(
            at: node.offset, "the correlation of \(first) and \(second) is not given",
            expected: "it among the correlations of the book, with its source")
        }
      }
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
