#if Command
  import Tailpool

  extension QuoteRefusal {
    /// The refusal in words: which bound it is, what was found, and what is allowed.
    ///
    /// - Parameter asset: What the pool counts in.
    func words(in asset: Asset) -> String {
      switch self {
      case .unpriced(let error): error.words
      case .volatility(let contract, let value): "the volatility of \(contract) is \(value)"
      case .noHedgeCost(let underlying): "no cost of a hedge in \(underlying) is known"
      case .staleMarket(let seconds, let greatest):
        seconds < 0
          ? "the chain is of \(-seconds) seconds later" : "the chain is \(seconds) seconds old; at most \(greatest)"
      case .expiry(let seconds, let allowed):
        "\(days(seconds)) days to expiry; \(days(allowed.lowerBound)) to \(days(allowed.upperBound)) are quoted"
      case .delta(let value, let allowed):
        "|delta| \(short(value)); \(short(allowed.lowerBound)) to \(short(allowed.upperBound)) is quoted"
      case .limit(let breach): breach.words(in: asset)
      case .pool(let refusal): "the pool refuses: \(refusal.words)"
      case .worthless(let bid): "the bid would be \(short(bid)) a contract"
      case .notFinite(let part, let value): "the part \(part) is \(value)"
      case .worseThanLimit(let premium, let limit): "the premium is \(premium) base units, the limit \(limit)"
      default: "\(self)"
      }
    }

    private func days(_ seconds: Int64) -> String { short(Double(seconds) / 86_400) }
  }

  extension MutualPool.LimitBreach {
    /// The limit with both numbers, and how far it would be passed.
    ///
    /// - Parameter asset: What the pool counts in.
    func words(in asset: Asset) -> String {
      func money(_ units: Int128) -> String { "\(Amount(units: units, of: asset))" }
      func told(_ name: String, _ text: (Int128) -> String) -> String {
        "\(name) would be \(text(after)), at most \(text(bound)): \(text(Int128(excess))) too much"
      }
      return switch limit {
      case .contractsPerExpiry: told("contracts at the expiry") { "\($0)" }
      case .openContracts: told("open contracts") { "\($0)" }
      case .delta: told("delta") { short(Double($0) / 1e6) }
      case .hedge: told("the hedge") { short(Double($0) / 1e6) }
      case .vega: told("vega", money)
      case .expectedShortfall: told("expected shortfall", money)
      case .freeCash: "cash would be \(money(after)), collateral \(money(bound)): \(money(Int128(excess))) too little"
      case .entry: told("the entry", money)
      }
    }
  }

  /// A number in six digits at most.
  func short(_ value: Double) -> String {
    guard value.isFinite, value != 0, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 100_000, scale < 1e9 { scale *= 10 }
    let text = "\((value * scale).rounded() / scale)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
#endif
