#if Command
  import Tailpool

  extension AnalysisError {
    /// The error in words: what is wrong, and what was expected.
    var words: String {
      switch self {
      case .missingHistory(let underlying, let available):
        "the history has no column for \(underlying); its columns are \(Explanation.list(available))"
      case .oldHistory(let age, let allowed):
        "the days that the histories have in common end \(age) days before the snapshot; "
          + "expected at most \(allowed), as --oldest-history says"
      case .tooFewForecasts(let found, let required):
        "\(found) days are left to forecast after the first window, by the dates and the step asked for; expected at least "
          + "\(required)"
      case .emptyBook: "the book is empty; expected at least one position, or open interest in the chain"
      case .unrelatedStress(let named, let underlyings):
        "the stress set names \(Explanation.list(Set(named).sorted())), none of which the book holds; it holds "
          + Explanation.list(underlyings.map(\.name))
      case .unknownUnit(let unit, let known):
        "the pool counts in, or holds, \(unit), which no market gives a price of; expected "
          + Explanation.list(known.map(\.name))
      case .shardsNeedFullRevaluation: "shards are valued in full and count alike; expected --revaluation full"
      case .invalidShardCount(let count): "\(count) shards are out of range; expected 1 or more"
      }
    }
  }
#endif
