import TailpoolMarket

extension ContractKind {
  /// Liquidity over a range of prices in a pool of two tokens.
  static let liquidityPosition = ContractKind(
    "liquidity-position", members: ["underlying", "quote", "lower", "upper", "liquidity"], memory: [.feesOwed],
    dependsOnCorrelation: false,
    read: { node, snapshot, log in
      let base = log.market("underlying", of: node, in: snapshot)
      let isQuoted = node.stated("quote") != nil
      let quote = isQuoted ? log.market("quote", of: node, in: snapshot) : nil
      let lower = log.number("lower", of: node, .nonNegative, default: 0)
      let upper = log.number("upper", of: node, .positive, default: .infinity)
      let liquidity = log.number("liquidity", of: node, .positive, isRequired: true)
      guard let base, !isQuoted || quote != nil, let lower, let upper, let liquidity else { return nil }
      guard quote?.underlying != base.underlying else {
        log.add(
          at: node.member("quote")?.offset ?? node.offset, "quote is \(shown(base.underlying.name))",
          expected: "another token than underlying")
        return nil
      }
      guard lower < upper else {
        log.add(
          at: node.member("upper")?.offset ?? node.offset, "the range begins at \(lower) and ends at \(upper)",
          expected: "an end above its begin")
        return nil
      }
      return log.contract(of: node) { () throws(MarketError) in
        try LiquidityPositionContract(
          base: base.underlying, quote: quote?.underlying, lower: lower, upper: upper, liquidity: liquidity)
      }
    },
    named: { name, snapshot throws(ContractName.Problem) in
      guard name.parts.count > 1, name.parts[1] == "LIQUIDITY", name.market(0, in: snapshot) != nil else { return nil }
      throw .init(expected: "its kind and terms in a book of JSON, since the name does not say the liquidity")
    })
}
