import TailpoolMarket

extension ContractKind {
  /// An option to exchange one asset for another.
  static let exchange = ContractKind(
    "exchange", members: ["receive", "deliver", "ratio", "expiry", "contractSize"],
    read: { node, snapshot, log in
      let received = log.market("receive", of: node, in: snapshot)
      let delivered = log.market("deliver", of: node, in: snapshot)
      let ratio = log.number("ratio", of: node, .positive, default: 1)
      let expiry = log.expiry(of: node, in: received, snapshot)
      let size = log.contractSize(of: node)
      guard let received, let delivered, let ratio, let expiry, let size else { return nil }
      guard received.underlying != delivered.underlying else {
        log.add(
          at: node.member("deliver")?.offset ?? node.offset, "deliver is \(shown(delivered.underlying.name))",
          expected: "another underlying than receive")
        return nil
      }
      return log.contract(of: node) { () throws(MarketError) in
        try ExchangeContract(
          receive: received.underlying, deliver: delivered.underlying, ratio: ratio, expiry: expiry, contractSize: size)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      // BTC-EXCHANGE-ETH-29MAY26, with the ratio at the end where it is not 1.
      guard name.parts.count == 4 || name.parts.count == 5, name.parts[1] == "EXCHANGE",
        let received = name.market(0, in: snapshot), let delivered = name.market(2, in: snapshot),
        let ratio = name.parts.count == 5 ? name.number(4) : 1, let expiry = try name.expiry(3, of: received)
      else { return nil }
      return
        (try? ExchangeContract(
          receive: received.underlying, deliver: delivered.underlying, ratio: ratio, expiry: expiry)).map {
          Contract($0)
        }
    })
}
