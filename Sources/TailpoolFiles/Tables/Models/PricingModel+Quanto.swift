#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// An option in another currency, paid at a rate of exchange of 1.
    public static let quanto = PricingModel(
      "quanto", words: [.type], numbers: ["spot", "strike"] + quantoColumns,
      greeks: ["delta", "vega", "fxVega", "dPrice_dCorrelation", "gamma", "theta", "domesticRho", "foreignRho"]
    ) { row in
      let n = row.numbers
      let g = QuantoOption.greeks(
        row.type, spot: n[0], strike: n[1], years: n[8], volatility: n[5], domesticRate: n[2], foreignRate: n[3],
        dividendYield: n[4], fxVolatility: n[6], correlation: n[7])
      return [
        g.price, g.delta, g.vega, g.fxVega, g.correlationSensitivity, g.gamma, g.theta, g.domesticRho, g.foreignRho,
      ]
    }

    /// A quanto with one barrier.
    public static let quantoBarrier = PricingModel(
      "quanto-barrier", words: [WordColumn("kind", BarrierKind.self), .type],
      numbers: ["spot", "strike", "barrier", "rebate"] + quantoColumns, greeks: ["delta", "gamma", "theta"]
    ) { row in
      let n = row.numbers
      let g = BarrierOption.greeks(
        row.choice(0, BarrierKind.self) ?? .upAndIn, row.type, spot: n[0], strike: n[1], barrier: n[2], rebate: n[3],
        years: n[10], volatility: n[7], rate: n[4], dividendYield: quantoYield(Array(n[4...])))
      return [g.price, g.delta, g.gamma, g.theta]
    }

    /// A quanto with two barriers.
    public static let quantoDoubleBarrier = PricingModel(
      "quanto-double-barrier", words: [WordColumn("kind", DoubleBarrierKind.self), .type],
      numbers: ["spot", "strike", "lowerBarrier", "upperBarrier", "rebate"] + quantoColumns,
      greeks: ["delta", "gamma", "theta"]
    ) { row in
      let n = row.numbers
      let g = DoubleBarrierOption.greeks(
        row.choice(0, DoubleBarrierKind.self) ?? .knockIn, row.type, spot: n[0], strike: n[1], lowerBarrier: n[2],
        upperBarrier: n[3], rebate: n[4], years: n[11], volatility: n[8], rate: n[5],
        dividendYield: quantoYield(Array(n[5...])))
      return [g.price, g.delta, g.gamma, g.theta]
    }

    private static let quantoColumns = [
      "domesticRate", "foreignRate", "dividendYield", "volatility", "fxVolatility", "correlation", "expiry",
    ]

    /// Of the numbers of `quantoColumns`.
    private static func quantoYield(_ n: [Double]) -> Double {
      QuantoOption.yield(
        volatility: n[3], domesticRate: n[0], foreignRate: n[1], dividendYield: n[2], fxVolatility: n[4],
        correlation: n[5])
    }
  }
#endif
