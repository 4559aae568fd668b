import TailpoolLedger
import TailpoolMarket

/// Something that happens to a pool of concentrated liquidity.
public struct ConcentratedPoolEvent: Hashable, Sendable {
  /// When it happens, not before the event before.
  public let time: Timestamp
  /// What happens.
  public let action: ConcentratedPoolAction

  /// Creates an event.
  public init(at time: Timestamp, _ action: ConcentratedPoolAction) { (self.time, self.action) = (time, action) }
}

/// What can happen to a pool of concentrated liquidity.
public enum ConcentratedPoolAction: Hashable, Sendable {
  /// An owner brings liquidity into a range; it pays in at most so much of each token.
  case mint(ConcentratedPool.PositionKey, liquidity: UInt128, most0: UInt256, most1: UInt256)
  /// An owner takes liquidity out of a range and is credited at least so much of each token; zero only credits its fees.
  case burn(ConcentratedPool.PositionKey, liquidity: UInt128, least0: UInt256, least1: UInt256)
  /// An owner is paid what it was credited, at most so much.
  case collect(ConcentratedPool.PositionKey, most0: UInt128, most1: UInt128)
  /// A trader trades; it receives at least, or pays in at most, `allowed`.
  case swap(trader: String, LiquiditySwap, allowed: UInt256)
  /// The protocol's part of later fees: zero, or one over 4 to 10.
  case setProtocolFee(token0: UInt32, token1: UInt32)
  /// The protocol is paid what it is owed.
  case collectProtocol
}

extension ConcentratedPool {
  /// Applies an event whole, or throws and stays what it was.
  ///
  /// - Throws: `VenueRefusal` naming the bound.
  /// - Complexity: O(log ticks), and of a swap O(steps × log ticks).
  public mutating func apply(_ event: ConcentratedPoolEvent) throws(VenueRefusal) { _ = try settle(event) }

  /// Applies an event as `apply`, and says what moved.
  ///
  /// - Throws: As `apply`.
  public mutating func settle(_ event: ConcentratedPoolEvent) throws(VenueRefusal) -> TokenFlow {
    try fill(event).flow
  }

  /// Applies an event as `apply`, and says what moved and what of it was a fee.
  mutating func fill(_ event: ConcentratedPoolEvent) throws(VenueRefusal) -> VenueFill {
    if event.time < time { throw .timeRunsBack(time: event.time, last: time) }
    let flow: TokenFlow
    var fee = TokenAmounts.zero
    switch event.action {
    case .mint(let key, let liquidity, let most0, let most1):
      let (amount0, amount1) = try mint(key, liquidity: liquidity, most0: most0, most1: most1)
      flow = TokenFlow(in0: amount0, in1: amount1)
    case .burn(let key, let liquidity, let least0, let least1):
      let (amount0, amount1) = try burn(key, liquidity: liquidity, least0: least0, least1: least1)
      flow = TokenFlow(credited0: amount0, credited1: amount1)
    case .collect(let key, let most0, let most1):
      let (amount0, amount1) = try collect(key, most0: most0, most1: most1)
      flow = TokenFlow(out0: UInt256(amount0), out1: UInt256(amount1))
    case .swap(_, let swap, let allowed):
      let result = try trade(swap, allowed: allowed)
      flow = TokenFlow(trading: swap.zeroForOne, in: result.paidIn, out: result.received)
      fee = swap.zeroForOne ? TokenAmounts(result.fee, .zero) : TokenAmounts(.zero, result.fee)
    case .setProtocolFee(let token0, let token1):
      for fee in [token0, token1] where fee != 0 && !(4...10).contains(fee) { throw .invalidProtocolFee(fee) }
      (protocolFee0, protocolFee1) = (token0, token1)
      flow = TokenFlow()
    case .collectProtocol: flow = try collectProtocol()
    }
    time = event.time
    return VenueFill(flow, fee: fee)
  }

  private mutating func collectProtocol() throws(VenueRefusal) -> TokenFlow {
    let (owed0, owed1) = (UInt256(protocolOwed0), UInt256(protocolOwed1))
    do throws(LedgerError) {
      let (next0, next1) = (try balance0.subtracting(owed0), try balance1.subtracting(owed1))
      (balance0, balance1, protocolOwed0, protocolOwed1) = (next0, next1, 0, 0)
    } catch { throw .overflow }
    return TokenFlow(out0: owed0, out1: owed1)
  }
}
