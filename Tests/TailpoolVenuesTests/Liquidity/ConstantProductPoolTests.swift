import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Pools of a constant product")
struct ConstantProductPoolTests {
  private static let file = "47_constant_product_v2.json"
  private static let opening = Timestamp(secondsSinceEpoch: 0)

  static func terms(feeMillionths: UInt32 = 3_000, hasProtocolFee: Bool = false) -> ConstantProductTerms {
    ConstantProductTerms(
      token0: "A", token1: "B", feeMillionths: feeMillionths, hasProtocolFee: hasProtocolFee, opening: opening)
  }

  private func pool(_ reserve0: UInt128, _ reserve1: UInt128, hasProtocolFee: Bool = false) throws
    -> ConstantProductPool
  {
    var pool = try ConstantProductPool(Self.terms(hasProtocolFee: hasProtocolFee))
    _ = try pool.mint("owner", amount0: reserve0, amount1: reserve1, leastShares: 0)
    return pool
  }

  @Test("What a trade gets, as the contract's tests have it")
  func amountsOut() throws {
    for vector in try Vector.cases(Self.file, "amountOut") {
      #expect(try vector.int("feeNumerator") == 997 && vector.int("feeDenominator") == 1_000)
      let (paid, expected) = (try vector.units("amountIn"), try vector.units("expected"))
      for zeroForOne in [true, false] {
        let (x, y) = (try vector.units("reserveIn"), try vector.units("reserveOut"))
        var pool = try zeroForOne ? pool(x, y) : pool(y, x)
        #expect(try pool.received(zeroForOne: zeroForOne, payingIn: paid) == expected, "\(vector)")
        let flow = try pool.settle(
          ConstantProductEvent(
            at: Self.opening, .sell(trader: "t", zeroForOne: zeroForOne, paidIn: paid, least: expected)))
        #expect(flow == TokenFlow(trading: zeroForOne, in: UInt256(paid), out: UInt256(expected)))
        #expect((zeroForOne ? pool.reserve0 : pool.reserve1) == x + paid, "\(vector)")
        #expect((zeroForOne ? pool.reserve1 : pool.reserve0) == y - expected, "\(vector)")
      }
    }
  }

  @Test("The first owner's shares and those that are locked; the protocol's sixth of the growth")
  func shares() throws {
    for vector in try Vector.cases(Self.file, "firstMint") {
      let pool = try pool(try vector.units("amount0"), try vector.units("amount1"))
      #expect(pool.supply == (try vector.units("expectedTotalSupply")))
      #expect(pool.shares == ["owner": try vector.units("expectedMinter")])
      #expect(try vector.int("locked") == 1_000)
    }
    for vector in try Vector.cases(Self.file, "protocolFeeLP") {
      var pool = try pool(try vector.units("reserve0"), try vector.units("reserve1"), hasProtocolFee: true)
      let out = try pool.swap(zeroForOne: false, payingIn: try vector.units("swapIn"), least: 0)
      #expect(out == (try vector.units("expectedOut")))
      _ = try pool.burn("owner", shares: try #require(pool.shares["owner"]), least0: 0, least1: 0)
      #expect(pool.protocolShares == (try vector.units("expectedFeeLP")))
      #expect(pool.supply == pool.protocolShares + 1_000 && pool.shares.isEmpty)
    }
  }

  @Test("An amount received costs the least that gets it")
  func amountsIn() throws {
    let pool = try pool(5_000_000, 10_000_000)
    for received in [1, 2, 999, 1_000_000, 9_999_999] as [UInt128] {
      let paid = try pool.paidIn(zeroForOne: true, receiving: received)
      #expect(try pool.received(zeroForOne: true, payingIn: paid) >= received, "\(received)")
      // One more than the floor, which may be one more than enough where the division comes out even.
      if paid > 2 {
        let less = (try? pool.received(zeroForOne: true, payingIn: paid - 2)) ?? 0
        #expect(less < received, "\(received)")
      }
    }
    #expect(throws: VenueRefusal.notFilled(filled: 10_000_000, expected: 10_000_000)) {
      try pool.paidIn(zeroForOne: true, receiving: 10_000_000)
    }
  }

  @Test("The audit finds shares that are not the supply, and claims that the reserves do not cover")
  func audit() throws {
    var pool = try pool(5_000, 10_000)
    #expect(pool.audit().isEmpty)
    #expect(try ConstantProductPool(Self.terms()).audit().isEmpty)
    pool.shares["x"] = 5
    #expect(pool.audit() == [.shares(found: 7_076, supply: 7_071)])
    pool.shares["x"] = nil
    pool.shares["owner"] = 7_071
    pool.supply = 8_071
    #expect(pool.audit().isEmpty)
    pool.protocolShares = .max
    #expect(pool.audit() == [.overflow])
  }

  @Test("What is refused names the bound, and the pool stays what it was")
  func refusals() throws {
    for (terms, field) in [
      (
        ConstantProductTerms(token0: "A", token1: "A", feeMillionths: 0, hasProtocolFee: false, opening: Self.opening),
        "token0"
      ),
      (
        ConstantProductTerms(token0: "A", token1: "", feeMillionths: 0, hasProtocolFee: false, opening: Self.opening),
        "token1"
      ),
      (Self.terms(feeMillionths: 1_000_000), "feeMillionths"),
    ] {
      #expect(throws: VenueRefusal.invalidTerms(field: field)) { try ConstantProductPool(terms) }
    }
    var pool = try pool(5_000, 10_000)
    let before = pool
    let cases: [(ConstantProductEvent, VenueRefusal)] = [
      (
        .init(at: Timestamp(secondsSinceEpoch: -1), .burn(owner: "owner", shares: 1, least0: 0, least1: 0)),
        .timeRunsBack(time: Timestamp(secondsSinceEpoch: -1), last: Self.opening)
      ),
      (.init(at: Self.opening, .sell(trader: "t", zeroForOne: true, paidIn: 0, least: 0)), .nothingToMove),
      (.init(at: Self.opening, .sell(trader: "t", zeroForOne: false, paidIn: 1, least: 0)), .nothingToMove),
      (
        .init(at: Self.opening, .sell(trader: "t", zeroForOne: true, paidIn: 100, least: 196)),
        .worseThanAllowed(found: 195, allowed: 196)
      ),
      (
        .init(at: Self.opening, .buy(trader: "t", zeroForOne: true, received: 195, most: 99)),
        .worseThanAllowed(found: 100, allowed: 99)
      ),
      (
        .init(at: Self.opening, .buy(trader: "t", zeroForOne: true, received: 10_000, most: .max)),
        .notFilled(filled: 10_000, expected: 10_000)
      ),
      (.init(at: Self.opening, .sell(trader: "t", zeroForOne: true, paidIn: .max, least: 0)), .overflow),
      (
        .init(at: Self.opening, .mint(owner: "o", amount0: 5, amount1: 10, leastShares: 8)),
        .worseThanAllowed(found: 7, allowed: 8)
      ),
      (.init(at: Self.opening, .mint(owner: "o", amount0: 0, amount1: 10, leastShares: 0)), .nothingToMove),
      (
        .init(at: Self.opening, .burn(owner: "x", shares: 5, least0: 0, least1: 0)),
        .tooLittleLiquidity(found: 0, expected: 5)
      ),
      (
        .init(at: Self.opening, .burn(owner: "owner", shares: 6_072, least0: 0, least1: 0)),
        .tooLittleLiquidity(found: 6_071, expected: 6_072)
      ),
      (
        .init(at: Self.opening, .burn(owner: "owner", shares: 100, least0: 71, least1: 0)),
        .worseThanAllowed(found: 70, allowed: 71)
      ),
    ]
    for (event, refusal) in cases {
      #expect(throws: refusal, "\(event)") { try pool.apply(event) }
      #expect(pool == before, "\(event)")
    }
  }
}
