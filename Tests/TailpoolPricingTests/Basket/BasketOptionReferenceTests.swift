import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct BasketOptionReferenceTests {
  @Test(
    "Published baskets to 1e-5 of the largest spot, of two assets to 1e-12 of it, and within the error that is stated")
  func benchmarks() throws {
    var two = ConditionGate("lit_spread_basket_benchmarks.csv basket of two", ofScale: 1e-12)
    var many = ConditionGate("lit_spread_basket_benchmarks.csv basket of many", ofScale: 1e-5)
    for row in try BasketRow.all() {
      let market = try row.market()
      let found = BasketOption.valuation(row.type, strike: row.strike, in: market)
      if row.spots.count == 2 {
        two.add(found.price, row.price, scale: row.largestSpot, row.row)
      } else {
        many.add(found.price, row.price, scale: row.largestSpot, row.row)
        #expect(found.error <= 1e-5 * row.largestSpot, "\(found.error); \(row.row)")
      }
      #expect(BasketOption.price(row.type, strike: row.strike, in: market) == found.price, "\(row.row)")
    }
    #expect(two.count == 37 && many.count == 31)
    #expect(two.failures.isEmpty && many.failures.isEmpty, "\((two.failures + many.failures).prefix(5))")
    two.report()
    many.report()
  }
}
