#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// European, American, digital and barrier options by finite differences; `correction` is what the finer grid alone differs by.
    public static let finiteDifferences = PricingModel(
      "finite-differences", words: [WordColumn("kind", FiniteDifferenceKind.self), .type],
      numbers: ["spot", "strike", "barrier", "rebate", "rate", "dividendYield", "volatility", "expiry"],
      prices: ["price", "correction"], greeks: ["delta", "gamma"]
    ) { row in
      let n = row.numbers
      let kind = row.choice(0, FiniteDifferenceKind.self) ?? .european
      let found = FiniteDifferences.price(
        kind.payoff(row.type, strike: n[1], barrier: n[2], rebate: n[3]), spot: n[0], years: n[7], volatility: n[6],
        rate: n[4], dividendYield: n[5])
      return [found.price, found.correction, found.delta, found.gamma]
    }
  }

  /// What finite differences price, in one column of words.
  private enum FiniteDifferenceKind: String, CaseIterable {
    case european, american, cash, asset
    case upAndIn = "up-and-in"
    case upAndOut = "up-and-out"
    case downAndIn = "down-and-in"
    case downAndOut = "down-and-out"

    /// The payoff; barrier and rebate are not read where there is no barrier.
    func payoff(_ type: OptionType, strike: Double, barrier: Double, rebate: Double) -> FiniteDifferences.Payoff {
      switch self {
      case .european: .european(type, strike: strike)
      case .american: .american(type, strike: strike)
      case .cash: .digital(.cash, type, strike: strike)
      case .asset: .digital(.asset, type, strike: strike)
      case .upAndIn, .upAndOut, .downAndIn, .downAndOut:
        .barrier(
          BarrierKind(rawValue: rawValue) ?? .upAndIn, type, strike: strike, barrier: barrier, rebate: rebate)
      }
    }
  }
#endif
