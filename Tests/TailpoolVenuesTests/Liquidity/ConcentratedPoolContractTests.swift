import Foundation
import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("A liquidity position as a contract in a book")
struct ConcentratedPoolContractTests {
  private static let opening = Timestamp(secondsSinceEpoch: 100)

  /// A pool of a token of 18 decimals in dollars of 6, or of dollars in the token: a price of 1,000, traded both ways.
  private static func pool(dollarsFirst: Bool) throws -> (ConcentratedPool, ConcentratedPool.PositionKey) {
    // √(1000 · 10^∓12) · 2^96
    let price = Foundation.sqrt(dollarsFirst ? 1e9 : 1e-9) * 0x1p96
    let root = UInt256(UInt128(price))
    var pool = try ConcentratedPool(
      ConcentratedPoolTerms(
        token0: dollarsFirst ? "USDC" : "ETH", token1: dollarsFirst ? "ETH" : "USDC", feeMillionths: 3_000,
        tickSpacing: 60, sqrtPriceX96: root, opening: opening))
    let middle = pool.tick / 60 * 60
    let key = ConcentratedPool.PositionKey(owner: "o", lower: middle - 1_200, upper: middle + 3_000)
    try pool.apply(.init(at: opening, .mint(key, liquidity: 5_000_000_000_000_000, most0: .max, most1: .max)))
    for zeroForOne in [true, false, true] {
      let swap = LiquiditySwap(
        zeroForOne: zeroForOne,
        amount: .exactInput(zeroForOne == dollarsFirst ? 2_000_000_000 : 2_000_000_000_000_000_000),
        sqrtPriceLimitX96: nil)
      try pool.apply(.init(at: opening, .swap(trader: "t", swap, allowed: .zero)))
    }
    return (pool, key)
  }

  private static func market(spot: Double, other: Double) -> PricingMarket {
    let markets = [("ETH", spot), ("USDC", other)].map { name, spot in
      UnderlyingMarket(underlying: Underlying(name), spot: spot, expiries: [])
    }
    let snapshot = MarketSnapshot(asOf: opening, markets: markets)
    return PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
  }

  @Test("At the pool's price it is worth what the pool would pay, with the fees it is owed", arguments: [false, true])
  func value(dollarsFirst: Bool) throws {
    let (pool, key) = try Self.pool(dollarsFirst: dollarsFirst)
    let claim = try pool.claim(of: key)
    let (ethers, dollars) =
      dollarsFirst
      ? (Double(claim.amount1.low) / 1e18, Double(claim.amount0.low) / 1e6)
      : (Double(claim.amount0.low) / 1e18, Double(claim.amount1.low) / 1e6)
    let root = Double(pool.sqrtPriceX96.low) * 0x1p-96
    let spot = dollarsFirst ? 1e12 / (root * root) : root * root * 1e12
    #expect(abs(spot / 1_000 - 1) < 0.05 && ethers > 1 && dollars > 1_000)
    let scale = try TokenScale(decimals0: dollarsFirst ? 6 : 18, decimals1: dollarsFirst ? 18 : 6)
    let made = try pool.contract(
      of: key, token0: dollarsFirst ? nil : "ETH", token1: dollarsFirst ? "ETH" : nil, scale: scale)
    #expect(made.contract.base == "ETH" && made.contract.quote == nil)
    #expect(made.contract.lower < spot && spot < made.contract.upper && made.state.feesOwed.base > 0)
    #expect(made.state.feesOwed.quote > 0)
    let repricer = try made.contract.repricer(in: Self.market(spot: spot, other: 1), state: made.state)
    let greeks = repricer.greeks(units: made.contract.contractSize)
    // The claim is rounded to a millionth of a dollar, twice.
    #expect(abs(greeks.value - (ethers * spot + dollars)) < 3e-6, "\(greeks.value)")
    #expect(Tolerance.relative(1e-9).accepts(greeks.delta, ethers), "\(greeks.delta), \(ethers)")
    // In a dollar that is a token of its own: the same amounts, each at its spot.
    let twice = try pool.contract(
      of: key, token0: dollarsFirst ? "USDC" : "ETH", token1: dollarsFirst ? "ETH" : "USDC", scale: scale)
    #expect(
      twice.contract.base == (dollarsFirst ? "USDC" : "ETH") && twice.contract.quote == (dollarsFirst ? "ETH" : "USDC"))
    let both = try twice.contract.repricer(in: Self.market(spot: spot * 0.97, other: 0.97), state: twice.state)
    let value = both.greeks(units: twice.contract.contractSize).value
    #expect(abs(value - 0.97 * (ethers * spot + dollars)) < 3e-6, "\(value)")
  }

  @Test("Ends are those of the ticks, in whole tokens")
  func ends() throws {
    let (pool, key) = try Self.pool(dollarsFirst: false)
    let scale = try TokenScale(decimals0: 18, decimals1: 6)
    let contract = try pool.contract(of: key, token0: "ETH", token1: nil, scale: scale).contract
    #expect(Tolerance.relative(1e-11).accepts(contract.lower, pow(1.0001, Double(key.lower)) * 1e12))
    #expect(Tolerance.relative(1e-11).accepts(contract.upper, pow(1.0001, Double(key.upper)) * 1e12))
    #expect(Tolerance.relative(1e-15).accepts(contract.liquidity, 5e15 / 1e12))
  }

  @Test("Prices of more than 2^64, whose roots times 2^96 have more than 128 bits")
  func high() throws {
    let root = try TickPrice.sqrtPriceX96(at: 700_020)
    var pool = try ConcentratedPool(
      ConcentratedPoolTerms(
        token0: "A", token1: "B", feeMillionths: 500, tickSpacing: 10, sqrtPriceX96: root, opening: Self.opening))
    let key = ConcentratedPool.PositionKey(owner: "o", lower: 700_000, upper: 700_100)
    try pool.apply(.init(at: Self.opening, .mint(key, liquidity: 1_000_000, most0: .max, most1: .max)))
    let scale = try TokenScale(decimals0: 0, decimals1: 30)
    let contract = try pool.contract(of: key, token0: "A", token1: nil, scale: scale).contract
    // By logarithms: a power of 1.0001 as it is in double precision would be off by 7e-11.
    for (found, tick) in [(contract.lower, 700_000.0), (contract.upper, 700_100)] {
      let expected = exp(tick * log1p(1e-4)) * 1e-30
      #expect(Tolerance.relative(1e-11).accepts(found, expected), "\(found), \(expected)")
    }
    #expect(contract.liquidity == 1_000_000 / 1e15)
  }

  @Test("What is no position, no token or no base is refused")
  func refusals() throws {
    var (pool, key) = try Self.pool(dollarsFirst: false)
    let scale = try TokenScale(decimals0: 18, decimals1: 6)
    func contract(
      _ key: ConcentratedPool.PositionKey, _ token0: Underlying? = "ETH", _ token1: Underlying? = nil
    ) throws -> LiquidityPositionContract {
      try pool.contract(of: key, token0: token0, token1: token1, scale: scale).contract
    }
    #expect(throws: VenueRefusal.tooLittleLiquidity(found: 0, expected: 1)) {
      try contract(.init(owner: "x", lower: key.lower, upper: key.upper))
    }
    #expect(throws: VenueRefusal.invalidTerms(field: "token0")) { try contract(key, nil, nil) }
    #expect(throws: VenueRefusal.invalidTerms(field: "token1")) { try contract(key, "ETH", "ETH") }
    try pool.apply(.init(at: Self.opening, .burn(key, liquidity: 5_000_000_000_000_000, least0: .zero, least1: .zero)))
    #expect(throws: VenueRefusal.tooLittleLiquidity(found: 0, expected: 1)) {
      try contract(key)
    }
  }
}
