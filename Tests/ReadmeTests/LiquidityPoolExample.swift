import Tailpool

/// The examples of Docs/Guides/LiquidityPool.md: each lies between `// example NAME` and `// end`, and stands there word for word.
enum LiquidityPoolExample {
  /// What the guide's figures are checked against.
  struct Outcome {
    var book: Book
    var pool: ConcentratedPool
    var brought: TokenFlow
    var quoted: SwapResult
    var refused: VenueRefusal?
    var paid: (amount0: UInt256, amount1: UInt256)
  }

  static func day() throws -> Outcome {
    // example open
    let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
    // ETH in wei, USDC in millionths: 3,000 dollars an ether are 3,000 × 10^6 / 10^18 = 3 × 10^-9.
    let price = try mulDiv(UInt256(3), UInt256(1) << 192, 1_000_000_000, rounding: .down)
    var pool = try ConcentratedPool(
      ConcentratedPoolTerms(
        token0: "ETH", token1: "USDC", feeMillionths: 500, tickSpacing: 10, sqrtPriceX96: UInt256(price.squareRoot),
        opening: opening))
    // end

    // example provide
    let range = ConcentratedPool.PositionKey(
      owner: "Ada", lower: pool.tick / 10 * 10 - 500, upper: pool.tick / 10 * 10 + 500)
    let brought = try pool.settle(
      ConcentratedPoolEvent(
        at: opening,
        .mint(range, liquidity: 100_000_000_000_000_000, most0: UInt256(1) << 80, most1: UInt256(1) << 80)))
    // end

    // example trade
    let sale = LiquiditySwap(zeroForOne: true, amount: .exactInput(1_000_000_000_000_000_000))  // one ether
    let quote = try pool.quote(sale)
    try pool.apply(
      ConcentratedPoolEvent(
        at: opening.advanced(bySeconds: 60), .swap(trader: "Bob", sale, allowed: 2_990_000_000)))
    // end

    // example refuse
    var refused: VenueRefusal?
    do {
      try pool.apply(
        ConcentratedPoolEvent(
          at: opening.advanced(bySeconds: 120), .swap(trader: "Eve", sale, allowed: 3_000_000_000)))
    } catch { refused = error }
    // end

    // example contract
    let position = try pool.contract(
      of: range, token0: "ETH", token1: nil, scale: TokenScale(decimals0: 18, decimals1: 6))
    let book = try Book(positions: [
      Position(id: "Ada", contract: position.contract, quantity: 1, state: position.state)
    ])
    // end

    // example leave
    let leaving = opening.advanced(bySeconds: 86_400)
    let claim = try pool.claim(of: range)
    try pool.apply(
      ConcentratedPoolEvent(
        at: leaving,
        .burn(range, liquidity: 100_000_000_000_000_000, least0: .zero, least1: claim.amount1)))
    let paid = try pool.settle(ConcentratedPoolEvent(at: leaving, .collect(range, most0: .max, most1: .max)))
    // end
    return Outcome(
      book: book, pool: pool, brought: brought, quoted: quote, refused: refused, paid: (paid.out0, paid.out1))
  }
}
