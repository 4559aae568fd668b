import TailpoolMarket

extension ProblemLog {
  /// What a position's contract remembers, as far as its kind remembers anything.
  ///
  ///     "barrierHit": false, "fixings": [{"underlying": "BTC", "time": "2026-05-14T08:00:00Z", "price": 79000}],
  ///     "feesOwed": {"base": 0.02, "quote": 1310}, "extremum": 71500
  ///
  /// A fixing stands for a price of one of the contract's underlyings at the snapshot or before it.
  mutating func state(
    of node: JSONNode, _ contract: Contract?, in snapshot: MarketSnapshot
  ) -> ContractState {
    var state = ContractState()
    state.isBarrierHit = flag(.barrierHit, of: node)
    state.hasEventOccurred = flag(.eventOccurred, of: node)
    state.feesOwed = feesOwed(of: node)
    state.extremum = number(ContractKind.Memory.extremum.rawValue, of: node, .positive)
    guard node.member(ContractKind.Memory.fixings.rawValue) != nil,
      let nodes = array(ContractKind.Memory.fixings.rawValue, of: node)
    else { return state }
    let known = (contract?.underlyings ?? snapshot.markets.map(\.underlying)).map { (name: $0.name, value: $0) }
    for node in nodes {
      guard let members = object(node, "fixing") else { continue }
      rejectOtherNames(than: ["underlying", "time", "price"], in: members, of: "a fixing")
      let underlying = choice("underlying", of: node, known)
      let time = fixingTime(of: node, in: snapshot)
      let price = number("price", of: node, .positive, isRequired: true)
      guard let underlying, let time, let price else { continue }
      state.fixings.append(.init(underlying: underlying, time: time, price: price))
    }
    return state
  }

  /// Whether something has happened; nil where nobody has said.
  private mutating func flag(_ memory: ContractKind.Memory, of node: JSONNode) -> Bool? {
    guard let member = node.stated(memory.rawValue) else { return nil }
    if case .bool(let isSo) = member.value { return isSo }
    mismatch(member, memory.rawValue, expected: "true or false")
    return nil
  }

  /// The fees that a liquidity position is owed; nothing where the member is absent, or a side of it.
  private mutating func feesOwed(of node: JSONNode) -> ContractState.FeesOwed {
    let name = ContractKind.Memory.feesOwed.rawValue
    guard let member = node.stated(name), let members = object(member, name) else { return .none }
    rejectOtherNames(than: ["base", "quote"], in: members, of: name)
    return ContractState.FeesOwed(
      base: number("base", of: member, .nonNegative, default: 0) ?? 0,
      quote: number("quote", of: member, .nonNegative, default: 0) ?? 0)
  }

  private mutating func fixingTime(of node: JSONNode, in snapshot: MarketSnapshot) -> Timestamp? {
    let expected = "an instant at the snapshot or before it, \(snapshot.asOf)"
    guard let (text, offset) = text("time", of: node, expected: expected) else { return nil }
    guard let time = DateText.timestamp(text)?.instant, time <= snapshot.asOf else {
      add(at: offset, "time is \(shown(text))", expected: expected)
      return nil
    }
    return time
  }
}
