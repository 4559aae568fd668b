import TailpoolLedger

/// Why a loss could not be shared.
public enum SharingError: Error, Sendable, Equatable {
  /// There is no participant or no scenario.
  case empty
  /// Two lists that must be of one length are not.
  case countMismatch(expected: Int, actual: Int)
  /// A number is NaN, infinite or out of its range: what it is of, and the participant or scenario (from 0).
  case invalid(String, index: Int)
  /// What the shares would be proportional to sums to zero or less, so that it says nothing about shares.
  case noBasis
  /// The loss itself is NaN or infinite.
  case invalidLoss(Double)
  /// The rule gives a participant a negative part, which is a payment and not a share of a loss in money.
  case negativeShare(index: Int, share: Double)
  /// Too many participants for an exact computation: how many, and the greatest number.
  case tooManyParticipants(Int, maximum: Int)
  /// An amount of base units could not be computed.
  case amount(LedgerError)
}
