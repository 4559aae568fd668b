import TailpoolEvents

extension ContractMark: EventRecord {
  @usableFromInline package static var blank: ContractMark {
    ContractMark(contract: .blank, bid: .blank, ask: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ mark: ContractMark, by coder: inout Coder
  ) throws(Coder.Failure) -> ContractMark {
    ContractMark(
      contract: try coder.field("contract", mark.contract), bid: try coder.field("bid", mark.bid),
      ask: try coder.field("ask", mark.ask), deltaMillionths: try coder.field("deltaMillionths", mark.deltaMillionths),
      deliveredDeltaMillionths: try coder.field("deliveredDeltaMillionths", mark.deliveredDeltaMillionths, unless: 0),
      vega: try coder.field("vega", mark.vega))
  }
}

extension HedgeMark: EventRecord {
  @usableFromInline package static var blank: HedgeMark { HedgeMark(underlying: .blank, low: .blank, high: .blank) }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ mark: HedgeMark, by coder: inout Coder
  ) throws(Coder.Failure) -> HedgeMark {
    HedgeMark(
      underlying: try coder.field("underlying", mark.underlying), low: try coder.field("low", mark.low),
      high: try coder.field("high", mark.high))
  }
}

extension PoolTrade: EventRecord {
  @usableFromInline package static var blank: PoolTrade {
    PoolTrade(mark: .blank, quantity: .blank, premium: .blank, spread: .blank, shortfallAfter: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ trade: PoolTrade, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolTrade {
    PoolTrade(
      mark: try coder.field("mark", trade.mark), quantity: try coder.field("quantity", trade.quantity),
      premium: try coder.field("premium", trade.premium), spread: try coder.field("spread", trade.spread),
      shortfallAfter: try coder.field("shortfallAfter", trade.shortfallAfter))
  }
}

extension PoolQuote: EventRecord {
  @usableFromInline package static var blank: PoolQuote { PoolQuote(source: .blank, price: .blank, time: .blank) }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ quote: PoolQuote, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolQuote {
    PoolQuote(
      source: try coder.field("source", quote.source), price: try coder.field("price", quote.price),
      time: try coder.field("time", quote.time))
  }
}

extension ShortfallContribution: EventRecord {
  @usableFromInline package static var blank: ShortfallContribution {
    ShortfallContribution(participant: .blank, units: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ contribution: ShortfallContribution, by coder: inout Coder
  ) throws(Coder.Failure) -> ShortfallContribution {
    ShortfallContribution(
      participant: try coder.field("participant", contribution.participant),
      units: try coder.field("units", contribution.units))
  }
}

extension MarginRequirement: EventRecord {
  @usableFromInline package static var blank: MarginRequirement {
    MarginRequirement(participant: .blank, initial: .blank, maintenance: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ requirement: MarginRequirement, by coder: inout Coder
  ) throws(Coder.Failure) -> MarginRequirement {
    MarginRequirement(
      participant: try coder.field("participant", requirement.participant),
      initial: try coder.field("initial", requirement.initial),
      maintenance: try coder.field("maintenance", requirement.maintenance))
  }
}
