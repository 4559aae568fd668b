import TailpoolLedger
import TailpoolMarket

extension PoolTerms {
  /// The terms as fields; a limit that is not set is left out.
  public var eventValue: EventValue {
    let limits: [(String, String?)] = [
      ("contractsPerExpiry", self.limits.contractsPerExpiry.map { String($0) }),
      ("openContracts", self.limits.openContracts.map { String($0) }),
      ("deltaMillionths", self.limits.deltaMillionths.map { String($0) }),
      ("vega", self.limits.vega.map { String($0) }),
      ("shortfallBasisPoints", self.limits.shortfallBasisPoints.map { String($0) }),
      ("hedgeMillionths", self.limits.hedgeMillionths.map { String($0) }),
    ]
    let common: [EventField] = [
      EventField("version", PoolEvent.version), EventField("asset", asset.symbol),
      EventField("decimals", asset.decimals), EventField("opening", opening.secondsSinceEpoch),
      EventField("shareOffset", shareOffset), EventField("managementBasisPoints", fees.managementBasisPoints),
      EventField("performanceBasisPoints", fees.performanceBasisPoints),
      EventField("withdrawalBasisPoints", fees.withdrawalBasisPoints), EventField("manager", manager),
      EventField("noticeSeconds", noticeSeconds), EventField("gateBasisPoints", gateBasisPoints),
      EventField("policy", policy.rawValue), EventField("greatestMarkAge", greatestMarkAge),
      EventField("leastConfidence", leastConfidence), EventField("settlementWindow", settlementWindow),
      EventField("longestHalt", longestHalt),
      EventField("limits", .fields(limits.compactMap { name, value in value.map { EventField(name, $0) } })),
    ]
    return .fields(controls == PoolControls() ? common : common + [EventField("controls", controls.eventValue)])
  }

  /// Reads terms.
  ///
  /// - Parameter value: Their fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) {
    var reader = EventFieldReader(value)
    let version = try reader.text("version")
    guard version == String(PoolEvent.version) else { throw .unknownVersion(version) }
    let (symbol, decimals): (String, Int) = (try reader.text("asset"), try reader.number("decimals"))
    guard let asset = try? Asset(symbol, decimals: decimals) else { throw .invalid(field: "asset") }
    self.init(asset: asset, opening: Timestamp(secondsSinceEpoch: try reader.number("opening")))
    shareOffset = try reader.number("shareOffset")
    let (management, performance): (Int, Int) = (
      try reader.number("managementBasisPoints"), try reader.number("performanceBasisPoints")
    )
    let withdrawal: Int = try reader.number("withdrawalBasisPoints")
    guard let fees = try? FeeSchedule(management: management, performance: performance, withdrawal: withdrawal) else {
      throw .invalid(field: "fees")
    }
    self.fees = fees
    manager = try reader.text("manager")
    noticeSeconds = try reader.number("noticeSeconds")
    gateBasisPoints = try reader.number("gateBasisPoints")
    guard let policy = QueuePolicy(rawValue: try reader.text("policy")) else { throw .invalid(field: "policy") }
    self.policy = policy
    greatestMarkAge = try reader.number("greatestMarkAge")
    leastConfidence = try reader.number("leastConfidence")
    settlementWindow = try reader.number("settlementWindow")
    longestHalt = try reader.number("longestHalt")
    var limits = EventFieldReader(try reader.value("limits"))
    self.limits = UnderwritingLimits(
      contractsPerExpiry: try limits.optionalNumber("contractsPerExpiry"),
      openContracts: try limits.optionalNumber("openContracts"),
      deltaMillionths: try limits.optionalNumber("deltaMillionths"), vega: try limits.optionalNumber("vega"),
      shortfallBasisPoints: try limits.optionalNumber("shortfallBasisPoints"),
      hedgeMillionths: try limits.optionalNumber("hedgeMillionths"))
    try limits.finish()
    if let value = reader.optionalValue("controls") { controls = try PoolControls(value) }
    try reader.finish()
    if let field = invalidField { throw .invalid(field: field) }
  }
}
