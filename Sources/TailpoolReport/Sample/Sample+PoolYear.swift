import TailpoolLedger
import TailpoolMarket
import TailpoolNumerics
import TailpoolPools
import TailpoolPricing
import TailpoolRisk

extension Sample {
  /// A made-up year of a mutual pool, with a crash in its thirtieth week: terms, and every event that the pool took.
  ///
  /// The pool sells puts and calls on BTC every week for four weeks, marks them every day, hedges, settles, and takes
  /// entries and exits. On the day of the crash spot falls by 35 % and volatility more than doubles: the breaker trips,
  /// a participant that has written options to the pool is liquidated and defaults, its margin, its shares and the reserve
  /// bear the loss in order, exits wait at the gate and at the outflow limit, and a guardian ends the trip. The year is
  /// the fold of the events: `MutualPool(terms, replaying: events)`.
  ///
  /// - Returns: The terms and the events; the same at every call.
  /// - Throws: Nothing for the sample as it is; the errors are those of the pool.
  public static func poolYear() throws -> (terms: PoolTerms, events: [PoolEvent]) {
    var year = try PoolYear()
    try year.run()
    return (year.terms, year.events)
  }
}

/// Makes the year day by day; an event that the pool refuses is left out.
struct PoolYear {
  let terms: PoolTerms
  private(set) var events: [PoolEvent] = []
  private var pool: MutualPool
  private var random = SampleGenerator(seed: Sample.seed, stream: 30)
  private var spot = 42_000.0
  private var volatility = 0.55

  private static let opening = Timestamp(secondsSinceEpoch: 1_704_096_000)  // 2024-01-01T08:00:00Z
  private static let day: Int64 = 86_400
  private static let crashDay = 206
  /// Dollars of a contract are a tenth of a coin's.
  private static let contractSize = 0.1
  private static let names = ["harbor", "meadow", "orchard", "quarry", "willow"].map { "sample-\($0)" }
  private static let writer = "sample-falcon"

  init() throws {
    var terms = PoolTerms(asset: try Asset("USDC", decimals: 6), opening: PoolYear.opening)
    terms.fees = try FeeSchedule(management: 100, performance: 1_000, withdrawal: 10)
    terms.manager = "sample-manager"
    (terms.gateBasisPoints, terms.policy, terms.leastConfidence) = (2_000, .proRata, 5_000)
    terms.limits.contractsPerExpiry = 1_000
    terms.limits.shortfallBasisPoints = 1_500
    terms.limits.deltaMillionths = 80_000_000
    terms.limits.hedgeMillionths = 100_000_000
    var controls = PoolControls()
    controls.breaker = BreakerTerms()
    controls.outflow = OutflowTerms(
      window: 7 * PoolYear.day, tick: PoolYear.day, retainedBasisPoints: 8_500, threshold: 1_000_000_000_000)
    controls.prices = PriceTerms(greatestAge: 60, deviationBasisPoints: 100, quorum: 2)
    controls.parameters = [
      ParameterBounds(.gateBasisPoints, minimum: 500, maximum: 5_000, step: 500, delay: 7 * PoolYear.day),
      ParameterBounds(.shortfallBasisPoints, minimum: 500, maximum: 2_000, step: 250, delay: 7 * PoolYear.day),
    ]
    controls.hedgeBandMillionths = 1_000_000
    controls.assessmentBasisPoints = 1_000
    controls.marginAssets = [MarginAsset(try Asset("ETH", decimals: 9), haircutBasisPoints: 2_000)]
    terms.controls = controls
    self.terms = terms
    pool = try MutualPool(terms)
  }

  mutating func run() throws {
    found()
    for day in 0..<365 {
      if day > 0 { move(day) }
      let now = PoolYear.opening.advanced(bySeconds: Int64(day) * PoolYear.day)
      observe(day)
      settle(at: now)
      mark(at: now)
      if day == PoolYear.crashDay { try crash(at: now) }
      if day == PoolYear.crashDay + 1 { recover(at: now) }
      participate(day, at: now)
      if day % 7 == 0, day < 330 { sell(day, at: now) }
      if day % 7 == 3 || day == PoolYear.crashDay { hedge(at: now.advanced(bySeconds: 600)) }
      if day % 91 == 90 { try reward(at: now.advanced(bySeconds: 900)) }
    }
  }

  /// Applies an event and keeps it, or leaves both as they are.
  @discardableResult
  private mutating func add(_ time: Timestamp, _ action: PoolAction) -> Bool {
    let event = PoolEvent(at: max(time, pool.time), action)
    guard (try? pool.apply(event)) != nil else { return false }
    events.append(event)
    return true
  }

  // MARK: - The market

  /// A day of the market: a small normal move, or the crash; volatility goes back toward its mean.
  private mutating func move(_ day: Int) {
    let isCrash = day == PoolYear.crashDay
    let change = isCrash ? -0.35 : 0.021 * random.normal() + 0.0007
    spot = ((spot * (1 + change)) * 100).rounded() / 100
    volatility = isCrash ? 1.35 : min(max(0.92 * volatility + 0.08 * 0.5 - 0.2 * change, 0.3), 1.5)
  }

  /// Dollars in base units.
  private func units(_ dollars: Double) -> UInt128 { UInt128(max(dollars, 0) * 100 + 0.5) * 10_000 }

  private func scaled(_ price: Double) -> UInt128 { UInt128(price * 100 + 0.5) * 1_000_000 }

  private func price(_ contract: PoolContract, _ spot: Double, _ volatility: Double, _ years: Double) -> Double {
    Black76.price(
      contract.payoff == .linearCall ? .call : .put, forward: spot, strike: Double(contract.strike) / 1e8, years: years,
      volatility: volatility) * PoolYear.contractSize
  }

  private func years(_ contract: PoolContract, _ now: Timestamp) -> Double {
    max(Double(contract.expiry.secondsSinceEpoch - now.secondsSinceEpoch), 0) / Double(DayCount.secondsPerYear)
  }

  /// What one contract is worth: two points of volatility between bid and ask, Greeks by differences.
  private func mark(of contract: PoolContract, at now: Timestamp) -> ContractMark {
    let years = years(contract, now)
    let up = price(contract, spot * 1.005, volatility, years)
    let down = price(contract, spot * 0.995, volatility, years)
    let delta = (up - down) / (0.01 * spot)
    let bid = price(contract, spot, volatility - 0.01, years)
    let ask = price(contract, spot, volatility + 0.01, years)
    return ContractMark(
      contract: contract.id, bid: units(bid), ask: max(units(ask), units(bid)),
      deltaMillionths: Int128((delta * 1e6).rounded()), vega: Int128(((ask - bid) * 50).rounded()) * 1_000_000)
  }

  private func hedgeMark(_ millionths: Int128) -> HedgeMark {
    let value = Double(millionths) * spot
    let width = abs(value) * 0.0005
    return HedgeMark(underlying: "BTC", low: Int128((value - width).rounded()), high: Int128((value + width).rounded()))
  }

  /// Expected shortfall 97.5 % of a day, over 199 moves of equal probability that widen with volatility.
  private func shortfall(_ quantities: [(contract: PoolContract, quantity: Int128)], at now: Timestamp) -> Double {
    let hedge = Double(pool.hedges["BTC"]?.millionths ?? 0) / 1e6
    var losses: [Double] = []
    for index in 1..<200 {
      let move = volatility / 19 * NormalDistribution.quantile(Double(index) / 200)
      var loss = -hedge * spot * move
      for (contract, quantity) in quantities {
        let years = years(contract, now)
        let change =
          price(contract, spot * (1 + move), volatility * (1 - move), years) - price(contract, spot, volatility, years)
        loss -= Double(quantity) * change
      }
      losses.append(loss)
    }
    losses.sort(by: >)
    return max(losses.prefix(5).reduce(0, +) / 5, 0)
  }

  private var held: [(contract: PoolContract, quantity: Int128)] {
    pool.open.values.sorted { $0.contract.id < $1.contract.id }.map { ($0.contract, $0.quantity) }
  }

  // MARK: - What happens

  private mutating func found() {
    let start = PoolYear.opening
    let dollars: [Double] = [2_000_000, 1_500_000, 1_100_000, 700_000, 300_000]
    for (name, amount) in zip(PoolYear.names, dollars) {
      add(start, .deposit(participant: name, assets: units(amount), minimumShares: 0))
    }
    add(start, .deposit(participant: PoolYear.writer, assets: units(120_000), minimumShares: 0))
    add(start, .fundReserve(from: "sample-sponsor", assets: units(150_000)))
    add(start, .fundRewards(from: "sample-sponsor", assets: units(52_000), seconds: 364 * PoolYear.day))
    add(start, .priceMargin(asset: "ETH", price: 2_300_000_000, units: 1_000_000_000))
    add(start, .postMargin(participant: PoolYear.writer, asset: "USDC", units: units(40_000)))
    add(start, .postMargin(participant: PoolYear.writer, asset: "ETH", units: 40_000_000_000))
    add(
      start,
      .requireMargin([
        MarginRequirement(participant: PoolYear.writer, initial: units(90_000), maintenance: units(70_000))
      ]))
  }

  /// Four rounds of quotes in the half hour before eight in the morning, where something expires.
  private mutating func observe(_ day: Int) {
    let now = PoolYear.opening.advanced(bySeconds: Int64(day) * PoolYear.day)
    guard pool.listed.values.contains(where: { $0.expiry == now }) else { return }
    for seconds in [-1_800, -1_200, -600, 0] as [Int64] {
      let time = now.advanced(bySeconds: seconds)
      let quotes = [("alpha", 0.9995), ("beta", 1.0), ("gamma", 1.0008)].map { name, factor in
        PoolQuote(source: name, price: scaled(spot * factor), time: time)
      }
      add(time, .quote(underlying: "BTC", quotes: quotes))
    }
  }

  private mutating func settle(at now: Timestamp) {
    for expiry in Set(pool.listed.values.map(\.expiry)).sorted() where expiry <= now {
      add(now, .settle(underlying: "BTC", expiry: expiry))
    }
  }

  private mutating func mark(at now: Timestamp) {
    guard !pool.open.isEmpty || !pool.hedges.isEmpty else { return }
    let marks = held.map { mark(of: $0.contract, at: now) }
    let hedges = pool.hedges["BTC"].map { [hedgeMark($0.millionths)] } ?? []
    add(now, .mark(contracts: marks, hedges: hedges, source: "sample model", confidence: 9_500))
  }

  /// Sells a put below and a call above spot for four weeks, as many as fit the limits.
  private mutating func sell(_ day: Int, at now: Timestamp) {
    let expiry = now.advanced(bySeconds: 28 * PoolYear.day)
    for (payoff, moneyness, part) in [(PoolPayoff.linearPut, 0.9, 1.0), (.linearCall, 1.12, 0.3)] {
      let strike = (spot * moneyness / 500).rounded() * 500
      let id = "BTC-\(day)-\(Int(strike))-\(payoff == .linearPut ? "P" : "C")"
      let contract = PoolContract(
        id: id, underlying: "BTC", expiry: expiry, payoff: payoff, strike: scaled(strike), size: 100_000,
        collateral: units(strike * PoolYear.contractSize * part))
      add(now, .list(contract))
      let mark = mark(of: contract, at: now)
      var count: Int128 = payoff == .linearPut ? 240 : 120
      while count > 0 {
        let premium = mark.ask * UInt128(count)
        let trade = PoolTrade(
          mark: mark, quantity: -count, premium: premium, spread: (mark.ask - mark.bid) / 2 * UInt128(count),
          shortfallAfter: units(shortfall(held + [(contract, -count)], at: now)))
        if add(now, .trade(trade)) { break }
        count /= 2
      }
    }
  }

  private mutating func hedge(at now: Timestamp) {
    let (before, target) = (pool.hedges["BTC"]?.millionths ?? 0, pool.hedgeTarget(of: "BTC"))
    guard target != before else { return }
    let cash = -Int128((Double(target - before) * spot * (target > before ? 1.0005 : 0.9995)).rounded())
    let after = target == 0 ? HedgeMark(underlying: "BTC", low: 0, high: 0) : hedgeMark(target)
    add(now, .hedge(underlying: "BTC", changeMillionths: target - before, cash: cash, after: after))
  }

  /// Entries, exits and the processing of both.
  private mutating func participate(_ day: Int, at now: Timestamp) {
    if day % 30 == 10 {
      let name = day % 60 == 10 ? "sample-newcomer-\(day / 30)" : PoolYear.names[day / 30 % 5]
      add(now, .requestEntry(participant: name, assets: units(150_000), minimumShares: 0))
    }
    if day % 45 == 20 {
      let name = PoolYear.names[day / 45 % 5]
      add(now, .requestExit(participant: name, shares: pool.register.shares(of: name) / 10, minimumAssets: 0))
    }
    if day == PoolYear.crashDay {
      // The run: three want to leave on the day of the crash.
      for name in [PoolYear.names[1], PoolYear.names[2], PoolYear.names[4]] {
        let shares = pool.register.shares(of: name) - (pool.leaving[name] ?? 0)
        add(now.advanced(bySeconds: 1_200), .requestExit(participant: name, shares: shares, minimumAssets: 0))
      }
    }
    if !pool.tickets.isEmpty, day % 2 == 1 { add(now.advanced(bySeconds: 60), .process) }
  }

  /// The breaker trips, and the participant that wrote options to the pool is sold out in part and then defaults.
  private mutating func crash(at now: Timestamp) throws {
    add(now, .signal(volatilityBasisPoints: 7_500, skewBasisPoints: 2_000))
    add(now, .priceMargin(asset: "ETH", price: 1_400_000_000, units: 1_000_000_000))
    add(
      now,
      .requireMargin([
        MarginRequirement(participant: PoolYear.writer, initial: units(260_000), maintenance: units(210_000))
      ]))
    let value = try pool.marginValue(of: PoolYear.writer)
    add(now, .liquidate(participant: PoolYear.writer, lots: 100, sold: 60, paid: value * 60 / 100 * 85 / 100))
    add(now.advanced(bySeconds: 300), .memberDefault(participant: PoolYear.writer, loss: units(420_000)))
  }

  /// The day after: a guardian ends the trip, the gate is narrowed, and all that were assessed pay.
  private mutating func recover(at now: Timestamp) {
    add(now, .endTrip(reason: "marks of three sources agree again"))
    add(now, .setParameter(.gateBasisPoints, value: 1_500, reason: "many want to leave at once"))
    add(now, .setParameter(.shortfallBasisPoints, value: 1_250, reason: "less risk after the crash"))
    for statement in (try? pool.statements(at: now)) ?? [] where statement.assessmentDue > 0 {
      add(now, .payAssessment(participant: statement.participant, assets: statement.assessmentDue))
    }
  }

  /// Rewards of a quarter by Euler contribution to expected shortfall; one participant hedges half of its share elsewhere.
  private mutating func reward(at now: Timestamp) throws {
    let statements = try pool.statements(at: now).filter { $0.shares > 0 && $0.participant != terms.manager }
    let claims = statements.map { Double($0.claim) }
    let total = claims.reduce(0, +)
    var rows = [[Double]](repeating: [], count: statements.count)
    for index in 1..<200 {
      let move = volatility / 19 * NormalDistribution.quantile(Double(index) / 200)
      let loss = held.reduce(0.0) { sum, item in
        let years = years(item.contract, now)
        return sum - Double(item.quantity)
          * (price(item.contract, spot * (1 + move), volatility, years) - price(item.contract, spot, volatility, years))
      }
      for row in rows.indices {
        let isHedged = statements[row].participant == PoolYear.names[3]
        rows[row].append(loss * claims[row] / total * (isHedged ? 0.5 : 1))
      }
    }
    let allocation = try RiskAllocation.eulerExpectedShortfall(try JointLosses(rows), level: .percent97Point5)
    let contributions = zip(statements, allocation.contributions).map { statement, contribution in
      ShortfallContribution(participant: statement.participant, units: Int128((contribution * 1e6).rounded()))
    }
    add(now, .rewardRisk(from: "sample-sponsor", assets: units(13_000), contributions: contributions))
  }
}
