#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// A fixed payment for a level that is, or is not, reached.
    public static let touch = PricingModel(
      "touch", words: [WordColumn("kind", TouchPayoff.self), WordColumn("side", BarrierSide.self)],
      numbers: ["spot", "barrier", "rate", "dividendYield", "volatility", "expiry"],
      greeks: ["delta", "gamma", "vega", "theta", "rho"]
    ) { row in
      let n = row.numbers
      let g = TouchOption.greeks(
        row.choice(0, TouchPayoff.self) ?? .oneTouch, row.choice(1, BarrierSide.self) ?? .down, spot: n[0],
        barrier: n[1], years: n[5], volatility: n[4], rate: n[2], dividendYield: n[3])
      return [g.price, g.delta, g.gamma, g.vega, g.theta, g.rho]
    }
  }
#endif
