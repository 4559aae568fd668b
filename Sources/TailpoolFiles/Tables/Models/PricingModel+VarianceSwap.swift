#if Command
  import TailpoolPricing

  extension PricingModel {
    /// The fair variance and volatility to an expiry from the volatilities quoted at its strikes, straight in total variance between them and flat beyond.
    public static let varianceSwap = PricingModel(
      "variance-swap", numbers: ["forward", "expiry"], lists: ["strikes", "volatilities"],
      prices: ["fairVariance", "fairVolFromVariance", "fairVolatility", "shareBeyond"], greeks: []
    ) { row in
      let (forward, years) = (row.numbers[0], row.numbers[1])
      let found = VarianceReplication(
        forward: forward, years: years, strikes: row.lists[0], volatilities: row.lists[1])
      return [found.variance, found.variance.squareRoot(), found.volatility, found.shareBeyond]
    }
  }
#endif
