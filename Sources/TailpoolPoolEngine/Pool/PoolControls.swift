import TailpoolLedger

/// A term that a pool may change while it runs, within bounds it has agreed on.
public enum PoolParameter: String, Hashable, Sendable, CaseIterable {
  /// `PoolTerms.gateBasisPoints`.
  case gateBasisPoints
  /// `FeeSchedule.withdrawalBasisPoints`.
  case withdrawalBasisPoints
  /// `PoolTerms.leastConfidence`.
  case leastConfidence
  /// `PoolTerms.greatestMarkAge`.
  case greatestMarkAge
  /// `PoolTerms.Limits.shortfallBasisPoints`.
  case shortfallBasisPoints
}

extension PoolControls {
  /// How far and how often a parameter may be changed.
  public struct ParameterBounds: Hashable, Sendable {
    /// The parameter.
    public let parameter: PoolParameter
    /// The least value ever.
    public let minimum: Int
    /// The greatest value ever.
    public let maximum: Int
    /// The greatest distance of one change.
    public let step: Int
    /// Seconds between two changes, ≥ 0.
    public let delay: Int64

    /// Creates bounds; see the properties for the meaning of each argument.
    public init(_ parameter: PoolParameter, minimum: Int, maximum: Int, step: Int, delay: Int64) {
      self.parameter = parameter
      self.minimum = minimum
      self.maximum = maximum
      self.step = step
      self.delay = delay
    }
  }
}

extension PoolControls {
  /// When the breaker of a pool trips, for how long, and what follows; see `CircuitBreaker` and `PoolBreakerRule`.
  public struct Breaker: Hashable, Sendable {
    /// Free cash over the low side, in hundredths of a percent, below which the pool stops, and for how many seconds.
    public var liquidityBasisPoints = 100, liquiditySeconds: Int64 = 259_200
    /// Distance of volatility from its average, in hundredths of a point, above which the pool stops, and for how long.
    public var volatilityBasisPoints = 1_000, volatilitySeconds: Int64 = 43_200
    /// Distance of the skew from its average, in hundredths of a percent, above which the pool stops, and for how long.
    public var skewBasisPoints = 3_500, skewSeconds: Int64 = 43_200
    /// Seconds of probation after a trip.
    public var probationSeconds: Int64 = 86_400
    /// The part of usual limits during probation, in hundredths of a percent.
    public var probationBasisPoints = 5_000
    /// The longest that trips in a row may last together, in seconds, > 0.
    public var longestSeconds: Int64 = 604_800
    /// Seconds after the first trip from which a guardian may end it.
    public var guardianDelay: Int64 = 21_600

    /// Creates the default terms: those of `PoolBreakerRule`, and a day of probation at half the limits.
    public init() {}
  }
}

extension PoolControls {
  /// How much may leave a pool within a window of time, measured on what each participant takes out net.
  ///
  /// What a participant has brought in during the window it may take out again; beyond that all share what the pool need
  /// not retain. A withdrawal on the spot over the limit is refused, and a ticket waits and is paid in part.
  public struct Outflow: Hashable, Sendable {
    /// Seconds of the window, > 0.
    public let window: Int64
    /// Seconds of a tick, > 0 and at most the window: flows of one tick leave the window together.
    public let tick: Int64
    /// The part that must stay, in hundredths of a percent.
    public let retainedBasisPoints: Int
    /// The size of the pool from which the limit applies, in base units.
    public let threshold: UInt128

    /// Creates terms; see the properties for the meaning of each argument.
    public init(window: Int64, tick: Int64, retainedBasisPoints: Int, threshold: UInt128) {
      self.window = window
      self.tick = tick
      self.retainedBasisPoints = retainedBasisPoints
      self.threshold = threshold
    }
  }
}

extension PoolControls {
  /// On how many sources an observed price must rest; see `PriceGuard`.
  public struct Prices: Hashable, Sendable {
    /// Seconds after which a quote is stale.
    public let greatestAge: Int64
    /// Greatest distance from the median, in hundredths of a percent, 1 to 4,999.
    public let deviationBasisPoints: Int
    /// How many sources must agree, ≥ 1.
    public let quorum: Int

    /// Creates terms; see the properties for the meaning of each argument.
    public init(greatestAge: Int64, deviationBasisPoints: Int, quorum: Int) {
      self.greatestAge = greatestAge
      self.deviationBasisPoints = deviationBasisPoints
      self.quorum = quorum
    }
  }
}

extension PoolControls {
  /// An asset that participants may post as margin.
  public struct MarginAsset: Hashable, Sendable {
    /// The asset.
    public let asset: Asset
    /// What is taken off its value, in hundredths of a percent, 0 to 10,000.
    public let haircutBasisPoints: Int
    /// The greatest value of one participant's holding that counts, in base units of the pool's asset; nil without.
    public let cap: UInt128?

    /// Creates an asset; see the properties for the meaning of each argument.
    public init(_ asset: Asset, haircutBasisPoints: Int, cap: UInt128? = nil) {
      self.asset = asset
      self.haircutBasisPoints = haircutBasisPoints
      self.cap = cap
    }
  }
}

/// The controls of a pool, agreed on before its first event; each is off where it is nil or empty.
public struct PoolControls: Hashable, Sendable {
  /// When the pool stops by itself.
  public var breaker: PoolControls.Breaker?
  /// How much may leave within a window.
  public var outflow: PoolControls.Outflow?
  /// On how many sources prices rest; where set, a price from one source is refused.
  public var prices: PoolControls.Prices?
  /// Which terms may change, and how.
  public var parameters: [PoolControls.ParameterBounds] = []
  /// Half the width of the band around the hedge target in which no hedge is made, in millionths of the underlying;
  /// where set, a hedge that does not go toward its target is refused.
  public var hedgeBandMillionths: UInt128?
  /// How much of what a participant has paid in it may be assessed again, in hundredths of a percent.
  public var assessmentBasisPoints = 0
  /// Assets besides the pool's own that count as margin.
  public var marginAssets: [PoolControls.MarginAsset] = []
  /// The least part of its value that a liquidated account is sold for, in hundredths of a percent.
  public var auctionBasisPoints = 8_000

  /// Creates controls that are all off.
  public init() {}

  /// The first field that is out of its range, or nil.
  var invalidField: String? {
    if let breaker, !breaker.isValid { return "breaker" }
    if let outflow, !outflow.isValid { return "outflow" }
    if let prices {
      let isValid =
        PoolTerms.spans.contains(prices.greatestAge) && (1...4_999).contains(prices.deviationBasisPoints)
        && (1...1_000).contains(prices.quorum)
      if !isValid { return "prices" }
    }
    if Set(parameters.map(\.parameter)).count != parameters.count { return "parameters" }
    if let band = hedgeBandMillionths, band >= PoolBounds.units { return "hedgeBandMillionths" }
    if !(0...1_000_000).contains(assessmentBasisPoints) { return "assessmentBasisPoints" }
    if Set(marginAssets.map(\.asset.symbol)).count != marginAssets.count { return "marginAssets" }
    for item in marginAssets
    where !(0...10_000).contains(item.haircutBasisPoints) || item.cap ?? 0 >= PoolBounds.shares {
      return "marginAssets"
    }
    return (0...10_000).contains(auctionBasisPoints) ? nil : "auctionBasisPoints"
  }
}

extension PoolControls.Breaker {
  var isValid: Bool {
    let parts = [liquidityBasisPoints, probationBasisPoints]
    let spans = [liquiditySeconds, volatilitySeconds, skewSeconds, longestSeconds]
    return parts.allSatisfy { (0...10_000).contains($0) }
      && [volatilityBasisPoints, skewBasisPoints].allSatisfy { (0...1_000_000).contains($0) }
      && spans.allSatisfy { PoolTerms.spans.contains($0) && $0 > 0 }
      && [probationSeconds, guardianDelay].allSatisfy { PoolTerms.spans.contains($0) }
  }

  var rule: PoolBreakerRule {
    var rule = PoolBreakerRule()
    rule.liquidity = .init(threshold: Double(liquidityBasisPoints) / 10_000, seconds: liquiditySeconds)
    rule.volatility = .init(threshold: Double(volatilityBasisPoints) / 10_000, seconds: volatilitySeconds)
    rule.skew = .init(threshold: Double(skewBasisPoints) / 10_000, seconds: skewSeconds)
    return rule
  }
}

extension PoolTerms {
  /// A parameter's value; nil where the pool has no such limit.
  func value(of parameter: PoolParameter) -> Int? {
    switch parameter {
    case .gateBasisPoints: gateBasisPoints
    case .withdrawalBasisPoints: fees.withdrawalBasisPoints
    case .leastConfidence: leastConfidence
    case .greatestMarkAge: Int(greatestMarkAge)
    case .shortfallBasisPoints: limits.shortfallBasisPoints
    }
  }

  /// Sets a parameter; the terms after it say whether it is in its range.
  mutating func set(_ parameter: PoolParameter, to value: Int) throws(ShareError) {
    switch parameter {
    case .gateBasisPoints: gateBasisPoints = value
    case .withdrawalBasisPoints:
      fees = try FeeSchedule(
        management: fees.managementBasisPoints, performance: fees.performanceBasisPoints, withdrawal: value)
    case .leastConfidence: leastConfidence = value
    case .greatestMarkAge: greatestMarkAge = Int64(value)
    case .shortfallBasisPoints: limits.shortfallBasisPoints = value
    }
  }

  /// The parameters with their bounds, or the name of the first that does not lie within them.
  func boundedParameters() -> (parameters: [PoolParameter: BoundedParameter], invalid: String?) {
    var bounded: [PoolParameter: BoundedParameter] = [:]
    for item in controls.parameters {
      var ends = [self, self]
      guard let value = value(of: item.parameter), (try? ends[0].set(item.parameter, to: item.minimum)) != nil,
        (try? ends[1].set(item.parameter, to: item.maximum)) != nil, ends.allSatisfy({ $0.invalidScalar == nil }),
        let parameter = try? BoundedParameter(
          value: value, minimum: item.minimum, maximum: item.maximum, step: .absolute(item.step), delay: item.delay)
      else { return ([:], item.parameter.rawValue) }
      bounded[item.parameter] = parameter
    }
    return (bounded, nil)
  }
}
