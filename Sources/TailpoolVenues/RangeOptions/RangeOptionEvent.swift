import TailpoolLedger
import TailpoolMarket

/// Something that happens to a pool of options from ranges.
public struct RangeOptionEvent: Hashable, Sendable {
  /// When it happens, not before the event before.
  public let time: Timestamp
  /// What happens.
  public let action: RangeOptionAction

  /// Creates an event.
  public init(at time: Timestamp, _ action: RangeOptionAction) { (self.time, self.action) = (time, action) }
}

/// What can happen to a pool of options from ranges.
public enum RangeOptionAction: Hashable, Sendable {
  /// Something happens to the pool of liquidity itself: trades, and liquidity of others.
  case pool(ConcentratedPoolAction)
  /// An account brings collateral in.
  case deposit(owner: String, amount0: UInt128, amount1: UInt128)
  /// An account takes cash out, as far as what stays is enough.
  case withdraw(owner: String, amount0: UInt128, amount1: UInt128)
  /// An account opens an option. A short takes at most, a long gives at least, so much of each token.
  case open(RangeOptionPool.OptionKey, liquidity: UInt128, bound0: UInt256, bound1: UInt256)
  /// An account closes an option whole. A short gives at least, a long takes at most, so much of each token, premium aside.
  case close(RangeOptionPool.OptionKey, bound0: UInt256, bound1: UInt256)
  /// Another account takes over one that has less than it needs.
  case liquidate(owner: String, liquidator: String)
}

extension RangeOptionPool {
  /// Applies an event whole, or throws and stays what it was.
  ///
  /// - Throws: `VenueRefusal` naming the bound.
  /// - Complexity: O(options of the account × log ticks), and that of the pool's event.
  public mutating func apply(_ event: RangeOptionEvent) throws(VenueRefusal) { _ = try fill(event) }

  /// Applies an event as `apply`, and says what moved and what of it was a fee.
  mutating func fill(_ event: RangeOptionEvent) throws(VenueRefusal) -> VenueFill {
    if event.time < time { throw .timeRunsBack(time: event.time, last: time) }
    // Many steps may each be refused, so that they are taken on a copy.
    var next = self
    let fill = try next.moved(by: event.action, at: event.time)
    next.time = event.time
    self = next
    return fill
  }

  private mutating func moved(by action: RangeOptionAction, at time: Timestamp) throws(VenueRefusal) -> VenueFill {
    switch action {
    case .pool(let action):
      if action.owner == Self.vaultName { throw .invalidTerms(field: "owner") }
      return try pool.fill(ConcentratedPoolEvent(at: time, action))
    case .deposit(let owner, let amount0, let amount1):
      if amount0 == 0, amount1 == 0 { throw .nothingToMove }
      try credit(owner, amount0, amount1)
      return VenueFill(TokenFlow(in0: UInt256(amount0), in1: UInt256(amount1)))
    case .withdraw(let owner, let amount0, let amount1):
      if amount0 == 0, amount1 == 0 { throw .nothingToMove }
      try withdraw(owner, amount0, amount1)
      return VenueFill(TokenFlow(out0: UInt256(amount0), out1: UInt256(amount1)))
    case .open(let key, let liquidity, let bound0, let bound1):
      let amounts = try open(key, liquidity: liquidity, bounds: (bound0, bound1))
      return VenueFill(key.side == .long ? TokenFlow(credited: amounts) : TokenFlow())
    case .close(let key, let bound0, let bound1):
      let amounts = try close(key, bounds: (bound0, bound1))
      return VenueFill(key.side == .short ? TokenFlow(credited: amounts) : TokenFlow())
    case .liquidate(let owner, let liquidator):
      try liquidate(owner, by: liquidator)
      return VenueFill(TokenFlow())
    }
  }
}

extension ConcentratedPoolAction {
  /// The owner of the position that it is about; nil for a trade and for the protocol.
  var owner: String? {
    switch self {
    case .mint(let key, _, _, _), .burn(let key, _, _, _), .collect(let key, _, _): key.owner
    case .swap, .setProtocolFee, .collectProtocol: nil
    }
  }
}

extension TokenFlow {
  init(credited amounts: TokenPair<UInt128>) {
    self.init(credited0: UInt256(amounts.token0), credited1: UInt256(amounts.token1))
  }
}
