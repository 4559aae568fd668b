#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// Two barriers, watched continuously; no rebate, which is so many times a double touch.
    public static let doubleBarrier = PricingModel(
      "double-barrier",
      words: [
        WordColumn("kind", words: DoubleBarrierKind.allCases.map(\.rawValue) + [DoubleTouchPayoff.noTouch.rawValue]),
        WordColumn("type", words: OptionType.allCases.map(\.rawValue) + ["cash"]),
      ],
      numbers: [
        "spot", "strike", "lowerBarrier", "upperBarrier", "rate", "dividendYield", "volatility", "expiry",
      ],
      greeks: ["delta", "gamma", "vega", "theta", "rho"]
    ) { row in
      let n = row.numbers
      let kind = row.choice(0, DoubleBarrierKind.self)
      let type = row.choice(1, OptionType.self)
      if let kind, let type {
        let g = DoubleBarrierOption.greeks(
          kind, type, spot: n[0], strike: n[1], lowerBarrier: n[2], upperBarrier: n[3], years: n[7], volatility: n[6],
          rate: n[4], dividendYield: n[5])
        return [g.price, g.delta, g.gamma, g.vega, g.theta, g.rho]
      }
      // An option pays by its strike, a no-touch cash.
      guard kind == nil, type == nil else { return [Double](repeating: .nan, count: 6) }
      let g = DoubleTouchOption.greeks(
        .noTouch, spot: n[0], lowerBarrier: n[2], upperBarrier: n[3], years: n[7], volatility: n[6], rate: n[4],
        dividendYield: n[5])
      return [g.price, g.delta, g.gamma, g.vega, g.theta, g.rho]
    }

    /// A fixed payment for two levels of which either is, or neither is, reached.
    public static let doubleTouch = PricingModel(
      "double-touch", words: [WordColumn("kind", DoubleTouchPayoff.self)],
      numbers: ["spot", "lowerBarrier", "upperBarrier", "rate", "dividendYield", "volatility", "expiry"],
      greeks: ["delta", "gamma", "vega", "theta", "rho"]
    ) { row in
      let n = row.numbers
      let g = DoubleTouchOption.greeks(
        row.choice(0, DoubleTouchPayoff.self) ?? .oneTouch, spot: n[0], lowerBarrier: n[1], upperBarrier: n[2],
        years: n[6], volatility: n[5], rate: n[3], dividendYield: n[4])
      return [g.price, g.delta, g.gamma, g.vega, g.theta, g.rho]
    }
  }
#endif
