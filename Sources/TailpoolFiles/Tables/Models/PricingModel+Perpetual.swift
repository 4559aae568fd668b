#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// Everlasting options, funded continuously.
    public static let everlasting = PricingModel(
      "everlasting", words: [.type], numbers: ["spot", "strike", "drift", "volatility", "fundingPeriodYears"],
      greeks: ["delta", "gamma", "vega", "rho", "fundingSensitivity"]
    ) { row in
      let n = row.numbers
      let g = EverlastingOption.greeks(
        row.type, spot: n[0], strike: n[1], drift: n[2], volatility: n[3], fundingPeriod: n[4])
      return [g.price, g.delta, g.gamma, g.vega, g.rho, g.fundingSensitivity]
    }

    /// Power perpetuals, under either funding; the Greeks are those under continuous funding.
    public static let powerPerpetual = PricingModel(
      "power-perpetual", numbers: ["spot", "power", "rate", "volatility", "fundingPeriodYears"],
      prices: ["priceDiscrete", "priceContinuous"], greeks: ["delta", "gamma", "vega", "rho", "fundingSensitivity"]
    ) { row in
      let n = row.numbers
      func greeks(_ funding: Funding) -> PowerPerpetual.Greeks {
        PowerPerpetual.greeks(
          spot: n[0], power: n[1], rate: n[2], volatility: n[3], fundingPeriod: n[4], funding: funding)
      }
      let g = greeks(.continuous)
      return [greeks(.discrete).price, g.price, g.delta, g.gamma, g.vega, g.rho, g.fundingSensitivity]
    }

    /// American options without expiry.
    public static let perpetualAmerican = PricingModel(
      "perpetual-american", words: [.type], numbers: ["spot", "strike", "rate", "dividendYield", "volatility"],
      prices: ["boundary", "price"], greeks: ["delta", "gamma", "vega", "rho", "epsilon"]
    ) { row in
      let n = row.numbers
      let g = PerpetualAmerican.greeks(
        row.type, spot: n[0], strike: n[1], volatility: n[4], rate: n[2], dividendYield: n[3])
      return [g.boundary, g.price, g.delta, g.gamma, g.vega, g.rho, g.epsilon]
    }
  }
#endif
