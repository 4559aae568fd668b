import TailpoolLedger

/// A rule by which the participants of a pool bear a loss of the whole pool.
///
/// A rule is made beforehand, from what is known about the participants' losses, and then depends on nothing but the total:
/// that is what makes it predictable. `AxiomReport` says which promises a rule keeps.
public protocol LossSharingRule: Sendable {
  /// How many participants share.
  var participantCount: Int { get }

  /// Each participant's part of a loss.
  ///
  /// - Parameter loss: The loss of the whole pool, finite; a gain is negative.
  /// - Returns: One part a participant, which add up to the loss to rounding.
  /// - Throws: `SharingError.invalidLoss` when the loss is not finite, and as the rule says.
  func shares(of loss: Double) throws(SharingError) -> [Double]
}

extension LossSharingRule {
  /// Each participant's part of a loss in base units, adding up to the loss exactly.
  ///
  /// The parts of the rule, to 2⁻⁶² of the greatest, are the weights of a largest-remainder split; no participant pays more
  /// than a unit above what those weights say.
  ///
  /// - Parameter loss: The loss in base units, ≥ 0.
  /// - Returns: One part a participant, each ≥ 0, with sum `loss`.
  /// - Throws: `SharingError.negativeShare` when the rule makes somebody receive money by more than 1e-12 of the loss,
  ///   `.amount` when the loss is negative, or as `shares(of:)`.
  public func split(units loss: Int128) throws(SharingError) -> [Int128] {
    guard loss >= 0 else { throw .amount(.negative(loss)) }
    guard loss > 0 else { return [Int128](repeating: 0, count: participantCount) }
    let shares = try shares(of: Double(loss))
    let dust = 1e-12 * Double(loss)
    if let index = shares.firstIndex(where: { !($0 >= -dust && $0.isFinite) }) {
      throw .negativeShare(index: index, share: shares[index])
    }
    guard let greatest = shares.max(), greatest > 0 else { throw .noBasis }
    let weights = shares.map { Int128(max($0, 0) / greatest * 0x1p62) }
    do { return try largestRemainderSplit(units: loss, by: weights) } catch { throw .amount(error) }
  }

  /// Throws unless a loss is finite.
  func check(_ loss: Double) throws(SharingError) {
    guard loss.isFinite else { throw .invalidLoss(loss) }
  }
}
