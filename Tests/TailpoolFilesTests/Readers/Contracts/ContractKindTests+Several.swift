#if Command
  import TailpoolMarket
  import Testing
  @testable import TailpoolFiles

  /// Contracts on two barriers, on several assets and on a variance.
  extension ContractKindTests {
    @Test("A variance swap is read with its fixings; one that has begun without its first fixing is told so")
    func varianceSwap() throws {
      func text(_ start: String, _ fixings: String = "") -> String {
        "{\"positions\": [{\"id\": \"a\", \"quantity\": 2, \"kind\": \"variance-swap\", \"underlying\": \"BTC\", \"strike\": 0.2, \"expiry\": \"2030-01-25\", \"start\": \(start)\(fixings)}]}"
      }
      let start = Timestamp(secondsSinceEpoch: 1_894_190_400)
      let fixing = ", \"fixings\": [{\"underlying\": \"BTC\", \"time\": \"2030-01-09T12:00:00Z\", \"price\": 48000}]"
      let book = try BookReader.read(MadeUp.file(text("\"2030-01-09T12:00:00Z\"", fixing)), in: snapshot)
      let expected = try VarianceSwapContract(underlying: "BTC", strike: 0.2, start: start, expiry: Self.near)
      #expect(book.positions.map(\.contract) == [Contract(expected)], "\(book.positions)")
      #expect(book.positions[0].state.fixings == [.init(underlying: "BTC", time: start, price: 48_000)])
      for (file, message) in [
        (text("§\"2030-02-09T12:00:00Z\""), "an instant before the expiry"),
        (text("§\"soon\""), "an instant before the expiry"),
      ] { Hostile(file, file, message).expectRejection { try BookReader.read($0, in: snapshot) } }
      let missing = text("\"2030-01-09T12:00:00Z\"")
      #expect(throws: FileError.self) { try BookReader.read(MadeUp.file(missing), in: snapshot) }
    }

    @Test("Spreads, the better or worse of two and baskets are read; what is wrong is said with its place")
    func severalAssets() throws {
      let pair = "\"between\": [\"BTC\", \"ETH\"], \"value\": 0.8, \"source\": \"desk\""
      func text(_ position: String) -> String {
        "{\"correlations\": [{\(pair)}], \"positions\": [{\"id\": \"a\", \"quantity\": 2, \"expiry\": \"2030-01-25\", \"type\": \"put\", \(position)}]}"
      }
      let good = try [
        (
          "\"kind\": \"spread\", \"first\": \"BTC\", \"second\": \"ETH\", \"strike\": -500, \"ratio\": 16",
          Contract(
            SpreadContract(first: "BTC", second: "ETH", type: .put, strike: -500, ratio: 16, expiry: Self.near))
        ),
        (
          "\"kind\": \"rainbow\", \"selection\": \"worst-of\", \"first\": \"ETH\", \"second\": \"BTC\", \"strike\": 3000, \"contractSize\": 3",
          Contract(
            RainbowContract(
              .worst, first: "ETH", second: "BTC", type: .put, strike: 3_000, expiry: Self.near, contractSize: 3))
        ),
        (
          "\"kind\": \"basket\", \"strike\": 40000, \"components\": [{\"underlying\": \"BTC\", \"weight\": 0.5}, {\"underlying\": \"ETH\", \"weight\": -2}]",
          Contract(
            BasketContract(
              [.init("BTC", weight: 0.5), .init("ETH", weight: -2)], type: .put, strike: 40_000, expiry: Self.near))
        ),
      ]
      for (position, contract) in good {
        #expect(try BookReader.read(MadeUp.file(text(position)), in: snapshot).positions.map(\.contract) == [contract])
      }
      let bad = [
        (
          "\"kind\": \"spread\", \"first\": \"BTC\", \"second\": §\"BTC\", \"strike\": 1",
          "another underlying than first"
        ),
        (
          "\"kind\": \"rainbow\", \"selection\": §\"most\", \"first\": \"BTC\", \"second\": \"ETH\", \"strike\": 1",
          "one of best-of, worst-of"
        ),
        (
          "\"kind\": \"rainbow\", \"selection\": \"best-of\", \"first\": \"BTC\", \"second\": \"ETH\", \"strike\": §-1",
          "above 0"
        ),
        (
          "\"kind\": \"basket\", \"strike\": 1, \"components\": §[{\"underlying\": \"BTC\", \"weight\": 1}]",
          "an array of two to ten components"
        ),
        (
          "\"kind\": \"basket\", \"strike\": 1, \"components\": [{\"underlying\": \"BTC\", \"weight\": 1}, §{\"underlying\": \"BTC\", \"weight\": 1}]",
          "each underlying once"
        ),
        (
          "\"kind\": \"basket\", \"strike\": 1, \"components\": [{\"underlying\": \"BTC\", \"weight\": 1}, {\"underlying\": \"ETH\", \"weight\": §0}]",
          "a weight that is not 0"
        ),
      ]
      for (position, expected) in bad {
        Hostile(position, text(position), expected).expectRejection { try BookReader.read($0, in: snapshot) }
      }
    }

    @Test("Contracts on two barriers are read, with what they remember; what is wrong is said with its place")
    func twoBarriers() throws {
      let text = """
        {"positions": [
          {"id": "out", "kind": "double-barrier", "barrierKind": "double-knock-out", "underlying": "ETH", "type": "put",
           "strike": 2900, "lowerBarrier": 2000, "upperBarrier": 4000, "rebate": 5, "expiry": "2030-01-25", "quantity": -3},
          {"id": "range", "kind": "double-touch", "underlying": "BTC", "payoff": "upper-first", "lowerBarrier": 35000,
           "upperBarrier": 60000, "expiry": "2030-01-25", "contractSize": 1000, "barrierHit": true, "quantity": 1}
        ]}
        """
      let book = try BookReader.read(MadeUp.file(text), in: snapshot)
      let expected = try [
        Contract(
          DoubleBarrierContract(
            underlying: "ETH", kind: .knockOut, type: .put, strike: 2_900, lowerBarrier: 2_000, upperBarrier: 4_000,
            rebate: 5, expiry: Self.near)),
        Contract(
          DoubleTouchContract(
            underlying: "BTC", payoff: .upperFirst, lowerBarrier: 35_000, upperBarrier: 60_000, expiry: Self.near,
            contractSize: 1_000)),
      ]
      #expect(book.positions.map(\.contract) == expected)
      #expect(book.positions.map(\.state) == [ContractState(), ContractState(isBarrierHit: true)])
      for (right, wrong) in [
        ("\"double-knock-out\"", "\"down-and-out\""), ("\"upperBarrier\": 4000", "\"upperBarrier\": 2000"),
        ("\"lowerBarrier\": 2000", "\"lowerBarrier\": 0"), ("\"upperBarrier\": 4000", "\"upperBarrier\": 2100"),
        ("\"lowerBarrier\": 2000", "\"lowerBarrier\": 3999"), ("\"rebate\": 5", "\"rebate\": -5"),
        ("\"upper-first\"", "\"one-touch\""), ("\"upperBarrier\": 60000,", ""),
      ] {
        #expect(text.contains(right), "\(right)")
        #expect(throws: FileError.self, "\(wrong)") {
          try BookReader.read(MadeUp.file(text.replacing(right, with: wrong)), in: snapshot)
        }
      }
    }

    @Test("A quanto is read with its currency and conversion; what is wrong is said with its place")
    func quantos() throws {
      let text = """
        {"positions": [
          {"id": "q", "kind": "quanto", "underlying": "ETH", "currency": "BTC", "type": "put", "strike": 0.06,
           "conversion": 50000, "expiry": "2030-01-25", "contractSize": 10, "quantity": -3}
        ], "correlations": [{"between": ["ETH", "BTC"], "value": 0.8, "source": "x"}]}
        """
      let book = try BookReader.read(MadeUp.file(text), in: snapshot)
      let expected = try QuantoContract(
        underlying: "ETH", currency: "BTC", type: .put, strike: 0.06, conversion: 50_000, expiry: Self.near,
        contractSize: 10)
      #expect(book.positions.map(\.contract) == [Contract(expected)])
      for (right, wrong) in [
        ("\"currency\": \"BTC\"", "\"currency\": \"ETH\""), ("\"currency\": \"BTC\",", ""),
        ("\"conversion\": 50000", "\"conversion\": 0"), ("\"conversion\": 50000,", ""),
        ("\"strike\": 0.06", "\"strike\": -1"), ("\"value\": 0.8", "\"value\": 1.8"),
        ("{\"between\": [\"ETH\", \"BTC\"], \"value\": 0.8, \"source\": \"x\"}", ""),
      ] {
        #expect(text.contains(right), "\(right)")
        #expect(throws: FileError.self, "\(wrong)") {
          try BookReader.read(MadeUp.file(text.replacing(right, with: wrong)), in: snapshot)
        }
      }
    }
  }
#endif
