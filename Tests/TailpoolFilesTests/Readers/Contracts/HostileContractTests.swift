#if Command
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  @Suite("Hostile contracts in books")
  struct HostileContractTests {
    @Test("Each problem is told with its place, what was seen and what was expected", arguments: hostile)
    func rejects(_ hostile: Hostile) throws {
      let snapshot = try #require(ContractKindTests.snapshot)
      hostile.expectRejection { try BookReader.read($0, in: snapshot) }
    }

    private static func position(_ members: String, _ correlations: String = "") -> String {
      "{\"positions\": [{\"id\": \"a\", \"quantity\": 1, \(members)}]\(correlations)}"
    }

    private static func digital(_ members: String) -> String {
      position("\"kind\": \"digital\", \"underlying\": \"BTC\", \(members)")
    }

    private static func barrier(_ members: String) -> String {
      position(
        "\"kind\": \"barrier\", \"underlying\": \"BTC\", \"type\": \"call\", \"strike\": 50000, "
          + "\"expiry\": \"2030-01-25\", \(members)")
    }

    private static func exchange(_ members: String, _ correlations: String = "") -> String {
      position("\"kind\": \"exchange\", \(members)", correlations)
    }

    private static func correlations(_ list: String) -> String {
      exchange("\"receive\": \"BTC\", \"deliver\": \"ETH\", \"expiry\": \"2030-01-25\"", ", \"correlations\": \(list)")
    }

    private static let down = "\"barrierKind\": \"down-and-out\", \"barrier\": 45000"

    private static func liquidity(_ members: String) -> String {
      position("\"kind\": \"liquidity-position\", \(members)")
    }

    static let hostile = [
      Hostile(
        "liquidity of nothing", liquidity("\"quote\": null").replacing("{\"id", with: "§§{\"id"),
        "\"underlying\" is missing; expected one of BTC, ETH",
        "\"liquidity\" is missing; expected a finite number above 0"),
      Hostile(
        "liquidity of wrong numbers",
        liquidity(
          "\"underlying\": §\"SOL\", \"quote\": §\"USD\", \"lower\": §-1, \"upper\": §0, \"liquidity\": §\"1\", "
            + "§\"contractSize\": 1, \"feesOwed\": {\"base\": §-1, \"quote\": §\"2\", §\"USD\": 1}"),
        "underlying is \"SOL\"; expected one of BTC, ETH", "quote is \"USD\"; expected one of BTC, ETH",
        "lower is -1.0; expected a finite number, 0 or more", "upper is 0.0; expected a finite number above 0",
        "liquidity is \"1\"; expected a finite number above 0",
        "liquidity-position has no \"contractSize\"; expected one of id, quantity, kind, underlying, quote, lower, upper, liquidity, feesOwed",
        "base is -1.0; expected a finite number, 0 or more", "quote is \"2\"; expected a finite number, 0 or more",
        "feesOwed has no \"USD\"; expected one of base, quote"),
      Hostile(
        "liquidity in a range that ends before it begins",
        liquidity("\"underlying\": \"BTC\", \"lower\": 5, \"upper\": §5, \"liquidity\": 1"),
        "the range begins at 5.0 and ends at 5.0; expected an end above its begin"),
      Hostile(
        "liquidity of a token in itself",
        liquidity("\"underlying\": \"BTC\", \"quote\": §\"BTC\", \"liquidity\": 1"),
        "quote is \"BTC\"; expected another token than underlying"),
      Hostile(
        "fees that are no object",
        liquidity("\"underlying\": \"BTC\", \"liquidity\": 1, \"feesOwed\": §3"), "feesOwed is 3.0; expected an object"),
      Hostile(
        "a digital of nothing", digital("\"contractSize\": 1").replacing("{\"id", with: "§§§§{\"id"),
        "\"payoff\" is missing; expected one of cash, asset", "\"type\" is missing", "\"strike\" is missing",
        "\"expiry\" is missing; expected an instant such as"),
      Hostile(
        "a digital of wrong numbers",
        digital(
          "\"payoff\": §\"coin\", \"type\": §1, \"strike\": §-5, \"expiry\": §\"2030-01-26\", \"contractSize\": §0, "
            + "§\"barrier\": 3"),
        "payoff is \"coin\"; expected one of cash, asset", "type is 1.0",
        "strike is -5.0; expected a finite number above 0",
        "expiry is \"2030-01-26\"; expected a day on which options of BTC expire: 2030-01-25",
        "contractSize is 0.0", "digital has no \"barrier\"; expected one of id, quantity, kind, underlying, payoff"),
      Hostile(
        "an instant that has passed",
        digital("\"payoff\": \"cash\", \"type\": \"put\", \"strike\": 1, \"expiry\": §\"2030-01-10T12:00:05Z\""),
        "expected an instant after the snapshot, 2030-01-10T12:00:05Z"),
      Hostile(
        "no instant",
        digital("\"payoff\": \"cash\", \"type\": \"put\", \"strike\": 1, \"expiry\": §\"25JAN30\""),
        "expiry is \"25JAN30\"; expected an instant such as 2026-05-29T08:00:00Z or the day of an expiry"),
      Hostile(
        "no text", digital("\"payoff\": \"cash\", \"type\": \"put\", \"strike\": 1, \"expiry\": §20300125"),
        "expiry is 20300125.0"),
      Hostile(
        "a digital remembers nothing",
        digital(
          "\"payoff\": \"cash\", \"type\": \"put\", \"strike\": 1, \"expiry\": \"2030-01-25\", §\"barrierHit\": true"),
        "digital has no \"barrierHit\""),
      Hostile(
        "a barrier of wrong numbers",
        barrier("\"barrierKind\": §\"sideways\", \"barrier\": §null, \"rebate\": §-1, \"barrierHit\": §\"no\""),
        "barrierKind is \"sideways\"; expected one of up-and-in, up-and-out, down-and-in, down-and-out",
        "barrier is null",
        "rebate is -1.0; expected a finite number, 0 or more", "barrierHit is \"no\"; expected true or false"),
      Hostile(
        "a barrier that was passed without a word",
        barrier("\"barrierKind\": \"up-and-in\", \"barrier\": 45000").replacing("{\"id", with: "§{\"id"),
        "\"barrierHit\" is not said, and the spot of 50405.0 is at the barrier 45000.0 or beyond it; expected true"),
      Hostile(
        "a barrier that was passed and denied",
        barrier("\"barrierKind\": \"up-and-out\", \"barrier\": 50405, \"barrierHit\": §false"),
        "\"barrierHit\" is false, and the spot of 50405.0 is at the barrier 50405.0"),
      Hostile(
        "a fixing beyond the barrier",
        barrier(
          down + ", \"barrierHit\": §false, \"fixings\": "
            + "[{\"underlying\": \"BTC\", \"time\": \"2030-01-09T08:00:00Z\", \"price\": 44999}]"),
        "\"barrierHit\" is false, and a fixing of 44999.0 is at the barrier 45000.0 or beyond it; expected true"),
      Hostile(
        "fixings after the snapshot, of others, of no price",
        barrier(
          down + ", \"fixings\": [{\"underlying\": \"BTC\", \"time\": §\"2030-01-10T12:00:06Z\", \"price\": 50000}, "
            + "{\"underlying\": §\"ETH\", \"time\": \"2030-01-09T08:00:00Z\", \"price\": §0}, §{\"underlying\": \"BTC\", "
            + "\"time\": §\"monday\", §\"fix\": 1}, §7]"),
        "time is \"2030-01-10T12:00:06Z\"; expected an instant at the snapshot or before it, 2030-01-10T12:00:05Z",
        "underlying is \"ETH\"; expected one of BTC", "price is 0.0", "\"price\" is missing", "time is \"monday\"",
        "a fixing has no \"fix\"", "fixing is 7.0"),
      Hostile("fixings of no array", barrier(down + ", \"fixings\": §{}"), "fixings is an object"),
      Hostile(
        "an asset for itself",
        exchange("\"receive\": \"BTC\", \"deliver\": §\"BTC\", \"expiry\": \"2030-01-25\""),
        "deliver is \"BTC\"; expected another underlying than receive"),
      Hostile(
        "an exchange of unknown assets at no ratio",
        exchange("\"receive\": §\"SOL\", \"deliver\": \"BTC\", \"ratio\": §0, \"expiry\": \"2030-01-25\""),
        "receive is \"SOL\"; expected one of BTC, ETH", "ratio is 0.0"),
      Hostile(
        "no correlation", correlations("[]").replacing("{\"id", with: "§{\"id"),
        "the correlation of BTC and ETH is not given; expected it among the correlations of the book, with its source"),
      Hostile(
        "correlations out of range, twice, without a source",
        correlations(
          "[{\"between\": [\"BTC\", \"ETH\"], \"value\": 1, \"source\": \"x\"}, "
            + "{\"between\": §[\"ETH\", \"BTC\"], \"value\": §-1.01, \"source\": §\"\"}, "
            + "§§{\"between\": [\"BTC\", §\"BTC\"], §\"rho\": 1}]"),
        "the pair of \"ETH\" and \"BTC\" stands first in line 1", "value is -1.01; expected a number from -1 to 1",
        "source is \"\"; expected who or what says so", "\"value\" is missing", "\"source\" is missing",
        "between names \"BTC\" twice", "a correlation has no \"rho\""),
      Hostile(
        "pairs that are none",
        correlations(
          "[{\"between\": [\"BTC\", \"ETH\"], \"value\": 1, \"source\": \"x\"}, "
            + "{\"between\": §\"BTC\", \"value\": 1, \"source\": \"x\"}, "
            + "{\"between\": [§\"SOL\", \"BTC\"], \"value\": 1, \"source\": \"x\"}, "
            + "{\"between\": [\"ETH\", §\"XRP\"], \"value\": 1, \"source\": \"x\"}, §1]"),
        "between is \"BTC\"; expected an array of two different underlyings of BTC, ETH", "is \"SOL\"; expected",
        "an underlying of between is \"XRP\"; expected an array of two different underlyings of BTC, ETH",
        "correlation is 1.0"),
      Hostile(
        "correlations of no array", correlations("§3").replacing("{\"id", with: "§{\"id"), "not given",
        "correlations is 3.0"),
      Hostile(
        "terms beside a name",
        position("\"instrument\": \"BTC-25JAN30-50000-C-DOWN-AND-OUT-45000\", \"barrierHit\": false, §\"rebate\": 1"),
        "a position in a barrier by its name has no \"rebate\"; expected one of id, quantity, instrument, barrierHit, fixings"
      ),
    ]
  }
#endif
