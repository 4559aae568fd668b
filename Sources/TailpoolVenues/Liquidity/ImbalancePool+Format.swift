import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension ImbalancePool: EventMachine {}

extension ImbalancePoolTerms {
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

extension ImbalancePoolTerms: EventRecord {
  @usableFromInline package static var blank: ImbalancePoolTerms {
    ImbalancePoolTerms(
      token0: .blank, token1: .blank, feeMillionths: .blank, positiveDepth: .blank, negativeDepth: .blank,
      exponentMillionths: .blank, greatestAge: .blank, opening: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: ImbalancePoolTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> ImbalancePoolTerms {
    try coder.version(ImbalancePoolEvent.version)
    return ImbalancePoolTerms(
      token0: try coder.field("token0", terms.token0), token1: try coder.field("token1", terms.token1),
      feeMillionths: try coder.field("feeMillionths", terms.feeMillionths),
      positiveDepth: try coder.field("positiveDepth", terms.positiveDepth),
      negativeDepth: try coder.field("negativeDepth", terms.negativeDepth),
      exponentMillionths: try coder.field("exponentMillionths", terms.exponentMillionths),
      greatestAge: try coder.field("greatestAge", terms.greatestAge),
      opening: try coder.field("opening", terms.opening))
  }
}

extension ImbalancePoolEvent {
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

extension ImbalancePoolEvent: EventRecord {
  @usableFromInline package static var blank: ImbalancePoolEvent {
    ImbalancePoolEvent(at: .blank, ImbalancePoolAction.Kind.index.blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ event: ImbalancePoolEvent, by coder: inout Coder
  ) throws(Coder.Failure) -> ImbalancePoolEvent {
    try coder.version(version)
    let time = try coder.field("time", event.time)
    let kind = try coder.action(event.action.kind, of: ImbalancePoolAction.Kind.byName)
    let action = kind == event.action.kind ? event.action : kind.blank
    return ImbalancePoolEvent(at: time, try ImbalancePoolAction.coded(action, by: &coder))
  }
}

extension ImbalancePoolAction {
  enum Kind: String, CaseIterable {
    case index, mint, burn, sell, buy

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// An action of the kind, which a reader fills.
    var blank: ImbalancePoolAction {
      switch self {
      case .index: .index(low: .zero, high: .zero)
      case .mint: .mint(owner: "", amount0: 0, amount1: 0, leastShares: 0)
      case .burn: .burn(owner: "", shares: 0, least0: 0, least1: 0)
      case .sell: .sell(trader: "", amount0: 0, least: 0)
      case .buy: .buy(trader: "", amount0: 0, most: 0)
      }
    }
  }

  /// The name of the action in a journal.
  public var name: String { kind.rawValue }

  var kind: Kind {
    switch self {
    case .index: .index
    case .mint: .mint
    case .burn: .burn
    case .sell: .sell
    case .buy: .buy
    }
  }

  fileprivate static func coded<Coder: EventFieldCoder>(
    _ action: ImbalancePoolAction, by coder: inout Coder
  ) throws(Coder.Failure) -> ImbalancePoolAction {
    switch action {
    case .index(let low, let high):
      return .index(low: try coder.field("low", low), high: try coder.field("high", high))
    case .mint(let owner, let amount0, let amount1, let leastShares):
      return .mint(
        owner: try coder.field("owner", owner), amount0: try coder.field("amount0", amount0),
        amount1: try coder.field("amount1", amount1), leastShares: try coder.field("leastShares", leastShares))
    case .burn(let owner, let shares, let least0, let least1):
      return .burn(
        owner: try coder.field("owner", owner), shares: try coder.field("shares", shares),
        least0: try coder.field("least0", least0), least1: try coder.field("least1", least1))
    case .sell(let trader, let amount0, let least):
      return .sell(
        trader: try coder.field("trader", trader), amount0: try coder.field("amount0", amount0),
        least: try coder.field("least", least))
    case .buy(let trader, let amount0, let most):
      return .buy(
        trader: try coder.field("trader", trader), amount0: try coder.field("amount0", amount0),
        most: try coder.field("most", most))
    }
  }
}
