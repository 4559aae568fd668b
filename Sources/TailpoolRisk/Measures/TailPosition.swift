/// Where a confidence level falls among a number of equally likely losses.
package struct TailPosition {
  /// The rank, from 1, of the loss that is the lower quantile inf {x : F(x) ≥ level}.
  package let rank: Int
  /// How many losses the tail is worth, count · (1 − level), > 0; it need not be whole.
  package let mass: Double

  /// A product count · level within this many units in the last place of a whole number is taken to be that number.
  ///
  /// The level as a Double is wrong by up to half a unit, and so is the product: 1.5 units together, which must not move
  /// the rank when count · level is whole (100 losses at 95 %). Four leaves room for a level that was itself computed.
  private static let tolerance = 4.0

  /// Finds the position.
  ///
  /// - Parameters:
  ///   - count: Number of losses, > 0.
  ///   - level: The confidence level.
  package init(count: Int, level: ConfidenceLevel) {
    let total = Double(count)
    let product = total * level.fraction
    let whole = product.rounded()
    let position = abs(product - whole) <= Self.tolerance * product.ulp && whole < total ? whole : product
    rank = min(max(Int(position.rounded(.up)), 1), count)
    mass = position < total ? total - position : total * (1 - level.fraction)
  }
}
