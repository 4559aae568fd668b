#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    private static let spotGreeks = ["delta", "gamma", "vega", "theta", "rho"]
    private static let forwardStartInputs = [
      "spot", "moneyness", "rate", "dividendYield", "volatility", "startTime", "expiry",
    ]

    /// An option whose strike is set later.
    public static let forwardStart = PricingModel(
      "forward-start", words: [.type], numbers: forwardStartInputs, greeks: spotGreeks
    ) { forwardStart($0, .gain) }

    /// The same on the ratio of both spots.
    public static let performance = PricingModel(
      "performance", words: [.type], numbers: forwardStartInputs, greeks: spotGreeks
    ) { forwardStart($0, .performance) }

    private static func forwardStart(_ row: OptionRow, _ payoff: ForwardStartPayoff) -> [Double] {
      let n = row.numbers
      return BarrierOption.Greeks.columns(
        ForwardStartOption.greeks(
          row.type, payoff, spot: n[0], moneyness: n[1], start: n[5], years: n[6], volatility: n[4], rate: n[2],
          dividendYield: n[3]))
    }

    /// A call or a put, to be chosen later.
    public static let chooser = PricingModel(
      "chooser", numbers: ["spot", "strike", "rate", "dividendYield", "volatility", "choiceTime", "expiry"],
      greeks: spotGreeks
    ) { row in
      let n = row.numbers
      return BarrierOption.Greeks.columns(
        ChooserOption.greeks(
          spot: n[0], strike: n[1], choice: n[5], years: n[6], volatility: n[4], rate: n[2], dividendYield: n[3]))
    }

    /// An option on an option.
    public static let compound = PricingModel(
      "compound", words: [WordColumn("outerType", OptionType.self), WordColumn("innerType", OptionType.self)],
      numbers: [
        "spot", "outerStrike", "innerStrike", "rate", "dividendYield", "volatility", "outerExpiry", "innerExpiry",
      ], greeks: spotGreeks
    ) { row in
      let n = row.numbers
      return BarrierOption.Greeks.columns(
        CompoundOption.greeks(
          row.choice(0, OptionType.self) ?? .call, row.type, outerStrike: n[1], innerStrike: n[2], spot: n[0],
          outerYears: n[6], innerYears: n[7], volatility: n[5], rate: n[3], dividendYield: n[4]))
    }

    /// An option that is exercised at one level and pays against another.
    public static let gap = PricingModel(
      "gap", words: [.type],
      numbers: ["spot", "trigger", "strike", "rate", "dividendYield", "volatility", "expiry"], greeks: spotGreeks
    ) { row in
      let n = row.numbers
      return BarrierOption.Greeks.columns(
        GapOption.greeks(
          row.type, spot: n[0], trigger: n[1], strike: n[2], years: n[6], volatility: n[5], rate: n[3],
          dividendYield: n[4]))
    }
  }
#endif
