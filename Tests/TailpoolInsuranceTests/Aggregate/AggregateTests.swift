import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

/// A logarithmic number of claims, of the class (a, b, 1), as a user would bring one.
private struct LogarithmicCount: ClaimCount {
  let q: Double
  var mean: Double { -q / ((1 - q) * _log(1 - q)) }
  var variance: Double { mean * (1 / (1 - q) - mean) }
  var radiusOfConvergence: Double { 1 / q }
  var panjerClass: PanjerClass? {
    PanjerClass(a: q, b: -q, logarithmOfZero: -.infinity, excessOfOne: -q / _log(1 - q))
  }
  func probabilities(_ count: Int) -> [Double] {
    (0..<max(count, 0)).map { $0 == 0 ? 0 : -_power(q, $0) / (Double($0) * _log(1 - q)) }
  }
  // log(1 − q z) / log(1 − q)
  func takeLogarithm(of z: inout ComplexColumn) {
    inside(&z)
    z.takeLogarithm()
  }
  // −q / (1 − q z) / log(1 − q z)
  func takeLogarithmicDerivative(of z: inout ComplexColumn) {
    var inverse = z
    inside(&z)
    let (q, size) = (q, _log(1 - q))
    inverse.replace { real, imaginary in
      let (re, im) = ComplexColumn.reciprocal(1 - q * real, -q * imaginary)
      return (-q * re / size, -q * im / size)
    }
    inverse.divide(by: z)
    z = inverse
  }
  private func inside(_ z: inout ComplexColumn) {
    let (q, size) = (q, _log(1 - q))
    z.replace { (1 - q * $0, -q * $1) }
    z.takeLogarithm()
    z.replace { ($0 / size, $1 / size) }
  }
}

private func _log(_ x: Double) -> Double {
  var column = ComplexColumn(real: [x], imaginary: [0])
  column.takeLogarithm()
  return column.real[0]
}
private func _power(_ x: Double, _ n: Int) -> Double { (0..<n).reduce(1.0) { power, _ in power * x } }

@Suite("Aggregates")
struct AggregateTests {
  /// A made-up severity: some hundred sizes of a falling or humped law.
  static func severity(_ generator: inout SeededGenerator, sizes: Int, atZero: Bool) throws -> LossDistribution {
    var weights = (0..<sizes).map { _ in generator.uniform(0, 1) * generator.uniform(0, 1) }
    for index in weights.indices { weights[index] /= 1 + Double(index) * Double(index) * 0.01 }
    if !atZero { weights[0] = 0 }
    let sum = CompensatedSum(weights).value
    return try LossDistribution(step: 10, probabilities: weights.map { $0 / sum })
  }

  static func count(_ generator: inout SeededGenerator, kind: Int) throws -> any ClaimCount {
    switch kind {
    case 0: return try PoissonCount(mean: generator.uniform(0.5, 60))
    case 1: return try NegativeBinomialCount(shape: generator.uniform(0.5, 9), scale: generator.uniform(0.2, 6))
    case 2: return try NegativeBinomialCount.geometric(mean: generator.uniform(0.2, 8))
    case 3:
      return try ZeroModifiedCount(
        PoissonCount(mean: generator.uniform(0.5, 30)), probabilityOfZero: generator.uniform(0, 0.9))
    case 4:
      return try ZeroModifiedCount(
        NegativeBinomialCount(shape: generator.uniform(0.5, 5), scale: generator.uniform(0.5, 3)), probabilityOfZero: 0)
    default:
      return try BinomialCount(trials: 5 + Int(generator.uniform(0, 30)), probability: generator.uniform(0.05, 0.9))
    }
  }

  @Test("compounds are those of the sums over convolutions at 60 digits")
  func definition() throws {
    var failures: [String] = []
    let vectors = try ReferenceCase.cases("compound_losses", fn: "compound")
    for vector in vectors {
      let count = try CountReferences.law(vector)
      let loss = CompoundLoss(
        count: count, severity: try LossDistribution(step: 1, probabilities: vector.doubles("severity")))
      let expected = CountReferences.decimals(vector, "probabilities")
      let plain = try loss.aggregate(points: expected.count)
      let tilted = try loss.aggregate(points: expected.count, accuracy: .relative)
      let recursion = count.panjerClass == nil ? nil : try loss.recursion(points: expected.count)
      for (place, value) in expected.enumerated() {
        let inputs = "\(vector.text("law")) \(vector.doubles("severity")) at \(place)"
        let isBinomial = vector.text("law").lowercased().contains("binomial") && !vector.text("law").contains("egative")
        // At the far end of a binomial law the ratios lose their digits in rounding.
        let recursive: Tolerance = isBinomial ? .absolute(1e-13) : .relative(1e-12)
        failures += [
          mismatch("plain", plain.distribution.probabilities[place], value, within: .absolute(1e-14), inputs: inputs),
          mismatch("tilted", tilted.distribution.probabilities[place], value, within: .relative(1e-10), inputs: inputs),
          recursion.flatMap {
            mismatch("recursion", $0.probabilities[place], value, within: recursive, inputs: inputs)
          },
        ].compactMap { $0 }
      }
    }
    #expect(vectors.count == 19 && failures.isEmpty, "\(failures.count): \(failures.prefix(5))")
  }

  @Test(
    "transforms agree with the recursion: everywhere to 1e-12, and with tilts to 1e-10 of each probability",
    arguments: 0..<24)
  func recursion(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(100 + seed))
    let count = try Self.count(&generator, kind: seed % 5)
    let loss = CompoundLoss(
      count: count, severity: try Self.severity(&generator, sizes: 20 + 30 * seed, atZero: seed % 2 == 0))
    let points = 3_000
    let expected = try loss.recursion(points: points)
    let plain = try loss.aggregate(points: points)
    let tilted = try loss.aggregate(points: points, accuracy: .relative)
    var (absolute, relative, least) = (0.0, 0.0, 1.0)
    for place in 0..<points where expected.probabilities[place] > 1e-290 {
      let value = expected.probabilities[place]
      least = min(least, value)
      absolute = max(absolute, abs(plain.distribution.probabilities[place] - value))
      relative = max(relative, abs(tilted.distribution.probabilities[place] / value - 1))
    }
    #expect(absolute <= 1e-13 && plain.foldedProbability <= 1e-13, "\(count): \(absolute), \(plain.foldedProbability)")
    #expect(relative <= 1e-10, "\(count): \(relative), down to \(least), \(tilted.transforms) transforms")
    #expect(abs(plain.distribution.beyond - expected.beyond) <= 1e-11, "\(count)")
    #expect(abs(tilted.distribution.beyond - expected.beyond) <= 1e-11, "\(count)")
    if least > 0, tilted.distribution.beyond > 1e-280 {
      let known = loss.mean - tilted.distribution.mean
      #expect(known >= -1e-9 * loss.mean, "\(count)")
    }
  }

  @Test("ten thousand claims: both ways keep what lies far from the mean")
  func tenThousand() throws {
    let severity = try LossDistribution(step: 1, probabilities: [0.1, 0.5, 0.2, 0.1, 0.1])
    let loss = CompoundLoss(count: try PoissonCount(mean: 10_000), severity: severity)
    let expected = try loss.recursion(points: 1 << 15)
    #expect(abs(CompensatedSum(expected.probabilities).value - 1) <= 1e-10)
    #expect(abs(expected.mean - loss.mean) <= 1e-9 * loss.mean)
    let tilted = try loss.aggregate(points: 1 << 15, accuracy: .relative)
    var (worst, kept) = (0.0, 0)
    for (found, value) in zip(tilted.distribution.probabilities, expected.probabilities) where value > 1e-290 {
      worst = max(worst, abs(found / value - 1))
      kept += 1
    }
    // The recursion's own start, exp(−9000), has lost 1e-12.
    #expect(worst <= 1e-9 && kept > 8_000, "\(worst) at \(kept) losses")
  }

  @Test("a tail of 1e-20 has its digits under tilts, and none without")
  func farTail() throws {
    let severity = try LossDistribution(step: 1, probabilities: [0, 0.5, 0.25, 0.125, 0.125])
    let loss = CompoundLoss(count: try PoissonCount(mean: 40), severity: severity)
    let expected = try loss.recursion(points: 1 << 12).exceedances
    let tilted = try loss.aggregate(points: 1 << 12, accuracy: .relative).distribution.exceedances
    let plain = try loss.aggregate(points: 1 << 12).distribution.exceedances
    let place = try #require(expected.firstIndex { $0 < 1e-20 })
    #expect(abs(tilted[place] / expected[place] - 1) <= 1e-10, "\(tilted[place]), \(expected[place])")
    #expect(!(abs(plain[place] / expected[place] - 1) <= 0.5), "\(plain[place]), \(expected[place])")
  }

  @Test("a grid that is too short says what is beyond it, and folds none of it back")
  func short() throws {
    let severity = try LossDistribution(step: 1, probabilities: [0, 0.25, 0.25, 0.25, 0.125], beyond: 0.125)
    let loss = CompoundLoss(count: try PoissonCount(mean: 30), severity: severity)
    for points in [1, 2, 5, 33, 60, 100] {
      let expected = try loss.recursion(points: points)
      let plain = try loss.aggregate(points: points)
      let tilted = try loss.aggregate(points: points, accuracy: .relative)
      #expect(abs(plain.distribution.beyond - expected.beyond) <= 1e-12, "\(points)")
      #expect(abs(tilted.distribution.beyond - expected.beyond) <= 1e-12, "\(points)")
      for place in 0..<points {
        let value = expected.probabilities[place]
        #expect(abs(plain.distribution.probabilities[place] - value) <= 1e-12, "\(points) \(place)")
        #expect(abs(tilted.distribution.probabilities[place] - value) <= 1e-10 * value, "\(points) \(place)")
      }
    }
  }

  @Test("estimated errors are not exceeded", arguments: 0..<6)
  func errors(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let loss = CompoundLoss(
      count: try Self.count(&generator, kind: seed % 3),
      severity: try Self.severity(&generator, sizes: 300, atZero: true))
    let expected = try loss.recursion(points: 4_000)
    for accuracy in [AggregateAccuracy.absolute, .relative] {
      let found = try loss.aggregate(points: 4_000, accuracy: accuracy)
      for place in 0..<4_000 {
        let value = expected.probabilities[place]
        let gap = abs(found.distribution.probabilities[place] - value)
        // The recursion has an error of its own.
        #expect(
          gap <= 1.5 * found.errors[place] + 1e-12 * value,
          "\(seed) \(accuracy) \(place): \(gap), \(found.errors[place])")
      }
    }
  }

  @Test("a user's own law, of the class (a, b, 1), stands in both")
  func own() throws {
    let loss = CompoundLoss(
      count: LogarithmicCount(q: 0.75), severity: try LossDistribution(step: 1, probabilities: [0.25, 0.5, 0, 0.25]))
    let expected = try loss.recursion(points: 200)
    let found = try loss.aggregate(points: 200, accuracy: .relative).distribution
    #expect(abs(expected.mean - loss.mean) <= 1e-11 && abs(expected.variance - loss.variance) <= 1e-9)
    for place in 0..<200 {
      #expect(
        abs(found.probabilities[place] - expected.probabilities[place]) <= 1e-10 * expected.probabilities[place],
        "\(place)")
    }
  }

  @Test("what cannot be computed is refused")
  func refused() throws {
    let severity = try LossDistribution(step: 1, probabilities: [0, 1])
    let loss = CompoundLoss(count: try PoissonCount(mean: 1), severity: severity)
    #expect(throws: InsuranceError.self) { try loss.aggregate(points: 0) }
    #expect(throws: InsuranceError.self) { try loss.aggregate(points: .max) }
    #expect(throws: InsuranceError.self) { try loss.recursion(points: -1) }
    #expect(throws: InsuranceError.self) {
      try CompoundLoss(count: DiscreteCount(probabilities: [0.5, 0.5]), severity: severity).recursion(points: 4)
    }
    let none = CompoundLoss(count: try PoissonCount(mean: 0), severity: severity)
    #expect(try none.aggregate(points: 4).distribution.probabilities == [1, 0, 0, 0])
    #expect(try none.aggregate(points: 4, accuracy: .relative).distribution.probabilities == [1, 0, 0, 0])
  }
}
