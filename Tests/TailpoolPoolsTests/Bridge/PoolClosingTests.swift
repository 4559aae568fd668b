import TailpoolLedger
import TailpoolMarket
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
