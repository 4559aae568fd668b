import TailpoolMarket

extension ContractKind {
  /// A European option with two barriers.
  static let doubleBarrier = ContractKind(
    "double-barrier",
    members: [
      "underlying", "barrierKind", "type", "strike", "lowerBarrier", "upperBarrier", "rebate", "expiry", "contractSize",
    ],
    memory: [.barrierHit, .fixings],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let kind = log.choice("barrierKind", of: node, as: DoubleBarrierKind.self)
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      let barriers = log.barriers(of: node)
      let rebate = log.number("rebate", of: node, .nonNegative, default: 0)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let kind, let type, let strike, let barriers, let rebate, let expiry, let size else {
        return nil
      }
      return log.contract(of: node) { () throws(MarketError) in
        try DoubleBarrierContract(
          underlying: market.underlying, kind: kind, type: type, strike: strike, lowerBarrier: barriers.lower,
          upperBarrier: barriers.upper, rebate: rebate, expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // BTC-29MAY26-71000-C-DOUBLE-KNOCK-OUT-60000-85000, with the rebate at the end where there is one.
      guard name.parts.count == 9 || name.parts.count == 10, let market = name.market(0, in: snapshot),
        let kind = DoubleBarrierKind(rawValue: name.parts[4...6].joined(separator: "-").lowercased()),
        let strike = name.number(2), let type = name.type(3), let lower = name.number(7), let upper = name.number(8),
        let rebate = name.parts.count == 10 ? name.number(9) : 0, let expiry = try name.expiry(1, of: market)
      else { return nil }
      return
        (try? DoubleBarrierContract(
          underlying: market.underlying, kind: kind, type: type, strike: strike, lowerBarrier: lower,
          upperBarrier: upper,
          rebate: rebate, expiry: expiry)).map { Contract($0) }
    },
    check: { contract, state, snapshot in
      guard let terms = contract.terms as? DoubleBarrierContract else { return nil }
      return passedBarriers(terms.lowerBarrier, terms.upperBarrier, of: terms.underlying, state, snapshot)
    })

  /// A fixed payment for two levels of which either is, or neither is, reached.
  static let doubleTouch = ContractKind(
    "double-touch",
    members: ["underlying", "payoff", "lowerBarrier", "upperBarrier", "expiry", "contractSize"],
    memory: [.barrierHit, .fixings],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let payoff = log.choice("payoff", of: node, as: DoubleTouchPayoff.self)
      let barriers = log.barriers(of: node)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let payoff, let barriers, let expiry, let size else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try DoubleTouchContract(
          underlying: market.underlying, payoff: payoff, lowerBarrier: barriers.lower, upperBarrier: barriers.upper,
          expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // BTC-DOUBLE-NO-TOUCH-29MAY26-60000-85000, BTC-UPPER-FIRST-29MAY26-60000-85000
      let count = name.parts.count
      guard count >= 6, let market = name.market(0, in: snapshot),
        let payoff = DoubleTouchPayoff(rawValue: name.parts[1...(count - 4)].joined(separator: "-").lowercased()),
        let lower = name.number(count - 2), let upper = name.number(count - 1),
        let expiry = try name.expiry(count - 3, of: market)
      else { return nil }
      return
        (try? DoubleTouchContract(
          underlying: market.underlying, payoff: payoff, lowerBarrier: lower, upperBarrier: upper, expiry: expiry)).map
      {
        Contract($0)
      }
    },
    check: { contract, state, snapshot in
      guard let terms = contract.terms as? DoubleTouchContract else { return nil }
      return passedBarriers(terms.lowerBarrier, terms.upperBarrier, of: terms.underlying, state, snapshot)
    })

  /// Either of two barriers that was passed without a word.
  static func passedBarriers(
    _ lower: Double, _ upper: Double, of underlying: Underlying, _ state: ContractState, _ snapshot: MarketSnapshot
  ) -> Contradiction? {
    passedBarrier(lower, of: underlying, state, snapshot) { $0 <= lower }
      ?? passedBarrier(upper, of: underlying, state, snapshot) { $0 >= upper }
  }
}

extension ProblemLog {
  /// Two barriers of which the upper one is above the lower one.
  mutating func barriers(of node: JSONNode) -> (lower: Double, upper: Double)? {
    let lower = number("lowerBarrier", of: node, .positive, isRequired: true)
    let upper = number("upperBarrier", of: node, .positive, isRequired: true)
    guard let lower, let upper else { return nil }
    guard lower < upper else {
      add(
        at: node.member("upperBarrier")?.offset ?? node.offset, "upperBarrier is \(upper)",
        expected: "a number above lowerBarrier, \(lower)")
      return nil
    }
    return (lower, upper)
  }
}
