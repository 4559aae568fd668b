/// Why shares were not issued or taken back; nothing has changed then.
@nonexhaustive
public enum ShareError: Error, Hashable, Sendable {
  /// The deposit is worth less than one share.
  case noShares
  /// The owner has fewer shares than the movement takes.
  case insufficientShares(owner: String, held: UInt128, required: UInt128)
  /// The result is worse than the least the mover accepts.
  case belowMinimum(result: UInt128, minimum: UInt128)
  /// A fee rate is out of range.
  case invalidFee
}
