import Foundation
import Testing

@testable import TailpoolRisk

@Suite("Generalized Pareto tails by hand")
struct GeneralizedParetoByHandTests {
  /// Quantiles of the tail with a shape at evenly spread probabilities.
  private func quantiles(_ shape: Double, count: Int) -> [Double] {
    (0..<count).map { index in
      let left = log(1 - (Double(index) + 0.5) / Double(count))
      return shape == 0 ? -left : expm1(-shape * left) / shape
    }
  }

  private func tail(_ excesses: [Double]) throws -> GeneralizedParetoTail {
    try GeneralizedParetoTail(excesses: excesses, count: 10 * excesses.count, threshold: 3)
  }

  @Test("The distance is the greatest between the fitted and the empirical distribution, on both sides of each step")
  func distance() throws {
    for excesses in [
      [0.1, 0.2, 0.4, 0.5, 0.9, 1.1, 1.2, 2, 3.5, 6], [5, 1, 1, 2, 2.5, 0.3, 0.2, 4, 0.7, 0.6, 9],
      quantiles(0.2, count: 40) + [0.01, 0.01, 0.01],
    ] {
      let tail = try tail(excesses)
      let (shape, scale) = (tail.parameters.shape, tail.parameters.scale)
      var expected = 0.0
      for y in excesses {
        let fitted = 1 - pow(1 + shape * y / scale, -1 / shape)
        let n = Double(excesses.count)
        let (below, upTo) = (Double(excesses.count { $0 < y }), Double(excesses.count { $0 <= y }))
        expected = max(expected, abs(fitted - below / n), abs(fitted - upTo / n))
      }
      #expect(abs(tail.distance - expected) < 1e-12, "\(excesses): \(tail.distance), \(expected)")
    }
  }

  @Test("The errors of a nearly exponential tail are those of its information, on both sides of where formulas change")
  func errors() throws {
    // (1 + k) / √n and σ √(2 (1 + k) / n): here of an observed information that is near the expected one.
    let n = 4_000
    var shapes: [Double] = []
    for made in [-0.03, -0.01, -0.005, -0.002, -0.001, 0, 0.001, 0.002, 0.005, 0.01, 0.03] {
      let tail = try tail(quantiles(made, count: n))
      let (k, scale) = (tail.parameters.shape, tail.parameters.scale)
      shapes.append(k)
      let (shape, width) = ((1 + k) / Double(n).squareRoot(), scale * (2 * (1 + k) / Double(n)).squareRoot())
      #expect(abs(tail.shapeStandardError / shape - 1) < 0.05, "\(k): \(tail.shapeStandardError), \(shape)")
      #expect(abs(tail.scaleStandardError / width - 1) < 0.05, "\(k): \(tail.scaleStandardError), \(width)")
    }
    // Some of both kinds, or nothing was shown.
    #expect(shapes.contains { abs($0) <= 1e-3 } && shapes.contains { abs($0) > 1e-3 }, "\(shapes)")
  }

  @Test("A tail with a shape of one or more has no mean, one below minus a half no errors")
  func extremes() throws {
    let heavy = try tail(quantiles(1.4, count: 300))
    #expect(heavy.parameters.shape > 1)
    #expect(try heavy.expectedShortfall(.percent99) == .infinity)
    #expect(try heavy.valueAtRisk(.percent99) > 3)
    let light = try tail(quantiles(-0.6, count: 300))
    #expect(light.parameters.shape < -0.5 && light.parameters.shape > -1, "\(light.parameters)")
    #expect(light.shapeStandardError.isNaN && light.scaleStandardError.isNaN)
    let bounded = try tail(quantiles(-0.3, count: 300))
    #expect(bounded.shapeStandardError > 0 && bounded.scaleStandardError > 0)
  }

  @Test("Value at risk and expected shortfall are those of the formula: at the threshold where the level is")
  func measures() throws {
    let tail = try tail(quantiles(0.25, count: 200))
    let (shape, scale) = (tail.parameters.shape, tail.parameters.scale)
    // A tenth of all losses is beyond the threshold of 3.
    let level = try #require(ConfidenceLevel(percent: 90))
    #expect(abs(try tail.valueAtRisk(level) - 3) < 1e-12)
    #expect(abs(try tail.expectedShortfall(level) - 3 - scale / (1 - shape)) < 1e-12)
    // One in a hundred: a tenth of the tail.
    let risk = 3 + scale / shape * (pow(0.1, -shape) - 1)
    #expect(abs(try tail.valueAtRisk(.percent99) - risk) < 1e-10)
    #expect(abs(try tail.expectedShortfall(.percent99) - risk - (scale + shape * (risk - 3)) / (1 - shape)) < 1e-10)
  }

  @Test("The extremal index of gaps by hand; what is at the threshold is not beyond it")
  func extremalIndex() {
    func index(_ places: [Int]) -> Double {
      let losses = (0..<40).map { places.contains($0) ? 2.0 : $0 % 2 == 0 ? 1 : 0 }
      return GeneralizedParetoTail.extremalIndex(of: losses, over: 1)
    }
    // Gaps 1, 1, 8, 1: 2 · (0 + 0 + 7 + 0)² / (4 · 7 · 6).
    #expect(abs(index([3, 4, 5, 13, 14]) - 98.0 / 168) < 1e-15)
    // Gaps 1, 5, 1, 1, 12, 1: 2 · (4 + 11)² / (6 · (4 · 3 + 11 · 10)).
    #expect(abs(index([0, 1, 6, 7, 8, 20, 21]) - 450.0 / 732) < 1e-15)
    #expect(index([0, 9, 19, 30]) == 1 && index([1, 3, 4, 6]) == 1 && index([5, 6]) == 1)
    #expect(index([]).isNaN && index([7]).isNaN)
    #expect(GeneralizedParetoTail.meanExcess(of: [1, 1, 4, -9, 2], over: 1) == (2, 2))
  }
}
