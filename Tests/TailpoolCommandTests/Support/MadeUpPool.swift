#if Command
  import Tailpool
  import TailpoolFiles

  /// Journals of small pools whose every amount follows by hand.
  enum MadeUpPool {
    /// 2023-11-14T22:13:20Z.
    static let opening = Timestamp(secondsSinceEpoch: 1_700_000_000)

    static func at(_ seconds: Int64) -> Timestamp { opening.advanced(bySeconds: seconds) }

    static func terms(opening: Timestamp = MadeUpPool.opening) throws -> PoolTerms {
      var terms = PoolTerms(asset: try Asset("USDC", decimals: 2), opening: opening)
      terms.controls.assessmentBasisPoints = 1_000
      return terms
    }

    private static func put(_ id: String, strike: UInt128, expiry: Timestamp) -> PoolContract {
      PoolContract(
        id: id, underlying: "BTC", expiry: expiry,
        terms: .european(.put, strike: strike * 100_000_000, settlement: .cash), size: 100, collateral: 10_000)
    }

    private static func sale(_ count: Int128, of id: String, premium: UInt128, bid: UInt128, ask: UInt128) -> PoolAction
    {
      .trade(
        PoolTrade(mark: ContractMark(contract: id, bid: bid, ask: ask), quantity: -count, premium: premium))
    }

    /// Two members, one of whom fails to pay more than margin, shares, reserve and capital hold; a third waits to enter.
    static func failure() throws -> (terms: PoolTerms, events: [PoolEvent]) {
      let events: [(Int64, PoolAction)] = [
        (0, .deposit(participant: "ada", assets: 100_000, minimumShares: 0)),
        (0, .deposit(participant: "bob", assets: 50_000, minimumShares: 0)),
        (0, .fundReserve(from: "sponsor", assets: 20_000)),
        (0, .fundRewards(from: "sponsor", assets: 864_000, seconds: 86_400)),
        (0, .postMargin(participant: "bob", asset: "USDC", units: 5_000)),
        (0, .list(put("P", strike: 100, expiry: at(1_000_000)))),
        (100, sale(3, of: "P", premium: 3_000, bid: 800, ask: 1_200)),
        (
          100,
          .hedge(
            underlying: "BTC", changeMillionths: 1_000_000, cash: -1_000,
            after: HedgeMark(underlying: "BTC", low: 900, high: 1_100))
        ),
        (200, .requestExit(participant: "ada", shares: 40_000_000, minimumAssets: 0)),
        (200, .requestEntry(participant: "carol", assets: 7_000, minimumShares: 0)),
        (300, .memberDefault(participant: "bob", loss: 180_000)),
      ]
      return (try terms(), events.map { PoolEvent(at: at($0.0), $0.1) })
    }

    /// A pool that is halted for a minute every second hour, twelve times: the alert of each halt but the last is cleared.
    static func halts() throws -> (terms: PoolTerms, events: [PoolEvent]) {
      var events: [(Int64, PoolAction)] = [
        (0, .deposit(participant: "ada", assets: 100_000, minimumShares: 0)),
        (0, .list(put("P", strike: 100, expiry: at(1_000_000)))),
        (100, sale(3, of: "P", premium: 3_000, bid: 800, ask: 1_200)),
      ]
      for hour in Int64(1)...23 {
        let time = hour * 3_600
        events.append(
          hour.isMultiple(of: 2)
            ? (time, .gift(from: "x", assets: 100)) : (time, .halt(until: at(time + 60), reason: "drill")))
      }
      var terms = try terms()
      terms.controls.breaker = PoolControls.Breaker()
      return (terms, events.map { PoolEvent(at: at($0.0), $0.1) })
    }

    /// A pool that has sold two puts and three calls, and holds half a coin, a minute before `chain`.
    static func marked() throws -> (terms: PoolTerms, events: [PoolEvent]) {
      let seen = Timestamp(secondsSinceEpoch: 1_768_555_740)
      let expiry = Timestamp(secondsSinceEpoch: 1_769_155_200)
      let call = PoolContract(
        id: "CALL", underlying: "BTC", expiry: expiry,
        terms: .european(.call, strike: 95_000 * 100_000_000, settlement: .cash), size: 100, collateral: 1_000_000)
      let actions: [PoolAction] = [
        .deposit(participant: "ada", assets: 100_000_000, minimumShares: 0),
        .list(put("PUT", strike: 85_000, expiry: expiry)), .list(call),
        sale(2, of: "PUT", premium: 200_000, bid: 80_000, ask: 110_000),
        sale(3, of: "CALL", premium: 240_000, bid: 70_000, ask: 90_000),
        .hedge(
          underlying: "BTC", changeMillionths: 500_000, cash: -4_500_000,
          after: HedgeMark(underlying: "BTC", low: 4_490_000, high: 4_510_000)),
      ]
      return (try terms(opening: seen), actions.map { PoolEvent(at: seen, $0) })
    }

    /// The put quoted both ways, the call without an ask, at a volatility of 50 % and a forward that is the spot.
    static let chain = """
      ts,instrument,ccy,type,strike,expiry,bid,ask,mark,mark_iv,fwd,index,oi
      2026-01-16T09:30:00Z,BTC-23JAN26-85000-P,BTC,P,85000,2026-01-23T08:00Z,0.0100,0.0125,,0.5,90000,90000,4
      2026-01-16T09:30:00Z,BTC-23JAN26-95000-C,BTC,C,95000,2026-01-23T08:00Z,0.0080,,,0.5,90000,90000,4

      """

    /// A journal in a folder; returns its path.
    static func write(_ journal: (terms: PoolTerms, events: [PoolEvent]), to folder: TemporaryFolder) throws -> String {
      try folder.write("journal.jsonl", PoolJournal.text(journal.terms, journal.events))
    }

    /// What the last line of a journal says of the digest of the line before.
    static func lastLink(of journal: String) -> String {
      String(journal.split(separator: "\n").last?.dropFirst(9).prefix(64) ?? "")
    }
  }
#endif
