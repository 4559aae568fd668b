import Foundation
import Tailpool

/// Made-up inputs, the same in every run and on every machine.
enum Inputs {
  /// Returns with a common factor, of about 2 % a day.
  static func returns(observations: Int, assets: Int) -> ReturnPanel {
    let field = RandomField(seed: 4, purpose: .marketScenarios)
    let market = (0..<observations).map { field.normal(scenario: $0, factor: assets) }
    var storage: [Double] = []
    storage.reserveCapacity(observations * assets)
    for asset in 0..<assets {
      for row in 0..<observations {
        storage.append(0.001 + 0.012 * market[row] + 0.016 * field.normal(scenario: row, factor: asset))
      }
    }
    return ReturnPanel(
      factors: (0..<assets).map { .spot("A\($0)") },
      dates: (0..<observations).map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: observations, columns: assets, storage: storage))
  }

  /// A correlation matrix of returns with its elements disturbed by up to 0.1, so that it is indefinite.
  static func brokenCorrelation(order: Int) throws -> Matrix {
    var matrix = try SampleCovariance().covariance(of: returns(observations: 2 * order, assets: order)).correlation
    let field = RandomField(seed: 5, purpose: .marketScenarios)
    for j in 0..<order {
      for i in 0..<j {
        let disturbed = matrix[i, j] + 0.2 * (field.uniform(scenario: i, factor: j) - 0.5)
        (matrix[i, j], matrix[j, i]) = (min(max(disturbed, -1), 1), min(max(disturbed, -1), 1))
      }
    }
    return matrix
  }

  static func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ matrix: Matrix, _ name: String) throws {
      let bytes = matrix.storage.flatMap { value in
        (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) }
      }
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    try write(returns(observations: 2_500, assets: 500).returns, "returns_2500x500.bin")
    try write(returns(observations: 2_000, assets: 1_000).returns, "returns_2000x1000.bin")
    try write(brokenCorrelation(order: 500), "correlation_500.bin")
  }
}
