import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Full revaluation against NumPy")
struct PoolReferenceTests {
  private static func reference() throws -> PoolReference {
    try PoolReference(References.url("made-up/pool_reval.json"))
  }

  @Test("Value today")
  func value() throws { try Self.reference().checkValue() }

  @Test("Spot and volatility grid", arguments: ["down", "same", "up"])
  func grid(direction: String) throws { try Self.reference().checkGrid(direction) }

  @Test("Past days, spot alone and spot with volatility", arguments: ["pnl_spot_only", "pnl_spot_and_vol"])
  func history(key: String) throws { try Self.reference().checkHistory(key, days: 160) }
}

@Suite(
  "Full revaluation against NumPy on a real chain", .enabled(if: References.hasShared, "real data are absent"))
struct RealPoolReferenceTests {
  private static func reference() throws -> PoolReference {
    try PoolReference(References.shared("reference/risk/pool_reval_real.json"))
  }

  @Test("Value today")
  func value() throws { try Self.reference().checkValue() }

  @Test("Spot and volatility grid", arguments: ["down", "same", "up"])
  func grid(direction: String) throws { try Self.reference().checkGrid(direction) }

  @Test("Past days, spot alone and spot with volatility", arguments: ["pnl_spot_only", "pnl_spot_and_vol"])
  func history(key: String) throws { try Self.reference().checkHistory(key, days: 727) }
}

/// A pool of 40 options of two coins, its value, a grid, and past days, as NumPy has them.
struct PoolReference {
  /// A position of the reference; each is its own underlying, since the chain's forwards differ within an expiry.
  struct Entry {
    let currency: String
    let row: OptionRow
  }

  let json: [String: Any]
  let entries: [Entry]

  init(_ url: URL) throws {
    json = try References.object(at: url)
    let positions = try #require(json["positions"] as? [[String: Any]])
    #expect(positions.count == 40)
    entries = try positions.enumerated().map { index, position in
      let currency = try #require(position["ccy"] as? String)
      func number(_ key: String) throws -> Double { try #require(position[key] as? Double) }
      return Entry(
        currency: currency,
        row: OptionRow(
          underlying: Underlying("\(currency)-\(index)"), type: position["type"] as? String == "C" ? .call : .put,
          strike: try number("strike"), years: try number("T_years"), forward: try number("fwd"),
          volatility: try number("iv"), quantity: try number("qty")))
    }
  }

  func checkValue() throws {
    let revaluation = try OptionRow.revaluation(entries.map(\.row))
    let expected = try #require(json["base_value_usd"] as? Double)
    #expect(Tolerance.relative(1e-11).accepts(revaluation.value, expected))
  }

  func checkGrid(_ direction: String) throws {
    let shocks = try #require(json["spot_shocks"] as? [Double])
    #expect(shocks.count == 9)
    let grid = try #require((json["grid_pnl"] as? [String: [String: [Double]]])?[direction])
    let revaluation = try OptionRow.revaluation(entries.map(\.row))
    var failures: [String] = []
    for (index, shock) in shocks.enumerated() {
      let shift = MarketMove(
        spotReturns: Dictionary(uniqueKeysWithValues: entries.map { ($0.row.underlying, shock) }),
        volatilityFactors: Dictionary(
          uniqueKeysWithValues: entries.map { ($0.row.underlying, Self.factor($0.row, direction)) }))
      let changes = try revaluation.profitAndLoss(under: shift)
      for currency in ["BTC", "ETH"] {
        let actual = entries.filter { $0.currency == currency }.map { changes[$0.row.underlying] ?? .nan }.reduce(0, +)
        let expected = try #require(grid[currency])[index]
        // No move gives no profit, so that a bound on the value stands beside the relative one.
        let tolerance = Tolerance.absolute(max(1e-9 * abs(expected), 1e-12 * abs(revaluation.value)))
        if let failure = mismatch("\(currency) \(shock)", actual, expected, within: tolerance, inputs: direction) {
          failures.append(failure)
        }
      }
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  /// The factor on a volatility: 1 − 0.25 f or 1 + 0.5 f with f by days to expiry; none falls below the floor of 0.01.
  static func factor(_ row: OptionRow, _ direction: String) -> Double {
    let days = row.years * 365
    let scale = pow(30 / days, days < 30 ? 0.3 : 0.13)
    return direction == "down" ? 1 - 0.25 * scale : direction == "up" ? 1 + 0.5 * scale : 1
  }

  func checkHistory(_ key: String, days: Int) throws {
    let rows = try #require(json["scenarios"] as? [[Any]])
    let expected = try #require(json[key] as? [Double])
    // Columns: date, BTC return, ETH return, BTC and ETH volatility change, all simple.
    let moves = try rows.map { row in try row.dropFirst().map { try #require($0 as? Double) } }
    var factors = entries.map { RiskFactor.spot($0.row.underlying.name) }
    var columns = entries.map { entry in moves.map { log1p($0[entry.currency == "BTC" ? 0 : 1]) } }
    if key == "pnl_spot_and_vol" {
      factors += entries.map { RiskFactor.volatility($0.row.underlying.name) }
      columns += entries.map { entry in moves.map { log1p($0[entry.currency == "BTC" ? 2 : 3]) } }
    }
    let panel = ReturnPanel(
      factors: factors, dates: rows.indices.map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: rows.count, columns: factors.count, storage: columns.flatMap(\.self)))
    let revaluation = try OptionRow.revaluation(entries.map(\.row))
    let actual = try revaluation.profitAndLoss(over: HistoricalScenarios(panel: panel))
    #expect(actual.count == days && expected.count == days)
    let failures = zip(actual, expected).enumerated().compactMap { index, pair in
      mismatch("scenario \(index)", pair.0, pair.1, within: .relative(1e-9), inputs: "\(moves[index])")
    }
    #expect(failures.isEmpty, "\(failures)")
  }
}
