import TailpoolLedger
import TailpoolLibc
import TailpoolMarket

/// What a pool with an impact for imbalance has agreed on before its first event.
///
/// A factor of the impact is said by its depth: an imbalance that is as large as the depth would cost the depth, f = depth¹⁻ᵉ in units of
/// token 1. With e = 2 a factor of 2 × 10⁻⁷ a dollar is a depth of five million dollars.
public struct ImbalancePoolTerms: Hashable, Sendable {
  /// The token whose price, in token 1, the pool makes.
  public let token0: String
  /// The token that prices, fees and impacts are in.
  public let token1: String
  /// The fee in millionths of a trade's value at the index, at most 100,000.
  public let feeMillionths: UInt32
  /// Units of token 1 that say the factor for an imbalance that falls; not below `negativeDepth`.
  public let positiveDepth: UInt128
  /// Units of token 1 that say the factor for one that grows, from 1 to 2¹¹² − 1.
  public let negativeDepth: UInt128
  /// The exponent in millionths, above 1,000,000 and at most 4,000,000.
  public let exponentMillionths: UInt32
  /// The age in seconds up to which an index price is used, ≥ 0.
  public let greatestAge: Int64
  /// When the pool opens; no event is earlier.
  public let opening: Timestamp

  /// Creates terms; see the properties for the meaning of each argument.
  public init(
    token0: String, token1: String, feeMillionths: UInt32, positiveDepth: UInt128, negativeDepth: UInt128,
    exponentMillionths: UInt32, greatestAge: Int64, opening: Timestamp
  ) {
    (self.token0, self.token1, self.feeMillionths) = (token0, token1, feeMillionths)
    (self.positiveDepth, self.negativeDepth) = (positiveDepth, negativeDepth)
    (self.exponentMillionths, self.greatestAge, self.opening) = (exponentMillionths, greatestAge, opening)
  }

  /// The name of a field that is out of its range, or nil.
  var invalidField: String? {
    if token0.isEmpty || token0 == token1 { return "token0" }
    if token1.isEmpty { return "token1" }
    if feeMillionths > 100_000 { return "feeMillionths" }
    if !(1...ImbalancePool.greatestHolding ~= negativeDepth) { return "negativeDepth" }
    if !(negativeDepth...ImbalancePool.greatestHolding ~= positiveDepth) { return "positiveDepth" }
    if !(1_000_001...4_000_000 ~= exponentMillionths) { return "exponentMillionths" }
    return greatestAge < 0 ? "greatestAge" : nil
  }

  /// What imbalance costs.
  var impact: ImbalanceImpact {
    get throws(VenueRefusal) {
      let exponent = Double(exponentMillionths) / 1_000_000
      let negative = pow(negativeDepth.approximation, 1 - exponent)
      // Not above, whatever the rounding of powers.
      return try ImbalanceImpact(
        positiveFactor: min(negative, pow(positiveDepth.approximation, 1 - exponent)), negativeFactor: negative,
        exponent: exponent)
    }
  }
}
