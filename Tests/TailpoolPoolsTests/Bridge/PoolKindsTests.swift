import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolPools

/// An option under another type: a kind that the ledger does not know.
private struct OwnKind: PriceableContract {
  let option: OptionContract
  var name: String { "OWN" }
  var underlyings: [Underlying] { option.underlyings }
  var settlement: Settlement { .cash }
  var contractSize: Double { option.contractSize }
  var expiration: Timestamp? { option.expiry }

  func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    try option.repricer(in: market, state: state)
  }
}

@Suite("A pool with contracts of every kind, as a book of the market and back")
struct PoolKindsTests {
  private static let expiry = BridgePool.expiry

  /// Contracts of every kind that a pool in dollars can list.
  private static func contracts() throws -> [Contract] {
    [
      Contract(try OptionContract(underlying: "BTC", type: .put, strike: 76_000, expiry: expiry, contractSize: 0.1)),
      Contract(
        try DigitalContract(
          underlying: "BTC", payoff: .cash, type: .call, strike: 84_000.5, expiry: expiry, contractSize: 250)),
      Contract(try DigitalContract(underlying: "ETH", payoff: .asset, type: .put, strike: 2_900, expiry: expiry)),
      Contract(
        try BarrierContract(
          underlying: "BTC", kind: .downAndOut, type: .call, strike: 81_000, barrier: 70_000, rebate: 12.25,
          expiry: expiry, contractSize: 0.01)),
      Contract(
        try BarrierContract(
          underlying: "ETH", kind: .upAndIn, type: .call, strike: 3_000, barrier: 3_300, expiry: expiry)),
      Contract(try ExchangeContract(receive: "BTC", deliver: "ETH", ratio: 26.5, expiry: expiry, contractSize: 0.1)),
      Contract(
        try PerpetualContract(
          underlying: "BTC",
          terms: .everlastingOption(.put, strike: 79_000, fundingPeriod: 1 / 365, funding: .discrete),
          contractSize: 0.1)),
      Contract(
        try PerpetualContract(
          underlying: "ETH", terms: .powerPerpetual(power: 2, fundingPeriod: 17.5 / 365, funding: .continuous),
          contractSize: 0.01)),
    ]
  }

  private static func snapshot(ether: Double = 0.5) throws -> MarketSnapshot {
    func quote(_ name: Underlying, _ type: OptionType, _ strike: Double, spot: Double) throws -> OptionChain.Quote {
      OptionChain.Quote(
        contract: try OptionContract(underlying: name, type: type, strike: strike, expiry: expiry, settlement: .coin),
        bid: 0.01, ask: 0.012, markVolatility: name == "ETH" ? ether : 0.5, forward: spot * 1.002, spot: spot)
    }
    return try MarketSnapshot(
      chains: [
        OptionChain(
          asOf: BridgePool.now,
          quotes: [
            try quote("BTC", .put, 76_000, spot: 80_000), try quote("BTC", .call, 84_000, spot: 80_000),
            try quote("ETH", .put, 2_800, spot: 3_000), try quote("ETH", .call, 3_200, spot: 3_000),
          ])
      ])
  }

  private static func inputs() throws -> PoolBookInputs {
    PoolBookInputs(correlations: try CorrelationTable([AssetCorrelation("BTC", "ETH", value: 0.8, source: "test")]))
  }

  /// A pool that has sold three of each.
  private static func pool() throws -> MutualPool {
    var case1 = try BridgePool()
    for contract in try contracts() {
      try case1.open(PoolContract(contract, collateral: 1_000, in: case1.pool.terms.asset), -3)
    }
    return case1.pool
  }

  @Test("Every kind comes back from the journal as it was, with the state of its barrier")
  func roundTrip() throws {
    var pool = try Self.pool()
    let before = try pool.book(inputs: Self.inputs())
    #expect(before.positions.map(\.contract) == (try Self.contracts()))
    #expect(before.positions.map(\.id) == before.positions.map(\.contract.name))
    #expect(before.positions.map(\.state.isBarrierHit) == [nil, nil, nil, false, false, nil, nil, nil])
    #expect(before.correlations == (try Self.inputs().correlations))
    try pool.apply(PoolEvent(at: BridgePool.now, .observe(underlying: "ETH", price: 330_000_000_000)))
    #expect(try pool.book().positions[4].state.isBarrierHit == true)
    try pool.apply(PoolEvent(at: BridgePool.now, .observe(underlying: "BTC", price: 7_000_000_000_000)))
    #expect(try pool.book().positions.map(\.id).contains { $0.contains("DOWN-AND-OUT") } == false)
  }

  @Test("Contracts without an expiry come back with the sign of their power, their type and their period")
  func perpetuals() throws {
    let terms: [PerpetualContract.Terms] = [
      .powerPerpetual(power: -1.5, fundingPeriod: 1 / 365, funding: .discrete),
      .powerPerpetual(power: 0.5, fundingPeriod: 30 / 365, funding: .continuous),
      .perpetualAmerican(.put, strike: 70_000.25), .perpetualAmerican(.call, strike: 90_000),
      .everlastingOption(.call, strike: 81_000, fundingPeriod: 0.25 / 365, funding: .continuous),
    ]
    let asset = try Asset("USDC", decimals: 2)
    for own in terms {
      let contract = Contract(try PerpetualContract(underlying: "BTC", terms: own, contractSize: 0.25))
      let listed = try PoolContract(contract, id: "c", collateral: 7, in: asset)
      #expect(listed.expiry == nil && listed.size == 25 && listed.collateral == 7 && listed.underlying == "BTC")
      #expect(try listed.contract(asset: asset) == contract, "\(own): \(listed)")
    }
  }

  /// With a correlation of 0.8 an ether of 0.9 has vegas of two signs in an exchange, which do not offset each other.
  @Test(
    "Marks of kinds that no chain quotes are the model's, half a spread times the vega away on each side",
    arguments: [0.5, 0.9])
  func marks(ether: Double) throws {
    let (pool, snapshot, inputs) = (try Self.pool(), try Self.snapshot(ether: ether), try Self.inputs())
    let book = try pool.book(in: snapshot, inputs: inputs)
    let priced = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    let spread = MarkSpread(volatility: 0.02)
    let marks = try pool.marks(priced, in: snapshot, inputs: inputs, spread: spread)
    #expect(marks.contracts.count == 8)
    for (position, mark) in zip(priced.positions, marks.contracts).dropFirst() {
      let greeks = position.contractGreeks.byInput
      let (value, vega) = (position.greeks.value / -3, greeks.reduce(0) { $0 + abs($1.vega) } / 3)
      // In cents, the bid down and the ask up.
      let (bid, ask) = (max(value - 0.02 * vega, 0) * 100, (value + 0.02 * vega) * 100)
      #expect(abs(Double(mark.bid) - bid.rounded(.down)) <= 1, "\(mark.contract): \(mark), expected \(bid)")
      #expect(abs(Double(mark.ask) - ask.rounded(.up)) <= 1, "\(mark.contract): \(mark), expected \(ask)")
      #expect(abs(Double(mark.deltaMillionths) + greeks[0].delta / 3 * 1e6) <= 0.5001, "\(mark.contract)")
      let delivered = greeks.count > 1 ? -greeks[1].delta / 3 * 1e6 : 0
      #expect(abs(Double(mark.deliveredDeltaMillionths) - delivered) <= 0.5001, "\(mark.contract)")
    }
    #expect(marks.contracts[5].deliveredDeltaMillionths < 0)
    let vegas = priced.positions[5].contractGreeks.byInput.map(\.vega)
    #expect((vegas[0] * vegas[1] < 0) == (ether == 0.9), "\(vegas)")
    // The first is quoted in coin, and it alone.
    #expect(marks.contracts[0].bid == 8_000 && marks.contracts[0].ask == 9_600)
    #expect((1..<10_000).contains(marks.confidence))
    var marked = pool
    try marked.apply(PoolEvent(at: BridgePool.now, marks.action(source: "model")))
    #expect(marked.audit().isEmpty)
  }

  @Test("A trade in a digital carries the engine's shortfall; an everlasting option closes at the model's value")
  func engine() throws {
    let (pool, snapshot) = (try Self.pool(), try Self.snapshot())
    let risk = try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(),
      scenarios: SpotMoves(returns: [-0.2, -0.1, 0, 0.1], underlyings: ["BTC", "ETH"]), horizonInDays: 0,
      inputs: Self.inputs())
    var marked = pool
    try marked.apply(PoolEvent(at: BridgePool.now, risk.marks(of: pool).action(source: "model")))
    let digital = try Self.contracts()[1].name
    let trade = try risk.trade(of: digital, quantity: -10, in: marked)
    #expect(trade.shortfallAfter > 0 && trade.premium == trade.mark.ask * 10)
    try marked.apply(PoolEvent(at: BridgePool.now, .trade(trade)))
    let everlasting = try Self.contracts()[6]
    let value = try #require(
      risk.pricedBook(of: marked).positions.first { $0.position.id == everlasting.name }?.greeks.value)
    let action = try risk.closing(everlasting.name, in: marked)
    guard case .close(everlasting.name, let units, _) = action else {
      Issue.record("\(action)")
      return
    }
    #expect(Double(units) == (value / -3 * 100).rounded(.down), "\(units) for \(value)")
    try marked.apply(PoolEvent(at: BridgePool.now, action))
    #expect(marked.listed[everlasting.name] == nil && marked.audit().isEmpty)
    #expect(throws: PoolBridgeError.exactPayoff(contract: digital)) { try risk.closing(digital, in: marked) }
  }

  @Test(
    "A kind of the user's own is valued by the terms that are given beside the journal, and must be what was listed")
  func ownKind() throws {
    var case1 = try BridgePool()
    let own = OwnKind(option: try OptionContract(underlying: "BTC", type: .put, strike: 76_000, expiry: Self.expiry))
    let listed = try PoolContract(Contract(own), collateral: 1, in: case1.pool.terms.asset)
    #expect(listed.terms == .valued && listed.expiry == Self.expiry && listed.id == "OWN")
    try case1.open(listed, -2)
    #expect(throws: PoolBridgeError.unknownTerms(contract: "OWN")) { try case1.pool.book() }
    let snapshot = try BridgePool.snapshot(settlement: .cash)
    let inputs = PoolBookInputs(contracts: ["OWN": Contract(own)])
    let priced = try case1.pool.book(in: snapshot, inputs: inputs)
      .valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    #expect(priced.value < 0)
    let other = OwnKind(
      option: try OptionContract(underlying: "BTC", type: .put, strike: 76_000, expiry: Self.expiry, contractSize: 2))
    #expect(throws: PoolBridgeError.mismatchedTerms(contract: "OWN", field: "contractSize")) {
      try case1.pool.book(inputs: PoolBookInputs(contracts: ["OWN": Contract(other)]))
    }
  }

  @Test("A kind of the user's own that is worth less than nothing is not marked at nothing, and not closed at it")
  func negative() throws {
    var case1 = try BridgePool()
    // A future under terms that the ledger does not know, 10,000 dollars a bitcoin below its entry.
    let future = try PerpetualContract(underlying: "BTC", terms: .linearFuture(entry: 90_000), contractSize: 0.1)
    try case1.open(
      PoolContract(id: "F", underlying: "BTC", expiry: nil, terms: .valued, size: 10, collateral: 1), -2)
    let snapshot = try BridgePool.snapshot()
    let risk = try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(), scenarios: SpotMoves(returns: [0]),
      horizonInDays: 0, inputs: PoolBookInputs(contracts: ["F": Contract(future)]))
    #expect(throws: PoolBridgeError.negativeValue(contract: "F", value: -1_000)) { try risk.marks(of: case1.pool) }
    #expect(throws: PoolBridgeError.amount(of: "F", .invalidNumber(-1_000))) {
      try risk.closing("F", in: case1.pool)
    }
  }

  @Test("What a ledger cannot keep is refused with the contract's name")
  func refused() throws {
    let asset = try Asset("USDC", decimals: 2)
    func list(_ contract: some ContractTerms) throws(PoolBridgeError) {
      _ = try PoolContract(Contract(contract), id: "C", collateral: 1, in: asset)
    }
    let third = try DigitalContract(underlying: "BTC", payoff: .cash, type: .call, strike: 1.0 / 3, expiry: Self.expiry)
    #expect(throws: PoolBridgeError.notWhole(contract: "C", field: "strike", value: 1.0 / 3)) { try list(third) }
    let small = try DigitalContract(
      underlying: "BTC", payoff: .cash, type: .call, strike: 1, expiry: Self.expiry, contractSize: 0.001)
    #expect(throws: PoolBridgeError.notWhole(contract: "C", field: "contractSize", value: 0.001)) { try list(small) }
    let future = try PerpetualContract(underlying: "BTC", terms: .linearFuture(entry: 1))
    #expect(throws: PoolBridgeError.futureAsContract(contract: "C")) { try list(future) }
    let marked = try PerpetualContract(
      underlying: "BTC", terms: .perpetualAmerican(.put, strike: 1), marking: PerpetualContract.Marking(rate: 0.1))
    #expect(throws: PoolBridgeError.markedTerms(contract: "C")) { try list(marked) }
    var coins = try BridgePool(asset: try Asset("BTC", decimals: 8))
    try coins.open(PoolContract(try Self.contracts()[1], id: "D", collateral: 1, in: coins.pool.terms.asset), -1)
    #expect(throws: PoolBridgeError.foreignPayoff(contract: "D", settlement: .cash, asset: "BTC")) {
      try coins.pool.book()
    }
  }
}
