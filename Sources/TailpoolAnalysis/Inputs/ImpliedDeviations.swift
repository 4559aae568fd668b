import TailpoolLibc
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios

extension HistoryPanel {
  /// The daily deviations of the spots that options implied on each past day, and imply today.
  ///
  ///     past: index the day before / √365,   next: the chain's 30-day volatility at the money / √365
  ///
  /// A volatility index looks 30 days ahead, so that its successor of today is that of 30 days. An underlying without
  /// options in the chain has the last level of its index.
  ///
  /// - Parameter marks: The volatilities of the chain.
  /// - Returns: A filter for each spot whose volatility has a history.
  func impliedFilters(_ marks: VolatilityMarks) -> [RiskFactor: VolatilityFilter] {
    var filters: [RiskFactor: VolatilityFilter] = [:]
    for (asset, levels) in levels {
      guard let last = levels.last, levels.count == returns.observations + 1 else { continue }
      let implied = marks.volatilityLevel(of: Underlying(asset), years: Self.indexYears)
      let unit = Self.unit(of: last, beside: implied)
      let daily = DayCount.daysPerYear.squareRoot()
      filters[.spot(asset)] = .known(
        past: levels.dropLast().map { $0 * unit / daily }, next: (implied ?? last * unit) / daily)
    }
    return filters
  }

  /// As `impliedFilters(_:)` on a day of the past, whose chain is not known: the last level of each index is what its
  /// options implied.
  var pastFilters: [RiskFactor: VolatilityFilter] {
    Dictionary(
      levels.compactMap { asset, levels in
        levels.count == returns.observations + 1
          ? levels.last.map { (.spot(asset), .known(past: levels.dropLast(), next: $0)) } : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Some of the days, with the levels around them.
  func part(_ days: Range<Int>) -> HistoryPanel {
    HistoryPanel(
      returns: returns.days(days),
      levels: levels.mapValues { $0.count > days.upperBound ? Array($0[days.lowerBound...days.upperBound]) : [] },
      asOf: asOf)
  }

  /// How far a volatility index looks ahead, in years.
  static let indexYears = 30 / DayCount.daysPerYear

  /// What a level is multiplied by to be an annual volatility: indexes are published in points or as fractions.
  ///
  /// Whichever is nearer to the volatility that the chain implies; without one, more than 5 is points.
  static func unit(of level: Double, beside implied: Double?) -> Double {
    guard let implied else { return level > 5 ? 0.01 : 1 }
    return abs(log(level / implied)) <= abs(log(0.01 * level / implied)) ? 1 : 0.01
  }
}

extension PriceHistory {
  /// The levels at the beginning of each return of a panel that was joined from prices and these volatilities, and at the
  /// end of the last, by asset.
  func levels(around panel: ReturnPanel, joinedWith prices: PriceHistory) -> [String: [Double]] {
    let known = Set(prices.dates)
    let rows = dates.indices.filter { known.contains(dates[$0]) }
    let places = Dictionary(
      rows.enumerated().map { (dates[$0.element], $0.offset) }, uniquingKeysWith: { first, _ in first })
    var result: [String: [Double]] = [:]
    for (asset, column) in zip(assets, self.prices) where panel.factors.contains(.volatility(asset)) {
      var levels = panel.dates.compactMap { date in
        places[date].flatMap { $0 > 0 ? column[rows[$0 - 1]] : nil }
      }
      if let last = panel.dates.last, let place = places[last], let level = column[rows[place]] { levels.append(level) }
      result[asset] = levels
    }
    return result
  }
}
