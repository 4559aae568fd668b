import TailpoolMarket
import TailpoolPools
import TailpoolScenarios

/// A made-up market, book and pool, for trying the library without data.
///
/// Everything is made at run time from the seed of a small generator (SplitMix64) and from formulas stated where they
/// are used, so that a moved executable has it too. Nothing here is a quote of any venue: spots, volatilities,
/// participants and scenarios are invented. Prices are rounded to the ticks of a venue, so the last digit of a
/// platform's logarithm does not show.
public enum Sample {
  /// The time of the sample snapshot: 2026-01-16T09:30:00Z.
  public static let asOf = Timestamp(secondsSinceEpoch: 1_768_555_800)

  /// What the sample is called in a report.
  public static let name = "embedded sample"

  /// The seed that everything is made from.
  static let seed: UInt64 = 2_026

  /// Spot prices of the sample snapshot, by underlying.
  static let spots: [(underlying: Underlying, spot: Double)] = [("BTC", 91_340.27), ("ETH", 3_120.64)]
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the seed is the whole state.
struct SampleGenerator {
  private var state: UInt64

  /// Creates a generator; streams of different names are unrelated.
  init(seed: UInt64, stream: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ stream &* 0xD1B5_4A32_D192_ED03 }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A double in (0, 1).
  mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// A sum of twelve uniforms less six: close to a standard normal, in exact arithmetic but for rounding, within ±6.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }
}
