import Foundation
import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolPools

/// The logarithm of one plus a number.
func logOfOnePlus(_ x: Double) -> Double { log1p(x) }

@Suite("A pool's journal as a book of the market")
struct PoolBookTests {
  @Test("Strike, size, quantity and hedge are the same numbers")
  func positions() throws {
    var case1 = try BridgePool()
    try case1.open(BridgePool.contract(), -12)
    try case1.hedge(1_250_000)
    let book = try case1.pool.book()
    let option = try #require(book.positions.first?.contract.option)
    #expect(option.strike == 76_000 && option.contractSize == 0.1 && option.settlement == .cash)
    #expect(book.positions.map(\.quantity) == [-12, 1.25] && book.positions.map(\.id) == ["P", "BTC-SPOT"])
    let future = try case1.pool.book(inputs: PoolBookInputs(hedgeEntries: ["BTC": 79_000])).positions[1].contract
    #expect((future.terms as? PerpetualContract)?.terms == .linearFuture(entry: 79_000))
  }

  @Test("A linear option stands in the book as what is listed, and is worth the same dollars in coin as in cash")
  func settlement() throws {
    var case1 = try BridgePool()
    try case1.open(BridgePool.contract(), -12)
    let coin = try BridgePool.snapshot()
    let cash = try BridgePool.snapshot(settlement: .cash)
    let inCoin = try case1.pool.book(in: coin)
    #expect(inCoin.positions[0].contract.settlement == .coin)
    #expect(try case1.pool.book(in: cash).positions[0].contract.settlement == .cash)
    // Dollars: units · D · Black76, with D spot over forward where the venue pays coin.
    let priced = try inCoin.valuation(in: coin, volatilities: coin.volatilityMarks())
    let years = DayCount.actual365Fixed.years(from: BridgePool.now, to: BridgePool.expiry)
    let expected =
      -1.2 * 80_000 / 80_200
      * Black76.price(.put, forward: 80_200, strike: 76_000, years: years, volatility: 0.5)
    #expect(abs(priced.value - expected) < 1e-9 * abs(expected), "\(priced.value) and \(expected)")
  }

  @Test("A pool in coin holds inverse options on its coin, and nothing else")
  func coin() throws {
    var case1 = try BridgePool(asset: try Asset("BTC", decimals: 8))
    try case1.open(BridgePool.contract(.put, settlement: .coin, size: 10_000_000), -3)
    let option = try #require(try case1.pool.book().positions[0].contract.option)
    #expect(option.settlement == .coin && option.contractSize == 0.1)
    try case1.open(BridgePool.contract(.put, id: "L"), -1)
    #expect(throws: PoolBridgeError.foreignPayoff(contract: "L", settlement: .cash, asset: "BTC")) {
      try case1.pool.book()
    }
    var dollars = try BridgePool()
    try dollars.open(BridgePool.contract(.call, settlement: .coin, id: "I"), -1)
    #expect(throws: PoolBridgeError.foreignPayoff(contract: "I", settlement: .coin, asset: "USDC")) {
      try dollars.pool.book()
    }
  }

  @Test("A number that a Double does not keep is refused, with the contract's name")
  func inexact() throws {
    var case1 = try BridgePool()
    let strike: UInt128 = (1 << 53) + 1
    let contract = PoolContract(
      id: "long", underlying: "BTC", expiry: BridgePool.expiry,
      terms: .european(.put, strike: strike, settlement: .cash), size: 10,
      collateral: 1)
    try case1.open(contract, -1)
    #expect(throws: PoolBridgeError.inexact(contract: "long", field: "strike", units: strike)) {
      try case1.pool.book()
    }
    // Decimals of everyday strikes are kept, each to its last unit.
    for units in [1, 3, 29, 12_345_678, 7_600_050_000_000, 999_999_999_999_999] as [UInt128] {
      let contract = PoolContract(
        id: "c", underlying: "BTC", expiry: BridgePool.expiry,
        terms: .european(.call, strike: units, settlement: .cash), size: 10,
        collateral: 1)
      let strike = try #require(contract.contract(asset: case1.pool.terms.asset).option).strike
      #expect(UInt128((strike * 1e8).rounded()) == units, "\(units)")
    }
    // A size of 0.29; and one of an asset with more decimals than a Double has.
    let size = BridgePool.contract(size: 29)
    #expect(try size.contract(asset: case1.pool.terms.asset).contractSize == 0.29)
    #expect(try BridgePool.contract(size: 5).contract(asset: Asset("X", decimals: 15)).contractSize == 5e-15)
    for decimals in [16, 18] {
      #expect(throws: PoolBridgeError.inexact(contract: "P", field: "size", units: 5), "\(decimals)") {
        try BridgePool.contract(size: 5).contract(asset: Asset("X", decimals: decimals))
      }
    }
  }

  @Test("Capital, utilization, members and layers are the journal's, to the unit")
  func capital() throws {
    var case1 = try BridgePool()
    try case1.open(BridgePool.contract(), -12)
    try case1.open(BridgePool.contract(.call, strike: 84_000, id: "C"), 5)
    try case1.hedge(-250_000)
    let pool = case1.pool
    let described = try PoolDescription(of: pool, at: pool.time)
    // What the engine says of the options' value does not enter.
    let status = described.status(
      optionAssets: 1e9, optionLiabilities: 3, expectedShortfall97Point5: 500, valueAtRisk99: 400,
      worstStressLoss: nil)
    let value = try pool.value(at: pool.time)
    #expect(Int128((status.capital * 100).rounded()) == value.low)
    #expect(status.utilization == pool.utilization && status.utilization > 0)
    #expect(
      Int128((status.assets * 100).rounded()) == pool.cash() - Int128(value.lockedSpread))
    #expect(status.optionLiabilities == (12 * 2_000 + 2_000_000) / 100.0 && status.optionAssets == 5 * 1_000 / 100.0)
    let claims = try pool.claims(at: pool.time)
    #expect(status.participants.map { UInt128(($0.value * 100).rounded()) } == claims)
    #expect(status.participants.map(\.share) == [0.6, 0.4])
    #expect(status.participants.map(\.expectedShortfall) == [300, 200])
    let layers = try pool.lossLayers(at: pool.time)
    #expect(status.layers.map(\.name) == layers.layers.filter { $0.capacity > 0 }.map(\.name))
    #expect(status.layers[0].exhaustingLoss == 50_000 && status.layers.count >= 2)
  }

  @Test("A pool without members has no capital to describe")
  func noMembers() throws {
    let pool = try MutualPool(PoolTerms(asset: try Asset("USDC", decimals: 2), opening: BridgePool.opening))
    #expect(throws: PoolBridgeError.noMembers) { try PoolDescription(of: pool, at: pool.time) }
  }
}
