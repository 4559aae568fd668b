import TailpoolNumerics

/// Shares a loss by regression on the total: the mean of each participant, and of the surprise the part that moves with the
/// total.
///
///     part(i) = mean(i) + cov(X(i), S) / var(S) · (loss − mean(S))
///
/// It is fair in the mean and full. A participant who moves against the pool gets a negative part in a great loss, and in a
/// small one anybody may; `negativeParts` says what happens then.
///
/// - Source: M. Denuit, J. Dhaene, C. Robert, "Risk-sharing rules and their properties" (2022).
public struct LinearCovarianceShare: LossSharingRule, Hashable {
  /// What happens to negative parts of a loss.
  public enum NegativeParts: Hashable, Sendable {
    /// They stay: those participants are paid.
    case kept
    /// They become zero and the others are scaled to add up to the loss, at the price of fairness in the mean.
    case clipped
  }

  /// The mean loss of each participant.
  public let means: [Double]
  /// Each participant's part of the surprise; they sum to one.
  public let slopes: [Double]
  /// What happens to negative parts of a loss.
  public let negativeParts: NegativeParts

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - losses: What the participants may lose; the total must vary.
  ///   - negativeParts: What happens to negative parts of a loss.
  /// - Throws: `SharingError.noBasis` when the total does not vary.
  public init(_ losses: JointLosses, negativeParts: NegativeParts = .kept) throws(SharingError) {
    let covariances = losses.covariancesWithTotal
    let variance = CompensatedSum(covariances).value
    guard variance > 0, variance.isFinite else { throw .noBasis }
    means = losses.means
    slopes = covariances.map { $0 / variance }
    self.negativeParts = negativeParts
  }

  /// How many participants share.
  public var participantCount: Int { means.count }

  /// Each participant's part of a loss; see `LossSharingRule`.
  public func shares(of loss: Double) throws(SharingError) -> [Double] {
    try check(loss)
    let surprise = loss - CompensatedSum(means).value
    let parts = zip(means, slopes).map { $0 + $1 * surprise }
    guard negativeParts == .clipped, loss >= 0, parts.contains(where: { $0 < 0 }) else { return parts }
    let positive = parts.map { max($0, 0) }
    let whole = CompensatedSum(positive).value
    return whole > 0 ? positive.map { loss * ($0 / whole) } : positive
  }
}
