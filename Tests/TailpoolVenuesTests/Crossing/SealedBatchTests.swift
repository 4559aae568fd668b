import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Sealed batches")
struct SealedBatchTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  @Test("Claims and dust of batches of an existing venue")
  func vectors() throws {
    let cases = try ReferenceCase.cases("pools/27_batch_prorata_penumbra")
    #expect(cases.count == 2)
    for vector in cases {
      let batch = vector.object("batch")
      func pair(_ name: String) -> TokenPair<UInt128> {
        TokenPair(UInt128(batch.units("\(name)1")), UInt128(batch.units("\(name)2")))
      }
      let users = vector.rows("users").map { BatchIntent("u", paidIn: TokenPair(UInt128($0[0]), UInt128($0[1]))) }
      let (claims, dust) = try SealedBatch(
        paidIn: pair("delta"), received: pair("lambda"), unfilled: pair("unfilled")
      ).claims(users)
      #expect(claims == vector.rows("outputs").map { TokenPair(UInt128($0[0]), UInt128($0[1])) }, "\(vector)")
      let expected = vector.object("dust")
      #expect(dust == TokenPair(UInt128(expected.units("asset1")), UInt128(expected.units("asset2"))), "\(vector)")
    }
  }

  @Test("Crosses both sides at a price, in either direction")
  func crossing() throws {
    // 7 for 2 units: 100 are worth 350.
    let buyers = try SealedBatch.crossed(TokenPair(100, 400), price: 7, lot: 2)
    #expect(buyers.received == TokenPair(100, 350) && buyers.unfilled == TokenPair(0, 50))
    let sellers = try SealedBatch.crossed(TokenPair(100, 300), price: 7, lot: 2)
    #expect(sellers.received == TokenPair(85, 300) && sellers.unfilled == TokenPair(15, 0))
    let alone = try SealedBatch.crossed(TokenPair(100, 0), price: 7)
    // A side that is worth no unit of the other gives nothing away.
    for dust in [TokenPair(999, 5), TokenPair(7, 0), TokenPair(0, 7)] as [TokenPair<UInt128>] {
      #expect(try SealedBatch.crossed(dust, price: 1, lot: 1_000).unfilled == dust)
    }
    #expect(try SealedBatch.crossed(TokenPair(5, 999), price: 1_000).unfilled == TokenPair(5, 999))
    #expect(alone.unfilled == TokenPair(100, 0) && alone.received == TokenPair(0, 0))
    let great = try SealedBatch.crossed(TokenPair(.max, 5), price: 5)
    #expect(great.received == TokenPair(1, 5) && great.unfilled == TokenPair(.max - 1, 0))
    let dear = try SealedBatch.crossed(TokenPair(.max, 5), price: .max)
    #expect(dear.received == TokenPair(0, 0) && dear.unfilled == TokenPair(.max, 5))
  }

  @Test("What does not add up is refused")
  func refusals() throws {
    let none = TokenPair<UInt128>(0, 0)
    #expect(throws: AuctionRefusal.unbalancedBatch(token: 0)) {
      try SealedBatch(paidIn: TokenPair(5, 5), received: none, unfilled: TokenPair(6, 0))
    }
    #expect(throws: AuctionRefusal.unbalancedBatch(token: 1)) {
      try SealedBatch(paidIn: TokenPair(0, 5), received: TokenPair(0, 1), unfilled: none)
    }
    #expect(throws: AuctionRefusal.overflow) {
      try SealedBatch(paidIn: TokenPair(5, 5), received: TokenPair(.max, 1), unfilled: TokenPair(1, 0))
    }
    #expect(throws: AuctionRefusal.invalidReference) { try SealedBatch.crossed(TokenPair(1, 1), price: 0) }
    #expect(throws: AuctionRefusal.invalidReference) { try SealedBatch.crossed(TokenPair(1, 1), price: 1, lot: 0) }
    let batch = try SealedBatch(paidIn: TokenPair(5, 5), received: TokenPair(3, 3), unfilled: none)
    #expect(throws: AuctionRefusal.unbalancedBatch(token: 0)) { try batch.claim(paidIn: TokenPair(6, 0)) }
    #expect(throws: AuctionRefusal.unbalancedBatch(token: 1)) {
      try batch.claims([BatchIntent("a", paidIn: TokenPair(5, 4))])
    }
    #expect(throws: AuctionRefusal.overflow) {
      try SealedBatch.total([BatchIntent("a", paidIn: TokenPair(.max, 0)), BatchIntent("b", paidIn: TokenPair(1, 0))])
    }
  }

  @Test(
    "VENUE-032: claims and dust are all that came out, dust is less than a unit a user, and nobody gains by parting its amount",
    arguments: [1, 2, 3, 4] as [UInt64])
  func conservation(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func units(_ bits: Int) -> UInt128 {
      let wide = UInt128(random.next()) << 64 | UInt128(random.next())
      return wide >> UInt128(128 - Int.random(in: 0...bits, using: &random))  // zero bits: nothing
    }
    for _ in 0..<Self.calls {
      let users = (0..<Int.random(in: 1...9, using: &random)).map { index in
        BatchIntent(
          "\(index)",
          paidIn: TokenPair(
            Bool.random(using: &random) ? units(118) : 0, Bool.random(using: &random) ? units(118) : 0))
      }
      let all = try SealedBatch.total(users)
      let (price, lot) = (units(60) + 1, units(60) + 1)
      let batch = try SealedBatch.crossed(all, price: price, lot: lot)
      let context = "\(users) \(price) \(lot) \(batch)"
      #expect(batch.received.token0 + batch.unfilled.token0 == all.token0, "\(context)")
      #expect(batch.received.token1 + batch.unfilled.token1 == all.token1, "\(context)")
      let (claims, dust) = try batch.claims(users)
      #expect(claims.reduce(dust.token0) { $0 + $1.token0 } == all.token0, "\(context)")
      #expect(claims.reduce(dust.token1) { $0 + $1.token1 } == all.token1, "\(context)")
      #expect(dust.token0 < UInt128(users.count) && dust.token1 < UInt128(users.count), "\(dust) \(context)")
      // The price is kept: nobody who gave token 0 gets more for it than the price, and none of token 1.
      for (user, claim) in zip(users, claims) where user.paidIn.token1 == 0 {
        let worth = UInt256.product(user.paidIn.token0, price)
        #expect(try UInt256(claim.token1).multiplied(by: UInt256(lot)) <= worth, "\(user) \(context)")
      }
      let user = users[0]
      let part = TokenPair(user.paidIn.token0 / 3, user.paidIn.token1 / 3)
      let rest = TokenPair(user.paidIn.token0 - part.token0, user.paidIn.token1 - part.token1)
      let (first, second) = (try batch.claim(paidIn: part), try batch.claim(paidIn: rest))
      #expect(first.token0 + second.token0 <= claims[0].token0, "\(context)")
      #expect(first.token1 + second.token1 <= claims[0].token1, "\(context)")
      let shuffled = users.indices.shuffled(using: &random)
      #expect(try batch.claims(shuffled.map { users[$0] }).claims == shuffled.map { claims[$0] }, "\(context)")
    }
  }
}
