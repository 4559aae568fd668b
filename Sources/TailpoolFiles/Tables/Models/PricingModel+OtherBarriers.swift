#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// A digital option with one barrier.
    public static let barrierDigital = PricingModel(
      "barrier-digital",
      words: [WordColumn("payoff", DigitalPayoff.self), WordColumn("kind", BarrierKind.self), .type],
      numbers: ["spot", "strike", "barrier", "rate", "dividendYield", "volatility", "expiry"],
      greeks: ["delta", "gamma", "vega", "theta", "rho"]
    ) { row in
      let n = row.numbers
      let g = BarrierDigitalOption.greeks(
        row.choice(0, DigitalPayoff.self) ?? .cash, row.choice(1, BarrierKind.self) ?? .upAndIn, row.type, spot: n[0],
        strike: n[1], barrier: n[2], years: n[6], volatility: n[5], rate: n[3], dividendYield: n[4])
      return [g.price, g.delta, g.gamma, g.vega, g.theta, g.rho]
    }

    /// One barrier, watched at dates at equal intervals, the last at expiry; `shiftedPrice` is the fast approximation.
    public static let discreteBarrier = PricingModel(
      "discrete-barrier", words: [WordColumn("kind", BarrierKind.self), .type],
      numbers: [
        "spot", "strike", "barrier", "rebate", "observations", "rate", "dividendYield", "volatility", "expiry",
      ], prices: ["price", "shiftedPrice"], greeks: ["delta", "gamma", "theta"]
    ) { row in
      let n = row.numbers
      let kind = row.choice(0, BarrierKind.self) ?? .upAndIn
      guard let observations = Int(exactly: n[4]) else { return [Double](repeating: .nan, count: 5) }
      let g = DiscreteBarrierOption.greeks(
        kind, row.type, spot: n[0], strike: n[1], barrier: n[2], rebate: n[3], observations: observations, years: n[8],
        volatility: n[7], rate: n[5], dividendYield: n[6])
      let shifted = DiscreteBarrierOption.shiftedPrice(
        kind, row.type, spot: n[0], strike: n[1], barrier: n[2], rebate: n[3], observations: observations, years: n[8],
        volatility: n[7], rate: n[5], dividendYield: n[6])
      return [g.price, shifted, g.delta, g.gamma, g.theta]
    }

    /// A range of barriers that the option passes part by part.
    public static let softBarrier = PricingModel(
      "soft-barrier", words: [WordColumn("kind", BarrierKind.self), .type],
      numbers: ["spot", "strike", "lowerBarrier", "upperBarrier", "rate", "dividendYield", "volatility", "expiry"],
      greeks: []
    ) { row in
      let n = row.numbers
      return [
        SoftBarrierOption.price(
          row.choice(0, BarrierKind.self) ?? .upAndIn, row.type, spot: n[0], strike: n[1], lowerBarrier: n[2],
          upperBarrier: n[3], years: n[7], volatility: n[6], rate: n[4], dividendYield: n[5])
      ]
    }

    /// One barrier, watched up to or from an instant.
    public static let partialBarrier = PricingModel(
      "partial-barrier",
      words: [
        WordColumn("kind", BarrierKind.self), WordColumn("window", PartialBarrierOption.Window.self), .type,
      ],
      numbers: ["spot", "strike", "barrier", "instant", "rate", "dividendYield", "volatility", "expiry"], greeks: []
    ) { row in
      let n = row.numbers
      return [
        PartialBarrierOption.price(
          row.choice(0, BarrierKind.self) ?? .upAndIn, row.type,
          row.choice(1, PartialBarrierOption.Window.self) ?? .start, spot: n[0], strike: n[1], barrier: n[2],
          instant: n[3], years: n[7], volatility: n[6], rate: n[4], dividendYield: n[5])
      ]
    }

    /// An option on one asset with a barrier on another.
    public static let twoAssetBarrier = PricingModel(
      "two-asset-barrier", words: [WordColumn("kind", BarrierKind.self), .type],
      numbers: [
        "spot1", "strike", "spot2", "barrier", "volatility1", "volatility2", "correlation", "rate", "dividendYield1",
        "dividendYield2", "expiry",
      ], greeks: []
    ) { row in
      let n = row.numbers
      return [
        TwoAssetBarrierOption.price(
          row.choice(0, BarrierKind.self) ?? .upAndIn, row.type, spot1: n[0], strike: n[1], spot2: n[2], barrier: n[3],
          years: n[10], volatility1: n[4], volatility2: n[5], correlation: n[6], rate: n[7], dividendYield1: n[8],
          dividendYield2: n[9])
      ]
    }
  }
#endif
