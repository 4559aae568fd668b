import TailpoolMarket
import TailpoolScenarios

extension StressGrid {
  /// Simple spot returns: ±5, ±10, ±15, ±20, ±25, ±30, ±40, ±50 % and 0.
  public static let defaultSpotReturns = [
    -0.5, -0.4, -0.3, -0.25, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5,
  ]

  /// Relative volatility changes: −50, −25, −10, 0, +10, +25, +50, +100 %.
  public static let defaultVolatilityChanges = [-0.5, -0.25, -0.1, 0, 0.1, 0.25, 0.5, 1]

  /// Builds the grid in which all underlyings move together, and the grid of each alone.
  ///
  /// Every underlying gets the same spot return and the same volatility change, and the book is revalued once a cell. A
  /// position depends on its own underlying only, so that the parts of that one revaluation are the grids of the
  /// underlyings alone.
  ///
  /// - Parameters:
  ///   - underlyings: The underlyings of the book.
  ///   - spotReturns: Simple returns, increasing, > −1.
  ///   - volatilityChanges: Relative changes, increasing, > −1.
  ///   - revalue: Profit and loss of the book by underlying, in dollars, for a move; an underlying left out counts zero.
  /// - Returns: First the grid of all together (`underlying` nil), then one an underlying in the order given.
  /// - Throws: What `revalue` throws.
  /// - Complexity: One revaluation a cell.
  public static func grids<Failure: Error>(
    underlyings: [Underlying],
    spotReturns: [Double] = defaultSpotReturns,
    volatilityChanges: [Double] = defaultVolatilityChanges,
    revalue: (MarketShift) throws(Failure) -> [Underlying: Double]
  ) throws(Failure) -> [StressGrid] {
    var cells: [[[Underlying: Double]]] = []
    for change in volatilityChanges {
      var row: [[Underlying: Double]] = []
      for spotReturn in spotReturns {
        row.append(try revalue(.together(underlyings, spotReturn: spotReturn, volatilityChange: change)))
      }
      cells.append(row)
    }
    func grid(_ underlying: Underlying?, _ value: ([Underlying: Double]) -> Double) -> StressGrid {
      StressGrid(
        underlying: underlying, spotReturns: spotReturns, volatilityChanges: volatilityChanges,
        profitAndLoss: cells.map { $0.map(value) })
    }
    let together = grid(nil) { cell in underlyings.reduce(0) { $0 + (cell[$1] ?? 0) } }
    return [together] + underlyings.map { underlying in grid(underlying) { $0[underlying] ?? 0 } }
  }
}

extension MarketShift {
  /// The same move of every underlying.
  fileprivate static func together(
    _ underlyings: [Underlying], spotReturn: Double, volatilityChange: Double
  ) -> MarketShift {
    var spotReturns: [Underlying: Double] = [:]
    var volatilityFactors: [Underlying: Double] = [:]
    for underlying in underlyings {
      spotReturns[underlying] = spotReturn
      volatilityFactors[underlying] = 1 + volatilityChange
    }
    return MarketShift(spotReturns: spotReturns, volatilityFactors: volatilityFactors)
  }
}
