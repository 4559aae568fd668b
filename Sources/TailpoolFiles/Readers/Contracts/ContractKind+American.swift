import TailpoolMarket

extension ContractKind {
  /// An American option.
  static let american = ContractKind(
    "american", members: ["underlying", "type", "strike", "expiry", "contractSize"],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let type, let strike, let expiry, let size else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try AmericanContract(
          underlying: market.underlying, type: type, strike: strike, expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // SPY-AMERICAN-19JUN26-700-C
      guard name.parts.count == 5, name.parts[1] == "AMERICAN", let market = name.market(0, in: snapshot),
        let strike = name.number(3), let type = name.type(4), let expiry = try name.expiry(2, of: market)
      else { return nil }
      return
        (try? AmericanContract(underlying: market.underlying, type: type, strike: strike, expiry: expiry))
        .map { Contract($0) }
    })
}
