import CTailpoolKernels
import TailpoolMarket

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Moves of one underlying, one element a scenario.
struct MoveColumns {
  let spotFactors: [Double]
  let logSpotFactors: [Double]
  let volatilityFactors: [Double]

  /// The moves of one column of a block.
  init(_ block: ScenarioBlock, column: Int) {
    let range = (column * block.scenarios.count)..<((column + 1) * block.scenarios.count)
    logSpotFactors = Array(block.spotLogReturns[range])
    spotFactors = logSpotFactors.map { exp($0) }
    volatilityFactors = block.logVolatilityChanges[range].map { exp($0) }
  }

  /// A single move.
  init(spotFactor: Double, volatilityFactor: Double) {
    spotFactors = [spotFactor]
    logSpotFactors = [log(spotFactor)]
    volatilityFactors = [volatilityFactor]
  }
}

extension BookRevaluation {
  /// Values of some instruments of one underlying, summed, one element a move; column by column through the kernel.
  static func values(of instruments: [Instrument], under moves: MoveColumns, elapsedYears: Double) -> [Double] {
    var values = [Double](repeating: 0, count: moves.spotFactors.count)
    for option in instruments {
      unsafe tp_black76_revalue(
        values.count, moves.spotFactors, moves.logSpotFactors, moves.volatilityFactors, option.forward, option.strike,
        option.volatility, option.years - elapsedYears, option.sign, option.weight, &values)
    }
    return values
  }

  /// Value today of some instruments of one underlying, by the same kernel, so that no move is no profit.
  static func value(of instruments: [Instrument]) -> Double {
    values(of: instruments, under: MoveColumns(spotFactor: 1, volatilityFactor: 1), elapsedYears: 0)[0]
  }
}

extension BookRevaluation.Group {
  /// Profit and loss in dollars, one element a move.
  func profitAndLoss(under moves: MoveColumns, elapsedDays: Double) -> [Double] {
    BookRevaluation.values(of: instruments, under: moves, elapsedYears: elapsedDays / 365).map { $0 - value }
  }
}
