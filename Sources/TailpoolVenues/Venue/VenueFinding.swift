import TailpoolLedger
import TailpoolPoolEngine

/// A law that the state of a venue does not keep.
@nonexhaustive
public enum VenueFinding: Hashable, Sendable {
  /// The liquidity at the price is not that of the positions whose range holds it.
  case liquidity(found: UInt128, expected: UInt128)
  /// What begins or ends at a tick is not what the positions say.
  case tick(Int)
  /// The tick is not that of the price.
  case price(tick: Int)
  /// What is owed of a token, all liquidity taken out and all fees credited, is more than the pool holds.
  case claims(token: Int, claimed: UInt256, held: UInt256)
  /// The shares of all owners, the protocol and the locked ones are not the supply.
  case shares(found: UInt128, supply: UInt128)
  /// What accounts have, premium and the fund are not what the vault holds of a token.
  case vault(token: Int)
  /// What a participant brought and received is not what it was paid, paid and has.
  case statement(participant: String)
  /// The options in a range are not the liquidity that was sold, taken out and is there.
  case range(lower: Int, upper: Int)
  /// Traders do not hold what the pool behind an options venue has sold of a contract.
  case holdings(contract: String, found: Int128, expected: Int128)
  /// A law of the books of the pool behind a venue.
  case pool(MutualPool.AuditFinding)
  /// A number of the state is out of its range.
  case overflow
}
