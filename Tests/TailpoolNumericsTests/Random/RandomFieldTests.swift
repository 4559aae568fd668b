import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics

@Suite("Random field")
struct RandomFieldTests {
  let field = RandomField(seed: 1, purpose: .marketScenarios)

  @Test("Is Philox at the counter (scenario, factor / 2, purpose), two numbers a block")
  func counter() {
    let seed: UInt64 = 0x0123_4567_89AB_CDEF
    let words = Philox4x32(key0: 0x89AB_CDEF, key1: 0x0123_4567).words(at: SIMD4(5, 1, 1, 1))
    let bits = (UInt64(words[2]) << 32 | UInt64(words[3])) >> 12
    let even = (UInt64(words[0]) << 32 | UInt64(words[1])) >> 12
    let field = RandomField(seed: seed, purpose: .marketScenarios)
    #expect(field.uniform(scenario: 1 << 32 + 5, factor: 3) == (Double(bits) + 0.5) / 0x1p52)
    #expect(field.uniform(scenario: 1 << 32 + 5, factor: 2) == (Double(even) + 0.5) / 0x1p52)
  }

  @Test("Uniform numbers lie inside (0, 1), with the mean, variance and correlation of independent ones")
  func uniformMoments() {
    let n = 40_000
    let values = (0..<n).map { field.uniform(scenario: $0, factor: 2) }
    let others = (0..<n).map { field.uniform(scenario: $0, factor: 3) }
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(Set(values).count == n)
    let scale = Double(n).squareRoot()
    let mean = values.reduce(0, +) / Double(n)
    #expect(abs(mean - 0.5) < 4 / 12.0.squareRoot() / scale)
    let products = zip(values, others).map { ($0 - 0.5) * ($1 - 0.5) * 12 }
    #expect(abs(products.reduce(0, +) / Double(n)) < 4 / scale)
    let neighbors = zip(values, values.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) * 12 }
    #expect(abs(neighbors.reduce(0, +) / Double(n)) < 4 / scale)
  }

  @Test("Normal numbers have the first four moments of the standard normal within 4 standard errors")
  func normalMoments() {
    let n = 40_000
    let values = (0..<n).map { field.normal(scenario: $0, factor: 0) }
    let moments = (1...4).map { power in values.map { pow($0, Double(power)) }.reduce(0, +) / Double(n) }
    // Variances of x, x², x³, x⁴: 1, 2, 15, 96.
    for (power, (expected, variance)) in zip([0.0, 1, 0, 3], [1.0, 2, 15, 96]).enumerated() {
      #expect(abs(moments[power] - expected) < 4 * (variance / Double(n)).squareRoot(), "moment \(power + 1)")
    }
  }

  @Test("Another seed gives other numbers")
  func seeds() {
    let other = RandomField(seed: 2, purpose: .marketScenarios)
    #expect(other.uniform(scenario: 0, factor: 0) != field.uniform(scenario: 0, factor: 0))
  }
}
