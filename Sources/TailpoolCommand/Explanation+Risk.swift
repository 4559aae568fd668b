#if Command
  import Tailpool

  extension RiskError {
    /// The error in words: what is wrong, and what was expected.
    var words: String {
      switch self {
      case .empty: "there is no profit and loss; expected at least one row"
      case .nonFinite(let index, let count):
        "\(count) numbers are NaN or infinite, the first of them number \(index + 1); expected finite numbers"
      case .invalidProbability(let index, let probability):
        "probability \(index + 1) is \(probability); expected a number that is not negative"
      case .probabilitiesDoNotSumToOne(let sum): "the probabilities sum to \(sum); expected 1"
      case .tooFewScenarios(let found, let required):
        found == 1
          ? "there is 1 row; expected at least \(required)" : "there are \(found) rows; expected at least \(required)"
      case .invalidParameter(let name, let value): "\(name) is \(value), which is out of range"
      case .invalidForecast(let index, let risk, let shortfall):
        "row \(index + 1) has a value at risk of \(risk) and an expected shortfall of \(shortfall); "
          + "expected a shortfall that is positive and at least the value at risk"
      case .outsideCornishFisherDomain(let skewness, let kurtosis):
        "the Cornish-Fisher expansion is no quantile for skewness \(skewness) and excess kurtosis \(kurtosis)"
      case .notPositiveSemidefinite: "the covariance has a negative eigenvalue; expected a positive semidefinite matrix"
      case .noConvergence: "a search for a risk measure did not converge"
      case .missingFactor(let name): "nothing tells how \(name) moves; expected it among the factors"
      case .unknownAssets(let names, let known):
        "the stress names \(names.joined(separator: ", ")), of which the book holds nothing; it holds "
          + known.joined(separator: ", ")
      case .invalidShock(let underlying, let name, let value):
        "the shock of \(underlying) has \(name) \(value), which gives no positive, finite price"
      case .inapplicableScenario(let name, let underlying, let field, let value):
        "the stress scenario \"\(name)\" cannot be applied: \(field) of \(underlying) is \(value); expected a move that leaves "
          + "every price positive and finite"
      }
    }
  }
#endif
