import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension RangeOptionPool: EventMachine {}

extension RangeOptionPool.Side: EventPart {
  @usableFromInline package static var blank: RangeOptionPool.Side { .short }
}

extension RangeOptionTerms {
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

extension RangeOptionTerms: EventRecord {
  @usableFromInline package static var blank: RangeOptionTerms {
    RangeOptionTerms(pool: .blank, penaltyBasisPoints: .blank, liquidatorBasisPoints: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: RangeOptionTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> RangeOptionTerms {
    RangeOptionTerms(
      pool: try ConcentratedPoolTerms.coded(terms.pool, by: &coder),
      penaltyBasisPoints: try coder.field("penaltyBasisPoints", terms.penaltyBasisPoints),
      liquidatorBasisPoints: try coder.field("liquidatorBasisPoints", terms.liquidatorBasisPoints))
  }
}

extension RangeOptionEvent {
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

extension RangeOptionEvent: EventRecord {
  @usableFromInline package static var blank: RangeOptionEvent {
    RangeOptionEvent(at: .blank, RangeOptionAction.Kind.deposit.blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ event: RangeOptionEvent, by coder: inout Coder
  ) throws(Coder.Failure) -> RangeOptionEvent {
    try coder.version(version)
    let time = try coder.field("time", event.time)
    let kind = try coder.action(event.action.kind, of: RangeOptionAction.Kind.byName)
    let action = kind == event.action.kind ? event.action : kind.blank
    return RangeOptionEvent(at: time, try RangeOptionAction.coded(action, by: &coder))
  }
}

extension RangeOptionPool.OptionKey {
  fileprivate static let blank = RangeOptionPool.OptionKey(
    owner: "", range: .init(lower: 0, upper: 0), type: .put, side: .short)

  fileprivate static func coded<Coder: EventFieldCoder>(
    _ key: RangeOptionPool.OptionKey, by coder: inout Coder
  ) throws(Coder.Failure) -> RangeOptionPool.OptionKey {
    RangeOptionPool.OptionKey(
      owner: try coder.field("owner", key.owner),
      range: .init(
        lower: try coder.field("lower", key.range.lower), upper: try coder.field("upper", key.range.upper)),
      type: try coder.field("type", key.type), side: try coder.field("side", key.side))
  }
}

extension RangeOptionAction {
  enum Kind: String, CaseIterable {
    case deposit, withdraw, open, close, liquidate
    // Those of the pool of liquidity, by their names there.
    case mint, burn, collect, swap, setProtocolFee, collectProtocol

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// An action of the kind, which a reader fills.
    var blank: RangeOptionAction {
      switch self {
      case .deposit: .deposit(owner: "", amount0: 0, amount1: 0)
      case .withdraw: .withdraw(owner: "", amount0: 0, amount1: 0)
      case .open: .open(.blank, liquidity: 0, bound0: .zero, bound1: .zero)
      case .close: .close(.blank, bound0: .zero, bound1: .zero)
      case .liquidate: .liquidate(owner: "", liquidator: "")
      case .mint: .pool(ConcentratedPoolAction.Kind.mint.blank)
      case .burn: .pool(ConcentratedPoolAction.Kind.burn.blank)
      case .collect: .pool(ConcentratedPoolAction.Kind.collect.blank)
      case .swap: .pool(ConcentratedPoolAction.Kind.swap.blank)
      case .setProtocolFee: .pool(ConcentratedPoolAction.Kind.setProtocolFee.blank)
      case .collectProtocol: .pool(ConcentratedPoolAction.Kind.collectProtocol.blank)
      }
    }
  }

  /// The name of the action in a journal.
  public var name: String { kind.rawValue }

  var kind: Kind {
    switch self {
    case .deposit: .deposit
    case .withdraw: .withdraw
    case .open: .open
    case .close: .close
    case .liquidate: .liquidate
    case .pool(let action):
      switch action.kind {
      case .mint: .mint
      case .burn: .burn
      case .collect: .collect
      case .swap: .swap
      case .setProtocolFee: .setProtocolFee
      case .collectProtocol: .collectProtocol
      }
    }
  }

  fileprivate static func coded<Coder: EventFieldCoder>(
    _ action: RangeOptionAction, by coder: inout Coder
  ) throws(Coder.Failure) -> RangeOptionAction {
    switch action {
    case .pool(let action): return .pool(try ConcentratedPoolAction.coded(action, by: &coder))
    case .deposit(let owner, let amount0, let amount1):
      return .deposit(
        owner: try coder.field("owner", owner), amount0: try coder.field("amount0", amount0),
        amount1: try coder.field("amount1", amount1))
    case .withdraw(let owner, let amount0, let amount1):
      return .withdraw(
        owner: try coder.field("owner", owner), amount0: try coder.field("amount0", amount0),
        amount1: try coder.field("amount1", amount1))
    case .open(let key, let liquidity, let bound0, let bound1):
      return .open(
        try .coded(key, by: &coder), liquidity: try coder.field("liquidity", liquidity),
        bound0: try coder.field("bound0", bound0), bound1: try coder.field("bound1", bound1))
    case .close(let key, let bound0, let bound1):
      return .close(
        try .coded(key, by: &coder), bound0: try coder.field("bound0", bound0),
        bound1: try coder.field("bound1", bound1))
    case .liquidate(let owner, let liquidator):
      return .liquidate(
        owner: try coder.field("owner", owner), liquidator: try coder.field("liquidator", liquidator))
    }
  }
}
