import TailpoolMarket
import TailpoolPricing
import _TailpoolTestSupport

/// A row of lit_spread_basket_benchmarks.csv.
struct BasketRow {
  let row: ReferenceTable.Row
  let spots: [Double]
  let volatilities: [Double]
  let dividendYields: [Double]
  let weights: [Double]
  /// One number for all pairs, or the matrix row by row.
  let correlation: [Double]
  let type: OptionType

  var rate: Double { row["rate"] }
  var years: Double { row["expiry"] }
  var strike: Double { row["strike"] }
  var price: Double { row["price"] }
  var largestSpot: Double { spots.max() ?? .nan }

  init(_ row: ReferenceTable.Row) {
    func numbers(_ column: String) -> [Double] {
      row[text: column].split { ";| []".contains($0) }.map { Double($0) ?? .nan }
    }
    self.row = row
    volatilities = numbers("volatilities")
    dividendYields = numbers("dividendYields")
    correlation = numbers("correlation")
    type = row.optionType
    spots = numbers("spots")
    weights = numbers("weights")
  }

  static func all() throws -> [BasketRow] {
    try References.table("lit_spread_basket_benchmarks.csv").rows.map(BasketRow.init)
  }

  func market() throws -> BasketOption.Market {
    let n = spots.count
    let correlations =
      correlation.count == 1
      ? try AssetCorrelations(uniform: correlation[0], count: n)
      : try AssetCorrelations((0..<n).map { Array(correlation[$0 * n..<($0 + 1) * n]) })
    return BasketOption.Market(
      spots: spots, weights: weights, volatilities: volatilities, dividendYields: dividendYields,
      correlations: correlations, rate: rate, years: years)
  }
}
