import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// What an options venue has agreed on before its first order.
public struct OptionsVenueTerms<Curve: OptionCurve>: Hashable, Sendable {
  /// The underlying.
  public let token0: String
  /// The currency of strikes and of the index.
  public let token1: String
  /// Decimals of token 0, 0 to 18.
  public let decimals0: Int
  /// Decimals of token 1, 0 to 18.
  public let decimals1: Int
  /// What premiums, payoffs and liquidity are in: cash is token 1, coin is token 0.
  public let settlement: Settlement
  /// The rate of token 1 that options are valued at, in millionths a year, continuously compounded.
  public let rateMillionths: Int64
  /// Age in seconds from which the index is stale, > 0: nothing is traded, and nobody enters or leaves, at an older one.
  public let greatestIndexAge: Int64
  /// What stands between the curve's value of an open contract and each side that shares are made and paid at, in millionths of it,
  /// below 1,000,000.
  public let markSpreadMillionths: UInt32
  /// Seconds between the request to enter or leave and the first time that it can be served.
  public let noticeSeconds: Int64
  /// Greatest part of the value that is paid out at one time, 1 to 10,000 hundredths of a percent.
  public let gateBasisPoints: Int
  /// Length in seconds of the window before an expiry over which the index is averaged, > 0.
  public let settlementWindow: Int64
  /// What traders who sell what they do not hold must leave.
  public let shorts: ShortTerms
  /// How the venue prices, before its first trade.
  public let curve: Curve
  /// When the venue opens; no order is earlier.
  public let opening: Timestamp

  /// Creates terms; see the properties for the meaning of each argument.
  public init(
    token0: String, token1: String, decimals0: Int, decimals1: Int, settlement: Settlement, rateMillionths: Int64,
    greatestIndexAge: Int64, markSpreadMillionths: UInt32, noticeSeconds: Int64, gateBasisPoints: Int,
    settlementWindow: Int64, shorts: ShortTerms, curve: Curve, opening: Timestamp
  ) {
    self.token0 = token0
    self.token1 = token1
    self.decimals0 = decimals0
    self.decimals1 = decimals1
    self.settlement = settlement
    self.rateMillionths = rateMillionths
    self.greatestIndexAge = greatestIndexAge
    self.markSpreadMillionths = markSpreadMillionths
    self.noticeSeconds = noticeSeconds
    self.gateBasisPoints = gateBasisPoints
    self.settlementWindow = settlementWindow
    self.shorts = shorts
    self.curve = curve
    self.opening = opening
  }

  /// What the venue's money is counted in; nil for names or decimals that no asset has.
  var asset: Asset? {
    settlement == .cash ? try? Asset(token1, decimals: decimals1) : try? Asset(token0, decimals: decimals0)
  }

  /// The terms of the pool that stands behind the venue.
  func poolTerms(_ asset: Asset) -> PoolTerms {
    var terms = PoolTerms(asset: asset, opening: opening)
    terms.noticeSeconds = noticeSeconds
    terms.gateBasisPoints = gateBasisPoints
    terms.greatestMarkAge = greatestIndexAge
    terms.settlementWindow = settlementWindow
    return terms
  }

  /// The name of a field that is out of its range, or nil.
  var invalidField: String? {
    if token0.isEmpty || token0 == token1 { return "token0" }
    if token1.isEmpty { return "token1" }
    if !(0...18).contains(decimals0) { return "decimals0" }
    if !(0...18).contains(decimals1) { return "decimals1" }
    if !(-1_000_000...10_000_000).contains(rateMillionths) { return "rateMillionths" }
    if markSpreadMillionths >= 1_000_000 { return "markSpreadMillionths" }
    if let field = shorts.invalidField { return field }
    guard let asset, let field = poolTerms(asset).invalidField else { return nil }
    return field == "greatestMarkAge" ? "greatestIndexAge" : field
  }
}
