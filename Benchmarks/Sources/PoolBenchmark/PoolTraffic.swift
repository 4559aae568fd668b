import Tailpool

/// Made-up events of a busy pool: 1,000 participants deposit and redeem, and the pool trades 200 contracts.
struct PoolTraffic {
  let terms: PoolTerms
  /// The pool before the clock starts: participants with shares, contracts listed.
  let opening: [PoolEvent]
  let events: [PoolEvent]

  /// Events of one kind in a row.
  static let run = 1_000

  static func terms() throws -> PoolTerms {
    var terms = PoolTerms(
      asset: try Asset("USDC", decimals: 6), opening: Timestamp(secondsSinceEpoch: 1_700_000_000))
    terms.noticeSeconds = 0
    terms.fees = try FeeSchedule(management: 100, performance: 1_000, withdrawal: 10)
    terms.limits.openContracts = 1 << 40
    terms.limits.deltaMillionths = 1 << 60
    terms.limits.vega = 1 << 70
    terms.limits.shortfallBasisPoints = 9_000
    return terms
  }

  static func contract(_ index: Int, expiries: Int) -> PoolContract {
    let expiry = Timestamp(secondsSinceEpoch: 1_700_000_000 + 2_000_000 * Int64(1 + index % expiries))
    let strike = UInt128(50_000 + 100 * (index / expiries))
    return PoolContract(
      id: "BTC-\(index % expiries)-\(strike)-P", underlying: "BTC", expiry: expiry,
      terms: .european(.put, strike: strike * 100_000_000, settlement: .cash), size: 1_000, collateral: strike * 1_000)
  }

  /// Deposits, redemptions and trades a third each, in runs of one kind in a row, so that each kind can be timed.
  init(events count: Int) throws {
    terms = try PoolTraffic.terms()
    let start = terms.opening
    var opening: [PoolEvent] = []
    let names = (0..<1_000).map { "participant-\($0)" }
    for name in names {
      opening.append(PoolEvent(at: start, .deposit(participant: name, assets: 1_000_000_000_000, minimumShares: 0)))
    }
    opening.append(PoolEvent(at: start, .fundRewards(from: "sponsor", assets: 1 << 50, seconds: 100_000_000)))
    let contracts = (0..<200).map { PoolTraffic.contract($0, expiries: 12) }
    for contract in contracts { opening.append(PoolEvent(at: start, .list(contract))) }
    self.opening = opening

    var state: UInt64 = 1
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var quantities = [Int128](repeating: 0, count: contracts.count)
    var events: [PoolEvent] = []
    events.reserveCapacity(count)
    for index in 0..<count {
      // All within the three hours of a mark, which the first trade sets.
      let now = start.advanced(bySeconds: Int64(index) * 10_000 / Int64(count))
      let name = names[random(names.count)]
      switch (index / PoolTraffic.run) % 3 {
      case 0:
        events.append(
          PoolEvent(
            at: now, .deposit(participant: name, assets: UInt128(1_000_000 + random(1_000_000)), minimumShares: 0)))
      case 1:
        events.append(
          PoolEvent(at: now, .redeem(participant: name, shares: UInt128(1_000 + random(900_000_000)), minimumAssets: 0))
        )
      default:
        let place = random(contracts.count)
        let quantity = Int128(random(2) == 0 && quantities[place] < 0 ? 1 : -1) * Int128(1 + random(3))
        quantities[place] += quantity
        let bid = UInt128(900_000 + random(1_000))
        let mark = ContractMark(
          contract: contracts[place].id, bid: bid, ask: bid + 20_000, deltaMillionths: 3, vega: 40)
        events.append(
          PoolEvent(
            at: now,
            .trade(
              PoolTrade(
                mark: mark, quantity: quantity, premium: bid * UInt128(quantity.magnitude),
                spread: quantity < 0 ? 10_000 : 0, shortfallAfter: 1_000_000))))
      }
    }
    self.events = events
  }
}
