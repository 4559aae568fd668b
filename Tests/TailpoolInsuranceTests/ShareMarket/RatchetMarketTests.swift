import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Ratchet market of shares")
struct RatchetMarketTests {
  static let coin: Int128 = 1_000_000_000_000_000_000

  static func terms(
    target: Int128 = 5_000 * coin, cashRelease: Int128 = 1 << 90, shareRelease: Int128 = 1 << 90
  ) throws -> RatchetMarketTerms {
    try RatchetMarketTerms(
      targetLiquidity: target, inflowPerDay: 100 * coin, budgetInflowPerDay: 1_500 * coin,
      outflowPerDay: 100 * coin, cashReleasePerDay: cashRelease, shareReleasePerDay: shareRelease)
  }

  @Test("Reserves after a time are the reference's, and so are the prices at the margin")
  func reserves() throws {
    var count = 0
    for vector in try ReferenceCase.cases("pools/21_nexus_ramm", fn: "reserves") {
      let (state, expected) = (vector.object("state"), vector.object("expected"))
      #expect(state.units("ratchetB") == 5_000 && state.units("budget") > 0, "\(vector)")
      let market = try RatchetMarket(
        terms: Self.terms(),
        reserves: RatchetReserves(cash: state.units("eth"), sold: state.units("nxmA"), bought: state.units("nxmB")),
        budget: state.units("budget"), at: Int64(state.units("t")))
      let position = try CapitalPosition(
        capital: vector.units("capital"), supply: vector.units("supply"), requirement: vector.units("mcr"))
      let quote = try market.quote(position, at: Int64(vector.int("now")))
      #expect(quote.reserves.cash == expected.units("eth"), "\(vector)")
      #expect(quote.reserves.sold == expected.units("nxmA"), "\(vector)")
      #expect(quote.reserves.bought == expected.units("nxmB"), "\(vector)")
      #expect(quote.budget == expected.units("budget"), "\(vector)")
      #expect(
        quote.injected == expected.units("injected") && quote.extracted == expected.units("extracted"), "\(vector)")
      #expect(try quote.reserves.scaledBuyPrice() == vector.units("spotBuy"), "\(vector)")
      #expect(try quote.reserves.scaledSellPrice() == vector.units("spotSell"), "\(vector)")
      count += 1
    }
    #expect(count == 5)
  }

  @Test("Purchases and sales are the reference's")
  func trades() throws {
    func reserves(_ fields: ReferenceCase) throws -> RatchetReserves {
      try RatchetReserves(cash: fields.units("eth"), sold: fields.units("nxmA"), bought: fields.units("nxmB"))
    }
    for vector in try ReferenceCase.cases("pools/21_nexus_ramm", fn: "buyShares") {
      let (shares, after) = try reserves(vector.object("before")).buying(with: vector.units("ethIn"))
      #expect(shares == vector.units("out"), "\(vector)")
      #expect(try after == reserves(vector.object("after")), "\(vector)")
    }
    for vector in try ReferenceCase.cases("pools/21_nexus_ramm", fn: "sellShares") {
      let (cash, after) = try reserves(vector.object("before")).selling(vector.units("nxmIn"))
      #expect(cash == vector.units("out"), "\(vector)")
      #expect(try after == reserves(vector.object("after")), "\(vector)")
    }
  }

  static let position = try? CapitalPosition(
    capital: 145_000 * coin, supply: 6_700_000 * coin, requirement: 105_000 * coin)

  static func market(
    cashRelease: Int128 = 1 << 90, shareRelease: Int128 = 1 << 90, at time: Int64 = 0
  ) throws -> RatchetMarket {
    try RatchetMarket(
      terms: terms(cashRelease: cashRelease, shareRelease: shareRelease),
      reserves: RatchetReserves(
        cash: 5_000 * coin, sold: 208_333_333_333_333_333_333_333, bought: 263_157_894_736_842_105_263_157),
      budget: 43_835 * coin, at: time)
  }

  @Test("Orders that are late, too small, over the day's limit or at the cost of the requirement are refused")
  func refusals() throws {
    let position = try #require(Self.position)
    var market = try Self.market(cashRelease: 100 * Self.coin, shareRelease: 1_000 * Self.coin, at: 86_400)
    let before = market
    #expect(throws: StakeError.deadlinePassed(deadline: 86_400, time: 86_401)) {
      try market.buy(with: 1, deadline: 86_400, position: position, at: 86_401)
    }
    #expect(throws: StakeError.deadlinePassed(deadline: 5, time: 86_400)) {
      try market.sell(1, deadline: 5, position: position, at: 86_400)
    }
    #expect(throws: StakeError.outOfOrder(time: 0, latest: 86_400)) {
      try market.buy(with: Self.coin, position: position, at: 0)
    }
    #expect(throws: StakeError.invalid("cash", value: 0, expected: "more than 0")) {
      try market.buy(with: 0, position: position, at: 86_400)
    }
    #expect(throws: StakeError.invalid("shares", value: -3, expected: "more than 0")) {
      try market.sell(-3, position: position, at: 86_400)
    }
    #expect(throws: StakeError.belowMinimum(result: 41_658_334_999_666_733_321, minimum: 1 << 80)) {
      try market.buy(with: Self.coin, minimumShares: 1 << 80, position: position, at: 86_400)
    }
    #expect(throws: StakeError.self) {
      try market.sell(Self.coin, minimumCash: Self.coin, position: position, at: 86_400)
    }
    #expect(throws: StakeError.insufficient("supply of shares", held: 5, required: 6)) {
      try market.sell(6, position: CapitalPosition(capital: 5, supply: 5, requirement: 0), at: 86_400)
    }
    let tight = try CapitalPosition(
      capital: position.capital, supply: position.supply, requirement: position.capital - Self.coin)
    #expect(throws: StakeError.self) { try market.sell(100 * Self.coin, position: tight, at: 86_400) }
    for bad in [(0, 5), (5, 0), (0, 0)] as [(Int128, Int128)] {
      #expect(throws: StakeError.self, "\(bad)") {
        try market.quote(CapitalPosition(capital: bad.0, supply: bad.1, requirement: 0), at: 90_000)
      }
    }
    #expect(market == before)
    // 1,000 shares a day, and 100 of cash.
    _ = try market.buy(with: 20 * Self.coin, position: position, at: 86_400)
    let spent = market.releasedShares
    let (again, _) = try market.quote(position, at: 172_799).reserves.buying(with: 20 * Self.coin)
    #expect(throws: StakeError.releaseLimit(requested: again, left: 1_000 * Self.coin - spent)) {
      try market.buy(with: 20 * Self.coin, position: position, at: 172_799)
    }
    #expect(spent <= 1_000 * Self.coin && 2 * spent > 1_000 * Self.coin)
    _ = try market.buy(with: 20 * Self.coin, position: position, at: 172_800)
    _ = try market.sell(4_000 * Self.coin, position: position, at: 172_800)
    #expect(throws: StakeError.self) { try market.sell(4_000 * Self.coin, position: position, at: 172_900) }
    _ = try market.sell(4_000 * Self.coin, position: position, at: 259_200)
    #expect(throws: StakeError.invalid("spread", value: 0, expected: "1 to 5000")) {
      try RatchetMarketTerms(
        targetLiquidity: 1, inflowPerDay: 1, budgetInflowPerDay: 1, outflowPerDay: 1, spreadBasisPoints: 0,
        cashReleasePerDay: 1, shareReleasePerDay: 1)
    }
    #expect(throws: StakeError.self) { try RatchetReserves(cash: 0, sold: 1, bought: 1) }
    #expect(throws: StakeError.self) { try RatchetReserves(cash: .max, sold: .max, bought: .max).buying(with: .max) }
    let huge = try CapitalPosition(capital: .max, supply: .max, requirement: 0)
    #expect(throws: StakeError.self) { try market.quote(huge, at: .max) }
  }

  @Test(
    "STAKE-07 Prices stay outside book value by the spread, and a sale leaves the capital at the requirement or above",
    arguments: [1, 2])
  func bounds(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var market = try Self.market()
    // Near enough to the requirement that sales come to it.
    var position = try CapitalPosition(
      capital: 145_000 * Self.coin, supply: 6_700_000 * Self.coin, requirement: 144_000 * Self.coin)
    var (now, sales, refused): (Int64, Int, Int) = (0, 0, 0)
    for operation in 0..<4_000 {
      now += Int64.random(in: 0...20_000, using: &generator)
      // Gains and losses of the mutual between orders.
      if operation % 50 == 0 {
        let capital = Self.coin * Int128.random(in: 144_050...147_000, using: &generator)
        position = try position.adding(capital: capital - position.capital, shares: 0)
      }
      let quote = try market.quote(position, at: now)
      let (buy, sell) = (try quote.reserves.scaledBuyPrice(), try quote.reserves.scaledSellPrice())
      let book = try position.scaledBookValue()
      let place = "seed \(seed), operation \(operation): \(buy), \(sell), \(book)"
      try #require(buy * 100 >= book * 101 - 101 && sell * 100 <= (book + 1) * 99 + 100, "\(place)")
      let before = market
      do {
        // Nobody pays far more than book value, or sells far below it.
        if Bool.random(using: &generator), 2 * buy < 3 * book {
          let cash = Int128.random(in: 1...(20 * Self.coin), using: &generator)
          let trade = try market.buy(with: cash, position: position, at: now)
          #expect(trade.position.supply == position.supply + trade.shares, "\(place)")
          position = trade.position
        } else if 2 * sell > book {
          let shares = Int128.random(in: 1...(1_500 * Self.coin), using: &generator)
          let trade = try market.sell(shares, position: position, at: now)
          #expect(trade.position.capital >= position.requirement, "\(place)")
          #expect(trade.position.capital == position.capital - trade.cash, "\(place)")
          position = trade.position
          sales += 1
        }
      } catch {
        refused += 1
        #expect(market == before, "\(place)")
      }
    }
    #expect(sales > 500 && (1...3_000).contains(refused), "seed \(seed): \(sales), \(refused)")
  }

  @Test("STAKE-08 No cycle of orders at one instant gains more than a unit an order", arguments: [3, 4])
  func cycles(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var cycles = 0
    for round in 0..<400 {
      // Reserves from dust to millions, so that roundings matter too.
      let scale = Int128(1) << Int128.random(in: 4...50, using: &generator)
      var position = try CapitalPosition(
        capital: scale * Int128.random(in: 20...40, using: &generator),
        supply: scale * Int128.random(in: 20...4_000, using: &generator), requirement: scale)
      let cash = scale * Int128.random(in: 1...5, using: &generator)
      let fair = cash * position.supply / position.capital
      var market = try RatchetMarket(
        terms: Self.terms(target: cash),
        reserves: RatchetReserves(
          cash: cash, sold: max(fair * Int128.random(in: 80...130, using: &generator) / 100, 1),
          bought: max(fair * Int128.random(in: 80...130, using: &generator) / 100, 1)),
        budget: Int128.random(in: 0...(100 * scale), using: &generator), at: 0)
      let now = Int64.random(in: 0...200_000, using: &generator)
      var (held, spent, orders): (Int128, Int128, Int128) = (0, 0, 0)
      for _ in 0..<12 {
        do {
          if held == 0 || Bool.random(using: &generator) {
            let trade = try market.buy(
              with: Int128.random(in: 1...scale, using: &generator), position: position, at: now)
            (held, spent, position) = (held + trade.shares, spent + trade.cash, trade.position)
          } else {
            let trade = try market.sell(Int128.random(in: 1...held, using: &generator), position: position, at: now)
            (held, spent, position) = (held - trade.shares, spent - trade.cash, trade.position)
          }
          orders += 1
        } catch {}
      }
      if held > 0 {
        guard let trade = try? market.sell(held, position: position, at: now) else { continue }
        (spent, orders) = (spent - trade.cash, orders + 1)
      }
      if orders > 1 { cycles += 1 }
      #expect(spent >= -orders, "seed \(seed), round \(round): gained \(-spent) in \(orders) orders, scale \(scale)")
    }
    #expect(cycles > 200, "seed \(seed): \(cycles)")
  }

  @Test("A share's worth by each measure, on one scale")
  func valuation() throws {
    let position = try #require(Self.position)
    let valuation = try ShareValuation(
      position, riskMargin: 45_000 * Self.coin, market: Self.market(), curve: BondingCurve(), at: 0)
    // 145,000 / 6,700,000 and 100,000 / 6,700,000.
    #expect(valuation.bookValue == 21_641_791_044_776_119)
    #expect(valuation.riskAdjustedBookValue == 14_925_373_134_328_358)
    #expect(valuation.marketBuy == 24_000_000_000_000_000 && valuation.marketSell == 19_000_000_000_000_000)
    let curve =
      0.01028 + 105_000 / 5_800_000 * 145_000.0 * 145_000 * 145_000 * 145_000
      / (105_000.0 * 105_000 * 105_000 * 105_000)
    let price = try #require(valuation.curve)
    #expect(abs(Double(price) / 1e18 - curve) < 1e-12)
    let none = try CapitalPosition(capital: 5, supply: 0, requirement: 5)
    #expect(throws: StakeError.self) {
      try ShareValuation(none, riskMargin: 0, market: Self.market(), curve: BondingCurve(), at: 0)
    }
    #expect(throws: StakeError.self) {
      try ShareValuation(position, riskMargin: -1, market: Self.market(), curve: BondingCurve(), at: 0)
    }
  }

  @Test("Trades so small that rounding would beat the price are refused")
  func dust() throws {
    // A share is worth 1,000 of cash: one of cash must not buy one.
    let dear = try RatchetReserves(cash: 1_000_000, sold: 1_000, bought: 1_000)
    #expect(throws: StakeError.self) { try dear.buying(with: 1) }
    let cheap = try RatchetReserves(cash: 1_000, sold: 1_000_000, bought: 1_000_000)
    #expect(throws: StakeError.self) { try cheap.selling(1) }
  }

  @Test("No trade pays more than the price before it", arguments: 0..<200 as Range<UInt64>)
  func price(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func units() -> Int128 { Int128(1) << Int128.random(in: 0...90, using: &generator) }
    let reserves = try RatchetReserves(cash: units(), sold: units(), bought: units())
    let amount = units()
    if let (shares, after) = try? reserves.buying(with: amount) {
      #expect(
        UInt256.product(UInt128(shares), UInt128(reserves.cash))
          <= UInt256.product(UInt128(amount), UInt128(reserves.sold)), "\(reserves) \(amount)")
      #expect(after.cash == reserves.cash + amount)
    }
    if let (cash, _) = try? reserves.selling(amount) {
      #expect(
        UInt256.product(UInt128(cash), UInt128(reserves.bought))
          <= UInt256.product(UInt128(amount), UInt128(reserves.cash)), "\(reserves) \(amount)")
    }
  }
}
