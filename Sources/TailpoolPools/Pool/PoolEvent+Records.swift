extension ContractMark: EventRecord {
  static var blank: ContractMark {
    ContractMark(contract: .blank, bid: .blank, ask: .blank, deltaMillionths: .blank, vega: .blank)
  }

  static func coded<Coder: EventFieldCoder>(
    _ mark: ContractMark, by coder: inout Coder
  ) throws(Coder.Failure) -> ContractMark {
    ContractMark(
      contract: try coder.field("contract", mark.contract), bid: try coder.field("bid", mark.bid),
      ask: try coder.field("ask", mark.ask), deltaMillionths: try coder.field("deltaMillionths", mark.deltaMillionths),
      vega: try coder.field("vega", mark.vega))
  }
}

extension HedgeMark: EventRecord {
  static var blank: HedgeMark { HedgeMark(underlying: .blank, low: .blank, high: .blank) }

  static func coded<Coder: EventFieldCoder>(
    _ mark: HedgeMark, by coder: inout Coder
  ) throws(Coder.Failure) -> HedgeMark {
    HedgeMark(
      underlying: try coder.field("underlying", mark.underlying), low: try coder.field("low", mark.low),
      high: try coder.field("high", mark.high))
  }
}

extension PoolContract: EventRecord {
  static var blank: PoolContract {
    PoolContract(
      id: .blank, underlying: .blank, expiry: .blank, payoff: .blank, strike: .blank, size: .blank, collateral: .blank)
  }

  static func coded<Coder: EventFieldCoder>(
    _ contract: PoolContract, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolContract {
    PoolContract(
      id: try coder.field("id", contract.id), underlying: try coder.field("underlying", contract.underlying),
      expiry: try coder.field("expiry", contract.expiry), payoff: try coder.field("payoff", contract.payoff),
      strike: try coder.field("strike", contract.strike), size: try coder.field("size", contract.size),
      collateral: try coder.field("collateral", contract.collateral))
  }
}

extension PoolPayoff: EventPart {
  static var blank: PoolPayoff { .linearCall }
}

extension PoolTrade: EventRecord {
  static var blank: PoolTrade {
    PoolTrade(mark: .blank, quantity: .blank, premium: .blank, spread: .blank, shortfallAfter: .blank)
  }

  static func coded<Coder: EventFieldCoder>(
    _ trade: PoolTrade, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolTrade {
    PoolTrade(
      mark: try coder.field("mark", trade.mark), quantity: try coder.field("quantity", trade.quantity),
      premium: try coder.field("premium", trade.premium), spread: try coder.field("spread", trade.spread),
      shortfallAfter: try coder.field("shortfallAfter", trade.shortfallAfter))
  }
}

extension PoolQuote: EventRecord {
  static var blank: PoolQuote { PoolQuote(source: .blank, price: .blank, time: .blank) }

  static func coded<Coder: EventFieldCoder>(
    _ quote: PoolQuote, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolQuote {
    PoolQuote(
      source: try coder.field("source", quote.source), price: try coder.field("price", quote.price),
      time: try coder.field("time", quote.time))
  }
}

extension ShortfallContribution: EventRecord {
  static var blank: ShortfallContribution { ShortfallContribution(participant: .blank, units: .blank) }

  static func coded<Coder: EventFieldCoder>(
    _ contribution: ShortfallContribution, by coder: inout Coder
  ) throws(Coder.Failure) -> ShortfallContribution {
    ShortfallContribution(
      participant: try coder.field("participant", contribution.participant),
      units: try coder.field("units", contribution.units))
  }
}

extension MarginRequirement: EventRecord {
  static var blank: MarginRequirement { MarginRequirement(participant: .blank, initial: .blank, maintenance: .blank) }

  static func coded<Coder: EventFieldCoder>(
    _ requirement: MarginRequirement, by coder: inout Coder
  ) throws(Coder.Failure) -> MarginRequirement {
    MarginRequirement(
      participant: try coder.field("participant", requirement.participant),
      initial: try coder.field("initial", requirement.initial),
      maintenance: try coder.field("maintenance", requirement.maintenance))
  }
}
