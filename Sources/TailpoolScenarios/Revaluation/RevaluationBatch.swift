import CTailpoolKernels
import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// The contracts of one underlying, made ready for many scenarios.
struct PreparedGroup: Sendable {
  let group: BookRevaluation.Group
  let elapsedYears: Double
  private let lines: BookLines

  /// Computes what does not change from scenario to scenario.
  init(_ group: BookRevaluation.Group, elapsedYears: Double) {
    self.group = group
    self.elapsedYears = elapsedYears
    lines = group.rule == .stickyStrike ? BookLines(group.instruments, elapsedYears: elapsedYears) : BookLines()
  }

  /// Values in dollars, one element a scenario of a block's column.
  func values(under block: ScenarioBlock, column: Int) -> [Double] {
    var values = [Double](repeating: 0, count: block.scenarios.count)
    let moves =
      group.rule == .stickyStrike && group.perpetuals.isEmpty ? nil : MoveColumns(block, column: column)
    if group.rule == .stickyStrike {
      lines.addValues(under: block, column: column, to: &values)
    } else if let moves {
      group.addValues(of: group.instruments, under: moves, elapsedYears: elapsedYears, to: &values)
    }
    if let moves { group.addValues(of: group.perpetuals, under: moves, elapsedYears: elapsedYears, to: &values) }
    return values
  }
}

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

  /// The factors on the volatility at a log-moneyness of a smile that moves with its forward.
  func volatilityFactors(along smile: SmileCurve, from k: Double) -> [Double] {
    let own = smile.totalVariance(at: k)
    return zip(volatilityFactors, logSpotFactors).map { factor, move in
      factor * (smile.totalVariance(at: k - move) / own).squareRoot()
    }
  }

  /// The factors on a volatility that shifts by a slope times the log return of its spot.
  func volatilityFactors(slope: Double, volatility: Double) -> [Double] {
    let scale = slope / volatility
    return zip(volatilityFactors, logSpotFactors).map { factor, move in
      let shifted = 1 + scale * move
      return factor * (shifted < VolatilityRule.leastFactor ? VolatilityRule.leastFactor : shifted)
    }
  }
}

extension BookRevaluation.Group {
  /// Adds the values of instruments under the group's rule, one element a move.
  func addValues(
    of instruments: [BookRevaluation.Instrument], under moves: MoveColumns, elapsedYears: Double,
    to values: inout [Double]
  ) {
    for option in instruments {
      let factors = volatilityFactors(of: option, under: moves)
      unsafe tp_black76_revalue(
        values.count, moves.spotFactors, moves.logSpotFactors, factors, option.forward, option.strike,
        option.volatility, option.years - elapsedYears, option.sign, option.weight, &values)
    }
  }

  /// Adds the values of contracts without expiry under the group's rule, one element a move.
  func addValues(
    of perpetuals: [BookRevaluation.Perpetual], under moves: MoveColumns, elapsedYears: Double,
    to values: inout [Double]
  ) {
    for perpetual in perpetuals {
      perpetual.pricer.addValues(
        units: perpetual.units, spotFactors: moves.spotFactors,
        volatilityFactors: volatilityFactors(of: perpetual, under: moves), elapsedYears: elapsedYears, to: &values)
    }
  }

  /// The factors on the volatility of a contract without expiry.
  private func volatilityFactors(of perpetual: BookRevaluation.Perpetual, under moves: MoveColumns) -> [Double] {
    let volatility = perpetual.pricer.volatility
    switch rule {
    case .surfaceShift(let slope) where volatility > 0:
      return moves.volatilityFactors(slope: slope, volatility: volatility)
    case .stickyDelta(let smiles) where smiles.indices.contains(Int(perpetual.place.smile)):
      return moves.volatilityFactors(along: smiles[Int(perpetual.place.smile)], from: perpetual.place.logMoneyness)
    case .stickyStrike, .stickyDelta, .surfaceShift: return moves.volatilityFactors
    }
  }

  /// The factors on one option's volatility: those of the moves times what the rule makes of the spot.
  private func volatilityFactors(of option: BookRevaluation.Instrument, under moves: MoveColumns) -> [Double] {
    switch rule {
    case .stickyStrike: return moves.volatilityFactors
    case .surfaceShift(let slope): return moves.volatilityFactors(slope: slope, volatility: option.volatility)
    case .stickyDelta(let smiles):
      guard smiles.indices.contains(Int(option.smile)) else { return moves.volatilityFactors }
      return moves.volatilityFactors(along: smiles[Int(option.smile)], from: log(option.strike / option.forward))
    }
  }

  /// Value of contracts in dollars under one move, by the same code as in scenarios, so that no move is no profit.
  func value(
    of instruments: [BookRevaluation.Instrument], _ perpetuals: [BookRevaluation.Perpetual] = [], logSpot: Double = 0,
    logVolatility: Double = 0, elapsedYears: Double = 0
  ) -> Double {
    var block = ScenarioBlock(scenarios: [0], underlyings: 1)
    block.spotLogReturns[0] = logSpot
    block.logVolatilityChanges[0] = logVolatility
    var values = [0.0]
    if rule == .stickyStrike {
      BookLines(instruments, elapsedYears: elapsedYears).addValues(under: block, column: 0, to: &values)
    } else {
      addValues(of: instruments, under: MoveColumns(block, column: 0), elapsedYears: elapsedYears, to: &values)
    }
    if !perpetuals.isEmpty {
      addValues(of: perpetuals, under: MoveColumns(block, column: 0), elapsedYears: elapsedYears, to: &values)
    }
    return values[0]
  }
}
