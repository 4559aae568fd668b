import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

@testable import TailpoolInsurance

/// Shares of a cover pool's capital in a market, their worth, runs, and floors of prices; numbers by hand.
@Suite("A cover pool's market of shares and price floors")
struct CoverMarketTests {
  private let day = CoverFixture.day

  private func pool(_ terms: CoverTerms? = nil, cashRelease: Int128 = 1 << 60) throws -> CoverPool {
    var pool = try CoverFixture.pool(terms)
    try pool.run(
      0,
      .openMarket(
        rules: CoverTraffic.rules(cashRelease: cashRelease), reserves: CoverTraffic.reserves(), budget: 50_000))
    return pool
  }

  @Test("An order is what the market says of the pool's capital, shares and requirement")
  func orders() throws {
    let pool = try pool()
    // 90,000,000 − ⌊100,000 · 90,000,000 / 110,000⌋ shares, and 100,000 − ⌊100,000 · 110 / 121⌋.
    var bought = pool
    try bought.run(0, .buyShares(member: "new", assets: 10_000, minimumShares: 8_181_819))
    #expect(bought.funds[0].register.shares(of: "new") == 8_181_819)
    #expect(try bought.assets(of: "capital", at: bought.time) == 1_010_000)
    var sold = pool
    try sold.run(0, .sellShares(member: "ann", shares: 11_000_000, minimumAssets: 9_091))
    #expect(sold.totals.paidOut == 9_091 && sold.funds[0].register.shares(of: "ann") == 589_000_000)
    #expect(
      pool.refusal(0, .buyShares(member: "new", assets: 10_000, minimumShares: 8_181_820))
        == .stake(.belowMinimum(result: 8_181_819, minimum: 8_181_820)))
    #expect(
      pool.refusal(0, .sellShares(member: "ann", shares: 11_000_000, minimumAssets: 9_092))
        == .stake(.belowMinimum(result: 9_091, minimum: 9_092)))
    #expect(bought.audit().isEmpty && sold.audit().isEmpty)
    // The prices ratchet toward book value, and stay one per cent outside.
    let later = try pool.shareValuation(riskMargin: 0, curve: nil, at: CoverFixture.at(300 * day))
    let book = 1_000_000_000_000_000
    #expect(later.bookValue == Int128(book))
    #expect(abs(try #require(later.marketBuy) - Int128(book * 101 / 100)) <= Int128(book / 1_000_000))
    #expect(abs(try #require(later.marketSell) - Int128(book * 99 / 100)) <= Int128(book / 1_000_000))
  }

  @Test("Nobody sells more than is there, below the requirement, over the day's limit, or while a loss is known")
  func refusals() throws {
    var pool = try pool(CoverFixture.terms(openingRequirement: 995_000, dailyStep: 0))
    func sell(_ shares: UInt128, _ member: String = "ann") -> CoverAction {
      .sellShares(member: member, shares: shares, minimumAssets: 0)
    }
    #expect(pool.refusal(0, sell(0)) == .invalidQuantity(field: "shares"))
    #expect(pool.refusal(0, sell(.max)) == .invalidQuantity(field: "shares"))
    #expect(pool.refusal(0, sell(1, "zed")) == .unknownMember("zed"))
    #expect(
      pool.refusal(0, sell(600_000_001))
        == .shares(.insufficientShares(owner: "ann", held: 600_000_000, required: 600_000_001)))
    #expect(
      pool.refusal(0, sell(11_000_000)) == .stake(.belowRequirement(capital: 990_909, requirement: 995_000)))
    let limited = try self.pool(cashRelease: 9_000)
    #expect(limited.refusal(0, sell(11_000_000)) == .stake(.releaseLimit(requested: 9_091, left: 9_000)))
    #expect(pool.refusal(0, .buyShares(member: "", assets: 1, minimumShares: 0)) == .emptyName)
    #expect(pool.refusal(0, .buyShares(member: "a", assets: 0, minimumShares: 0)) == .invalidQuantity(field: "assets"))
    let again = CoverAction.openMarket(
      rules: try CoverTraffic.rules(), reserves: try CoverTraffic.reserves(), budget: 0)
    #expect(pool.refusal(0, again) == .duplicate("market"))
    #expect(
      try CoverFixture.pool().refusal(
        0, .openMarket(rules: CoverTraffic.rules(), reserves: CoverTraffic.reserves(), budget: .max)) != nil)
    #expect(
      pool.refusal(0, .deposit(member: "ann", fund: "capital", assets: 1, minimumShares: 0)) == .byMarket)
    try pool.run(0, .buy(holder: "eve", product: "custody", amount: 1_000, seconds: 365 * day, maximumPremium: .max))
    try pool.run(day, .fileClaim(holder: "eve", cover: 1, amount: 5, occurred: CoverFixture.at(0)))
    #expect(pool.refusal(day, sell(1_000_000)) == .lossesOpen(units: 5, incidents: 0))
    // Stakes still come and leave at book value; exits asked for before the market are still paid.
    var waiting = try CoverFixture.pool()
    try waiting.run(0, .requestExit(member: "bob", fund: "capital", shares: 1_000_000, minimumAssets: 0))
    try waiting.run(0, again)
    #expect(
      waiting.refusal(0, .sellShares(member: "bob", shares: 399_000_001, minimumAssets: 0))
        == .shares(.insufficientShares(owner: "bob", held: 399_000_000, required: 399_000_001)))
    try waiting.run(0, .deposit(member: "cid", fund: "stake A", assets: 5, minimumShares: 0))
    try waiting.run(10 * day, .payExits)
    #expect(waiting.totals.paidOut == 1_000 && waiting.audit().isEmpty)
  }

  @Test("A share is worth its book value, less after a margin, and what the market and a curve say")
  func valuation() throws {
    let pool = try pool()
    let curve = try BondingCurve(
      floor: 0.5, divisor: 2, cashDecimals: 6, shareDecimals: pool.shareDecimals)
    let value = try pool.shareValuation(riskMargin: 250_000, curve: curve, at: pool.time)
    #expect(pool.shareDecimals == 9 && value.bookValue == 1_000_000_000_000_000)
    #expect(value.riskAdjustedBookValue == 750_000_000_000_000)
    #expect(value.marketBuy == 1_111_111_111_111_111 && value.marketSell == 909_090_909_090_909)
    // The requirement is a millionth and the capital one: a half and 1e-6 / 2 · 1e24, 1e18 of 1e9 a whole share.
    #expect(try abs(Double(#require(value.curve)) / 5e32 - 1) < 1e-12)
    let none = try CoverFixture.pool().shareValuation(riskMargin: .max, curve: nil, at: CoverFixture.at(0))
    #expect(none.marketBuy == nil && none.marketSell == nil && none.curve == nil && none.riskAdjustedBookValue == 0)
    let empty = try CoverPool(CoverFixture.terms())
    #expect(throws: CoverRefusal.stake(.amount(.divisionByZero))) {
      try empty.shareValuation(riskMargin: 0, curve: nil, at: empty.time)
    }
    #expect(throws: CoverRefusal.self) { try pool.shareValuation(riskMargin: 0, curve: nil, at: CoverFixture.at(-1)) }
  }

  @Test("In a run through the market the first to leave gets more than who stays, through the cooldown all the same")
  func run() throws {
    let pool = try pool()
    let market = try #require(pool.market)
    let fast = try pool.capitalRun(through: .ratchet(market), knownLoss: 400_000, every: 3_600, at: pool.time)
    // Ann's 600,000,000 shares into reserves of 110,000,000 and 100,000: 100,000 − ⌊100,000 · 110 / 710⌋.
    #expect(fast.departures.map(\.member.name) == ["ann", "bob"] && fast.departures[0].paid == 84_508)
    #expect(fast.fairPrice == 600_000_000_000_000)
    let slow = try pool.capitalRun(through: pool.cooldown, knownLoss: 400_000, every: 3_600, at: pool.time)
    // Nothing stands on the capital but its least requirement of a unit: Ann leaves with what is fair.
    #expect(slow.departures[0].paid == 360_000 && abs(slow.transfer) <= 4)
    #expect(slow.departures[0].time == CoverFixture.at(10 * day).secondsSinceEpoch)
    #expect(throws: CoverRefusal.self) {
      try pool.capitalRun(through: pool.cooldown, knownLoss: 1_000_001, every: 1, at: pool.time)
    }
    #expect(throws: CoverRefusal.self) {
      try pool.capitalRun(through: pool.cooldown, knownLoss: 1, every: -1, at: pool.time)
    }
    #expect(pool.cooldown.name == "cooldown" && CapitalRun.Exit.ratchet(market).name == "ratchet market")
  }

  @Test("A floor is what cover costs at least, in proportion to cover and time, until it is taken off")
  func floor() throws {
    var pool = try CoverFixture.pool()
    func premium() throws -> UInt128 { try pool.quote(365_000, of: "custody", for: 100 * day, at: pool.time).premium }
    #expect(try premium() == 2_000)
    try pool.run(0, .setFloor(product: "custody", premium: 5_000, cover: 100_000))
    #expect(try premium() == 5_000)
    try pool.run(0, .changeProduct(product: "custody", targetBasisPoints: 300, weightBasisPoints: 9_000))
    #expect(try premium() == 5_000)
    try pool.run(0, .closeProduct(product: "custody"))
    try pool.run(0, .openProduct(CoverFixture.product()))
    #expect(try premium() == 5_000)
    try pool.run(0, .buy(holder: "eve", product: "custody", amount: 365_000, seconds: 100 * day, maximumPremium: 5_000))
    #expect(pool.totals.written == 5_000)
    try pool.run(30 * day, .setFloor(product: "custody", premium: 0, cover: 1))
    #expect(try premium() == 2_000 && pool.audit().isEmpty)
    #expect(pool.refusal(30 * day, .setFloor(product: "none", premium: 1, cover: 1)) == .unknownProduct("none"))
    #expect(
      pool.refusal(30 * day, .setFloor(product: "custody", premium: 1, cover: 0)) == .invalidQuantity(field: "cover"))
    #expect(
      pool.refusal(30 * day, .setFloor(product: "custody", premium: 1 << 80, cover: 1))
        == .invalidQuantity(field: "premium"))
  }

  @Test("A quote refuses what a purchase refuses for want of room in the books")
  func room() throws {
    var pool = try CoverFixture.pool()
    pool.totals.cash = PoolBounds.cash - 1
    let purchase = CoverAction.buy(
      holder: "eve", product: "custody", amount: 365_000, seconds: 100 * day, maximumPremium: .max)
    #expect(pool.refusal(0, purchase) == .overflow)
    #expect(throws: CoverRefusal.overflow) {
      try pool.quote(365_000, of: "custody", for: 100 * day, at: pool.time)
    }
  }
}
