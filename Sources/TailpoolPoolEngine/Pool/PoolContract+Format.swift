import TailpoolEvents
import TailpoolMarket

extension PoolContract: EventRecord {
  @usableFromInline package static var blank: PoolContract { Kind.european.blank }

  /// The fields of a contract: a European option has no `kind`, as it was before there were others.
  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ contract: PoolContract, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolContract {
    let id = try coder.field("id", contract.id)
    let underlying = try coder.field("underlying", contract.underlying)
    let kind = try coder.field("kind", contract.terms.kind, unless: .european)
    let filled = kind == contract.terms.kind ? contract : kind.blank
    let expiry: Timestamp? =
      switch filled.terms.expires {
      case .some(true): try coder.field("expiry", filled.expiry ?? .blank)
      case .some(false): nil
      case .none: try coder.field("expiry", optional: filled.expiry)
      }
    return PoolContract(
      id: id, underlying: underlying, expiry: expiry, terms: try Terms.coded(filled.terms, by: &coder),
      size: try coder.field("size", contract.size), collateral: try coder.field("collateral", contract.collateral))
  }
}

extension PoolContract {
  /// What terms are called in a journal.
  enum Kind: String, CaseIterable, EventPart {
    case european, digital, barrier, exchange, everlasting, power, perpetualAmerican, valued

    static var blank: Kind { .european }

    /// A contract of the kind, which a reader fills.
    var blank: PoolContract {
      let terms: Terms =
        switch self {
        case .european: .european(.blank, strike: .blank, settlement: .blank)
        case .digital: .digital(.blank, .blank, strike: .blank)
        case .barrier: .barrier(.blank, .blank, strike: .blank, barrier: .blank, rebate: .blank)
        case .exchange: .exchange(delivering: .blank, ratio: .blank)
        case .everlasting: .everlasting(.blank, strike: .blank, fundingSeconds: .blank, .blank)
        case .power: .power(power: .blank, fundingSeconds: .blank, .blank)
        case .perpetualAmerican: .perpetualAmerican(.blank, strike: .blank)
        case .valued: .valued
        }
      return PoolContract(
        id: .blank, underlying: .blank, expiry: nil, terms: terms, size: .blank, collateral: .blank)
    }
  }
}

extension PoolContract.Terms {
  var kind: PoolContract.Kind {
    switch self {
    case .european: .european
    case .digital: .digital
    case .barrier: .barrier
    case .exchange: .exchange
    case .everlasting: .everlasting
    case .power: .power
    case .perpetualAmerican: .perpetualAmerican
    case .valued: .valued
    }
  }

  /// The fields of each kind, in the order in which they are written.
  fileprivate static func coded<Coder: EventFieldCoder>(
    _ terms: PoolContract.Terms, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolContract.Terms {
    switch terms {
    case .european(let type, let strike, let settlement):
      let payoff = try coder.field("payoff", EuropeanPayoff(type, settlement))
      return .european(payoff.type, strike: try coder.field("strike", strike), settlement: payoff.settlement)
    case .digital(let payoff, let type, let strike):
      return .digital(
        try coder.field("payoff", payoff), try coder.field("type", type), strike: try coder.field("strike", strike))
    case .barrier(let kind, let type, let strike, let barrier, let rebate):
      return .barrier(
        try coder.field("crossing", kind), try coder.field("type", type), strike: try coder.field("strike", strike),
        barrier: try coder.field("barrier", barrier), rebate: try coder.field("rebate", rebate))
    case .exchange(let delivered, let ratio):
      return .exchange(delivering: try coder.field("deliver", delivered), ratio: try coder.field("ratio", ratio))
    case .everlasting(let type, let strike, let seconds, let funding):
      return .everlasting(
        try coder.field("type", type), strike: try coder.field("strike", strike),
        fundingSeconds: try coder.field("fundingSeconds", seconds), try coder.field("funding", funding))
    case .power(let power, let seconds, let funding):
      return .power(
        power: try coder.field("power", power), fundingSeconds: try coder.field("fundingSeconds", seconds),
        try coder.field("funding", funding))
    case .perpetualAmerican(let type, let strike):
      return .perpetualAmerican(try coder.field("type", type), strike: try coder.field("strike", strike))
    case .valued: return .valued
    }
  }
}

/// Side and settlement of a European option in one word of a journal.
private enum EuropeanPayoff: String, EventPart {
  case linearCall, linearPut, inverseCall, inversePut

  static var blank: EuropeanPayoff { .linearCall }

  init(_ type: OptionType, _ settlement: Settlement) {
    self =
      switch (type, settlement) {
      case (.call, .cash): .linearCall
      case (.put, .cash): .linearPut
      case (.call, .coin): .inverseCall
      case (.put, .coin): .inversePut
      }
  }

  var type: OptionType { self == .linearCall || self == .inverseCall ? .call : .put }
  var settlement: Settlement { self == .linearCall || self == .linearPut ? .cash : .coin }
}

extension OptionType: EventPart {
  @usableFromInline package static var blank: OptionType { .call }
}

extension Settlement: EventPart {
  @usableFromInline package static var blank: Settlement { .cash }
}

extension DigitalPayoff: EventPart {
  @usableFromInline package static var blank: DigitalPayoff { .cash }
}

extension BarrierKind: EventPart {
  @usableFromInline package static var blank: BarrierKind { .upAndIn }
}

extension Funding: EventPart {
  @usableFromInline package static var blank: Funding { .continuous }
}
