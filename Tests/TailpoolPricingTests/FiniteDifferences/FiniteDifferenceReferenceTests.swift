import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct FiniteDifferenceReferenceTests {
  /// Errors over the spot: none above 1e-5, a mean square below that of 1e-6.
  private struct Errors {
    let name: String
    var squares = 0.0
    var count = 0
    var worst = 0.0
    var failures: [String] = []

    init(_ name: String) { self.name = name }

    mutating func add(_ actual: Double, _ expected: Double, scale: Double, _ row: ReferenceTable.Row) {
      let error = abs(actual - expected) / scale
      squares += error * error
      count += 1
      worst = max(worst, error)
      if !(error <= 1e-5) { failures.append("\(actual), expected \(expected), error \(error); \(row)") }
    }

    func check() {
      let root = (squares / Double(count)).squareRoot()
      #expect(root <= 1e-6, "\(name): rms \(root)")
      #expect(failures.isEmpty, "\(failures.count) \(failures.prefix(4))")
      if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
        print("\(name) by finite differences: rms \(root), worst \(worst), \(count) rows")
      }
    }
  }

  private static func value(_ row: ReferenceTable.Row, _ payoff: FiniteDifferences.Payoff) -> Double {
    FiniteDifferences.price(
      payoff, spot: row["spot"], years: row["expiry"], volatility: row["volatility"], rate: row["rate"],
      dividendYield: row["dividendYield"]
    ).price
  }

  @Test func barrier() throws {
    var errors = Errors("barrier.csv")
    for (index, row) in try References.table("barrier.csv").rows.enumerated() where isLongRun || index % 4 == 0 {
      let kind = try #require(BarrierKind(rawValue: row[text: "kind"]), "\(row)")
      let payoff = FiniteDifferences.Payoff.barrier(
        kind, row.optionType, strike: row["strike"], barrier: row["barrier"], rebate: row["rebate"])
      errors.add(Self.value(row, payoff), row["price"], scale: row["spot"], row)
    }
    errors.check()
  }

  @Test func digital() throws {
    var errors = Errors("digital.csv")
    for (index, row) in try References.table("digital.csv").rows.enumerated() where isLongRun || index % 4 == 0 {
      let kind = try #require(DigitalPayoff(rawValue: row[text: "kind"]), "\(row)")
      let value = Self.value(row, .digital(kind, row.optionType, strike: row["strike"]))
      errors.add(value, row["price"], scale: kind == .cash ? 1 : row["spot"], row)
    }
    errors.check()
  }

  @Test func american() throws {
    var errors = Errors("american.csv")
    for (index, row) in try References.table("american.csv").rows.enumerated() where isLongRun || index % 4 == 0 {
      let value = Self.value(row, .american(row.optionType, strike: row["strike"]))
      errors.add(value, row["americanPrice"], scale: row["spot"], row)
    }
    errors.check()
  }
}
