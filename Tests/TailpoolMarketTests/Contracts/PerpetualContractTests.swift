import TailpoolMarket
import Testing

@Suite("Contracts without expiry")
struct PerpetualContractTests {
  struct Bad: Sendable, CustomTestStringConvertible {
    let terms: PerpetualContract.Terms
    var size = 1.0
    var marking = PerpetualContract.Marking()
    let field: String
    let value: Double
    var testDescription: String { "\(field) \(value)" }
  }

  static let bad: [Bad] = [
    Bad(terms: .linearFuture(entry: nil), size: 0, field: "contractSize", value: 0),
    Bad(terms: .linearFuture(entry: -3), field: "entry", value: -3),
    Bad(terms: .inverseFuture(entry: .infinity), field: "entry", value: .infinity),
    Bad(terms: .perpetualAmerican(.call, strike: 0), field: "strike", value: 0),
    Bad(
      terms: .perpetualAmerican(.call, strike: 1), marking: .init(rate: -0.01), field: "rate", value: -0.01),
    Bad(
      terms: .perpetualAmerican(.call, strike: 1), marking: .init(dividendYield: -1), field: "dividendYield",
      value: -1),
    Bad(
      terms: .everlastingOption(.put, strike: 1, fundingPeriod: 0, funding: .discrete), field: "fundingPeriod",
      value: 0),
    Bad(
      terms: .everlastingOption(.put, strike: -1, fundingPeriod: 1, funding: .discrete), field: "strike", value: -1),
    Bad(
      terms: .powerPerpetual(power: .infinity, fundingPeriod: 1, funding: .discrete), field: "power",
      value: .infinity),
    Bad(
      terms: .powerPerpetual(power: 2, fundingPeriod: 1, funding: .discrete), marking: .init(volatility: 0),
      field: "volatility", value: 0),
  ]

  @Test("A number out of its range is named", arguments: bad)
  func rejects(_ bad: Bad) {
    #expect(throws: MarketError.invalidPerpetual(underlying: "X", field: bad.field, value: bad.value)) {
      try PerpetualContract(underlying: "X", terms: bad.terms, contractSize: bad.size, marking: bad.marking)
    }
  }

  @Test("A NaN is out of every range")
  func nan() {
    #expect(throws: MarketError.self) {
      try PerpetualContract(underlying: "X", terms: .linearFuture(entry: .nan))
    }
    #expect(throws: MarketError.self) {
      try PerpetualContract(
        underlying: "X", terms: .powerPerpetual(power: .nan, fundingPeriod: 1, funding: .continuous))
    }
  }

  @Test("Names, settlements, strikes and mean maturities")
  func properties() throws {
    let terms: [(PerpetualContract.Terms, String, Settlement, Double?, Double)] = [
      (
        .everlastingOption(.call, strike: 71_000, fundingPeriod: 0.25, funding: .discrete), "BTC-EVERLASTING-71000-C",
        .cash, 71_000, 0.5
      ),
      (.powerPerpetual(power: 1.5, fundingPeriod: 0.25, funding: .continuous), "BTC-POWER-1d5", .cash, nil, 0.25),
      (.perpetualAmerican(.put, strike: 0.5), "BTC-AMERICAN-0d5-P", .cash, 0.5, .infinity),
      (.linearFuture(entry: nil), "BTC_USD-PERPETUAL", .cash, nil, 0),
      (.inverseFuture(entry: 2), "BTC-PERPETUAL", .coin, nil, 0),
    ]
    for (terms, name, settlement, strike, maturity) in terms {
      let perpetual = try PerpetualContract(underlying: "BTC", terms: terms, contractSize: 3)
      let contract = Contract(perpetual)
      #expect(contract.name == name && contract.settlement == settlement && contract.contractSize == 3)
      #expect(contract.underlying == "BTC" && contract.expiry == nil && contract.option == nil)
      #expect(contract.terms as? PerpetualContract == perpetual)
      #expect(perpetual.strike == strike && perpetual.meanMaturity == maturity)
    }
  }
}
