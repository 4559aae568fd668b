import TailpoolLibc

/// The quotes of one expiry in columns, in the unit that a fit compares: prices, or total variances.
struct QuoteColumns {
  var logMoneyness: [Double] = []
  /// The middle of bid and ask.
  var target: [Double] = []
  /// The inverse of half of the spread.
  var inverseHalf: [Double] = []
}

/// What a quote costs: nothing inside most of its spread but a slight pull to the mid, and little more than a logarithm far
/// outside.
struct QuoteLoss {
  /// Share of the half-spread within which a quote costs nothing but the pull to the mid.
  static let freeShare = 0.9
  /// Weight of the pull to the mid.
  static let midPull = 0.05

  let cost: Double
  /// Half the derivative of the cost against the residual.
  let force: Double
  /// What stands for half of its second derivative, ≥ 0.
  let curvature: Double

  /// - Parameters:
  ///   - residual: Model less mid, in half-spreads.
  ///   - softness: Excess in half-spreads from which a quote loses influence.
  @inline(__always)
  init(residual: Double, softness: Double = 1) {
    let pull = QuoteLoss.midPull * QuoteLoss.midPull
    let excess = abs(residual) - QuoteLoss.freeShare
    guard excess > 0 else {
      cost = pull * residual * residual
      force = pull * residual
      curvature = pull
      return
    }
    let scaled = excess / softness
    let hard = 1 / (1 + scaled * scaled)
    cost = softness * softness * log1p(scaled * scaled) + pull * residual * residual
    force = (residual < 0 ? -hard * excess : hard * excess) + pull * residual
    curvature = hard + pull
  }
}
