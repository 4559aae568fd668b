import TailpoolLedger

/// What a rule of ordering leaves to someone who knows a trade before it is executed.
///
/// The attacker pays in before or with the victim and sells afterward what it has bought:
///
///     firstCome      the sandwich, as `SandwichAttack` has it
///     byCommitment   its two trades and the victim's in each of their six orders, all as probable: a sale that comes before its purchase
///                    is left out, and what is then held counts at the pool's price before all
///     batch          its purchase in one batch with the victim, its sale alone in the next
///
/// A victim whose trade is sealed until then leaves it none of these. What is found is the attacker's best response to each rule.
public struct OrderLeakage: Hashable, Sendable {
  /// The rule.
  public let ordering: SwapOrdering
  /// Units that the attacker does best to pay in; zero where nothing pays.
  public let paidIn: UInt128
  /// What it gains on average, in units of what it pays in.
  public let profit: Double
  /// What the victim loses on average, in units of what it receives.
  public let loss: Double

  /// Finds the best response to each rule.
  ///
  /// - Parameters:
  ///   - intent: The victim's trade.
  ///   - pool: The pool before it.
  ///   - capital: The most that the attacker can pay in.
  /// - Returns: One for each rule, in the order of `SwapOrdering.allCases`; nil where the trade is refused without an attack.
  /// - Complexity: O(log capital).
  public static func byRule(
    against intent: SwapIntent, on pool: ConstantProductPool, capital: UInt128
  ) -> [OrderLeakage]? {
    guard let undisturbed = pool.undisturbed(intent) else { return nil }
    let most = SandwichAttack.greatestPaidIn(against: intent, on: pool, capital: capital)
    return SwapOrdering.allCases.map { ordering in
      var best = (paidIn: UInt128(0), gain: Int128(0), attacked: undisturbed, cases: UInt128(1))
      searchHump(upTo: most) { paidIn in
        guard paidIn > 0, let run = ordering.response(paidIn, to: intent, on: pool) else { return .min }
        if run.gain > best.gain { best = (paidIn, run.gain, run.attacked, run.cases) }
        return run.gain
      }
      let cases = Double(best.cases)
      return OrderLeakage(
        ordering: ordering, paidIn: best.paidIn, profit: Double(best.gain) / cases,
        loss: (Double(undisturbed * best.cases) - Double(best.attacked)) / cases)
    }
  }
}

extension SwapOrdering {
  /// The sums over equally probable cases of what an attacker gains and of what its victim gets; nil where a trade is refused.
  fileprivate func response(
    _ paidIn: UInt128, to intent: SwapIntent, on pool: ConstantProductPool
  ) -> (gain: Int128, attacked: UInt128, cases: UInt128)? {
    switch self {
    case .firstCome: return SandwichAttack.attack(paidIn, against: intent, on: pool).map { ($0.gain, $0.attacked, 1) }
    case .byCommitment: return inEveryOrder(paidIn, intent, pool)
    case .batch: return inBatches(paidIn, intent, pool)
    }
  }

  private func inEveryOrder(
    _ paidIn: UInt128, _ intent: SwapIntent, _ pool: ConstantProductPool
  ) -> (gain: Int128, attacked: UInt128, cases: UInt128)? {
    var (gain, attacked): (Int128, UInt128) = (0, 0)
    for legs in AttackLeg.orders {
      guard let run = run(legs, paidIn, intent, pool) else { return nil }
      (gain, attacked) = (gain + run.gain, attacked + run.attacked)
    }
    return (gain, attacked, UInt128(AttackLeg.orders.count))
  }

  private func run(
    _ legs: [AttackLeg], _ paidIn: UInt128, _ intent: SwapIntent, _ pool: ConstantProductPool
  ) -> (gain: Int128, attacked: UInt128)? {
    var (next, bought, back, attacked) = (pool, UInt128(0), UInt128(0), UInt128(0))
    for leg in legs {
      switch leg {
      case .purchase:
        guard let units = try? next.swap(zeroForOne: intent.zeroForOne, payingIn: paidIn, least: 0) else { return nil }
        bought = units
      case .victim:
        guard let units = try? next.execute(intent) else { return nil }
        attacked = units
      case .sale where bought > 0:
        guard let units = try? next.swap(zeroForOne: !intent.zeroForOne, payingIn: bought, least: 0) else { return nil }
        (bought, back) = (0, units)
      case .sale: break
      }
    }
    let (reserveIn, reserveOut) = intent.zeroForOne ? (pool.reserve0, pool.reserve1) : (pool.reserve1, pool.reserve0)
    guard let worth = try? mulDiv(bought, reserveIn, reserveOut, rounding: .down) else { return nil }
    return (Int128(back) + Int128(clamping: worth) - Int128(paidIn), attacked)
  }

  private func inBatches(
    _ paidIn: UInt128, _ intent: SwapIntent, _ pool: ConstantProductPool
  ) -> (gain: Int128, attacked: UInt128, cases: UInt128)? {
    var pool = pool
    let own = SwapIntent(id: 0, trader: "", zeroForOne: intent.zeroForOne, paidIn: paidIn, least: 0)
    let victim = SwapIntent(
      id: 1, trader: intent.trader, zeroForOne: intent.zeroForOne, paidIn: intent.paidIn, least: intent.least)
    guard let results = try? SwapOrdering.batch.execute([own, victim], on: &pool), let bought = results[0],
      let attacked = results[1],
      let back = try? pool.swap(zeroForOne: !intent.zeroForOne, payingIn: bought.received, least: 0)
    else { return nil }
    return (Int128(back) + Int128(bought.returned) - Int128(paidIn), attacked.received, 1)
  }
}

/// A trade of an attack.
private enum AttackLeg {
  case purchase, victim, sale

  /// All orders of the three.
  static let orders: [[AttackLeg]] = [
    [.purchase, .victim, .sale], [.purchase, .sale, .victim], [.victim, .purchase, .sale], [.victim, .sale, .purchase],
    [.sale, .purchase, .victim], [.sale, .victim, .purchase],
  ]
}

/// What is gained by trading after someone, against the trade's own move of the price, and how much of it is given back.
///
/// The pool stood at the market's price before the trade; whoever trades it back gains what the trade moved it by, less fees. A venue that
/// lets one searcher do so on the condition of a refund gives a part of it to who made the trade.
///
/// - Source: the refunds of Flashbots' MEV-Share.
public struct BackrunRefund: Hashable, Sendable {
  /// Units that the searcher does best to pay in, of the token that the trade received.
  public let paidIn: UInt128
  /// Units of the other token that it gets.
  public let received: UInt128
  /// What it gains at the price before the trade, in units of what it pays in.
  public let profit: UInt128
  /// The part of the profit that the trade's owner gets.
  public let refund: UInt128
  /// The rest, which the searcher keeps; with the refund it is the profit.
  public let kept: UInt128

  /// Finds the best trade back and splits its profit.
  ///
  /// - Parameters:
  ///   - intent: The trade.
  ///   - pool: The pool before it, which stands at the market's price.
  ///   - refundMillionths: The owner's part of the profit, up to 1,000,000.
  /// - Returns: The refund, of nothing where fees leave no gain; nil where the trade is refused.
  /// - Throws: `AuctionRefusal.invalidTerms` for a part above a million millionths, `.overflow`.
  /// - Complexity: O(log reserve).
  public static func best(
    after intent: SwapIntent, on pool: ConstantProductPool, refundMillionths: UInt32
  ) throws(AuctionRefusal) -> BackrunRefund? {
    if refundMillionths > 1_000_000 { throw .invalidTerms(field: "refundMillionths") }
    var moved = pool
    guard let traded = try? moved.execute(intent) else { return nil }
    let (own, other) = intent.zeroForOne ? (pool.reserve1, pool.reserve0) : (pool.reserve0, pool.reserve1)
    var best = (paidIn: UInt128(0), received: UInt128(0), gain: UInt128(0))
    // Paying in more than the trade took out would move the price beyond the market's.
    searchHump(upTo: traded) { paidIn in
      guard let received = try? moved.received(zeroForOne: !intent.zeroForOne, payingIn: paidIn),
        let worth = try? mulDiv(received, own, other, rounding: .down)
      else { return .min }
      if worth > paidIn, worth - paidIn > best.gain { best = (paidIn, received, worth - paidIn) }
      return Int128(clamping: worth) - Int128(clamping: paidIn)
    }
    do throws(LedgerError) {
      let parts = try largestRemainderSplit(
        best.gain, by: [UInt128(refundMillionths), UInt128(1_000_000 - refundMillionths)])
      return BackrunRefund(
        paidIn: best.paidIn, received: best.received, profit: best.gain, refund: parts[0], kept: parts[1])
    } catch { throw .overflow }
  }
}
