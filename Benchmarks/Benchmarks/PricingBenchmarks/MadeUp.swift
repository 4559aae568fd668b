import Tailpool

/// Inputs of fixed seeds.
enum MadeUp {
  private static func uniform(_ index: Int, _ column: Int) -> Double {
    RandomField(seed: 2_026, purpose: .marketScenarios).uniform(scenario: index, factor: column)
  }

  /// Options in the range of a market: strikes within a half of spot, a week to three years, 5 to 80 % volatility.
  static func options(count: Int) -> OptionColumns {
    let rows = 0..<count
    return OptionColumns(
      types: rows.map { uniform($0, 0) < 0.5 ? .call : .put }, spots: rows.map { 50 + 100 * uniform($0, 1) },
      strikes: rows.map { (50 + 100 * uniform($0, 1)) * (0.5 + uniform($0, 2)) },
      years: rows.map { 0.02 + 2.98 * uniform($0, 3) }, volatilities: rows.map { 0.05 + 0.75 * uniform($0, 4) },
      rates: rows.map { 0.05 * uniform($0, 5) }, dividendYields: rows.map { 0.04 * uniform($0, 6) })
  }

  /// Standard normal numbers.
  static func normals(count: Int) -> [Double] {
    (0..<count).map { RandomField(seed: 7, purpose: .marketScenarios).normal(scenario: $0, factor: 0) }
  }

  /// Independent daily returns of 2 %.
  static func panel(rows: Int, columns: Int) -> ReturnPanel {
    ReturnPanel(
      factors: (0..<columns).map { .spot("asset \($0)") }, dates: (0..<rows).map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: rows, columns: columns, storage: normals(count: rows * columns).map { 0.02 * $0 }))
  }

  /// A quadratic book, short gamma in most factors, with correlated daily moves of 2 %.
  static func quadratic(factors n: Int) -> (delta: [Double], gamma: Matrix, covariance: Matrix) {
    var (gamma, covariance) = (Matrix(rows: n, columns: n), Matrix(rows: n, columns: n, repeating: 0.5 * 0.0004))
    for i in 0..<n {
      for j in 0...i {
        let value = 1e4 * (uniform(100 + i, j) - 0.5) - (i == j ? 1e5 : 0)
        (gamma[i, j], gamma[j, i]) = (value, value)
      }
      covariance[i, i] = 0.0004
    }
    return ((0..<n).map { 1e4 * (uniform(200 + $0, 0) - 0.5) }, gamma, covariance)
  }
}
