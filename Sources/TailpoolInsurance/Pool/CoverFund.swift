import TailpoolLedger
import TailpoolPoolEngine

extension CoverPool {
  /// Money that is held in shares: the members' capital, or a stake that bears losses before it does.
  public struct Fund: Hashable, Sendable {
    /// The name.
    public let name: String
    /// Who holds how many shares, those that wait to leave included.
    public internal(set) var register = PoolRegister()
    /// What is held, but for earned premium, in base units; below zero where losses took earned premium.
    var booked: Int128 = 0
    /// Premium that the fund earns.
    var stream = PremiumStream()
    /// Cover that stands on the fund, by product.
    var backed: [UInt128] = []
    /// Stake that is locked in tranches; nil for a fund that is left by cooldown and window.
    var stake: TrancheStake?
    /// Rewards paid in for the stakers and not taken, in base units; they are apart from what the fund holds.
    public internal(set) var rewards: Int128 = 0
    /// Losses that the fund has borne, slashes included and what came back taken off.
    public internal(set) var borne: Int128 = 0

    init(name: String, _ stake: TrancheStake? = nil) { (self.name, self.stake) = (name, stake) }

    /// The account of the stake in tranches, as of the last event that moved it; nil for a fund that is left by cooldown and window.
    public var ladder: StakeLadder? { stake?.ladder }

    /// Cover of a product that stands on the fund.
    func backed(_ product: Int) -> UInt128 { product < backed.count ? backed[product] : 0 }

    mutating func addBacked(_ units: UInt128, _ product: Int) {
      while backed.count <= product { backed.append(0) }
      backed[product] += units
    }
  }

  /// Stake in tranches, and how much of what the fund has earned is in it.
  ///
  ///     booked + credited = stake of all tranches
  struct TrancheStake: Hashable, Sendable {
    var ladder: StakeLadder
    var credited: Int128 = 0
  }

  /// The part of a cover that stands on one fund.
  public struct Backing: Hashable, Sendable {
    /// The fund's place, 0 for the members' capital.
    let fund: Int
    /// Cover that stands on it, in base units.
    public internal(set) var cover: UInt128
    /// Premium that the fund earns of it, in base units.
    public internal(set) var premium: UInt128
  }
}
