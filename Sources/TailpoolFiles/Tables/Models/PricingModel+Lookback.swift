#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    private static let spotGreeks = ["delta", "gamma", "vega", "theta", "rho"]

    /// A lookback option whose strike is the extremum.
    public static let lookback = PricingModel(
      "lookback", words: [.type],
      numbers: ["spot", "extremum", "rate", "dividendYield", "volatility", "expiry"], greeks: spotGreeks
    ) { row in
      let n = row.numbers
      return BarrierOption.Greeks.columns(
        LookbackOption.greeks(
          row.type, .floating, spot: n[0], extremum: n[1], years: n[5], volatility: n[4], rate: n[2],
          dividendYield: n[3]))
    }

    /// A lookback option with a strike.
    public static let fixedLookback = PricingModel(
      "fixed-lookback", words: [.type],
      numbers: ["spot", "strike", "extremum", "rate", "dividendYield", "volatility", "expiry"], greeks: spotGreeks
    ) { row in
      let n = row.numbers
      return BarrierOption.Greeks.columns(
        LookbackOption.greeks(
          row.type, .fixed(n[1]), spot: n[0], extremum: n[2], years: n[6], volatility: n[5], rate: n[3],
          dividendYield: n[4]))
    }

    /// A lookback option watched until a time, whose strike is a multiple of the extremum.
    public static let partialLookback = PricingModel(
      "partial-lookback", words: [.type],
      numbers: ["spot", "extremum", "multiple", "rate", "dividendYield", "volatility", "watchEnd", "expiry"], greeks: []
    ) { row in
      let n = row.numbers
      return [
        PartialLookbackOption.floating(
          row.type, multiple: n[2], spot: n[0], extremum: n[1], watchEnd: n[6], years: n[7], volatility: n[5],
          rate: n[3], dividendYield: n[4])
      ]
    }

    /// A lookback option with a strike, watched from a time on.
    public static let partialFixedLookback = PricingModel(
      "partial-fixed-lookback", words: [.type],
      numbers: ["spot", "strike", "rate", "dividendYield", "volatility", "watchStart", "expiry"], greeks: []
    ) { row in
      let n = row.numbers
      return [
        PartialLookbackOption.fixed(
          row.type, strike: n[1], spot: n[0], watchStart: n[5], years: n[6], volatility: n[4], rate: n[2],
          dividendYield: n[3])
      ]
    }
  }
#endif
