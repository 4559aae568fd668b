import Tailpool

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The portfolio that the peers value: made by a documented generator, so that every language has the same bits.
///
/// splitmix64 with seed 20260104, u = (z >> 11) 2⁻⁵³. For each underlying: spot 50 + 100 u, volatility 0.15 + 0.35 u,
/// dividend yield 0.03 u. For each option: underlying floor(u n), strike spot · (0.8 + 0.4 u), years 0.05 + 1.95 u, call
/// when u < 0.5, quantity floor(201 u) − 100. The rate is 3 %, the horizon 1/252 year; spots move by exp(volatility ·
/// sqrt(1/252) · z), volatilities by exp(0.05 z), with correlations of 0.3 within each.
struct PeerPortfolio {
  let holdings: [OptionHoldings]
  let covariance: Covariance

  static let rate = 0.03
  /// 1/252 of a year in days of 365.
  static let horizonInDays = 365.0 / 252

  init(options: Int, underlyings: Int) throws {
    var random = SplitMix64(state: 20_260_104)
    var (spots, volatilities, yields) = ([Double](), [Double](), [Double]())
    for _ in 0..<underlyings {
      spots.append(50 + 100 * random.uniform())
      volatilities.append(0.15 + 0.35 * random.uniform())
      yields.append(0.03 * random.uniform())
    }
    var columns = [Columns](repeating: Columns(), count: underlyings)
    for _ in 0..<options {
      let j = Int(random.uniform() * Double(underlyings))
      let strike = spots[j] * (0.8 + 0.4 * random.uniform())
      let years = 0.05 + 1.95 * random.uniform()
      let type: OptionType = random.uniform() < 0.5 ? .call : .put
      let quantity = (random.uniform() * 201).rounded(.down) - 100
      columns[j].types.append(type)
      columns[j].strikes.append(strike)
      columns[j].years.append(years)
      columns[j].quantities.append(quantity)
    }
    holdings = (0..<underlyings).map { j in
      let own = columns[j]
      return OptionHoldings(
        underlying: Self.name(j), spot: spots[j],
        options: ForwardOptionColumns(
          types: own.types, forwards: own.years.map { spots[j] * exp((Self.rate - yields[j]) * $0) },
          strikes: own.strikes, years: own.years,
          volatilities: [Double](repeating: volatilities[j], count: own.years.count),
          discountFactors: own.years.map { exp(-Self.rate * $0) }),
        quantities: own.quantities)
    }
    covariance = try Self.covariance(volatilities)
  }

  static func name(_ index: Int) -> Underlying { Underlying(index < 10 ? "U0\(index)" : "U\(index)") }

  /// The covariance of one day, of which the horizon has 365/252.
  private static func covariance(_ volatilities: [Double]) throws -> Covariance {
    let n = volatilities.count
    let scale = (1 / PeerPortfolio.horizonInDays).squareRoot()
    let deviations =
      volatilities.map { $0 * (1.0 / 252).squareRoot() * scale } + [Double](repeating: 0.05 * scale, count: n)
    var matrix = Matrix(rows: 2 * n, columns: 2 * n)
    for i in 0..<2 * n {
      for j in 0..<2 * n where (i < n) == (j < n) {
        matrix[i, j] = deviations[i] * deviations[j] * (i == j ? 1 : 0.3)
      }
    }
    let names = (0..<n).map { name($0).name }
    return try Covariance(
      factors: names.map { .spot($0) } + names.map { .volatility($0) }, matrix: matrix, observations: 252)
  }

  private struct Columns {
    var types: [OptionType] = []
    var strikes: [Double] = []
    var years: [Double] = []
    var quantities: [Double] = []
  }
}

/// The generator of the portfolio.
struct SplitMix64 {
  var state: UInt64

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 11) * 0x1p-53
  }
}
