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
  /// Every underlying gets the same spot return and the same volatility change, and the book is revalued once a cell. Where
  /// each contract depends on one underlying alone, the parts of that one revaluation are the grids of the underlyings
  /// alone; where one depends on several, the book is revalued for each underlying, too.
  ///
  /// - Parameters:
  ///   - underlyings: The underlyings of the book.
  ///   - isSeparable: Whether each contract of the book depends on one underlying alone.
  ///   - spotReturns: Simple returns, increasing, > −1.
  ///   - volatilityChanges: Relative changes, increasing, > −1.
  ///   - revalue: Profit and loss of the book by underlying, in dollars, for a move; an underlying left out counts zero.
  /// - Returns: First the grid of all together (`underlying` nil), then one an underlying in the order given.
  /// - Throws: What `revalue` throws.
  /// - Complexity: One revaluation a cell.
  public static func grids<Failure: Error>(
    underlyings: [Underlying], isSeparable: Bool,
    spotReturns: [Double] = defaultSpotReturns,
    volatilityChanges: [Double] = defaultVolatilityChanges,
    revalue: (MarketMove) throws(Failure) -> [Underlying: Double]
  ) throws(Failure) -> [StressGrid] {
    func cells(moving moved: [Underlying]) throws(Failure) -> [[[Underlying: Double]]] {
      var cells: [[[Underlying: Double]]] = []
      for change in volatilityChanges {
        var row: [[Underlying: Double]] = []
        for spotReturn in spotReturns {
          let move = UnderlyingMove(spotReturn: spotReturn, volatilityFactor: 1 + change)
          row.append(try revalue(MarketMove(move, of: moved)))
        }
        cells.append(row)
      }
      return cells
    }
    func grid(
      _ underlying: Underlying?, _ cells: [[[Underlying: Double]]], _ value: ([Underlying: Double]) -> Double
    ) -> StressGrid {
      StressGrid(
        underlying: underlying, spotReturns: spotReturns, volatilityChanges: volatilityChanges,
        profitAndLoss: cells.map { $0.map(value) })
    }
    func total(_ cell: [Underlying: Double]) -> Double { underlyings.reduce(0) { $0 + (cell[$1] ?? 0) } }
    let together = try cells(moving: underlyings)
    var grids = [grid(nil, together, total)]
    for underlying in underlyings {
      grids.append(
        isSeparable
          ? grid(underlying, together) { $0[underlying] ?? 0 }
          : grid(underlying, try cells(moving: [underlying]), total))
    }
    return grids
  }

  /// Builds the grids of a book; the arguments are those of the general function.
  ///
  /// - Throws: `RevaluationError.invalidMove` or `.nonFiniteShift`.
  public static func grids(
    of book: BookRevaluation, spotReturns: [Double] = defaultSpotReturns,
    volatilityChanges: [Double] = defaultVolatilityChanges
  ) throws(RevaluationError) -> [StressGrid] {
    try grids(
      underlyings: book.underlyings, isSeparable: book.isSeparable, spotReturns: spotReturns,
      volatilityChanges: volatilityChanges
    ) { move throws(RevaluationError) in try book.profitAndLoss(under: move) }
  }
}
