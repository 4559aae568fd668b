import CTailpoolKernels
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics

@Suite("Blocks of normal numbers")
struct NormalSourceTests {
  static let field = RandomField(seed: 0x0123_4567_89AB_CDEF, purpose: .marketScenarios)
  static let sets = [tp_instruction_set_libm, tp_instruction_set_baseline, tp_instruction_set_avx2]
    .filter { $0.rawValue <= tp_best_instruction_set().rawValue }

  static func sources() throws -> [NormalSource] {
    [.random(field), .mirrored(field), .sobol(try SobolSequence(dimensions: 9, count: 5_000, seed: 3))]
  }

  func draw(
    _ source: NormalSource, _ scenarios: [Int], _ factors: Range<Int>, on set: tp_instruction_set? = nil
  ) -> [Double] {
    var normals = [Double](repeating: .nan, count: scenarios.count * factors.count)
    source.fill(
      &normals, scenarios: scenarios[...], factors: factors, stride: scenarios.count,
      on: set ?? tp_best_instruction_set())
    return normals
  }

  @Test("Are the quantiles of the field's uniform numbers, with the bits of one number alone")
  func single() {
    let scenarios = [0, 3, 1 << 40 + 17, 2, 2, 999]
    let normals = draw(.random(Self.field), scenarios, 3..<8)
    for (i, scenario) in scenarios.enumerated() {
      for factor in 3..<8 {
        let number = normals[i + (factor - 3) * scenarios.count]
        #expect(number == Self.field.normal(scenario: scenario, factor: factor))
        let quantile = NormalDistribution.quantile(Self.field.uniform(scenario: scenario, factor: factor))
        #expect(Tolerance.relative(4e-15).accepts(number, quantile), "\(scenario), \(factor)")
      }
    }
  }

  @Test("Every instruction set gives the same bits, alone, in a block, and for any part of the factors")
  func bits() throws {
    let scenarios = (0..<77).map { ($0 * 61) % 5_000 }
    for source in try Self.sources() {
      let whole = draw(source, scenarios, 0..<9)
      #expect(whole.allSatisfy { $0.isFinite })
      for set in Self.sets {
        let other = draw(source, scenarios, 0..<9, on: set)
        #expect(other == whole, "set \(set.rawValue)")
      }
      for (i, scenario) in scenarios.enumerated() {
        let inBlock = (0..<9).map { whole[i + $0 * 77] }
        #expect(draw(source, [scenario], 0..<9) == inBlock)
      }
      for part in [0..<1, 1..<4, 3..<9, 8..<9] {
        let inWhole = Array(whole[(part.lowerBound * 77)..<(part.upperBound * 77)])
        #expect(draw(source, scenarios, part) == inWhole)
      }
    }
  }

  @Test("Mirrored scenarios are pairs of opposite numbers")
  func mirrored() {
    let normals = draw(.mirrored(Self.field), Array(0..<40), 0..<3)
    let plain = draw(.random(Self.field), Array(0..<20), 0..<3)
    for factor in 0..<3 {
      for pair in 0..<20 {
        #expect(normals[2 * pair + factor * 40] == plain[pair + factor * 20])
        #expect(normals[2 * pair + 1 + factor * 40] == -plain[pair + factor * 20])
      }
    }
  }

  @Test("Quantiles agree with algorithm AS 241 from the smallest to the largest uniform number, odd about 1/2")
  func quantiles() {
    var random = SeededGenerator(seed: 9)
    let largest: UInt64 = (1 << 52) - 1
    let integers =
      [0, 1, 2, largest / 2, largest / 2 + 1, largest]
      + (0..<4_000).map { (random.next() >> 12) >> UInt64($0 % 52) }
    let opposite = integers.map { largest - $0 }
    func quantiles(_ k: [UInt64]) -> [Double] {
      var result = [Double](repeating: .nan, count: k.count)
      unsafe tp_normal_quantiles(tp_best_instruction_set(), k.count, k, &result)
      return result
    }
    let (low, high) = (quantiles(integers), quantiles(opposite))
    var failures: [String] = []
    for (k, (quantile, mirror)) in zip(integers, zip(low, high)) {
      let offset = (Double(k) - Double(largest) / 2) * 0x1p-52
      let tail = (Double(k <= largest / 2 ? k : largest - k) + 0.5) * 0x1p-52
      let expected =
        abs(offset) <= 0.425
        ? NormalDistribution.centralQuantile(offset) : (offset < 0 ? 1 : -1) * NormalDistribution.quantile(tail)
      if !Tolerance.relative(4e-15).accepts(quantile, expected) { failures.append("\(k): \(quantile), \(expected)") }
      if mirror != -quantile { failures.append("\(k): not odd") }
    }
    #expect(failures.isEmpty, "\(failures.prefix(5))")
  }
}
