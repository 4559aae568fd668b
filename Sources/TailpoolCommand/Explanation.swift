#if Command
  import Tailpool

  /// An error of the library in words: what is wrong, and what was expected.
  struct Explanation {
    let text: String

    /// The words for an error that data can bring about; nil for any other.
    init?(of error: any Error) {
      switch error {
      case let error as AnalysisError: text = error.words
      case let error as ScenarioError: text = Explanation.words(error)
      case let error as CovarianceError: text = error.words
      case let error as LinearAlgebraError: text = error.words
      case let error as MarketError: text = Explanation.words(error)
      case let error as PricingError: text = error.words
      case let error as RevaluationError: text = Explanation.words(error)
      case let error as SurfaceError: text = Explanation.words(error)
      case let error as PoolError: text = "the pool is not valid: \(error)"
      case let error as PoolBridgeError: text = error.words
      case let error as QuoteRunError: text = error.words
      case let error as HedgingError: text = error.words
      case let error as VenueRefusal: text = "the venue refuses: \(error.words)"
      case let error as AuctionRefusal: text = "the auction refuses: \(error.words)"
      case let error as BlockRefusal: text = "the blocks are not crossed: \(error.words(in: nil))"
      case let error as PoolRefusal: text = "the pool refuses: \(error.words)"
      case let error as RiskError: text = error.words
      default: return nil
      }
    }

    private static func words(_ error: SurfaceError) -> String {
      switch error {
      case .parameterOutOfDomain(let name, let value): "the surface parameter \(name) is \(value), outside its domain"
      case .undetermined: "the parameters do not determine a smile"
      case .tooFewQuotes(let found, let required): "an expiry has \(found) quotes; expected at least \(required)"
      case .unorderedExpiries(let index): "expiry \(index + 1) of the surface is not after the one before"
      case .empty: "no surface can be fitted; expected options out of the money with a bid and a higher ask"
      }
    }

    private static func words(_ error: ScenarioError) -> String {
      switch error {
      case .noAssets: "no asset is named; expected at least one"
      case .duplicateAsset(let name): "\(name) is asked for twice"
      case .unknownAsset(let name, let available):
        "the history has no column \(name); its columns are \(list(available))"
      case .tooFewObservations(let found, let required):
        "the history has \(found) complete returns that can be used; expected at least \(required)"
      case .noCommonReturn(let first, let second, let own, let other):
        first == second
          ? "the history has no return of \(first)"
          : "\(first), with \(own) returns, and \(second), with \(other), have none in a common row"
      case .invalidSpan(let span): "a return cannot span \(span) rows; expected 1 or more"
      case .invalidPeriodsPerYear(let periods): "\(periods) periods a year are out of range"
      case .differentCutTimes(let first, let second):
        "the histories were taken at different times of the day: \(first) and \(second) seconds after midnight UTC"
      case .invalidHorizon(let days): "the horizon of \(days) days is out of range"
      case .invalidScenarioCount(let count): "\(count) scenarios are out of range"
      case .invalidStandardDeviation(let value): "a standard deviation of \(value) is out of range"
      case .notPositiveDefinite(let minor, let factor):
        "the covariance is not positive definite: its leading minor \(minor), at \(factor), is not positive; "
          + "expected returns that are not combinations of each other, or an estimator that shrinks, as ledoit-wolf"
      default: "the scenarios cannot be made: \(error)"
      }
    }

    private static func words(_ error: MarketError) -> String {
      switch error {
      case .invalidContract(let underlying, let strike, let size):
        "an option on \(underlying) has strike \(strike) and contract size \(size); expected positive numbers"
      case .invalidPerpetual(let underlying, let field, let value):
        "a contract without expiry on \(underlying) has \(field) \(value), which is out of range"
      case .invalidTerms(let contract, let field, let value):
        "\(contract) has \(field) \(value); expected a finite, positive number"
      case .invalidCorrelation(let first, let second, let value):
        "the correlation of \(first) and \(second) is \(value); expected a number from -1 to 1, of two underlyings"
      case .duplicateCorrelation(let first, let second):
        "the correlation of \(first) and \(second) is given twice; expected each pair once"
      case .duplicateInstrument(let name): "\(name) stands twice in the chains; expected each instrument once"
      case .duplicatePosition(let id): "position \(id) stands twice in the book"
      case .nonFiniteQuantity(let id, let quantity): "position \(id) has quantity \(quantity); expected a finite number"
      case .unknownInstrument(let id, let instrument): "position \(id) is in \(instrument), which no chain lists"
      case .emptyChain: "no option of the chains can be used; expected options that have not expired, with forwards"
      case .missingSpot(let underlying): "the chains give no spot price and no forward of \(underlying)"
      }
    }

    private static func words(_ error: RevaluationError) -> String {
      switch error {
      case .invalidPosition(let id): "position \(id) has a value out of range"
      case .invalidHorizon(let days): "the horizon of \(days) days is out of range"
      case .invalidSlope(let slope): "a surface shift with the slope \(slope) is out of range"
      case .notCovered(let underlyings): "no scenario moves \(list(underlyings.map(\.name)))"
      case .undrawnFactors(let factors):
        "the scenarios do not draw \(list(factors.map(\.description))), on which the book depends; expected a source that does"
      case .invalidMove(let underlying, let field, let value):
        "a move of \(underlying) has \(field) \(value), which gives no positive, finite price"
      case .nonFiniteScenario(let index): "scenario \(index) is too large: its profit and loss is not finite"
      case .nonFiniteShift(let underlying): "a stress move of \(underlying) is too large: its profit is not finite"
      case .canceled: "canceled"
      }
    }

    static func list(_ names: [String]) -> String {
      names.count <= 8 ? names.joined(separator: ", ") : names.prefix(8).joined(separator: ", ") + ", …"
    }
  }
#endif
