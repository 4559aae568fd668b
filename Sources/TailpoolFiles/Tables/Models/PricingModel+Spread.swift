#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// The difference of two assets beyond a strike; with the Greeks also the closed form of Bjerksund and Stensland.
    public static let spread = PricingModel(
      "spread", words: [.type], numbers: twoAssetInputs, greeks: twoAssetGreeks + ["bjerksundStensland"]
    ) { row in
      let n = row.numbers
      let g = SpreadOption.greeks(
        row.type, spot1: n[0], spot2: n[1], strike: n[2], years: n[9], volatility1: n[6], volatility2: n[7],
        correlation: n[8], rate: n[3], dividendYield1: n[4], dividendYield2: n[5])
      let closed = SpreadOption.price(
        row.type, spot1: n[0], spot2: n[1], strike: n[2], years: n[9], volatility1: n[6], volatility2: n[7],
        correlation: n[8], rate: n[3], dividendYield1: n[4], dividendYield2: n[5], method: .bjerksundStensland)
      return g.outputs + [closed]
    }

    /// The better of two assets beyond a strike.
    public static let bestOf = rainbow(.best)
    /// The worse of two assets beyond a strike.
    public static let worstOf = rainbow(.worst)

    private static func rainbow(_ selection: RainbowSelection) -> PricingModel {
      PricingModel(selection.rawValue, words: [.type], numbers: twoAssetInputs, greeks: twoAssetGreeks) { row in
        let n = row.numbers
        return RainbowOption.greeks(
          selection, row.type, spot1: n[0], spot2: n[1], strike: n[2], years: n[9], volatility1: n[6],
          volatility2: n[7], correlation: n[8], rate: n[3], dividendYield1: n[4], dividendYield2: n[5]
        ).outputs
      }
    }

    private static var twoAssetInputs: [String] {
      [
        "spot1", "spot2", "strike", "rate", "dividendYield1", "dividendYield2", "volatility1", "volatility2",
        "correlation", "expiry",
      ]
    }

    private static var twoAssetGreeks: [String] {
      [
        "delta1", "delta2", "vega1", "vega2", "dPrice_dCorrelation", "gamma1", "gamma2", "gamma12", "theta", "rho",
        "dualDelta",
      ]
    }
  }

  extension TwoAssetGreeks {
    fileprivate var outputs: [Double] {
      [
        price, delta1, delta2, vega1, vega2, correlationSensitivity, gamma1, gamma2, gamma12, theta, rho, dualDelta,
      ]
    }
  }
#endif
