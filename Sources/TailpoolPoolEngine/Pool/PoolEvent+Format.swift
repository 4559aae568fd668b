import TailpoolEvents
import TailpoolMarket

extension PoolEvent {
  /// The event as fields: version, time in seconds, action, and what the action carries.
  public var eventValue: EventValue { EventFieldWriter.value(of: self) }

  /// Reads an event.
  ///
  /// - Parameter value: Its fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) { self = try EventFieldReader.record(in: value) }
}

extension PoolEvent: EventRecord {
  @usableFromInline package static var blank: PoolEvent { PoolEvent(at: .blank, .process) }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ event: PoolEvent, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolEvent {
    try coder.version(PoolEvent.version)
    let time = try coder.field("time", event.time)
    let kind = try coder.action(event.action.kind, of: PoolAction.Kind.byName)
    // A writer gets back the kind that it gave; a reader starts from an action of the kind that it has read.
    let action = kind == event.action.kind ? event.action : kind.blank
    return PoolEvent(at: time, try PoolAction.coded(action, by: &coder))
  }
}

extension PoolEvent: Codable {
  /// Writes the event with its version.
  public func encode(to encoder: any Encoder) throws { try eventValue.encode(to: encoder) }

  /// Reads an event of a version that this library knows.
  public init(from decoder: any Decoder) throws { try self.init(EventValue(from: decoder)) }
}

extension Timestamp: EventPart {
  @usableFromInline package static var blank: Timestamp { Timestamp(secondsSinceEpoch: 0) }

  @usableFromInline package var eventValue: EventValue { secondsSinceEpoch.eventValue }

  @usableFromInline package static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> Timestamp
  {
    Timestamp(secondsSinceEpoch: try Int64.read(value, name))
  }
}

extension PoolAction {
  /// The fields of each action, in the order in which they are written.
  ///
  /// Has no default case, so that an action that cannot be written does not compile.
  fileprivate static func coded<Coder: EventFieldCoder>(
    _ action: PoolAction, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolAction {
    switch action {
    case .deposit(let participant, let assets, let minimumShares):
      return .deposit(
        participant: try coder.field("participant", participant), assets: try coder.field("assets", assets),
        minimumShares: try coder.field("minimumShares", minimumShares))
    case .redeem(let participant, let shares, let minimumAssets):
      return .redeem(
        participant: try coder.field("participant", participant), shares: try coder.field("shares", shares),
        minimumAssets: try coder.field("minimumAssets", minimumAssets))
    case .gift(let from, let assets):
      return .gift(from: try coder.field("from", from), assets: try coder.field("assets", assets))
    case .loss(let reason, let assets):
      return .loss(reason: try coder.field("reason", reason), assets: try coder.field("assets", assets))
    case .requestEntry(let participant, let assets, let minimumShares):
      return .requestEntry(
        participant: try coder.field("participant", participant), assets: try coder.field("assets", assets),
        minimumShares: try coder.field("minimumShares", minimumShares))
    case .requestExit(let participant, let shares, let minimumAssets):
      return .requestExit(
        participant: try coder.field("participant", participant), shares: try coder.field("shares", shares),
        minimumAssets: try coder.field("minimumAssets", minimumAssets))
    case .cancel(let participant, let ticket):
      return .cancel(
        participant: try coder.field("participant", participant), ticket: try coder.field("ticket", ticket))
    case .process: return .process
    case .list(let contract): return .list(try coder.field("contract", contract))
    case .trade(let trade): return .trade(try PoolTrade.coded(trade, by: &coder))
    case .hedge(let underlying, let changeMillionths, let cash, let after):
      return .hedge(
        underlying: try coder.field("underlying", underlying),
        changeMillionths: try coder.field("changeMillionths", changeMillionths), cash: try coder.field("cash", cash),
        after: try coder.field("after", after))
    case .mark(let contracts, let hedges, let source, let confidence):
      return .mark(
        contracts: try coder.field("contracts", contracts), hedges: try coder.field("hedges", hedges),
        source: try coder.field("source", source), confidence: try coder.field("confidence", confidence))
    case .observe(let underlying, let price):
      return .observe(underlying: try coder.field("underlying", underlying), price: try coder.field("price", price))
    case .settle(let underlying, let expiry):
      return .settle(underlying: try coder.field("underlying", underlying), expiry: try coder.field("expiry", expiry))
    case .close(let contract, let value, let source):
      return .close(
        contract: try coder.field("contract", contract), value: try coder.field("value", value),
        source: try coder.field("source", source))
    case .funding(let contract, let cash):
      return .funding(contract: try coder.field("contract", contract), cash: try coder.field("cash", cash))
    case .fundRewards(let from, let assets, let seconds):
      return .fundRewards(
        from: try coder.field("from", from), assets: try coder.field("assets", assets),
        seconds: try coder.field("seconds", seconds))
    case .claimRewards(let participant): return .claimRewards(participant: try coder.field("participant", participant))
    case .halt(let until, let reason):
      return .halt(until: try coder.field("until", until), reason: try coder.field("reason", reason))
    case .quote(let underlying, let quotes):
      return .quote(underlying: try coder.field("underlying", underlying), quotes: try coder.field("quotes", quotes))
    case .rewardRisk(let from, let assets, let contributions):
      return .rewardRisk(
        from: try coder.field("from", from), assets: try coder.field("assets", assets),
        contributions: try coder.field("contributions", contributions))
    case .fundReserve(let from, let assets):
      return .fundReserve(from: try coder.field("from", from), assets: try coder.field("assets", assets))
    case .releaseReserve(let to, let assets):
      return .releaseReserve(to: try coder.field("to", to), assets: try coder.field("assets", assets))
    case .signal(let volatilityBasisPoints, let skewBasisPoints):
      return .signal(
        volatilityBasisPoints: try coder.field("volatilityBasisPoints", volatilityBasisPoints),
        skewBasisPoints: try coder.field("skewBasisPoints", skewBasisPoints))
    case .endTrip(let reason): return .endTrip(reason: try coder.field("reason", reason))
    case .setParameter(let parameter, let value, let reason):
      return .setParameter(
        try coder.field("parameter", parameter), value: try coder.field("value", value),
        reason: try coder.field("reason", reason))
    case .postMargin(let participant, let asset, let units):
      return .postMargin(
        participant: try coder.field("participant", participant), asset: try coder.field("asset", asset),
        units: try coder.field("units", units))
    case .withdrawMargin(let participant, let asset, let units):
      return .withdrawMargin(
        participant: try coder.field("participant", participant), asset: try coder.field("asset", asset),
        units: try coder.field("units", units))
    case .priceMargin(let asset, let price, let units):
      return .priceMargin(
        asset: try coder.field("asset", asset), price: try coder.field("price", price),
        units: try coder.field("units", units))
    case .requireMargin(let requirements): return .requireMargin(try coder.field("requirements", requirements))
    case .liquidate(let participant, let lots, let sold, let paid):
      return .liquidate(
        participant: try coder.field("participant", participant), lots: try coder.field("lots", lots),
        sold: try coder.field("sold", sold), paid: try coder.field("paid", paid))
    case .memberDefault(let participant, let loss):
      return .memberDefault(
        participant: try coder.field("participant", participant), loss: try coder.field("loss", loss))
    case .payAssessment(let participant, let assets):
      return .payAssessment(
        participant: try coder.field("participant", participant), assets: try coder.field("assets", assets))
    }
  }
}
