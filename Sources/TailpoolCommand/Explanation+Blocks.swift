#if Command
  import Tailpool

  extension BlockRefusal {
    /// The refusal in words.
    ///
    /// - Parameter asset: What the pool counts in; nil where no amount is to be said.
    func words(in asset: Asset?) -> String {
      switch self {
      case .noPackages(let id): "block \(id) has no packages"
      case .invalidLegs(let id): "block \(id) has no legs, a leg of none, or a contract that stands twice"
      case .tooManyContracts(let id): "block \(id) has 4294967296 contracts of a leg or more"
      case .minimumAbovePackages(let id): "block \(id) has a least number above its packages"
      case .duplicateBlock(let id): "block \(id) stands twice"
      case .unpriced(let contract): "\(contract) has no value in the market"
      case .quote(let contract, let refusal): "\(contract): \(asset.map(refusal.words) ?? "is not quoted")"
      case .bridge(let error): error.words
      case .worseThanLimit(let cost, let limit): "the rest would cost \(cost) base units, its limit is \(limit)"
      case .overflow: "a number passes what is counted in"
      }
    }
  }
#endif
