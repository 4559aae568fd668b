import TailpoolMarket

extension ContractKind {
  /// An option on the lowest or highest price until expiry.
  static let lookback = ContractKind(
    "lookback", members: ["underlying", "type", "strike", "expiry", "contractSize"], memory: [.extremum],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.floatingStrike(of: node)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let type, let strike, let expiry, let size else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try LookbackContract(
          underlying: market.underlying, type: type, strike: strike.number, expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      guard name.parts.count == 5, name.parts[1] == "LOOKBACK", name.market(0, in: snapshot) != nil else { return nil }
      throw .init(
        expected: "its kind and terms in a book of JSON, since the name does not say the lowest or highest price so far"
      )
    },
    check: { contract, state, snapshot in
      guard let terms = contract.terms as? LookbackContract, let spot = snapshot[terms.underlying]?.spot else {
        return nil
      }
      let (name, which) = (Memory.extremum.rawValue, terms.countsLowest ? "lowest" : "highest")
      guard let extremum = state.extremum else {
        return (name, "\(shown(name)) is not said", "the \(which) price so far, \(spot) for an option that begins now")
      }
      guard terms.countsLowest ? extremum > spot : extremum < spot else { return nil }
      return (name, "\(shown(name)) is \(extremum), and the spot is \(spot)", "the \(which) price so far")
    })
}
