#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// American options, with the boundary of early exercise today; with dividends in cash the price alone.
    public static let american = PricingModel(
      "american", words: [.type],
      numbers: ["spot", "strike", "rate", "dividendYield", "volatility", "expiry"], prices: ["price", "boundary"],
      greeks: ["delta", "gamma", "vega", "theta", "rho", "epsilon"]
    ) { row in
      let n = row.numbers
      if let dividends = row.dividends {
        let price = AmericanOption.price(
          row.type, style: dividends.style, spot: n[0], strike: n[1], years: n[5], volatility: n[4], rate: n[2],
          dividendYield: n[3], dividends: dividends.dividends, model: dividends.model)
        return [price] + [Double](repeating: .nan, count: 7)
      }
      let price = AmericanOption.price(
        row.type, spot: n[0], strike: n[1], years: n[5], volatility: n[4], rate: n[2], dividendYield: n[3],
        accuracy: row.accuracy)
      let g = AmericanOption.greeks(
        row.type, spot: n[0], strike: n[1], years: n[5], volatility: n[4], rate: n[2], dividendYield: n[3],
        accuracy: row.accuracy)
      let region = AmericanBoundary(
        row.type, strike: n[1], years: n[5], volatility: n[4], rate: n[2], dividendYield: n[3], accuracy: row.accuracy
      )?.region(yearsLeft: n[5])
      // Where there are two boundaries, the one nearer the strike; where it is never exercised, none at any spot.
      let boundary = row.type == .put ? region?.upperBound ?? 0 : region?.lowerBound ?? .infinity
      return [price, price.isNaN ? .nan : boundary, g.delta, g.gamma, g.vega, g.theta, g.rho, g.epsilon]
    }
  }
#endif
