import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@Suite struct NormalDistributionTests {
  /// The function of each name in normal.csv, and the units in the last place it may be off.
  static let functions: [String: (@Sendable (Double) -> Double, Double)] = [
    "density": (NormalDistribution.density, 2),
    "cumulative": (NormalDistribution.cumulative, 4),
    "complementary": (NormalDistribution.complementary, 4),
    "logCumulative": (NormalDistribution.logCumulative, 4),
    "erfcx": (NormalDistribution.scaledComplementaryErrorFunction, 3),
    "millsRatio": (NormalDistribution.millsRatio, 3),
    "excessRatio": (NormalDistribution.excessRatio, 3),
    "quantile": ({ NormalDistribution.quantile($0) }, 4),
  ]

  @Test(arguments: functions.keys.sorted())
  func agreesWithMpmath(_ name: String) throws {
    let (function, ulps) = try #require(Self.functions[name])
    let rows = try References.table("normal.csv").rows.filter { $0[text: "function"] == name }
    #expect(rows.count > 250)
    let failures = rows.compactMap {
      mismatch(name, function($0["x"]), $0["value"], within: .ulps(ulps), inputs: "x = \($0["x"])")
    }
    #expect(failures.isEmpty, "\(failures.prefix(5))")
  }

  @Test func limits() {
    #expect(NormalDistribution.density(.infinity) == 0)
    #expect(NormalDistribution.cumulative(-.infinity) == 0)
    #expect(NormalDistribution.cumulative(.infinity) == 1)
    #expect(NormalDistribution.cumulative(0) == 0.5)
    #expect(NormalDistribution.complementary(.infinity) == 0)
    #expect(NormalDistribution.logCumulative(-.infinity) == -.infinity)
    #expect(NormalDistribution.logCumulative(.infinity) == 0)
    #expect(NormalDistribution.scaledComplementaryErrorFunction(-.infinity) == .infinity)
    #expect(NormalDistribution.scaledComplementaryErrorFunction(.infinity) == 0)
    #expect(NormalDistribution.millsRatio(-.infinity) == .infinity)
    #expect(NormalDistribution.millsRatio(.infinity) == 0)
    #expect(NormalDistribution.excessRatio(.infinity) == 0)
    #expect(NormalDistribution.excessRatio(-.infinity) == .infinity)
  }

  @Test(arguments: functions.keys.sorted())
  func nanStaysNan(_ name: String) throws {
    let (function, _) = try #require(Self.functions[name])
    #expect(function(.nan).isNaN)
  }

  @Test func bothTailsAddUpToOne() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      let x = generator.uniform(-40, 40)
      let sum = NormalDistribution.cumulative(x) + NormalDistribution.complementary(x)
      #expect(abs(sum - 1) <= 0x1p-53, "x = \(x)")
      #expect(NormalDistribution.cumulative(x) <= NormalDistribution.cumulative(x + 1e-3), "x = \(x)")
    }
  }
}
