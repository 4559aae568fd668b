import TailpoolMarket

extension CoverPool {
  /// A claim on a cover.
  public struct Claim: Hashable, Sendable {
    /// Where a claim stands.
    public enum Status: Hashable, Sendable {
      /// Nothing is decided for good.
      case open
      /// Denied for good.
      case denied
      /// Accepted, and paid as far as `paid` says.
      case accepted
    }

    /// The cover's number.
    public let cover: UInt64
    /// What is claimed, in base units.
    public let amount: UInt128
    /// When the loss was.
    public let occurred: Timestamp
    /// When it was filed.
    public let filed: Timestamp
    /// The deposit that is held, in base units.
    public internal(set) var deposit: UInt128
    /// The votes on it; nil where an incident decided.
    public internal(set) var assessment: Assessment?
    /// Where it stands.
    public internal(set) var status: Status
    /// Paid, in base units.
    public internal(set) var paid: UInt128 = 0
    /// Come back of it, in base units.
    public internal(set) var recovered: UInt128 = 0
    /// What each fund bore and did not get back, by place.
    var borne: [Int: UInt128] = [:]

    /// Of the cover, what the claim keeps.
    var open: UInt128 { status == .denied ? 0 : amount - paid }
    /// What an appeal has put up and is held, in base units.
    var bond: UInt128 { status == .open ? assessment?.appeal.map { $0.bond.magnitude } ?? 0 : 0 }
  }
}
