import TailpoolMarket

extension ContractKind {
  /// An option on a weighted sum of assets.
  static let basket = ContractKind(
    "basket", members: ["components", "type", "strike", "expiry", "contractSize"],
    read: { node, snapshot, log in
      let components = log.components(of: node, in: snapshot)
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.number("strike", of: node, .finite, isRequired: true)
      let market = components?.first.flatMap { snapshot[$0.underlying] }
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let components, let type, let strike, let expiry, let size else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try BasketContract(components, type: type, strike: strike, expiry: expiry, contractSize: size)
      }
    },
    named: { name, _ throws(ContractName.Problem) in
      guard name.parts[0] == "BASKET" else { return nil }
      throw .init(expected: "its kind and terms in a book of JSON")
    })
}

extension ProblemLog {
  /// `[{"underlying": "BTC", "weight": 0.5}, …]`, two to ten, each underlying once.
  fileprivate mutating func components(
    of node: JSONNode, in snapshot: MarketSnapshot
  ) -> [BasketContract.Component]? {
    let expected = "an array of two to ten components, each with its underlying and weight"
    guard let member = member("components", of: node, expected: expected) else { return nil }
    guard case .array(let nodes) = member.value, (2...10).contains(nodes.count) else {
      mismatch(member, "components", expected: expected)
      return nil
    }
    var components: [BasketContract.Component] = []
    for node in nodes {
      guard let members = object(node, "component") else { continue }
      rejectOtherNames(than: ["underlying", "weight"], in: members, of: "a component")
      let own = market("underlying", of: node, in: snapshot)
      let weight = number("weight", of: node, .finite, isRequired: true)
      guard let own, let weight else { continue }
      guard weight != 0 else {
        add(at: node.member("weight")?.offset ?? node.offset, "weight is 0", expected: "a weight that is not 0")
        continue
      }
      guard !components.contains(where: { $0.underlying == own.underlying }) else {
        add(at: node.offset, "\(shown(own.underlying.name)) stands twice", expected: "each underlying once")
        continue
      }
      components.append(.init(own.underlying, weight: weight))
    }
    return components.count == nodes.count ? components : nil
  }
}
