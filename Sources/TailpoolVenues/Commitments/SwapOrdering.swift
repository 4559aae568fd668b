import TailpoolLedger
import TailpoolMarket

/// A trade with a pool of a constant product that waits to be executed.
public struct SwapIntent: Hashable, Sendable {
  /// The number of the intent, which no other has.
  public let id: UInt64
  /// Whose it is.
  public let trader: String
  /// Whether token 0 is paid in.
  public let zeroForOne: Bool
  /// Units paid in, > 0.
  public let paidIn: UInt128
  /// The least that the trader takes.
  public let least: UInt128
  /// What it was committed to by: rules by commitment go by its order.
  public let commitment: String

  /// Creates an intent; see the properties for the meaning of each argument.
  public init(id: UInt64, trader: String, zeroForOne: Bool, paidIn: UInt128, least: UInt128, commitment: String = "") {
    self.id = id
    self.trader = trader
    self.zeroForOne = zeroForOne
    self.paidIn = paidIn
    self.least = least
    self.commitment = commitment
  }
}

/// What an executed trade came to.
public struct SwapExecution: Hashable, Sendable {
  /// Units received of the other token.
  public let received: UInt128
  /// Units of what was paid in that found nothing in a batch, and are given back.
  public let returned: UInt128
}

/// In what order waiting trades are executed.
public enum SwapOrdering: String, Hashable, Sendable, CaseIterable {
  /// As they come: who sees a trade coming can put others around it.
  case firstCome
  /// By commitment, then by number: what is committed to before the others are seen.
  case byCommitment
  /// All at one price: both sides are crossed at the pool's price, and what is left trades with the pool as one.
  case batch

  /// Executes trades on a pool.
  ///
  /// A trade that gets less than its least gets nothing, and is as if it were not there; in a batch, those that would get less are left
  /// out and the batch is made again without them.
  ///
  /// - Parameters:
  ///   - intents: The trades, in the order in which they came, each with a number of its own.
  ///   - pool: The pool, which is changed.
  /// - Returns: What each gets, in the order given; nil for one that is not executed. By commitment and in a batch it does not depend on
  ///   the order given.
  /// - Throws: `AuctionRefusal.duplicateOrder`, `.nothingToTrade`; `.overflow` where amounts of a batch do not fit.
  /// - Complexity: O(n log n); in a batch O(n) for each time that trades are left out.
  public func execute(
    _ intents: [SwapIntent], on pool: inout ConstantProductPool
  ) throws(AuctionRefusal) -> [SwapExecution?] {
    var seen = Set<UInt64>()
    for intent in intents {
      if intent.paidIn == 0 { throw .nothingToTrade(order: intent.id) }
      if !seen.insert(intent.id).inserted { throw .duplicateOrder(id: intent.id) }
    }
    switch self {
    case .firstCome: return one(by: Array(intents.indices), intents, &pool)
    case .byCommitment:
      let order = intents.indices.sorted {
        (intents[$0].commitment, intents[$0].id) < (intents[$1].commitment, intents[$1].id)
      }
      return one(by: order, intents, &pool)
    case .batch: return try together(intents, &pool)
    }
  }

  private func one(by order: [Int], _ intents: [SwapIntent], _ pool: inout ConstantProductPool) -> [SwapExecution?] {
    var received = [SwapExecution?](repeating: nil, count: intents.count)
    for index in order { received[index] = try? SwapExecution(received: pool.execute(intents[index]), returned: 0) }
    return received
  }

  private func together(
    _ intents: [SwapIntent], _ pool: inout ConstantProductPool
  ) throws(AuctionRefusal) -> [SwapExecution?] {
    var left = Array(intents.indices)
    while !left.isEmpty {
      let batch = left.map { index in
        let intent = intents[index]
        return BatchIntent(
          intent.trader, paidIn: intent.zeroForOne ? .init(intent.paidIn, 0) : .init(0, intent.paidIn))
      }
      var next = pool
      let claims = try next.clear(batch)
      let executions = zip(left, claims).map { index, claim in
        intents[index].zeroForOne
          ? SwapExecution(received: claim.token1, returned: claim.token0)
          : SwapExecution(received: claim.token0, returned: claim.token1)
      }
      let kept = zip(left, executions).filter { $1.received >= max(1, intents[$0].least) }.map(\.0)
      if kept.count == left.count {
        pool = next
        var all = [SwapExecution?](repeating: nil, count: intents.count)
        for (index, execution) in zip(left, executions) { all[index] = execution }
        return all
      }
      left = kept
    }
    return [SwapExecution?](repeating: nil, count: intents.count)
  }
}

extension ConstantProductPool {
  /// Executes a trade; the pool stays what it was where it is refused.
  mutating func execute(_ intent: SwapIntent) throws(VenueRefusal) -> UInt128 {
    try swap(zeroForOne: intent.zeroForOne, payingIn: intent.paidIn, least: intent.least)
  }

  /// Crosses both sides of a batch at the pool's price and trades the rest with the pool; what rounding leaves stays in the reserves.
  ///
  /// - Throws: `AuctionRefusal.invalidReference` for an empty pool, `.overflow`.
  mutating func clear(_ batch: [BatchIntent]) throws(AuctionRefusal) -> [TokenPair<UInt128>] {
    if reserve0 == 0 || reserve1 == 0 { throw .invalidReference }
    let all = try SealedBatch.total(batch)
    let crossed = try SealedBatch.crossed(all, price: reserve1, lot: reserve0)
    var (next, received, unfilled) = (self, crossed.received, crossed.unfilled)
    let zeroForOne = unfilled.token0 > 0
    let rest = zeroForOne ? unfilled.token0 : unfilled.token1
    do throws(LedgerError) {
      // Where the rest is worth less than a unit it finds nothing.
      if rest > 0, let out = try? next.swap(zeroForOne: zeroForOne, payingIn: rest, least: 0) {
        if zeroForOne {
          received.token1 = try checkedSum(received.token1, out)
        } else {
          received.token0 = try checkedSum(received.token0, out)
        }
        unfilled = .init(0, 0)
      }
    } catch { throw .overflow }
    let (claims, dust) = try SealedBatch(paidIn: all, received: received, unfilled: unfilled).claims(batch)
    let room = TokenPair(Self.greatestReserve - next.reserve0, Self.greatestReserve - next.reserve1)
    if dust.token0 > room.token0 || dust.token1 > room.token1 { throw .overflow }
    (next.reserve0, next.reserve1) = (next.reserve0 + dust.token0, next.reserve1 + dust.token1)
    self = next
    return claims
  }
}
