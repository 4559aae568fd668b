import TailpoolMarket

extension ContractKind {
  /// An option on the difference of two assets.
  static let spread = ContractKind(
    "spread", members: ["first", "second", "type", "strike", "ratio", "expiry", "contractSize"],
    read: { node, snapshot, log in
      let strike = log.number("strike", of: node, .finite, isRequired: true)
      guard let pair = log.twoAssets(of: node, in: snapshot), let strike else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try SpreadContract(
          first: pair.first, second: pair.second, type: pair.type, strike: strike, ratio: pair.ratio,
          expiry: pair.expiry, contractSize: pair.size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // BTC-SPREAD-ETH-29MAY26-5000-C, with the ratio at the end where it is not 1; a strike below 0 has its own hyphen.
      guard name.parts.count > 5, name.parts[1] == "SPREAD" else { return nil }
      let isNegative = name.parts[4].isEmpty
      let place = isNegative ? 5 : 4
      guard name.parts.count == place + 2 || name.parts.count == place + 3, let first = name.market(0, in: snapshot),
        let second = name.market(2, in: snapshot), let strike = name.number(place), let type = name.type(place + 1),
        let ratio = name.parts.count == place + 3 ? name.number(place + 2) : 1,
        let expiry = try name.expiry(3, of: first)
      else { return nil }
      return
        (try? SpreadContract(
          first: first.underlying, second: second.underlying, type: type, strike: isNegative ? -strike : strike,
          ratio: ratio, expiry: expiry)).map { Contract($0) }
    })

  /// An option on the better or the worse of two assets.
  static let rainbow = ContractKind(
    "rainbow", members: ["selection", "first", "second", "type", "strike", "ratio", "expiry", "contractSize"],
    read: { node, snapshot, log in
      let selection = log.choice("selection", of: node, as: RainbowSelection.self)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      guard let pair = log.twoAssets(of: node, in: snapshot), let selection, let strike else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try RainbowContract(
          selection, first: pair.first, second: pair.second, type: pair.type, strike: strike, ratio: pair.ratio,
          expiry: pair.expiry, contractSize: pair.size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // BTC-BEST-OF-ETH-29MAY26-71000-C, with the ratio at the end where it is not 1.
      guard name.parts.count == 7 || name.parts.count == 8, name.parts[2] == "OF",
        let selection = RainbowSelection(rawValue: "\(name.parts[1].lowercased())-of"),
        let first = name.market(0, in: snapshot), let second = name.market(3, in: snapshot),
        let strike = name.number(5), let type = name.type(6),
        let ratio = name.parts.count == 8 ? name.number(7) : 1, let expiry = try name.expiry(4, of: first)
      else { return nil }
      return
        (try? RainbowContract(
          selection, first: first.underlying, second: second.underlying, type: type, strike: strike, ratio: ratio,
          expiry: expiry)).map { Contract($0) }
    })
}

/// What options on two assets have in common.
private struct TwoAssets {
  let first: Underlying
  let second: Underlying
  let type: OptionType
  let ratio: Double
  let expiry: Timestamp
  let size: Double
}

extension ProblemLog {
  fileprivate mutating func twoAssets(of node: JSONNode, in snapshot: MarketSnapshot) -> TwoAssets? {
    let first = market("first", of: node, in: snapshot)
    let second = market("second", of: node, in: snapshot)
    let type = choice("type", of: node, as: OptionType.self)
    let ratio = number("ratio", of: node, .positive, default: 1)
    let expiry = expiry(of: node, in: first, snapshot)
    let size = contractSize(of: node)
    guard let first, let second, let type, let ratio, let expiry, let size else { return nil }
    guard first.underlying != second.underlying else {
      add(
        at: node.member("second")?.offset ?? node.offset, "second is \(shown(second.underlying.name))",
        expected: "another underlying than first")
      return nil
    }
    return TwoAssets(
      first: first.underlying, second: second.underlying, type: type, ratio: ratio, expiry: expiry, size: size)
  }
}
