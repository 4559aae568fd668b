import TailpoolMarket

extension ContractKind {
  /// A fixed payment for a level that is, or is not, reached.
  static let touch = ContractKind(
    "touch", members: ["underlying", "payoff", "side", "barrier", "expiry", "contractSize"],
    memory: [.barrierHit, .fixings],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let payoff = log.choice("payoff", of: node, as: TouchPayoff.self)
      let side = log.choice("side", of: node, as: BarrierSide.self)
      let barrier = log.number("barrier", of: node, .positive, isRequired: true)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let payoff, let side, let barrier, let expiry, let size else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try TouchContract(
          underlying: market.underlying, payoff: payoff, side: side, barrier: barrier, expiry: expiry,
          contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // BTC-ONE-TOUCH-29MAY26-DOWN-60000, BTC-ONE-TOUCH-AT-EXPIRY-29MAY26-UP-99000
      let count = name.parts.count
      guard count == 6 || count == 8, let market = name.market(0, in: snapshot),
        let payoff = TouchPayoff(rawValue: name.parts[1...(count - 4)].joined(separator: "-").lowercased()),
        let side = BarrierSide(rawValue: name.parts[count - 2].lowercased()), let barrier = name.number(count - 1),
        let expiry = try name.expiry(count - 3, of: market)
      else { return nil }
      return
        (try? TouchContract(
          underlying: market.underlying, payoff: payoff, side: side, barrier: barrier, expiry: expiry)).map {
          Contract($0)
        }
    },
    check: { contract, state, snapshot in
      guard let terms = contract.terms as? TouchContract else { return nil }
      return passedBarrier(terms.barrier, of: terms.underlying, state, snapshot) { price in
        terms.side.isReached(spot: price, barrier: terms.barrier)
      }
    })

  /// A barrier that was passed without a word.
  static func passedBarrier(
    _ barrier: Double, of underlying: Underlying, _ state: ContractState, _ snapshot: MarketSnapshot,
    isPassed: (Double) -> Bool
  ) -> Contradiction? {
    guard state.isBarrierHit != true else { return nil }
    let spot = snapshot[underlying]?.spot
    let prices = (spot.map { [$0] } ?? []) + state.fixings.map(\.price)
    guard let price = prices.first(where: isPassed) else { return nil }
    let name = Memory.barrierHit.rawValue
    return (
      name,
      "\(shown(name)) is \(state.isBarrierHit == nil ? "not said" : "false"), and "
        + "\(price == spot ? "the spot" : "a fixing") of \(price) is at the barrier \(barrier) or beyond it",
      "true"
    )
  }
}
