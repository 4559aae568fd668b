#if Command
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  @Suite("Kinds of contracts in books")
  struct ContractKindTests {
    static let snapshot = try? MarketSnapshot(chains: [ChainReader.read(MadeUp.file(MadeUp.twoChains))])
    let snapshot: MarketSnapshot
    static let near = Timestamp(secondsSinceEpoch: 1_895_558_400)  // 2030-01-25T08:00:00Z

    init() throws { snapshot = try #require(Self.snapshot) }

    @Test("Every kind is read from JSON, with its state and the correlations")
    func readsJSON() throws {
      let book = try BookReader.read(MadeUp.file(MadeUp.bookOfKinds), in: snapshot)
      let expected = try [
        Contract(
          DigitalContract(
            underlying: "BTC", payoff: .cash, type: .call, strike: 52_000.5, expiry: Self.near, contractSize: 1_000)),
        Contract(
          BarrierContract(
            underlying: "BTC", kind: .downAndOut, type: .put, strike: 51_000, barrier: 45_000, rebate: 12.5,
            expiry: Self.near.advanced(bySeconds: 3_600))),
        Contract(
          BarrierContract(
            underlying: "ETH", kind: .upAndIn, type: .call, strike: 3_100, barrier: 2_900, expiry: Self.near)),
        Contract(ExchangeContract(receive: "ETH", deliver: "BTC", ratio: 0.0625, expiry: Self.near, contractSize: 2)),
        Contract(PerpetualContract(underlying: "ETH", terms: .inverseFuture(entry: nil))),
      ]
      #expect(book.positions.map(\.contract) == expected)
      #expect(book.positions.map(\.quantity) == [-10, 4, 0.5, -3, 100])
      let fixing = ContractState.Fixing(
        underlying: "BTC", time: Timestamp(secondsSinceEpoch: 1_894_190_400), price: 48_000)
      #expect(
        book.positions.map(\.state) == [
          ContractState(), ContractState(isBarrierHit: false, fixings: [fixing]), ContractState(isBarrierHit: true),
          ContractState(), ContractState(),
        ])
      let correlation = try AssetCorrelation("BTC", "ETH", value: 0.8, source: "desk, 500 days")
      #expect(book.correlations.entries == [correlation])
    }

    @Test("American options are read by their terms")
    func american() throws {
      let text = """
        {"positions": [
          {"id": "put", "kind": "american", "underlying": "ETH", "type": "put", "strike": 2900.5,
           "expiry": "2030-01-25T08:00:00Z", "contractSize": 100, "quantity": -2},
          {"id": "named", "instrument": "BTC-AMERICAN-25JAN30-50000-C", "quantity": 1}
        ]}
        """
      let book = try BookReader.read(MadeUp.file(text), in: snapshot)
      let expected = try [
        AmericanContract(underlying: "ETH", type: .put, strike: 2_900.5, expiry: Self.near, contractSize: 100),
        AmericanContract(underlying: "BTC", type: .call, strike: 50_000, expiry: Self.near),
      ]
      #expect(book.positions.map(\.contract) == expected.map { Contract($0) })
    }

    @Test(
      "Liquidity positions are read with and without ends, quoted in dollars or a token, with the fees they are owed")
    func liquidity() throws {
      let text = """
        {"positions": [
          {"id": "whole", "kind": "liquidity-position", "underlying": "BTC", "liquidity": 25, "quantity": 1},
          {"id": "range", "kind": "liquidity-position", "underlying": "BTC", "lower": 45000, "upper": 60000,
           "liquidity": 1200.5, "feesOwed": {"base": 0.25, "quote": 1300}, "quantity": 2},
          {"id": "tokens", "kind": "liquidity-position", "underlying": "ETH", "quote": "BTC", "lower": 0.05, "upper": null,
           "liquidity": 3, "feesOwed": {"quote": 0.5}, "quantity": -1},
          {"id": "stated", "kind": "liquidity-position", "underlying": "ETH", "quote": null, "lower": null, "upper": 3500,
           "liquidity": 3, "feesOwed": null, "quantity": 1}
        ]}
        """
      let book = try BookReader.read(MadeUp.file(text), in: snapshot)
      let expected = try [
        LiquidityPositionContract(base: "BTC", liquidity: 25),
        LiquidityPositionContract(base: "BTC", lower: 45_000, upper: 60_000, liquidity: 1_200.5),
        LiquidityPositionContract(base: "ETH", quote: "BTC", lower: 0.05, liquidity: 3),
        LiquidityPositionContract(base: "ETH", upper: 3_500, liquidity: 3),
      ]
      #expect(book.positions.map(\.contract) == expected.map { Contract($0) })
      #expect(
        book.positions.map(\.state) == [
          ContractState(), ContractState(feesOwed: .init(base: 0.25, quote: 1_300)),
          ContractState(feesOwed: .init(base: 0, quote: 0.5)), ContractState(),
        ])
    }

    @Test("Touch options and covers of events are read, with what they remember; what is wrong is said with its place")
    func covers() throws {
      let text = """
        {"positions": [
          {"id": "depeg", "kind": "touch", "underlying": "ETH", "payoff": "one-touch", "side": "down", "barrier": 2000,
           "expiry": "2030-01-25", "contractSize": 5000, "quantity": -3},
          {"id": "held", "kind": "touch", "underlying": "BTC", "payoff": "one-touch-at-expiry", "side": "up",
           "barrier": 45000, "expiry": "2030-01-25", "barrierHit": true, "quantity": 1},
          {"id": "oracle", "kind": "event", "event": "oracle-1", "underlying": "BTC", "hazard": 0.04,
           "expiry": "2030-03-01T00:00:00Z", "quantity": -1},
          {"id": "exploit", "kind": "event", "event": "exploit", "underlying": "ETH", "lossGivenEvent": 0.4,
           "payment": "at-expiry", "premiumRate": 0.025, "contractSize": 100000, "eventOccurred": false,
           "hazard": [{"rate": 0.1, "untilYears": 0.25}, {"rate": 0.02}],
           "spotDependence": {"power": 2, "reference": 3000}, "expiry": "2030-03-01T00:00:00Z", "quantity": -1}
        ]}
        """
      let book = try BookReader.read(MadeUp.file(text), in: snapshot)
      let expiry = Timestamp(secondsSinceEpoch: 1_898_553_600)  // 2030-03-01T00:00:00Z
      let expected = try [
        Contract(
          TouchContract(
            underlying: "ETH", payoff: .oneTouch, side: .down, barrier: 2_000, expiry: Self.near, contractSize: 5_000)),
        Contract(
          TouchContract(
            underlying: "BTC", payoff: .oneTouchAtExpiry, side: .up, barrier: 45_000, expiry: Self.near)),
        Contract(
          EventContract(event: "oracle-1", underlying: "BTC", hazard: HazardCurve(rate: 0.04), expiry: expiry)),
        Contract(
          EventContract(
            event: "exploit", underlying: "ETH", lossGivenEvent: 0.4, payment: .atExpiry, premiumRate: 0.025,
            hazard: HazardCurve(rates: [0.1, 0.02], ends: [0.25]), dependence: .init(power: 2, reference: 3_000),
            expiry: expiry, contractSize: 100_000)),
      ]
      #expect(book.positions.map(\.contract) == expected)
      #expect(
        book.positions.map(\.state) == [
          ContractState(), ContractState(isBarrierHit: true), ContractState(), ContractState(hasEventOccurred: false),
        ])
      for (right, wrong) in [
        ("\"barrierHit\": true", "\"barrierHit\": false"), ("\"side\": \"down\"", "\"side\": \"below\""),
        ("\"barrier\": 2000", "\"barrier\": 0"), ("\"hazard\": 0.04", "\"hazard\": -0.04"),
        ("\"hazard\": 0.04", "\"hazard\": []"), ("\"hazard\": 0.04", "\"hazard\": [{\"rate\": 1, \"untilYears\": 1}]"),
        ("\"hazard\": 0.04", "\"hazard\": \"low\""), ("\"event\": \"oracle-1\"", "\"event\": \"\""),
        ("\"lossGivenEvent\": 0.4", "\"lossGivenEvent\": 1.4"), ("at-expiry\", \"prem", "later\", \"prem"),
        ("\"reference\": 3000", "\"reference\": null"), ("\"power\": 2,", "\"force\": 2,"),
        ("{\"power\": 2, \"reference\": 3000}", "2"), ("\"eventOccurred\": false", "\"eventOccurred\": 0"),
      ] {
        #expect(text.contains(right), "\(right)")
        #expect(throws: FileError.self, "\(wrong)") {
          try BookReader.read(MadeUp.file(text.replacing(right, with: wrong)), in: snapshot)
        }
      }
    }

    @Test("The day of an exchange is that of an expiry of what is received")
    func exchangeDay() throws {
      let asOf = Timestamp(secondsSinceEpoch: 1_894_190_400)
      func market(_ name: Underlying, days: Int64) throws -> UnderlyingMarket {
        let expiry = asOf.advanced(bySeconds: days * 86_400 + 28_800)
        let option = try OptionContract(
          underlying: name, type: .call, strike: 100, expiry: expiry, settlement: .cash)
        let quote = OptionQuote(contract: option, bid: nil, ask: nil, mark: nil, markVolatility: 0.5, openInterest: 0)
        return UnderlyingMarket(
          underlying: name, spot: 100,
          expiries: [
            ExpiryMarket(
              expiry: expiry, years: Double(days) / 365, forward: 100, discountFactor: 1, forwardSource: .quoted,
              quotes: [quote])
          ])
      }
      let unlike = MarketSnapshot(asOf: asOf, markets: [try market("BTC", days: 10), try market("ETH", days: 20)])
      let day = try #require(unlike["BTC"]?.expiries.first?.expiry)
      let text = """
        {"positions": [{"id": "a", "kind": "exchange", "receive": "BTC", "deliver": "ETH", "expiry": "\(day.date)",
          "quantity": 1}], "correlations": [{"between": ["ETH", "BTC"], "value": 0.5, "source": "x"}]}
        """
      let position = try #require(try BookReader.read(MadeUp.file(text), in: unlike).positions.first)
      #expect(position.contract.expiry == day)
      #expect(throws: FileError.self) {
        try BookReader.read(
          MadeUp.file(text.replacing("\"BTC\", \"deliver\": \"ETH\"", with: "\"ETH\", \"deliver\": \"BTC\"")),
          in: unlike)
      }
    }

    @Test("What stands in a kind's list of names is read, and each kind stands once")
    func registry() {
      let names = ContractKind.all.map(\.name)
      #expect(Set(names).count == names.count && names.count == 22)
      for kind in ContractKind.all {
        #expect(Set(kind.allMembers).count == kind.allMembers.count, "\(kind.name)")
      }
    }

    /// Contracts whose names say all of their terms.
    static func namedContracts() throws -> [Contract] {
      var all: [Contract] = []
      for strike in [50_000, 0.5, 1e-5, 1.25e-7, 123_456.789, 1e19, 2.5e22] {
        for type in OptionType.allCases {
          for payoff in DigitalPayoff.allCases {
            all.append(
              try Contract(
                DigitalContract(underlying: "ETH", payoff: payoff, type: type, strike: strike, expiry: near)))
          }
          for kind in BarrierKind.allCases {
            for rebate in [0, 3, 2e-6] {
              all.append(
                try Contract(
                  BarrierContract(
                    underlying: "BTC", kind: kind, type: type, strike: strike, barrier: 3 * strike, rebate: rebate,
                    expiry: near)))
            }
          }
          all.append(
            try Contract(PerpetualContract(underlying: "BTC", terms: .perpetualAmerican(type, strike: strike))))
          all.append(try Contract(AmericanContract(underlying: "ETH", type: type, strike: strike, expiry: near)))
        }
        for payoff in TouchPayoff.allCases {
          // A barrier on the living side of the spot is one that nobody need speak of.
          for side in BarrierSide.allCases where side == (strike >= 49_000 ? .up : .down) {
            all.append(
              try Contract(
                TouchContract(
                  underlying: "ETH", payoff: payoff, side: side, barrier: strike == 50_000 ? 60_000 : strike,
                  expiry: near)))
          }
        }
        for (strike, ratio) in [(strike, 1.0), (-strike, 20.5)] {
          all.append(
            try Contract(
              SpreadContract(first: "BTC", second: "ETH", type: .put, strike: strike, ratio: ratio, expiry: near)))
        }
        for selection in RainbowSelection.allCases {
          all.append(
            try Contract(
              RainbowContract(
                selection, first: "ETH", second: "BTC", type: .call, strike: strike, ratio: 2 * strike, expiry: near)))
        }
        for payoff in DoubleTouchPayoff.allCases {
          all.append(
            try Contract(
              DoubleTouchContract(
                underlying: "BTC", payoff: payoff, lowerBarrier: 1e-12 * strike, upperBarrier: 1e12 * strike,
                expiry: near))
          )
        }
        for kind in DoubleBarrierKind.allCases {
          for rebate in [0, 2.5] {
            all.append(
              try Contract(
                DoubleBarrierContract(
                  underlying: "BTC", kind: kind, type: .put, strike: strike, lowerBarrier: 1e-12 * strike,
                  upperBarrier: 1e12 * strike, rebate: rebate, expiry: near)))
          }
        }
        all.append(try Contract(ExchangeContract(receive: "BTC", deliver: "ETH", ratio: strike, expiry: near)))
        all.append(
          try Contract(
            QuantoContract(
              underlying: "ETH", currency: "BTC", type: .call, strike: strike, conversion: 1.5 * strike, expiry: near)))
      }
      all.append(try Contract(ExchangeContract(receive: "ETH", deliver: "BTC", expiry: near)))
      all.append(try Contract(PerpetualContract(underlying: "BTC", terms: .inverseFuture(entry: nil))))
      all.append(try Contract(PerpetualContract(underlying: "ETH", terms: .linearFuture(entry: nil))))
      return all
    }

    @Test("A name that says all terms is read back to the same contract, in CSV and in JSON")
    func namesRoundTrip() throws {
      let contracts = try Self.namedContracts()
      #expect(contracts.count > 200)
      let rows = contracts.enumerated().map { "\($0.offset),\($0.element.name),\(-1.5 * Double($0.offset))\n" }
      let book = try BookReader.read(MadeUp.file("id,instrument,quantity\n" + rows.joined()), in: snapshot)
      for (position, contract) in zip(book.positions, contracts) { #expect(position.contract == contract) }
      #expect(book.positions.count == contracts.count)
      for contract in contracts {
        // The states of barriers whose number is made up are not of this market.
        let isWatched =
          contract.terms is BarrierContract || contract.terms is DoubleBarrierContract
          || contract.terms is DoubleTouchContract
        let hit = isWatched ? ", \"barrierHit\": true" : ""
        let text = "{\"positions\": [{\"id\": \"a\", \"instrument\": \"\(contract.name)\", \"quantity\": 1\(hit)}]"
        let correlation = "[{\"between\": [\"ETH\", \"BTC\"], \"value\": 0, \"source\": \"x\"}]"
        let file = MadeUp.file(text + ", \"correlations\": \(correlation)}")
        #expect(try BookReader.read(file, in: snapshot).positions.map(\.contract) == [contract], "\(contract.name)")
      }
    }

    @Test("A name in another spelling, of another underlying or of another day is none", arguments: strangeNames)
    func strange(_ name: String, _ expected: String) {
      let text = "id,instrument,quantity\na,§\(name),1\n"
      Hostile(name, text, "expected \(expected)").expectRejection { try BookReader.read($0, in: snapshot) }
    }

    static let strangeNames = [
      ("BTC-DIGITAL-25JAN30-050000-C", "the name of an option"),
      ("BTC-DIGITAL-025JAN30-50000-C", "the name of an option"),
      ("BTC-DIGITAL-25JAN30-50000d0-C", "the name of an option"),
      ("BTC-DIGITAL-25JAN30-50000.0-C", "the name of an option"),
      ("BTC-DIGITAL-25JAN30-50000-X", "the name of an option"),
      ("SOL-DIGITAL-25JAN30-50000-C", "the name of an option"),
      ("BTC-LIQUIDITY-45000-60000", "its kind and terms in a book of JSON, since the name does not say the liquidity"),
      ("SOL-LIQUIDITY-45000-60000", "the name of an option"), ("BTC", "the name of an option"),
      ("BTC-DIGITAL-26JAN30-50000-C", "a day on which options of BTC expire: 2030-01-25"),
      ("BTC-25JAN30-50000-C-DOWN-AND-OUT", "the name of an option"),
      ("BTC-25JAN30-50000-C-down-and-out-1", "the name of an option"),
      ("BTC-25JAN30-50000-C-DOWN-AND-OUT-1-0", "the name of an option"),
      ("BTC-25JAN30-50000-C-DOWN-AND-OUT--1", "the name of an option"),
      ("BTC-26JAN30-50000-C-DOWN-AND-OUT-1", "a day on which options of BTC expire"),
      ("BTC-EXCHANGE-BTC-25JAN30", "the name of an option"), ("BTC-EXCHANGE-ETH-25JAN30-1", "the name of an option"),
      ("BTC-EXCHANGE-SOL-25JAN30", "the name of an option"), ("SOL-PERPETUAL", "the name of an option"),
      ("BTC-AMERICAN-0-C", "the name of an option"), ("BTC-AMERICAN-nan-C", "the name of an option"),
      (
        "BTC-EVERLASTING-50000-C",
        "its kind and terms in a book of JSON, since the name does not say the funding period"
      ),
      ("ETH-POWER-2", "its kind and terms in a book of JSON"), ("-", "the name of an option"),
      ("e-e-e-e", "the name of an option"),
    ]
  }
#endif
