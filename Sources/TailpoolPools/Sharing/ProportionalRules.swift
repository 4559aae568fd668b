import TailpoolLedger
import TailpoolNumerics

/// Shares every loss in fixed proportions.
///
///     part(i) = loss · weight(i) / sum of weights
public struct QuotaShare: LossSharingRule, Hashable {
  /// The weights, in whole shares.
  public let weights: [Int128]

  /// Creates the rule.
  ///
  /// - Parameter weights: Shares of the participants, ≥ 0, with a positive sum of at most 2¹²⁷ − 1.
  /// - Throws: `SharingError.invalid` for a negative weight, `.noBasis` when all are zero, `.amount` on overflow.
  public init(weights: [Int128]) throws(SharingError) {
    if let index = weights.firstIndex(where: { $0 < 0 }) { throw .invalid("weight", index: index) }
    let whole: Int128
    do { whole = try checkedSum(weights) } catch { throw .amount(error) }
    guard whole > 0 else { throw .noBasis }
    self.weights = weights
  }

  /// How many participants share.
  public var participantCount: Int { weights.count }

  /// Each participant's part of a loss; see `LossSharingRule`.
  public func shares(of loss: Double) throws(SharingError) -> [Double] {
    try check(loss)
    let whole = weights.reduce(0.0) { $0 + Double($1) }
    return weights.map { loss * (Double($0) / whole) }
  }

  /// Each participant's part of a loss in base units by the exact weights; see `LossSharingRule`.
  public func split(units loss: Int128) throws(SharingError) -> [Int128] {
    do { return try largestRemainderSplit(units: loss, by: weights) } catch { throw .amount(error) }
  }
}

/// Shares every loss in proportion to what each participant adds on average, or to any other measure of its risk.
///
///     part(i) = loss · basis(i) / sum of basis
///
/// With the mean losses it is the mean-proportional rule; with Euler or Shapley contributions (`RiskAllocation`) it makes
/// participants pay for the risk that they bring. A negative basis, a hedger's, gives a negative part.
public struct ProportionalShare: LossSharingRule, Hashable {
  /// What the parts are proportional to.
  public let basis: [Double]
  private let whole: Double

  /// Creates the rule from a basis.
  ///
  /// - Parameter basis: One finite number a participant, with a positive finite sum.
  /// - Throws: `SharingError.empty`, `.invalid` for a number that is not finite, `.noBasis` without a positive sum.
  public init(basis: [Double]) throws(SharingError) {
    guard !basis.isEmpty else { throw .empty }
    if let index = basis.firstIndex(where: { !$0.isFinite }) { throw .invalid("basis", index: index) }
    whole = CompensatedSum(basis).value
    guard whole > 0, whole.isFinite else { throw .noBasis }
    self.basis = basis
  }

  /// The mean-proportional rule.
  ///
  /// - Parameter losses: What the participants may lose; the mean of the total must be positive.
  /// - Throws: `SharingError.noBasis` when it is not.
  public init(meansOf losses: JointLosses) throws(SharingError) { try self.init(basis: losses.means) }

  /// The rule by an allocation of risk.
  ///
  /// - Parameter allocation: Contributions of the participants with a positive sum.
  /// - Throws: `SharingError.noBasis` when the sum is not positive.
  public init(_ allocation: RiskAllocation) throws(SharingError) { try self.init(basis: allocation.contributions) }

  /// How many participants share.
  public var participantCount: Int { basis.count }

  /// Each participant's part of a loss; see `LossSharingRule`.
  public func shares(of loss: Double) throws(SharingError) -> [Double] {
    try check(loss)
    return basis.map { loss * ($0 / whole) }
  }
}
