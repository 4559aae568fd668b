import CTailpoolKernels
import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// The contracts of one underlying, made ready for many scenarios.
struct PreparedGroup: Sendable {
  let group: BookRevaluation.Group
  let elapsedYears: Double
  private(set) var columns: BlockColumns
  /// Costly contracts as polynomials, by their index among the others.
  let sampled: [Int: SampledContract]
  /// The options by the day on which they are paid, those of the horizon's end first.
  private let parts: [PaidOptions]
  /// The day on which each of the others is paid.
  private let otherDays: [Int?]

  /// Whether one call of the kernel serves all options.
  var isPlain: Bool { group.rule == .stickyStrike && columns.own.isPlain }

  /// Computes what does not change from scenario to scenario.
  init(
    _ group: BookRevaluation.Group, elapsedYears: Double, columns: BlockColumns, sampled: [Int: SampledContract] = [:]
  ) {
    self.group = group
    self.elapsedYears = elapsedYears
    self.columns = columns
    self.sampled = sampled
    let isPlain = group.rule == .stickyStrike && columns.own.isPlain
    parts = group.instruments.byPayDay(elapsedYears: elapsedYears).map { day, options in
      PaidOptions(
        day: day, instruments: options,
        lines: TenorLines(
          isPlain ? options : [], elapsedYears: elapsedYears, volatilityMoves: group.volatilityMoves))
    }
    otherDays = group.others.map { $0.payDay(elapsedYears: elapsedYears) }
  }

  /// Values in dollars, one element a scenario of a block.
  func values(under block: ScenarioBlock) -> [Double] {
    var values = [Double](repeating: 0, count: block.scenarios.count)
    let moves = isPlain && group.others.isEmpty ? nil : MoveColumns(block, columns.own)
    for part in parts {
      let own = columns.own.paid(after: part.day)
      if isPlain {
        part.lines.addValues(under: block, own, to: &values)
      } else if let moves {
        group.addValues(
          of: part.instruments, under: part.day == nil ? moves : MoveColumns(block, own), elapsedYears: elapsedYears,
          to: &values)
      }
    }
    guard let moves, !group.others.isEmpty else { return values }
    let market = BlockMarket(block, columns, of: group, moves: moves)
    for index in group.others.indices { addValues(ofOther: index, under: block, market, to: &values) }
    return values
  }

  /// What is known of the contracts that are sampled, in the order of the group.
  var sampledParts: [SampledPart] { sampled.sorted { $0.key < $1.key }.map(\.value.part) }

  /// The same contracts for the blocks of another source.
  func moved(by columns: BlockColumns) -> Self {
    var result = self
    result.columns = columns
    return result
  }

  /// Adds the values of all contracts that are not options.
  func addValuesOfOthers(under block: ScenarioBlock, to values: inout [Double]) {
    guard !group.others.isEmpty else { return }
    let market = self.market(of: block)
    for index in group.others.indices { addValues(ofOther: index, under: block, market, to: &values) }
  }

  /// The moved market of a block.
  func market(of block: ScenarioBlock) -> BlockMarket { market(of: block, columns) }

  private func market(of block: ScenarioBlock, _ columns: BlockColumns) -> BlockMarket {
    BlockMarket(block, columns, of: group, moves: MoveColumns(block, columns.own))
  }

  /// Value today of one line; other contracts come after the options.
  func valueToday(ofLine index: Int) -> Double {
    let options = group.instruments.count
    return index < options
      ? group.valueToday(of: [group.instruments[index]], [])
      : group.valueToday(of: [], [group.others[index - options]])
  }

  /// The columns of one line, to be made once for many blocks; nil for a line that the kernel of books does not value.
  func columnsOfLine(_ index: Int) -> TenorLines? {
    isPlain && index < group.instruments.count ? group.lines(of: [group.instruments[index]], elapsedYears) : nil
  }

  /// Adds the values of one line; the market is needed for a contract that is no option.
  ///
  /// - Parameter lines: `columnsOfLine(index)`.
  func addValues(
    ofLine index: Int, _ lines: TenorLines?, under block: ScenarioBlock, _ market: BlockMarket?,
    to values: inout [Double]
  ) {
    let options = group.instruments.count
    guard index < options else {
      return addValues(ofOther: index - options, under: block, market ?? self.market(of: block), to: &values)
    }
    let option = group.instruments[index]
    let day = option.payDay(elapsedYears: elapsedYears)
    let own = columns.own.paid(after: day)
    if let lines {
      lines.addValues(under: block, own, to: &values)
    } else {
      let moves = day == nil ? market?.own : nil
      group.addValues(
        of: [option], under: moves ?? MoveColumns(block, own), elapsedYears: elapsedYears, to: &values)
    }
  }

  private func addValues(
    ofOther index: Int, under block: ScenarioBlock, _ market: BlockMarket, to values: inout [Double]
  ) {
    let own = columns.paid(after: otherDays[index])
    let market = otherDays[index] == nil ? market : self.market(of: block, own)
    if let polynomials = sampled[index] {
      polynomials.addValues(under: block, own.own, market, elapsedYears: elapsedYears, to: &values)
    } else {
      group.others[index].addValues(under: market, elapsedYears: elapsedYears, to: &values)
    }
  }
}

/// Moves of one underlying, one element a scenario.
struct MoveColumns {
  let spotFactors: [Double]
  let logSpotFactors: [Double]
  /// Factors on the level of the volatilities.
  private let volatilityFactors: [Double]
  private let logVolatilityFactors: [Double]
  /// What moves the volatilities apart from their level; empty where it does not move.
  private let volatilityShifts: [Double]
  private let terms: [Double]
  private let skews: [Double]
  /// Changes of the rate and of the yield; empty where they do not move.
  let rateShifts: [Double]
  let carryShifts: [Double]

  /// The moves of one underlying in a block.
  init(_ block: ScenarioBlock, _ columns: UnderlyingColumns) {
    func column(_ place: Int?) -> [Double] { place.map { Array(block.column($0)) } ?? [] }
    logSpotFactors = column(columns.spot)
    spotFactors = logSpotFactors.map { exp($0) }
    logVolatilityFactors = Array(block.column(columns.volatility))
    volatilityFactors = logVolatilityFactors.map { exp($0) }
    volatilityShifts = column(columns.volatilityShift)
    terms = column(columns.term)
    skews = column(columns.skew)
    rateShifts = column(columns.rate)
    carryShifts = column(columns.carry)
  }

  /// Moves given one by one: log returns and log changes of the level of the volatilities.
  init(logSpots: [Double], logVolatilities: [Double]) {
    logSpotFactors = logSpots
    spotFactors = logSpots.map { exp($0) }
    logVolatilityFactors = logVolatilities
    volatilityFactors = logVolatilities.map { exp($0) }
    (volatilityShifts, terms, skews, rateShifts, carryShifts) = ([], [], [], [], [])
  }

  /// The factors on one volatility: those of the moves times what the rule makes of the spot, twisted and shifted.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - volatilityMoves: How the level's factors fall on tenors.
  ///   - smile: The index of the smile, and the log moneyness in it.
  ///   - volatility: The volatility, > 0.
  ///   - logMoneyness: Log of strike over its own forward.
  ///   - years: Its maturity.
  func volatilityFactors(
    _ rule: VolatilityRule.Applied, _ volatilityMoves: VolatilityMoves,
    smile: (index: Int, logMoneyness: () -> Double), volatility: Double, logMoneyness: () -> Double, years: Double
  ) -> [Double] {
    let weight = volatilityMoves.weight(years: years)
    var factors = weight == 1 ? volatilityFactors : logVolatilityFactors.map { exp(weight * $0) }
    switch rule {
    case .surfaceShift(let slope) where volatility > 0:
      factors = shifted(factors, slope: slope, volatility: volatility)
    case .stickyDelta(let smiles) where smiles.indices.contains(smile.index):
      factors = moved(factors, along: smiles[smile.index], from: smile.logMoneyness())
    case .stickyStrike, .stickyDelta, .surfaceShift: break
    }
    if !(terms.isEmpty && skews.isEmpty) {
      let k = logMoneyness()
      for index in factors.indices {
        factors[index] *= UnderlyingMove.twistFactor(
          skew: skews.isEmpty ? 0 : skews[index], term: terms.isEmpty ? 0 : terms[index], logMoneyness: k,
          years: years)
      }
    }
    if !volatilityShifts.isEmpty, volatility > 0 {
      for index in factors.indices {
        let shifted = factors[index] + volatilityShifts[index] / volatility
        factors[index] = shifted < 0 ? 0 : shifted
      }
    }
    return factors
  }

  /// Factors times those on the volatility at a log-moneyness of a smile that moves with its forward.
  private func moved(_ factors: [Double], along smile: SmileCurve, from k: Double) -> [Double] {
    let own = smile.totalVariance(at: k)
    return zip(factors, logSpotFactors).map { factor, move in
      factor * (smile.totalVariance(at: k - move) / own).squareRoot()
    }
  }

  /// Factors times those on a volatility that shifts by a slope times the log return of its spot.
  private func shifted(_ factors: [Double], slope: Double, volatility: Double) -> [Double] {
    let scale = slope / volatility
    return zip(factors, logSpotFactors).map { factor, move in
      let shifted = 1 + scale * move
      return factor * (shifted < VolatilityRule.leastFactor ? VolatilityRule.leastFactor : shifted)
    }
  }
}

/// The market of a block of scenarios, for contracts that are priced by their repricers.
struct BlockMarket {
  let count: Int
  let rule: VolatilityRule.Applied
  let volatilityMoves: VolatilityMoves
  /// The moves of the group's own underlying.
  let own: MoveColumns
  private let moves: [Underlying: MoveColumns]
  /// The volatilities of what depends on none.
  private let zeros: [Double]
  private let block: ScenarioBlock?
  private let correlations: [Set<Underlying>: Int]
  private let events: [String: Int]

  /// The moves of a block for a group, those of whose underlying are at hand.
  init(_ block: ScenarioBlock, _ columns: BlockColumns, of group: BookRevaluation.Group, moves: MoveColumns) {
    let name = group.underlying
    count = block.scenarios.count
    zeros = [Double](repeating: 0, count: count)
    (rule, volatilityMoves) = (group.rule, group.volatilityMoves)
    self.own = moves
    self.block = block
    correlations = columns.correlations
    events = columns.events
    self.moves = Dictionary(
      columns.byUnderlying.map { other, places in (other, other == name ? moves : MoveColumns(block, places)) },
      uniquingKeysWith: { first, _ in first }
    ).merging([name: moves]) { first, _ in first }
  }

  /// Moves of one underlying alone.
  init(
    _ moves: MoveColumns, of underlying: Underlying, rule: VolatilityRule.Applied, volatilityMoves: VolatilityMoves
  ) {
    count = moves.spotFactors.count
    zeros = [Double](repeating: 0, count: count)
    (self.rule, self.volatilityMoves) = (rule, volatilityMoves)
    own = moves
    self.moves = [underlying: moves]
    block = nil
    correlations = [:]
    events = [:]
  }

  /// The moved market of one contract; an underlying that the block does not move stays.
  func columns(of other: BookRevaluation.OtherLine) -> MarketColumns {
    let inputs = zip(other.inputs, other.places).map { input, place in
      guard let own = moves[input.underlying] else {
        return MarketColumns.Input(
          spotFactors: [Double](repeating: 1, count: count),
          volatilities: [Double](repeating: input.volatility, count: count))
      }
      // What depends on no volatility has none to be moved.
      guard input.volatility > 0 else {
        return MarketColumns.Input(
          spotFactors: own.spotFactors, volatilities: zeros, rateShifts: own.rateShifts,
          carryShifts: own.carryShifts)
      }
      let factors = own.volatilityFactors(
        rule, volatilityMoves, smile: (Int(place.smile), { place.logMoneyness }), volatility: input.volatility,
        logMoneyness: { input.logMoneyness }, years: input.years)
      return MarketColumns.Input(
        spotFactors: own.spotFactors, volatilities: factors.map { input.volatility * $0 }, rateShifts: own.rateShifts,
        carryShifts: own.carryShifts)
    }
    var shifts: [Double] = []
    if other.inputs.count > 1, let block,
      let column = correlations[[other.inputs[0].underlying, other.inputs[1].underlying]]
    {
      shifts = Array(block.column(column))
    }
    let draws =
      events.isEmpty
      ? []
      : other.repricer.events.map { event in
        events[event].flatMap { place in block.map { Array($0.column(place)) } } ?? []
      }
    return MarketColumns(count: count, inputs: inputs, correlationShifts: shifts, eventDraws: draws)
  }
}

extension BookRevaluation.OtherLine {
  /// Adds its value in dollars, one element a scenario.
  func addValues(under market: BlockMarket, elapsedYears: Double, to values: inout [Double]) {
    repricer.addValues(units: units, under: market.columns(of: self), elapsedYears: elapsedYears, to: &values)
  }
}

extension BookRevaluation.Group {
  /// Adds the values of options under the group's rule, one element a move.
  func addValues(
    of instruments: [BookRevaluation.Instrument], under moves: MoveColumns, elapsedYears: Double,
    to values: inout [Double]
  ) {
    for option in instruments {
      let k = { log(option.strike / option.forward) }
      let factors = moves.volatilityFactors(
        rule, volatilityMoves, smile: (Int(option.smile), k), volatility: option.volatility, logMoneyness: k,
        years: option.years)
      guard moves.rateShifts.isEmpty && moves.carryShifts.isEmpty else {
        option.addValues(under: moves, volatilityFactors: factors, elapsedYears: elapsedYears, to: &values)
        continue
      }
      unsafe tp_black76_revalue(
        values.count, moves.spotFactors, moves.logSpotFactors, factors, option.forward, option.strike,
        option.volatility, option.years - elapsedYears, option.sign, option.weight, &values)
    }
  }

  /// The lines of options for the kernel of books.
  func lines(of instruments: [BookRevaluation.Instrument], _ elapsedYears: Double) -> TenorLines {
    TenorLines(instruments, elapsedYears: elapsedYears, volatilityMoves: volatilityMoves)
  }

  /// Value of contracts in dollars as they are today, by the same code as in scenarios, so that no move is no profit.
  func valueToday(of instruments: [BookRevaluation.Instrument], _ others: [BookRevaluation.OtherLine]) -> Double {
    let block = ScenarioBlock(scenarios: [0], factors: RiskFactor.spotsAndVolatilities(of: [underlying]))
    var values = [0.0]
    if rule == .stickyStrike {
      lines(of: instruments, 0).addValues(under: block, .alone, to: &values)
    } else {
      addValues(of: instruments, under: MoveColumns(block, .alone), elapsedYears: 0, to: &values)
    }
    for other in others {
      let market = BlockMarket(
        MoveColumns(block, .alone), of: underlying, rule: rule, volatilityMoves: volatilityMoves)
      other.addValues(under: market, elapsedYears: 0, to: &values)
    }
    return values[0]
  }
}

extension BookRevaluation.Instrument {
  /// Adds its value under moves of rate and yield, one price a move.
  fileprivate func addValues(
    under moves: MoveColumns, volatilityFactors: [Double], elapsedYears: Double, to values: inout [Double]
  ) {
    let left = max(years - elapsedYears, 0)
    for index in values.indices {
      let rate = moves.rateShifts.isEmpty ? 0 : moves.rateShifts[index]
      let carry = moves.carryShifts.isEmpty ? 0 : moves.carryShifts[index]
      // What a coin pays is worth spot over forward.
      let discount = exp(-(settlement == .coin ? rate - carry : rate) * left)
      values[index] +=
        weight * discount
        * Black76.price(
          sign > 0 ? .call : .put, forward: forward * moves.spotFactors[index] * exp((rate - carry) * left),
          strike: strike, years: left, volatility: volatility * volatilityFactors[index])
    }
  }
}
