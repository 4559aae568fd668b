import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// Something that happens to a pool of a constant product.
public struct ConstantProductEvent: Hashable, Sendable {
  /// When it happens, not before the event before.
  public let time: Timestamp
  /// What happens.
  public let action: ConstantProductAction

  /// Creates an event.
  public init(at time: Timestamp, _ action: ConstantProductAction) { (self.time, self.action) = (time, action) }
}

/// What can happen to a pool of a constant product.
public enum ConstantProductAction: Hashable, Sendable {
  /// An owner brings both tokens in, for at least so many shares.
  case mint(owner: String, amount0: UInt128, amount1: UInt128, leastShares: UInt128)
  /// An owner takes shares out, for at least so much of each token.
  case burn(owner: String, shares: UInt128, least0: UInt128, least1: UInt128)
  /// A trader pays an amount in, for at least so much of the other token.
  case sell(trader: String, zeroForOne: Bool, paidIn: UInt128, least: UInt128)
  /// A trader receives an amount, for at most so much of the other token.
  case buy(trader: String, zeroForOne: Bool, received: UInt128, most: UInt128)
}

extension ConstantProductPool {
  /// Applies an event whole, or throws and stays what it was.
  ///
  /// - Throws: `VenueRefusal` naming the bound.
  /// - Complexity: O(1).
  public mutating func apply(_ event: ConstantProductEvent) throws(VenueRefusal) { _ = try settle(event) }

  /// Applies an event as `apply`, and says what moved.
  ///
  /// - Throws: As `apply`.
  public mutating func settle(_ event: ConstantProductEvent) throws(VenueRefusal) -> TokenFlow {
    if event.time < time { throw .timeRunsBack(time: event.time, last: time) }
    let flow = try moved(by: event.action)
    time = event.time
    return flow
  }

  private mutating func moved(by action: ConstantProductAction) throws(VenueRefusal) -> TokenFlow {
    switch action {
    case .mint(let owner, let amount0, let amount1, let leastShares):
      _ = try mint(owner, amount0: amount0, amount1: amount1, leastShares: leastShares)
      return TokenFlow(in0: UInt256(amount0), in1: UInt256(amount1))
    case .burn(let owner, let shares, let least0, let least1):
      let (amount0, amount1) = try burn(owner, shares: shares, least0: least0, least1: least1)
      return TokenFlow(out0: UInt256(amount0), out1: UInt256(amount1))
    case .sell(_, let zeroForOne, let paidIn, let least):
      let out = try swap(zeroForOne: zeroForOne, payingIn: paidIn, least: least)
      return TokenFlow(trading: zeroForOne, in: UInt256(paidIn), out: UInt256(out))
    case .buy(_, let zeroForOne, let received, let most):
      let paid = try swap(zeroForOne: zeroForOne, receiving: received, most: most)
      return TokenFlow(trading: zeroForOne, in: UInt256(paid), out: UInt256(received))
    }
  }

  /// What an owner's shares would be paid now, before the protocol's part of the growth.
  ///
  /// - Returns: Units of both tokens, rounded down; zero for one who has none.
  public func claim(of owner: String) -> (amount0: UInt128, amount1: UInt128) {
    let held = shares[owner] ?? 0
    let amount0 = try? mulDiv(held, reserve0, supply, rounding: .down)
    let amount1 = try? mulDiv(held, reserve1, supply, rounding: .down)
    return (amount0 ?? 0, amount1 ?? 0)
  }

  /// The laws that the state does not keep; none, unless there is a fault. That claims are covered follows from the shares.
  ///
  /// - Complexity: O(owners).
  public func audit() -> [VenueFinding] {
    let locked = supply == 0 ? 0 : ConstantProductPool.lockedShares
    guard let found = try? checkedSum(shares.values.map(\.self) + [protocolShares, locked]) else { return [.overflow] }
    return found == supply ? [] : [.shares(found: found, supply: supply)]
  }
}

extension TokenFlow {
  init(trading zeroForOne: Bool, in paidIn: UInt256, out received: UInt256) {
    self.init()
    if zeroForOne { (in0, out1) = (paidIn, received) } else { (in1, out0) = (paidIn, received) }
  }
}
