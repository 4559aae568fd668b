import TailpoolMarket

extension ContractKind {
  /// A European digital option.
  static let digital = ContractKind(
    "digital", members: ["underlying", "payoff", "type", "strike", "expiry", "contractSize"],
    read: { node, snapshot, log in
      let market = log.market("underlying", of: node, in: snapshot)
      let payoff = log.choice("payoff", of: node, as: DigitalPayoff.self)
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let market, let payoff, let type, let strike, let expiry, let size else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try DigitalContract(
          underlying: market.underlying, payoff: payoff, type: type, strike: strike, expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // BTC-DIGITAL-29MAY26-71000-C, BTC-ASSET-DIGITAL-29MAY26-71000-P
      let isAsset = name.parts.dropFirst().first == "ASSET"
      let start = isAsset ? 2 : 1
      guard name.parts.count == start + 4, name.parts[start] == "DIGITAL", let market = name.market(0, in: snapshot),
        let strike = name.number(start + 2), let type = name.type(start + 3),
        let expiry = try name.expiry(start + 1, of: market)
      else { return nil }
      return
        (try? DigitalContract(
          underlying: market.underlying, payoff: isAsset ? .asset : .cash, type: type, strike: strike, expiry: expiry))
        .map { Contract($0) }
    })
}
