import TailpoolLedger
import TailpoolMarket

extension PoolTerms {
  /// How tickets that may leave share what may be paid out.
  public enum QueuePolicy: String, Hashable, Sendable, CaseIterable {
    /// The oldest first, each as far as the payout goes.
    case firstInFirstOut
    /// All at once, each in proportion to what its shares are worth.
    case proRata
  }
}

extension PoolTerms {
  /// What an underwriting decision is held against; nil means that there is no limit.
  public struct Limits: Hashable, Sendable {
    /// Greatest number of contracts open at one expiry, sold and bought together.
    public var contractsPerExpiry: UInt128?
    /// Greatest number of contracts open in all.
    public var openContracts: UInt128?
    /// Greatest absolute delta of one underlying, hedge included, in millionths of the underlying.
    public var deltaMillionths: UInt128?
    /// Greatest absolute vega, in base units of the pool's asset per 1.00 of volatility.
    public var vega: UInt128?
    /// Greatest expected shortfall after the trade over the value at the low side, in hundredths of a percent.
    public var shortfallBasisPoints: Int?
    /// Greatest absolute hedge of one underlying, in millionths of the underlying.
    public var hedgeMillionths: UInt128?

    /// Creates limits; nil means none.
    public init(
      contractsPerExpiry: UInt128? = nil, openContracts: UInt128? = nil, deltaMillionths: UInt128? = nil,
      vega: UInt128? = nil, shortfallBasisPoints: Int? = nil, hedgeMillionths: UInt128? = nil
    ) {
      self.contractsPerExpiry = contractsPerExpiry
      self.openContracts = openContracts
      self.deltaMillionths = deltaMillionths
      self.vega = vega
      self.shortfallBasisPoints = shortfallBasisPoints
      self.hedgeMillionths = hedgeMillionths
    }
  }
}

/// What a pool has agreed on before its first event.
public struct PoolTerms: Hashable, Sendable {
  /// What the pool's money is counted in.
  public let asset: Asset
  /// When the pool opens; no event is earlier.
  public let opening: Timestamp
  /// Decimal digits by which shares are finer than the asset's base units, 3 to 18.
  public var shareOffset: Int
  /// What holders pay.
  public var fees: FeeSchedule
  /// Who receives the fee shares.
  public var manager: String
  /// Seconds between the request of a ticket and the first processing it can take part in, ≥ 0.
  public var noticeSeconds: Int64
  /// Greatest part of the value at the low side that one processing pays out, 1 to 10,000 hundredths of a percent.
  public var gateBasisPoints: Int
  /// How tickets share a payout.
  public var policy: PoolTerms.QueuePolicy
  /// Age in seconds from which a mark is stale, > 0.
  public var greatestMarkAge: Int64
  /// Least confidence of a mark, in hundredths of a percent.
  public var leastConfidence: Int
  /// Length in seconds of the window before expiry that the settlement price averages, > 0.
  public var settlementWindow: Int64
  /// Longest halt in seconds, ≥ 0.
  public var longestHalt: Int64
  /// What underwriting is held against.
  public var limits: PoolTerms.Limits
  /// Breaker, outflow limit, price guard, bounds of parameters, hedge band, assessments and margin.
  public var controls: PoolControls

  /// Creates terms with a day's notice, a gate of 20 %, marks fresh for three hours and settlement over half an hour.
  ///
  /// - Parameters:
  ///   - asset: What the pool's money is counted in.
  ///   - opening: When the pool opens.
  public init(asset: Asset, opening: Timestamp) {
    self.asset = asset
    self.opening = opening
    shareOffset = 3
    fees = .none
    manager = "manager"
    noticeSeconds = 86_400
    gateBasisPoints = 2_000
    policy = .firstInFirstOut
    greatestMarkAge = 10_800
    leastConfidence = 0
    settlementWindow = 1_800
    longestHalt = 604_800
    limits = PoolTerms.Limits()
    controls = PoolControls()
  }

  /// The first field that is out of its range, or nil.
  public var invalidField: String? {
    invalidScalar ?? controls.invalidField ?? boundedParameters().invalid
  }

  /// The first number that is out of its range, or nil.
  var invalidScalar: String? {
    if !(3...18).contains(shareOffset) { return "shareOffset" }
    if manager.isEmpty { return "manager" }
    if !PoolTerms.spans.contains(noticeSeconds) { return "noticeSeconds" }
    if !(1...10_000).contains(gateBasisPoints) { return "gateBasisPoints" }
    if !PoolTerms.spans.contains(greatestMarkAge) || greatestMarkAge == 0 { return "greatestMarkAge" }
    if !(0...10_000).contains(leastConfidence) { return "leastConfidence" }
    if !PoolTerms.spans.contains(settlementWindow) || settlementWindow == 0 { return "settlementWindow" }
    if !PoolTerms.spans.contains(longestHalt) { return "longestHalt" }
    if !PoolTerms.times.contains(opening.secondsSinceEpoch) { return "opening" }
    if let shortfall = limits.shortfallBasisPoints, !(0...1_000_000).contains(shortfall) {
      return "shortfallBasisPoints"
    }
    return nil
  }

  /// Spans of time that a term may have: up to ten years.
  package static let spans: ClosedRange<Int64> = 0...315_360_000
  /// Instants that an event or an expiry may have: years 1970 to about 9999, so that no sum of times overflows.
  package static let times: ClosedRange<Int64> = 0...253_402_300_799
}
