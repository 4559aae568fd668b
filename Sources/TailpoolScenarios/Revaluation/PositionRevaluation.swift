import TailpoolMarket
import TailpoolPricing

/// The positions of a book, each on its own, to be valued again in a few scenarios: those of a tail.
///
/// Positions in one instrument share its revaluation. Memory is O(positions), never positions × scenarios.
public struct PositionRevaluation: Sendable {
  /// The ids of the positions, in the order given; empty for columns.
  public let ids: [String]
  /// The underlying of each position.
  public let underlyings: [Underlying]
  /// The instant of expiry of each position, nil for one that does not expire; empty for columns.
  public let expiries: [Timestamp?]
  /// The days that pass in each scenario.
  public var horizonInDays: Double { book.horizonInDays }

  /// One line for each different instrument, of weight one.
  let book: BookRevaluation
  /// The group and the index in it of each position's instrument; other contracts come after the options.
  let places: [(group: Int, index: Int)]
  /// Quantity × contract size × discount factor of each position, which is 1 but for options.
  let weights: [Double]

  /// Number of positions.
  public var count: Int { weights.count }

  /// Prepares the positions of a book; the arguments are those of `BookRevaluation`.
  ///
  /// - Throws: As `BookRevaluation.init`.
  public init(
    _ book: PricedBook, horizonInDays: Double = 1, volatilityRule: VolatilityRule = .stickyStrike,
    volatilityMoves: VolatilityMoves = .parallel
  ) throws(RevaluationError) {
    guard horizonInDays >= 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    if case .surfaceShift(let slope) = volatilityRule, !slope.isFinite { throw .invalidSlope(slope) }
    let smiles = SmileTable(volatilityRule)
    var lines: [PositionLine] = []
    lines.reserveCapacity(book.positions.count)
    for (entry, place) in zip(book.positions, book.lineOfPosition) {
      let (quantity, line) = (entry.position.quantity, book.lines[place])
      guard let spot = entry.repricer.inputs.first?.spot else { throw .invalidPosition(id: entry.position.id) }
      if let option = entry.repricer as? EuropeanRepricer {
        let instrument = BookRevaluation.Instrument(option, quantity: quantity, smiles)
        guard instrument.isValid else { throw .invalidPosition(id: entry.position.id) }
        lines.append(PositionLine(option.contract.underlying, spot, instrument))
      } else {
        let unit = BookRevaluation.OtherLine(line, units: 1, smiles)
        guard unit.isValid, entry.units.isFinite else { throw .invalidPosition(id: entry.position.id) }
        lines.append(
          PositionLine(underlying: line.contract.underlying, spot: spot, weight: entry.units, unit: .other(unit)))
      }
    }
    let others = book.positions.flatMap { $0.repricer.inputs.dropFirst() }
    self.init(
      lines, seconds: others.map { ($0.underlying, $0.spot) }, rule: smiles.applied, volatilityMoves: volatilityMoves,
      horizonInDays: horizonInDays, ids: book.positions.map(\.position.id),
      expiries: book.positions.map(\.position.contract.expiry))
  }

  /// Prepares the positions of columns; each option is a position.
  ///
  /// - Throws: As `BookRevaluation.init`.
  public init(
    _ holdings: [OptionHoldings], horizonInDays: Double = 1, volatilityMoves: VolatilityMoves = .parallel
  ) throws(RevaluationError) {
    guard horizonInDays >= 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    var lines: [PositionLine] = []
    for holding in holdings {
      for index in 0..<holding.options.count {
        let instrument = BookRevaluation.Instrument(holding, at: index)
        guard instrument.isValid, holding.spot > 0 else {
          throw .invalidPosition(id: "\(holding.underlying) \(index)")
        }
        lines.append(PositionLine(holding.underlying, holding.spot, instrument))
      }
    }
    self.init(
      lines, rule: .stickyStrike, volatilityMoves: volatilityMoves, horizonInDays: horizonInDays, ids: [], expiries: [])
  }

  private init(
    _ lines: [PositionLine], seconds: [(underlying: Underlying, spot: Double)] = [], rule: VolatilityRule.Applied,
    volatilityMoves: VolatilityMoves, horizonInDays: Double, ids: [String], expiries: [Timestamp?]
  ) {
    self.ids = ids
    self.expiries = expiries
    underlyings = lines.map(\.underlying)
    weights = lines.map(\.weight)
    var spots: [Underlying: Double] = [:]
    var units: [Underlying: Set<PositionUnit>] = [:]
    for second in seconds { spots[second.underlying] = second.spot }
    for line in lines {
      spots[line.underlying] = line.spot
      units[line.underlying, default: []].insert(line.unit)
    }
    let groups = spots.keys.sorted().map { name in
      BookRevaluation.Group(
        underlying: name, spot: spots[name] ?? .nan, rule: rule, volatilityMoves: volatilityMoves,
        instruments: (units[name] ?? []).compactMap(\.option), others: (units[name] ?? []).compactMap(\.other))
    }
    var indexes: [Underlying: [PositionUnit: (group: Int, index: Int)]] = [:]
    for (place, group) in groups.enumerated() {
      var own: [PositionUnit: (group: Int, index: Int)] = [:]
      for (index, instrument) in group.instruments.enumerated() { own[.option(instrument)] = (place, index) }
      for (index, other) in group.others.enumerated() {
        own[.other(other)] = (place, group.instruments.count + index)
      }
      indexes[group.underlying] = own
    }
    places = lines.map { indexes[$0.underlying]?[$0.unit] ?? (0, 0) }
    book = BookRevaluation(groups: groups, horizonInDays: horizonInDays)
  }

  /// Sums over scenarios of weight times profit and loss, for each position and several sets of weights.
  ///
  /// The scenarios are drawn again; nothing has to be kept of the pass that chose them. The bits do not depend on the
  /// number of threads.
  ///
  /// - Parameters:
  ///   - scenarios: Indexes of scenarios of the source, in any order.
  ///   - scenarioWeights: Sets of as many weights.
  ///   - source: The scenarios; they must move every underlying of the book.
  ///   - threads: Underlyings valued at the same time; less than 1 is taken as 1.
  /// - Returns: For each set, dollars for each position in their order, loss negative.
  /// - Precondition: The shapes agree; each index is from 0 to the source's count less 1.
  /// - Throws: `RevaluationError.notCovered`, `.nonFiniteShift` with the underlying whose sum is not finite, or `.canceled`.
  /// - Complexity: One revaluation of each different instrument and scenario; memory O(scenarios × underlyings +
  ///   positions).
  public func weightedProfitAndLoss(
    at scenarios: [Int], weights scenarioWeights: [[Double]], of source: some ScenarioSource, threads: Int = 1
  ) async throws(RevaluationError) -> [[Double]] {
    for scenario in scenarios {
      precondition(scenario >= 0 && scenario < source.count, "scenario \(scenario) of \(source.count)")
    }
    for set in scenarioWeights {
      precondition(set.count == scenarios.count, "\(set.count) weights of \(scenarios.count) scenarios")
    }
    let prepared = try book.prepared(for: source)
    let blocks = try await runBlocks(book.blocks(of: scenarios.count), threads: threads, progress: nil) { range in
      source.block(of: Array(scenarios[range]))
    }
    let jobs = book.instrumentJobs
    let parts = try await runBlocks(jobs.indices.map { $0..<($0 + 1) }, threads: threads, progress: nil) { range in
      let job = jobs[range.lowerBound]
      return prepared[job.group].weightedProfitAndLoss(
        of: job.instruments, under: blocks, weights: scenarioWeights)
    }
    var sums = book.groups.map { [[Double]](repeating: [], count: $0.lineCount) }
    for (job, part) in zip(jobs, parts) {
      for (index, values) in zip(job.instruments, part) { sums[job.group][index] = values }
      if part.contains(where: { $0.contains { !$0.isFinite } }) {
        throw .nonFiniteShift(book.groups[job.group].underlying)
      }
    }
    return scenarioWeights.indices.map { set in
      zip(places, weights).map { place, weight in weight * sums[place.group][place.index][set] }
    }
  }
}

/// One position with its instrument held once.
private struct PositionLine {
  let underlying: Underlying
  let spot: Double
  let weight: Double
  let unit: PositionUnit

  init(underlying: Underlying, spot: Double, weight: Double, unit: PositionUnit) {
    self.underlying = underlying
    self.spot = spot
    self.weight = weight
    self.unit = unit
  }

  init(_ underlying: Underlying, _ spot: Double, _ instrument: BookRevaluation.Instrument) {
    self.init(
      underlying: underlying, spot: spot, weight: instrument.weight, unit: .option(instrument.ofUnitWeight))
  }
}

/// An instrument held once.
private enum PositionUnit: Hashable {
  case option(BookRevaluation.Instrument)
  case other(BookRevaluation.OtherLine)

  var option: BookRevaluation.Instrument? {
    if case .option(let instrument) = self { instrument } else { nil }
  }

  var other: BookRevaluation.OtherLine? {
    if case .other(let line) = self { line } else { nil }
  }
}

extension BookRevaluation.Instrument {
  /// The same instrument held once.
  fileprivate var ofUnitWeight: Self {
    Self(
      forward: forward, strike: strike, volatility: volatility, years: years, sign: sign, weight: 1, smile: smile,
      settlement: settlement)
  }
}

extension BookRevaluation {
  /// Runs of instruments of one group that are valued together.
  fileprivate var instrumentJobs: [(group: Int, instruments: Range<Int>)] {
    groups.indices.flatMap { group in
      blocks(of: groups[group].lineCount, size: 64).map { (group, $0) }
    }
  }
}

extension BookRevaluation.Group {
  /// Number of options and of other contracts.
  fileprivate var lineCount: Int { instruments.count + others.count }
}

extension PreparedGroup {
  /// For each instrument and each set of weights, the weighted sum of its profits and losses.
  fileprivate func weightedProfitAndLoss(
    of range: Range<Int>, under blocks: [ScenarioBlock], weights: [[Double]]
  ) -> [[Double]] {
    let totals = weights.map { $0.reduce(0, +) }
    let markets = range.upperBound > group.instruments.count ? blocks.map(market(of:)) : []
    return range.map { index in
      let (today, lines) = (valueToday(ofLine: index), columnsOfLine(index))
      var sums = totals.map { -today * $0 }
      var start = 0
      for (place, block) in blocks.enumerated() {
        var values = [Double](repeating: 0, count: block.scenarios.count)
        addValues(ofLine: index, lines, under: block, markets.isEmpty ? nil : markets[place], to: &values)
        for (set, own) in weights.enumerated() { sums[set] += values.product(with: own, from: start) }
        start += block.scenarios.count
      }
      return sums
    }
  }
}

extension [Double] {
  /// The sum of products with as many elements of other numbers from a start on, in four interleaved sums.
  fileprivate func product(with other: [Double], from start: Int) -> Double {
    precondition(start >= 0 && start + count <= other.count, "\(count) elements from \(start) of \(other.count)")
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    var index = 0
    while index + 4 <= count {
      let place = start + index
      first += self[index] * other[place]
      second += self[index + 1] * other[place + 1]
      third += self[index + 2] * other[place + 2]
      fourth += self[index + 3] * other[place + 3]
      index += 4
    }
    var rest = 0.0
    while index < count {
      rest += self[index] * other[start + index]
      index += 1
    }
    return ((first + second) + (third + fourth)) + rest
  }
}
