import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@Suite("Compensated sum")
struct CompensatedSumTests {
  @Test("Keeps what a plain loop loses")
  func cancellation() {
    #expect(CompensatedSum([1, 1e100, 1, -1e100]).value == 2)
    #expect([1, 1e100, 1, -1e100].reduce(0, +) == 0)
    #expect(CompensatedSum().value == 0)
  }

  @Test("Sums a tenth a million times to the last bit")
  func tenths() {
    // 10⁶ times the double nearest to 0.1 rounds to exactly 10⁵.
    #expect(CompensatedSum(repeatElement(0.1, count: 1_000_000)).value == 100_000)
  }

  @Test("Follows the rules of infinities and NaN")
  func nonFinite() {
    #expect(CompensatedSum([1, .infinity, 2]).value == .infinity)
    #expect(CompensatedSum([.infinity, -.infinity]).value.isNaN)
    #expect(CompensatedSum([1, .nan]).value.isNaN)
    #expect(CompensatedSum([1e308, 1e308]).value == .infinity)
  }
}
