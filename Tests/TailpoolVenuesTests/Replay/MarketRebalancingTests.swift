import Foundation
import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Replays beside a market's prices")
struct MarketRebalancingTests {
  private static let opening = Timestamp(secondsSinceEpoch: 0)

  private static func at(_ seconds: Int64, _ action: ConstantProductAction) -> ConstantProductEvent {
    ConstantProductEvent(at: opening.advanced(bySeconds: seconds), action)
  }

  private static func product(
    fee: UInt32, scale: (Int, Int), _ orders: [ConstantProductEvent]
  ) throws -> VenueReplay<ConstantProductPool> {
    let terms = ConstantProductTerms(
      token0: "A", token1: "B", feeMillionths: fee, hasProtocolFee: false, opening: opening)
    return try VenueReplay(terms, scale: TokenScale(decimals0: scale.0, decimals1: scale.1), orders: orders)
  }

  private static func series(_ prices: [Double]) throws -> PriceSeries {
    try PriceSeries(times: prices.indices.map { Timestamp(secondsSinceEpoch: Int64($0)) }, prices: prices)
  }

  @Test("A trade costs what was received less what was paid in without the fee, at the last price by then")
  func byHand() throws {
    let replay = try Self.product(
      fee: 3_000, scale: (2, 1),
      [
        Self.at(0, .mint(owner: "Ada", amount0: 10_000, amount1: 40_000, leastShares: 0)),
        Self.at(100, .sell(trader: "Bob", zeroForOne: true, paidIn: 2_000, least: 6_649)),
        Self.at(101, .sell(trader: "Eve", zeroForOne: true, paidIn: 2_000, least: 6_649)),
      ])
    let prices = try PriceSeries(times: [40, 90, 130].map(Timestamp.init(secondsSinceEpoch:)), prices: [1, 30, 99])
    let rebalancing = try replay.rebalancing(at: prices)
    let trade = try #require(rebalancing.trades.first)
    // 20 less a fee of 0.06, at 30, for 664.9.
    #expect(rebalancing.trades.count == 1 && trade.index == 2 && trade.price == 30 && trade.age == 10)
    #expect(abs(rebalancing.loss - (664.9 - 19.94 * 30)) < 1e-10 && abs(rebalancing.fees - 0.06 * 30) < 1e-12)
    #expect(rebalancing.result == rebalancing.fees - rebalancing.loss)
    #expect(rebalancing.greatestAge == 10 && rebalancing.meanAge == 10 && rebalancing.tradesAfterLastPrice == 0)
    // Ada has 19,000 of the 20,000 shares: her claim went from ⌊9,500⌋ and ⌊38,000⌋ to ⌊0.95 × 12,000⌋ and ⌊0.95 × 33,351⌋.
    #expect(rebalancing.owners.map(\.name) == ["Ada"])
    let result = try #require(rebalancing.owners.first?.result)
    #expect(abs(result - (19.00 * 30 - (3_800 - 3_168.3))) < 1e-10, "\(result)")
    guard case .fields(let fields) = replay.eventValue(beside: rebalancing) else {
      Issue.record("no fields")
      return
    }
    #expect(fields.last?.name == "market" && fields.dropLast().map(\.name) == names(replay.eventValue))
    #expect(replay.eventValue(beside: rebalancing).canonicalJSON.contains("\"greatestAge\":\"10\""))
  }

  private func names(_ value: EventValue) -> [String] {
    guard case .fields(let fields) = value else { return [] }
    return fields.map(\.name)
  }

  @Test("A trade before the first price is an error, one after the last is counted")
  func bounds() throws {
    let replay = try Self.product(
      fee: 0, scale: (0, 0),
      [
        Self.at(0, .mint(owner: "Ada", amount0: 10_000, amount1: 40_000, leastShares: 0)),
        Self.at(5, .sell(trader: "Bob", zeroForOne: true, paidIn: 10, least: 0)),
        Self.at(9, .sell(trader: "Bob", zeroForOne: false, paidIn: 10, least: 0)),
      ])
    func prices(_ time: Int64) throws -> PriceSeries {
      try PriceSeries(times: [Timestamp(secondsSinceEpoch: time)], prices: [4])
    }
    #expect(
      throws: PriceSeriesError.noPrice(
        at: Timestamp(secondsSinceEpoch: 5), first: Timestamp(secondsSinceEpoch: 6))
    ) { try replay.rebalancing(at: prices(6)) }
    let late = try replay.rebalancing(at: prices(5))
    #expect(late.tradesAfterLastPrice == 1 && late.greatestAge == 4 && late.meanAge == 2)
  }

  @Test("A series needs prices above zero at times that rise")
  func series() throws {
    let times = [1, 2, 2].map(Timestamp.init(secondsSinceEpoch:))
    #expect(throws: PriceSeriesError.empty) { try PriceSeries(times: [], prices: []) }
    #expect(throws: PriceSeriesError.counts(times: 3, prices: 1)) { try PriceSeries(times: times, prices: [1]) }
    #expect(throws: PriceSeriesError.timesDoNotRise(index: 2)) { try PriceSeries(times: times, prices: [1, 2, 3]) }
    for price in [0, -1, .infinity, .nan] {
      #expect(throws: PriceSeriesError.self) { try PriceSeries(times: [times[0]], prices: [price]) }
    }
    let far = try PriceSeries(times: [Timestamp(secondsSinceEpoch: .min)], prices: [1])
    #expect(try far.last(at: Timestamp(secondsSinceEpoch: .max)).age == .max)
  }

  // MARK: Arbitrage along a path

  private static let (steps, years, volatility) = (10_000, 30.0 / 365, 0.8)

  /// A driftless lognormal path in equal steps, from 3,000.
  private static func path(seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    let deviation = volatility * (years / Double(steps)).squareRoot()
    return (0..<steps).reduce(into: [3_000.0]) { path, step in
      let normal = NormalDistribution.quantile(random.uniform(1e-12, 1))
      path.append(path[step] * exp(deviation * normal - 0.5 * deviation * deviation))
    }
  }

  /// The change of what is held, by the second route: at the market's prices, less the profit of holding the same between trades.
  private static func change<Venue>(of replay: VenueReplay<Venue>, at path: [Double]) -> Double {
    func held(_ index: Int) -> TokenAmounts { replay.records[index].inventory }
    var change =
      replay.scale.value(held(path.count - 1), at: path[path.count - 1]) - replay.scale.value(held(0), at: path[0])
    for step in 1..<path.count {
      change -= replay.scale.tokens0(held(step - 1).amount0) * (path[step] - path[step - 1])
    }
    return change
  }

  @Test(
    "In a constant product the loss is σ²/8 of the value, and exactly what the rebalancing portfolio makes more",
    arguments: [1, 2, 3] as [UInt64], [0, 500] as [UInt32])
  func constantProduct(seed: UInt64, fee: UInt32) throws {
    let path = Self.path(seed: seed)
    var replay = try Self.product(
      fee: fee, scale: (18, 18),
      [
        Self.at(
          0,
          .mint(
            owner: "Ada", amount0: 1_000_000_000_000_000_000_000_000, amount1: 3_000_000_000_000_000_000_000_000_000,
            leastShares: 0))
      ])
    var expected = 0.0
    for (step, price) in path.enumerated().dropFirst() {
      let pool = replay.venue
      expected +=
        Self.volatility * Self.volatility / 8 * 2e-18
        * (Double(pool.reserve0) * Double(pool.reserve1) * path[step - 1]).squareRoot() * Self.years
        / Double(Self.steps)
      // To reserves whose quotient is the market's price, the fee aside.
      let target = (Double(pool.reserve0) * Double(pool.reserve1) / price).squareRoot()
      let falls = target > Double(pool.reserve0)
      let paid = falls ? target - Double(pool.reserve0) : target * price - Double(pool.reserve1)
      replay.run(
        Self.at(Int64(step), .sell(trader: "arbitrageur", zeroForOne: falls, paidIn: UInt128(paid), least: 0)))
    }
    let rebalancing = try replay.rebalancing(at: Self.series(path))
    #expect(rebalancing.trades.count == Self.steps && rebalancing.greatestAge == 0)
    let value = replay.scale.value(replay.records[0].inventory, at: path[0])
    let change = Self.change(of: replay, at: path)
    #expect(abs(change - rebalancing.result) < 1e-11 * value, "seed \(seed): \(change) \(rebalancing.result)")
    if fee == 0 {
      // The relative deviation of a sum of n squared normals is √(2/n); four of them.
      let tolerance = 4 * (2 / Double(Self.steps)).squareRoot()
      #expect(abs(rebalancing.loss / expected - 1) < tolerance, "seed \(seed): \(rebalancing.loss) \(expected)")
      #expect(rebalancing.fees == 0)
    }
    // Ada has all shares but a thousand.
    let result = try #require(rebalancing.owners.first?.result)
    #expect(abs(result - rebalancing.result) < 1e-11 * value, "seed \(seed): \(result) \(rebalancing.result)")
  }

  @Test("In a range the loss is σ²√S/4 a unit of liquidity, by owner too", arguments: [4, 5, 6] as [UInt64])
  func concentrated(seed: UInt64) throws {
    let path = Self.path(seed: seed)
    let scale = try TokenScale(decimals0: 18, decimals1: 18)
    func root(_ price: Double) throws -> UInt256 {
      let text = try #require(ConcentratedPoolTerms.priceText(price, scale: scale))
      return try #require(UInt256(text))
    }
    let terms = ConcentratedPoolTerms(
      token0: "A", token1: "B", feeMillionths: 0, tickSpacing: 60, sqrtPriceX96: try root(path[0]),
      opening: Self.opening)
    var replay = try VenueReplay<ConcentratedPool>(terms, scale: scale)
    func run(_ step: Int, _ action: ConcentratedPoolAction) {
      replay.run(ConcentratedPoolEvent(at: Timestamp(secondsSinceEpoch: Int64(step)), action))
    }
    // From e^7.8 = 2,441 to e^8.22 = 3,715; Ben has a third of the liquidity.
    let (ada, ben) = (
      ConcentratedPool.PositionKey(owner: "Ada", lower: 78_000, upper: 82_200),
      ConcentratedPool.PositionKey(owner: "Ben", lower: 78_000, upper: 82_200)
    )
    let liquidity: UInt128 = 2_000_000_000_000_000_000_000
    run(0, .mint(ada, liquidity: liquidity, most0: .max, most1: .max))
    run(0, .mint(ben, liquidity: liquidity / 2, most0: .max, most1: .max))
    let (lower, upper) = (
      TickPrice.price(try TickPrice.sqrtPriceX96(at: 78_000)), TickPrice.price(try TickPrice.sqrtPriceX96(at: 82_200))
    )
    var expected = 0.0
    for (step, price) in path.enumerated().dropFirst() {
      expected +=
        3_000
        * LiquidityPosition.lossVersusRebalancing(
          spot: path[step - 1], lower: lower, upper: upper, volatility: Self.volatility) * Self.years
        / Double(Self.steps)
      run(
        step,
        .swap(
          trader: "arbitrageur",
          LiquiditySwap(
            zeroForOne: price < path[step - 1], amount: .exactInput(.max), sqrtPriceLimitX96: try root(price)),
          allowed: .zero))
    }
    let rebalancing = try replay.rebalancing(at: Self.series(path))
    #expect(rebalancing.trades.count == Self.steps)
    let tolerance = 4 * (2 / Double(Self.steps)).squareRoot()
    #expect(abs(rebalancing.loss / expected - 1) < tolerance, "seed \(seed): \(rebalancing.loss) \(expected)")
    let owners = rebalancing.owners
    #expect(owners.map(\.name) == ["Ada", "Ben"])
    let (first, second) = (try #require(owners.first?.result), try #require(owners.last?.result))
    let value = 3_000 * LiquidityPosition.value(spot: path[0], lower: lower, upper: upper)
    #expect(abs(first + rebalancing.loss * 2 / 3) < 1e-11 * value, "seed \(seed): \(first) \(rebalancing.loss)")
    #expect(abs(second + rebalancing.loss / 3) < 1e-11 * value, "seed \(seed): \(second) \(rebalancing.loss)")
  }
}
