import TailpoolAnalysis
import TailpoolLibc
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolScenarios

/// The made-up market of the pool's year: a spot and a level of volatility a day, and chains by the sample's generator.
///
/// Log returns of BTC are normal but for one day on which it falls by 35 %; the path is tilted to end at the spot of the
/// sample's own chain, into whose morning the last day runs.
struct PoolYearMarket {
  static let opening = Timestamp(CalendarDate(daysSinceEpoch: Sample.asOf.date.daysSinceEpoch - lastDay), hour: 8)
  /// The last day of the year, that of the sample's chain; the first is day 0. Both are Fridays.
  static let lastDay = 364
  /// The day of the crash, a Monday in August.
  static let crashDay = 206
  /// Days of history before the opening.
  private static let before = 150
  /// Scenarios that a book is valued in.
  private static let scenarios = 256
  private static let underlying: Underlying = "BTC"

  /// Spots and levels of volatility, from `before` days before the opening.
  private let spots: [Double]
  private let levels: [Double]

  init() {
    var random = SampleGenerator(seed: Sample.seed, stream: 30)
    var (logs, levels): ([Double], [Double]) = ([0], [0.48])
    for day in (1 - Self.before)...Self.lastDay {
      let isCrash = day == Self.crashDay
      let change = isCrash ? log(0.65) : 0.02 * random.normal()
      let level = isCrash ? 1.3 : 0.92 * (levels.last ?? 0) + 0.08 * 0.44 - 0.2 * change
      logs.append((logs.last ?? 0) + change)
      levels.append((min(max(level, 0.3), 1.5) * 1e4).rounded() / 1e4)
    }
    let (end, count) = (Sample.spots[0].spot, Double(logs.count - 1))
    // The tilt starts the path near 70,000.
    let drift = (log(end / 70_000) - (logs.last ?? 0)) / count
    spots = logs.enumerated().map { (70_000 * exp($1 + drift * Double($0)) * 100).rounded() / 100 }
    self.levels = levels
  }

  /// Eight in the morning of a day, UTC.
  static func morning(_ day: Int) -> Timestamp { opening.advanced(bySeconds: Int64(day) * 86_400) }

  /// Spot of a day.
  func spot(_ day: Int) -> Double { spots[day + Self.before] }

  /// Daily prices from before the opening to the day before the sample's chain.
  var history: PriceHistory { column(spots, through: Self.lastDay - 1) }

  /// The first Friday morning a number of weeks after a day's; that of the day itself where it is a Friday.
  static func expiry(_ weeks: Int, after day: Int) -> Timestamp { morning((day + 6) / 7 * 7 + weeks * 7) }

  /// The strike on the generator's grid nearest to a part of the spot.
  func strike(_ day: Int, expiry: Timestamp, moneyness: Double) -> Double {
    let target = spot(day) * moneyness
    return smile(day, expiry).strikes.min { abs($0 - target) < abs($1 - target) } ?? target
  }

  /// The day's chain: what is asked for, as the sample's generator quotes it.
  ///
  /// - Parameter isWhole: Whether every strike out of the money of the expiries asked for follows; what is asked for is
  ///   quoted the same with and without.
  func chain(
    _ day: Int, of contracts: [(expiry: Timestamp, type: OptionType, strike: Double)], isWhole: Bool = false
  ) throws -> OptionChain {
    var random = SampleGenerator(seed: Sample.seed, stream: UInt64(1_000 + day))
    // At the money there is always a quote, so that the day has a market when nothing is open.
    let near = Self.expiry(1, after: day)
    var rows = contracts + [(near, .call, strike(day, expiry: near, moneyness: 1))]
    for expiry in isWhole ? Set(rows.map(\.expiry)).sorted() : [] {
      let smile = smile(day, expiry)
      rows += smile.strikes.map { (expiry, $0 < smile.forward ? .put : .call, $0) }
    }
    var (quotes, seen): ([OptionChain.Quote], Set<Instrument>) = ([], [])
    for row in rows {
      let quote = try Sample.quote(smile(day, row.expiry), row.type, row.strike, &random)
      if seen.insert(quote.contract.instrument).inserted { quotes.append(quote) }
    }
    return OptionChain(asOf: Self.morning(day), quotes: quotes)
  }

  /// The engine of a day: Gaussian scenarios of one day with the exponentially weighted covariance of the last hundred.
  func risk(_ day: Int, in snapshot: MarketSnapshot) throws -> PoolRisk {
    // The morning's move is known.
    let panel = try column(spots, through: day).returns(
      for: [Self.underlying.name], withVolatilities: column(levels, through: day), last: 100)
    let covariance = try EWMACovariance(decay: 0.94).covariance(of: panel)
    return try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(),
      scenarios: try GaussianScenarios(
        covariance: covariance, count: Self.scenarios, seed: Sample.seed &+ UInt64(day)))
  }

  private func smile(_ day: Int, _ expiry: Timestamp) -> SampleSmile {
    SampleSmile(
      Self.underlying, spot: spot(day), expiry: expiry, asOf: Self.morning(day), level: levels[day + Self.before])
  }

  private func column(_ values: [Double], through day: Int) -> PriceHistory {
    let count = day + Self.before + 1
    let first = Self.opening.date.advanced(byDays: -Self.before)
    return PriceHistory(
      assets: [Self.underlying.name], dates: (0..<count).map { first.advanced(byDays: $0) },
      prices: [values.prefix(count).map { Optional($0) }])
  }
}
