import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension ConstantProductPool: EventMachine {}

extension ConstantProductTerms {
  /// The terms as fields.
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

extension ConstantProductTerms: EventRecord {
  @usableFromInline package static var blank: ConstantProductTerms {
    ConstantProductTerms(token0: .blank, token1: .blank, feeMillionths: .blank, hasProtocolFee: false, opening: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: ConstantProductTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> ConstantProductTerms {
    try coder.version(ConstantProductEvent.version)
    return ConstantProductTerms(
      token0: try coder.field("token0", terms.token0), token1: try coder.field("token1", terms.token1),
      feeMillionths: try coder.field("feeMillionths", terms.feeMillionths),
      hasProtocolFee: try coder.field("protocolFee", terms.hasProtocolFee ? ProtocolFee.sixth : .none) == .sixth,
      opening: try coder.field("opening", terms.opening))
  }
}

/// The protocol's part of the growth.
private enum ProtocolFee: String, EventPart {
  case none, sixth
  static var blank: ProtocolFee { .none }
}

extension ConstantProductEvent {
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

extension ConstantProductEvent: EventRecord {
  @usableFromInline package static var blank: ConstantProductEvent {
    ConstantProductEvent(at: .blank, ConstantProductAction.Kind.mint.blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ event: ConstantProductEvent, by coder: inout Coder
  ) throws(Coder.Failure) -> ConstantProductEvent {
    try coder.version(version)
    let time = try coder.field("time", event.time)
    let kind = try coder.action(event.action.kind, of: ConstantProductAction.Kind.byName)
    let action = kind == event.action.kind ? event.action : kind.blank
    return ConstantProductEvent(at: time, try ConstantProductAction.coded(action, by: &coder))
  }
}

extension ConstantProductAction {
  enum Kind: String, CaseIterable {
    case mint, burn, sell, buy

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// An action of the kind, which a reader fills.
    var blank: ConstantProductAction {
      switch self {
      case .mint: .mint(owner: "", amount0: 0, amount1: 0, leastShares: 0)
      case .burn: .burn(owner: "", shares: 0, least0: 0, least1: 0)
      case .sell: .sell(trader: "", zeroForOne: false, paidIn: 0, least: 0)
      case .buy: .buy(trader: "", zeroForOne: false, received: 0, most: 0)
      }
    }
  }

  /// The name of the action in a journal.
  public var name: String { kind.rawValue }

  var kind: Kind {
    switch self {
    case .mint: .mint
    case .burn: .burn
    case .sell: .sell
    case .buy: .buy
    }
  }

  fileprivate static func coded<Coder: EventFieldCoder>(
    _ action: ConstantProductAction, by coder: inout Coder
  ) throws(Coder.Failure) -> ConstantProductAction {
    switch action {
    case .mint(let owner, let amount0, let amount1, let leastShares):
      return .mint(
        owner: try coder.field("owner", owner), amount0: try coder.field("amount0", amount0),
        amount1: try coder.field("amount1", amount1), leastShares: try coder.field("leastShares", leastShares))
    case .burn(let owner, let shares, let least0, let least1):
      return .burn(
        owner: try coder.field("owner", owner), shares: try coder.field("shares", shares),
        least0: try coder.field("least0", least0), least1: try coder.field("least1", least1))
    case .sell(let trader, let zeroForOne, let paidIn, let least):
      return .sell(
        trader: try coder.field("trader", trader),
        zeroForOne: try coder.field("pays", PaidToken(zeroForOne)) == .token0,
        paidIn: try coder.field("paidIn", paidIn), least: try coder.field("least", least))
    case .buy(let trader, let zeroForOne, let received, let most):
      return .buy(
        trader: try coder.field("trader", trader),
        zeroForOne: try coder.field("pays", PaidToken(zeroForOne)) == .token0,
        received: try coder.field("received", received), most: try coder.field("most", most))
    }
  }
}
