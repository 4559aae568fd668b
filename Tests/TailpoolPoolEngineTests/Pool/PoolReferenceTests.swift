import Foundation
import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// What the reference files 08, 09, 11 and 17 hold beyond the tests of single parts.
@Suite("A mutual pool against the reference values")
struct PoolReferenceTests {
  typealias Fixture = PoolFixture

  private func number(_ value: Any?) throws -> Double { try #require((value as? NSNumber)?.doubleValue) }

  /// Base units locked behind options sold, as the pool's canonical state says.
  private func locked(_ pool: MutualPool) -> UInt128? {
    guard case .fields(let fields) = pool.eventValue, let field = fields.first(where: { $0.name == "locked" }),
      case .text(let text) = field.value
    else { return nil }
    return UInt128(text)
  }

  @Test("The rate at which locked spread is released, file 08, every case to 1e-10 a second")
  func releaseRate() throws {
    let cases = try poolCases("08_spread_unlock_premia")
    #expect(cases.count == 4)
    for row in cases {
      var release = SpreadRelease()
      for lot in try #require(row["lockedSpreads"] as? [[String: Any]]) {
        let maturity = Timestamp(secondsSinceEpoch: Int64(try number(lot["maturity"])))
        let amount = UInt128((try number(lot["amount"]) * 1e15).rounded())
        try release.lock(amount, at: Timestamp(secondsSinceEpoch: 0), until: maturity)
      }
      let time = Int64(try number(row["queryTime"]))
      let now = try release.locked(at: Timestamp(secondsSinceEpoch: time))
      let later = try release.locked(at: Timestamp(secondsSinceEpoch: time + 1))
      #expect(abs(Double(now - later) / 1e15 - (try number(row["unlockRatePerSecond"]))) < 1e-10, "\(row)")
    }
  }

  @Test("Assets and collateral after expiries are settled, file 09, every case to 1e-8")
  func settlement() throws {
    let cases = try poolCases("09_settle_expired_premia")
    #expect(cases.count == 6)
    let unit: UInt128 = 1_000_000_000_000
    for row in cases {
      let isCall = try #require(row["isCall"] as? Bool)
      let maturities = try #require(row["maturities"] as? [[String: Any]])
      var pool = try Fixture.pool()
      try pool.run(
        0, .deposit(participant: "a", assets: UInt128(try number(row["initialAssets"])) * unit, minimumShares: 0))
      var left = UInt128(try number(row["initialLocked"])) * unit
      func sell(_ id: String, _ strike: UInt128, _ size: Int128, _ collateral: UInt128, _ expiry: Timestamp) throws {
        try pool.run(
          1,
          .list(
            PoolContract(
              id: id, underlying: "U", expiry: expiry,
              terms: .european(
                isCall ? .call : .put, strike: strike * 100_000_000, settlement: isCall ? .coin : .cash),
              size: unit, collateral: collateral)))
        try pool.run(1, Fixture.sale(size, of: id, premium: 0, bid: 0, ask: 0))
        left -= collateral * UInt128(size)
      }
      for (index, maturity) in maturities.enumerated() {
        for position in try #require(maturity["positions"] as? [[String: Any]]) {
          let (strike, size) = (UInt128(try number(position["strike"])), Int128(try number(position["size"])))
          let expiry = Fixture.at(100_000 + Int64(index) * 10_000)
          try sell("\(index) \(strike)", strike, size, isCall ? unit : strike * unit, expiry)
        }
      }
      // What else is locked expires later than all that is settled here.
      if left > 0 { try sell("later", 1, 1, left, Fixture.at(900_000)) }
      for (index, maturity) in maturities.enumerated() {
        let expiry = 100_000 + Int64(index) * 10_000
        try pool.run(
          expiry - 1_800, .observe(underlying: "U", price: UInt128(try number(maturity["price"])) * 100_000_000))
        try pool.run(expiry, .settle(underlying: "U", expiry: Fixture.at(expiry)))
      }
      #expect(abs(Double(pool.cash()) / Double(unit) - (try number(row["assetsAfter"]))) < 1e-8, "\(row)")
      #expect(
        abs(Double(try #require(locked(pool))) / Double(unit) - (try number(row["lockedAfter"]))) < 1e-8, "\(row)")
    }
  }

  @Test("The price of a share after spread and liabilities, file 11, every case to 1e-12")
  func pricePerShare() throws {
    let cases = try poolCases("11_price_per_share_premia")
    #expect(cases.count == 7)
    let asset = try Asset("ETH", decimals: 18)
    let unit: UInt128 = 1_000_000_000_000_000_000
    for row in cases {
      let isCall = try #require(row["isCall"] as? Bool)
      let (spot, strike) = (try number(row["S"]), try number(row["K"]))
      let price = BlackScholesMerton.price(
        isCall ? .call : .put, spot: spot, strike: strike, years: try number(row["T"]),
        volatility: try number(row["vol"]), rate: try number(row["r"]), dividendYield: 0)
      // Calls are settled in the coin, puts in the dollar; contracts of a half.
      let half = try Amount(price / (isCall ? spot : 1) / 2, of: asset, moving: .outOfPool, favoring: .counterparty)
      let (deposit, spread) = (try number(row["deposit"]), try number(row["lockedSpread"]))
      let spreadUnits = try Amount(spread, of: asset, moving: .intoPool, favoring: .counterparty).units
      var pool = try MutualPool(
        {
          var terms = PoolTerms(asset: asset, opening: Fixture.opening); terms.noticeSeconds = 0; return terms
        }())
      try pool.run(0, .deposit(participant: "a", assets: UInt128(deposit) * unit, minimumShares: 0))
      let contract = PoolContract(
        id: "P", underlying: "ETH", expiry: Fixture.expiry,
        terms: .european(
          isCall ? .call : .put, strike: UInt128(strike) * 100_000_000, settlement: isCall ? .coin : .cash),
        size: unit / 2, collateral: 1)
      try pool.run(0, .list(contract))
      // The spread comes in with the premium of a sale and is in the deposit already: that much goes out again.
      let mark = UInt128(half.units)
      let count = Int128(2 * (try number(row["shortSize"])))
      if count > 0 || spreadUnits > 0 {
        let sold = max(count, 1)
        try pool.run(
          0,
          Fixture.sale(
            sold, premium: UInt128(spreadUnits), bid: mark, ask: mark, spread: UInt128(spreadUnits)))
        if spreadUnits > 0 { try pool.run(0, .loss(reason: "premium", assets: UInt128(spreadUnits))) }
        if count == 0 { try pool.run(0, Fixture.sale(-1, premium: 0, bid: mark, ask: mark)) }
      }
      let value = Double(try pool.value(at: Fixture.at(0)).low) / Double(unit) / deposit
      #expect(abs(value - (try number(row["pps_exact"]))) < 1e-12, "\(value): \(row)")
      #expect(abs(value - (try number(row["pps_anchor"]))) < (isCall ? 2e-6 : 2e-4), "\(value): \(row)")
    }
  }

  @Test("Three victims after a gift to an empty pool, file 17: refused instead of robbed")
  func victims() throws {
    let cases = try poolCases("17_inflation_attack")
    #expect(cases.count == 6)
    let row = try #require(cases.first { $0["victimShares"] is [Any] })
    let unsafe = try #require(whole(row["attackerRedeems"]))
    var pool = try SharePool(offset: try #require(row["offset"] as? Int))
    try pool.deposit(1, by: "attacker")
    try pool.bookGain(100)
    for victim in ["a", "b", "c"] {
      #expect(throws: PoolRefusal.shares(.noShares)) { try pool.deposit(50, by: victim) }
    }
    let redeemed = try pool.redeem(1, by: "attacker")
    #expect(redeemed < 101 && redeemed < unsafe)
  }
}
