import TailpoolMarket

/// The contracts without expiry.
extension ContractKind {

  /// An option kept alive by funding.
  static let everlastingOption = ContractKind(
    perpetual: "everlasting-option",
    members: ["type", "strike", "fundingPeriodDays", "funding", "volatility", "rate", "dividendYield"],
    terms: { node, log in
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      let (period, funding) = (period(node, log: &log), funding(node, log: &log))
      guard let type, let strike, let period, let funding else { return nil }
      return .everlastingOption(type, strike: strike, fundingPeriod: period, funding: funding)
    },
    named: { name, snapshot throws(ContractName.Problem) in
      try unnamedPeriod(name, "EVERLASTING", in: snapshot)
    })

  /// A future on a power of the spot.
  static let powerPerpetual = ContractKind(
    perpetual: "power-perpetual", members: ["power", "fundingPeriodDays", "funding", "volatility", "rate"],
    terms: { node, log in
      let power = log.number("power", of: node, .finite, isRequired: true)
      let (period, funding) = (period(node, log: &log), funding(node, log: &log))
      guard let power, let period, let funding else { return nil }
      return .powerPerpetual(power: power, fundingPeriod: period, funding: funding)
    },
    named: { name, snapshot throws(ContractName.Problem) in try unnamedPeriod(name, "POWER", in: snapshot) })

  /// An American option that never expires: `BTC-AMERICAN-71000-C`.
  static let perpetualAmerican = ContractKind(
    perpetual: "perpetual-american", members: ["type", "strike", "volatility", "rate", "dividendYield"],
    rates: .nonNegative,
    terms: { node, log in
      let type = log.choice("type", of: node, as: OptionType.self)
      let strike = log.number("strike", of: node, .positive, isRequired: true)
      guard let type, let strike else { return nil }
      return .perpetualAmerican(type, strike: strike)
    },
    named: { name, snapshot in
      guard name.parts.count == 4, name.parts[1] == "AMERICAN", let market = name.market(0, in: snapshot),
        let strike = name.number(2), let type = name.type(3)
      else { return nil }
      return contract(market.underlying, .perpetualAmerican(type, strike: strike))
    })

  /// A perpetual future on one unit of the underlying: `BTC_USD-PERPETUAL`.
  static let linearPerpetual = ContractKind(
    perpetual: "linear-perpetual", members: ["entry"],
    terms: { node, log in .linearFuture(entry: log.number("entry", of: node, .positive)) },
    named: { name, snapshot in
      let end = "_USD"
      guard name.parts.count == 2, name.parts[1] == "PERPETUAL", name.parts[0].hasSuffix(end),
        let market = snapshot[Underlying(String(name.parts[0].dropLast(end.count)))]
      else { return nil }
      return contract(market.underlying, .linearFuture(entry: nil))
    })

  /// A perpetual future on one dollar, paid in coin: `BTC-PERPETUAL`.
  static let inversePerpetual = ContractKind(
    perpetual: "inverse-perpetual", members: ["entry"],
    terms: { node, log in .inverseFuture(entry: log.number("entry", of: node, .positive)) },
    named: { name, snapshot in
      guard name.parts.count == 2, name.parts[1] == "PERPETUAL", let market = name.market(0, in: snapshot) else {
        return nil
      }
      return contract(market.underlying, .inverseFuture(entry: nil))
    })

  /// An entry of a contract without expiry, which may state what it is marked at.
  private init(
    perpetual name: String, members: [String], rates: NumberRule = .finite,
    terms: @escaping @Sendable (JSONNode, inout ProblemLog) -> PerpetualContract.Terms?, named: @escaping NameReader
  ) {
    self.init(
      name, members: ["underlying", "contractSize"] + members,
      read: { node, snapshot, log in
        func mark(_ name: String, _ rule: NumberRule, log: inout ProblemLog) -> Double? {
          members.contains(name) ? log.number(name, of: node, rule) : nil
        }
        let market = log.market("underlying", of: node, in: snapshot)
        let terms = terms(node, &log)
        let size = log.contractSize(of: node)
        let marking = PerpetualContract.Marking(
          volatility: mark("volatility", .positive, log: &log), rate: mark("rate", rates, log: &log),
          dividendYield: mark("dividendYield", rates, log: &log))
        guard let market, let terms, let size else { return nil }
        return log.contract(of: node) { () throws(MarketError) in
          try PerpetualContract(underlying: market.underlying, terms: terms, contractSize: size, marking: marking)
        }
      }, named: named)
  }

  private static func contract(_ underlying: Underlying, _ terms: PerpetualContract.Terms) -> Contract? {
    (try? PerpetualContract(underlying: underlying, terms: terms)).map { Contract($0) }
  }

  /// Refuses a name that does not say the funding period.
  private static func unnamedPeriod(
    _ name: ContractName, _ word: String, in snapshot: MarketSnapshot
  ) throws(ContractName.Problem) -> Contract? {
    guard name.parts.count > 2, name.parts[1] == word, name.market(0, in: snapshot) != nil else { return nil }
    throw .init(expected: "its kind and terms in a book of JSON, since the name does not say the funding period")
  }

  private static func funding(_ node: JSONNode, log: inout ProblemLog) -> Funding? {
    guard node.member("funding") != nil else { return .continuous }
    return log.choice("funding", of: node, as: Funding.self)
  }

  private static func period(_ node: JSONNode, log: inout ProblemLog) -> Double? {
    log.number("fundingPeriodDays", of: node, .positive, isRequired: true).map { $0 / DayCount.daysPerYear }
  }
}
