#if Command
  import TailpoolPricing

  extension PricingModel {
    /// Margrabe's option to exchange one asset for another.
    public static let exchange = PricingModel(
      "margrabe",
      numbers: [
        "spot1", "spot2", "dividendYield1", "dividendYield2", "volatility1", "volatility2", "correlation", "expiry",
      ],
      greeks: [
        "delta1", "delta2", "vega1", "vega2", "dPrice_dCorrelation", "gamma1", "gamma2", "gamma12", "theta",
      ]
    ) { row in
      let n = row.numbers
      let g = ExchangeOption.greeks(
        spot1: n[0], spot2: n[1], years: n[7], volatility1: n[4], volatility2: n[5], correlation: n[6],
        dividendYield1: n[2], dividendYield2: n[3])
      return [
        g.price, g.delta1, g.delta2, g.vega1, g.vega2, g.correlationSensitivity, g.gamma1, g.gamma2, g.gamma12, g.theta,
      ]
    }
  }
#endif
