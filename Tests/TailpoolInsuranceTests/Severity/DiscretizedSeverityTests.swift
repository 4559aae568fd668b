import Testing
import TailpoolInsurance
import _TailpoolTestSupport

/// A law of a user's own, uniform on 0 … end, with what a law needs and nothing more.
private struct UniformSeverity: ClaimSeverity {
  let end: Double
  func survival(_ amount: Double) -> Double { amount.isNaN ? .nan : 1 - min(max(amount / end, 0), 1) }
  func layerMean(from a: Double, to b: Double) -> Double { integral(a, b) { x in x - x * x / (2 * end) } }
  func layerSecondMoment(from a: Double, to b: Double) -> Double {
    integral(a, b) { x in x * x - 2 * x * x * x / (3 * end) - 2 * a * (x - x * x / (2 * end)) }
  }
  private func integral(_ a: Double, _ b: Double, _ form: (Double) -> Double) -> Double {
    guard a >= 0, a.isFinite, b >= a else { return .nan }
    return form(min(b, end)) - form(min(a, end))
  }
}

@Suite("Claims on a grid")
struct DiscretizedSeverityTests {
  /// What each method makes of P(X̂ > k · step), by the law itself.
  private func exceedance(_ law: any ClaimSeverity, _ k: Int, _ step: Double, _ method: DiscretizationMethod) -> Double
  {
    let x = Double(k) * step
    switch method {
    case .rounding: return law.survival(x + 0.5 * step)
    case .lower: return law.survival((x + step).nextDown)
    case .upper: return law.survival(x)
    case .momentMatching: return law.layerMean(from: x, to: x + step) / step
    }
  }

  @Test(
    "Every method has the tail that its rule says, relative to itself down to 1e-20",
    arguments: DiscretizationMethod.allCases)
  func tails(_ method: DiscretizationMethod) throws {
    var random = SeededGenerator(seed: 23)
    for trial in 0..<50 {
      let law = try randomLaw(&random, trial)
      let points = [257, 4096, 20_000][trial % 3]
      let step = try law.recommendedStep(points: points, beyond: 1e-20)
      let result = try law.discretized(step: step, points: points, method: method)
      let text = "trial \(trial): \(law), \(points) points of \(step)"
      #expect(result.step == step && result.method == method && result.beyond == result.law.beyond, "\(text)")
      #expect(result.beyond <= 1.0000001e-20, "\(text): \(result.beyond)")
      let exceedances = result.law.exceedances
      #expect(abs(exceedances[0] + result.law.probabilities[0] - 1) <= 1e-12, "\(text)")
      var compared = 0
      for k in stride(from: 0, to: points, by: points / 61) {
        let expected = exceedance(law, k, step, method)
        guard expected > 0 else { continue }
        compared += 1
        // Sums of far cells against the tail's own form; a kink of a spliced or limited law is met by both.
        #expect(
          abs(exceedances[k] - expected) <= 2e-11 * expected, "\(text), k \(k): \(exceedances[k]) and \(expected)")
      }
      #expect(compared > 30, "\(text)")
    }
  }

  @Test("Moment matching keeps the mean, lower and upper laws enclose, and errors are what is stated")
  func means() throws {
    var random = SeededGenerator(seed: 29)
    for trial in 0..<60 {
      let law = try randomLaw(&random, trial)
      let points = 1 + Int(random.uniform(1, 5000))
      let step = law.quantile(upperTail: random.uniform(1e-6, 0.1)) / Double(points)
      let text = "trial \(trial): \(law), \(points) points of \(step)"
      var laws: [DiscretizationMethod: LossDistribution] = [:]
      let greatest = step * Double(points - 1)
      let limited = law.limitedExpectedValue(greatest)
      for method in DiscretizationMethod.allCases {
        let result = try law.discretized(step: step, points: points, method: method)
        laws[method] = result.law
        #expect(abs(result.law.mean - limited) <= method.greatestShift * step, "\(text) \(method)")
        #expect(abs(result.law.mean - limited - result.meanShift) <= 1e-12 * limited, "\(text) \(method)")
        #expect(result.meanBeyond == law.stopLoss(above: result.law.greatest), "\(text) \(method)")
        if law.mean.isFinite {
          #expect(
            abs(result.law.mean - law.mean) <= result.meanErrorBound * (1 + 1e-12) + 1e-12 * law.mean,
            "\(text) \(method)")
        }
      }
      let (lower, upper) = (try #require(laws[.lower]), try #require(laws[.upper]))
      #expect(abs(try #require(laws[.momentMatching]).mean - limited) <= 1e-12 * limited, "\(text)")
      let (low, high) = (lower.exceedances, upper.exceedances)
      for k in 0..<points {
        let tail = law.survival(Double(k) * step)
        #expect(low[k] <= tail * (1 + 1e-12) && tail <= high[k] * (1 + 1e-12), "\(text), k \(k)")
      }
    }
  }

  @Test("A grid that is too coarse is refused with its error, and one that suffices is not")
  func tooCoarse() throws {
    let law = try LognormalSeverity(logMean: 7, logStandardDeviation: 1.2)
    let fine = try law.discretized(step: 10, points: 65_536, meanError: 0.01, beyond: 1e-6)
    #expect(fine.meanErrorBound <= 0.01 && fine.beyond <= 1e-6)
    let coarse = try law.discretized(step: 10, points: 1000)
    #expect(throws: InsuranceError.tooCoarse("the mean on the grid", error: coarse.meanErrorBound, bound: 1)) {
      try law.discretized(step: 10, points: 1000, meanError: 1)
    }
    #expect(throws: InsuranceError.tooCoarse("the probability within the grid", error: coarse.beyond, bound: 1e-6)) {
      try law.discretized(step: 10, points: 1000, beyond: 1e-6)
    }
    for step in [0, -1, .nan, .infinity, 1e307, .leastNonzeroMagnitude] {
      #expect(throws: InsuranceError.self, "\(step)") { try law.discretized(step: step, points: 1000) }
    }
    for points in [0, -1, .max, .min, SeverityGrid.greatestCount + 1] {
      #expect(throws: InsuranceError.self, "\(points)") { try law.discretized(step: 1, points: points) }
    }
    #expect(throws: InsuranceError.self) { try law.discretized(step: 1, points: 10, meanError: .nan) }
    #expect(throws: InsuranceError.self) { try law.discretized(step: 1, points: 10, beyond: -1) }
  }

  @Test("One point holds what is next to zero")
  func onePoint() throws {
    let law = try ExponentialSeverity(mean: 10)
    for method in DiscretizationMethod.allCases {
      let result = try law.discretized(step: 1, points: 1, method: method)
      #expect(result.law.probabilities.count == 1)
      #expect(abs(result.law.probabilities[0] + result.beyond - 1) < 1e-15, "\(method)")
      #expect(abs(result.beyond - exceedance(law, 0, 1, method)) < 1e-15, "\(method)")
    }
  }

  @Test("A recommended step reaches the quantile of the tail, and no further than need be")
  func steps() throws {
    var random = SeededGenerator(seed: 31)
    for trial in 0..<30 {
      let law = try randomLaw(&random, trial)
      let step = try law.recommendedStep(points: 1000, beyond: 1e-9)
      #expect(law.survival(step * 999) <= 1e-9 * (1 + 1e-11), "\(law): \(step)")
      #expect(law.survival(step * 999 * 0.999) > 1e-9, "\(law): \(step)")
    }
    let none = try DiscreteSeverity(sample: [0])
    #expect(throws: InsuranceError.self) { try none.recommendedStep(points: 10, beyond: 1e-3) }
    for tail in [0, 1, -1, .nan] {
      #expect(throws: InsuranceError.self, "\(tail)") {
        try ExponentialSeverity(mean: 1).recommendedStep(points: 10, beyond: tail)
      }
    }
    #expect(throws: InsuranceError.self) { try ExponentialSeverity(mean: 1).recommendedStep(points: 1, beyond: 0.1) }
  }

  @Test("A law on the grid stays as it is by every method", arguments: DiscretizationMethod.allCases)
  func discrete(_ method: DiscretizationMethod) throws {
    let law = try DiscreteSeverity(amounts: [300, 0, 100, 1000], probabilities: [0.25, 0.5, 0.15, 0.1])
    let result = try law.discretized(step: 100, points: 8, method: method)
    #expect(result.law.probabilities.enumerated().filter { $0.element != 0 }.map(\.offset) == [0, 1, 3])
    #expect(zip(result.law.probabilities, [0.5, 0.15, 0, 0.25, 0, 0, 0, 0]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(abs(result.beyond - 0.1) < 1e-15)
    #expect(abs(result.meanShift) < 1e-12 && abs(result.meanBeyond - 0.1 * 300) < 1e-12)
  }

  @Test("Amounts between points go to the points that the method says")
  func betweenPoints() throws {
    let law = try DiscreteSeverity(amounts: [30, 50, 270], probabilities: [0.5, 0.25, 0.25])
    let expected: [DiscretizationMethod: [Double]] = [
      .rounding: [0.75, 0, 0, 0.25], .lower: [0.75, 0, 0.25, 0], .upper: [0, 0.75, 0, 0.25],
      .momentMatching: [0.5 * 0.7 + 0.25 * 0.5, 0.5 * 0.3 + 0.25 * 0.5, 0.25 * 0.3, 0.25 * 0.7],
    ]
    for (method, probabilities) in expected {
      let result = try law.discretized(step: 100, points: 4, method: method)
      #expect(
        zip(result.law.probabilities, probabilities).allSatisfy { abs($0 - $1) < 1e-15 }, "\(method): \(result.law)")
    }
  }

  @Test("A law of a user's own has every right")
  func ownLaw() throws {
    let law = UniformSeverity(end: 100)
    #expect(abs(law.mean - 50) < 1e-12 && abs(law.variance - 1e4 / 12) < 1e-9)
    #expect(abs(law.quantile(0.25) - 25) < 1e-12 && abs(law.quantile(upperTail: 0.1) - 90) < 1e-12)
    let result = try law.discretized(step: 1, points: 101, method: .momentMatching, meanError: 1e-9)
    #expect(abs(result.law.mean - 50) < 1e-10)
    #expect(result.law.probabilities.dropFirst().dropLast().allSatisfy { abs($0 - 0.01) < 1e-12 })
    #expect(result.law.probabilities.count == 101 && abs(result.law.probabilities[0] - 0.005) < 1e-12)
    let layer = try law.inLayer(30, above: 20).coinsurance(0.5)
    // ∫ (1 − x/100) dx over 20 … 50, half of it.
    #expect(abs(layer.mean - 0.5 * (30 - (2500 - 400) / 200.0)) < 1e-12)
    let lower = try layer.discretized(step: 1, points: 20, method: .lower)
    #expect(abs(lower.law.probabilities[15] - 0.5) < 1e-12 && abs(lower.law.probabilities[0] - 0.22) < 1e-12)
  }

  @Test("A law of a user's own that is none is refused with what is wrong")
  func wrongLaw() throws {
    struct Wrong: ClaimSeverity {
      var cells: SeverityCells?
      func survival(_ amount: Double) -> Double { .nan }
      func layerMean(from a: Double, to b: Double) -> Double { .nan }
      func layerSecondMoment(from a: Double, to b: Double) -> Double { .nan }
      func cells(_ grid: SeverityGrid) -> SeverityCells {
        cells ?? UniformSeverity(end: .nan).cells(grid)
      }
    }
    let short = try Wrong(cells: SeverityCells(masses: [0.5], moments: [0.25], above: 0.5))
    for method in DiscretizationMethod.allCases {
      #expect(throws: InsuranceError.self, "\(method)") { try Wrong().discretized(step: 1, points: 10, method: method) }
      #expect(throws: InsuranceError.self, "\(method)") { try short.discretized(step: 1, points: 10, method: method) }
      #expect(throws: InsuranceError.self, "\(method)") {
        try short.inLayer(5, above: 1).discretized(step: 1, points: 10, method: method)
      }
    }
    #expect(throws: InsuranceError.infiniteMean("the severity")) { try Wrong().finiteMean() }
    #expect(throws: InsuranceError.self) { try PaymentSeverity(of: Wrong()) }
    #expect(throws: InsuranceError.countMismatch("moments of cells", expected: 2, actual: 1)) {
      try SeverityCells(masses: [0.5, 0.5], moments: [0.1], above: 0)
    }
    #expect(throws: InsuranceError.invalid("moment of cell", index: 1, value: 0.6, expected: "0 … 0.5")) {
      try SeverityCells(masses: [0.5, 0.5], moments: [0.1, 0.6], above: 0)
    }
  }

  @Test("One value serves two threads, and gives both the same bits")
  func threads() async throws {
    let law = try MixtureSeverity([
      .init(weight: 0.7, severity: LognormalSeverity(logMean: 6, logStandardDeviation: 1)),
      .init(weight: 0.3, severity: GammaSeverity(shape: 2, scale: 900)),
    ])
    async let first = Task.detached { try law.discretized(step: 5, points: 10_000) }.value
    async let second = Task.detached { try law.discretized(step: 5, points: 10_000) }.value
    let (one, two) = (try await first, try await second)
    #expect(one == two)
  }
}
