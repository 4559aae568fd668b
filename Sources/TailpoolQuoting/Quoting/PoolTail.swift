import TailpoolLedger
import TailpoolMarket
import TailpoolNumerics
import TailpoolPoolEngine
import TailpoolPools
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// The worst scenarios of a pool's book, kept so that the expected shortfall after any trade is known without a new run.
///
///     ES(q) = mean of the worst 1 − level of  loss + q · (what one contract loses)
///
/// Kept are the book's losses and the moves of the worst scenarios, twice as many as the level's tail: the worst 5 % at
/// 97.5 %. A trade is valued again in those alone. That is the whole number exactly while no scenario outside comes into
/// the tail. Whether one can is bounded: scenarios outside stand in cells of alike moves, and the corners of a cell bound
/// what a European option loses in it. Cells whose bound reaches the tail are valued scenario by scenario, and so are all
/// scenarios for any other kind of contract, or under a rule that moves volatilities with their spots. The number is
/// therefore always that of the full run up to rounding; only its price differs, and each result says how many scenarios
/// it took.
///
/// - Source: what a trade adds to an expected shortfall is in D. Tasche, "Risk contributions and performance measurement"
///   (1999); the bound by cells is our own.
public struct PoolTail: Sendable {
  /// Expected shortfall of the book as it is, in whole units of the pool's asset.
  public let shortfall: Double
  /// Where the tail begins: a loss from its value at risk to the next greater one.
  public let threshold: Double
  /// Scenarios in all.
  public let scenarioCount: Int
  /// Scenarios that are kept.
  public var keptCount: Int { keptLosses.count }

  let risk: PoolRisk
  let asset: Asset
  /// What the book loses in each scenario.
  private let losses: [Double]
  private let outside: [Int]
  private let keptLosses: [Double]
  /// The moves of the scenarios that are kept.
  private let kept: ScenarioBlock
  private let cells: [Underlying: TailCells]
  /// How many losses the tail is worth.
  private let mass: Double

  /// Values a pool's book in every scenario and keeps the worst.
  ///
  /// - Parameters:
  ///   - risk: Market and scenarios.
  ///   - pool: The pool.
  /// - Throws: `PoolBridgeError`, as `PoolRisk.losses(of:)`.
  /// - Complexity: One revaluation an instrument and scenario, and O(n log n) in the scenarios for each underlying.
  public init(_ risk: PoolRisk, of pool: MutualPool) throws(PoolBridgeError) {
    let count = risk.scenarios.count
    let losses = pool.isFlat ? [Double](repeating: 0, count: count) : try risk.losses(of: pool)
    let mass = TailPosition(count: count, level: risk.level).mass
    let least = min(count, max(Int((2 * mass).rounded(.up)), Int(mass) + 1))
    let worst = losses.indices.sorted { (losses[$1], $0) < (losses[$0], $1) }
    let (keptPlaces, outside) = (worst[..<least].sorted(), worst[least...].sorted())
    self.init(risk, pool.terms.asset, losses: losses, keptPlaces, outside, mass: mass)
  }

  private init(
    _ risk: PoolRisk, _ asset: Asset, losses: [Double], _ keptPlaces: [Int], _ outside: [Int], mass: Double
  ) {
    (self.risk, self.asset, self.losses, self.outside, self.mass) = (risk, asset, losses, outside, mass)
    scenarioCount = losses.count
    keptLosses = keptPlaces.map { losses[$0] }
    kept = risk.scenarios.block(of: keptPlaces)
    cells = outside.isEmpty ? [:] : Self.cells(outside, losses, risk.scenarios)
    let sum = Self.sum(keptLosses, [Double](repeating: 0, count: keptLosses.count), mass, sizes: [0], near: 0)
    (shortfall, threshold) = (sum[0].value / mass, sum[0].threshold)
  }

  /// Draws scenarios in blocks that stay near the processor.
  private static func blocks(of scenarios: [Int], _ source: some ScenarioSource) -> [ScenarioBlock] {
    stride(from: 0, to: scenarios.count, by: 1_024).map {
      source.block(of: Array(scenarios[$0..<min($0 + 1_024, scenarios.count)]))
    }
  }

  /// The cells of each underlying whose spot and volatility move.
  private static func cells(
    _ outside: [Int], _ losses: [Double], _ source: some ScenarioSource
  ) -> [Underlying: TailCells] {
    let names = source.underlyings
    let factors = source.factors
    let places = names.map {
      (spot: factors.firstIndex(of: .spot($0.name)), volatility: factors.firstIndex(of: .volatility($0.name)))
    }
    var moves = names.map { _ in (spot: [Double](), volatility: [Double]()) }
    for block in blocks(of: Array(losses.indices), source) {
      for (index, place) in places.enumerated() {
        if let spot = place.spot { moves[index].spot += block.column(spot) }
        if let volatility = place.volatility { moves[index].volatility += block.column(volatility) }
      }
    }
    var cells: [Underlying: TailCells] = [:]
    for (name, own) in zip(names, moves) where own.volatility.count == losses.count {
      cells[name] = TailCells(outside, losses: losses, logSpots: own.spot, logVolatilities: own.volatility)
    }
    return cells
  }

  /// The sums of the tail for sizes, each found from the one beside it.
  private static func sum(
    _ losses: [Double], _ changes: [Double], _ mass: Double, sizes: [Double], near threshold: Double
  ) -> [MovingTail.Sum] {
    let tail = MovingTail(base: losses, change: changes, mass: mass)
    var sums = sizes.map { _ in MovingTail.Sum(value: 0, threshold: threshold) }
    for isSale in [true, false] {
      var last = (size: 0.0, threshold: threshold, slope: 0.0)
      let own = sizes.indices.filter { (sizes[$0] < 0) == isSale }
      for index in own.sorted(by: { (abs(sizes[$0]), $0) < (abs(sizes[$1]), $1) }) {
        let step = sizes[index] - last.size
        sums[index] = tail.sum(at: sizes[index], near: last.threshold + step * last.slope)
        let found = sums[index].threshold
        last = (sizes[index], found, step == 0 ? last.slope : (found - last.threshold) / step)
      }
    }
    return sums
  }
}

extension PoolTail {
  /// Expected shortfall of a pool's book after a trade.
  public struct AfterTrade: Hashable, Sendable {
    /// The number, in whole units of the pool's asset.
    public let shortfall: Double
    /// In how many scenarios the contract was valued for it: those that are kept, and those that might come into the tail.
    public let scenarios: Int
  }

  /// Contracts, one of each, ready to be valued in the tail.
  public struct Instruments: Sendable {
    let columns: PositionColumns
    /// The scenarios that are kept, made ready for them.
    let kept: PreparedMoves

    /// Number of contracts.
    public var count: Int { columns.count }
  }

  /// Makes contracts ready.
  ///
  /// - Parameter contracts: One of each, priced in the market of the tail.
  /// - Throws: `PoolBridgeError.revaluation`.
  public func instruments(_ contracts: [PricedPosition]) throws(PoolBridgeError) -> Instruments {
    let book = PricedBook(asOf: risk.snapshot.asOf, positions: contracts)
    let coin = Underlying(asset.symbol)
    do {
      let positions = try PositionRevaluation(
        book, horizonInDays: risk.horizonInDays, volatilityRule: risk.volatilityRule,
        volatilityMoves: risk.volatilityMoves)
      let columns = try PositionColumns(
        positions, over: risk.scenarios, in: book.underlyings.contains(coin) ? coin : nil)
      return Instruments(columns: columns, kept: columns.moves(kept))
    } catch { throw .revaluation(error) }
  }

  /// Expected shortfall after trades of several sizes in one contract.
  ///
  /// - Parameters:
  ///   - index: The contract, by its index among those that were made ready.
  ///   - instruments: The contracts.
  ///   - sizes: Positions' quantities added to the book, negative where the pool sells, finite.
  /// - Returns: One number a size, the same bits for the same sizes.
  /// - Throws: `PoolBridgeError.revaluation` where a scenario's moves are too large for the contract.
  /// - Complexity: One revaluation a scenario that is kept and two a cell, then about five passes over them for each size.
  public func shortfalls(
    of index: Int, in instruments: Instruments, sizes: [Double]
  ) throws(PoolBridgeError) -> [AfterTrade] {
    var changes = try finite(instruments.columns.losses(of: index, under: instruments.kept), [kept])
    var sums = Self.sum(keptLosses, changes, mass, sizes: sizes, near: threshold)
    var counts = sizes.map { _ in keptCount }
    let (added, moves, reached) = reach(of: index, instruments, sizes: sizes, thresholds: sums.map(\.threshold))
    guard !added.isEmpty else { return zip(sums, counts).map { AfterTrade(shortfall: $0.value / mass, scenarios: $1) } }
    let own = try finite(instruments.columns.profitAndLoss(of: index, under: moves).map { -$0 }, moves)
    changes += own
    let tail = MovingTail(base: keptLosses + added, change: changes, mass: mass)
    for place in reached {
      counts[place] += added.count
      let (size, threshold) = (sizes[place], sums[place].threshold)
      // Where none of them is beyond the threshold, nothing has come into the tail.
      guard MovingTail.count(base: added, change: own, size: size, above: threshold) > 0 else { continue }
      sums[place] = tail.sum(at: size, near: threshold)
    }
    return zip(sums, counts).map { AfterTrade(shortfall: $0.value / mass, scenarios: $1) }
  }

  /// Losses that are finite in each scenario.
  private func finite(_ losses: [Double], _ blocks: [ScenarioBlock]) throws(PoolBridgeError) -> [Double] {
    guard let bad = losses.firstIndex(where: { !$0.isFinite }) else { return losses }
    throw .revaluation(.nonFiniteScenario(blocks.flatMap(\.scenarios)[bad]))
  }

  /// The scenarios outside that may come into the tail at some of the sizes, and the places of those sizes.
  private func reach(
    of index: Int, _ instruments: Instruments, sizes: [Double], thresholds: [Double]
  ) -> (losses: [Double], moves: [ScenarioBlock], sizes: [Int]) {
    let traded = sizes.indices.filter { sizes[$0] != 0 }
    guard !outside.isEmpty, !traded.isEmpty else { return ([], [], []) }
    let underlying = instruments.columns.underlying(of: index)
    guard instruments.columns.isMonotone(index), let cells = cells[underlying] else {
      return (outside.map { losses[$0] }, Self.blocks(of: outside, risk.scenarios), traded)
    }
    // In each cell the book's loss from which a trade may bring a scenario into the tail.
    let profits = instruments.columns.bounds(of: index, in: cells.boxes)
    var least = [Double](repeating: .infinity, count: profits.count)
    var reached: [Int] = []
    for place in traded {
      let (size, threshold) = (sizes[place], thresholds[place])
      var isReached = false
      for cell in profits.indices {
        let worst = size > 0 ? -size * profits[cell].lowerBound : -size * profits[cell].upperBound
        guard cells.greatestLosses[cell] + worst > threshold else { continue }
        isReached = true
        least[cell] = min(least[cell], threshold - worst)
      }
      if isReached { reached.append(place) }
    }
    guard !reached.isEmpty else { return ([], [], []) }
    let found = cells.scenarios(losingMoreThan: least, factors: risk.scenarios.factors, of: underlying)
    return (found.losses, [found.moves], reached)
  }
}
