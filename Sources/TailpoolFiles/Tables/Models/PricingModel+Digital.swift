#if Command
  import TailpoolPricing

  extension PricingModel {
    /// Cash or nothing, asset or nothing.
    public static let digital = PricingModel(
      "digital", words: [WordColumn("kind", DigitalOption.Payoff.self), .type],
      numbers: ["spot", "strike", "rate", "dividendYield", "volatility", "expiry"],
      greeks: ["delta", "gamma", "vega", "theta", "rho", "vanna", "vomma"]
    ) { row in
      let n = row.numbers
      let g = DigitalOption.greeks(
        row.choice(0, DigitalOption.Payoff.self) ?? .cash, row.type, spot: n[0], strike: n[1], years: n[5],
        volatility: n[4], rate: n[2], dividendYield: n[3])
      return [g.price, g.delta, g.gamma, g.vega, g.theta, g.rho, g.vanna, g.volga]
    }
  }
#endif
