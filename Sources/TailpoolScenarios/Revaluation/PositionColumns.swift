import CTailpoolKernels
import TailpoolLibc
import TailpoolMarket

/// Positions ready to be valued one by one, each in many scenarios at once: what a trade in each would gain in a tail.
package struct PositionColumns: Sendable {
  private let positions: PositionRevaluation
  private let groups: [PreparedGroup]
  private let factors: [RiskFactor]
  /// The coin that profits are counted in; nil for dollars.
  private let coin: Underlying?

  /// More than the kernel's rounding, in parts of forward and strike.
  private static let rounding = 1e-12

  /// Number of positions.
  package var count: Int { positions.count }

  /// Prepares positions; costly contracts are sampled as in a book.
  ///
  /// - Parameters:
  ///   - positions: The positions.
  ///   - source: What the scenarios are of.
  ///   - coin: Nil for dollars, or the coin in which profits are counted: that of every contract, which settles in it.
  /// - Throws: `RevaluationError.notCovered` or `.undrawnFactors`.
  package init(
    _ positions: PositionRevaluation, over source: some ScenarioSource, in coin: Underlying?
  ) throws(RevaluationError) {
    self.positions = positions
    self.coin = coin
    factors = source.factors
    groups = try positions.book.prepared(for: source)
  }

  /// Profit and loss of one position in scenarios, loss negative.
  ///
  /// - Parameters:
  ///   - position: Its index.
  ///   - blocks: Moves of the source.
  /// - Returns: One number a scenario, in the order of the blocks; NaN or infinite where its moves are too large.
  /// - Complexity: One revaluation a scenario.
  package func profitAndLoss(of position: Int, under blocks: [ScenarioBlock]) -> [Double] {
    let (place, weight) = (positions.places[position], positions.weights[position])
    let part = groups[place.group]
    let (today, lines) = (part.valueToday(ofLine: place.index), part.columnsOfLine(place.index))
    var result: [Double] = []
    result.reserveCapacity(blocks.reduce(0) { $0 + $1.scenarios.count })
    for block in blocks {
      var values = [Double](repeating: 0, count: block.scenarios.count)
      part.addValues(ofLine: place.index, lines, under: block, nil, to: &values)
      if coin == nil {
        for value in values { result.append(weight * (value - today)) }
      } else {
        let spot = part.group.spot
        for (value, move) in zip(values, block.column(part.columns.own.spot)) {
          result.append(weight * (value / (spot * exp(move)) - today / spot))
        }
      }
    }
    return result
  }

  /// Moves of the source that many positions are valued in: what does not depend on the position is computed once.
  package func moves(_ block: ScenarioBlock) -> PreparedMoves {
    let plain = groups.enumerated().map { place, part in
      let weights = Set(
        part.group.instruments.indices.filter { isMonotone(group: place, $0) }.map {
          part.group.volatilityMoves.weight(years: part.group.instruments[$0].years)
        })
      return weights.isEmpty ? nil : PreparedMoves.Plain(block, part.columns.own, weights: weights)
    }
    return PreparedMoves(block: block, plain: plain)
  }

  /// What one position loses in scenarios, gains negative.
  ///
  /// - Parameters:
  ///   - position: Its index.
  ///   - moves: Moves that `moves(_:)` made ready.
  /// - Returns: One number a scenario; NaN or infinite where its moves are too large.
  /// - Complexity: One revaluation a scenario.
  package func losses(of position: Int, under moves: PreparedMoves) -> [Double] {
    let (place, weight) = (positions.places[position], positions.weights[position])
    let part = groups[place.group]
    guard coin == nil, isMonotone(position), let plain = moves.plain[place.group] else {
      return profitAndLoss(of: position, under: [moves.block]).map { -$0 }
    }
    let option = part.group.instruments[place.index]
    guard let volatilities = plain.volatilityFactors[part.group.volatilityMoves.weight(years: option.years)] else {
      return profitAndLoss(of: position, under: [moves.block]).map { -$0 }
    }
    var losses = [Double](repeating: weight * part.valueToday(ofLine: place.index), count: plain.spotFactors.count)
    unsafe tp_black76_revalue(
      losses.count, plain.spotFactors, plain.logSpots, volatilities, option.forward, option.strike, option.volatility,
      option.years - part.elapsedYears, option.sign, -weight, &losses)
    return losses
  }

  /// Whether the value of a position rises with the volatility and rises or falls with the spot alone, so that the corners
  /// of a box of moves bound it: a European option on a strike's own volatility, paid at the horizon's end or later.
  package func isMonotone(_ position: Int) -> Bool {
    let place = positions.places[position]
    return isMonotone(group: place.group, place.index)
  }

  private func isMonotone(group: Int, _ index: Int) -> Bool {
    let part = groups[group]
    return part.isPlain && index < part.group.instruments.count
      && part.group.instruments[index].payDay(elapsedYears: part.elapsedYears) == nil
  }

  /// Least and greatest profit and loss of one position over boxes of moves of its underlying.
  ///
  /// - Parameters:
  ///   - position: A monotone position.
  ///   - boxes: The boxes.
  /// - Returns: One pair a box, those of its corners with room for the kernel's rounding.
  /// - Complexity: Two revaluations a box.
  package func bounds(of position: Int, in boxes: [MoveBox]) -> [ClosedRange<Double>] {
    precondition(isMonotone(position), "position \(position) is not monotone")
    let place = positions.places[position]
    let part = groups[place.group]
    let option = part.group.instruments[place.index]
    let isCall = option.sign > 0
    let count = boxes.count
    var block = ScenarioBlock(scenarios: Array(0..<(2 * count)), factors: factors)
    let (spot, volatility) = (part.columns.own.spot * 2 * count, part.columns.own.volatility * 2 * count)
    for (index, box) in boxes.enumerated() {
      block.values[spot + index] = isCall ? box.logSpot.lowerBound : box.logSpot.upperBound
      block.values[spot + count + index] = isCall ? box.logSpot.upperBound : box.logSpot.lowerBound
      block.values[volatility + index] = box.logVolatility.lowerBound
      block.values[volatility + count + index] = box.logVolatility.upperBound
    }
    let corners = profitAndLoss(of: position, under: [block])
    return (0..<count).map { index in
      let (first, second) = (corners[index], corners[count + index])
      let greatest = option.forward * exp(boxes[index].logSpot.upperBound) + option.strike
      let rounding = Self.rounding * abs(positions.weights[position]) * greatest / (coin == nil ? 1 : part.group.spot)
      // A NaN bounds nothing.
      guard first.isFinite, second.isFinite, rounding.isFinite else { return -.infinity ... .infinity }
      return (min(first, second) - rounding)...(max(first, second) + rounding)
    }
  }

  /// The underlying of one position's group.
  package func underlying(of position: Int) -> Underlying { positions.underlyings[position] }
}

/// Moves of a source, with those of plain groups as the kernel of single options takes them.
package struct PreparedMoves: Sendable {
  /// The moves.
  package let block: ScenarioBlock
  /// By group; nil for one without an option that the kernel values.
  let plain: [Plain?]

  struct Plain: Sendable {
    let spotFactors: [Double]
    let logSpots: [Double]
    /// By the weight of a tenor.
    let volatilityFactors: [Double: [Double]]

    init(_ block: ScenarioBlock, _ columns: UnderlyingColumns, weights: Set<Double>) {
      logSpots = Array(block.column(columns.spot))
      spotFactors = logSpots.map { exp($0) }
      let levels = block.column(columns.volatility)
      volatilityFactors = Dictionary(weights.map { weight in (weight, levels.map { exp(weight * $0) }) }) { first, _ in
        first
      }
    }
  }
}

/// A range of moves of one underlying.
package struct MoveBox: Hashable, Sendable {
  /// Log returns of the spot.
  package let logSpot: ClosedRange<Double>
  /// Log changes of the level of its volatilities.
  package let logVolatility: ClosedRange<Double>

  /// Creates a box.
  package init(logSpot: ClosedRange<Double>, logVolatility: ClosedRange<Double>) {
    (self.logSpot, self.logVolatility) = (logSpot, logVolatility)
  }
}

/// Runs work on each index, at most so many at a time, and returns the results in order.
///
/// - Throws: `RevaluationError.canceled`.
package func runEach<Part: Sendable>(
  _ count: Int, threads: Int, work: @escaping @Sendable (Int) -> Part
) async throws(RevaluationError) -> [Part] {
  // Runs of a few, so that starting a task costs nothing beside its work.
  let size = min(max(count / (8 * max(threads, 1)), 1), 64)
  let blocks = stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  return try await runBlocks(blocks, threads: threads, progress: nil) { range in range.map(work) }.flatMap(\.self)
}
