#if Command
  import Tailpool
  import Testing

  @testable import TailpoolCommand

  @Suite("Words of errors: market, prices, surfaces")
  struct MarketWordsTests {
    static let marketCases: [(MarketError, String)] = [
      (
        .invalidContract(underlying: "BTC", strike: -5, contractSize: 2),
        "an option on BTC has strike -5.0 and contract size 2.0; expected positive numbers"
      ),
      (
        .invalidPerpetual(underlying: "ETH", field: "power", value: 9),
        "a contract without expiry on ETH has power 9.0, which is out of range"
      ),
      (
        .invalidTerms(contract: "BARRIER-1", field: "barrier", value: -3),
        "BARRIER-1 has barrier -3.0; expected a finite, positive number"
      ),
      (
        .invalidCorrelation(first: "BTC", second: "ETH", value: 1.5),
        "the correlation of BTC and ETH is 1.5; expected a number from -1 to 1, of two underlyings"
      ),
      (
        .duplicateCorrelation(first: "SOL", second: "ETH"),
        "the correlation of SOL and ETH is given twice; expected each pair once"
      ),
      (
        .duplicateInstrument(name: "BTC-1"), "BTC-1 stands twice in the chains; expected each instrument once"
      ),
      (.duplicatePosition(id: "p1"), "position p1 stands twice in the book"),
      (
        .nonFiniteQuantity(id: "p2", quantity: .infinity), "position p2 has quantity inf; expected a finite number"
      ),
      (.unknownInstrument(id: "p3", instrument: "BTC-2"), "position p3 is in BTC-2, which no chain lists"),
      (.emptyChain, "no option of the chains can be used; expected options that have not expired, with forwards"),
      (.missingSpot("SOL"), "the chains give no spot price and no forward of SOL"),
    ]

    @Test("A market's", arguments: marketCases.map { WordCase($0, $1) })
    func market(_ entry: WordCase) { entry.check() }

    static let time = Timestamp(secondsSinceEpoch: 1_768_555_800)

    static let pricesCases: [(PricingError, String)] = [
      (
        .missingMarket(id: "p1", instrument: "X"),
        "position p1 is in X, for which the chains give no market; expected a chain of its underlying and expiry"
      ),
      (
        .missingVolatility(id: "p1", instrument: "X"),
        "position p1 is in X, for which neither venue, price nor neighboring strikes give a volatility"
      ),
      (
        .missingRate(id: "p1", instrument: "X"),
        "position p1 is in X, whose rate no expiry implies; expected rate and dividendYield in the book"
      ),
      (
        .noPrice(id: "p1", instrument: "X"),
        "position p1 is in X, which has no finite price: funding cannot hold its mark, or its rate or yield is negative; "
          + "expected other terms, or rate and dividendYield in the book"
      ),
      (
        .noPricer(id: "p1", instrument: "X"),
        "position p1 is in X, which nothing prices; expected a type that conforms to PriceableContract"
      ),
      (
        .mismatchedPricer(id: "p1", instrument: "X", found: ["BTC"], expected: ["ETH", "SOL"]),
        "position p1 is in X on ETH, SOL, but what prices it is for BTC"
      ),
      (
        .mismatchedPricer(id: "p1", instrument: "X", found: [], expected: ["ETH"]),
        "position p1 is in X on ETH, but what prices it is for nothing"
      ),
      (
        .expired(id: "p1", instrument: "X"),
        "position p1 is in X, which has expired; expected positions that are alive at the snapshot"
      ),
      (
        .missingCorrelation(id: "p1", instrument: "X", first: "BTC", second: "ETH"),
        "position p1 is in X, and no one gave the correlation of BTC and ETH; expected it among the correlations of the "
          + "book, with its source"
      ),
      (
        .missingState(id: "p1", instrument: "X", expected: "knockedIn"),
        "position p1 is in X without a word on what it remembers; expected knockedIn"
      ),
      (
        .missingFixing(id: "p1", instrument: "X", underlying: "BTC", time: time),
        "position p1 is in X, which needs the fixing of BTC at 2026-01-16T09:30:00Z; expected it in its state"
      ),
      (
        .fixingAfterSnapshot(id: "p1", instrument: "X", time: time),
        "position p1 is in X and has a fixing at 2026-01-16T09:30:00Z, after the snapshot; expected past fixings only"
      ),
      (.other(id: "p1", instrument: "X", problem: "no dice"), "position p1 is in X: no dice"),
    ]

    @Test("A price's", arguments: pricesCases.map { WordCase($0, $1) })
    func price(_ entry: WordCase) { entry.check() }

    static let surfacesCases: [(SurfaceError, String)] = [
      (.parameterOutOfDomain(name: "rho", value: -1.5), "the surface parameter rho is -1.5, outside its domain"),
      (.undetermined, "the parameters do not determine a smile"),
      (.tooFewQuotes(found: 2, required: 5), "an expiry has 2 quotes; expected at least 5"),
      (.unorderedExpiries(index: 3), "expiry 4 of the surface is not after the one before"),
      (.empty, "no surface can be fitted; expected options out of the money with a bid and a higher ask"),
    ]

    @Test("A surface's", arguments: surfacesCases.map { WordCase($0, $1) })
    func surface(_ entry: WordCase) { entry.check() }
  }
#endif
