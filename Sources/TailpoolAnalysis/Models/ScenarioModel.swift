import TailpoolScenarios

/// How the scenarios of an analysis are drawn.
///
/// A model has a name that is read and printed: `student-t:5`, `gaussian:sobol`.
public struct ScenarioModel: Sendable {
  /// The ways to draw.
  public enum Kind: Sendable {
    /// Joint normal moves with the covariance of the estimator.
    case gaussian
    /// Multivariate Student t moves with the covariance of the estimator.
    case studentT(degreesOfFreedom: Double)
    /// The margins of the past, joined by a t copula; nil degrees of freedom are fitted.
    case studentTCopula(degreesOfFreedom: Double?)
    /// The margins of the past, joined by a Gaussian copula.
    case gaussianCopula
    /// Each past move applied to today.
    case historical
    /// Past moves over the volatility of their day, times today's: for a spot that which options implied the day before,
    /// where a volatility history says it, else that of a GARCH(1,1) model of its own; for a volatility the exponentially
    /// weighted one. Smoothed, each day that is drawn is moved a little.
    case filteredHistory(smoothed: Bool)
    /// The same by a GARCH(1,1) of each factor.
    case filteredGARCH
    /// The same with exponentially weighted volatilities of each factor, of this decay a day.
    case filteredEWMA(decay: Double)
    /// Gaussian moves drawn where the derivatives of the book lose most, each with its likelihood ratio.
    case importance
    /// A source of the user's own, with the likelihood ratio of each scenario where they are not alike.
    case custom(name: String, source: any ScenarioSource, likelihoodRatios: [Double]?)
  }

  /// The way.
  public let kind: Kind
  /// Where the random numbers come from, for the ways that draw normal ones.
  public let sampling: ScenarioSampling

  /// Joint normal moves by independent random numbers.
  public static let gaussian = ScenarioModel(.gaussian)
  /// Each past move applied to today.
  public static let historical = ScenarioModel(.historical)
  /// Past moves filtered by implied volatilities, or GARCH(1,1) models of the spots where no history has them.
  public static let filteredHistory = ScenarioModel(.filteredHistory(smoothed: false))
  /// Past moves filtered by a GARCH(1,1) of each factor.
  public static let filteredGARCH = ScenarioModel(.filteredGARCH)
  /// Importance sampling by the book's derivatives.
  public static let importance = ScenarioModel(.importance)
  /// The margins of the past, joined by a Gaussian copula.
  public static let gaussianCopula = ScenarioModel(.gaussianCopula)

  /// Multivariate Student t moves.
  ///
  /// - Parameter degreesOfFreedom: More than 2, finite; what is out of range is an error of the run.
  public static func studentT(degreesOfFreedom: Double) -> ScenarioModel {
    ScenarioModel(.studentT(degreesOfFreedom: degreesOfFreedom))
  }

  /// The margins of the past, joined by a t copula.
  ///
  /// - Parameter degreesOfFreedom: More than 0, finite; nil fits them.
  public static func studentTCopula(degreesOfFreedom: Double? = nil) -> ScenarioModel {
    ScenarioModel(.studentTCopula(degreesOfFreedom: degreesOfFreedom))
  }

  /// A source of the user's own.
  ///
  /// - Parameters:
  ///   - name: What the report calls it.
  ///   - source: Its underlyings must include those of the book.
  ///   - likelihoodRatios: The ratio of each scenario's likelihood to that it was drawn with, ≥ 0; nil when all are alike.
  public static func custom(
    name: String, source: any ScenarioSource, likelihoodRatios: [Double]? = nil
  ) -> ScenarioModel {
    ScenarioModel(.custom(name: name, source: source, likelihoodRatios: likelihoodRatios))
  }

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - kind: The way to draw.
  ///   - sampling: Where the random numbers come from; a way that draws none, or rows of the past, takes no notice.
  public init(_ kind: Kind, sampling: ScenarioSampling = .random) {
    self.kind = kind
    self.sampling = sampling
  }

  /// The same way with random numbers from elsewhere.
  public func sampled(_ sampling: ScenarioSampling) -> ScenarioModel { ScenarioModel(kind, sampling: sampling) }

  /// Whether the moves are drawn with the estimator's covariance.
  public var usesCovariance: Bool {
    switch kind {
    case .gaussian, .studentT, .importance: true
    case .studentTCopula, .gaussianCopula, .historical, .filteredHistory, .filteredGARCH, .filteredEWMA, .custom: false
    }
  }

  /// Whether all scenarios weigh alike.
  var weighsAlike: Bool {
    switch kind {
    case .importance, .custom(_, _, _?): false
    default: true
    }
  }

  /// Whether the scenarios are put together from past days, which may be taken once each.
  var isOfPastDays: Bool {
    switch kind {
    case .historical, .filteredHistory, .filteredGARCH, .filteredEWMA: true
    case .gaussian, .studentT, .studentTCopula, .gaussianCopula, .importance, .custom: false
    }
  }

  /// Whether random numbers can come from elsewhere than independent ones.
  var takesSampling: Bool {
    switch kind {
    case .gaussian, .studentT, .studentTCopula, .gaussianCopula: true
    case .historical, .filteredHistory, .filteredGARCH, .filteredEWMA, .importance, .custom: false
    }
  }
}
