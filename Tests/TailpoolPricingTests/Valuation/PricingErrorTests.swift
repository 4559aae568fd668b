import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolPricing

/// Terms that nothing prices.
private struct Unpriced: ContractTerms {
  var name: String { "UNPRICED" }
  var underlyings: [Underlying] { ["COIN"] }
  var settlement: Settlement { .cash }
  var contractSize: Double { 1 }
  var expiration: Timestamp? { nil }
}

/// Terms whose pricing does what it is told.
private struct Told: ContractTerms, PriceableContract {
  enum Answer: Hashable { case problem(PricingProblem), inputs([Underlying]) }
  let answer: Answer
  var named: [Underlying] = ["COIN"]

  var name: String { "TOLD" }
  var underlyings: [Underlying] { named }
  var settlement: Settlement { .cash }
  var contractSize: Double { 1 }
  var expiration: Timestamp? { nil }

  func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    switch answer {
    case .problem(let problem): throw problem
    case .inputs(let underlyings): return ToldRepricer(underlyings: underlyings)
    }
  }
}

private struct ToldRepricer: Repricer {
  let underlyings: [Underlying]
  var inputs: [PricingInput] {
    underlyings.map {
      PricingInput(
        underlying: $0, spot: 1, forward: 1, volatility: 0, volatilitySource: nil, strike: nil, years: 0)
    }
  }
  func greeks(units: Double) -> ContractGreeks { ContractGreeks(byInput: inputs.map { _ in NetGreeks() }) }
  func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double { 0 }
}

@Suite("Contracts that cannot be priced")
struct PricingErrorTests {
  private static let near = SampleMarket.near

  private func value(
    _ contract: some ContractTerms, state: ContractState = ContractState(), correlations: CorrelationTable = .none
  ) throws -> PricedBook {
    let snapshot = try SampleMarket.snapshot()
    let position = Position(id: "p", contract: contract, quantity: 2, state: state)
    return try Book(positions: [position], correlations: correlations).valuation(
      in: snapshot, volatilities: snapshot.volatilityMarks())
  }

  private func digital(_ underlying: Underlying, _ expiry: Timestamp) throws -> DigitalContract {
    try DigitalContract(underlying: underlying, payoff: .cash, type: .call, strike: 61_000, expiry: expiry)
  }

  @Test("A missing market, an expired contract and missing smiles are named")
  func market() throws {
    let stranger = try digital("ABC", Self.near)
    #expect(throws: PricingError.missingMarket(id: "p", instrument: stranger.name)) { try value(stranger) }
    let past = try digital("COIN", SampleMarket.asOf)
    #expect(throws: PricingError.expired(id: "p", instrument: past.name)) { try value(past) }
    let bare = MarketSnapshot(
      asOf: SampleMarket.asOf, markets: [UnderlyingMarket(underlying: "X", spot: 100, expiries: [])])
    let alone = try digital("X", Self.near)
    #expect(throws: PricingError.missingRate(id: "p", instrument: alone.name)) {
      try Book(positions: [Position(id: "p", contract: alone, quantity: 1)]).valuation(
        in: bare, volatilities: bare.volatilityMarks())
    }
    let snapshot = try SampleMarket.snapshot()
    let none = VolatilityMarks(smiles: [], sourceCounts: [:], unusable: 0, medianMarkError: nil)
    let unmarked = try digital("COIN", Self.near)
    #expect(throws: PricingError.missingVolatility(id: "p", instrument: unmarked.name)) {
      try Book(positions: [Position(id: "p", contract: unmarked, quantity: 1)]).valuation(
        in: snapshot, volatilities: none)
    }
  }

  @Test("An exchange option takes the correlation that the book gives, in either order, and no other")
  func correlation() throws {
    let contract = try ExchangeContract(receive: "COIN", deliver: "IDX", ratio: 15, expiry: Self.near)
    let error = PricingError.missingCorrelation(id: "p", instrument: contract.name, first: "COIN", second: "IDX")
    #expect(throws: error) { try value(contract) }
    let other = try CorrelationTable([AssetCorrelation("COIN", "ABC", value: 0.2, source: "desk")])
    #expect(throws: error) { try value(contract, correlations: other) }
    let table = try CorrelationTable([AssetCorrelation("IDX", "COIN", value: 0.2, source: "desk")])
    let priced = try value(contract, correlations: table)
    let repricer = try #require(priced.positions[0].repricer as? ExchangeRepricer)
    #expect(repricer.correlation == 0.2 && priced.underlyings == ["COIN", "IDX"])
    // The value counts to the first, the delta to each.
    #expect(priced.byUnderlying["COIN"]?.value == priced.value && priced.byUnderlying["IDX"]?.value == 0)
    #expect(priced.byUnderlying["IDX"]?.delta == priced.positions[0].contractGreeks.byInput[1].delta)
    #expect(
      priced.byExpiry.map(\.underlying) == ["COIN", "IDX"] && priced.byExpiry.allSatisfy { $0.expiry == Self.near })
    let stranger = try ExchangeContract(receive: "COIN", deliver: "ABC", expiry: Self.near)
    #expect(throws: PricingError.missingMarket(id: "p", instrument: stranger.name)) {
      try value(stranger, correlations: other)
    }
  }

  @Test("A spot beyond the barrier needs the word that it was reached")
  func barrier() throws {
    let contract = try BarrierContract(
      underlying: "COIN", kind: .upAndIn, type: .call, strike: 61_000, barrier: 58_000, expiry: Self.near)
    for state in [ContractState(), ContractState(isBarrierHit: false)] {
      do {
        _ = try value(contract, state: state)
        Issue.record("\(state) was taken")
      } catch PricingError.missingState(let id, let instrument, let expected) {
        #expect(id == "p" && instrument == contract.name)
        #expect(
          expected.contains("isBarrierHit") && expected.contains("60000") && expected.contains("58000"), "\(expected)")
      }
    }
    let hit = try value(contract, state: ContractState(isBarrierHit: true))
    let vanilla = try #require(hit.positions[0].repricer as? BarrierRepricer)
    let expected = BlackScholesMerton.price(
      .call, spot: 60_000, strike: 61_000, years: vanilla.market.years, volatility: vanilla.market.volatility,
      rate: vanilla.market.rate,
      dividendYield: vanilla.market.dividendYield)
    #expect(hit.value == 2 * expected)
    // Short of its barrier it needs no word, and with one it is another line of the book.
    let far = try BarrierContract(
      underlying: "COIN", kind: .upAndIn, type: .call, strike: 61_000, barrier: 70_000, expiry: Self.near)
    let snapshot = try SampleMarket.snapshot()
    let states = [nil, false, true, true].enumerated().map { index, isHit in
      Position(id: "\(index)", contract: far, quantity: 1, state: ContractState(isBarrierHit: isHit))
    }
    let book = try Book(positions: states).valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    #expect(book.lineOfPosition == [0, 0, 1, 1] && book.lines.map(\.quantity) == [2, 2])
    #expect(book.positions[0].price < book.positions[2].price)
  }

  @Test("A fixing beyond the barrier needs the word that it was reached, one of another underlying does not")
  func fixingBeyondTheBarrier() throws {
    let contract = try BarrierContract(
      underlying: "COIN", kind: .downAndOut, type: .put, strike: 61_000, barrier: 50_000, expiry: Self.near)
    func state(_ isHit: Bool?, _ underlying: Underlying, _ price: Double) -> ContractState {
      ContractState(
        isBarrierHit: isHit, fixings: [.init(underlying: underlying, time: SampleMarket.asOf, price: price)])
    }
    for isHit in [nil, false] {
      let error = #expect(throws: PricingError.self) { try value(contract, state: state(isHit, "COIN", 49_000)) }
      guard case .missingState("p", contract.name, let expected) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(expected.contains("fixing 49000") && expected.contains("50000"), "\(expected)")
    }
    let alive = try value(contract)
    #expect(try value(contract, state: state(nil, "COIN", 50_001)).value == alive.value)
    #expect(try value(contract, state: state(nil, "IDX", 49_000)).value == alive.value)
    #expect(try value(contract, state: state(true, "COIN", 49_000)).value == 0)
  }

  @Test("A fixing after the snapshot is refused, one before it is not")
  func fixings() throws {
    let contract = try digital("COIN", Self.near)
    func state(_ seconds: Int64) -> ContractState {
      let time = SampleMarket.asOf.advanced(bySeconds: seconds)
      return ContractState(fixings: [.init(underlying: "COIN", time: time, price: 1)])
    }
    let late = SampleMarket.asOf.advanced(bySeconds: 1)
    #expect(throws: PricingError.fixingAfterSnapshot(id: "p", instrument: contract.name, time: late)) {
      try value(contract, state: state(1))
    }
    #expect(try value(contract, state: state(0)).value == value(contract).value)
  }

  @Test("Terms without a pricer, and one for other underlyings than the contract's, are refused")
  func pricers() throws {
    #expect(throws: PricingError.noPricer(id: "p", instrument: "UNPRICED")) { try value(Unpriced()) }
    for (named, found) in [(["COIN"], ["IDX"]), (["COIN"], ["COIN", "IDX"]), (["COIN"], []), ([], [])]
      as [([Underlying], [Underlying])]
    {
      #expect(throws: PricingError.mismatchedPricer(id: "p", instrument: "TOLD", found: found, expected: named)) {
        try value(Told(answer: .inputs(found), named: named))
      }
    }
    #expect(try value(Told(answer: .inputs(["COIN"]))).value == 0)
  }

  @Test("What a user's own type says is passed on with the position's name")
  func problems() {
    let pairs: [(PricingProblem, PricingError)] = [
      (.market, .missingMarket(id: "p", instrument: "TOLD")), (.rate, .missingRate(id: "p", instrument: "TOLD")),
      (.volatility, .missingVolatility(id: "p", instrument: "TOLD")), (.price, .noPrice(id: "p", instrument: "TOLD")),
      (.expired, .expired(id: "p", instrument: "TOLD")),
      (.correlation("A", "B"), .missingCorrelation(id: "p", instrument: "TOLD", first: "A", second: "B")),
      (.state(expected: "x"), .missingState(id: "p", instrument: "TOLD", expected: "x")),
      (
        .fixing("A", at: Self.near),
        .missingFixing(id: "p", instrument: "TOLD", underlying: "A", time: Self.near)
      ), (.other("moon"), .other(id: "p", instrument: "TOLD", problem: "moon")),
    ]
    for (problem, error) in pairs {
      #expect(throws: error) { try value(Told(answer: .problem(problem))) }
    }
  }
}
