#if Command
  import Tailpool
  import Testing

  @testable import TailpoolCommand

  @Suite("Words of errors: hedges and days")
  struct HedgingWordsTests {
    static let time = Timestamp(secondsSinceEpoch: 1_768_555_800)
    static let later = Timestamp(secondsSinceEpoch: 1_768_555_860)

    static let cases: [(HedgingError, String)] = [
      (
        .notFinite(name: "delta or gamma", underlying: "BTC", at: time),
        "the delta or gamma in BTC at 2026-01-16T09:30:00Z is no finite number"
      ),
      (.noSpot(underlying: "ETH", at: time), "the market of 2026-01-16T09:30:00Z gives no spot of ETH"),
      (
        .noMarket(underlying: "BTC", at: time),
        "the journal marks the pool at 2026-01-16T09:30:00Z, with BTC open, and there is no market of that instant; expected "
          + "a chain of it"
      ),
      (
        .noMark(underlying: "BTC", at: time),
        "the pool has BTC open at 2026-01-16T09:30:00Z, the instant of a market, and the journal does not mark it then; "
          + "expected a mark event, or no chain of that instant"
      ),
      (
        .marketsOutOfOrder(at: time, before: later),
        "the market of 2026-01-16T09:30:00Z stands after that of 2026-01-16T09:31:00Z"
      ),
      (.tooFewMarkets(count: 1), "the chains are of 1 instants; expected at least two, which a day lies between"),
      (
        .countsInCoin(asset: "BTC"),
        "the pool counts in BTC, an underlying of the market; expected a pool that counts in the quote currency"
      ),
      (
        .pricing(.other(id: "p", instrument: "I", problem: "no dice"), at: time),
        "at 2026-01-16T09:30:00Z: position p is in I: no dice"
      ),
      (
        .bridge(.noHedgeEntry(underlying: "BTC"), at: time),
        "at 2026-01-16T09:30:00Z: nobody said at which price the futures in BTC were entered; expected their entry"
      ),
      (.refused(.notExpired, at: time), "at 2026-01-16T09:30:00Z: the pool refuses: the contracts have not expired"),
    ]

    @Test("Each names its day and underlying", arguments: cases.map { WordCase($0, $1) })
    func words(_ entry: WordCase) { entry.check() }
  }
#endif
