#if Command
  import Tailpool

  extension HedgingError {
    /// The error in words: which day and underlying it is, what is wrong, and what was expected.
    var words: String {
      switch self {
      case .notFinite(let name, let underlying, let time):
        "the \(name) in \(underlying) at \(time) is no finite number"
      case .noSpot(let underlying, let time): "the market of \(time) gives no spot of \(underlying)"
      case .noMarket(let underlying, let time):
        "the journal marks the pool at \(time), with \(underlying) open, and there is no market of that instant; expected "
          + "a chain of it"
      case .noMark(let underlying, let time):
        "the pool has \(underlying) open at \(time), the instant of a market, and the journal does not mark it then; expected "
          + "a mark event, or no chain of that instant"
      case .marketsOutOfOrder(let time, let before): "the market of \(time) stands after that of \(before)"
      case .tooFewMarkets(let count):
        "the chains are of \(count) instants; expected at least two, which a day lies between"
      case .countsInCoin(let asset):
        "the pool counts in \(asset), an underlying of the market; expected a pool that counts in the quote currency"
      case .pricing(let error, let time): "at \(time): \(error.words)"
      case .bridge(let error, let time): "at \(time): \(error.words)"
      case .refused(let refusal, let time): "at \(time): the pool refuses: \(refusal.words)"
      }
    }
  }
#endif
