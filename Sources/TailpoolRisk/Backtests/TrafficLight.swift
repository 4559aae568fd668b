import TailpoolNumerics

/// The traffic light of the Basel Committee: a zone for a number of exceptions.
///
/// Yellow starts where the probability of at most so many exceptions reaches 95 %, red where it reaches 99.99 %: at 5 and
/// 10 exceptions for 250 days at 99 %.
///
/// - Source: Basel Committee on Banking Supervision, Supervisory framework for the use of "backtesting" (1996).
public struct TrafficLight: Hashable, Sendable {
  /// A zone.
  public enum Zone: String, Hashable, Sendable {
    /// No sign of a problem.
    case green
    /// More exceptions than expected.
    case yellow
    /// So many that the forecasts are hardly right.
    case red
  }

  /// The zone.
  public let zone: Zone
  /// Number of exceptions.
  public let exceptions: Int
  /// The probability of at most so many exceptions when the forecasts are right.
  public let cumulativeProbability: Double
  /// The probability of at least so many exceptions when the forecasts are right.
  public let tailProbability: Double

  /// The light of a sequence.
  ///
  /// - Parameter sequence: The days.
  /// - Accuracy: about 1e-13 relative for both probabilities where they are below a half.
  public init(_ sequence: ExceptionSequence) {
    let (n, x, rate) = (sequence.count, sequence.exceptions, sequence.expectedRate)
    exceptions = x
    cumulativeProbability =
      x == n ? 1 : BetaFunction.regularized(1 - rate, a: Double(n - x), b: Double(x + 1))
    tailProbability = x == 0 ? 1 : BetaFunction.regularized(rate, a: Double(x), b: Double(n - x + 1))
    zone = cumulativeProbability >= 0.9999 ? .red : cumulativeProbability >= 0.95 ? .yellow : .green
  }
}
