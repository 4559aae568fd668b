import CProvider
import Tailpool

/// Normal numbers, alone and correlated, pseudorandom and of a Sobol sequence.
struct Draws {
  let arguments: Arguments
  private let source = NormalSource.random(RandomField(seed: 7, purpose: .marketScenarios))

  init(_ arguments: Arguments) { self.arguments = arguments }

  func run() throws {
    let (scenarios, assets) = (100_000, 200)
    let indexes = Array(0..<scenarios)
    let factor = try CholeskyFactor(of: equicorrelation(assets, 0.3)).lower
    var sum = 0.0
    var race = Race(arguments)

    // 1,024 × 10 numbers at a time, which stay in the cache.
    var numbers = [Double](repeating: 0, count: 1_024 * 10)
    race.add("normals_philox_inverse_cdf", per: 400 * numbers.count) {
      for block in 0..<400 {
        let first = block * 64 % 90_000
        source.fill(
          &numbers, scenarios: indexes[first..<(first + 1_024)], factors: block * 10..<(block * 10 + 10),
          stride: 1_024)
        sum += numbers[0]
      }
    }
    let sobol = NormalSource.sobol(try SobolSequence(dimensions: assets, count: 1 << 16, seed: 7))
    var points = [Double](repeating: 0, count: 64 * assets)
    race.add("normals_sobol_200", per: (1 << 16) * assets) {
      for first in stride(from: 0, to: 1 << 16, by: 64) {
        sobol.fill(&points, scenarios: indexes[first..<(first + 64)], factors: 0..<assets, stride: 64)
        sum += points[0]
      }
    }

    let combinations = LinearCombinations(weights: factor)
    var results = [Double](repeating: 0, count: 1_000 * assets)
    race.add("correlated_normals_200", per: scenarios * assets) {
      var tile = [Double](repeating: 0, count: 32 * assets)
      for block in stride(from: 0, to: scenarios, by: 1_000) {
        for start in stride(from: 0, to: 1_000, by: 32) {
          let rows = min(32, 1_000 - start)
          source.fill(
            &tile, scenarios: indexes[(block + start)..<(block + start + rows)], factors: 0..<assets, stride: 32)
          combinations.apply(
            to: tile, stride: 32, rows: rows, results: &results, offset: start, resultStride: 1_000)
        }
        sum += results[0]
      }
    }
    // The same numbers through the provider's dtrmm, in blocks of the sizes that suit it.
    for rows in [250, 1_000] {
      var block = [Double](repeating: 0, count: rows * assets)
      race.add("correlated_normals_200_dtrmm_\(rows)", per: scenarios * assets) {
        for start in stride(from: 0, to: scenarios, by: rows) {
          source.fill(&block, scenarios: indexes[start..<(start + rows)], factors: 0..<assets, stride: rows)
          tp_provider_correlate(Int32(rows), Int32(assets), factor.storage, &block)
          sum += block[0]
        }
      }
    }
    try race.run()
    print("draws check \(sum)")
  }

  private func equicorrelation(_ order: Int, _ correlation: Double) -> Matrix {
    var matrix = Matrix(rows: order, columns: order, repeating: correlation)
    for i in 0..<order { matrix[i, i] = 1 }
    return matrix
  }
}
