import TailpoolMarket

extension ContractKind {
  /// A swap of realized variance against a strike.
  static let varianceSwap = ContractKind(
    "variance-swap", members: ["underlying", "strike", "start", "expiry", "contractSize"], memory: [.fixings],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let start = log.start(of: node, before: expiry)
      let size = log.contractSize(of: node)
      guard let market, let strike, let start, let expiry, let size else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try VarianceSwapContract(
          underlying: market.underlying, strike: strike, start: start, expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      guard name.parts.count > 1, name.parts[1] == "VARIANCE", name.market(0, in: snapshot) != nil else { return nil }
      throw .init(
        expected: "its kind and terms in a book of JSON, since the name does not say the instant of its start")
    },
    check: { contract, state, snapshot in
      guard let swap = contract.terms as? VarianceSwapContract, swap.start <= snapshot.asOf else { return nil }
      let first = state.fixings.filter { $0.underlying == swap.underlying && $0.time >= swap.start }.map(\.time).min()
      guard first != swap.start else { return nil }
      return (
        "fixings", "no price was fixed at the start of \(contract.name)",
        "the prices of \(swap.underlying) fixed from \(swap.start), that of the start with them"
      )
    })
}

extension ProblemLog {
  /// The instant of the first fixing, before the expiry.
  fileprivate mutating func start(of node: JSONNode, before expiry: Timestamp?) -> Timestamp? {
    let expected = "an instant before the expiry, such as 2026-04-30T08:00:00Z"
    guard let (text, offset) = text("start", of: node, expected: expected) else { return nil }
    guard let start = DateText.timestamp(text)?.instant, expiry.map({ start < $0 }) ?? true else {
      add(at: offset, "start is \(shown(text))", expected: expected)
      return nil
    }
    return start
  }
}
