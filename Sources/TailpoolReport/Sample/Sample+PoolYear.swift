import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolScenarios

extension Sample {
  /// A made-up year of a mutual pool, with a crash in its thirtieth week: terms, and every event that the pool took.
  ///
  /// The pool sells puts and calls on BTC every week for two weeks, marks them every day, hedges, settles, and takes
  /// entries and exits. On the day of the crash spot falls by 35 % and volatility more than doubles: the breaker trips,
  /// a participant that holds futures through the pool is liquidated and defaults, its margin, its shares and the reserve
  /// bear the loss in order, exits wait at the gate and at the outflow limit, and a guardian ends the trip. The year is
  /// the fold of the events: `MutualPool(terms, replaying: events)`.
  ///
  /// Every mark, expected shortfall, margin and contribution is that of `PoolRisk` in the day's made-up market. The last
  /// mark is off the sample's own chain, so that `tailpool pool --events --chain --history` reports the pool.
  ///
  /// - Returns: The terms and the events; the same at every call.
  /// - Throws: Nothing for the sample as it is; the errors are those of the pool and of the bridge.
  public static func poolYear() throws -> (terms: PoolTerms, events: [PoolEvent]) {
    var year = try PoolYear()
    try year.run()
    return (year.terms, year.events)
  }

  /// The option chains of the year's mornings, the first with the opening, and the sample's own chain after them.
  ///
  /// Each lists what the pool has open that morning and what it may sell, with the quotes that the marks and trades of
  /// `poolYear()` were made of, and every strike out of the money of the same expiries.
  ///
  /// - Returns: 366 chains in order; the same at every call.
  /// - Throws: As `poolYear()`.
  public static func poolYearChains() throws -> [OptionChain] {
    var year = try PoolYear()
    try year.run()
    return year.chains
  }

  /// The daily prices of the year's market, to the day before the sample's chain.
  public static func poolYearHistory() -> PriceHistory { PoolYearMarket().history }
}

/// Makes the year day by day; an event that the pool refuses is left out.
struct PoolYear {
  let terms: PoolTerms
  private let market = PoolYearMarket()
  private(set) var events: [PoolEvent] = []
  /// The chain of each morning with whole smiles, and the sample's own.
  private(set) var chains: [OptionChain] = []
  private var pool: MutualPool

  /// A contract covers a tenth of a coin, so that a dollar of payoff is ten cents.
  private static let size: UInt128 = 10
  private static let names = ["harbor", "meadow", "orchard", "quarry", "willow"].map { "sample-\($0)" }
  /// Holds futures on so many coins through the pool.
  private static let trader = "sample-falcon"
  private static let futures = 18.0
  /// The manager sells while the collateral locked is no more than this part of the cash.
  private static let greatestUtilization = 0.8

  init() throws {
    terms = try PoolYear.agreed()
    pool = try MutualPool(terms)
  }

  mutating func run() throws {
    try found()
    for day in 0...PoolYearMarket.lastDay {
      let now = PoolYearMarket.morning(day)
      observe(day)
      settle(at: now)
      let risk = try risk(day)
      try mark(risk, at: now)
      if day == PoolYearMarket.crashDay { try crash(risk, at: now) }
      if day == PoolYearMarket.crashDay + 1 { try recover(at: now) }
      if day % 7 == 0 { try sell(day, risk, at: now) }
      participate(day, at: now)
      if day % 7 == 3 || day == PoolYearMarket.crashDay || day == PoolYearMarket.lastDay {
        try hedge(risk, at: now.advanced(bySeconds: 600))
      }
      if day % 91 == 90 { try reward(risk, at: now.advanced(bySeconds: 900)) }
    }
    try close()
  }

  /// Applies an event and keeps it, or leaves both as they are.
  @discardableResult
  private mutating func add(_ time: Timestamp, _ action: PoolAction) -> Bool {
    let event = PoolEvent(at: max(time, pool.time), action)
    guard (try? pool.apply(event)) != nil else { return false }
    events.append(event)
    return true
  }

  /// Whole dollars in base units, which are cents.
  private static func units(_ dollars: Int) -> UInt128 { UInt128(dollars) * 100 }

  // MARK: - The market of a day

  /// What the pool has open and what it may sell that day.
  private func contracts(_ day: Int) -> [(expiry: Timestamp, type: OptionType, strike: Double)] {
    var contracts: [(expiry: Timestamp, type: OptionType, strike: Double)] = []
    for contract in pool.open.values.map(\.contract).sorted(by: { $0.id < $1.id }) {
      guard case .european(let type, let strike, _) = contract.terms, let expiry = contract.expiry else { continue }
      contracts.append((expiry: expiry, type: type, strike: Double(strike) / 1e8))
    }
    return contracts + offered(day).map { (expiry: $0.expiry, type: $0.type, strike: $0.strike) }
  }

  /// A put below and a call above spot for two weeks, on Fridays.
  private func offered(_ day: Int) -> [(expiry: Timestamp, type: OptionType, strike: Double, count: Int128)] {
    guard day % 7 == 0 else { return [] }
    let expiry = PoolYearMarket.expiry(2, after: day)
    return [(OptionType.put, 0.94, 240), (.call, 1.07, 120)].map { type, moneyness, count in
      (expiry, type, market.strike(day, expiry: expiry, moneyness: moneyness), count)
    }
  }

  private mutating func risk(_ day: Int) throws -> PoolRisk {
    let chain = try market.chain(day, of: contracts(day))
    if chains.last?.asOf != chain.asOf { chains.append(try market.chain(day, of: contracts(day), isWhole: true)) }
    return try market.risk(day, in: try MarketSnapshot(chains: [chain]))
  }

  // MARK: - What happens

  private mutating func found() throws {
    let start = PoolYearMarket.opening
    for (name, dollars) in zip(PoolYear.names, [2_000_000, 1_500_000, 1_100_000, 700_000, 300_000]) {
      add(start, .deposit(participant: name, assets: PoolYear.units(dollars), minimumShares: 0))
    }
    let trader = PoolYear.trader
    add(start, .deposit(participant: trader, assets: PoolYear.units(120_000), minimumShares: 0))
    add(start, .fundReserve(from: "sample-sponsor", assets: PoolYear.units(150_000)))
    let year = Int64(PoolYearMarket.lastDay) * 86_400
    add(start, .fundRewards(from: "sample-sponsor", assets: PoolYear.units(52_000), seconds: year))
    add(start, .priceMargin(asset: "ETH", price: PoolYear.units(2_300), units: 1_000_000_000))
    add(start, .postMargin(participant: trader, asset: "USDC", units: PoolYear.units(40_000)))
    add(start, .postMargin(participant: trader, asset: "ETH", units: 40_000_000_000))
    add(start, try margin(try risk(0)))
  }

  /// What the scenarios ask of the trader's futures.
  private func margin(_ risk: PoolRisk) throws -> PoolAction {
    let future = try PerpetualContract(underlying: "BTC", terms: .linearFuture(entry: nil))
    let book = try Book(positions: [Position(id: "futures", contract: future, quantity: PoolYear.futures)])
    return try risk.requireMargin([(participant: PoolYear.trader, book: book)], of: pool)
  }

  /// Four rounds of quotes in the half hour before eight in the morning, where something expires.
  private mutating func observe(_ day: Int) {
    let now = PoolYearMarket.morning(day)
    guard pool.listed.values.contains(where: { $0.expiry == now }) else { return }
    let cents = UInt128((market.spot(day) * 100).rounded())
    for seconds in [-1_800, -1_200, -600, 0] as [Int64] {
      let time = now.advanced(bySeconds: seconds)
      let quotes = [("alpha", 9_995 as UInt128), ("beta", 10_000), ("gamma", 10_008)].map { name, parts in
        PoolQuote(source: name, price: cents * parts / 10_000 * 1_000_000, time: time)
      }
      add(time, .quote(underlying: "BTC", quotes: quotes))
    }
  }

  private mutating func settle(at now: Timestamp) {
    for expiry in Set(pool.listed.values.compactMap(\.expiry)).sorted() where expiry <= now {
      add(now, .settle(underlying: "BTC", expiry: expiry))
    }
  }

  private mutating func mark(_ risk: PoolRisk, at now: Timestamp) throws {
    guard !pool.open.isEmpty || !pool.hedges.isEmpty else { return }
    add(now, try risk.marks(of: pool).action(source: "sample chain"))
  }

  /// Sells what is on offer, as much as fits the limits.
  private mutating func sell(_ day: Int, _ risk: PoolRisk, at now: Timestamp) throws {
    for (expiry, type, strike, greatest) in offered(day) {
      let option = try OptionContract(underlying: "BTC", type: type, strike: strike, expiry: expiry)
      let whole = UInt128(strike)
      let contract = PoolContract(
        id: option.name, underlying: "BTC", expiry: expiry,
        terms: .european(type, strike: whole * 100_000_000, settlement: .cash), size: PoolYear.size,
        collateral: whole * PoolYear.size * (type == .call ? 3 : 10) / 10)
      add(now, .list(contract))
      var count = greatest
      while count > 0 {
        if try offer(contract.id, count, risk, at: now) { break }
        count /= 2
      }
    }
  }

  /// Sells so many at the ask, half the spread of which is earned until expiry; false where the pool refuses.
  private mutating func offer(_ contract: String, _ count: Int128, _ risk: PoolRisk, at now: Timestamp) throws -> Bool {
    guard fits(contract, count), let free = try trade(contract, count, risk) else { return false }
    let spread = (free.mark.ask - free.mark.bid) / 2 * UInt128(count)
    return add(
      now,
      .trade(
        PoolTrade(
          mark: free.mark, quantity: -count, premium: free.premium, spread: spread,
          shortfallAfter: free.shortfallAfter)))
  }

  /// The sale of so many; nil where it is above the budget or the pool refuses it.
  private func trade(_ contract: String, _ count: Int128, _ risk: PoolRisk) throws -> PoolTrade? {
    do throws(PoolBridgeError) {
      return try risk.trade(of: contract, quantity: -count, in: pool)
    } catch {
      switch error {
      case .shortfallAboveBudget, .refused: return nil
      default: throw error
      }
    }
  }

  /// Whether the manager would lock the collateral of so many more.
  private func fits(_ contract: String, _ count: Int128) -> Bool {
    guard let listed = pool.listed[contract] else { return false }
    let cash = Double(pool.cash())
    return pool.utilization * cash + Double(count) * Double(listed.collateral) <= PoolYear.greatestUtilization * cash
  }

  private mutating func hedge(_ risk: PoolRisk, at now: Timestamp) throws {
    if let action = try risk.hedge("BTC", in: pool) { add(now, action) }
  }

  /// Entries, exits and the processing of both.
  private mutating func participate(_ day: Int, at now: Timestamp) {
    if day % 30 == 10 {
      let name = day % 60 == 10 ? "sample-newcomer-\(day / 30)" : PoolYear.names[day / 30 % 5]
      add(now, .requestEntry(participant: name, assets: PoolYear.units(150_000), minimumShares: 0))
    }
    if day % 45 == 20 {
      let name = PoolYear.names[day / 45 % 5]
      add(now, .requestExit(participant: name, shares: pool.register.shares(of: name) / 10, minimumAssets: 0))
    }
    if day == PoolYearMarket.crashDay {
      // The run: three want to leave on the day of the crash.
      for name in [PoolYear.names[1], PoolYear.names[2], PoolYear.names[4]] {
        let shares = pool.register.shares(of: name) - (pool.leaving[name] ?? 0)
        add(now.advanced(bySeconds: 1_200), .requestExit(participant: name, shares: shares, minimumAssets: 0))
      }
    }
    if !pool.tickets.isEmpty, day % 2 == 1 { add(now.advanced(bySeconds: 60), .process) }
  }

  /// The breaker trips, and the trader is sold out in part and then owes what its futures lost.
  private mutating func crash(_ risk: PoolRisk, at now: Timestamp) throws {
    add(now, .signal(volatilityBasisPoints: 7_500, skewBasisPoints: 2_000))
    add(now, .priceMargin(asset: "ETH", price: PoolYear.units(1_400), units: 1_000_000_000))
    add(now, try margin(risk))
    let lots: UInt128 = 100
    let value = try pool.marginValue(of: PoolYear.trader)
    let account = pool.marginAccount(of: PoolYear.trader)
    // Sold at 85 % of its value, as much as brings the account back to its maintenance margin.
    let plan = try PartialLiquidation(
      lots: Int128(lots), bufferedMargin: Int128(value) - Int128(account.maintenance), income: Int128(value * 85 / 100))
    let sold = UInt128(plan.sold)
    add(now, .liquidate(participant: PoolYear.trader, lots: lots, sold: sold, paid: value * sold / lots * 85 / 100))
    let day = PoolYearMarket.crashDay
    let lost = try Amount(
      PoolYear.futures * (market.spot(day - 1) - market.spot(day)), of: terms.asset, moving: .intoPool, favoring: .pool)
    add(now.advanced(bySeconds: 300), .memberDefault(participant: PoolYear.trader, loss: lost.units.magnitude))
  }

  /// The day after: a guardian ends the trip, the gate is narrowed, and all that were assessed pay.
  private mutating func recover(at now: Timestamp) throws {
    add(now, .endTrip(reason: "marks of three sources agree again"))
    add(now, .setParameter(.gateBasisPoints, value: 1_500, reason: "many want to leave at once"))
    add(now, .setParameter(.shortfallBasisPoints, value: 200, reason: "less risk after the crash"))
    for statement in try pool.statements(at: now) where statement.assessmentDue > 0 {
      add(now, .payAssessment(participant: statement.participant, assets: statement.assessmentDue))
    }
  }

  /// Rewards of a quarter by Euler contribution to expected shortfall; one participant hedges half of its share elsewhere.
  private mutating func reward(_ risk: PoolRisk, at now: Timestamp) throws {
    let hedger = PoolYear.names[3]
    let share = Double(pool.register.shares(of: hedger)) / Double(pool.register.supply)
    let positions = try pool.book(in: risk.snapshot).positions.map {
      Position(id: $0.id, contract: $0.contract, quantity: -0.5 * share * $0.quantity)
    }
    let action = try risk.rewardRisk(
      from: "sample-sponsor", assets: PoolYear.units(13_000), in: pool,
      elsewhere: [hedger: try Book(positions: positions)])
    add(now, action)
  }

  /// The last mark, off the sample's own chain.
  private mutating func close() throws {
    let chain = try Sample.chain()
    chains.append(chain)
    let snapshot = try MarketSnapshot(chains: [chain])
    let book = try pool.book(in: snapshot).valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    add(snapshot.asOf, try pool.marks(book, in: snapshot).action(source: Sample.name))
  }
}
