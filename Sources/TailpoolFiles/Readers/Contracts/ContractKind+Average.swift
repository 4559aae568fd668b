import TailpoolMarket

extension ContractKind {
  /// An option on the average of prices fixed at given instants.
  static let average = ContractKind(
    "average", members: ["underlying", "average", "type", "strike", "fixingTimes", "expiry", "contractSize"],
    memory: [.fixings],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let average = log.choice("average", of: node, as: AverageKind.self)
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.floatingStrike(of: node)
      let times = log.fixingTimes(of: node)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let average, let type, let strike, let times, let expiry, let size else { return nil }
      guard times.last.map({ $0 <= expiry }) ?? false else {
        log.add(
          at: node.member("fixingTimes")?.offset ?? node.offset, "a fixing time is after the expiry \(expiry)",
          expected: "fixing times until the expiry")
        return nil
      }
      return log.contract(of: node) { () throws(MarketError) in
        try AverageContract(
          underlying: market.underlying, average: average, type: type, strike: strike.number, fixingTimes: times,
          expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      guard name.parts.count == 6, AverageKind(rawValue: name.parts[1].lowercased()) != nil,
        name.parts[2] == "AVERAGE", name.market(0, in: snapshot) != nil
      else { return nil }
      throw .init(expected: "its kind and terms in a book of JSON, since the name does not say when prices are fixed")
    },
    check: { contract, state, snapshot in
      guard let terms = contract.terms as? AverageContract else { return nil }
      return otherFixings(than: terms.fixingTimes.filter { $0 <= snapshot.asOf }, in: state)
    })

  /// An option whose strike is set later.
  static let forwardStart = ContractKind(
    "forward-start",
    members: ["underlying", "payoff", "type", "moneyness", "start", "expiry", "contractSize"], memory: [.fixings],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let payoff =
        node.stated("payoff") == nil ? .gain : log.choice("payoff", of: node, as: ForwardStartPayoff.self)
      let type = log.choice("type", of: node, as: OptionType.self)
      let moneyness = log.number("moneyness", of: node, .positive, isRequired: true)
      let start = log.instant("start", of: node)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let payoff, let type, let moneyness, let start, let expiry, let size else { return nil }
      guard start.instant < expiry else {
        log.add(at: start.offset, "start is \(start.instant)", expected: "an instant before the expiry \(expiry)")
        return nil
      }
      return log.contract(of: node) { () throws(MarketError) in
        try ForwardStartContract(
          underlying: market.underlying, payoff: payoff, type: type, moneyness: moneyness, start: start.instant,
          expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      guard name.parts.count > 3, name.parts[1...2] == ["FORWARD", "START"], name.market(0, in: snapshot) != nil else {
        return nil
      }
      throw .init(expected: "its kind and terms in a book of JSON, since the name does not say when the strike is set")
    },
    check: { contract, state, snapshot in
      guard let terms = contract.terms as? ForwardStartContract else { return nil }
      return otherFixings(than: terms.start <= snapshot.asOf ? [terms.start] : [], in: state)
    })

  /// A fixing that is missing, or stands at an instant that is none of the contract's.
  private static func otherFixings(than times: [Timestamp], in state: ContractState) -> Contradiction? {
    let name = Memory.fixings.rawValue
    let given = state.fixings.map(\.time)
    if let missing = times.first(where: { !given.contains($0) }) {
      return (name, "there is no fixing at \(missing)", "the price of each fixing time until the snapshot")
    }
    guard let other = given.first(where: { !times.contains($0) }) else {
      return given.count == times.count ? nil : (name, "a fixing stands twice", "one fixing at each fixing time")
    }
    return (name, "there is a fixing at \(other)", "fixings at the contract's own times only")
  }
}
