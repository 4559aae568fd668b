import TailpoolMarket

/// A contract that the pool may sell or buy: the market's terms in the whole numbers of a ledger.
///
/// Kinds, sides and settlements are those of `TailpoolMarket`; strikes, barriers, rebates and ratios are whole numbers on
/// a scale of 10⁸, so that a payoff is exact and a journal says the same on every machine. `contract(in:asset:inputs:)`
/// is the same contract as the market has it, and `init(_:id:collateral:in:)` takes one from there.
public struct PoolContract: Hashable, Sendable {
  /// What the contract pays, with S the settlement price of the underlying.
  public enum Terms: Hashable, Sendable {
    /// A European option: max(±(S − K), 0), over S where it settles in coin.
    case european(OptionType, strike: UInt128, settlement: Settlement)
    /// A digital option: 1 or S where S is beyond the strike, nothing at it.
    case digital(DigitalPayoff, OptionType, strike: UInt128)
    /// A European option with a barrier, which the prices that the pool observes hit; its rebate is paid when it is hit
    /// (knock-out) or at expiry (knock-in).
    case barrier(BarrierKind, OptionType, strike: UInt128, barrier: UInt128, rebate: UInt128)
    /// An exchange option: max(S − ratio · S′, 0), with S′ the settlement price of what it delivers.
    case exchange(delivering: String, ratio: UInt128)
    /// An everlasting option, whose funding a venue settles every so many seconds; it has no expiry.
    case everlasting(OptionType, strike: UInt128, fundingSeconds: Int64, Funding)
    /// A power perpetual with the power on a scale of 10⁸; it has no expiry.
    case power(power: Int64, fundingSeconds: Int64, Funding)
    /// A perpetual American option; it has no expiry.
    case perpetualAmerican(OptionType, strike: UInt128)
    /// Terms that the ledger does not know, a kind of the user's own: paid at a value that the model or a venue says.
    case valued
  }

  /// The name, unique in the pool.
  public let id: String
  /// What the payoff looks at.
  public let underlying: String
  /// When it expires; nil for what does not.
  public let expiry: Timestamp?
  /// What it pays.
  public let terms: Terms
  /// Base units of the pool's asset for one unit of the payoff, > 0 and below 2⁸⁰.
  public let size: UInt128
  /// Base units that the pool locks for each contract it has sold, > 0 and below 2⁸⁰.
  public let collateral: UInt128

  /// Creates a contract; see the properties for the meaning of each argument.
  public init(
    id: String, underlying: String, expiry: Timestamp?, terms: Terms, size: UInt128, collateral: UInt128
  ) {
    self.id = id
    self.underlying = underlying
    self.expiry = expiry
    self.terms = terms
    self.size = size
    self.collateral = collateral
  }

  /// What it is written on: its underlying, and what an exchange option delivers.
  public var underlyings: [String] { delivered.map { [underlying, $0] } ?? [underlying] }

  /// What an exchange option delivers; nil for other contracts.
  var delivered: String? {
    if case .exchange(let delivered, _) = terms { delivered } else { nil }
  }
}

extension PoolContract.Terms {
  /// Whether settlement prices give what it pays; the others are closed at a value.
  public var hasExactPayoff: Bool {
    switch self {
    case .european, .digital, .barrier, .exchange: true
    case .everlasting, .power, .perpetualAmerican, .valued: false
    }
  }

  /// Whether a venue settles funding in it.
  public var isFunded: Bool {
    switch self {
    case .everlasting, .power: true
    case .european, .digital, .barrier, .exchange, .perpetualAmerican, .valued: false
    }
  }

  /// Whether it must expire, must not, or may do either (nil).
  var expires: Bool? {
    switch self {
    case .european, .digital, .barrier, .exchange: true
    case .everlasting, .power, .perpetualAmerican: false
    case .valued: nil
    }
  }

  /// The barrier, with the kind that says what reaching it does.
  package var barrier: (kind: BarrierKind, level: UInt128, rebate: UInt128)? {
    if case .barrier(let kind, _, _, let level, let rebate) = self { (kind, level, rebate) } else { nil }
  }
}

extension PoolContract {
  /// Whether every number is in its range at an instant.
  func isValid(at now: Timestamp) -> Bool {
    guard size > 0, size < PoolBounds.units, collateral > 0, collateral < PoolBounds.units else { return false }
    guard (terms.expires ?? (expiry != nil)) == (expiry != nil) else { return false }
    if let expiry {
      guard expiry > now, PoolTerms.times.contains(expiry.secondsSinceEpoch) else { return false }
    }
    func isPrice(_ price: UInt128) -> Bool { price > 0 && price < PoolBounds.price }
    switch terms {
    case .european(_, let strike, _), .digital(_, _, let strike), .perpetualAmerican(_, let strike):
      return isPrice(strike)
    case .barrier(_, _, let strike, let barrier, let rebate):
      return isPrice(strike) && isPrice(barrier) && rebate < PoolBounds.price
    case .exchange(let delivered, let ratio):
      return !delivered.isEmpty && delivered != underlying && isPrice(ratio)
    case .everlasting(_, let strike, let seconds, _): return isPrice(strike) && seconds > 0
    case .power(let power, let seconds, _): return power != 0 && seconds > 0
    case .valued: return true
    }
  }
}
