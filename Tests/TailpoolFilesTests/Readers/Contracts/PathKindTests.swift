#if Command
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  @Suite("Averages, lookbacks and forward starts in books")
  struct PathKindTests {
    private let snapshot: MarketSnapshot

    init() throws { snapshot = try #require(ContractKindTests.snapshot) }

    private static let text = """
      {"positions": [
        {"id": "a", "kind": "average", "underlying": "BTC", "average": "arithmetic", "type": "call", "strike": 51000,
         "fixingTimes": ["2030-01-09T08:00:00Z", "2030-01-24T08:00:00Z", "2030-01-25T08:00:00Z"], "expiry": "2030-01-25",
         "fixings": [{"underlying": "BTC", "time": "2030-01-09T08:00:00Z", "price": 49500}], "quantity": -2},
        {"id": "b", "kind": "average", "underlying": "ETH", "average": "geometric", "type": "put", "strike": "floating",
         "fixingTimes": ["2030-01-20T00:00:00Z"], "expiry": "2030-01-25", "contractSize": 10, "quantity": 3},
        {"id": "c", "kind": "lookback", "underlying": "BTC", "type": "call", "strike": "floating", "extremum": 48000,
         "expiry": "2030-01-25", "quantity": 1},
        {"id": "d", "kind": "lookback", "underlying": "BTC", "type": "call", "strike": 52000, "extremum": 50405,
         "expiry": "2030-01-25", "quantity": 1},
        {"id": "e", "kind": "forward-start", "underlying": "BTC", "type": "put", "moneyness": 0.9,
         "start": "2030-01-09T08:00:00Z", "expiry": "2030-01-25",
         "fixings": [{"underlying": "BTC", "time": "2030-01-09T08:00:00Z", "price": 49500}], "quantity": 1},
        {"id": "f", "kind": "forward-start", "underlying": "BTC", "payoff": "performance", "type": "put", "moneyness": 0.9,
         "start": "2030-01-20T08:00:00Z", "expiry": "2030-01-25", "quantity": 1}
      ]}
      """

    @Test("Terms and what positions remember")
    func reads() throws {
      let book = try BookReader.read(MadeUp.file(Self.text), in: snapshot)
      func at(_ day: Int, hour: Int = 8) -> Timestamp {
        Timestamp(secondsSinceEpoch: 1_893_456_000 + Int64(day - 1) * 86_400 + Int64(hour) * 3_600)
      }
      let near = at(25)
      let expected = try [
        Contract(
          AverageContract(
            underlying: "BTC", average: .arithmetic, type: .call, strike: 51_000, fixingTimes: [at(9), at(24), near],
            expiry: near)),
        Contract(
          AverageContract(
            underlying: "ETH", average: .geometric, type: .put, strike: nil, fixingTimes: [at(20, hour: 0)],
            expiry: near, contractSize: 10)),
        Contract(LookbackContract(underlying: "BTC", type: .call, strike: nil, expiry: near)),
        Contract(LookbackContract(underlying: "BTC", type: .call, strike: 52_000, expiry: near)),
        Contract(
          ForwardStartContract(underlying: "BTC", type: .put, moneyness: 0.9, start: at(9), expiry: near)),
        Contract(
          ForwardStartContract(
            underlying: "BTC", payoff: .performance, type: .put, moneyness: 0.9, start: at(20), expiry: near)),
      ]
      #expect(book.positions.map(\.contract) == expected)
      let fixing = ContractState.Fixing(underlying: "BTC", time: at(9), price: 49_500)
      #expect(
        book.positions.map(\.state) == [
          ContractState(fixings: [fixing]), ContractState(), ContractState(extremum: 48_000),
          ContractState(extremum: 50_405), ContractState(fixings: [fixing]), ContractState(),
        ])
    }

    @Test("What is wrong is said with what was expected", arguments: wrong)
    func rejects(_ right: String, _ wrong: String, _ message: String) throws {
      #expect(Self.text.contains(right), "\(right)")
      let error = #expect(throws: FileError.self) {
        try BookReader.read(MadeUp.file(Self.text.replacing(right, with: wrong)), in: snapshot)
      }
      #expect("\(String(describing: error))".contains(message), "\(String(describing: error))")
    }

    static let wrong = [
      ("\"average\": \"arithmetic\"", "\"average\": \"mean\"", "expected one of arithmetic, geometric"),
      ("\"strike\": 51000", "\"strike\": \"float\"", "a number above 0, or"),
      ("\"strike\": 51000", "\"strike\": -1", "strike is -1.0"),
      ("\"strike\": 51000", "\"strike\": null", "strike is null"),
      (
        "\"2030-01-24T08:00:00Z\", \"2030-01-25T08:00:00Z\"]", "\"2030-01-25T08:00:00Z\", \"2030-01-24T08:00:00Z\"]",
        "an instant after the one before it"
      ),
      ("\"2030-01-24T08:00:00Z\", \"2030-01-25T08:00:00Z\"]", "\"monday\"]", "a fixing time is"),
      (
        "\"2030-01-24T08:00:00Z\", \"2030-01-25T08:00:00Z\"]", "\"2030-01-26T08:00:00Z\"]",
        "fixing times until the expiry"
      ),
      ("[\"2030-01-20T00:00:00Z\"]", "[]", "there are 0 fixing times"),
      ("[\"2030-01-20T00:00:00Z\"]", "[\"2030-01-09T00:00:00Z\"]", "there is no fixing at 2030-01-09"),
      (
        "\"2030-01-09T08:00:00Z\", \"price\": 49500}], \"quantity\": -2",
        "\"2030-01-08T08:00:00Z\", \"price\": 49500}], \"quantity\": -2", "there is no fixing at 2030-01-09"
      ),
      (
        "\"2030-01-09T08:00:00Z\", \"price\": 49500}], \"quantity\": -2",
        "\"2030-01-11T08:00:00Z\", \"price\": 49500}], \"quantity\": -2", "an instant at the snapshot or before it"
      ),
      (", \"extremum\": 48000", "", "is not said"),
      ("\"extremum\": 48000", "\"extremum\": 50406", "the lowest price so far"),
      ("\"extremum\": 50405", "\"extremum\": 50404", "the highest price so far"),
      ("\"extremum\": 48000", "\"extremum\": 0", "extremum is 0.0"),
      (
        "\"moneyness\": 0.9,\n   \"start\": \"2030-01-20", "\"moneyness\": 0,\n   \"start\": \"2030-01-20",
        "moneyness is 0.0"
      ),
      ("\"start\": \"2030-01-20T08:00:00Z\"", "\"start\": \"2030-01-25T08:00:00Z\"", "an instant before the expiry"),
      ("\"start\": \"2030-01-20T08:00:00Z\"", "\"start\": 3", "start is 3.0"),
      ("\"start\": \"2030-01-20T08:00:00Z\"", "\"start\": \"2030-01-09T08:00:00Z\"", "there is no fixing at"),
      ("\"payoff\": \"performance\"", "\"payoff\": \"cash\"", "expected one of gain, performance"),
    ]

    @Test(
      "A name that does not say all of its terms sends to JSON",
      arguments: [
        "BTC-ARITHMETIC-AVERAGE-25JAN30-50000-C", "BTC-GEOMETRIC-AVERAGE-25JAN30-FLOATING-P",
        "BTC-LOOKBACK-25JAN30-50000-C",
        "BTC-LOOKBACK-25JAN30-FLOATING-C", "BTC-FORWARD-START-25JAN30-1d1-C",
        "BTC-FORWARD-START-25JAN30-1-C-PERFORMANCE",
      ])
    func names(_ name: String) {
      Hostile(name, "id,instrument,quantity\na,§\(name),1\n", "expected its kind and terms in a book of JSON")
        .expectRejection { try BookReader.read($0, in: snapshot) }
    }
  }
#endif
