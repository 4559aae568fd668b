import TailpoolMarket
import TailpoolNumerics

/// A margin by price buckets in the manner of Deribit's portfolio margin.
///
/// Spot moves by the price range in nine buckets, with volatilities up, unchanged and down; an extended table has moves far
/// beyond the range with volatilities up, of which only a fraction of the loss counts.
///
///     initial     = −min(0, least profit and loss) + contingency · short options + 1 % of offsetting futures
///     maintenance = 0.8 initial
///
/// - Source: Deribit, Portfolio Margin (product page). The venue's own fractions of the extended table are not
///   published in the excerpt used; the default counts range / |move| of a loss.
package struct BucketMargin: Hashable, Sendable {
  /// The parameters of a venue.
  package struct Parameters: Hashable, Sendable {
    /// Farthest move of spot in the table, in (0, 1).
    package var priceRange = 0.16
    /// Number of buckets, odd, so that one is no move.
    package var buckets = 9
    /// The moves of the extended table, > −1.
    package var extendedMoves = [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5]
    /// Units of the underlying for each unit of options that is short, net by strike and expiry.
    package var shortContingency = 0.01
    /// Fraction of the futures that offset each other.
    package var offsetContingency = 0.01
    /// Maintenance over initial margin.
    package var maintenanceFactor = 0.8

    /// Creates the default parameters.
    package init() {}
  }

  /// Profit and loss of the table, bucket by bucket, volatilities up, unchanged and down, then of the extended table.
  package let profitAndLoss: [Double]
  /// The greatest loss of a scenario, ≥ 0.
  package let worstLoss: Double
  /// The contingency, ≥ 0.
  package let contingency: Double
  /// What must be held to open positions, ≥ 0.
  package let initial: Double
  /// What must be held to keep them, ≥ 0.
  package let maintenance: Double

  /// Margins an account, whose cash is not looked at.
  ///
  /// - Parameters:
  ///   - account: The positions; perpetuals stand for futures of any expiry.
  ///   - offsettingFutures: Units of futures that are long in one expiry and short in another, ≥ 0.
  ///   - rule: How volatilities move.
  ///   - parameters: The parameters.
  /// - Throws: `RiskError.invalidParameter` for a number out of its range.
  /// - Complexity: O(scenarios × options).
  package init(
    _ account: MarginAccount, offsettingFutures: Double = 0, rule: VolatilityShockRule = .deribit,
    parameters: Parameters = .init()
  ) throws(RiskError) {
    guard parameters.priceRange > 0, parameters.priceRange < 1 else {
      throw .invalidParameter(name: "priceRange", value: parameters.priceRange)
    }
    guard parameters.buckets > 1, parameters.buckets % 2 == 1, parameters.buckets < 10_000 else {
      throw .invalidParameter(name: "buckets", value: Double(parameters.buckets))
    }
    if let move = parameters.extendedMoves.first(where: { !($0 > -1 && $0 != 0 && $0.isFinite) }) {
      throw .invalidParameter(name: "extendedMoves", value: move)
    }
    for (name, value) in [
      ("shortContingency", parameters.shortContingency), ("offsetContingency", parameters.offsetContingency),
      ("maintenanceFactor", parameters.maintenanceFactor), ("offsettingFutures", offsettingFutures),
    ] where !(value >= 0 && value.isFinite) { throw .invalidParameter(name: name, value: value) }
    func profit(_ move: Double, _ direction: VolatilityDirection) -> Double {
      let options = account.options.lazy.map { option in
        option.value(forwardFactor: 1 + move, volatilityFactor: rule.factor(direction, days: option.days))
          - option.value()
      }
      return CompensatedSum(options).value
        + (account.perpetuals * account.perpetualPrice + account.base * account.spot) * move
    }
    let half = parameters.buckets / 2
    var results: [Double] = []
    for bucket in -half...half {
      for direction in VolatilityDirection.allCases {
        results.append(profit(parameters.priceRange * Double(bucket) / Double(half), direction))
      }
    }
    for move in parameters.extendedMoves {
      results.append(min(1, parameters.priceRange / abs(move)) * profit(move, .up))
    }
    profitAndLoss = results
    worstLoss = results.reduce(0) { max($0, -$1) }
    contingency =
      account.spot
      * (parameters.shortContingency * account.nakedShorts + parameters.offsetContingency * offsettingFutures)
    initial = worstLoss + contingency
    maintenance = parameters.maintenanceFactor * initial
  }
}
