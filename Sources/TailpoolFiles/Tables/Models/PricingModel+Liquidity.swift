#if Command
  import TailpoolPricing

  extension PricingModel {
    /// Liquidity over a range of prices, taken out at a horizon; with an expiry of 0 what it is worth now.
    public static let liquidityPosition = PricingModel(
      "liquidity-position",
      numbers: ["spot", "lower", "upper", "liquidity", "expiry", "volatility", "rate", "dividendYield"],
      prices: ["price", "base", "quote"],
      greeks: ["delta", "gamma", "vega", "theta", "lossVersusRebalancing"]
    ) { row in
      let n = row.numbers
      let liquidity = n[3] > 0 && n[3] < .infinity ? n[3] : .nan
      let held = LiquidityPosition.holdings(spot: n[0], lower: n[1], upper: n[2])
      let g = LiquidityPosition.greeks(
        spot: n[0], lower: n[1], upper: n[2], years: n[4], volatility: n[5], rate: n[6], dividendYield: n[7])
      let lost = LiquidityPosition.lossVersusRebalancing(spot: n[0], lower: n[1], upper: n[2], volatility: n[5])
      return [g.price, held.base, held.quote, g.delta, g.gamma, g.vega, g.theta, lost].map { liquidity * $0 }
    }

    /// A replicating market maker: a trading curve that is worth a covered call.
    public static let coveredCallCurve = PricingModel(
      "covered-call-curve", numbers: ["spot", "strike", "expiry", "volatility"], prices: ["price", "base", "quote"],
      greeks: ["delta", "gamma", "vega", "theta"]
    ) { row in
      let n = row.numbers
      let g = CoveredCallCurve.greeks(spot: n[0], strike: n[1], years: n[2], volatility: n[3])
      return [g.price, g.base, g.quote, g.base, g.gamma, g.vega, g.theta]
    }
  }
#endif
