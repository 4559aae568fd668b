import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct RainbowOptionReferenceTests {
  @Test(
    "Options on the better and the worse of two by a 30-digit quadrature to 4e-15 of the largest of spots and strike")
  func quadrature() throws {
    var gated = ConditionGate("rainbow_options.csv price", ofScale: 4e-15)
    for row in try References.table("rainbow_options.csv").rows {
      let selection = try #require(RainbowSelection(rawValue: row[text: "kind"]), "\(row)")
      let value = RainbowOption.price(
        selection, row.optionType, spot1: row["spot1"], spot2: row["spot2"], strike: row["strike"],
        years: row["expiry"], volatility1: row["volatility1"], volatility2: row["volatility2"],
        correlation: row["correlation"], rate: row["rate"], dividendYield1: row["dividendYield1"],
        dividendYield2: row["dividendYield2"])
      gated.add(value, row["price"], scale: max(row["spot1"], row["spot2"], row["strike"]), row)
    }
    #expect(gated.count == 60)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }
}
