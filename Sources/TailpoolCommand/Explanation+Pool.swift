#if Command
  import Tailpool

  extension PoolBridgeError {
    /// The error in words: which contract it is, what is wrong with it, and what would cure it.
    var words: String {
      switch self {
      case .inexact(let contract, let field, let units):
        "the \(field) of \(contract), \(units), has more digits than the market keeps; expected at most fifteen"
      case .notWhole(let contract, let field, let value):
        "the \(field) of \(contract), \(value), has more decimals than the ledger keeps; expected at most eight, or those of "
          + "the asset for a size"
      case .foreignPayoff(let contract, let settlement, let asset):
        "\(contract) settles in \(settlement.rawValue) in a pool that counts in \(asset); expected contracts in cash where the "
          + "pool counts in the quote currency, or options in coin on the pool's own asset"
      case .unknownTerms(let contract):
        "the journal does not say what \(contract) pays, a kind of its operator's own; expected a program that gives its "
          + "terms (PoolBookInputs.contracts)"
      case .hedgeInCoin(let underlying, let asset):
        "the hedge in \(underlying) stands in a pool that counts in \(asset); expected marks of it by hand"
      case .expired(let contract, let expiry):
        "\(contract) expired at \(expiry) and is still open; expected a settle event of its expiry before the chain's time"
      case .notListed(let contract):
        "the chains do not list \(contract) with a volatility; expected a chain with its underlying, expiry and strike"
      case .noPrice(let contract, .missingCorrelation(_, _, let first, let second)):
        "\(contract) cannot be valued: no one gave the correlation of \(first) and \(second); expected --correlation "
          + "\(first),\(second)=VALUE"
      case .noPrice(let contract, let error): "\(contract) cannot be valued: \(error.words)"
      case .crossedQuote(let contract, let bid, let ask):
        "\(contract) is bid \(bid) and asked \(ask); expected a chain in which the bid is not above the ask"
      case .noSpot(let underlying):
        "the chains give no spot of \(underlying), in which the pool is hedged; expected a chain of it"
      case .unlikelyHedge(let underlying, let marked, let spot):
        "the hedge in \(underlying) is marked at \(marked) a unit with the spot at \(spot); expected --hedge-entry "
          + "\(underlying)=PRICE for a hedge by futures"
      case .hedgedByFutures(let underlying):
        "the pool hedges \(underlying) by futures; expected a hedge booked by hand"
      case .noHedgeEntry(let underlying):
        "nobody said at which price the futures in \(underlying) were entered; expected their entry"
      case .snapshotBeforeEvent(let asOf, let last):
        "the chains are of \(asOf), before the last event of the pool at \(last); expected later ones"
      case .lateSnapshot(let asOf, let mark, let age):
        "the chains are of \(asOf), for marks at \(mark); expected chains at most \(age) seconds older and none later"
      case .nothingOpen: "the pool has nothing open and no hedge; expected something to value"
      case .noMembers: "nobody has shares in the pool; expected a member that bears its risk"
      case .shortfallAboveBudget(let contract, let shortfall, let budget):
        "the expected shortfall after the trade in \(contract) is \(shortfall) base units; expected at most \(budget)"
      case .refused(let refusal): "the pool refuses: \(refusal.words)"
      case .amount(let name, let error): "a value of \(name) is no amount of money: \(error)"
      case .delta(let contract, let delta): "the delta of \(contract) is \(delta), out of range"
      default: "the pool and its market do not fit: \(self)"
      }
    }
  }
#endif
