import TailpoolMarket

extension PoolStatus {
  /// A limit and where the pool stands against it.
  public struct LimitCheck: Hashable, Sendable {
    /// What is limited, in words: `utilization`.
    public let name: String
    /// The greatest value allowed.
    public let limit: Double
    /// The value today; infinite when the capital is gone.
    public let value: Double
    /// Whether the limit is broken.
    public var isBroken: Bool { !(value <= limit) }

    /// Creates a check; see the properties for the meaning of each argument.
    public init(name: String, limit: Double, value: Double) {
      self.name = name
      self.limit = limit
      self.value = value
    }
  }
}

extension PoolStatus {
  /// What one member owns and bears.
  public struct Member: Hashable, Sendable {
    /// The member.
    public let participant: Participant
    /// Share of the pool, contribution over all contributions.
    public let share: Double
    /// Share of the net asset value, in the pool's unit.
    public let value: Double
    /// Share of the expected shortfall 97.5 %, in the pool's unit.
    public let expectedShortfall: Double

    /// Creates a status; see the properties for the meaning of each argument.
    public init(participant: Participant, share: Double, value: Double, expectedShortfall: Double) {
      self.participant = participant
      self.share = share
      self.value = value
      self.expectedShortfall = expectedShortfall
    }
  }
}

extension PoolStatus {
  /// A layer that bears losses.
  public struct Layer: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What it can bear, in the pool's unit, > 0.
    public let capacity: Double
    /// The least loss that empties it and all before it, in the pool's unit.
    public let exhaustingLoss: Double

    /// Creates a layer; see the properties for the meaning of each argument.
    public init(name: String, capacity: Double, exhaustingLoss: Double) {
      self.name = name
      self.capacity = capacity
      self.exhaustingLoss = exhaustingLoss
    }
  }
}

/// Where a pool stands today.
public struct PoolStatus: Hashable, Sendable {
  /// What the amounts are counted in.
  public let unit: UnitOfAccount
  /// What the pool holds besides its options.
  public let assets: Double
  /// Value of the options the pool owes, ≥ 0.
  public let optionLiabilities: Double
  /// Value of the options the pool holds, ≥ 0.
  public let optionAssets: Double
  /// Net asset value: assets + option assets − option liabilities; that of the low side for a pool with books.
  public let capital: Double
  /// Option liabilities over assets and option assets; locked collateral over cash for a pool with books.
  public let utilization: Double
  /// Expected shortfall 97.5 % over capital; infinite when the capital is not positive.
  public let expectedShortfallOverCapital: Double
  /// The members.
  public let participants: [PoolStatus.Member]
  /// The limits the pool has set itself.
  public let limits: [PoolStatus.LimitCheck]
  /// The layers that bear losses, the first to bear first; empty for a pool that is only described.
  public let layers: [PoolStatus.Layer]

  /// Creates a status; see the properties for the meaning of each argument.
  public init(
    unit: UnitOfAccount, assets: Double, optionLiabilities: Double, optionAssets: Double, capital: Double,
    utilization: Double, expectedShortfallOverCapital: Double, participants: [PoolStatus.Member],
    limits: [PoolStatus.LimitCheck], layers: [PoolStatus.Layer] = []
  ) {
    self.unit = unit
    self.assets = assets
    self.optionLiabilities = optionLiabilities
    self.optionAssets = optionAssets
    self.capital = capital
    self.utilization = utilization
    self.expectedShortfallOverCapital = expectedShortfallOverCapital
    self.participants = participants
    self.limits = limits
    self.layers = layers
  }
}
