import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolPools

@Suite("Which listed option a pool's contract is")
struct PoolListingTests {
  /// A class of options: its name and what it pays in.
  struct OptionClass: Sendable {
    let root: String
    let settlement: Settlement

    static func coin(_ root: String) -> OptionClass { OptionClass(root: root, settlement: .coin) }
    static func cash(_ root: String) -> OptionClass { OptionClass(root: root, settlement: .cash) }
  }

  private func quote(_ own: OptionClass, _ type: OptionType, _ strike: Double) throws -> OptionChain.Quote {
    let contract = try OptionContract(
      underlying: "BTC", root: own.root, type: type, strike: strike, expiry: BridgePool.expiry,
      settlement: own.settlement)
    return OptionChain.Quote(
      contract: contract, bid: 0.01, ask: 0.012, markVolatility: 0.5, forward: 80_200, spot: 80_000)
  }

  /// What a put of a pool is where these classes list it, among other options of what would be the best of classes.
  private func option(_ listed: [OptionClass], inCoin: Bool) throws -> OptionContract {
    var quotes = try [quote(.cash("BTC"), .call, 76_000), quote(.cash("BTC"), .put, 75_000)]
    for own in listed { quotes.append(try quote(own, .put, 76_000)) }
    let snapshot = try MarketSnapshot(chains: [OptionChain(asOf: BridgePool.now, quotes: quotes)])
    var one = try BridgePool(asset: Asset(inCoin ? "BTC" : "USDC", decimals: inCoin ? 8 : 2))
    try one.open(
      BridgePool.contract(settlement: inCoin ? .coin : .cash, size: inCoin ? 10_000_000 : 10), -1)
    let positions = try one.pool.book(in: snapshot).positions
    return try #require(positions.first?.contract.option)
  }

  private static let cases: [(listed: [OptionClass], inCoin: Bool, expected: OptionClass)] = [
    ([.coin("BTC"), .cash("XBT_USDC")], false, .cash("XBT_USDC")),
    ([.cash("XBT_USDC"), .coin("BTC")], false, .cash("XBT_USDC")),
    ([.coin("AAA"), .coin("BTC")], false, .coin("BTC")),
    ([.cash("AAA"), .cash("BTC"), .coin("CCC")], false, .cash("BTC")),
    ([.coin("CCC"), .coin("AAA")], false, .coin("AAA")),
    ([.cash("BTC"), .coin("CCC")], true, .coin("CCC")),
    ([.coin("AAA"), .coin("BTC"), .cash("BTC_USDC")], true, .coin("BTC")),
  ]

  @Test("One in cash stands before one in coin, then the underlying's own class, then the first by name")
  func classes() throws {
    for (listed, inCoin, expected) in Self.cases {
      let found = try option(listed, inCoin: inCoin)
      #expect(found.strike == 76_000 && found.type == .put)
      #expect(
        found.root == expected.root && found.settlement == expected.settlement, "\(listed), \(inCoin): \(found)")
    }
  }

  @Test("An option taken from the market pays coins in a pool that counts in that coin, and dollars in any other")
  func taken() throws {
    for (asset, settlement, expected) in [
      ("USDC", .coin, .cash), ("USDC", .cash, .cash), ("BTC", .coin, .coin), ("BTC", .cash, .cash),
      ("ETH", .coin, .cash),
    ] as [(String, Settlement, Settlement)] {
      let option = try OptionContract(
        underlying: "BTC", type: .put, strike: 76_000.5, expiry: BridgePool.expiry, settlement: settlement,
        contractSize: 0.1)
      let listed = try PoolContract(Contract(option), collateral: 9, in: Asset(asset, decimals: 4))
      #expect(
        listed.terms == .european(.put, strike: 7_600_050_000_000, settlement: expected),
        "\(settlement) in \(asset): \(listed)")
      #expect(listed.id == option.name && listed.size == 1_000 && listed.collateral == 9)
      #expect(listed.underlying == "BTC" && listed.expiry == BridgePool.expiry)
    }
  }
}
