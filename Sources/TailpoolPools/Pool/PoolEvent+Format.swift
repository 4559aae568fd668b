import TailpoolMarket

extension PoolEvent {
  /// The event as fields: version, time in seconds, action, and what the action carries.
  public var eventValue: EventValue {
    .fields(
      [
        EventField("version", PoolEvent.version), EventField("time", time.secondsSinceEpoch),
        EventField("action", action.name),
      ] + action.fields)
  }

  /// Reads an event.
  ///
  /// - Parameter value: Its fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    let version = try reader.text("version")
    guard version == String(PoolEvent.version) else { throw .unknownVersion(version) }
    let time = Timestamp(secondsSinceEpoch: try reader.number("time"))
    let name = try reader.text("action")
    guard let action = try PoolAction(name, &reader) else { throw .unknownAction(name) }
    try reader.finish()
    self.init(at: time, action)
  }
}

extension PoolAction {
  /// The name of the action in a journal.
  public var name: String {
    switch self {
    case .deposit: "deposit"
    case .redeem: "redeem"
    case .gift: "gift"
    case .loss: "loss"
    case .requestEntry: "requestEntry"
    case .requestExit: "requestExit"
    case .cancel: "cancel"
    case .process: "process"
    case .list: "list"
    case .trade: "trade"
    case .hedge: "hedge"
    case .mark: "mark"
    case .observe: "observe"
    case .settle: "settle"
    case .fundRewards: "fundRewards"
    case .claimRewards: "claimRewards"
    case .halt: "halt"
    case .quote: "quote"
    case .rewardRisk: "rewardRisk"
    case .fundReserve: "fundReserve"
    case .releaseReserve: "releaseReserve"
    case .signal: "signal"
    case .endTrip: "endTrip"
    case .setParameter: "setParameter"
    case .postMargin: "postMargin"
    case .withdrawMargin: "withdrawMargin"
    case .priceMargin: "priceMargin"
    case .requireMargin: "requireMargin"
    case .liquidate: "liquidate"
    case .memberDefault: "memberDefault"
    case .payAssessment: "payAssessment"
    }
  }

  var fields: [EventField] {
    switch self {
    case .deposit(let participant, let assets, let minimum), .requestEntry(let participant, let assets, let minimum):
      [EventField("participant", participant), EventField("assets", assets), EventField("minimumShares", minimum)]
    case .redeem(let participant, let shares, let minimum), .requestExit(let participant, let shares, let minimum):
      [EventField("participant", participant), EventField("shares", shares), EventField("minimumAssets", minimum)]
    case .gift(let from, let assets): [EventField("from", from), EventField("assets", assets)]
    case .loss(let reason, let assets): [EventField("reason", reason), EventField("assets", assets)]
    case .cancel(let participant, let ticket):
      [EventField("participant", participant), EventField("ticket", ticket)]
    case .process: []
    case .list(let contract): [EventField("contract", contract.eventValue)]
    case .trade(let trade):
      [
        EventField("mark", trade.mark.eventValue), EventField("quantity", trade.quantity),
        EventField("premium", trade.premium), EventField("spread", trade.spread),
        EventField("shortfallAfter", trade.shortfallAfter),
      ]
    case .hedge(let underlying, let change, let cash, let after):
      [
        EventField("underlying", underlying), EventField("changeMillionths", change), EventField("cash", cash),
        EventField("after", after.eventValue),
      ]
    case .mark(let contracts, let hedges, let source, let confidence):
      [
        EventField("contracts", .list(contracts.map(\.eventValue))),
        EventField("hedges", .list(hedges.map(\.eventValue))), EventField("source", source),
        EventField("confidence", confidence),
      ]
    case .observe(let underlying, let price): [EventField("underlying", underlying), EventField("price", price)]
    case .settle(let underlying, let expiry):
      [EventField("underlying", underlying), EventField("expiry", expiry.secondsSinceEpoch)]
    case .fundRewards(let from, let assets, let seconds):
      [EventField("from", from), EventField("assets", assets), EventField("seconds", seconds)]
    case .claimRewards(let participant): [EventField("participant", participant)]
    case .halt(let until, let reason):
      [EventField("until", until.secondsSinceEpoch), EventField("reason", reason)]
    default: controlFields
    }
  }

  /// Reads the action of that name, or returns nil when there is none.
  init?(_ name: String, _ reader: inout EventFieldReader) throws(EventFormatError) {
    switch name {
    case "deposit":
      self = .deposit(
        participant: try reader.text("participant"), assets: try reader.number("assets"),
        minimumShares: try reader.number("minimumShares"))
    case "requestEntry":
      self = .requestEntry(
        participant: try reader.text("participant"), assets: try reader.number("assets"),
        minimumShares: try reader.number("minimumShares"))
    case "redeem":
      self = .redeem(
        participant: try reader.text("participant"), shares: try reader.number("shares"),
        minimumAssets: try reader.number("minimumAssets"))
    case "requestExit":
      self = .requestExit(
        participant: try reader.text("participant"), shares: try reader.number("shares"),
        minimumAssets: try reader.number("minimumAssets"))
    case "gift": self = .gift(from: try reader.text("from"), assets: try reader.number("assets"))
    case "loss": self = .loss(reason: try reader.text("reason"), assets: try reader.number("assets"))
    case "cancel":
      self = .cancel(participant: try reader.text("participant"), ticket: try reader.number("ticket"))
    case "process": self = .process
    case "list": self = .list(try PoolContract(try reader.value("contract")))
    case "trade":
      self = .trade(
        PoolTrade(
          mark: try ContractMark(try reader.value("mark")), quantity: try reader.number("quantity"),
          premium: try reader.number("premium"), spread: try reader.number("spread"),
          shortfallAfter: try reader.number("shortfallAfter")))
    case "hedge":
      self = .hedge(
        underlying: try reader.text("underlying"), changeMillionths: try reader.number("changeMillionths"),
        cash: try reader.number("cash"), after: try HedgeMark(try reader.value("after")))
    case "mark":
      self = .mark(
        contracts: try reader.list("contracts") { value throws(EventFormatError) in try ContractMark(value) },
        hedges: try reader.list("hedges") { value throws(EventFormatError) in try HedgeMark(value) },
        source: try reader.text("source"), confidence: try reader.number("confidence"))
    case "observe": self = .observe(underlying: try reader.text("underlying"), price: try reader.number("price"))
    case "settle":
      self = .settle(
        underlying: try reader.text("underlying"), expiry: Timestamp(secondsSinceEpoch: try reader.number("expiry")))
    case "fundRewards":
      self = .fundRewards(
        from: try reader.text("from"), assets: try reader.number("assets"), seconds: try reader.number("seconds"))
    case "claimRewards": self = .claimRewards(participant: try reader.text("participant"))
    case "halt":
      self = .halt(
        until: Timestamp(secondsSinceEpoch: try reader.number("until")), reason: try reader.text("reason"))
    default:
      guard let action = try PoolAction(control: name, &reader) else { return nil }
      self = action
    }
  }
}

extension ContractMark {
  var eventValue: EventValue {
    .fields([
      EventField("contract", contract), EventField("bid", bid), EventField("ask", ask),
      EventField("deltaMillionths", deltaMillionths), EventField("vega", vega),
    ])
  }

  init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    self.init(
      contract: try reader.text("contract"), bid: try reader.number("bid"), ask: try reader.number("ask"),
      deltaMillionths: try reader.number("deltaMillionths"), vega: try reader.number("vega"))
    try reader.finish()
  }
}

extension HedgeMark {
  var eventValue: EventValue {
    .fields([EventField("underlying", underlying), EventField("low", low), EventField("high", high)])
  }

  init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    self.init(
      underlying: try reader.text("underlying"), low: try reader.number("low"), high: try reader.number("high"))
    try reader.finish()
  }
}

extension PoolContract {
  var eventValue: EventValue {
    .fields([
      EventField("id", id), EventField("underlying", underlying), EventField("expiry", expiry.secondsSinceEpoch),
      EventField("payoff", payoff.rawValue), EventField("strike", strike), EventField("size", size),
      EventField("collateral", collateral),
    ])
  }

  init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    guard let payoff = PoolPayoff(rawValue: try reader.text("payoff")) else { throw .invalid(field: "payoff") }
    self.init(
      id: try reader.text("id"), underlying: try reader.text("underlying"),
      expiry: Timestamp(secondsSinceEpoch: try reader.number("expiry")), payoff: payoff,
      strike: try reader.number("strike"), size: try reader.number("size"),
      collateral: try reader.number("collateral"))
    try reader.finish()
  }
}
