struct RiskDocument: Codable, Equatable {
  var monteCarlo: TailRiskDocument
  var historical: OrNull<TailRiskDocument>
  var approximations: OrNull<ApproximationDocument>
}

struct ApproximationDocument: Codable, Equatable {
  var measures: [ApproximationRowDocument]
  var moves: [ApproximationRowDocument]
}

struct ApproximationRowDocument: Codable, Equatable {
  var name: String
  var linear: JSONNumber
  var deltaGamma: JSONNumber
  var full: JSONNumber
  var gap: JSONNumber
}

struct TailRiskDocument: Codable, Equatable {
  var outcomes: Int
  var mean: JSONNumber
  var standardDeviation: JSONNumber
  var worst: JSONNumber
  var valueAtRisk: [ValueAtRiskDocument]
  var expectedShortfall: ShortfallDocument
  var expectedShortfalls: [ShortfallDocument]
  var contributions: [ContributionDocument]
  var histogram: HistogramDocument
  var meanLikelihoodRatio: JSONNumber
}

struct ValueAtRiskDocument: Codable, Equatable {
  var level: JSONNumber
  var value: JSONNumber
  var low: JSONNumber
  var high: JSONNumber
  var standardError: JSONNumber
}

struct ShortfallDocument: Codable, Equatable {
  var level: JSONNumber
  var value: JSONNumber
  var standardError: JSONNumber
}

struct ContributionDocument: Codable, Equatable {
  var underlying: String
  var expectedShortfall: JSONNumber
  var share: JSONNumber
}

struct HistogramDocument: Codable, Equatable {
  var start: JSONNumber
  var width: JSONNumber
  var counts: [Int]
  var below: Int
  var above: Int
}

struct StressDocument: Codable, Equatable {
  var grids: [GridDocument]
  var scenarios: [ScenarioDocument]
}

struct GridDocument: Codable, Equatable {
  /// Null for all underlyings together.
  var underlying: OrNull<String>
  var spotReturns: [JSONNumber]
  var volatilityChanges: [JSONNumber]
  var profitAndLoss: [[JSONNumber]]
}

struct ScenarioDocument: Codable, Equatable {
  var name: String
  var detail: String
  var profitAndLoss: JSONNumber
  var parts: [ScenarioPartDocument]
  var notCovered: [String]
}

struct ScenarioPartDocument: Codable, Equatable {
  var underlying: String
  var spotReturn: JSONNumber
  var volatilityFactor: JSONNumber
  var profitAndLoss: JSONNumber
  var coinProfitAndLoss: JSONNumber
}

struct BookDocument: Codable, Equatable {
  var value: JSONNumber
  var positions: Int
  var soldPositions: Int
  var byUnderlying: [UnderlyingBookDocument]
  var byExpiry: [ExpiryBookDocument]
  var withoutExpiry: [PerpetualBookDocument]
  var total: DollarGreeksDocument
}

struct UnderlyingBookDocument: Codable, Equatable {
  var underlying: String
  var spot: JSONNumber
  var positions: Int
  var coinValue: JSONNumber
  var netDelta: JSONNumber
  var greeks: GreeksDocument
  var dollarGreeks: DollarGreeksDocument
}

struct PerpetualBookDocument: Codable, Equatable {
  var underlying: String
  var greeks: GreeksDocument
  var dollarGreeks: DollarGreeksDocument
}

struct ExpiryBookDocument: Codable, Equatable {
  var underlying: String
  var expiry: String
  var greeks: GreeksDocument
  var dollarGreeks: DollarGreeksDocument
}

struct GreeksDocument: Codable, Equatable {
  var value: JSONNumber
  var delta: JSONNumber
  var gamma: JSONNumber
  var vega: JSONNumber
  var theta: JSONNumber
}

struct DollarGreeksDocument: Codable, Equatable {
  var value: JSONNumber
  var dollarDelta: JSONNumber
  var dollarGammaPerPercent: JSONNumber
  var vegaPerPoint: JSONNumber
  var thetaPerDay: JSONNumber
}

struct MarketDocument: Codable, Equatable {
  var underlying: String
  var spot: JSONNumber
  var expiries: [ExpiryDocument]
}

struct ExpiryDocument: Codable, Equatable {
  var expiry: String
  var years: JSONNumber
  var forward: JSONNumber
  var forwardSource: String
  var discountFactor: JSONNumber
  var quotes: Int
  var parityForward: JSONNumber
  var parityForwardStandardError: JSONNumber
  var parityPairs: Int
}

struct SmileDocument: Codable, Equatable {
  var underlying: String
  var expiry: String
  var volatilityAtTheMoney: JSONNumber
  var points: [SmilePointDocument]
}

struct SmilePointDocument: Codable, Equatable {
  var instrument: String
  var type: String
  var strike: JSONNumber
  var logMoneyness: JSONNumber
  var volatility: JSONNumber
  var source: String
  var bidVolatility: JSONNumber
  var midVolatility: JSONNumber
  var markVolatility: JSONNumber
  var askVolatility: JSONNumber
}

struct CovarianceDocument: Codable, Equatable {
  var factors: [String]
  var observations: Int
  var effectiveObservations: JSONNumber
  var volatilities: [JSONNumber]
  var correlations: [[JSONNumber]]
  var shrinkage: JSONNumber
  var smallestEigenvalue: JSONNumber
  var conditionNumber: JSONNumber
  var smallestCorrelationEigenvalue: JSONNumber
  var correlationConditionNumber: JSONNumber
  var weakestLoadings: [FactorLoadingDocument]
  var motionless: [String]
  var incompleteRows: Int
  var returnsByFactor: [Int]
  var overlaps: [[Int]]
}

struct FactorLoadingDocument: Codable, Equatable {
  var factor: String
  var weight: JSONNumber
}
