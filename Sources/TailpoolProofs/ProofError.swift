/// Why a proof could not be made, read or accepted.
@nonexhaustive
public enum ProofError: Error, Hashable, Sendable {
  /// The scalar of this name is not below the order of the group, or is not of 32 bytes.
  case unreducedScalar(String)
  /// The bytes of this name are not the canonical encoding of a group element.
  case invalidPoint(String)
  /// The element of this name is the identity, which it must not be.
  case forbiddenIdentity(String)
  /// Something has another length than it must have, in the unit that its name says.
  case wrongLength(of: String, expected: Int, found: Int)
  /// Range proofs exist of 8, 16, 32 or 64 bits of 1, 2, 4 or 8 values.
  case unsupportedSize(bits: Int, values: Int)
  /// The value at this place has more bits than the proof.
  case valueOutOfRange(index: Int, bits: Int)
  /// Commitments on different bases were put together.
  case baseMismatch(expected: String, found: String)
  /// The document is of a kind or a version that this library does not know.
  case unknownVersion(of: String, found: String)
  /// A sum is above what its type holds.
  case overflow(String)
  /// An amount that must not be below zero is.
  case negative(String, Int128)
  /// Two members have the same salted identifier, at these places.
  case duplicateMember(first: Int, second: Int)
  /// There is nothing where something must be.
  case empty(String)
  /// A statement is of an earlier instant than still counts, both in seconds since 1970.
  case outdated(instant: Int64, earliest: Int64)
  /// A field of a proof's document is absent, unknown or cannot be read.
  case malformedDocument(String)
  /// The statement does not follow from what the prover knows, so that there is nothing to prove.
  case untrueStatement(String)
  /// The proof does not hold for this statement.
  case notProved(String)
  /// A note has been spent in this scope before.
  case alreadySpent(String)
  /// The part of this name is not that of the statement it is held against.
  case otherStatement(String)
  /// A run is checked by running it again, not by its document.
  case needsRun
  /// A seal says nothing before it is opened.
  case needsReveal
  /// libsodium could not be initialized: the system has no random numbers.
  case sodiumUnavailable
}
