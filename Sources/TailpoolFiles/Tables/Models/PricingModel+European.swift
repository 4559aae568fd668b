#if Command
  import TailpoolPricing

  // Each list of values is in the order of `PricingModel.outputs`.

  extension PricingModel {
    /// Black–Scholes–Merton.
    public static let blackScholes = PricingModel(
      "black-scholes", words: [.type], numbers: ["spot", "strike", "rate", "dividendYield", "volatility", "expiry"],
      greeks: [
        "delta", "vega", "theta", "rho", "epsilon", "dualDelta", "gamma", "vanna", "vomma", "charm", "veta", "vera",
        "dualGamma", "speed", "zomma", "color", "ultima", "dVannaDVol", "parmicharma",
      ]
    ) { row in
      let n = row.numbers
      let g = BlackScholesMerton.greeks(
        row.type, spot: n[0], strike: n[1], years: n[5], volatility: n[4], rate: n[2], dividendYield: n[3])
      return [
        g.price, g.delta, g.vega, g.theta, g.rho, g.epsilon, g.dualDelta, g.gamma, g.vanna, g.volga, g.charm, g.veta,
        g.vera, g.dualGamma, g.speed, g.zomma, g.color, g.ultima, g.dVannaDVol, g.parmicharma,
      ]
    }

    /// Black-76.
    public static let black76 = PricingModel(
      "black76", words: [.type], numbers: ["forward", "strike", "volatility", "expiry", "discountFactor"],
      greeks: forwardGreeks
    ) { row in
      let n = row.numbers
      return Black76.greeks(
        row.type, forward: n[0], strike: n[1], years: n[3], volatility: n[2], discountFactor: n[4]
      ).outputs
    }

    /// Black-76 on a displaced forward and strike.
    public static let shiftedBlack = PricingModel(
      "shifted-black", words: [.type],
      numbers: ["forward", "strike", "shift", "volatility", "expiry", "discountFactor"], greeks: forwardGreeks
    ) { row in
      let n = row.numbers
      return ShiftedBlack.greeks(
        row.type, forward: n[0], strike: n[1], shift: n[2], years: n[4], volatility: n[3], discountFactor: n[5]
      ).outputs
    }

    /// Bachelier.
    public static let bachelier = PricingModel(
      "bachelier", words: [.type], numbers: ["forward", "strike", "normalVolatility", "expiry", "discountFactor"],
      greeks: ["deltaForward", "gammaForward", "vega", "theta", "vanna", "volga", "strikeDelta", "strikeGamma"]
    ) { row in
      let n = row.numbers
      let g = Bachelier.greeks(
        row.type, forward: n[0], strike: n[1], years: n[3], normalVolatility: n[2], discountFactor: n[4])
      return [g.price, g.delta, g.gamma, g.vega, g.theta, g.vanna, g.volga, g.dualDelta, g.dualGamma]
    }

    /// The Black formula in normalized coordinates.
    public static let normalizedBlack = PricingModel(
      "normalised-black", numbers: ["x", "s"], prices: ["b"], greeks: ["vega", "complement"]
    ) { row in
      let (x, s) = (row.numbers[0], row.numbers[1])
      return [
        NormalizedBlack.price(x: x, s: s), NormalizedBlack.vega(x: x, s: s), NormalizedBlack.complement(x: x, s: s),
      ]
    }

    /// Coin-settled options.
    public static let inverse = PricingModel(
      "inverse", words: [.type], numbers: ["forward", "strike", "volatility", "expiry"],
      prices: ["priceUsd", "priceCoin"],
      greeks: [
        "deltaBS", "deltaNet", "dCoin_dF", "gammaBS", "d2Coin_dF2", "vegaUsd", "vegaCoin", "thetaUsd", "thetaCoin",
      ]
    ) { row in
      let n = row.numbers
      let g = InverseOption.greeks(row.type, forward: n[0], strike: n[1], years: n[3], volatility: n[2])
      return [
        g.dollarPrice, g.coinPrice, g.delta, g.netDelta, g.coinDelta, g.gamma, g.coinGamma, g.dollarVega, g.coinVega,
        g.dollarTheta, g.coinTheta,
      ]
    }

    private static var forwardGreeks: [String] {
      ["deltaForward", "gammaForward", "vega", "theta", "vanna", "vomma", "strikeDelta", "strikeGamma"]
    }
  }

  extension Black76.Greeks {
    fileprivate var outputs: [Double] { [price, delta, gamma, vega, theta, vanna, volga, dualDelta, dualGamma] }
  }
#endif
