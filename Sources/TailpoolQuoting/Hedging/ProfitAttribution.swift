/// What the profit or loss of a book over a while came from, in dollars, gain positive.
///
/// | part | what moves |
/// |---|---|
/// | `theta` | time |
/// | `delta` | spots, by the slope at the start |
/// | `charm` | spots, by what the slope changes by with time and carry |
/// | `gamma` | spots, all that is beyond the slope |
/// | `vega` | the level of each volatility surface |
/// | `skew` | each strike's volatility beyond the level |
/// | `vanna` | spots and volatilities together, beyond what each does alone |
/// | `carry` | forwards against spots, and discount factors |
/// | `rest` | nothing named: what the parts above leave unexplained |
///
/// Parts are differences of full revaluations, not of a series, so that they are as good for a fall of a third as for one of
/// a hundredth: `Docs/Methods/ProfitAttribution.md`.
public struct ProfitAttribution: Hashable, Sendable {
  /// The passing of time.
  public var theta = 0.0
  /// The slope at the start times the moves of the spots.
  public var delta = 0.0
  /// What time and carry add to the slope, times the moves of the spots.
  public var charm = 0.0
  /// What the moves of the spots give beyond the slope.
  public var gamma = 0.0
  /// The change of the level of volatility.
  public var vega = 0.0
  /// The change of each volatility beyond that of the level.
  public var skew = 0.0
  /// What moves of spots and volatilities give together beyond what they give alone.
  public var vanna = 0.0
  /// The change of forwards against spots, and of discount factors.
  public var carry = 0.0
  /// What is left.
  public var rest = 0.0

  /// Creates an attribution of nothing.
  public init() {}

  /// What has a name.
  public var explained: Double { theta + delta + charm + gamma + vega + skew + vanna + carry }
  /// All of it.
  public var total: Double { explained + rest }

  /// Adds the parts of another book over the same while.
  public static func += (left: inout ProfitAttribution, right: ProfitAttribution) {
    left.theta += right.theta
    left.delta += right.delta
    left.charm += right.charm
    left.gamma += right.gamma
    left.vega += right.vega
    left.skew += right.skew
    left.vanna += right.vanna
    left.carry += right.carry
    left.rest += right.rest
  }
}
