import TailpoolLedger

/// The best that someone can do who sees a trade coming and may put one before it and one after.
///
/// The attacker buys what the victim buys, the victim trades at a worse price but not below its least, and the attacker sells what it has
/// bought. The victim's least is thus a bound on its loss, and on what the attacker can pay in before it.
public struct SandwichAttack: Hashable, Sendable {
  /// Units paid in before the victim's trade; zero where no attack pays.
  public let paidIn: UInt128
  /// Units gained of the same token.
  public let profit: UInt128
  /// What the victim gets without the attack.
  public let undisturbed: UInt128
  /// What it gets with it.
  public let attacked: UInt128

  /// Units of the other token that the victim loses.
  public var loss: UInt128 { undisturbed - attacked }

  /// Finds the attack that pays most on a pool of a constant product.
  ///
  /// What the attacker gains rises with what it pays in until fees eat the rest, and falls after: it is one hump but for whole units. The
  /// top is found by thirds down to a few hundred units, which are then looked at one by one.
  ///
  /// - Parameters:
  ///   - intent: The victim's trade.
  ///   - pool: The pool before it.
  ///   - capital: The most that the attacker can pay in.
  /// - Returns: The attack, or one of nothing where none pays; nil where the victim's trade is refused without it.
  /// - Accuracy: The paid amount gains the most but for a few units of rounding; `greatestPaidIn` is exact.
  /// - Complexity: O(log capital).
  public static func best(
    against intent: SwapIntent, on pool: ConstantProductPool, capital: UInt128
  ) -> SandwichAttack? {
    guard let undisturbed = pool.undisturbed(intent) else { return nil }
    let none = SandwichAttack(paidIn: 0, profit: 0, undisturbed: undisturbed, attacked: undisturbed)
    var best = none
    let most = greatestPaidIn(against: intent, on: pool, capital: capital)
    searchHump(upTo: most) { paidIn in
      guard let run = attack(paidIn, against: intent, on: pool) else { return .min }
      if run.gain > 0, UInt128(run.gain) > best.profit {
        best = SandwichAttack(
          paidIn: paidIn, profit: UInt128(run.gain), undisturbed: undisturbed, attacked: run.attacked)
      }
      return run.gain
    }
    return best
  }

  /// The most that can be paid in before a trade without its being refused: what the victim's least leaves an attacker.
  ///
  /// - Returns: Units, at most the capital; the trade after one more unit gets less than its least.
  /// - Complexity: O(log capital).
  public static func greatestPaidIn(
    against intent: SwapIntent, on pool: ConstantProductPool, capital: UInt128
  ) -> UInt128 {
    func isTaken(_ paidIn: UInt128) -> Bool {
      var pool = pool
      do throws(VenueRefusal) { _ = try pool.swap(zeroForOne: intent.zeroForOne, payingIn: paidIn, least: 0) } catch {
        // A payment that is too small to get a unit is refused, and does the victim no harm.
        return error == .nothingToMove
      }
      return (try? pool.execute(intent)) != nil
    }
    var (low, high) = (UInt128(0), min(capital, ConstantProductPool.greatestReserve))
    if isTaken(high) { return high }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isTaken(middle) { low = middle } else { high = middle }
    }
    return low
  }

  /// What an attack of a size gains, and what the victim gets; nil where a trade of it is refused.
  static func attack(
    _ paidIn: UInt128, against intent: SwapIntent, on pool: ConstantProductPool
  ) -> (gain: Int128, attacked: UInt128)? {
    var pool = pool
    guard let bought = try? pool.swap(zeroForOne: intent.zeroForOne, payingIn: paidIn, least: 0),
      let attacked = try? pool.execute(intent),
      let back = try? pool.swap(zeroForOne: !intent.zeroForOne, payingIn: bought, least: 0)
    else { return nil }
    return (Int128(back) - Int128(paidIn), attacked)  // reserves are below 2¹¹²
  }
}

/// Looks at what rises to a top and falls after it, but for roundings, at both ends, by thirds, and one by one near the top.
func searchHump(upTo most: UInt128, _ gain: (UInt128) -> Int128) {
  var (low, high) = (UInt128(0), most)
  _ = gain(high)
  while high - low > 384 {
    let third = (high - low) / 3
    if gain(low + third) <= gain(high - third) { low += third } else { high -= third }
  }
  for place in low...high { _ = gain(place) }
}
