import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension ConcentratedPool: EventMachine {}

extension UInt256: EventPart {
  @usableFromInline package static var blank: UInt256 { .zero }

  @usableFromInline package var eventValue: EventValue { .text(description) }

  @usableFromInline package static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> UInt256 {
    guard case .text(let text) = value, let number = UInt256(text), number.description == text else {
      throw .invalid(field: name)
    }
    return number
  }
}

extension UInt32: EventPart {}

extension ConcentratedPoolTerms {
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

extension ConcentratedPoolTerms: EventRecord {
  @usableFromInline package static var blank: ConcentratedPoolTerms {
    ConcentratedPoolTerms(
      token0: .blank, token1: .blank, feeMillionths: .blank, tickSpacing: .blank, sqrtPriceX96: .blank, opening: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: ConcentratedPoolTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> ConcentratedPoolTerms {
    try coder.version(ConcentratedPoolEvent.version)
    return ConcentratedPoolTerms(
      token0: try coder.field("token0", terms.token0), token1: try coder.field("token1", terms.token1),
      feeMillionths: try coder.field("feeMillionths", terms.feeMillionths),
      tickSpacing: try coder.field("tickSpacing", terms.tickSpacing),
      sqrtPriceX96: try coder.field("sqrtPriceX96", terms.sqrtPriceX96),
      opening: try coder.field("opening", terms.opening))
  }
}

extension ConcentratedPoolEvent {
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

extension ConcentratedPoolEvent: EventRecord {
  @usableFromInline package static var blank: ConcentratedPoolEvent {
    ConcentratedPoolEvent(at: .blank, .collectProtocol)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ event: ConcentratedPoolEvent, by coder: inout Coder
  ) throws(Coder.Failure) -> ConcentratedPoolEvent {
    try coder.version(version)
    let time = try coder.field("time", event.time)
    let kind = try coder.action(event.action.kind, of: ConcentratedPoolAction.Kind.byName)
    let action = kind == event.action.kind ? event.action : kind.blank
    return ConcentratedPoolEvent(at: time, try ConcentratedPoolAction.coded(action, by: &coder))
  }
}

extension ConcentratedPool.PositionKey {
  fileprivate static let blank = ConcentratedPool.PositionKey(owner: "", lower: 0, upper: 0)

  fileprivate static func coded<Coder: EventFieldCoder>(
    _ key: ConcentratedPool.PositionKey, by coder: inout Coder
  ) throws(Coder.Failure) -> ConcentratedPool.PositionKey {
    ConcentratedPool.PositionKey(
      owner: try coder.field("owner", key.owner), lower: try coder.field("lower", key.lower),
      upper: try coder.field("upper", key.upper))
  }
}

extension LiquiditySwap {
  fileprivate static let blank = LiquiditySwap(zeroForOne: false, amount: .exactInput(.zero))

  fileprivate static func coded<Coder: EventFieldCoder>(
    _ swap: LiquiditySwap, by coder: inout Coder
  ) throws(Coder.Failure) -> LiquiditySwap {
    let sells = try coder.field("pays", PaidToken(swap.zeroForOne))
    let side: (name: AmountSide, units: UInt256) =
      switch swap.amount {
      case .exactInput(let units): (.paidIn, units)
      case .exactOutput(let units): (.received, units)
      }
    let name = try coder.field("exact", side.name)
    let units = try coder.field("units", side.units)
    return LiquiditySwap(
      zeroForOne: sells == .token0, amount: name == .paidIn ? .exactInput(units) : .exactOutput(units),
      sqrtPriceLimitX96: try coder.field("sqrtPriceLimitX96", optional: swap.sqrtPriceLimitX96))
  }
}

/// Which token a trader pays in.
enum PaidToken: String, EventPart {
  case token0, token1
  package static var blank: PaidToken { .token0 }

  init(_ zeroForOne: Bool) { self = zeroForOne ? .token0 : .token1 }
}

/// Which amount a trader names.
private enum AmountSide: String, EventPart {
  case paidIn, received
  static var blank: AmountSide { .paidIn }
}

extension ConcentratedPoolAction {
  enum Kind: String, CaseIterable {
    case mint, burn, collect, swap, setProtocolFee, collectProtocol

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// An action of the kind, which a reader fills.
    var blank: ConcentratedPoolAction {
      switch self {
      case .mint: .mint(.blank, liquidity: 0, most0: .zero, most1: .zero)
      case .burn: .burn(.blank, liquidity: 0, least0: .zero, least1: .zero)
      case .collect: .collect(.blank, most0: 0, most1: 0)
      case .swap: .swap(trader: "", .blank, allowed: .zero)
      case .setProtocolFee: .setProtocolFee(token0: 0, token1: 0)
      case .collectProtocol: .collectProtocol
      }
    }
  }

  /// The name of the action in a journal.
  public var name: String { kind.rawValue }

  var kind: Kind {
    switch self {
    case .mint: .mint
    case .burn: .burn
    case .collect: .collect
    case .swap: .swap
    case .setProtocolFee: .setProtocolFee
    case .collectProtocol: .collectProtocol
    }
  }

  static func coded<Coder: EventFieldCoder>(
    _ action: ConcentratedPoolAction, by coder: inout Coder
  ) throws(Coder.Failure) -> ConcentratedPoolAction {
    switch action {
    case .mint(let key, let liquidity, let most0, let most1):
      return .mint(
        try .coded(key, by: &coder), liquidity: try coder.field("liquidity", liquidity),
        most0: try coder.field("most0", most0), most1: try coder.field("most1", most1))
    case .burn(let key, let liquidity, let least0, let least1):
      return .burn(
        try .coded(key, by: &coder), liquidity: try coder.field("liquidity", liquidity),
        least0: try coder.field("least0", least0), least1: try coder.field("least1", least1))
    case .collect(let key, let most0, let most1):
      return .collect(
        try .coded(key, by: &coder), most0: try coder.field("most0", most0), most1: try coder.field("most1", most1))
    case .swap(let trader, let swap, let allowed):
      return .swap(
        trader: try coder.field("trader", trader), try .coded(swap, by: &coder),
        allowed: try coder.field("allowed", allowed))
    case .setProtocolFee(let token0, let token1):
      return .setProtocolFee(token0: try coder.field("token0", token0), token1: try coder.field("token1", token1))
    case .collectProtocol: return .collectProtocol
    }
  }
}
