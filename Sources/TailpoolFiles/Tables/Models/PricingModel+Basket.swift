#if Command
  import TailpoolPricing

  extension PricingModel {
    /// A weighted sum of assets beyond a strike; the correlation is one number for every pair or a matrix.
    public static let basket = PricingModel(
      "basket", words: [.type], numbers: ["rate", "expiry", "strike"],
      lists: ["spots", "volatilities", "dividendYields", "correlation", "weights"], prices: ["price", "error"],
      greeks: ["dualDelta", "rho", "theta"],
      problem: { row in
        do throws(CorrelationProblem) {
          _ = try row.correlations
          return nil
        } catch { return "notACorrelationMatrix" }
      }
    ) { row in
      let (n, lists) = (row.numbers, row.lists)
      guard let correlations = try? row.correlations else { return [Double](repeating: .nan, count: 5) }
      let market = BasketOption.Market(
        spots: lists[0], weights: lists[4], volatilities: lists[1], dividendYields: lists[2],
        correlations: correlations, rate: n[0], years: n[1])
      let found = BasketOption.valuation(row.type, strike: n[2], in: market)
      return [found.price, found.error, found.dualDelta, found.rho, found.theta]
    }
  }

  extension OptionRow {
    /// The correlations of a basket: those of a matrix by rows, or one number for as many assets as there are spots.
    fileprivate var correlations: AssetCorrelations {
      get throws(CorrelationProblem) {
        let (count, cells) = (lists[0].count, lists[3])
        if cells.count == 1, count != 1 { return try AssetCorrelations(uniform: cells[0], count: count) }
        guard cells.count == count * count else { throw .notSquare(rows: count, row: 0, entries: cells.count) }
        return try AssetCorrelations((0..<count).map { Array(cells[$0 * count..<($0 + 1) * count]) })
      }
    }
  }
#endif
