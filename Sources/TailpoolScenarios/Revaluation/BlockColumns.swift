import TailpoolMarket

/// Where the factors of one underlying stand in the blocks of a source.
struct UnderlyingColumns: Hashable, Sendable {
  let spot: Int
  let volatility: Int
  var volatilityShift: Int?
  var term: Int?
  var skew: Int?
  var rate: Int?
  var carry: Int?
  /// Where the spot at the end of an earlier day stands, by the day.
  var spotAfter: [Int: Int] = [:]

  /// Whether spot and level of volatility are all that moves.
  var isPlain: Bool { !twistsVolatility && rate == nil && carry == nil }
  /// Whether volatilities move apart from their level.
  var twistsVolatility: Bool { volatilityShift != nil || term != nil || skew != nil }
  /// The columns of a block of one plain underlying alone.
  static let alone = UnderlyingColumns(spot: 0, volatility: 1)

  /// The columns for a contract that is paid at the end of a day: that day's spot, where the source has it.
  func paid(after day: Int?) -> UnderlyingColumns {
    guard let day, let place = spotAfter[day] else { return self }
    return UnderlyingColumns(
      spot: place, volatility: volatility, volatilityShift: volatilityShift, term: term, skew: skew, rate: rate,
      carry: carry)
  }
}

/// Where the factors of one underlying's group of contracts stand in the blocks of a source.
struct BlockColumns: Hashable, Sendable {
  /// Those of the underlying itself.
  let own: UnderlyingColumns
  /// Those of the underlyings that the group's contracts are priced from beside options.
  let byUnderlying: [Underlying: UnderlyingColumns]
  /// The columns of correlations.
  let correlations: [Set<Underlying>: Int]
  /// The columns of events, by name.
  var events: [String: Int] = [:]

  /// The columns of a block of one plain underlying alone.
  static let alone = BlockColumns(own: .alone, byUnderlying: [:], correlations: [:])

  /// The columns for a contract that is paid at the end of a day.
  func paid(after day: Int?) -> BlockColumns {
    guard day != nil else { return self }
    return BlockColumns(
      own: own.paid(after: day), byUnderlying: byUnderlying.mapValues { $0.paid(after: day) },
      correlations: correlations, events: events)
  }
}

extension BookRevaluation {
  /// The columns of a source that move each group.
  ///
  /// - Throws: `RevaluationError.notCovered` for underlyings whose spot the source does not move, `.undrawnFactors` where it
  ///   moves a spot without the level of its volatilities.
  func columns(of source: some ScenarioSource) throws(RevaluationError) -> [BlockColumns] {
    try columns(of: source.factors)
  }

  /// As `columns(of:)`, for a list of factors.
  func columns(of factors: [RiskFactor]) throws(RevaluationError) -> [BlockColumns] {
    let byUnderlying =
      if let plain = plainColumns(of: factors) { plain } else { try searchedColumns(of: factors) }
    let correlations = correlationColumns(of: factors)
    let events = eventColumns(of: factors)
    return zip(groups, byUnderlying).map { group, own in
      // Options need no other underlying's columns: most groups look for none.
      let needed = Set(group.others.lazy.flatMap { $0.inputs.map(\.underlying) })
      let others =
        needed.isEmpty
        ? [:]
        : Dictionary(
          zip(underlyings, byUnderlying).filter { needed.contains($0.0) }, uniquingKeysWith: { first, _ in first })
      return BlockColumns(own: own, byUnderlying: others, correlations: correlations, events: events)
    }
  }

  /// The columns where the factors are the book's spots and then its volatilities and nothing else, as searches for single
  /// moves have them by the thousand; nil otherwise.
  private func plainColumns(of factors: [RiskFactor]) -> [UnderlyingColumns]? {
    let count = groups.count
    guard factors.count == 2 * count else { return nil }
    for (index, group) in groups.enumerated() {
      let name = group.underlying.name
      guard factors[index] == .spot(name), factors[count + index] == .volatility(name) else { return nil }
    }
    return groups.indices.map { UnderlyingColumns(spot: $0, volatility: count + $0) }
  }

  private func searchedColumns(of factors: [RiskFactor]) throws(RevaluationError) -> [UnderlyingColumns] {
    let places = Dictionary(zip(factors, factors.indices), uniquingKeysWith: { first, _ in first })
    var earlier: [String: [Int: Int]] = [:]
    for (place, factor) in factors.enumerated() {
      if case .spotAfter(let asset, let days) = factor { earlier[asset, default: [:]][days] = place }
    }
    var (columns, uncovered, undrawn): ([UnderlyingColumns], [Underlying], [RiskFactor]) = ([], [], [])
    for underlying in underlyings {
      let name = underlying.name
      let (spot, volatility) = (places[.spot(name)], places[.volatility(name)])
      if spot == nil { uncovered.append(underlying) }
      if volatility == nil { undrawn.append(.volatility(name)) }
      guard let spot, let volatility else { continue }
      columns.append(
        UnderlyingColumns(
          spot: spot, volatility: volatility, volatilityShift: places[.volatilityShift(name)],
          term: places[.volatilityTerm(name)], skew: places[.volatilitySkew(name)], rate: places[.rate(name)],
          carry: places[.carry(name)], spotAfter: earlier[name] ?? [:]))
    }
    guard uncovered.isEmpty else { throw .notCovered(uncovered) }
    guard undrawn.isEmpty else { throw .undrawnFactors(undrawn) }
    return columns
  }

  private func eventColumns(of factors: [RiskFactor]) -> [String: Int] {
    var events: [String: Int] = [:]
    for (place, factor) in factors.enumerated() {
      if case .event(let event) = factor { events[event] = place }
    }
    return events
  }

  private func correlationColumns(of factors: [RiskFactor]) -> [Set<Underlying>: Int] {
    var correlations: [Set<Underlying>: Int] = [:]
    for (place, factor) in factors.enumerated() {
      if case .correlation(let first, let second) = factor {
        let pair: Set = [Underlying(first), Underlying(second)]
        if correlations[pair] == nil { correlations[pair] = place }
      }
    }
    return correlations
  }
}
