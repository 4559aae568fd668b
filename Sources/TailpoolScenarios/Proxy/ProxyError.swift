import TailpoolMarket

/// Why a proxy was refused.
public enum ProxyError: Error, Sendable, Hashable {
  /// A tolerance is not finite and > 0.
  case invalidTolerance(Double)
  /// The error bound of an underlying's proxy stayed above its part of the tolerance, both in dollars.
  case toleranceNotMet(Underlying, errorBound: Double, tolerance: Double)
  /// Volatilities do not keep their strikes: the rule of the book is not one that a proxy of spot and volatility serves.
  case unsupportedVolatilityRule
  /// The source moves these factors of underlyings that the book holds, beside spots and levels of volatility.
  case unsupportedFactors([RiskFactor])
  /// The book could not be revalued at all.
  case revaluation(RevaluationError)
}

extension RevaluationProxy {
  /// The error that a proxy may have.
  public enum Tolerance: Hashable, Sendable {
    /// An amount for the whole book.
    case dollars(Double)
    /// A part of the gross range: the sum, over all instruments without regard to netting, of how far each value moves
    /// between the least and the greatest moves of the scenarios.
    case partOfGrossRange(Double)

    /// 1e-8 of the gross range.
    public static let standard = RevaluationProxy.Tolerance.partOfGrossRange(1e-8)

    var value: Double {
      switch self {
      case .dollars(let value), .partOfGrossRange(let value): value
      }
    }
  }
}
