import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// What a cover pool has agreed on before its first event. Nothing has a default: each number guards against something.
public struct CoverTerms: Hashable, Sendable {
  /// What the pool's money is counted in.
  public let asset: Asset
  /// When the pool opens; no event is earlier.
  public let opening: Timestamp
  /// Decimal digits by which shares are finer than the asset's base units, 3 to 18.
  public let shareOffset: Int
  /// Of each premium, in basis points, 0 to 5,000: paid out to who runs the pool, and never refunded.
  public let feeBasisPoints: Int
  /// Of the premium without the fee, in basis points, 0 to 10,000: earned by the stakes that back the cover, by what each backs.
  public let stakePremiumBasisPoints: Int
  /// The least cover sold, in base units, 1 to 2⁸⁰ − 1.
  public let leastCover: UInt128
  /// The least seconds of cover, 1 to `longestPeriod`.
  public let shortestPeriod: Int64
  /// The most seconds of cover, up to ten years.
  public let longestPeriod: Int64
  /// The longest pause in seconds, 0 to 31,536,000.
  public let longestPause: Int64
  /// How much cover may stand on what.
  public let capital: Capital
  /// What stakes bear before the members' capital does.
  public let stakes: Stakes
  /// How shares are paid out.
  public let exits: Exits
  /// How claims are decided.
  public let claims: Claims

  /// Creates terms; see the properties for the meaning and range of each argument.
  public init(
    asset: Asset, opening: Timestamp, shareOffset: Int, feeBasisPoints: Int, stakePremiumBasisPoints: Int,
    leastCover: UInt128, shortestPeriod: Int64, longestPeriod: Int64, longestPause: Int64, capital: Capital,
    stakes: Stakes, exits: Exits, claims: Claims
  ) {
    self.asset = asset
    self.opening = opening
    self.shareOffset = shareOffset
    self.feeBasisPoints = feeBasisPoints
    self.stakePremiumBasisPoints = stakePremiumBasisPoints
    self.leastCover = leastCover
    self.shortestPeriod = shortestPeriod
    self.longestPeriod = longestPeriod
    self.longestPause = longestPause
    self.capital = capital
    self.stakes = stakes
    self.exits = exits
    self.claims = claims
  }

  /// The name of the first field that is out of its range, or nil.
  public var invalidField: String? {
    if !PoolTerms.times.contains(opening.secondsSinceEpoch) { return "opening" }
    if !(3...18 ~= shareOffset) { return "shareOffset" }
    if !(0...5_000 ~= feeBasisPoints) { return "feeBasisPoints" }
    if !(0...10_000 ~= stakePremiumBasisPoints) { return "stakePremiumBasisPoints" }
    if leastCover == 0 || leastCover >= PoolBounds.units { return "leastCover" }
    if !PoolTerms.spans.contains(longestPeriod) { return "longestPeriod" }
    if shortestPeriod < 1 || shortestPeriod > longestPeriod { return "shortestPeriod" }
    if !(0...DayCount.secondsPerYear ~= longestPause) { return "longestPause" }
    return capital.invalidField ?? stakes.invalidField ?? exits.invalidField ?? claims.invalidField
  }
}

extension CoverTerms {
  /// What cover may stand on.
  public enum Backing: String, Hashable, Sendable, CaseIterable {
    /// Stakes alone: the members' capital bears what they cannot.
    case stakes
    /// Stakes and the members' capital, each as far as its own capacity goes.
    case stakesAndCapital
  }

  /// How much cover may stand on what.
  public struct Capital: Hashable, Sendable {
    /// What cover may stand on.
    public let backing: Backing
    /// Cover of all products that a unit of backing carries at a weight of one, in basis points, 10,000 (once) to 100,000.
    public let capacityRatioBasisPoints: Int
    /// The greatest sum of the weights of products that are open, in basis points, 10,000 to 1,000,000.
    public let greatestWeight: Int
    /// Active cover that a unit of the members' capital bears, in basis points, 1 to 1,000,000: 48,000 for 4.8.
    public let gearingBasisPoints: Int
    /// Basis points that the requirement may move a day, 0 to 10,000.
    public let dailyStep: Int
    /// Basis points that it may move at once, 0 to 10,000.
    public let greatestStep: Int
    /// Seconds from one move of the requirement to the next, 0 to 31,536,000.
    public let interval: Int64
    /// The requirement at the opening, in base units, below 2⁸⁰.
    public let openingRequirement: UInt128
    /// The requirement without cover, in base units, 1 to 2⁸⁰ − 1: from nothing a ratchet would never rise.
    public let leastRequirement: UInt128

    /// Creates the terms of capital; see the properties for the meaning and range of each argument.
    public init(
      backing: Backing, capacityRatioBasisPoints: Int, greatestWeight: Int, gearingBasisPoints: Int, dailyStep: Int,
      greatestStep: Int, interval: Int64, openingRequirement: UInt128, leastRequirement: UInt128
    ) {
      self.backing = backing
      self.capacityRatioBasisPoints = capacityRatioBasisPoints
      self.greatestWeight = greatestWeight
      self.gearingBasisPoints = gearingBasisPoints
      self.dailyStep = dailyStep
      self.greatestStep = greatestStep
      self.interval = interval
      self.openingRequirement = openingRequirement
      self.leastRequirement = leastRequirement
    }

    var invalidField: String? {
      if !(10_000...100_000 ~= capacityRatioBasisPoints) { return "capacityRatioBasisPoints" }
      if !(10_000...1_000_000 ~= greatestWeight) { return "greatestWeight" }
      if !(1...1_000_000 ~= gearingBasisPoints) { return "gearingBasisPoints" }
      if !(0...10_000 ~= dailyStep) { return "dailyStep" }
      if !(0...10_000 ~= greatestStep) { return "greatestStep" }
      if !(0...DayCount.secondsPerYear ~= interval) { return "interval" }
      if openingRequirement >= PoolBounds.units { return "openingRequirement" }
      return leastRequirement == 0 || leastRequirement >= PoolBounds.units ? "leastRequirement" : nil
    }
  }

  /// Which part of a payout burns.
  public enum Burn: String, Hashable, Sendable, CaseIterable {
    /// The whole of it.
    case documented
    /// It over the capacity ratio; the members' capital bears the rest.
    case deployed
  }

  /// What stakes bear before the members' capital does.
  public struct Stakes: Hashable, Sendable {
    /// Which part of a payout burns.
    public let burn: Burn
    /// The first losses of the pool, in base units, for which no stake is slashed: below 2⁸⁰; the members' capital bears them.
    public let offset: UInt128
    /// What a slash costs on top of what it covers, in basis points, 0 to 10,000; paid out to who runs the pool.
    public let slashFeeBasisPoints: Int
    /// What no payout takes of a stake, in base units, below 2⁸⁰.
    public let residue: UInt128

    /// Creates the terms of stakes; see the properties for the meaning and range of each argument.
    public init(burn: Burn, offset: UInt128, slashFeeBasisPoints: Int, residue: UInt128) {
      self.burn = burn
      self.offset = offset
      self.slashFeeBasisPoints = slashFeeBasisPoints
      self.residue = residue
    }

    var invalidField: String? {
      if offset >= PoolBounds.units { return "offset" }
      if !(0...10_000 ~= slashFeeBasisPoints) { return "slashFeeBasisPoints" }
      return residue >= PoolBounds.units ? "residue" : nil
    }
  }

  /// How shares are paid out.
  public struct Exits: Hashable, Sendable {
    /// Seconds from a request until it may be paid, 0 to 31,536,000.
    public let cooldownSeconds: Int64
    /// Seconds in which it may then be paid, 1 to 31,536,000.
    public let windowSeconds: Int64

    /// Creates the terms of exits; see the properties for the meaning and range of each argument.
    public init(cooldownSeconds: Int64, windowSeconds: Int64) {
      self.cooldownSeconds = cooldownSeconds
      self.windowSeconds = windowSeconds
    }

    var invalidField: String? {
      if !(0...DayCount.secondsPerYear ~= cooldownSeconds) { return "cooldownSeconds" }
      return 1...DayCount.secondsPerYear ~= windowSeconds ? nil : "windowSeconds"
    }
  }

  /// How claims are decided.
  public struct Claims: Hashable, Sendable {
    /// What a claim puts down, in base units, below 2⁸⁰: given back when it is accepted, kept when it is denied.
    public let deposit: UInt128
    /// How votes are taken and counted; holders of the members' capital vote by their shares.
    public let rules: AssessmentRules
    /// Agreements with verdicts that a voter without a record is taken to have, 1 to 1,000.
    public let priorAgreements: Int
    /// Disagreements that it is taken to have, 1 to 1,000.
    public let priorDisagreements: Int

    /// Creates the terms of claims; see the properties for the meaning and range of each argument.
    public init(deposit: UInt128, rules: AssessmentRules, priorAgreements: Int, priorDisagreements: Int) {
      self.deposit = deposit
      self.rules = rules
      self.priorAgreements = priorAgreements
      self.priorDisagreements = priorDisagreements
    }

    var invalidField: String? {
      if deposit >= PoolBounds.units { return "deposit" }
      if rules.appealBond >= Int128(PoolBounds.units) { return "appealBond" }
      if !(1...1_000 ~= priorAgreements) { return "priorAgreements" }
      return 1...1_000 ~= priorDisagreements ? nil : "priorDisagreements"
    }
  }
}
