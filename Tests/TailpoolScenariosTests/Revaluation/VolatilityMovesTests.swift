import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Moves of the volatility by tenor")
struct VolatilityMovesTests {
  @Test("Weights: one at 30 days, a half at 120, three halves from 13 days down, and never nought")
  func weights() {
    let decay = VolatilityMoves.decay
    let cases: [(days: Double, weight: Double)] = [
      (30, 1), (120, 0.5), (480, 0.25), (7.5, 1.5), (1, 1.5), (0, 1.5), (40.0 / 3, 1.5),
      (3_650, (30 / 3_650.0).squareRoot()),
      (.infinity, (30 / 3_650.0).squareRoot()),
    ]
    for (days, weight) in cases {
      let actual = decay.weight(years: days / 365)
      #expect(abs(actual - weight) < 1e-14, "\(days) days: \(actual)")
      #expect(VolatilityMoves.parallel.weight(years: days / 365) == 1)
    }
    // Weights do not rise with the tenor.
    let all = (1...4_000).map { decay.weight(years: Double($0) / 365) }
    #expect(zip(all, all.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test("A factor of 4.28 on 30 days takes five years of 20.8 % to 25.1 %, and not to 89 %")
  func fiveYears() {
    let move = UnderlyingMove(volatilityFactor: 4.28)
    // √(30 / 1,825) is 0.1282, and 4.28^0.1282 is 1.2050.
    let decayed = move.volatility(0.208, logMoneyness: 0, years: 5, volatilityMoves: .decay)
    #expect(abs(decayed - 0.208 * pow(4.28, (30 / 1_825.0).squareRoot())) < 1e-15 && abs(decayed - 0.2506) < 5e-5)
    #expect(abs(move.volatility(0.208, logMoneyness: 0, years: 5) - 0.89) < 1e-3)
    // Points are added to all tenors alike.
    let points = UnderlyingMove(volatilityFactor: 4, volatilityShift: 0.1)
    #expect(abs(points.volatility(0.2, logMoneyness: 0, years: 120.0 / 365, volatilityMoves: .decay) - 0.5) < 1e-15)
  }
}

@Suite("The measured decay of volatility moves", .enabled(if: References.hasShared, "real data are absent"))
struct MeasuredVolatilityMovesTests {
  /// The part of a tenor's daily move of the log volatility that goes with that of 30 days.
  private static func betas(of coin: String) throws -> [Double] {
    let text = try String(contentsOf: References.shared("data/deribit_atm_history_4x_daily.csv"), encoding: .utf8)
    var days: [String: [Double]] = [:]
    // ts, ccy, index, n_options, oi, then volatilities of 7, 30, 90 and 180 days; the last snapshot of a day counts.
    for line in text.split(separator: "\n").dropFirst().sorted() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let volatilities = cells.dropFirst(5).compactMap { Double($0) }
      if cells[1] == coin, volatilities.count == 4 { days[String(cells[0].prefix(10))] = volatilities.map { log($0) } }
    }
    let levels = days.sorted { $0.key < $1.key }.map(\.value)
    let moves = zip(levels.dropFirst(), levels).map { now, then in zip(now, then).map { $0 - $1 } }
    #expect(moves.count == 235)
    let square = moves.reduce(0) { $0 + $1[1] * $1[1] }
    return [0, 2, 3].map { tenor in moves.reduce(0) { $0 + $1[tenor] * $1[1] } / square }
  }

  @Test("They are those of the methods page, and the weights are near them")
  func betas() throws {
    let (coin, ether) = (try Self.betas(of: "BTC"), try Self.betas(of: "ETH"))
    for (measured, stated) in zip(coin + ether, [1.588, 0.567, 0.338, 2.015, 0.471, 0.251]) {
      #expect(abs(measured - stated) < 5e-4, "\(measured), \(stated)")
    }
    let weights = [7.0, 90, 180].map { VolatilityMoves.decay.weight(years: $0 / 365) }
    // Long tenors move by no less than was measured, short ones by no more.
    #expect(weights[0] < coin[0] && weights[1] > coin[1] && weights[2] > coin[2], "\(weights), \(coin)")
  }
}
