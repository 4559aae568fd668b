#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// One barrier, watched continuously.
    public static let barrier = PricingModel(
      "barrier", words: [WordColumn("kind", BarrierKind.self), .type],
      numbers: ["spot", "strike", "barrier", "rebate", "rate", "dividendYield", "volatility", "expiry"],
      greeks: ["delta", "gamma", "vega", "theta", "rho"]
    ) { row in
      let n = row.numbers
      let g = BarrierOption.greeks(
        row.choice(0, BarrierKind.self) ?? .upAndIn, row.type, spot: n[0], strike: n[1], barrier: n[2], rebate: n[3],
        years: n[7], volatility: n[6], rate: n[4], dividendYield: n[5])
      return [g.price, g.delta, g.gamma, g.vega, g.theta, g.rho]
    }
  }
#endif
