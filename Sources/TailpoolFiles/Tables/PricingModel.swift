#if Command
  import TailpoolMarket
  import TailpoolPricing

  /// A pricing model by the name that the command takes, with the columns that it reads and adds.
  public enum PricingModel: String, Hashable, Sendable, CaseIterable {
    /// Black–Scholes–Merton.
    case blackScholes = "black-scholes"
    /// Black-76.
    case black76 = "black76"
    /// Black-76 on a displaced forward and strike.
    case shiftedBlack = "shifted-black"
    /// Bachelier.
    case bachelier = "bachelier"
    /// The Black formula in normalized coordinates.
    case normalizedBlack = "normalised-black"
    /// Cash or nothing, asset or nothing.
    case digital = "digital"
    /// Coin-settled options.
    case inverse = "inverse"
    /// Everlasting options, funded continuously.
    case everlasting = "everlasting"
    /// Power perpetuals, under either funding.
    case powerPerpetual = "power-perpetual"
    /// American options without expiry.
    case perpetualAmerican = "perpetual-american"

    /// The columns that the model reads.
    public var inputs: [String] { textInputs + numberInputs }

    /// The columns that the model adds: prices first, then the Greeks.
    public var outputs: [String] { priceOutputs + greekOutputs }

    var textInputs: [String] {
      switch self {
      case .normalizedBlack, .powerPerpetual: []
      case .digital: ["kind", "type"]
      case .blackScholes, .black76, .shiftedBlack, .bachelier, .inverse, .everlasting, .perpetualAmerican: ["type"]
      }
    }

    var numberInputs: [String] {
      switch self {
      case .blackScholes, .digital: ["spot", "strike", "rate", "dividendYield", "volatility", "expiry"]
      case .black76: ["forward", "strike", "volatility", "expiry", "discountFactor"]
      case .shiftedBlack: ["forward", "strike", "shift", "volatility", "expiry", "discountFactor"]
      case .bachelier: ["forward", "strike", "normalVolatility", "expiry", "discountFactor"]
      case .normalizedBlack: ["x", "s"]
      case .inverse: ["forward", "strike", "volatility", "expiry"]
      case .everlasting: ["spot", "strike", "drift", "volatility", "fundingPeriodYears"]
      case .powerPerpetual: ["spot", "power", "rate", "volatility", "fundingPeriodYears"]
      case .perpetualAmerican: ["spot", "strike", "rate", "dividendYield", "volatility"]
      }
    }

    var priceOutputs: [String] {
      switch self {
      case .normalizedBlack: ["b"]
      case .inverse: ["priceUsd", "priceCoin"]
      case .powerPerpetual: ["priceDiscrete", "priceContinuous"]
      case .perpetualAmerican: ["boundary", "price"]
      case .blackScholes, .black76, .shiftedBlack, .bachelier, .digital, .everlasting: ["price"]
      }
    }

    var greekOutputs: [String] {
      switch self {
      case .blackScholes:
        [
          "delta", "vega", "theta", "rho", "epsilon", "dualDelta", "gamma", "vanna", "vomma", "charm", "veta", "vera",
          "dualGamma", "speed", "zomma", "color", "ultima", "dVannaDVol", "parmicharma",
        ]
      case .black76, .shiftedBlack:
        ["deltaForward", "gammaForward", "vega", "theta", "vanna", "vomma", "strikeDelta", "strikeGamma"]
      case .bachelier:
        ["deltaForward", "gammaForward", "vega", "theta", "vanna", "volga", "strikeDelta", "strikeGamma"]
      case .normalizedBlack: ["vega", "complement"]
      case .digital: ["delta", "gamma", "vega", "theta", "rho", "vanna", "vomma"]
      case .inverse:
        [
          "deltaBS", "deltaNet", "dCoin_dF", "gammaBS", "d2Coin_dF2", "vegaUsd", "vegaCoin", "thetaUsd", "thetaCoin",
        ]
      case .everlasting: ["delta", "gamma", "vega", "rho", "fundingSensitivity"]
      case .powerPerpetual: ["delta", "gamma", "vega", "rho", "fundingSensitivity"]
      case .perpetualAmerican: ["delta", "gamma", "vega", "rho", "epsilon"]
      }
    }

    /// The values of `outputs` for one row.
    func values(_ row: OptionRow) -> [Double] {
      let n = row.numbers
      switch self {
      case .blackScholes:
        return BlackScholesMerton.greeks(
          row.type, spot: n[0], strike: n[1], years: n[5], volatility: n[4], rate: n[2], dividendYield: n[3]
        ).outputs
      case .black76:
        return Black76.greeks(
          row.type, forward: n[0], strike: n[1], years: n[3], volatility: n[2], discountFactor: n[4]
        ).outputs
      case .shiftedBlack:
        return ShiftedBlack.greeks(
          row.type, forward: n[0], strike: n[1], shift: n[2], years: n[4], volatility: n[3], discountFactor: n[5]
        ).outputs
      case .bachelier:
        return Bachelier.greeks(
          row.type, forward: n[0], strike: n[1], years: n[3], normalVolatility: n[2], discountFactor: n[4]
        ).outputs
      case .normalizedBlack:
        return [
          NormalizedBlack.price(x: n[0], s: n[1]), NormalizedBlack.vega(x: n[0], s: n[1]),
          NormalizedBlack.complement(x: n[0], s: n[1]),
        ]
      case .digital:
        return DigitalOption.greeks(
          row.payoff, row.type, spot: n[0], strike: n[1], years: n[5], volatility: n[4], rate: n[2],
          dividendYield: n[3]
        ).outputs
      case .inverse:
        return InverseOption.greeks(row.type, forward: n[0], strike: n[1], years: n[3], volatility: n[2]).outputs
      case .everlasting:
        let values = EverlastingOption.greeks(
          row.type, spot: n[0], strike: n[1], drift: n[2], volatility: n[3], fundingPeriod: n[4])
        return [values.price, values.delta, values.gamma, values.vega, values.rho, values.fundingSensitivity]
      case .powerPerpetual:
        let (discrete, values) = (powerPerpetual(n, .discrete), powerPerpetual(n, .continuous))
        return [
          discrete.price, values.price, values.delta, values.gamma, values.vega, values.rho, values.fundingSensitivity,
        ]
      case .perpetualAmerican:
        let values = PerpetualAmerican.greeks(
          row.type, spot: n[0], strike: n[1], volatility: n[4], rate: n[2], dividendYield: n[3])
        return [
          values.boundary, values.price, values.delta, values.gamma, values.vega, values.rho, values.epsilon,
        ]
      }
    }

    /// The Greeks of a table are those under continuous funding.
    private func powerPerpetual(_ n: [Double], _ funding: Funding) -> PowerPerpetual.Greeks {
      PowerPerpetual.greeks(
        spot: n[0], power: n[1], rate: n[2], volatility: n[3], fundingPeriod: n[4], funding: funding)
    }
  }

  // Each list is in the order of `PricingModel.outputs`.

  extension BlackScholesMerton.Greeks {
    fileprivate var outputs: [Double] {
      [
        price, delta, vega, theta, rho, epsilon, dualDelta, gamma, vanna, volga, charm, veta, vera, dualGamma, speed,
        zomma, color, ultima, dVannaDVol, parmicharma,
      ]
    }
  }

  extension Black76.Greeks {
    fileprivate var outputs: [Double] { [price, delta, gamma, vega, theta, vanna, volga, dualDelta, dualGamma] }
  }

  extension Bachelier.Greeks {
    fileprivate var outputs: [Double] { [price, delta, gamma, vega, theta, vanna, volga, dualDelta, dualGamma] }
  }

  extension DigitalOption.Greeks {
    fileprivate var outputs: [Double] { [price, delta, gamma, vega, theta, rho, vanna, volga] }
  }

  extension InverseOption.Greeks {
    fileprivate var outputs: [Double] {
      [
        dollarPrice, coinPrice, delta, netDelta, coinDelta, gamma, coinGamma, dollarVega, coinVega, dollarTheta,
        coinTheta,
      ]
    }
  }
#endif
