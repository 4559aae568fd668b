import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

extension PoolTerms {
  /// The terms as fields; a limit that is not set is left out.
  public var eventValue: EventValue { EventFieldWriter.value(of: self) }

  /// Reads terms.
  ///
  /// - Parameter value: Their fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) {
    self = try EventFieldReader.record(in: value)
    if let field = invalidField { throw .invalid(field: field) }
  }
}

extension PoolTerms: EventRecord {
  @usableFromInline package static var blank: PoolTerms { PoolTerms(asset: .blank, opening: .blank) }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: PoolTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolTerms {
    try coder.version(PoolEvent.version)
    let asset = try Asset.coded(terms.asset, by: &coder)
    var after = PoolTerms(asset: asset, opening: try coder.field("opening", terms.opening))
    after.shareOffset = try coder.field("shareOffset", terms.shareOffset)
    after.fees = try FeeSchedule.coded(terms.fees, by: &coder)
    after.manager = try coder.field("manager", terms.manager)
    after.noticeSeconds = try coder.field("noticeSeconds", terms.noticeSeconds)
    after.gateBasisPoints = try coder.field("gateBasisPoints", terms.gateBasisPoints)
    after.policy = try coder.field("policy", terms.policy)
    after.greatestMarkAge = try coder.field("greatestMarkAge", terms.greatestMarkAge)
    after.leastConfidence = try coder.field("leastConfidence", terms.leastConfidence)
    after.settlementWindow = try coder.field("settlementWindow", terms.settlementWindow)
    after.longestHalt = try coder.field("longestHalt", terms.longestHalt)
    after.limits = try coder.field("limits", terms.limits)
    after.controls = try coder.field("controls", terms.controls, unless: PoolControls())
    return after
  }
}

extension PoolTerms.QueuePolicy: EventPart {
  @usableFromInline package static var blank: PoolTerms.QueuePolicy { .firstInFirstOut }
}

/// Limits that are not set are left out.
extension PoolTerms.Limits: EventRecord {
  @usableFromInline package static var blank: PoolTerms.Limits { PoolTerms.Limits() }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ limits: PoolTerms.Limits, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolTerms.Limits {
    var after = limits
    after.contractsPerExpiry = try coder.field("contractsPerExpiry", optional: limits.contractsPerExpiry)
    after.openContracts = try coder.field("openContracts", optional: limits.openContracts)
    after.deltaMillionths = try coder.field("deltaMillionths", optional: limits.deltaMillionths)
    after.vega = try coder.field("vega", optional: limits.vega)
    after.shortfallBasisPoints = try coder.field("shortfallBasisPoints", optional: limits.shortfallBasisPoints)
    after.hedgeMillionths = try coder.field("hedgeMillionths", optional: limits.hedgeMillionths)
    return after
  }
}

extension Asset {
  /// The fields of an asset beside those of the record that it belongs to.
  package static func coded<Coder: EventFieldCoder>(_ asset: Asset, by coder: inout Coder) throws(Coder.Failure)
    -> Asset
  {
    let symbol = try coder.field("asset", asset.symbol)
    let decimals = try coder.field("decimals", asset.decimals)
    return try coder.made("asset", asset) { try? Asset(symbol, decimals: decimals) }
  }
}

extension FeeSchedule {
  /// The fields of a schedule beside those of the terms that it belongs to.
  static func coded<Coder: EventFieldCoder>(
    _ fees: FeeSchedule, by coder: inout Coder
  ) throws(Coder.Failure) -> FeeSchedule {
    let management = try coder.field("managementBasisPoints", fees.managementBasisPoints)
    let performance = try coder.field("performanceBasisPoints", fees.performanceBasisPoints)
    let withdrawal = try coder.field("withdrawalBasisPoints", fees.withdrawalBasisPoints)
    return try coder.made("fees", fees) {
      try? FeeSchedule(management: management, performance: performance, withdrawal: withdrawal)
    }
  }
}
