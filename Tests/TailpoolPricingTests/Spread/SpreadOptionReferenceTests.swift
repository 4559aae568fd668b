import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct SpreadOptionReferenceTests {
  private static func price(_ row: ReferenceTable.Row, _ method: SpreadOption.Method) -> Double {
    SpreadOption.price(
      row.optionType, spot1: row["spot1"], spot2: row["spot2"], strike: row["strike"], years: row["expiry"],
      volatility1: row["volatility1"], volatility2: row["volatility2"], correlation: row["correlation"],
      rate: row["rate"], dividendYield1: row["dividendYield1"], dividendYield2: row["dividendYield2"], method: method)
  }

  /// A row of two assets of the benchmarks.
  private static func price(_ row: BasketRow, _ method: SpreadOption.Method) -> Double {
    SpreadOption.price(
      row.type, spot1: row.spots[0], spot2: row.spots[1], strike: row.strike, years: row.years,
      volatility1: row.volatilities[0], volatility2: row.volatilities[1], correlation: row.correlation[0],
      rate: row.rate, dividendYield1: row.dividendYields[0], dividendYield2: row.dividendYields[1], method: method)
  }

  @Test("Published spread options of two assets to 1e-12 of the largest spot")
  func benchmarks() throws {
    var gated = ConditionGate("lit_spread_basket_benchmarks.csv spread", ofScale: 1e-12)
    for row in try BasketRow.all() where row.spots.count == 2 {
      #expect(row.weights == [1, -1], "\(row.row)")
      gated.add(Self.price(row, .exact), row.price, scale: row.largestSpot, row.row)
    }
    #expect(gated.count == 37)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("Spread options by a 30-digit quadrature to 4e-15 of the largest price among spots and strike")
  func quadrature() throws {
    var gated = ConditionGate("spread_options.csv price", ofScale: 4e-15)
    for row in try References.table("spread_options.csv").rows {
      let largest = max(row["spot1"], row["spot2"], row["strike"])
      gated.add(Self.price(row, .exact), row["price"], scale: largest, row)
    }
    #expect(gated.count == 80)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("Bjerksund's and Stensland's closed form within its stated error, and below the exact call")
  func closedForm() throws {
    var published = ConditionGate("lit_spread_basket_benchmarks.csv Bjerksund-Stensland", ofScale: 4e-4)
    for row in try BasketRow.all() where row.spots.count == 2 {
      let value = Self.price(row, .bjerksundStensland)
      published.add(value, row.price, scale: row.largestSpot, row.row)
      #expect(row.type == .put || value <= row.price + 1e-12 * row.largestSpot, "\(value) \(row.row)")
    }
    #expect(published.failures.isEmpty, "\(published.failures.prefix(5))")
    published.report()
    var gated = ConditionGate("spread_options.csv Bjerksund-Stensland", ofScale: 2e-2)
    for row in try References.table("spread_options.csv").rows {
      let largest = max(row["spot1"], row["spot2"], row["strike"])
      gated.add(Self.price(row, .bjerksundStensland), row["price"], scale: largest, row)
    }
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }
}
