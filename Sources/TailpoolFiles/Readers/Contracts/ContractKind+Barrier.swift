import TailpoolMarket

extension ContractKind {
  /// A European option with one barrier.
  static let barrier = ContractKind(
    "barrier",
    members: ["underlying", "barrierKind", "type", "strike", "barrier", "rebate", "expiry", "contractSize"],
    memory: [.barrierHit, .fixings],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let kind = log.choice("barrierKind", of: node, as: BarrierKind.self)
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      let barrier = log.number("barrier", of: node, .positive, isRequired: true)
      let rebate = log.number("rebate", of: node, .nonNegative, default: 0)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let kind, let type, let strike, let barrier, let rebate, let expiry, let size else {
        return nil
      }
      return log.contract(of: node) { () throws(MarketError) in
        try BarrierContract(
          underlying: market.underlying, kind: kind, type: type, strike: strike, barrier: barrier, rebate: rebate,
          expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // BTC-29MAY26-71000-C-DOWN-AND-OUT-60000, with the rebate at the end where there is one.
      guard name.parts.count == 8 || name.parts.count == 9, let market = name.market(0, in: snapshot),
        let kind = BarrierKind(rawValue: name.parts[4...6].joined(separator: "-").lowercased()),
        let strike = name.number(2), let type = name.type(3), let barrier = name.number(7),
        let rebate = name.parts.count == 9 ? name.number(8) : 0, let expiry = try name.expiry(1, of: market)
      else { return nil }
      return
        (try? BarrierContract(
          underlying: market.underlying, kind: kind, type: type, strike: strike, barrier: barrier, rebate: rebate,
          expiry: expiry)).map { Contract($0) }
    },
    check: { contract, state, snapshot in
      guard let terms = contract.terms as? BarrierContract else { return nil }
      return passedBarrier(terms.barrier, of: terms.underlying, state, snapshot) { price in
        terms.kind.isCrossed(spot: price, barrier: terms.barrier)
      }
    })
}
