import TailpoolMarket

/// A member of a pool.
public struct Participant: Hashable, Sendable {
  /// The name, unique in the pool.
  public let id: String
  /// Capital contributed, in the pool's unit, finite and ≥ 0.
  public let contribution: Double

  /// Creates a participant; see the properties for the meaning of each argument.
  public init(id: String, contribution: Double) {
    self.id = id
    self.contribution = contribution
  }
}

extension PoolDescription {
  /// The limits that a pool has set itself; nil means that there is none.
  public struct Limits: Hashable, Sendable {
    /// Greatest utilization, a fraction.
    public var maximumUtilization: Double?
    /// Greatest expected shortfall 97.5 % over capital, a fraction.
    public var maximumExpectedShortfallOverCapital: Double?
    /// Greatest value at risk 99 % over capital, a fraction.
    public var maximumValueAtRiskOverCapital: Double?
    /// Greatest share of one participant, a fraction.
    public var maximumParticipantShare: Double?
    /// Greatest loss in any scenario of the stress set over capital, a fraction.
    public var maximumStressLossOverCapital: Double?

    /// Creates limits; nil means none.
    public init(
      maximumUtilization: Double? = nil, maximumExpectedShortfallOverCapital: Double? = nil,
      maximumValueAtRiskOverCapital: Double? = nil, maximumParticipantShare: Double? = nil,
      maximumStressLossOverCapital: Double? = nil
    ) {
      self.maximumUtilization = maximumUtilization
      self.maximumExpectedShortfallOverCapital = maximumExpectedShortfallOverCapital
      self.maximumValueAtRiskOverCapital = maximumValueAtRiskOverCapital
      self.maximumParticipantShare = maximumParticipantShare
      self.maximumStressLossOverCapital = maximumStressLossOverCapital
    }
  }
}

/// A pool: who has contributed what, and the limits.
public struct PoolDescription: Hashable, Sendable {
  /// What contributions and limits are counted in: dollars, or coins of an underlying.
  public let unit: UnitOfAccount
  /// The members, in the order given; at least one, ids unique, contributions with a positive sum.
  public let participants: [Participant]
  /// What the pool holds besides its positions, by kind, each ≥ 0; nil when the pool has not said. Then it is taken to hold its
  /// contributions and, in dollars, today's value of the positions it owes, so that the net asset value is what was contributed.
  public let assets: Holdings?
  /// The limits.
  public let limits: PoolDescription.Limits
  /// What the pool's own books say of its capital; nil for a pool that is only described.
  public let books: BookedCapital?

  /// Creates the pool that books tell of.
  package init(unit: String, members: [Participant], limits: PoolDescription.Limits, books: BookedCapital) {
    (self.unit, participants, assets, self.limits, self.books) = (UnitOfAccount(unit), members, nil, limits, books)
  }

  /// Creates a pool.
  ///
  /// - Parameters:
  ///   - unit: The unit of account.
  ///   - participants: The members.
  ///   - assets: What the pool holds besides its positions, each kind finite and ≥ 0, or nil.
  ///   - limits: The limits.
  /// - Throws: `PoolError` when there is no participant, an id stands twice, or an amount is negative or not finite.
  public init(
    unit: UnitOfAccount, participants: [Participant], assets: Holdings? = nil,
    limits: PoolDescription.Limits = .init()
  ) throws(PoolError) {
    guard !participants.isEmpty else { throw .noParticipants }
    var ids = Set<String>()
    var total = 0.0
    for participant in participants {
      guard ids.insert(participant.id).inserted else { throw .duplicateParticipant(id: participant.id) }
      guard participant.contribution >= 0, participant.contribution.isFinite else {
        throw .invalidContribution(id: participant.id, contribution: participant.contribution)
      }
      total += participant.contribution
    }
    guard total > 0, total.isFinite else { throw .noCapital }
    for kind in assets?.kinds ?? [] {
      guard let amount = assets?.amounts[kind], amount >= 0, amount.isFinite else {
        throw .invalidAssets(of: kind, amount: assets?.amounts[kind] ?? .nan)
      }
    }
    self.unit = unit
    self.participants = participants
    self.assets = assets
    self.limits = limits
    books = nil
  }

  /// Creates a pool whose assets are all of its own unit.
  ///
  /// - Parameters:
  ///   - unit: The unit of account.
  ///   - participants: The members.
  ///   - assets: What the pool holds besides its positions, in its unit, finite and ≥ 0.
  ///   - limits: The limits.
  /// - Throws: `PoolError`, as the pool with assets by kind.
  public init(
    unit: UnitOfAccount, participants: [Participant], assets: Double, limits: PoolDescription.Limits = .init()
  ) throws(PoolError) {
    try self.init(unit: unit, participants: participants, assets: Holdings([unit: assets]), limits: limits)
  }
}

/// Why a pool could not be built.
public enum PoolError: Error, Sendable, Equatable {
  /// The pool has no member.
  case noParticipants
  /// An id stands twice.
  case duplicateParticipant(id: String)
  /// A contribution is negative or not finite.
  case invalidContribution(id: String, contribution: Double)
  /// The contributions sum to zero, or to more than a Double holds.
  case noCapital
  /// The assets of a kind are negative or not finite.
  case invalidAssets(of: UnitOfAccount, amount: Double)
}
