#if Command
  import TailpoolPricing

  /// A model whose volatility can be implied, by the name that the command takes, with its columns.
  public enum ImpliedVolatilityModel: String, Hashable, Sendable, CaseIterable {
    /// Black-76.
    case black76 = "black76"
    /// Bachelier, undiscounted.
    case bachelier = "bachelier"
    /// The Black formula in normalized coordinates; the volatility is the standard deviation σ√T.
    case normalizedBlack = "normalised-black"
    /// Black–Scholes–Merton.
    case blackScholes = "black-scholes"
    /// Coin-settled options, priced in coin: Black-76 without discounting over the forward.
    case inverse
    /// American options.
    case american = "american"

    /// The columns that the model reads.
    public var inputs: [String] { words.map(\.name) + numberInputs }

    /// The column that takes the volatility.
    public var output: String {
      switch self {
      case .black76, .blackScholes, .inverse, .american: "impliedVolatility"
      case .bachelier: "impliedNormalVolatility"
      case .normalizedBlack: "s"
      }
    }

    var words: [WordColumn] { self == .normalizedBlack ? [] : [.type] }

    var numberInputs: [String] {
      switch self {
      case .black76: ["forward", "strike", "expiry", "discountFactor", "price"]
      case .bachelier: ["forward", "strike", "expiry", "price"]
      case .normalizedBlack: ["x", "beta"]
      case .inverse: ["forward", "strike", "expiry", "price"]
      case .blackScholes, .american: ["spot", "strike", "rate", "dividendYield", "expiry", "price"]
      }
    }

    /// The answer for one row.
    func result(_ row: OptionRow) -> ImpliedVolatility.Result {
      let n = row.numbers
      switch self {
      case .black76:
        return ImpliedVolatility.black76(
          row.type, price: n[4], forward: n[0], strike: n[1], years: n[2], discountFactor: n[3])
      case .bachelier:
        return ImpliedVolatility.bachelier(row.type, price: n[3], forward: n[0], strike: n[1], years: n[2])
      case .normalizedBlack:
        return ImpliedVolatility.normalizedDeviation(x: n[0], price: n[1])
      case .blackScholes:
        return ImpliedVolatility.blackScholesMerton(
          row.type, price: n[5], spot: n[0], strike: n[1], years: n[4], rate: n[2], dividendYield: n[3])
      case .inverse:
        return ImpliedVolatility.black76(
          row.type, price: n[3] * n[0], forward: n[0], strike: n[1], years: n[2], discountFactor: 1)
      case .american:
        return ImpliedVolatility.american(
          row.type, price: n[5], spot: n[0], strike: n[1], years: n[4], rate: n[2], dividendYield: n[3],
          accuracy: row.accuracy)
      }
    }
  }
#endif
