import TailpoolLedger

/// What time does to a ratchet market's reserves: cash flows toward its target, then both prices move toward book value.
///
/// Sums of products need up to 256 bits; each division rounds down in the order of the source.
struct Ratchet {
  private let market: RatchetMarket
  private let position: CapitalPosition
  private let elapsed: UInt128

  private static let day: UInt128 = 86_400
  private static let whole: UInt128 = 10_000

  init(_ market: RatchetMarket, _ position: CapitalPosition, elapsed: UInt128) {
    (self.market, self.position, self.elapsed) = (market, position, elapsed)
  }

  func quote() throws(StakeError) -> RatchetMarket.Quote {
    let (cash, budget, sold, bought) = try StakeError.wrapping { () throws(LedgerError) in
      let (cash, budget) = try cashAndBudget()
      return (cash, budget, try sharesSold(cash), try sharesBought(cash))
    }
    let change = cash - market.reserves.cash
    return RatchetMarket.Quote(
      reserves: try RatchetReserves(cash: cash, sold: sold, bought: bought), budget: budget,
      injected: max(change, 0), extracted: max(-change, 0))
  }

  /// The cash that the reserve has come to, and what is left of the budget.
  private func cashAndBudget() throws(LedgerError) -> (cash: Int128, budget: Int128) {
    let (terms, cash) = (market.terms, market.reserves.cash)
    guard cash < terms.targetLiquidity else {
      let flow = try flow(terms.outflowPerDay, elapsed)
      return (cash - min(flow, cash - terms.targetLiquidity), market.budget)
    }
    // No cash is committed to the market that would not be over the requirement once the reserve is at its target.
    let kept = try checkedSum(position.requirement, terms.targetLiquidity)
    let spare = max(try checkedDifference(position.capital, kept), 0)
    let seconds = try mulDiv(
      UInt128(market.budget), Ratchet.day, UInt128(terms.budgetInflowPerDay), rounding: .down)
    let fast = try flow(terms.budgetInflowPerDay, min(elapsed, seconds))
    let slow = try flow(terms.inflowPerDay, elapsed - min(elapsed, seconds))
    let injected = min(try checkedSum(fast, slow), min(terms.targetLiquidity - cash, spare))
    return (cash + injected, max(market.budget - injected, 0))
  }

  private func flow(_ perDay: Int128, _ seconds: UInt128) throws(LedgerError) -> Int128 {
    try signedUnits(mulDiv(UInt128(perDay), seconds, Ratchet.day, rounding: .down))
  }

  /// The shares of the pool that sells: fewer as its price falls to (1 + spread) · book value.
  private func sharesSold(_ cash: Int128) throws(LedgerError) -> Int128 {
    let shares = try scaled(market.reserves.sold, to: cash)
    let bound = try mulDiv(capital, Ratchet.whole + spread, Ratchet.whole, rounding: .down)
    let worth = UInt256.product(bound, shares)
    let speed = try checkedProduct(elapsed, UInt128(market.terms.ratchetBasisPoints))
    let moved = try perDay(worth.multiplied(by: UInt256(speed)))
    let target = UInt256.product(UInt128(cash), supply)
    if try worth.adding(moved) > target { return try quotient(target, bound) }
    let step = try perDay(UInt256.product(capital, shares).multiplied(by: UInt256(speed)), over: supply)
    let left = try UInt256(UInt128(cash)).subtracting(step)
    return try quotient(UInt256.product(UInt128(cash), shares), left.narrowed())
  }

  /// The shares of the pool that buys: fewer as its price rises to (1 − spread) · book value.
  private func sharesBought(_ cash: Int128) throws(LedgerError) -> Int128 {
    let shares = try scaled(market.reserves.bought, to: cash)
    let bound = try mulDiv(capital, Ratchet.whole - spread, Ratchet.whole, rounding: .down)
    let ratchet =
      market.budget > 0 ? market.terms.budgetRatchetBasisPoints : market.terms.ratchetBasisPoints
    let speed = try checkedProduct(elapsed, UInt128(ratchet))
    let step = try UInt256.product(capital, shares).multiplied(by: UInt256(speed))
    let target = UInt256.product(UInt128(cash), supply)
    if try UInt256.product(bound, shares) < target.adding(perDay(step)) { return try quotient(target, bound) }
    let grown = try UInt256(UInt128(cash)).adding(perDay(step, over: supply))
    return try quotient(UInt256.product(UInt128(cash), shares), grown.narrowed())
  }

  private var capital: UInt128 { UInt128(position.capital) }
  private var supply: UInt128 { UInt128(position.supply) }
  private var spread: UInt128 { UInt128(market.terms.spreadBasisPoints) }

  /// Shares that keep the price when the cash changes.
  private func scaled(_ shares: Int128, to cash: Int128) throws(LedgerError) -> UInt128 {
    UInt128(try mulDiv(shares, cash, market.reserves.cash, rounding: .down))
  }

  /// What basis points times seconds make of a product; over a divisor first where there is one.
  private func perDay(_ product: UInt256, over divisor: UInt128 = 1) throws(LedgerError) -> UInt256 {
    try product.divided(by: UInt256(divisor), rounding: .down)
      .divided(by: UInt256(Ratchet.day * Ratchet.whole), rounding: .down)
  }

  private func quotient(_ dividend: UInt256, _ divisor: UInt128) throws(LedgerError) -> Int128 {
    try signedUnits(dividend.divided(by: UInt256(divisor), rounding: .down).narrowed())
  }
}
