import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Averages beside their tables")
struct AverageReferenceTests {
  private static func type(_ row: ReferenceTable.Row) throws -> OptionType {
    try #require(OptionType(rawValue: row[text: "type"]))
  }

  @Test("Geometric averages are within 1e-12 of the spot of every row of asian_geometric.csv")
  func geometric() throws {
    var gated = ConditionGate("asian_geometric.csv price", ofScale: 1e-12)
    for row in try References.table("asian_geometric.csv").rows {
      let times = try #require(AverageTimes(fixings: row["fixings"]))
      let price = GeometricAverageOption.price(
        try Self.type(row), times, spot: row["spot"], strike: .fixed(row["strike"]), years: row["expiry"],
        volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"])
      gated.add(price, row["price"], scale: row["spot"], row)
    }
    #expect(gated.count == 160)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }

  @Test(
    "Arithmetic averages are within the error of each setting, beyond the table's own, on asian_arithmetic.csv",
    arguments: [(ArithmeticAverageOption.Accuracy.fast, 1e-6), (.standard, 1e-8), (.high, 1e-11)])
  func arithmetic(_ accuracy: ArithmeticAverageOption.Accuracy, _ gate: Double) throws {
    var gated = ConditionGate("asian_arithmetic.csv price, \(accuracy)", ofScale: gate)
    for row in try References.table("asian_arithmetic.csv").rows {
      let times = try #require(AverageTimes(fixings: row["fixings"]))
      let price = ArithmeticAverageOption.price(
        try Self.type(row), times, spot: row["spot"], strike: .fixed(row["strike"]), years: row["expiry"],
        volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"], accuracy: accuracy)
      // The table's error column is absolute; three of it are not counted.
      let excess = max(abs(price - row["price"]) - 3 * row["error"], 0)
      gated.add(price.isNaN ? .nan : row["price"] + excess, row["price"], scale: row["spot"], row)
    }
    #expect(gated.count == 104)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }
}

@Suite("Averages of listed fixings beside quadrature")
struct AverageListedReferenceTests {
  private static func arguments(
    _ row: ReferenceTable.Row
  ) throws -> (type: OptionType, times: AverageTimes, strike: AverageStrike) {
    func numbers(_ column: String) -> [Double] { row[text: column].split(separator: " ").compactMap { Double($0) } }
    return (
      try #require(OptionType(rawValue: row[text: "type"])), .listed(numbers("times"), past: numbers("past")),
      row[text: "strikeKind"] == "floating" ? .floating(multiple: row["strike"]) : .fixed(row["strike"])
    )
  }

  static let columns: [(String, KeyPath<BarrierOption.Greeks, Double> & Sendable)] = [
    ("price", \.price), ("delta", \.delta), ("gamma", \.gamma), ("vega", \.vega), ("theta", \.theta), ("rho", \.rho),
  ]

  @Test("Geometric averages have price and Greeks of average_geometric_greeks.csv", arguments: columns.indices)
  func geometric(index: Int) throws {
    let (name, path) = Self.columns[index]
    var gated = ConditionGate("average_geometric_greeks.csv \(name)", ofScale: 1e-12)
    for row in try References.table("average_geometric_greeks.csv").rows {
      let (type, times, strike) = try Self.arguments(row)
      let greeks = GeometricAverageOption.greeks(
        type, times, spot: row["spot"], strike: strike, years: row["expiry"], volatility: row["volatility"],
        rate: row["rate"], dividendYield: row["dividendYield"])
      gated.add(greeks[keyPath: path], row[name], scale: max(row["spot"], 10 * abs(row[name])), row)
    }
    #expect(gated.count == 60)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }

  @Test(
    "Arithmetic averages are within the error of each setting of average_arithmetic_listed.csv",
    arguments: [(ArithmeticAverageOption.Accuracy.fast, 1e-6), (.standard, 1e-8), (.high, 2e-12)])
  func arithmetic(_ accuracy: ArithmeticAverageOption.Accuracy, _ gate: Double) throws {
    var gated = ConditionGate("average_arithmetic_listed.csv price, \(accuracy)", ofScale: gate)
    for row in try References.table("average_arithmetic_listed.csv").rows {
      let (type, times, strike) = try Self.arguments(row)
      let price = ArithmeticAverageOption.price(
        type, times, spot: row["spot"], strike: strike, years: row["expiry"], volatility: row["volatility"],
        rate: row["rate"], dividendYield: row["dividendYield"], accuracy: accuracy)
      gated.add(price, row["price"], scale: row["spot"], row)
    }
    #expect(gated.count == 80)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }
}
