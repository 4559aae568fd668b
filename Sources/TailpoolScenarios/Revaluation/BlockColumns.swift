import TailpoolMarket

/// Where the factors of one underlying stand in the blocks of a source.
struct UnderlyingColumns: Hashable, Sendable {
  let spot: Int
  let volatility: Int
  let volatilityShift: Int?
  let term: Int?
  let skew: Int?
  let rate: Int?
  let carry: Int?

  /// Whether spot and level of volatility are all that moves.
  var isPlain: Bool { !twistsVolatility && rate == nil && carry == nil }
  /// Whether volatilities move apart from their level.
  var twistsVolatility: Bool { volatilityShift != nil || term != nil || skew != nil }
  /// The columns of a block of one plain underlying alone.
  static let alone = UnderlyingColumns(
    spot: 0, volatility: 1, volatilityShift: nil, term: nil, skew: nil, rate: nil, carry: nil)
}

/// Where the factors of one underlying's group of contracts stand in the blocks of a source.
struct BlockColumns: Hashable, Sendable {
  /// Those of the underlying itself.
  let own: UnderlyingColumns
  /// Those of the underlyings that the group's contracts are priced from beside options.
  let byUnderlying: [Underlying: UnderlyingColumns]
  /// The columns of correlations.
  let correlations: [Set<Underlying>: Int]

  /// The columns of a block of one plain underlying alone.
  static let alone = BlockColumns(own: .alone, byUnderlying: [:], correlations: [:])
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
    let places = Dictionary(zip(factors, factors.indices), uniquingKeysWith: { first, _ in first })
    let uncovered = underlyings.filter { places[.spot($0.name)] == nil }
    guard uncovered.isEmpty else { throw .notCovered(uncovered) }
    let undrawn = underlyings.map { RiskFactor.volatility($0.name) }.filter { places[$0] == nil }
    guard undrawn.isEmpty else { throw .undrawnFactors(undrawn) }
    var byUnderlying: [Underlying: UnderlyingColumns] = [:]
    for underlying in underlyings {
      let name = underlying.name
      guard let spot = places[.spot(name)], let volatility = places[.volatility(name)] else { continue }
      byUnderlying[underlying] = UnderlyingColumns(
        spot: spot, volatility: volatility, volatilityShift: places[.volatilityShift(name)],
        term: places[.volatilityTerm(name)], skew: places[.volatilitySkew(name)], rate: places[.rate(name)],
        carry: places[.carry(name)])
    }
    var correlations: [Set<Underlying>: Int] = [:]
    for (factor, place) in places {
      if case .correlation(let first, let second) = factor {
        correlations[[Underlying(first), Underlying(second)]] = place
      }
    }
    return groups.compactMap { group in
      let needed = Set(group.others.lazy.flatMap { $0.inputs.map(\.underlying) })
      return byUnderlying[group.underlying].map {
        BlockColumns(
          own: $0, byUnderlying: byUnderlying.filter { needed.contains($0.key) }, correlations: correlations)
      }
    }
  }
}
