import TailpoolLibc
import TailpoolPricing

/// Where a surface allows arbitrage, on a grid of log-moneyness and time.
public struct ArbitrageReport: Hashable, Sendable {
  /// A place on the surface, with how badly it fails.
  public struct Place: Hashable, Sendable {
    /// k = log(strike / forward).
    public let logMoneyness: Double
    /// Time to expiry in years.
    public let years: Double
    /// Durrleman's g, the change of total variance since the time before, the slope of the wing, or what a butterfly of
    /// neighboring strikes costs in units of the forward.
    public let amount: Double

    /// Creates a place; see the properties.
    public init(logMoneyness: Double, years: Double, amount: Double) {
      self.logMoneyness = logMoneyness
      self.years = years
      self.amount = amount
    }
  }

  /// Number of points that were checked.
  public let points: Int
  /// Points with g below its tolerance: a butterfly costs less than nothing.
  public let butterfly: [Place]
  /// Points where total variance falls from one time to the next: a calendar spread costs less than nothing.
  public let calendar: [Place]
  /// Ends of the grid where total variance is steeper than 2, Lee's bound on either wing.
  public let wings: [Place]
  /// Points whose option costs more than the chord between its neighbors' prices: prices are not convex in the strike.
  ///
  /// Unlike g, which looks at points alone, it sees what lies between them.
  public let convexity: [Place]

  /// Whether nothing was found.
  public var isFree: Bool { butterfly.isEmpty && calendar.isEmpty && wings.isEmpty && convexity.isEmpty }

  /// Creates a report from what was found; see the properties.
  public init(points: Int, butterfly: [Place], calendar: [Place], wings: [Place], convexity: [Place]) {
    self.points = points
    self.butterfly = butterfly
    self.calendar = calendar
    self.wings = wings
    self.convexity = convexity
  }

  /// The grid of log-moneyness and times.
  public struct Grid: Hashable, Sendable {
    /// Log-moneyness, ascending.
    public let logMoneyness: [Double]
    /// Times to expiry in years, ascending.
    public let years: [Double]

    /// Creates a grid, even in log-moneyness and in the root of time.
    ///
    /// - Parameters:
    ///   - range: Largest log-moneyness, > 0; the grid runs from −range to range.
    ///   - points: Number of log-moneyness points, ≥ 2.
    ///   - first: First time, > 0.
    ///   - last: Last time, ≥ first.
    ///   - times: Number of times, ≥ 2.
    public init(range: Double = 1.5, points: Int = 500, from first: Double, to last: Double, times: Int = 100) {
      let (points, times) = (max(points, 2), max(times, 2))
      logMoneyness = (0..<points).map { -range + 2 * range * Double($0) / Double(points - 1) }
      let (low, high) = (first.squareRoot(), last.squareRoot())
      years = (0..<times).map { index in
        if index == times - 1 { return last }
        let root = low + (high - low) * Double(index) / Double(times - 1)
        return index == 0 ? first : root * root
      }
    }
  }

  /// Checks a surface.
  ///
  /// - Parameters:
  ///   - surface: The surface.
  ///   - grid: Where to look.
  ///   - butterflyTolerance: g below minus this counts.
  ///   - calendarTolerance: A fall of total variance by more than this part of itself counts.
  ///   - convexityTolerance: A price above the chord by more than this part of itself counts.
  /// - Complexity: One evaluation with derivatives for each point.
  public init(
    checking surface: some VolatilitySurface, on grid: Grid, butterflyTolerance: Double = 1e-9,
    calendarTolerance: Double = 1e-9, convexityTolerance: Double = 1e-9
  ) {
    var convexity: [Place] = []
    var butterfly: [Place] = []
    var calendar: [Place] = []
    var wings: [Place] = []
    var before: [Double] = []
    for years in grid.years {
      var now: [Double] = []
      now.reserveCapacity(grid.logMoneyness.count)
      let slice = (surface as? any TimeSlicedSurface)?.slice(at: years)
      for (index, k) in grid.logMoneyness.enumerated() {
        let values = slice?.derivatives(at: k) ?? surface.derivatives(logMoneyness: k, years: years)
        let g = values.durrleman(at: k)
        if !(g >= -butterflyTolerance) { butterfly.append(Place(logMoneyness: k, years: years, amount: g)) }
        let isEnd = index == 0 || index == grid.logMoneyness.count - 1
        if isEnd, !(abs(values.slope) <= 2) {
          wings.append(Place(logMoneyness: k, years: years, amount: values.slope))
        }
        now.append(values.totalVariance)
        if !before.isEmpty {
          let change = values.totalVariance - before[index]
          if !(change >= -calendarTolerance * before[index]) {
            calendar.append(Place(logMoneyness: k, years: years, amount: change))
          }
        }
      }
      convexity += ArbitrageReport.dearPrices(now, grid.logMoneyness, years: years, tolerance: convexityTolerance)
      before = now
    }
    points = grid.years.count * grid.logMoneyness.count
    self.butterfly = butterfly
    self.calendar = calendar
    self.wings = wings
    self.convexity = convexity
  }

  /// The inner points of one time whose price out of the money is above the chord between its neighbors'.
  private static func dearPrices(
    _ variances: [Double], _ logMoneyness: [Double], years: Double, tolerance: Double
  ) -> [Place] {
    let strikes = logMoneyness.map { exp($0) }
    let prices = zip(logMoneyness, variances).map { k, w in
      exp(0.5 * k) * NormalizedBlack.price(x: k, s: w.squareRoot())
    }
    return logMoneyness.indices.dropFirst().dropLast().compactMap { i in
      // Neighbors on the other side of the forward are options of the other type: parity makes them the same.
      func price(_ j: Int) -> Double {
        let isCall = logMoneyness[i] >= 0
        if isCall == (logMoneyness[j] >= 0) { return prices[j] }
        return prices[j] + (isCall ? 1 - strikes[j] : strikes[j] - 1)
      }
      let share = (strikes[i] - strikes[i - 1]) / (strikes[i + 1] - strikes[i - 1])
      let cost = price(i - 1) + share * (price(i + 1) - price(i - 1)) - prices[i]
      // A price that underflows has no digits left to compare.
      return cost >= -tolerance * prices[i] || prices[i] < 1e-290
        ? nil : Place(logMoneyness: logMoneyness[i], years: years, amount: cost)
    }
  }
}

/// A surface that hands out the smile of one time, so that many strikes share what it takes to make it.
protocol TimeSlicedSurface {
  /// The smile at a time; nil where the surface is not made of smiles.
  func slice(at years: Double) -> (any VolatilitySlice)?
}
