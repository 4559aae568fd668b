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
  /// out and the batch is made again without them. Of a batch that pays in more of a token than the pool can hold, the greatest payment
  /// of it, by equal ones that of the highest number, is left out in the same way: nobody can stop the others by a number.
  ///
  /// - Parameters:
  ///   - intents: The trades, in the order in which they came, each with a number of its own.
  ///   - pool: The pool, which is changed.
  /// - Returns: What each gets, in the order given; nil for one that is not executed. By commitment and in a batch it does not depend on
  ///   the order given.
  /// - Throws: `AuctionRefusal.duplicateOrder`, `.nothingToTrade`; `.invalidReference` for a batch on an empty pool.
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
      let claims: [TokenPair<UInt128>]
      do throws(BatchFailure) { claims = try next.clear(batch) } catch {
        guard case .tooMuch(let isToken0) = error else { throw error.refusal }
        let side = left.filter { intents[$0].zeroForOne == isToken0 }
        guard
          let greatest = side.max(by: {
            (intents[$0].paidIn, intents[$0].id) < (intents[$1].paidIn, intents[$1].id)
          })
        else { throw .overflow }
        left.removeAll { $0 == greatest }
        continue
      }
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

  /// What a trade gets alone; nil where it is refused.
  func undisturbed(_ intent: SwapIntent) -> UInt128? {
    var pool = self
    return try? pool.execute(intent)
  }

  /// Crosses both sides of a batch at the pool's price and trades the rest with the pool; what rounding leaves stays in the reserves.
  fileprivate mutating func clear(_ batch: [BatchIntent]) throws(BatchFailure) -> [TokenPair<UInt128>] {
    if reserve0 == 0 || reserve1 == 0 { throw .refused(.invalidReference) }
    let all = TokenPair(try Self.total(batch, \.token0), try Self.total(batch, \.token1))
    let crossed: SealedBatch
    do throws(AuctionRefusal) { crossed = try SealedBatch.crossed(all, price: reserve1, lot: reserve0) } catch {
      throw .refused(error)
    }
    var (next, received, unfilled) = (self, crossed.received, crossed.unfilled)
    // Where both found nothing one of them is worth less than a unit, and the other one trades.
    let isDust0 = (try? mulDiv(all.token0, reserve1, reserve0, rounding: .down)) == 0
    let zeroForOne = unfilled.token0 > 0 && (unfilled.token1 == 0 || !isDust0)
    let rest = zeroForOne ? unfilled.token0 : unfilled.token1
    if rest > 0, let out = try next.trade(rest, zeroForOne: zeroForOne) {
      // What the pool gives is below its reserve, and what was crossed is at most what was paid in.
      let isTooMuch: Bool
      if zeroForOne {
        (received.token1, isTooMuch) = received.token1.addingReportingOverflow(out)
        unfilled.token0 = 0
      } else {
        (received.token0, isTooMuch) = received.token0.addingReportingOverflow(out)
        unfilled.token1 = 0
      }
      if isTooMuch { throw .tooMuch(isToken0: !zeroForOne) }
    }
    let (claims, dust): ([TokenPair<UInt128>], TokenPair<UInt128>)
    do throws(AuctionRefusal) {
      (claims, dust) = try SealedBatch(paidIn: all, received: received, unfilled: unfilled).claims(batch)
    } catch { throw .refused(error) }
    let room = TokenPair(Self.greatestReserve - next.reserve0, Self.greatestReserve - next.reserve1)
    if dust.token0 > room.token0 { throw .tooMuch(isToken0: true) }
    if dust.token1 > room.token1 { throw .tooMuch(isToken0: false) }
    (next.reserve0, next.reserve1) = (next.reserve0 + dust.token0, next.reserve1 + dust.token1)
    self = next
    return claims
  }

  private static func total(
    _ batch: [BatchIntent], _ token: KeyPath<TokenPair<UInt128>, UInt128>
  ) throws(BatchFailure) -> UInt128 {
    do throws(LedgerError) { return try checkedSum(batch.map { $0.paidIn[keyPath: token] }) } catch {
      throw .tooMuch(isToken0: token == \.token0)
    }
  }

  /// Trades what is left of a batch; nil where it is worth less than a unit and finds nothing.
  private mutating func trade(_ rest: UInt128, zeroForOne: Bool) throws(BatchFailure) -> UInt128? {
    do throws(VenueRefusal) { return try swap(zeroForOne: zeroForOne, payingIn: rest, least: 0) } catch {
      if error == .nothingToMove { return nil }
      throw .tooMuch(isToken0: zeroForOne)
    }
  }
}

/// Why a batch does not clear.
private enum BatchFailure: Error {
  /// More of a token is paid in than can be held.
  case tooMuch(isToken0: Bool)
  /// It is refused whatever is left out.
  case refused(AuctionRefusal)

  var refusal: AuctionRefusal {
    if case .refused(let refusal) = self { return refusal }
    return .overflow
  }
}
