#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    private static let averageInputs = [
      "spot", "strike", "rate", "dividendYield", "volatility", "expiry", "fixings",
    ]
    private static let spotGreeks = ["delta", "gamma", "vega", "theta", "rho"]

    /// The geometric average of even fixings, or of all prices where `fixings` is 0.
    public static let geometricAverage = PricingModel(
      "asian-geometric", words: [.type], numbers: averageInputs, greeks: spotGreeks
    ) { row in
      let n = row.numbers
      guard let times = AverageTimes(fixings: n[6]) else { return BarrierOption.Greeks.columns(nil) }
      return BarrierOption.Greeks.columns(
        GeometricAverageOption.greeks(
          row.type, times, spot: n[0], strike: .fixed(n[1]), years: n[5], volatility: n[4], rate: n[2],
          dividendYield: n[3]))
    }

    /// The arithmetic average of even fixings, or of all prices where `fixings` is 0, to 1e-8 of the spot.
    public static let arithmeticAverage = PricingModel(
      "asian-arithmetic", words: [.type], numbers: averageInputs, greeks: spotGreeks
    ) { row in
      let n = row.numbers
      guard let times = AverageTimes(fixings: n[6]) else { return BarrierOption.Greeks.columns(nil) }
      return BarrierOption.Greeks.columns(
        ArithmeticAverageOption.greeks(
          row.type, times, spot: n[0], strike: .fixed(n[1]), years: n[5], volatility: n[4], rate: n[2],
          dividendYield: n[3]))
    }
  }

  extension BarrierOption.Greeks {
    /// Price and Greeks in the order of the columns price, delta, gamma, vega, theta, rho; NaN for none.
    static func columns(_ greeks: BarrierOption.Greeks?) -> [Double] {
      guard let greeks else { return [Double](repeating: .nan, count: 6) }
      return [greeks.price, greeks.delta, greeks.gamma, greeks.vega, greeks.theta, greeks.rho]
    }
  }
#endif
