import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension OptionsVenueTerms {
  /// The terms as fields: those of every options venue, and the curve's parameters beside them.
  public var eventValue: EventValue {
    guard case .fields(let fields) = EventFieldWriter.value(of: OptionsVenueCommonTerms(self)) else {
      return .fields([])
    }
    return .fields(fields + curve.parameters)
  }

  /// Reads terms.
  ///
  /// - Parameter value: Their fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) {
    guard case .fields(let fields) = value else { throw .missing(field: "version") }
    let names = Set(Curve.fields.map(\.name))
    let common = try OptionsVenueCommonTerms(.fields(fields.filter { !names.contains($0.name) }))
    self = common.terms(try Curve(parameters: fields.filter { names.contains($0.name) }))
    if let field = invalidField { throw .invalid(field: field) }
  }
}

/// The terms of every options venue.
struct OptionsVenueCommonTerms: Hashable {
  var token0 = "", token1 = ""
  var decimals0 = 0, decimals1 = 0
  var settlement = Settlement.cash
  var rateMillionths: Int64 = 0
  var greatestIndexAge: Int64 = 0
  var markSpreadMillionths: UInt32 = 0
  var noticeSeconds: Int64 = 0
  var gateBasisPoints = 0
  var settlementWindow: Int64 = 0
  var shorts = ShortTerms.none
  var opening = Timestamp.blank

  init() {}

  init<Curve>(_ terms: OptionsVenueTerms<Curve>) {
    (token0, token1, decimals0, decimals1) = (terms.token0, terms.token1, terms.decimals0, terms.decimals1)
    (settlement, rateMillionths, greatestIndexAge) = (terms.settlement, terms.rateMillionths, terms.greatestIndexAge)
    (markSpreadMillionths, noticeSeconds) = (terms.markSpreadMillionths, terms.noticeSeconds)
    (gateBasisPoints, settlementWindow) = (terms.gateBasisPoints, terms.settlementWindow)
    (shorts, opening) = (terms.shorts, terms.opening)
  }

  func terms<Curve>(_ curve: Curve) -> OptionsVenueTerms<Curve> {
    OptionsVenueTerms(
      token0: token0, token1: token1, decimals0: decimals0, decimals1: decimals1, settlement: settlement,
      rateMillionths: rateMillionths, greatestIndexAge: greatestIndexAge, markSpreadMillionths: markSpreadMillionths,
      noticeSeconds: noticeSeconds, gateBasisPoints: gateBasisPoints, settlementWindow: settlementWindow,
      shorts: shorts,
      curve: curve, opening: opening)
  }
}

extension OptionsVenueCommonTerms: EventRecord {
  @usableFromInline package static var blank: OptionsVenueCommonTerms { OptionsVenueCommonTerms() }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: OptionsVenueCommonTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> OptionsVenueCommonTerms {
    try coder.version(OptionsVenueEvent.version)
    var read = terms
    read.token0 = try coder.field("token0", terms.token0)
    read.token1 = try coder.field("token1", terms.token1)
    read.decimals0 = try coder.field("decimals0", terms.decimals0)
    read.decimals1 = try coder.field("decimals1", terms.decimals1)
    read.settlement = try coder.field("settlement", terms.settlement)
    read.rateMillionths = try coder.field("rateMillionths", terms.rateMillionths)
    read.greatestIndexAge = try coder.field("greatestIndexAge", terms.greatestIndexAge)
    read.markSpreadMillionths = try coder.field("markSpreadMillionths", terms.markSpreadMillionths)
    read.noticeSeconds = try coder.field("noticeSeconds", terms.noticeSeconds)
    read.gateBasisPoints = try coder.field("gateBasisPoints", terms.gateBasisPoints)
    read.settlementWindow = try coder.field("settlementWindow", terms.settlementWindow)
    read.shorts = try ShortTerms.coded(terms.shorts, by: &coder)
    read.opening = try coder.field("opening", terms.opening)
    return read
  }
}

extension OptionsVenueEvent {
  /// The version of the format.
  static let version = 1

  /// The event as fields: version, time in seconds, action, and what the action carries.
  public var eventValue: EventValue { EventFieldWriter.value(of: self) }

  /// Reads an event.
  ///
  /// - Parameter value: Its fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) { self = try EventFieldReader.record(in: value) }
}

extension OptionsVenueEvent: EventRecord {
  @usableFromInline package static var blank: OptionsVenueEvent { OptionsVenueEvent(at: .blank, .process) }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ event: OptionsVenueEvent, by coder: inout Coder
  ) throws(Coder.Failure) -> OptionsVenueEvent {
    try coder.version(version)
    let time = try coder.field("time", event.time)
    let kind = try coder.action(event.action.kind, of: OptionsVenueAction.Kind.byName)
    let action = kind == event.action.kind ? event.action : kind.blank
    return OptionsVenueEvent(at: time, try OptionsVenueAction.coded(action, by: &coder))
  }
}

extension OptionsVenueAction {
  enum Kind: String, CaseIterable {
    case index, list, enter, leave, cancel, process, buy, sell, write, cover, post, release, liquidate, fund, settle

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// An action of the kind, which a reader fills.
    var blank: OptionsVenueAction {
      switch self {
      case .index: .index(price: 0, volatilityMillionths: nil)
      case .list: .list(.blank)
      case .enter: .enter(owner: "", assets: 0, leastShares: 0)
      case .leave: .leave(owner: "", shares: 0, leastAssets: 0)
      case .cancel: .cancel(owner: "", ticket: 0)
      case .process: .process
      case .buy: .buy(trader: "", contract: "", contracts: 0, most: 0, deadline: nil)
      case .sell: .sell(trader: "", contract: "", contracts: 0, least: 0, deadline: nil)
      case .write: .write(trader: "", contract: "", contracts: 0, collateral: 0, least: 0, deadline: nil)
      case .cover: .cover(trader: "", contract: "", contracts: 0, most: 0, deadline: nil)
      case .post: .post(trader: "", contract: "", assets: 0)
      case .release: .release(trader: "", contract: "", assets: 0)
      case .liquidate: .liquidate(liquidator: "", trader: "", contract: "")
      case .fund: .fund(contract: "")
      case .settle: .settle(expiry: .blank)
      }
    }
  }

  /// The name of the action in a journal.
  public var name: String { kind.rawValue }

  var kind: Kind {
    switch self {
    case .index: .index
    case .list: .list
    case .enter: .enter
    case .leave: .leave
    case .cancel: .cancel
    case .process: .process
    case .buy: .buy
    case .sell: .sell
    case .write: .write
    case .cover: .cover
    case .post: .post
    case .release: .release
    case .liquidate: .liquidate
    case .fund: .fund
    case .settle: .settle
    }
  }

  fileprivate static func coded<Coder: EventFieldCoder>(
    _ action: OptionsVenueAction, by coder: inout Coder
  ) throws(Coder.Failure) -> OptionsVenueAction {
    switch action {
    case .index(let price, let volatility):
      return .index(
        price: try coder.field("price", price),
        volatilityMillionths: try coder.field("volatilityMillionths", optional: volatility))
    case .list(let contract): return .list(try PoolContract.coded(contract, by: &coder))
    case .enter(let owner, let assets, let least):
      return .enter(
        owner: try coder.field("owner", owner), assets: try coder.field("assets", assets),
        leastShares: try coder.field("leastShares", least))
    case .leave(let owner, let shares, let least):
      return .leave(
        owner: try coder.field("owner", owner), shares: try coder.field("shares", shares),
        leastAssets: try coder.field("leastAssets", least))
    case .cancel(let owner, let ticket):
      return .cancel(owner: try coder.field("owner", owner), ticket: try coder.field("ticket", ticket))
    case .process: return .process
    case .buy(let trader, let contract, let contracts, let most, let deadline):
      return .buy(
        trader: try coder.field("trader", trader), contract: try coder.field("contract", contract),
        contracts: try coder.field("contracts", contracts), most: try coder.field("most", most),
        deadline: try coder.field("deadline", optional: deadline))
    case .sell(let trader, let contract, let contracts, let least, let deadline):
      return .sell(
        trader: try coder.field("trader", trader), contract: try coder.field("contract", contract),
        contracts: try coder.field("contracts", contracts), least: try coder.field("least", least),
        deadline: try coder.field("deadline", optional: deadline))
    case .write(let trader, let contract, let contracts, let collateral, let least, let deadline):
      return .write(
        trader: try coder.field("trader", trader), contract: try coder.field("contract", contract),
        contracts: try coder.field("contracts", contracts), collateral: try coder.field("collateral", collateral),
        least: try coder.field("least", least), deadline: try coder.field("deadline", optional: deadline))
    case .cover(let trader, let contract, let contracts, let most, let deadline):
      return .cover(
        trader: try coder.field("trader", trader), contract: try coder.field("contract", contract),
        contracts: try coder.field("contracts", contracts), most: try coder.field("most", most),
        deadline: try coder.field("deadline", optional: deadline))
    case .post(let trader, let contract, let assets):
      return .post(
        trader: try coder.field("trader", trader), contract: try coder.field("contract", contract),
        assets: try coder.field("assets", assets))
    case .release(let trader, let contract, let assets):
      return .release(
        trader: try coder.field("trader", trader), contract: try coder.field("contract", contract),
        assets: try coder.field("assets", assets))
    case .liquidate(let liquidator, let trader, let contract):
      return .liquidate(
        liquidator: try coder.field("liquidator", liquidator), trader: try coder.field("trader", trader),
        contract: try coder.field("contract", contract))
    case .fund(let contract): return .fund(contract: try coder.field("contract", contract))
    case .settle(let expiry): return .settle(expiry: try coder.field("expiry", expiry))
    }
  }
}
