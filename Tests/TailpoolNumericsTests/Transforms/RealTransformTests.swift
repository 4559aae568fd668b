import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics

@Suite("Real transforms")
struct RealTransformTests {
  /// The definition, with angles reduced in whole numbers.
  private static func slow(_ x: [Double]) -> ComplexColumn {
    let n = x.count
    var result = ComplexColumn(repeating: 0, count: n / 2 + 1)
    for k in 0...(n / 2) {
      var (real, imaginary) = (CompensatedSum(), CompensatedSum())
      for j in 0..<n {
        let angle = 2 * Double.pi * Double(j * k % n) / Double(n)
        real.add(x[j] * cos(angle))
        imaginary.add(-x[j] * sin(angle))
      }
      (result.real[k], result.imaginary[k]) = (real.value, imaginary.value)
    }
    return result
  }

  private static func norm(_ x: [Double]) -> Double { CompensatedSum(x.map { $0 * $0 }).value.squareRoot() }

  @Test(
    "every power of two to 1024 agrees with the definition, and the inverse gives the numbers back", arguments: 2...10)
  func definition(power: Int) {
    let n = 1 << power
    var generator = SeededGenerator(seed: UInt64(power))
    let x = (0..<n).map { _ in generator.uniform(-1, 1) }
    let transform = RealTransform(count: n)
    var workspace = RealTransform.Workspace(count: n)
    var found = ComplexColumn(real: [], imaginary: [])
    transform.transform(x, into: &found, using: &workspace)
    let expected = Self.slow(x)
    let scale = Self.norm(x)
    for k in 0...(n / 2) {
      #expect(abs(found.real[k] - expected.real[k]) <= 2e-15 * scale, "\(n) \(k)")
      #expect(abs(found.imaginary[k] - expected.imaginary[k]) <= 2e-15 * scale, "\(n) \(k)")
    }
    var back: [Double] = []
    transform.inverse(found, into: &back, using: &workspace)
    #expect(zip(back, x).allSatisfy { abs($0 - $1) <= 1e-15 }, "\(n)")
  }

  @Test("the error of 2¹⁶ numbers there and back is of the order of a rounding, and a delta's transform is exact")
  func accuracy() {
    let n = 1 << 16
    var generator = SeededGenerator(seed: 5)
    let x = (0..<n).map { _ in generator.uniform(-1, 1) }
    let transform = RealTransform(count: n)
    var workspace = RealTransform.Workspace(count: n)
    var found = ComplexColumn(real: [], imaginary: [])
    transform.transform(x, into: &found, using: &workspace)
    var back: [Double] = []
    transform.inverse(found, into: &back, using: &workspace)
    let error = Self.norm(zip(back, x).map { $0 - $1 }) / Self.norm(x)
    #expect(error <= 5e-16, "\(error)")
    var delta = [Double](repeating: 0, count: n)
    delta[1] = 1
    transform.transform(delta, into: &found, using: &workspace)
    let worst = (0...(n / 2)).reduce(0.0) { worst, k in
      let angle = 2 * Double.pi * (Double(k) / Double(n))
      return max(worst, abs(found.real[k] - cos(angle)), abs(found.imaginary[k] + sin(angle)))
    }
    #expect(worst <= 4e-16, "\(worst)")
  }
}
