import Tailpool

/// Options as markets list them, drawn from ranges: columns of spot, strike, years, rate, dividend yield, volatility and side.
enum MadeUpColumns {
  /// Strikes from half to one and a half spots, three years at most.
  static func priced(count: Int) -> [[Double]] {
    columns(count: count, seed: 1) { u in
      let spot = 50 + 100 * u[0]
      return [
        spot, spot * (0.5 + u[1]), 0.02 + 2.98 * u[2], -0.01 + 0.07 * u[3], 0.04 * u[4], 0.05 + 0.75 * u[5],
        u[6] < 0.5 ? 1 : -1,
      ]
    }
  }

  /// Out of the money, two standard deviations below to two and a half above the spot, for implied volatilities.
  static func quoted(count: Int) -> [[Double]] {
    columns(count: count, seed: 2) { u in
      let (spot, years, rate, yield, volatility) = (
        50 + 100 * u[0], 0.02 + 1.98 * u[1], 0.05 * u[2], 0.03 * u[3], 0.05 + 0.75 * u[4]
      )
      let strike = spot * max(0.1, 1 + (4.5 * u[5] - 2) * volatility * years.squareRoot())
      return [spot, strike, years, rate, yield, volatility, strike >= spot * (1 + (rate - yield) * years) ? 1 : -1]
    }
  }

  private static func columns(count: Int, seed: UInt64, _ option: ([Double]) -> [Double]) -> [[Double]] {
    let random = RandomField(seed: seed, purpose: .directions)
    var columns = [[Double]](repeating: [], count: 7)
    for index in 0..<count {
      let uniforms = (0..<7).map { random.uniform(scenario: index, factor: $0) }
      for (column, value) in option(uniforms).enumerated() { columns[column].append(value) }
    }
    return columns
  }
}
