import TailpoolMarket

extension CoverPool {
  /// Sums over all that is in a pool, in base units.
  public struct Totals: Hashable, Sendable {
    /// Money held for funds, premium that is not earned, and deposits of claims.
    public internal(set) var cash: Int128 = 0
    /// Paid in for shares.
    public internal(set) var paidIn: Int128 = 0
    /// Paid out for shares.
    public internal(set) var paidOut: Int128 = 0
    /// Given to funds for no shares.
    public internal(set) var gifts: Int128 = 0
    /// Premium written, fees included.
    public internal(set) var written: Int128 = 0
    /// Fees of it.
    public internal(set) var fees: Int128 = 0
    /// Premium given back.
    public internal(set) var refunded: Int128 = 0
    /// Rewards paid in for stakers.
    public internal(set) var rewards: Int128 = 0
    /// Rewards that stakers have taken.
    public internal(set) var rewardsTaken: Int128 = 0
    /// Cover that may still be claimed on.
    public internal(set) var exposure: UInt128 = 0
    /// Claims that are open: filed or accepted, and not paid.
    public internal(set) var openClaims: UInt128 = 0
    /// Incidents that may still be claimed for.
    public internal(set) var openIncidents = 0
    /// Deposits and bonds of claims that are not decided for good.
    public internal(set) var deposits: Int128 = 0
    /// Paid for claims.
    public internal(set) var paid: Int128 = 0
    /// Come back of it.
    public internal(set) var recovered: Int128 = 0
    /// What slashes for claims cost beside what they covered.
    public internal(set) var slashFees: Int128 = 0
    /// Taken from stakes for the members' capital, and not for a claim.
    public internal(set) var slashed: Int128 = 0
    /// Deposits and bonds that claims which were denied, and appeals which failed, left to the members' capital.
    public internal(set) var forfeited: Int128 = 0
    /// Of the offset of the stakes, what losses have used.
    public internal(set) var offsetUsed: UInt128 = 0
    /// The capital requirement as it was last moved.
    public internal(set) var requirement: Int128
    var requirementAt: Int64
    /// Since when no loss is known that is not borne; exits' windows do not run before.
    var clearSince: Int64
    /// Weights of the products that are open.
    var weights = 0

    init(_ terms: CoverTerms) {
      requirement = Int128(terms.capital.openingRequirement)
      requirementAt = terms.opening.secondsSinceEpoch
      clearSince = terms.opening.secondsSinceEpoch
    }

    /// Premium that is neither a fee nor given back: earned or not yet.
    public var net: Int128 { written - fees - refunded }

    var isClear: Bool { openClaims == 0 && openIncidents == 0 }
  }
}
