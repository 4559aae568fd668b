import Foundation
import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolPools

@Suite("What a model or a venue says becomes money")
struct PoolClosingTests {
  private static func pool(_ sold: Int128, _ terms: PoolContract.Terms, expiry: Timestamp?) throws -> BridgePool {
    var pool = try BridgePool()
    try pool.open(
      PoolContract(id: "e", underlying: "BTC", expiry: expiry, terms: terms, size: 10, collateral: 1), sold)
    return pool
  }

  @Test("A value with a part of a cent is rounded in favor of the pool: what it owes down, what it holds up")
  func closing() throws {
    let terms = PoolContract.Terms.everlasting(
      .put, strike: 76_000 * 100_000_000, fundingSeconds: 86_400, .discrete)
    let (sold, held) = (try Self.pool(-5, terms, expiry: nil), try Self.pool(5, terms, expiry: nil))
    #expect(
      try sold.pool.closing("e", at: 4.007, source: "venue") == .close(contract: "e", value: 400, source: "venue"))
    #expect(
      try held.pool.closing("e", at: 4.001, source: "venue") == .close(contract: "e", value: 401, source: "venue"))
    let own = try Self.pool(2, .valued, expiry: BridgePool.expiry)
    #expect(
      try own.pool.closing("e", at: 7.001, source: "desk") == .close(contract: "e", value: 701, source: "desk"))
  }

  @Test("Funding is rounded once, as a whole, in favor of the pool")
  func funding() throws {
    let terms = PoolContract.Terms.everlasting(
      .put, strike: 76_000 * 100_000_000, fundingSeconds: 86_400, .discrete)
    let (sold, held) = (try Self.pool(-5, terms, expiry: nil), try Self.pool(5, terms, expiry: nil))
    #expect(try sold.pool.funding(of: "e", holderPays: 1.501) == .funding(contract: "e", cash: 751))
    #expect(try held.pool.funding(of: "e", holderPays: 1.501) == .funding(contract: "e", cash: -750))
    // Less than a dollar, and nothing.
    #expect(try sold.pool.funding(of: "e", holderPays: 0.1) == .funding(contract: "e", cash: 50))
    #expect(try held.pool.funding(of: "e", holderPays: 0.1) == .funding(contract: "e", cash: -50))
    #expect(try sold.pool.funding(of: "e", holderPays: 0) == .funding(contract: "e", cash: 0))
  }

  @Test("Where the holder receives, a pool that sold pays down and a pool that holds receives up")
  func received() throws {
    let terms = PoolContract.Terms.power(power: 200_000_000, fundingSeconds: 86_400, .continuous)
    let (sold, held) = (try Self.pool(-7, terms, expiry: nil), try Self.pool(3, terms, expiry: nil))
    // 7 · 1.501 = 10.507 and 3 · 1.501 = 4.503 dollars.
    #expect(try sold.pool.funding(of: "e", holderPays: -1.501) == .funding(contract: "e", cash: -1_050))
    #expect(try held.pool.funding(of: "e", holderPays: -1.501) == .funding(contract: "e", cash: 451))
    #expect(try sold.pool.funding(of: "e", holderPays: 1.501) == .funding(contract: "e", cash: 1_051))
  }

  @Test(
    "Closed at the model: one contract's value, whatever the pool holds of it, rounded in its favor, with its instant")
  func model() throws {
    let terms = PoolContract.Terms.everlasting(
      .put, strike: 76_000 * 100_000_000, fundingSeconds: 86_400, .discrete)
    let snapshot = try BridgePool.snapshot()
    let years = DayCount.actual365Fixed.years(from: BridgePool.now, to: BridgePool.expiry)
    let mark = EverlastingOption.price(
      .put, spot: 80_000, strike: 76_000, drift: log(80_200 / 80_000.0) / years, volatility: 0.5,
      fundingPeriod: 1 / 365.0, funding: .discrete)
    for quantity in [-5, 3] as [Int128] {
      let pool = try Self.pool(quantity, terms, expiry: nil).pool
      let units = UInt128((mark * 0.1 * 100).rounded(quantity < 0 ? .down : .up))
      let action = try BridgePool.risk([0], in: snapshot).closing("e", in: pool)
      #expect(
        action == .close(contract: "e", value: units, source: "model, \(snapshot.asOf)"), "\(action), \(mark)")
    }
    #expect(throws: PoolBridgeError.notListed(contract: "x")) {
      try BridgePool.risk([0], in: snapshot).closing("x", in: Self.pool(-5, terms, expiry: nil).pool)
    }
  }

  @Test("What has an exact payoff is settled, not closed; what is not listed or not funded is refused")
  func refusals() throws {
    var option = try BridgePool()
    try option.open(BridgePool.contract(), -1)
    #expect(throws: PoolBridgeError.exactPayoff(contract: "P")) { try option.pool.closing("P", at: 1, source: "") }
    #expect(throws: PoolBridgeError.refused(.unknownContract("x"))) { try option.pool.closing("x", at: 1, source: "") }
    #expect(throws: PoolBridgeError.refused(.notFunded("P"))) { try option.pool.funding(of: "P", holderPays: 1) }
  }
}
