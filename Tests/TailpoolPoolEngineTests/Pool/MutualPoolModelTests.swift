import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

/// Random sequences of all kinds of events, good and bad, given to the pool and to a naive model of it: every result
/// must be the same, refusals included.
@Suite("Mutual pool against a naive model")
struct MutualPoolModelTests {
  static let seeds: [UInt64] = Array(1...16)
  /// 128,000 over the seeds in a long run, else a sixteenth.
  static let calls = isLongRun ? 8_000 : 500

  private func terms(_ seed: UInt64, _ random: inout SeededGenerator) throws -> PoolTerms {
    let fees = try FeeSchedule(
      management: Int(random.next() % 3) * 300, performance: Int(random.next() % 3) * 1_000,
      withdrawal: Int(random.next() % 3) * 25)
    return try PoolFixture.terms {
      $0.fees = fees
      $0.noticeSeconds = seed % 2 == 0 ? 400 : 0
      $0.policy = seed % 4 < 2 ? .proRata : .firstInFirstOut
      ($0.greatestMarkAge, $0.longestHalt, $0.gateBasisPoints) = (6_000, 900, 1 + Int(random.next() % 10_000))
      $0.leastConfidence = seed % 3 == 0 ? 5_000 : 0
      $0.controls.assessmentBasisPoints = seed % 3 == 1 ? 5_000 : 0
      if seed % 5 == 0 {
        $0.limits = PoolTerms.Limits(
          contractsPerExpiry: 20, openContracts: 30, deltaMillionths: 40, vega: 5_000, shortfallBasisPoints: 4_000,
          hedgeMillionths: 60)
      }
    }
  }

  private func units(_ random: inout SeededGenerator) -> UInt128 {
    random.next() % 40 == 0
      ? [0, UInt128(1) << 80, .max][Int(random.next() % 3)] : UInt128(random.next() >> (20 + random.next() % 40))
  }

  private func quantity(_ random: inout SeededGenerator, of who: String, _ pool: MutualPool) -> UInt128 {
    let held = pool.register.shares(of: who)
    switch random.next() % 12 {
    case 0: return 0
    case 1: return held + 1
    case 2: return [.max, 1 << 120][Int(random.next() % 2)]
    case 3, 4: return held
    default: return held == 0 ? 1 : UInt128(random.next()) % held + 1
    }
  }

  private func least(_ random: inout SeededGenerator, _ fair: UInt128) -> UInt128 {
    random.next() % 6 == 0 ? fair / 1_000 * UInt128(980 + random.next() % 40) : 0
  }

  private func mark(_ random: inout SeededGenerator, _ id: String) -> ContractMark {
    let bid = UInt128(random.next() % 3_000_000)
    let ask = random.next() % 40 == 0 ? bid / 2 : bid + bid / 10
    return ContractMark(
      contract: id, bid: bid, ask: ask, deltaMillionths: Int128(random.next() % 7) - 3,
      deliveredDeltaMillionths: Int128(random.next() % 5) - 2, vega: Int128(random.next() % 500))
  }

  private func hedgeMark(_ random: inout SeededGenerator, _ name: String) -> HedgeMark {
    let low = Int128(random.next() % 2_000_000) - 1_000_000
    return HedgeMark(underlying: name, low: low, high: low + Int128(random.next() % 10_000) - 20)
  }

  private func terms(_ random: inout SeededGenerator, on underlying: String) -> PoolContract.Terms {
    func price() -> UInt128 { random.next() % 60 == 0 ? 0 : UInt128(60 + random.next() % 80) * 100_000_000 }
    let type: OptionType = random.next() % 2 == 0 ? .call : .put
    switch random.next() % 12 {
    case 0: return .digital(random.next() % 2 == 0 ? .cash : .asset, type, strike: price())
    case 1, 2, 3:
      return .barrier(
        BarrierKind.allCases[Int(random.next() % 4)], type, strike: price(), barrier: price(),
        rebate: UInt128(random.next() % 5) * 33_333_333)
    case 4, 5:
      return .exchange(
        delivering: random.next() % 40 == 0 ? "" : underlying == "BTC" ? "ETH" : "BTC",
        ratio: UInt128(random.next() % 200) * 1_000_000)
    case 6: return .everlasting(type, strike: price(), fundingSeconds: Int64(random.next() % 20) * 600, .discrete)
    case 7: return .power(power: Int64(random.next() % 9) * 50_000_000, fundingSeconds: 3_600, .continuous)
    case 8: return .perpetualAmerican(type, strike: price())
    case 9: return .valued
    default: return .european(type, strike: price(), settlement: random.next() % 2 == 0 ? .cash : .coin)
    }
  }

  private func action(_ random: inout SeededGenerator, _ pool: MutualPool, _ seconds: Int64) -> PoolAction {
    let who = random.next() % 60 == 0 ? "" : "\(random.next() % 6)"
    let id = random.next() % 60 == 0 ? "" : "\(random.next() % 5)"
    let underlying = random.next() % 6 == 0 ? "ETH" : "BTC"
    switch random.next() % 35 {
    case 0, 1, 2:
      let assets = units(&random)
      let fair = assets >> 60 == 0 ? assets * 1_000 : 0
      return .deposit(participant: who, assets: assets, minimumShares: least(&random, fair))
    case 3, 4:
      let shares = quantity(&random, of: who, pool)
      return .redeem(
        participant: who, shares: shares, minimumAssets: least(&random, shares >> 90 == 0 ? shares / 1_000 : 0))
    case 5: return .gift(from: who, assets: units(&random) >> 10)
    case 6: return .loss(reason: "", assets: units(&random) >> 12)
    case 7, 8:
      let assets = units(&random)
      let fair = assets >> 60 == 0 ? assets * 1_000 : 0
      return .requestEntry(participant: who, assets: assets, minimumShares: least(&random, fair))
    case 9, 10:
      let shares = quantity(&random, of: who, pool)
      return .requestExit(
        participant: who, shares: shares, minimumAssets: least(&random, shares >> 90 == 0 ? shares / 1_000 : 0))
    case 11:
      let ticket = pool.tickets.isEmpty ? nil : pool.tickets[Int(random.next() % UInt64(pool.tickets.count))]
      return .cancel(participant: ticket?.participant ?? who, ticket: random.next() % 4 == 0 ? 3 : ticket?.number ?? 0)
    case 12, 13: return .process
    case 14, 15:
      let terms = terms(&random, on: underlying)
      let isPerpetual =
        switch terms {
        case .everlasting, .power, .perpetualAmerican: random.next() % 20 != 0
        case .valued: random.next() % 2 == 0
        default: random.next() % 40 == 0
        }
      let expiry = PoolFixture.at(seconds + Int64(random.next() % 4) * 2_500)
      return .list(
        PoolContract(
          id: id, underlying: underlying, expiry: isPerpetual ? nil : expiry, terms: terms, size: 1_000_000,
          collateral: 1_000_000))
    case 16, 17, 18:
      let quantity = Int128(random.next() % 13) - 7
      let mark = mark(&random, id)
      let premium = mark.bid * quantity.magnitude
      return .trade(
        PoolTrade(
          mark: mark, quantity: quantity, premium: premium,
          spread: quantity < 0 || random.next() % 30 == 0 ? premium / 20 : 0,
          shortfallAfter: UInt128(random.next() % 2_000_000_000)))
    case 19:
      let held = pool.hedges[underlying]?.millionths ?? 0
      let isClosed = held != 0 && random.next() % 3 == 0
      return .hedge(
        underlying: underlying, changeMillionths: isClosed ? -held : Int128(random.next() % 41) - 20,
        cash: Int128(random.next() % 2_000_001) - 1_000_000,
        after: isClosed ? HedgeMark(underlying: underlying, low: 0, high: 0) : hedgeMark(&random, underlying))
    case 20, 21:
      var contracts = pool.open.keys.sorted().map { mark(&random, $0) }
      var hedges = pool.hedges.keys.sorted().map { hedgeMark(&random, $0) }
      switch random.next() % 12 {
      case 0: contracts.append(mark(&random, id))
      case 1: contracts = Array(contracts.dropLast())
      case 2: hedges.append(hedgeMark(&random, "ETH"))
      case 3: hedges = Array(hedges.dropLast())
      default: break
      }
      return .mark(
        contracts: contracts, hedges: hedges, source: "random",
        confidence: [10_000, 10_000, 4_999, 10_001][Int(random.next() % 4)])
    case 22: return .observe(underlying: underlying, price: UInt128(random.next() % 60) * 200_000_000)
    case 23:
      let keys = pool.listed.values.compactMap { contract in contract.expiry.map { ($0, contract.underlying) } }
        .sorted { $0 < $1 }
      let expiry = keys.first?.0 ?? PoolFixture.expiry
      return .settle(
        underlying: random.next() % 4 == 0 ? underlying : keys.first?.1 ?? underlying,
        expiry: random.next() % 8 == 0 ? PoolFixture.at(7) : expiry)
    case 24:
      return random.next() % 2 == 0
        ? .fundRewards(from: who, assets: units(&random), seconds: Int64(random.next() % 3) * 700)
        : .claimRewards(participant: who)
    case 32, 33:
      return .close(
        contract: id, value: random.next() % 30 == 0 ? 1 << 80 : UInt128(random.next() % 3_000_000), source: "venue")
    case 34:
      return .funding(contract: id, cash: random.next() % 20 == 0 ? 0 : Int128(random.next() % 200_001) - 100_000)
    case 25, 26, 27, 28: return memberAction(&random, pool, who)
    default:
      return random.next() % 8 == 0
        ? .halt(until: PoolFixture.at(seconds + Int64(random.next() % 1_000) - 40), reason: "")
        : .observe(underlying: underlying, price: UInt128(60 + random.next() % 80) * 100_000_000)
    }
  }

  private func memberAction(_ random: inout SeededGenerator, _ pool: MutualPool, _ who: String) -> PoolAction {
    let asset = random.next() % 20 == 0 ? "GOLD" : "USDC"
    let units = UInt128(random.next() >> (34 + random.next() % 20))
    switch random.next() % 16 {
    case 0, 1, 2: return .postMargin(participant: who, asset: asset, units: units)
    case 3, 4: return .withdrawMargin(participant: who, asset: asset, units: units)
    case 5, 6:
      let maintenance = UInt128(random.next() >> (random.next() % 3 == 0 ? 64 : 36 + random.next() % 20))
      return .requireMargin([
        MarginRequirement(
          participant: who, initial: random.next() % 30 == 0 ? maintenance / 2 : maintenance * 5 / 4,
          maintenance: maintenance)
      ])
    case 7, 8, 9:
      let account = pool.marginAccount(of: who)
      let lots = UInt128(random.next() % 8)
      let sold = random.next() % 20 == 0 ? lots + 1 : min(lots, 1 + UInt128(random.next() % 3))
      let fair = lots > 0 ? account.cash * sold / lots : 0
      return .liquidate(participant: who, lots: lots, sold: sold, paid: fair * UInt128(7 + random.next() % 5) / 10)
    case 10: return .memberDefault(participant: who, loss: units << UInt128(random.next() % 6))
    case 11:
      // What is due is found by asking for too little and too much.
      return .payAssessment(participant: who, assets: units >> 8)
    case 12:
      return random.next() % 2 == 0 ? .fundReserve(from: who, assets: units) : .releaseReserve(to: who, assets: units)
    case 13:
      let names = pool.register.names.prefix(Int(1 + random.next() % 4))
      var parts = names.map { ShortfallContribution(participant: $0, units: Int128(random.next() % 1_000) - 200) }
      if random.next() % 10 == 0 { parts.append(ShortfallContribution(participant: who, units: 5)) }
      return .rewardRisk(from: who, assets: units, contributions: parts)
    case 14:
      return random.next() % 2 == 0 ? .signal(volatilityBasisPoints: 5, skewBasisPoints: 5) : .endTrip(reason: "")
    default:
      return random.next() % 3 == 0
        ? .setParameter(.gateBasisPoints, value: 5, reason: "")
        : random.next() % 2 == 0
          ? .priceMargin(asset: "GOLD", price: 1, units: 1)
          : .quote(underlying: "BTC", quotes: [PoolQuote(source: "a", price: 1, time: pool.time)])
    }
  }

  /// What differs between the pool and the model.
  private func difference(_ pool: MutualPool, _ model: NaivePool) -> String? {
    func kind(_ ticket: NaivePool.Ticket) -> PoolTicket.Kind {
      ticket.isEntry
        ? .entry(assets: ticket.quantity, minimumShares: ticket.least)
        : .exit(shares: ticket.quantity, minimumAssets: ticket.least)
    }
    if pool.time.secondsSinceEpoch != model.now || pool.eventCount != model.events { return "time or count" }
    if pool.register.holdings != model.shares || pool.register.supply != model.supply { return "shares" }
    if PoolAccount.allCases.contains(where: { pool.cash($0) != model.held($0) }) { return "cash" }
    if pool.tickets.map(\.number) != model.tickets.map(\.number) || pool.tickets.map(\.kind) != model.tickets.map(kind)
      || pool.tickets.map(\.participant) != model.tickets.map(\.who)
      || pool.tickets.map(\.requested.secondsSinceEpoch) != model.tickets.map(\.asked)
    {
      return "tickets"
    }
    for who in Set(model.tickets.map(\.who)).union(pool.leaving.keys)
    where (pool.leaving[who] ?? 0) != model.leaving(who) { return "shares that wait" }
    if pool.listed != model.listed { return "listed contracts" }
    if pool.barriersHit != model.hit.filter({ model.listed[$0] != nil }).sorted() { return "barriers hit" }
    if pool.open.mapValues(\.quantity) != model.position.mapValues(\.quantity)
      || pool.open.mapValues(\.mark) != model.position.mapValues(\.mark)
    {
      return "open contracts"
    }
    if pool.hedges.mapValues(\.millionths) != model.hedges.mapValues(\.millionths)
      || pool.hedges.mapValues(\.mark) != model.hedges.mapValues(\.mark)
    {
      return "hedges"
    }
    if pool.lastMark?.asOf.secondsSinceEpoch != model.marked?.time || pool.lastMark?.source != model.marked?.source
      || pool.lastMark?.confidence != model.marked?.confidence
    {
      return "last mark"
    }
    if pool.settlementPrices != model.settled { return "settlement prices" }
    if pool.haltedUntil?.secondsSinceEpoch != model.haltedUntil { return "halt" }
    if pool.margin.exposure != model.exposure { return "margin exposure" }
    for who in model.names {
      let (account, member) = (pool.marginAccount(of: who), model.members[who] ?? NaivePool.Member())
      if account.cash != member.margin || account.initial != member.initial || account.maintenance != member.maintenance
      {
        return "margin of \(who)"
      }
    }
    return valueDifference(pool, model)
  }

  private func valueDifference(_ pool: MutualPool, _ model: NaivePool) -> String? {
    // Also at a later instant, where more of the spread is released and the marks are older.
    for later in [0, 1_234] as [Int64] {
      let time = model.now + later
      let value = try? pool.value(at: Timestamp(secondsSinceEpoch: time))
      guard let value, let expected = try? model.value(at: time) else { return "a value that does not fit" }
      if value.low != expected.low || value.high != expected.high || value.lockedSpread != expected.locked {
        return "value \(value), expected \(expected)"
      }
      let isFresh = (try? model.expectFreshMark(time)) != nil
      if value.isStale == isFresh { return "staleness" }
      for who in model.shares.keys
      where (try? pool.claim(of: who, at: Timestamp(secondsSinceEpoch: time))) != (try? model.claim(of: who, at: time))
      {
        return "claim of \(who)"
      }
    }
    return nil
  }

  @Test("POOL-251: every result and every refusal is that of a naive model", arguments: seeds)
  func model(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let terms = try terms(seed, &random)
    var (pool, model) = (try MutualPool(terms), NaivePool(terms))
    var (seconds, applied): (Int64, [String: Int]) = (0, [:])
    var refusals: Set<String> = []
    for call in 0..<Self.calls {
      seconds += Int64(random.next() % 300)
      let late = random.next() % 50 == 0 ? seconds - 400 : seconds
      let event = PoolEvent(at: PoolFixture.at(late), action(&random, pool, late))
      var (result, expected): (PoolRefusal?, PoolRefusal?) = (nil, nil)
      do { try pool.apply(event) } catch { result = error }
      do { try model.take(event) } catch { expected = error }
      // Where several expiries wait, any may be named.
      if case .unsettled = result, case .unsettled = expected { result = expected }
      let wrong =
        result == expected
        ? difference(pool, model)
        : "\(result.map { "\($0)" } ?? "applied"), expected \(expected.map { "\($0)" } ?? "applied")"
      if let wrong {
        Issue.record("seed \(seed), call \(call), \(event): \(wrong)")
        return
      }
      if let result {
        refusals.insert(String("\(result)".prefix { $0 != "(" }))
      } else {
        applied[event.action.name, default: 0] += 1
      }
    }
    // A sequence that refuses nearly everything, or is refused nothing, would show little.
    #expect(applied.values.reduce(0, +) > Self.calls / 4, "seed \(seed): \(applied)")
    #expect(applied.count >= 13, "seed \(seed): \(applied)")
    #expect(refusals.count >= 10, "seed \(seed): \(refusals.sorted())")
  }
}
