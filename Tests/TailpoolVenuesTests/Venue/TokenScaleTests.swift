import TailpoolLedger
import Testing

@testable import TailpoolVenues

@Suite("Whole tokens")
struct TokenScaleTests {
  @Test("Decimals out of their range are named")
  func decimals() throws {
    #expect(throws: VenueRefusal.invalidTerms(field: "decimals0")) { try TokenScale(decimals0: 37) }
    #expect(throws: VenueRefusal.invalidTerms(field: "decimals1")) { try TokenScale(decimals1: -1) }
    #expect(try TokenScale() == TokenScale(decimals0: 18, decimals1: 18))
  }

  @Test("Amounts, prices and differences in whole tokens")
  func values() throws {
    let scale = try TokenScale(decimals0: 18, decimals1: 6)
    #expect(scale.tokens0(UInt256(1) << 64) == 18.446744073709552 && scale.tokens1(2_500_000) == 2.5)
    #expect(abs(scale.price(ofUnits: 3e-9) / 3_000 - 1) < 1e-15)
    #expect(abs(scale.priceOfUnits(3_000) / 3e-9 - 1) < 1e-15)
    let (a, b) = (TokenAmounts(.max, 7_000_000), TokenAmounts(.max &- 1_000_000_000_000_000_000, 9_000_000))
    #expect(scale.value(a, less: b, at: 5) == 3 && scale.value(b, less: a, at: 5) == -3)
    #expect(scale.value(TokenAmounts(2_000_000_000_000_000_000, 1), at: 5) == 10.000001)
    #expect(a + a == TokenAmounts(.max, 14_000_000))
  }

  @Test("Prices beyond those that there are have no square root")
  func roots() throws {
    let scale = try TokenScale(decimals0: 0, decimals1: 0)
    func root(_ price: Double) -> String? { ConcentratedPoolTerms.priceText(price, scale: scale) }
    #expect(root(1) == (UInt256(1) << 96).description && root(4) == (UInt256(1) << 97).description)
    for price in [0, -1, .nan, .infinity, .leastNonzeroMagnitude, 0x1p128, 0x1p-129, .greatestFiniteMagnitude] {
      #expect(root(price) == nil, "\(price)")
    }
    #expect(root(0x1p127) != nil && root(0x1p-127) != nil)
    let wide = try TokenScale(decimals0: 0, decimals1: 36)
    #expect(ConcentratedPoolTerms.priceText(.greatestFiniteMagnitude, scale: wide) == nil)
  }
}
