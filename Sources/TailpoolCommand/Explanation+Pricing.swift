#if Command
  import Tailpool

  extension PricingError {
    /// The error in words: which position it is, what is missing, and what would cure it.
    var words: String {
      switch self {
      case .missingMarket(let id, let instrument):
        "position \(id) is in \(instrument), for which the chains give no market; expected a chain of its underlying and expiry"
      case .missingVolatility(let id, let instrument):
        "position \(id) is in \(instrument), for which neither venue, price nor neighboring strikes give a volatility"
      case .missingRate(let id, let instrument):
        "position \(id) is in \(instrument), whose rate no expiry implies; expected rate and dividendYield in the book"
      case .noPrice(let id, let instrument):
        "position \(id) is in \(instrument), which has no finite price: funding cannot hold its mark, or its rate or yield "
          + "is negative; expected other terms, or rate and dividendYield in the book"
      case .noPricer(let id, let instrument):
        "position \(id) is in \(instrument), which nothing prices; expected a type that conforms to PriceableContract"
      case .mismatchedPricer(let id, let instrument, let found, let expected):
        "position \(id) is in \(instrument) on \(names(expected)), but what prices it is for \(names(found))"
      case .expired(let id, let instrument):
        "position \(id) is in \(instrument), which has expired; expected positions that are alive at the snapshot"
      case .missingCorrelation(let id, let instrument, let first, let second):
        "position \(id) is in \(instrument), and no one gave the correlation of \(first) and \(second); "
          + "expected it among the correlations of the book, with its source"
      case .missingState(let id, let instrument, let expected):
        "position \(id) is in \(instrument) without a word on what it remembers; expected \(expected)"
      case .missingFixing(let id, let instrument, let underlying, let time):
        "position \(id) is in \(instrument), which needs the fixing of \(underlying) at \(time); expected it in its state"
      case .fixingAfterSnapshot(let id, let instrument, let time):
        "position \(id) is in \(instrument) and has a fixing at \(time), after the snapshot; expected past fixings only"
      case .other(let id, let instrument, let problem): "position \(id) is in \(instrument): \(problem)"
      }
    }

    private func names(_ underlyings: [Underlying]) -> String {
      underlyings.isEmpty ? "nothing" : underlyings.map(\.name).joined(separator: ", ")
    }
  }
#endif
