import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Venues side by side")
struct ExchangeVenueTests {
  private static let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
  private static let scale = try? TokenScale(decimals0: 18, decimals1: 6)
  private static let reserves: (UInt128, UInt128) = (1_000_000_000_000_000_000_000, 3_000_000_000_000)

  private static func terms(fee: UInt32) -> ConstantProductTerms {
    ConstantProductTerms(token0: "ETH", token1: "USDC", feeMillionths: fee, hasProtocolFee: false, opening: opening)
  }

  private static let mint = ConstantProductEvent(
    at: opening, .mint(owner: "Ada", amount0: reserves.0, amount1: reserves.1, leastShares: 0))

  /// A thousand ether and three million dollars in a constant product.
  private func replay(fee: UInt32 = 3_000) throws -> VenueReplay<ConstantProductPool> {
    try VenueReplay(Self.terms(fee: fee), scale: #require(Self.scale), orders: [Self.mint])
  }

  private func trade(_ isPurchase: Bool, _ ether: Double) throws -> TokenTrade {
    let amount0 = try #require(Self.scale?.units0(ether))
    return TokenTrade(at: Self.opening, trader: "Bob", isPurchase: isPurchase, amount0: amount0)
  }

  @Test("A quote leaves the venue as it is, and is what the trade then moves", arguments: [true, false])
  func quote(isPurchase: Bool) throws {
    var replay = try replay()
    let (before, trade) = (replay.venue, try trade(isPurchase, 7.5))
    let quote = try replay.venue.quote(trade)
    #expect(replay.venue == before)
    replay.run(ConstantProductPool.order(trade))
    let flow = try #require(replay.records.last?.fill?.flow)
    #expect((isPurchase ? flow.in1 : flow.out1) == quote)
    #expect((isPurchase ? flow.out0 : flow.in0) == UInt256(trade.amount0))
  }

  @Test("Slippage of a constant product is that of its formula", arguments: [0.001, 1, 10, 400])
  func slippage(ether: Double) throws {
    let venue = try replay().venue
    let part = ether / 1_000
    let purchase = try #require(try venue.slippage(of: trade(true, ether)))
    #expect(abs(purchase - (1 / ((1 - part) * 0.997) - 1)) < 1e-6, "\(purchase)")
    let sale = try #require(try venue.slippage(of: trade(false, ether)))
    #expect(abs(sale - (1 - 0.997 / (1 + part * 0.997))) < 1e-6, "\(sale)")
    #expect(throws: VenueRefusal.self) { try venue.slippage(of: trade(true, 1_000)) }
  }

  @Test("Splitting gains nothing without a fee, and costs what the fees leave in the pool with one")
  func splitting() throws {
    let (free, paid) = (try replay(fee: 0).venue, try replay().venue)
    for isPurchase in [true, false] {
      let trade = try trade(isPurchase, 100)
      // Each part rounds by a unit of some 3 × 10¹¹.
      #expect(abs(try free.gainOfSplitting(trade, into: 10)) < 1e-10)
      #expect(try paid.gainOfSplitting(trade, into: 10) < -1e-5)
      #expect(try paid.gainOfSplitting(trade, into: 1) == 0)
      #expect(throws: VenueRefusal.nothingToMove) { try paid.gainOfSplitting(trade, into: 0) }
      #expect(throws: VenueRefusal.nothingToMove) { try paid.gainOfSplitting(trade, into: 10_001) }
    }
    let dust = TokenTrade(at: Self.opening, trader: "Bob", isPurchase: true, amount0: 3)
    #expect(throws: VenueRefusal.nothingToMove) { try paid.gainOfSplitting(dust, into: 4) }
  }

  @Test(
    "Arbitrage takes the amount at which the marginal price with the fee is the market's", arguments: [2_700, 3_300.0])
  func arbitrage(market: Double) throws {
    let replay = try replay()
    let trade = try #require(replay.arbitrage(to: market, at: Self.opening, by: "arbitrageur"))
    let (x, y, keep) = (1_000.0, 3_000_000.0, 0.997)
    let best =
      market < 3_000 ? ((x * y * keep / market).squareRoot() - x) / keep : x - (x * y / (market * keep)).squareRoot()
    #expect(trade.isPurchase == (market > 3_000) && trade.trader == "arbitrageur")
    #expect(abs(Double(trade.amount0) / 1e18 / best - 1) < 5e-4, "\(trade) \(best)")
  }

  @Test(
    "There is no arbitrage within the fee, at no price, or in an empty venue", arguments: [2_992.0, 3_008, 0, -1, .nan])
  func noArbitrage(market: Double) throws {
    #expect(try replay().arbitrage(to: market, at: Self.opening, by: "a") == nil)
    let empty = try VenueReplay<ConstantProductPool>(Self.terms(fee: 0), scale: #require(Self.scale))
    #expect(empty.arbitrage(to: 3_000, at: Self.opening, by: "a") == nil)
  }

  @Test("A concentrated pool is asked for exact amounts of token 0 on both sides")
  func concentrated() throws {
    let scale = try #require(Self.scale)
    let price = try #require(ConcentratedPoolTerms.priceText(3_000, scale: scale).flatMap(UInt256.init))
    let terms = ConcentratedPoolTerms(
      token0: "ETH", token1: "USDC", feeMillionths: 500, tickSpacing: 10, sqrtPriceX96: price, opening: Self.opening)
    let middle = try ConcentratedPool(terms).tick / 10 * 10
    let key = ConcentratedPool.PositionKey(owner: "Ada", lower: middle - 1_000, upper: middle + 1_000)
    let mint = ConcentratedPoolEvent(
      at: Self.opening, .mint(key, liquidity: 1 << 57, most0: UInt256(1) << 90, most1: UInt256(1) << 90))
    let replay = try VenueReplay<ConcentratedPool>(terms, scale: scale, orders: [mint])
    for isPurchase in [true, false] {
      let slippage = try #require(try replay.venue.slippage(of: trade(isPurchase, 0.001)))
      #expect(slippage > 0.000_5 && slippage < 0.000_51, "\(slippage)")
    }
    #expect(replay.arbitrage(to: 3_100, at: Self.opening, by: "a")?.isPurchase == true)
  }

  @Test("A week runs orders, then prices with their arbitrage, then trades, and its sums are those of its trades")
  func week() throws {
    let scale = try #require(Self.scale)
    var random = SeededGenerator(seed: 5)
    var (times, prices, trades): ([Timestamp], [Double], [TokenTrade]) = ([], [], [])
    var market = 3_000.0
    for hour in 0..<48 {
      let time = Self.opening.advanced(bySeconds: Int64(hour) * 3_600)
      market *= random.uniform(0.99, 1.0102)
      times.append(time)
      prices.append(market)
      trades.append(
        TokenTrade(
          at: time.advanced(bySeconds: hour % 2 == 0 ? 0 : 60), trader: "Bob", isPurchase: random.uniform() < 0.5,
          amount0: UInt128(random.next() >> 2) + 1))
    }
    let series = try PriceSeries(times: times, prices: prices)
    var replay = try VenueReplay<ConstantProductPool>(Self.terms(fee: 3_000), scale: scale)
    replay.run([Self.mint], trades, beside: series, arbitrageur: "arbitrageur")
    let names = replay.records.map { $0.party.name ?? "" }
    #expect(names.first == "Ada" && names.count(where: { $0 == "Bob" }) == 48)
    #expect(names.count(where: { $0 == "arbitrageur" }) > 24 && replay.totals.refused == 0)
    // At one instant the arbitrageur comes before the trade.
    for (first, second) in zip(replay.records, replay.records.dropFirst()) where first.time == second.time {
      #expect(second.party.name == "Bob" || first.party.name == "Ada", "\(first.index)")
    }
    let rebalancing = try replay.rebalancing(at: series)
    let found = try replay.comparison(
      "cp", beside: series, arbitrageur: "arbitrageur", sizes: [1, 5_000])
    #expect(found.fees == rebalancing.fees && found.loss == rebalancing.loss && found.result == rebalancing.result)
    #expect(found.trades == replay.totals.trades && found.refused == 0 && found.kind == "constant-product")
    let others = zip(rebalancing.trades, rebalancing.trades.map { replay.records[$0.index - 1] })
      .filter { $0.1.party.name == "Bob" }
    #expect(abs(found.costOfTraders - others.reduce(0) { $0 + $1.0.fee - $1.0.loss }) < 1e-6)
    let volume = replay.records.dropFirst().compactMap(\.fill?.flow)
      .reduce(0.0) { $0 + ($1.in0.approximation + $1.out0.approximation) / 1e18 }
    #expect(abs(found.volume0 - volume) < 1e-9 * volume)
    let last = try #require(replay.records.last.flatMap(replay.valueAgainstHolding))
    #expect(found.againstHolding == last.value - last.holding)
    // A purchase of more than there is is refused, a sale is not.
    #expect(found.sizes[0].purchase != nil && found.sizes[0].splitting != nil)
    #expect(found.sizes[1].purchase == nil && found.sizes[1].splitting == nil && found.sizes[1].sale != nil)
    // Without an arbitrageur nobody but the traders trades.
    var quiet = try VenueReplay<ConstantProductPool>(Self.terms(fee: 3_000), scale: scale)
    quiet.run([Self.mint], trades, beside: series, arbitrageur: nil)
    #expect(quiet.totals.trades == 48)
  }

  @Test("A venue with an index is told the market's price, and one whose balance is off pays to be brought back")
  func index() throws {
    let scale = try #require(Self.scale)
    let terms = ImbalancePoolTerms(
      token0: "ETH", token1: "USDC", feeMillionths: 500, positiveDepth: 10_000_000_000_000,
      negativeDepth: 5_000_000_000_000, exponentMillionths: 2_000_000, greatestAge: 3_600, opening: Self.opening)
    let order = try #require(ImbalancePool.indexOrder(3_000, scale: scale, at: Self.opening))
    let mint = ImbalancePoolEvent(
      at: Self.opening, .mint(owner: "Ada", amount0: Self.reserves.0, amount1: Self.reserves.1, leastShares: 0))
    var replay = try VenueReplay<ImbalancePool>(terms, scale: scale)
    let series = try PriceSeries(times: [Self.opening.advanced(bySeconds: 60)], prices: [3_000])
    let sale = TokenTrade(at: Self.opening, trader: "Bob", isPurchase: false, amount0: 100_000_000_000_000_000_000)
    replay.run([order, mint, ImbalancePool.order(sale)], [], beside: series, arbitrageur: "a")
    #expect(
      replay.records.map(\.action) == ["index", "mint", "sell", "index", "buy"], "\(replay.records.map(\.refusal))")
    let price = try #require(replay.price)
    #expect(abs(price - 3_000) < 1e-9)
    for price in [0, -1, .nan, .infinity, 1e60] {
      #expect(ImbalancePool.indexOrder(price, scale: scale, at: Self.opening) == nil, "\(price)")
    }
    #expect(ConstantProductPool.indexOrder(1, scale: scale, at: Self.opening) == nil)
  }
}
