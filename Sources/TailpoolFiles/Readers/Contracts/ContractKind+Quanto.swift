import TailpoolMarket

extension ContractKind {
  /// An option on the price of one asset in another, paid at a fixed rate.
  static let quanto = ContractKind(
    "quanto", members: ["underlying", "currency", "type", "strike", "conversion", "expiry", "contractSize"],
    read: { node, snapshot, log in
      let asset = log.market("underlying", of: node, in: snapshot)
      let currency = log.market("currency", of: node, in: snapshot)
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      let conversion = log.number("conversion", of: node, .positive, isRequired: true)
      let expiry = log.expiry(of: node, in: asset, snapshot)
      let size = log.contractSize(of: node)
      guard let asset, let currency, let type, let strike, let conversion, let expiry, let size else { return nil }
      guard asset.underlying != currency.underlying else {
        log.add(
          at: node.member("currency")?.offset ?? node.offset, "currency is \(shown(currency.underlying.name))",
          expected: "another underlying than the asset")
        return nil
      }
      return log.contract(of: node) { () throws(MarketError) in
        try QuantoContract(
          underlying: asset.underlying, currency: currency.underlying, type: type, strike: strike,
          conversion: conversion, expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // ETH-QUANTO-BTC-29MAY26-0d05-C-70000
      guard name.parts.count == 7, name.parts[1] == "QUANTO", let asset = name.market(0, in: snapshot),
        let currency = name.market(2, in: snapshot), let strike = name.number(4), let type = name.type(5),
        let conversion = name.number(6), let expiry = try name.expiry(3, of: asset)
      else { return nil }
      return
        (try? QuantoContract(
          underlying: asset.underlying, currency: currency.underlying, type: type, strike: strike,
          conversion: conversion, expiry: expiry)).map { Contract($0) }
    })
}
