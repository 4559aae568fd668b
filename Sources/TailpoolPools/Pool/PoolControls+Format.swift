import TailpoolLedger

extension PoolControls {
  /// The controls as fields; those that are off are left out.
  var eventValue: EventValue {
    var fields: [EventField] = []
    if let breaker { fields.append(EventField("breaker", breaker.eventValue)) }
    if let outflow {
      fields.append(
        EventField(
          "outflow",
          .fields([
            EventField("window", outflow.window), EventField("tick", outflow.tick),
            EventField("retainedBasisPoints", outflow.retainedBasisPoints), EventField("threshold", outflow.threshold),
          ])))
    }
    if let prices {
      fields.append(
        EventField(
          "prices",
          .fields([
            EventField("greatestAge", prices.greatestAge),
            EventField("deviationBasisPoints", prices.deviationBasisPoints), EventField("quorum", prices.quorum),
          ])))
    }
    if !parameters.isEmpty { fields.append(EventField("parameters", .list(parameters.map(\.eventValue)))) }
    if let band = hedgeBandMillionths { fields.append(EventField("hedgeBandMillionths", band)) }
    fields.append(EventField("assessmentBasisPoints", assessmentBasisPoints))
    if !marginAssets.isEmpty { fields.append(EventField("marginAssets", .list(marginAssets.map(\.eventValue)))) }
    fields.append(EventField("auctionBasisPoints", auctionBasisPoints))
    return .fields(fields)
  }

  init(_ value: EventValue) throws(EventFormatError) {
    self.init()
    var reader = EventFieldReader(value)
    if let value = reader.optionalValue("breaker") { breaker = try BreakerTerms(value) }
    if let value = reader.optionalValue("outflow") {
      var reader = EventFieldReader(value)
      outflow = OutflowTerms(
        window: try reader.number("window"), tick: try reader.number("tick"),
        retainedBasisPoints: try reader.number("retainedBasisPoints"), threshold: try reader.number("threshold"))
      try reader.finish()
    }
    if let value = reader.optionalValue("prices") {
      var reader = EventFieldReader(value)
      prices = PriceTerms(
        greatestAge: try reader.number("greatestAge"), deviationBasisPoints: try reader.number("deviationBasisPoints"),
        quorum: try reader.number("quorum"))
      try reader.finish()
    }
    if reader.optionalValue("parameters") != nil {
      parameters = try reader.list("parameters") { value throws(EventFormatError) in try ParameterBounds(value) }
    }
    hedgeBandMillionths = try reader.optionalNumber("hedgeBandMillionths")
    assessmentBasisPoints = try reader.number("assessmentBasisPoints")
    if reader.optionalValue("marginAssets") != nil {
      marginAssets = try reader.list("marginAssets") { value throws(EventFormatError) in try MarginAsset(value) }
    }
    auctionBasisPoints = try reader.number("auctionBasisPoints")
    try reader.finish()
  }
}

extension ParameterBounds {
  var eventValue: EventValue {
    .fields([
      EventField("parameter", parameter.rawValue), EventField("minimum", minimum), EventField("maximum", maximum),
      EventField("step", step), EventField("delay", delay),
    ])
  }

  init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    guard let parameter = PoolParameter(rawValue: try reader.text("parameter")) else {
      throw .invalid(field: "parameter")
    }
    self.init(
      parameter, minimum: try reader.number("minimum"), maximum: try reader.number("maximum"),
      step: try reader.number("step"), delay: try reader.number("delay"))
    try reader.finish()
  }
}

extension MarginAsset {
  var eventValue: EventValue {
    .fields(
      [
        EventField("asset", asset.symbol), EventField("decimals", asset.decimals),
        EventField("haircutBasisPoints", haircutBasisPoints),
      ] + (cap.map { [EventField("cap", $0)] } ?? []))
  }

  init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    let (symbol, decimals): (String, Int) = (try reader.text("asset"), try reader.number("decimals"))
    guard let asset = try? Asset(symbol, decimals: decimals) else { throw .invalid(field: "asset") }
    self.init(
      asset, haircutBasisPoints: try reader.number("haircutBasisPoints"), cap: try reader.optionalNumber("cap"))
    try reader.finish()
  }
}

extension BreakerTerms {
  var eventValue: EventValue {
    .fields([
      EventField("liquidityBasisPoints", liquidityBasisPoints), EventField("liquiditySeconds", liquiditySeconds),
      EventField("volatilityBasisPoints", volatilityBasisPoints), EventField("volatilitySeconds", volatilitySeconds),
      EventField("skewBasisPoints", skewBasisPoints), EventField("skewSeconds", skewSeconds),
      EventField("probationSeconds", probationSeconds), EventField("probationBasisPoints", probationBasisPoints),
      EventField("longestSeconds", longestSeconds), EventField("guardianDelay", guardianDelay),
    ])
  }

  init(_ value: EventValue) throws(EventFormatError) {
    self.init()
    var reader = EventFieldReader(value)
    liquidityBasisPoints = try reader.number("liquidityBasisPoints")
    liquiditySeconds = try reader.number("liquiditySeconds")
    volatilityBasisPoints = try reader.number("volatilityBasisPoints")
    volatilitySeconds = try reader.number("volatilitySeconds")
    skewBasisPoints = try reader.number("skewBasisPoints")
    skewSeconds = try reader.number("skewSeconds")
    probationSeconds = try reader.number("probationSeconds")
    probationBasisPoints = try reader.number("probationBasisPoints")
    longestSeconds = try reader.number("longestSeconds")
    guardianDelay = try reader.number("guardianDelay")
    try reader.finish()
  }
}
