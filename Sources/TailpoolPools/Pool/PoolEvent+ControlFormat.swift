import TailpoolMarket

extension PoolAction {
  /// The fields of what belongs to controls, margin and the waterfall.
  var controlFields: [EventField] {
    switch self {
    case .quote(let underlying, let quotes):
      [EventField("underlying", underlying), EventField("quotes", .list(quotes.map(\.eventValue)))]
    case .rewardRisk(let from, let assets, let contributions):
      [
        EventField("from", from), EventField("assets", assets),
        EventField("contributions", .list(contributions.map(\.eventValue))),
      ]
    case .fundReserve(let from, let assets): [EventField("from", from), EventField("assets", assets)]
    case .releaseReserve(let to, let assets): [EventField("to", to), EventField("assets", assets)]
    case .signal(let volatility, let skew):
      [EventField("volatilityBasisPoints", volatility), EventField("skewBasisPoints", skew)]
    case .endTrip(let reason): [EventField("reason", reason)]
    case .setParameter(let parameter, let value, let reason):
      [EventField("parameter", parameter.rawValue), EventField("value", value), EventField("reason", reason)]
    case .postMargin(let participant, let asset, let units), .withdrawMargin(let participant, let asset, let units):
      [EventField("participant", participant), EventField("asset", asset), EventField("units", units)]
    case .priceMargin(let asset, let price, let units):
      [EventField("asset", asset), EventField("price", price), EventField("units", units)]
    case .requireMargin(let requirements): [EventField("requirements", .list(requirements.map(\.eventValue)))]
    case .liquidate(let participant, let lots, let sold, let paid):
      [
        EventField("participant", participant), EventField("lots", lots), EventField("sold", sold),
        EventField("paid", paid),
      ]
    case .memberDefault(let participant, let loss):
      [EventField("participant", participant), EventField("loss", loss)]
    case .payAssessment(let participant, let assets):
      [EventField("participant", participant), EventField("assets", assets)]
    default: []
    }
  }

  /// Reads such an action, or returns nil when there is none of that name.
  init?(control name: String, _ reader: inout EventFieldReader) throws(EventFormatError) {
    switch name {
    case "quote":
      self = .quote(
        underlying: try reader.text("underlying"),
        quotes: try reader.list("quotes") { value throws(EventFormatError) in try PoolQuote(value) })
    case "rewardRisk":
      self = .rewardRisk(
        from: try reader.text("from"), assets: try reader.number("assets"),
        contributions: try reader.list("contributions") { value throws(EventFormatError) in
          try ShortfallContribution(value)
        })
    case "fundReserve": self = .fundReserve(from: try reader.text("from"), assets: try reader.number("assets"))
    case "releaseReserve": self = .releaseReserve(to: try reader.text("to"), assets: try reader.number("assets"))
    case "signal":
      self = .signal(
        volatilityBasisPoints: try reader.number("volatilityBasisPoints"),
        skewBasisPoints: try reader.number("skewBasisPoints"))
    case "endTrip": self = .endTrip(reason: try reader.text("reason"))
    case "setParameter":
      guard let parameter = PoolParameter(rawValue: try reader.text("parameter")) else {
        throw .invalid(field: "parameter")
      }
      self = .setParameter(parameter, value: try reader.number("value"), reason: try reader.text("reason"))
    case "postMargin":
      self = .postMargin(
        participant: try reader.text("participant"), asset: try reader.text("asset"),
        units: try reader.number("units"))
    case "withdrawMargin":
      self = .withdrawMargin(
        participant: try reader.text("participant"), asset: try reader.text("asset"),
        units: try reader.number("units"))
    case "priceMargin":
      self = .priceMargin(
        asset: try reader.text("asset"), price: try reader.number("price"), units: try reader.number("units"))
    case "requireMargin":
      self = .requireMargin(
        try reader.list("requirements") { value throws(EventFormatError) in try MarginRequirement(value) })
    case "liquidate":
      self = .liquidate(
        participant: try reader.text("participant"), lots: try reader.number("lots"),
        sold: try reader.number("sold"), paid: try reader.number("paid"))
    case "memberDefault":
      self = .memberDefault(participant: try reader.text("participant"), loss: try reader.number("loss"))
    case "payAssessment":
      self = .payAssessment(participant: try reader.text("participant"), assets: try reader.number("assets"))
    default: return nil
    }
  }
}

extension PoolQuote {
  var eventValue: EventValue {
    .fields([
      EventField("source", source), EventField("price", price), EventField("time", time.secondsSinceEpoch),
    ])
  }

  init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    self.init(
      source: try reader.text("source"), price: try reader.number("price"),
      time: Timestamp(secondsSinceEpoch: try reader.number("time")))
    try reader.finish()
  }
}

extension ShortfallContribution {
  var eventValue: EventValue {
    .fields([EventField("participant", participant), EventField("units", units)])
  }

  init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    self.init(participant: try reader.text("participant"), units: try reader.number("units"))
    try reader.finish()
  }
}

extension MarginRequirement {
  var eventValue: EventValue {
    .fields([
      EventField("participant", participant), EventField("initial", initial), EventField("maintenance", maintenance),
    ])
  }

  init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    self.init(
      participant: try reader.text("participant"), initial: try reader.number("initial"),
      maintenance: try reader.number("maintenance"))
    try reader.finish()
  }
}
