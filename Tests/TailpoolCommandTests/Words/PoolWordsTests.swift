#if Command
  import Tailpool
  import Testing

  @testable import TailpoolCommand

  @Suite("Words of errors: pools and their markets")
  struct PoolWordsTests {
    static let time = Timestamp(secondsSinceEpoch: 1_768_555_800)
    static let later = Timestamp(secondsSinceEpoch: 1_768_555_860)

    static let contractsCases: [(PoolBridgeError, String)] = [
      (
        .inexact(contract: "C", field: "strike", units: 12_345),
        "the strike of C, 12345, has more digits than the market keeps; expected at most fifteen"
      ),
      (
        .notWhole(contract: "C", field: "size", value: 0.125),
        "the size of C, 0.125, has more decimals than the ledger keeps; expected at most eight, or those of the asset for a "
          + "size"
      ),
      (
        .foreignPayoff(contract: "C", settlement: .coin, asset: "USDC"),
        "C settles in coin in a pool that counts in USDC; expected contracts in cash where the pool counts in the quote "
          + "currency, or options in coin on the pool's own asset"
      ),
      (
        .unknownTerms(contract: "C"),
        "the journal does not say what C pays, a kind of its operator's own; expected a program that gives its terms "
          + "(PoolBookInputs.contracts)"
      ),
      (
        .expired(contract: "C", expiry: time),
        "C expired at 2026-01-16T09:30:00Z and is still open; expected a settle event of its expiry before the chain's time"
      ),
      (
        .notListed(contract: "C"),
        "the chains do not list C with a volatility; expected a chain with its underlying, expiry and strike"
      ),
      (
        .noPrice(contract: "C", .missingCorrelation(id: "p", instrument: "I", first: "BTC", second: "ETH")),
        "C cannot be valued: no one gave the correlation of BTC and ETH; expected --correlation BTC,ETH=VALUE"
      ),
      (
        .noPrice(contract: "C", .other(id: "p", instrument: "I", problem: "no dice")),
        "C cannot be valued: position p is in I: no dice"
      ),
      (
        .crossedQuote(contract: "C", bid: 0.75, ask: 0.5),
        "C is bid 0.75 and asked 0.5; expected a chain in which the bid is not above the ask"
      ),
      (
        .shortfallAboveBudget(contract: "C", shortfall: 900, budget: 700),
        "the expected shortfall after the trade in C is 900 base units; expected at most 700"
      ),
      (.delta(contract: "C", -1e300), "the delta of C is -1e+300, out of range"),
    ]

    @Test("A contract's", arguments: contractsCases.map { WordCase($0, $1) })
    func contract(_ entry: WordCase) { entry.check() }

    static let marketsCases: [(PoolBridgeError, String)] = [
      (
        .hedgeInCoin(underlying: "ETH", asset: "BTC"),
        "the hedge in ETH stands in a pool that counts in BTC; expected marks of it by hand"
      ),
      (
        .noSpot(underlying: "ETH"),
        "the chains give no spot of ETH, in which the pool is hedged; expected a chain of it"
      ),
      (
        .unlikelyHedge(underlying: "ETH", markedPerUnit: -12.5, spot: 3_120.5),
        "the hedge in ETH is marked at -12.5 a unit with the spot at 3120.5; expected --hedge-entry ETH=PRICE for a hedge by "
          + "futures"
      ),
      (
        .hedgedByFutures(underlying: "ETH"), "the pool hedges ETH by futures; expected a hedge booked by hand"
      ),
      (
        .snapshotBeforeEvent(asOf: time, last: later),
        "the chains are of 2026-01-16T09:30:00Z, before the last event of the pool at 2026-01-16T09:31:00Z; expected later "
          + "ones"
      ),
      (
        .lateSnapshot(asOf: time, mark: later, greatestAge: 45),
        "the chains are of 2026-01-16T09:30:00Z, for marks at 2026-01-16T09:31:00Z; expected chains at most 45 seconds older "
          + "and none later"
      ),
      (.nothingOpen, "the pool has nothing open and no hedge; expected something to value"),
      (.noMembers, "nobody has shares in the pool; expected a member that bears its risk"),
      (
        .refused(.unknownContract("C")), "the pool refuses: C is not listed"
      ),
      (
        .amount(of: "C", .negative(-7)), "a value of C is no amount of money: negative(-7)"
      ),
    ]

    @Test("A pool's market's", arguments: marketsCases.map { WordCase($0, $1) })
    func market(_ entry: WordCase) { entry.check() }

    @Test("Those without words of their own are told with their names and numbers")
    func others() {
      let told: [(any Error, String, [String])] = [
        (PoolError.duplicateParticipant(id: "ann"), "the pool is not valid: ", ["ann"]),
        (PoolError.invalidContribution(id: "bob", contribution: -2.5), "the pool is not valid: ", ["bob", "-2.5"]),
        (PoolRefusal.unknownContract("C9"), "the pool refuses: ", ["C9"]),
        (
          PoolBridgeError.negativeValue(contract: "C8", value: -3.5), "the pool and its market do not fit: ",
          ["C8", "-3.5"]
        ),
        (PoolBridgeError.memberCount(rule: 4, members: 6), "the pool and its market do not fit: ", ["4", "6"]),
      ]
      for (error, start, parts) in told {
        let text = Explanation(of: error)?.text ?? ""
        #expect(text.hasPrefix(start), "\(text)")
        for part in parts { #expect(text.contains(part), "\(text)") }
      }
    }

    @Test("What a venue refuses is said in its own words")
    func venues() {
      WordCase(
        VenueRefusal.invalidTerms(field: "fee"), "the venue refuses: the field fee of the terms is out of its range"
      ).check()
      WordCase(AuctionRefusal.invalidReference, "the auction refuses: the reference price is no number above zero")
        .check()
    }
  }
#endif
