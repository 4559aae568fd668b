import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import Testing
import _TailpoolTestSupport

/// Controls, margin and waterfall as events of the pool.
@Suite("Controls of a mutual pool")
struct PoolControlsTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  private func pool(_ change: (inout PoolControls) -> Void) throws -> MutualPool {
    try Fixture.pool { change(&$0.controls) }
  }

  @Test(
    "POOL-041: a tripped breaker stops entries and new risk, lets exits and less risk through, and ends in probation")
  func breaker() throws {
    var pool = try Fixture.pool {
      $0.controls.breaker = BreakerTerms()
      $0.limits.shortfallBasisPoints = 1_000
      $0.greatestMarkAge = 10_000_000
    }
    try pool.run(0, .deposit(participant: "a", assets: 10_000 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(2, premium: 0, bid: 0, ask: 0))
    try pool.run(1, .signal(volatilityBasisPoints: 1_000, skewBasisPoints: 3_500))
    #expect(pool.breaker?.state(at: Fixture.at(1).secondsSinceEpoch) == .closed)
    try pool.run(2, .signal(volatilityBasisPoints: 1_001, skewBasisPoints: 0))
    let until = Fixture.at(2 + 43_200)
    let entry = PoolAction.deposit(participant: "b", assets: coin, minimumShares: 0)
    #expect(throws: PoolRefusal.tripped(until: until)) { try pool.run(3, entry) }
    #expect(throws: PoolRefusal.tripped(until: until)) { try pool.run(3, Fixture.sale(1, premium: 0, bid: 0, ask: 0)) }
    try pool.run(3, Fixture.sale(-1, premium: 0, bid: 0, ask: 0))
    try pool.run(4, .redeem(participant: "a", shares: 1_000 * coin, minimumAssets: 0))
    #expect(throws: PoolRefusal.control(.guardianTooEarly(until: Fixture.at(2 + 21_600).secondsSinceEpoch))) {
      try pool.run(5, .endTrip(reason: "x"))
    }
    try pool.run(30_000, .endTrip(reason: "x"))
    // On probation an entry is at most half the low side, and risk at most half its budget.
    #expect(throws: PoolRefusal.limit(.entry)) {
      try pool.run(30_001, .deposit(participant: "b", assets: 5_001 * coin, minimumShares: 0))
    }
    let low = UInt128(try pool.value(at: Fixture.at(30_001)).low)
    #expect(throws: PoolRefusal.limit(.expectedShortfall)) {
      try pool.run(30_001, Fixture.sale(1, premium: 0, bid: 0, ask: 0, shortfall: low / 20 + 1))
    }
    try pool.run(30_001, Fixture.sale(1, premium: 0, bid: 0, ask: 0, shortfall: low / 20))
    try pool.run(30_000 + 86_400, .deposit(participant: "b", assets: 9_000 * coin, minimumShares: 0))
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-042: the breaker trips by itself where free cash is short")
  func liquidity() throws {
    var pool = try pool { $0.breaker = BreakerTerms() }
    try pool.run(0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    let mark = ContractMark(contract: "P", bid: 0, ask: 0)
    try pool.run(1, .mark(contracts: [mark], hedges: [], source: "test", confidence: 10_000))
    #expect(
      pool.breaker?.state(at: Fixture.at(1).secondsSinceEpoch) == .tripped(until: Fixture.at(259_201).secondsSinceEpoch)
    )
  }

  @Test("POOL-043: round trips use up nobody's capacity, and no more than may leaves within the window")
  func outflow() throws {
    var pool = try pool {
      $0.outflow = OutflowTerms(window: 1_000, tick: 100, retainedBasisPoints: 7_000, threshold: 0)
    }
    for name in ["a", "b"] { try pool.run(0, .deposit(participant: name, assets: 500 * coin, minimumShares: 0)) }
    for index in 0..<20 as Range<Int64> {
      try pool.run(2_000 + index, .deposit(participant: "c", assets: 400 * coin, minimumShares: 0))
      let shares = pool.register.shares(of: "c")
      try pool.run(2_000 + index, .redeem(participant: "c", shares: shares, minimumAssets: 0))
    }
    let most = pool.register.shares(of: "a") * 6 / 10
    try pool.run(2_050, .redeem(participant: "a", shares: most, minimumAssets: 0))
    do {
      try pool.run(2_060, .redeem(participant: "b", shares: coin * 1_000, minimumAssets: 0))
      Issue.record("more left than may")
    } catch PoolRefusal.outflowLimit(let available) { #expect(available < coin / 100) }
    try pool.run(3_200, .redeem(participant: "b", shares: coin * 1_000, minimumAssets: 0))
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-044: the pool's outflow capacity is that of OutflowLimiter", arguments: [1, 2, 3] as [UInt64])
  func outflowAgreement(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var pool = try pool {
      $0.outflow = OutflowTerms(window: 1_000, tick: 100, retainedBasisPoints: 9_000, threshold: 1_000)
    }
    // Whole coins at a price of one, so that what is asked for is what is paid.
    var limiter = try OutflowLimiter(total: 0, window: 1_000, tick: 100, retainedBasisPoints: 9_000, threshold: 1_000)
    var seconds: Int64 = 0
    var (paid, refused) = (0, 0)
    for _ in 0..<1_500 {
      seconds += Int64(random.next() % 120)
      let now = Fixture.at(seconds).secondsSinceEpoch
      let name = "\(random.next() % 4)"
      let units = UInt128(1 + random.next() % 1_000) * 1_000
      if random.next() % 2 == 0 {
        try pool.run(seconds, .deposit(participant: name, assets: units, minimumShares: 0))
        try limiter.deposit(Int128(units), from: name, at: now)
        continue
      }
      let shares = min(pool.register.shares(of: name), units * 1_000)
      if shares == 0 { continue }
      var copy = limiter
      let whole = try copy.withdraw(Int128(shares / 1_000), to: name, at: now).reduce(Int128(0)) { $0 + $1.units }
      do {
        try pool.run(seconds, .redeem(participant: name, shares: shares, minimumAssets: 0))
        #expect(whole == Int128(shares / 1_000))
        limiter = copy
        paid += 1
      } catch PoolRefusal.outflowLimit(let available) {
        #expect(Int128(available) == whole)
        refused += 1
      }
      #expect(limiter.total == pool.cash())
    }
    #expect(paid > 100 && refused > 20)
  }

  @Test("POOL-045: a parameter moves within its bounds, by its step and after its delay, and the pool obeys it at once")
  func parameters() throws {
    let bounds = ParameterBounds(.gateBasisPoints, minimum: 1_000, maximum: 3_000, step: 500, delay: 100)
    var pool = try pool { $0.parameters = [bounds] }
    let before = pool
    func set(_ seconds: Int64, _ value: Int) throws {
      try pool.run(seconds, .setParameter(.gateBasisPoints, value: value, reason: "test"))
    }
    #expect(throws: PoolRefusal.control(.stepTooGreat(maximum: 500))) { try set(1, 1_000) }
    #expect(throws: PoolRefusal.control(.outOfBounds(minimum: 1_000, maximum: 3_000))) { try set(1, 3_001) }
    #expect(pool == before)
    try set(1, 1_500)
    #expect(pool.terms.gateBasisPoints == 1_500)
    #expect(throws: PoolRefusal.control(.tooSoon(until: Fixture.at(101).secondsSinceEpoch))) { try set(100, 1_000) }
    try set(101, 1_000)
    #expect(pool.parameters[.gateBasisPoints]?.changes.map(\.to) == [1_500, 1_000])
    #expect(throws: PoolRefusal.noControl("leastConfidence")) {
      try pool.run(102, .setParameter(.leastConfidence, value: 1, reason: "test"))
    }
    #expect(pool.audit().isEmpty)
    let impossible = ParameterBounds(.gateBasisPoints, minimum: 0, maximum: 3_000, step: 500, delay: 100)
    #expect(throws: PoolRefusal.invalidTerms(field: "gateBasisPoints")) {
      _ = try self.pool { $0.parameters = [impossible] }
    }
  }

  @Test(
    "POOL-046: a settlement price rests on sources that agree; one source, a stale one or an outlier decides nothing")
  func quotes() throws {
    var pool = try pool { $0.prices = PriceTerms(greatestAge: 20, deviationBasisPoints: 100, quorum: 2) }
    try pool.run(0, .deposit(participant: "a", assets: 200 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    #expect(throws: PoolRefusal.unguardedPrice("BTC")) { try pool.run(998_200, .observe(underlying: "BTC", price: 1)) }
    func quotes(_ prices: [UInt128], age: Int64 = 0) -> PoolAction {
      let quotes = prices.enumerated().map {
        PoolQuote(source: "\($0.offset)", price: $0.element * 100_000_000, time: Fixture.at(998_200 - age))
      }
      return .quote(underlying: "BTC", quotes: quotes)
    }
    #expect(throws: PoolRefusal.self) { try pool.run(998_200, quotes([90])) }
    #expect(throws: PoolRefusal.self) { try pool.run(998_200, quotes([90, 90, 90], age: 21)) }
    #expect(throws: PoolRefusal.self) { try pool.run(998_200, quotes([90, 50])) }
    #expect(throws: PoolRefusal.invalidQuantity(field: "price")) { try pool.run(998_200, quotes([90, 90, 0])) }
    try pool.run(998_200, quotes([90, 1, 90]))
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    #expect(pool.settlementPrices[ExpiryKey(underlying: "BTC", expiry: Fixture.expiry)] == 9_000_000_000)
  }

  @Test("POOL-047: a hedge goes toward its target, within its cap, and not at all inside the band")
  func hedge() throws {
    var pool = try Fixture.pool {
      $0.controls.hedgeBandMillionths = 10
      $0.limits.hedgeMillionths = 400
    }
    try pool.run(0, .deposit(participant: "a", assets: 1_000 * coin, minimumShares: 0))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(5, premium: 0, bid: 0, ask: 0, delta: -100))
    // Five sold puts of delta -100 each make +500, which a short hedge offsets, as far as the cap goes.
    #expect(pool.hedgeTarget(of: "BTC") == -400)
    let flat = HedgeMark(underlying: "BTC", low: 0, high: 0)
    #expect(throws: PoolRefusal.hedgeOffTarget(target: -400)) {
      try pool.run(1, .hedge(underlying: "BTC", changeMillionths: 100, cash: 0, after: flat))
    }
    try pool.run(1, .hedge(underlying: "BTC", changeMillionths: -395, cash: 0, after: flat))
    #expect(pool.hedgeTarget(of: "BTC") == -395)
    #expect(throws: PoolRefusal.hedgeOffTarget(target: -395)) {
      try pool.run(2, .hedge(underlying: "BTC", changeMillionths: -5, cash: 0, after: flat))
    }
  }

  @Test("POOL-048: margin counts after its haircut, and cannot be withdrawn below what it must be")
  func margin() throws {
    let ether = try Asset("ETH", decimals: 9)
    var pool = try pool { controls in
      controls.marginAssets = [MarginAsset(ether, haircutBasisPoints: 2_000, cap: 900_000_000)]
    }
    try pool.run(0, .priceMargin(asset: "ETH", price: 1_000 * coin, units: 1_000_000_000))
    try pool.run(0, .postMargin(participant: "w", asset: "USDC", units: 100 * coin))
    try pool.run(0, .postMargin(participant: "w", asset: "ETH", units: 1_000_000_000))
    #expect(try pool.marginValue(of: "w") == 900 * coin)
    try pool.run(0, .postMargin(participant: "w", asset: "ETH", units: 1_000_000_000))
    #expect(try pool.marginValue(of: "w") == 1_000 * coin)  // the cap
    try pool.run(
      1, .requireMargin([MarginRequirement(participant: "w", initial: 850 * coin, maintenance: 800 * coin)]))
    let before = pool
    #expect(throws: PoolRefusal.insufficientMargin(held: 849 * coin, required: 850 * coin)) {
      // Cash to 49 with one ETH at 800 would be enough for nothing less than 850.
      var copy = pool
      try copy.run(2, .withdrawMargin(participant: "w", asset: "ETH", units: 1_000_000_000))
      try copy.run(2, .withdrawMargin(participant: "w", asset: "USDC", units: 51 * coin))
    }
    #expect(throws: PoolRefusal.unknownMarginAsset("SOL")) {
      try pool.run(2, .postMargin(participant: "w", asset: "SOL", units: 1))
    }
    #expect(throws: PoolRefusal.insufficientMargin(held: 100 * coin, required: 101 * coin)) {
      try pool.run(2, .withdrawMargin(participant: "w", asset: "USDC", units: 101 * coin))
    }
    #expect(pool == before)
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-049: a liquidation sells no lot more than brings the account back, and not below the floor")
  func liquidation() throws {
    var pool = try pool { _ in }
    try pool.run(0, .postMargin(participant: "w", asset: "USDC", units: 100 * coin))
    let floor = PoolAction.liquidate(participant: "w", lots: 100, sold: 10, paid: 7 * coin)
    #expect(throws: PoolRefusal.notLiquidatable("w")) { try pool.run(0, floor) }
    try pool.run(
      0, .requireMargin([MarginRequirement(participant: "w", initial: 120 * coin, maintenance: 120 * coin)]))
    #expect(pool.margin.exposure == 20 * coin)
    #expect(throws: PoolRefusal.belowAuctionPrice(least: 8 * coin)) { try pool.run(1, floor) }
    // Selling k of 100 lots at 90 leaves (100 - k) (-0.2) + k 0.9 >= 0: k = 19.
    #expect(throws: PoolRefusal.overLiquidation(greatest: 19)) {
      try pool.run(1, .liquidate(participant: "w", lots: 100, sold: 20, paid: 18 * coin))
    }
    try pool.run(1, .liquidate(participant: "w", lots: 100, sold: 19, paid: 17_100_000))
    #expect(pool.margin.exposure == 0)
    #expect(try pool.marginValue(of: "w") == 98_100_000)
    #expect(pool.marginAccount(of: "w").maintenance == 97_200_000)
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-050: nobody leaves first while accounts lack more than the reserve holds")
  func exposure() throws {
    var pool = try pool { _ in }
    try pool.run(0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0))
    try pool.run(0, .fundReserve(from: "s", assets: 10 * coin))
    try pool.run(0, .postMargin(participant: "w", asset: "USDC", units: coin))
    try pool.run(0, .requireMargin([MarginRequirement(participant: "w", initial: 12 * coin, maintenance: 12 * coin)]))
    let exit = PoolAction.redeem(participant: "a", shares: 1_000 * coin, minimumAssets: 0)
    #expect(throws: PoolRefusal.exitsPaused(exposure: 11 * coin, reserve: 10 * coin)) { try pool.run(1, exit) }
    #expect(throws: PoolRefusal.reserveInUse) { try pool.run(1, .releaseReserve(to: "s", assets: coin)) }
    try pool.run(1, .postMargin(participant: "w", asset: "USDC", units: coin))
    try pool.run(1, exit)
  }

  @Test("POOL-051: a default is borne by margin, own shares, reserve, capital, assessments and rewards, in that order")
  func waterfall() throws {
    var pool = try pool { $0.assessmentBasisPoints = 1_000 }
    for (name, assets) in [("w", 10), ("a", 60), ("b", 40)] as [(String, UInt128)] {
      try pool.run(0, .deposit(participant: name, assets: assets * coin, minimumShares: 0))
    }
    try pool.run(0, .fundReserve(from: "s", assets: 5 * coin))
    try pool.run(0, .postMargin(participant: "w", asset: "USDC", units: 3 * coin))
    try pool.run(
      0,
      .rewardRisk(
        from: "s", assets: 2 * coin,
        contributions: [
          ShortfallContribution(participant: "a", units: 3), ShortfallContribution(participant: "b", units: 1),
          ShortfallContribution(participant: "w", units: -1),
        ]))
    for (loss, used) in [
      (2, [2, 0, 0, 0, 0, 0]), (12, [3, 9, 0, 0, 0, 0]), (15, [3, 10, 2, 0, 0, 0]), (68, [3, 10, 5, 50, 0, 0]),
    ] as [(UInt128, [Int128])] {
      var after = pool
      try after.run(1, .memberDefault(participant: "w", loss: loss * coin))
      let record = try #require(after.losses.last)
      // A share that is taken is rounded up, and each claim down: less than a unit a participant.
      for (layer, expected) in zip(record.layers, used) { #expect(abs(layer.used - expected * 1_000_000) <= 3) }
      #expect(record.layers.reduce(0) { $0 + $1.used } + record.uncovered == record.loss)
      #expect(after.audit().isEmpty)
      let value = try after.value(at: Fixture.at(1)).low
      #expect(abs(value - (110 * 1_000_000 - (used[1] + used[3]) * 1_000_000)) <= 3)
    }
    // Beyond the capital: assessments up to a tenth of what was paid in, then unpaid rewards; the rest is uncovered.
    var after = pool
    try after.run(1, .memberDefault(participant: "w", loss: 140 * coin))
    let record = try #require(after.losses.last)
    #expect(record.layers[4].used == 10_000_000 && record.layers[5].used == 2_000_000)
    #expect(record.uncovered >= 10_000_000 - 3 && record.uncovered <= 10_000_003)
    #expect(after.audit().isEmpty)
    let due = try after.statements(at: Fixture.at(1)).map(\.assessmentDue)
    #expect(due.sorted() == [0, 4_000_000, 6_000_000])
    #expect(throws: PoolRefusal.assessmentDue(6_000_000)) {
      try after.run(2, .redeem(participant: "a", shares: 1, minimumAssets: 0))
    }
    try after.run(2, .payAssessment(participant: "a", assets: 6_000_000))
    #expect(throws: PoolRefusal.assessmentDue(0)) { try after.run(2, .payAssessment(participant: "a", assets: 1)) }
  }

  @Test("POOL-052: tickets of a defaulter end; money that waited to enter bears its loss")
  func defaulterTickets() throws {
    var pool = try Fixture.pool { $0.noticeSeconds = 100 }
    for name in ["w", "a"] { try pool.run(0, .requestEntry(participant: name, assets: 50 * coin, minimumShares: 0)) }
    try pool.run(100, .process)
    try pool.run(101, .requestExit(participant: "w", shares: 1_000 * coin, minimumAssets: 0))
    try pool.run(101, .requestEntry(participant: "w", assets: 7 * coin, minimumShares: 0))
    try pool.run(102, .memberDefault(participant: "w", loss: 60 * coin))
    #expect(pool.tickets.isEmpty && pool.cash(.escrow) == 0 && pool.cash(.margin) == 0)
    #expect(pool.register.shares(of: "w") == 0)
    #expect(pool.cash() >= 47 * 1_000_000 - 1)
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-053: the reserve pays what a settlement owes beyond the cash, and bears a loss before the capital")
  func reserve() throws {
    var pool = try pool { _ in }
    try pool.run(0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0))
    try pool.run(0, .fundReserve(from: "s", assets: 30 * coin))
    try pool.run(0, .list(Fixture.put()))
    try pool.run(0, Fixture.sale(1, premium: 0, bid: 0, ask: 0))
    try pool.run(1, .loss(reason: "hack", assets: 50 * coin))
    #expect(pool.cash(.reserve) == 0 && pool.cash() == 80_000_000)
    try pool.run(2, .fundReserve(from: "s", assets: 30 * coin))
    try pool.run(998_200, .observe(underlying: "BTC", price: 1))
    try pool.run(1_000_000, .settle(underlying: "BTC", expiry: Fixture.expiry))
    #expect(pool.cash() == 0 && abs(pool.cash(.reserve) - 10_000_000) <= 1)
    #expect(pool.losses.count == 2 && pool.audit().isEmpty)
  }

  @Test("POOL-054: halts in a row last no longer than one may")
  func halts() throws {
    var pool = try Fixture.pool { $0.longestHalt = 1_000 }
    try pool.run(0, .halt(until: Fixture.at(900), reason: "x"))
    #expect(throws: PoolRefusal.haltTooLong) { try pool.run(800, .halt(until: Fixture.at(1_001), reason: "x")) }
    try pool.run(800, .halt(until: Fixture.at(1_000), reason: "x"))
  }

  @Test("POOL-055: rewards by risk are divided exactly; who hedges the others gets none")
  func rewards() throws {
    var pool = try pool { _ in }
    for name in ["a", "b", "c"] { try pool.run(0, .deposit(participant: name, assets: coin, minimumShares: 0)) }
    let contributions = [("a", 1), ("b", 1), ("c", -5)].map { ShortfallContribution(participant: $0.0, units: $0.1) }
    try pool.run(0, .rewardRisk(from: "s", assets: 7, contributions: contributions))
    #expect(try pool.statements(at: Fixture.at(0)).map(\.reward) == [4, 3, 0])
    try pool.run(1, .claimRewards(participant: "b"))
    #expect(pool.cash(.rewards) == 4 && pool.audit().isEmpty)
    #expect(throws: PoolRefusal.unknownParticipant("z")) {
      try pool.run(1, .rewardRisk(from: "s", assets: 7, contributions: [.init(participant: "z", units: 1)]))
    }
  }
}

/// The format of the events that controls, margin and waterfall bring.
@Suite("Format of a pool's controls")
struct PoolControlsFormatTests {
  static let actions: [PoolAction] = [
    .quote(
      underlying: "BTC",
      quotes: [
        PoolQuote(source: "x", price: 5, time: PoolFixture.at(1)),
        .init(source: "y", price: 6, time: PoolFixture.at(2)),
      ]),
    .rewardRisk(from: "s", assets: 7, contributions: [ShortfallContribution(participant: "a", units: -3)]),
    .fundReserve(from: "s", assets: 1), .releaseReserve(to: "s", assets: 1),
    .signal(volatilityBasisPoints: 12, skewBasisPoints: 34), .endTrip(reason: "calm"),
    .setParameter(.gateBasisPoints, value: 5, reason: "vote"), .postMargin(participant: "a", asset: "ETH", units: 9),
    .withdrawMargin(participant: "a", asset: "ETH", units: 9), .priceMargin(asset: "ETH", price: 3, units: 2),
    .requireMargin([MarginRequirement(participant: "a", initial: 2, maintenance: 1)]),
    .liquidate(participant: "a", lots: 3, sold: 2, paid: 1), .memberDefault(participant: "a", loss: 4),
    .payAssessment(participant: "a", assets: 4),
  ]

  @Test(
    "POOL-056: every such event is read back as it was written, and a field too many or too few is refused",
    arguments: actions)
  func roundTrip(action: PoolAction) throws {
    let event = PoolEvent(at: PoolFixture.at(3), action)
    #expect(try PoolEvent(event.eventValue) == event)
    guard case .fields(let fields) = event.eventValue else { return }
    for index in fields.indices {
      var fewer = fields
      fewer.remove(at: index)
      #expect(throws: EventFormatError.self) { try PoolEvent(EventValue.fields(fewer)) }
    }
    #expect(throws: EventFormatError.unknown(field: "more")) {
      try PoolEvent(EventValue.fields(fields + [EventField("more", .text(""))]))
    }
    let twice = try #require(fields.last)
    #expect(throws: EventFormatError.invalid(field: "a name that stands twice")) {
      try PoolEvent(EventValue.fields(fields + [twice]))
    }
  }

  @Test("POOL-057: terms with controls are read back as they were written; without controls they have no such field")
  func terms() throws {
    var terms = try PoolFixture.terms()
    #expect(!terms.eventValue.canonicalJSON.contains("controls"))
    #expect(try PoolTerms(terms.eventValue) == terms)
    terms.controls.breaker = BreakerTerms()
    terms.controls.outflow = OutflowTerms(window: 10, tick: 1, retainedBasisPoints: 5_000, threshold: 3)
    terms.controls.prices = PriceTerms(greatestAge: 5, deviationBasisPoints: 10, quorum: 2)
    terms.controls.parameters = [ParameterBounds(.gateBasisPoints, minimum: 1, maximum: 5_000, step: 3, delay: 4)]
    terms.controls.hedgeBandMillionths = 5
    terms.controls.assessmentBasisPoints = 6
    terms.controls.marginAssets = [MarginAsset(try Asset("ETH", decimals: 9), haircutBasisPoints: 7, cap: 8)]
    #expect(try PoolTerms(terms.eventValue) == terms)
    let changes: [(String, (inout PoolControls) -> Void)] = [
      ("breaker", { $0.breaker?.longestSeconds = 0 }),
      ("outflow", { $0.outflow = OutflowTerms(window: 1, tick: 2, retainedBasisPoints: 0, threshold: 0) }),
      ("prices", { $0.prices = PriceTerms(greatestAge: 1, deviationBasisPoints: 5_000, quorum: 1) }),
      ("parameters", { $0.parameters += $0.parameters }), ("assessmentBasisPoints", { $0.assessmentBasisPoints = -1 }),
      ("marginAssets", { $0.marginAssets += $0.marginAssets }),
      ("auctionBasisPoints", { $0.auctionBasisPoints = 10_001 }),
    ]
    for (field, change) in changes {
      var wrong = terms
      change(&wrong.controls)
      #expect(throws: PoolRefusal.invalidTerms(field: field)) { try MutualPool(wrong) }
    }
  }

  @Test(
    "POOL-058: a number has one form",
    arguments: ["", "-", "-0", "00", "01", "+1", "1 ", "340282366920938463463374607431768211456", "1e3"])
  func numbers(text: String) throws {
    let event = PoolEvent(at: PoolFixture.at(0), .gift(from: "x", assets: 5))
    guard case .fields(var fields) = event.eventValue else { return }
    fields[fields.count - 1] = EventField("assets", .text(text))
    #expect(throws: EventFormatError.invalid(field: "assets")) { try PoolEvent(EventValue.fields(fields)) }
  }

  @Test(
    "POOL-059: the greatest and least numbers pass",
    arguments: [UInt128.max, UInt128(UInt64.max), 1_000_000_000_000_000_000, 0])
  func extremes(units: UInt128) throws {
    let event = PoolEvent(at: PoolFixture.at(0), .gift(from: "x", assets: units))
    #expect(try PoolEvent(event.eventValue) == event)
    for change in [Int128.min, Int128.max, -1] {
      let mark = HedgeMark(underlying: "BTC", low: change, high: change)
      let hedge = PoolEvent(
        at: PoolFixture.at(0), .hedge(underlying: "BTC", changeMillionths: change, cash: 0, after: mark))
      #expect(try PoolEvent(hedge.eventValue) == hedge)
    }
  }
}
