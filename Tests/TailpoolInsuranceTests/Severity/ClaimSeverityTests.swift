import Testing
import TailpoolInsurance
import _TailpoolTestSupport

/// The law of a row of the table.
private func law(_ row: ReferenceTable.Row) throws -> any ClaimSeverity {
  switch row[text: "law"] {
  case "Lognormal": try LognormalSeverity(logMean: row["p1"], logStandardDeviation: row["p2"])
  case "Gamma": try GammaSeverity(shape: row["p1"], scale: row["p2"])
  case "Weibull": try WeibullSeverity(shape: row["p1"], scale: row["p2"])
  case "GeneralizedPareto": try GeneralizedParetoSeverity(shape: row["p1"], scale: row["p2"], threshold: row["p3"])
  default: throw InsuranceError.empty("law of \(row)")
  }
}

@Suite("Laws of one claim")
struct ClaimSeverityTests {
  @Test("Tails, quantiles and layers keep twelve digits of closed forms in 130, far out as well")
  func table() throws {
    var counts: [String: Int] = [:]
    for row in try References.table("claim_severity.csv").rows where !row[text: "what"].hasPrefix("cell") {
      let (what, a, b) = (row[text: "what"], row["a"], row["b"])
      let law = try law(row)
      let value: Double
      switch what {
      case "survival": value = law.survival(a)
      case "quantile": value = law.quantile(upperTail: a)
      case "mean": value = law.layerMean(from: a, to: b)
      case "second": value = law.layerSecondMoment(from: a, to: b)
      default: throw InsuranceError.empty("what of \(row)")
      }
      counts[what, default: 0] += 1
      if let text = mismatch(what, value, row["value"], within: .relative(1e-12), inputs: "\(row)") {
        Issue.record("\(text)")
      }
    }
    #expect(counts == ["survival": 175, "quantile": 175, "mean": 700, "second": 700])
  }

  @Test("Cells of 65,536 steps hold what closed forms in 130 digits say, with relative digits in the tail")
  func cells() throws {
    var held: (key: String, cells: SeverityCells)?
    var count = 0
    for row in try References.table("claim_severity.csv").rows where row[text: "what"].hasPrefix("cell") {
      let (step, k) = (row["a"], row["b"])
      let law = try law(row)
      let key = "\(law) \(step)"
      if held?.key != key { held = (key, law.cells(try SeverityGrid(start: 0, step: step, count: 65_536))) }
      let cells = try #require(held).cells
      let isMass = row[text: "what"] == "cellMass"
      let value = isMass ? cells.masses[Int(k)] : cells.moments[Int(k)]
      // Below the median a cell may come from a difference of probabilities near one; small shapes have fewer digits.
      let absolute = law.survival(step * k) > 0.5 ? 1e-15 : 0
      let shape = row[text: "law"] == "GeneralizedPareto" ? abs(row["p1"]) : 1
      let rounding = shape > 0 ? min(2e-16 / shape, 1e-10) : 0
      // Where a law ends, an amount says the distance to the end with fewer digits.
      let isEnding = row[text: "law"] == "GeneralizedPareto" && row["p1"] < 0
      let room = isEnding ? row["p3"] - row["p2"] / row["p1"] - step * k : .infinity
      let relative = max(rounding, isMass ? 1e-12 : 1e-11) + 8 * (step * k).ulp / room
      count += 1
      let error = abs(value - row["value"])
      #expect(error <= absolute + relative * row["value"], "\(value), off by \(error); inputs: \(row)")
    }
    #expect(count > 1000)
  }

  @Test("A cell holds what its two halves hold, which other rules of quadrature find")
  func halves() throws {
    var random = SeededGenerator(seed: 17)
    for trial in 0..<80 {
      let law = try randomLaw(&random, trial)
      let count = [200, 3000, 12_000, 40_000][trial % 4]
      let step = law.quantile(upperTail: [1e-3, 1e-25, 1e-12][trial % 3]) / Double(count)
      let start = trial % 5 == 0 ? -0.5 * step : 0
      let whole = law.cells(try SeverityGrid(start: start, step: step, count: count))
      let half = law.cells(try SeverityGrid(start: start, step: step / 2, count: 2 * count))
      // Below the median, and where two laws meet, cells may be differences.
      let isSpliced = law is SplicedSeverity
      var worst = (cell: -1, excess: 0.0)
      for k in 0..<count {
        let mass = half.masses[2 * k] + half.masses[2 * k + 1]
        let moment = 0.5 * (half.moments[2 * k] + half.moments[2 * k + 1] + half.masses[2 * k + 1])
        let absolute = isSpliced || law.survival(Double(k) * step) > 0.5 ? 2e-15 : 0
        let excess = max(
          abs(whole.masses[k] - mass) - absolute - 1e-12 * mass,
          abs(whole.moments[k] - moment) - absolute - 1e-11 * moment)
        if !(excess <= worst.excess) { worst = (k, excess) }
      }
      #expect(worst.cell == -1, "trial \(trial): \(law), \(count) cells of \(step) from \(start): \(worst)")
    }
  }

  @Test(
    "Layers of lognormal claims", arguments: try ReferenceCase.cases("pools/53_insurance_pricing", fn: "layerLognormal")
  )
  func layers(_ row: ReferenceCase) throws {
    let law = try LognormalSeverity(logMean: row.double("mu"), logStandardDeviation: row.double("sigma"))
    let (limit, attachment) = (row.double("limit"), row.double("attachment"))
    for (name, value) in [
      ("expectedLoss", law.layer(limit, above: attachment)), ("stopLoss", law.stopLoss(above: attachment)),
      ("expectedLoss", try law.inLayer(limit, above: attachment).mean),
      ("stopLoss", try law.ordinaryDeductible(attachment).mean),
    ] {
      let expected = try #require(Double(row.text(name)))
      if let text = mismatch(name, value, expected, within: .relative(1e-11), inputs: "\(row)") {
        Issue.record("\(text)")
      }
    }
  }

  @Test("Names of the field are the generalized Pareto law of their parameters, and give their own closed forms")
  func names() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<100 {
      let (shape, scale, x) = (random.uniform(0.3, 6), random.uniform(1, 1e4), random.uniform(0, 1e5))
      let (pareto, lomax) = (
        try ParetoSeverity(shape: shape, threshold: scale), try LomaxSeverity(shape: shape, scale: scale)
      )
      let exponential = try ExponentialSeverity(mean: scale)
      let lower = max(x, scale)
      for (name, actual, expected) in [
        ("type I", pareto.survival(x), power(scale / lower, shape)),
        ("type II", lomax.survival(x), power(scale / (x + scale), shape)),
        (
          "type II excess", lomax.stopLoss(above: x),
          shape <= 1 ? .infinity : (x + scale) * power(scale / (x + scale), shape) / (shape - 1)
        ),
        ("type I mean", pareto.mean, shape <= 1 ? .infinity : shape * scale / (shape - 1)),
        ("exponential excess", exponential.stopLoss(above: x), scale * exponential.survival(x)),
        ("exponential variance", exponential.variance, scale * scale),
      ] {
        if let text = mismatch(name, actual, expected, within: .relative(1e-12), inputs: "\(shape) \(scale) \(x)") {
          Issue.record("\(text)")
        }
      }
    }
  }

  /// By squarings and roots, so that nothing of the library stands on both sides.
  private func power(_ base: Double, _ exponent: Double) -> Double {
    var (result, factor, rest) = (1.0, base, exponent)
    while rest >= 1 { (result, rest) = (result * base, rest - 1) }
    for _ in 0..<60 {
      (factor, rest) = (factor.squareRoot(), rest * 2)
      if rest >= 1 { (result, rest) = (result * factor, rest - 1) }
    }
    return result
  }

  @Test("Layers add up, moments fit, quantiles are where the tail is reached, for random laws")
  func properties() throws {
    var random = SeededGenerator(seed: 11)
    for trial in 0..<120 {
      let law = try randomLaw(&random, trial)
      let (a, b) = (law.quantile(random.uniform()), law.quantile(upperTail: random.uniform(1e-9, 0.5)))
      let (low, high) = (min(a, b), max(a, b))
      let text = "trial \(trial): \(law), \(low), \(high)"
      let parts = law.limitedExpectedValue(low) + law.layerMean(from: low, to: high)
      #expect(abs(parts - law.limitedExpectedValue(high)) <= 1e-11 * parts, "\(text)")
      #expect(law.layerMean(from: low, to: high) <= (high - low) * law.survival(low) * (1 + 1e-12), "\(text)")
      #expect(law.layerMean(from: low, to: high) >= (high - low) * law.survival(high) * (1 - 1e-12), "\(text)")
      #expect(abs(law.survival(low) + law.cumulative(low) - 1) <= 1e-13, "\(text)")
      if law.variance.isFinite {
        let variance = law.secondMoment - law.mean * law.mean
        #expect(abs(law.variance - variance) <= 1e-9 * law.secondMoment, "\(text)")
      }
      for tail in [0.9, 0.5, 1e-3, 1e-8] {
        let quantile = law.quantile(upperTail: tail)
        #expect(law.survival(quantile) <= tail * (1 + 1e-11), "\(text), tail \(tail)")
        if quantile > 0 { #expect(law.survival(quantile * (1 - 1e-9)) >= tail * (1 - 1e-11), "\(text), tail \(tail)") }
      }
    }
  }

  @Test("What is no amount, layer or probability gives NaN, and what lies outside of a law its limit")
  func limits() throws {
    var random = SeededGenerator(seed: 3)
    for trial in 0..<40 {
      let law = try randomLaw(&random, trial)
      let text = "\(law)"
      #expect(law.survival(.nan).isNaN && law.cumulative(.nan).isNaN, "\(text)")
      #expect(law.survival(-1) == 1 && law.cumulative(-1) == 0, "\(text)")
      #expect(law.survival(.infinity) == 0 && law.cumulative(.infinity) == 1, "\(text)")
      for (a, b) in [(-1.0, 2.0), (.nan, 2), (2, 1), (1, .nan), (.infinity, .infinity)] {
        #expect(law.layerMean(from: a, to: b).isNaN, "\(text) \(a) \(b)")
        #expect(law.layerSecondMoment(from: a, to: b).isNaN, "\(text) \(a) \(b)")
      }
      #expect(law.layerMean(from: 5, to: 5) == 0 && law.limitedExpectedValue(0) == 0, "\(text)")
      for tail in [-0.1, 1.5, .nan] {
        #expect(law.quantile(tail).isNaN && law.quantile(upperTail: tail).isNaN, "\(text) \(tail)")
      }
      #expect(law.quantile(upperTail: 1) == 0 && law.quantile(0) == 0, "\(text)")
      for limit in [1e20, 1e160, 1e300] {
        for (limited, whole) in [
          (law.limitedExpectedValue(limit), law.mean), (law.layerSecondMoment(from: 0, to: limit), law.secondMoment),
        ] where whole.isFinite {
          #expect(limited >= whole * 0.1 && limited <= whole * (1 + 1e-12), "\(text) \(limit)")
        }
        #expect(
          law.layerMean(from: limit, to: .infinity) >= 0 && !law.layerSecondMoment(from: limit, to: .infinity).isNaN,
          "\(text) \(limit)")
      }
    }
  }

  @Test("An infinite mean is allowed where none is needed, and refused with its name where one is")
  func infiniteMean() throws {
    let law = try ParetoSeverity(shape: 0.9, threshold: 100)
    #expect(law.mean == .infinity && law.variance == .infinity && law.stopLoss(above: 1e6) == .infinity)
    #expect(law.limitedExpectedValue(1e6).isFinite)
    #expect(try law.policyLimit(1e6).finiteMean() == law.limitedExpectedValue(1e6))
    #expect(throws: InsuranceError.infiniteMean("the severity")) { try law.finiteMean() }
    #expect(throws: InsuranceError.infiniteMean("the severity")) {
      try law.discretized(step: 100, points: 100, meanError: 1e9)
    }
    #expect(try law.discretized(step: 100, points: 100).meanErrorBound == .infinity)
  }

  @Test("Parameters out of range are refused with their place")
  func refused() throws {
    let wrong = [0, -1, .nan, .infinity]
    for value in wrong {
      #expect(throws: InsuranceError.self) { try LognormalSeverity(logMean: 0, logStandardDeviation: value) }
      #expect(throws: InsuranceError.self) { try LognormalSeverity(mean: value, standardDeviation: 1) }
      #expect(throws: InsuranceError.self) { try GammaSeverity(shape: value, scale: 1) }
      #expect(throws: InsuranceError.self) { try GammaSeverity(shape: 1, scale: value) }
      #expect(throws: InsuranceError.self) { try WeibullSeverity(shape: value, scale: 1) }
      #expect(throws: InsuranceError.self) { try WeibullSeverity(shape: 1, scale: value) }
      #expect(throws: InsuranceError.self) { try GeneralizedParetoSeverity(shape: 0.5, scale: value) }
      #expect(throws: InsuranceError.self) { try ParetoSeverity(shape: value, threshold: 1) }
      #expect(throws: InsuranceError.self) { try ParetoSeverity(shape: 2, threshold: value) }
      #expect(throws: InsuranceError.self) { try LomaxSeverity(shape: 2, scale: value) }
      #expect(throws: InsuranceError.self) { try ExponentialSeverity(mean: value) }
    }
    #expect(throws: InsuranceError.self) { try LognormalSeverity(logMean: .nan, logStandardDeviation: 1) }
    #expect(throws: InsuranceError.self) { try GeneralizedParetoSeverity(shape: .nan, scale: 1) }
    #expect(throws: InsuranceError.self) { try GeneralizedParetoSeverity(shape: 0, scale: 1, threshold: -1) }
    #expect(throws: InsuranceError.invalid("amount", index: 1, value: -2, expected: "a finite number ≥ 0")) {
      try DiscreteSeverity(sample: [1, -2])
    }
    #expect(throws: InsuranceError.invalid("weight", index: 0, value: -1, expected: "a finite number ≥ 0")) {
      try DiscreteSeverity(sample: [1, 2], weights: [-1, 2])
    }
    #expect(throws: InsuranceError.countMismatch("weights", expected: 2, actual: 1)) {
      try DiscreteSeverity(sample: [1, 2], weights: [1])
    }
    #expect(throws: InsuranceError.invalid("sum of probabilities", index: nil, value: 0.9, expected: "1 within 1e-9")) {
      try DiscreteSeverity(amounts: [1, 2], probabilities: [0.4, 0.5])
    }
    #expect(throws: InsuranceError.empty("amounts of claims")) { try DiscreteSeverity(sample: []) }
    #expect(throws: InsuranceError.empty("parts of the mixture")) { try MixtureSeverity([]) }
    let exponential = try ExponentialSeverity(mean: 10)
    #expect(throws: InsuranceError.invalid("weight", index: 1, value: -1, expected: "a finite number ≥ 0")) {
      try MixtureSeverity([.init(weight: 1, severity: exponential), .init(weight: -1, severity: exponential)])
    }
    #expect(throws: InsuranceError.self) {
      try SplicedSeverity(
        body: ParetoSeverity(shape: 2, threshold: 50), tail: exponential, threshold: 20, bodyWeight: 0.5)
    }
    #expect(throws: InsuranceError.self) { try exponential.inLayer(0, above: 1) }
    #expect(throws: InsuranceError.self) { try exponential.inLayer(1, above: -1) }
    #expect(throws: InsuranceError.self) { try exponential.coinsurance(1.1) }
    #expect(throws: InsuranceError.self) {
      try DiscreteSeverity(sample: [1, 2]).ordinaryDeductible(2, .perPayment)
    }
  }
}

/// A law of each kind in turn, with random parameters.
func randomLaw(_ random: inout SeededGenerator, _ trial: Int) throws -> any ClaimSeverity {
  let scale = random.uniform(10, 1000)
  switch trial % 10 {
  case 0: return try LognormalSeverity(logMean: random.uniform(0, 8), logStandardDeviation: random.uniform(0.1, 2))
  case 1: return try GammaSeverity(shape: random.uniform(0.2, 30), scale: scale)
  case 2: return try WeibullSeverity(shape: random.uniform(0.4, 5), scale: scale)
  case 3:
    return try GeneralizedParetoSeverity(
      shape: random.uniform(-0.5, 1.5), scale: scale, threshold: random.uniform(0, 50))
  case 4: return try LognormalSeverity(mean: scale, standardDeviation: random.uniform(1, 1000))
  case 5: return try ExponentialSeverity(mean: scale)
  case 6:
    return try MixtureSeverity([
      .init(weight: random.uniform(0.1, 1), severity: GammaSeverity(shape: random.uniform(0.5, 9), scale: scale)),
      .init(weight: random.uniform(0.1, 1), severity: LognormalSeverity(logMean: 4, logStandardDeviation: 1)),
    ])
  case 7:
    return try SplicedSeverity(
      body: LognormalSeverity(logMean: 4, logStandardDeviation: 1),
      tail: LomaxSeverity(shape: random.uniform(1.5, 4), scale: scale), threshold: random.uniform(20, 500),
      bodyWeight: random.uniform(0.1, 0.95))
  case 8: return try LomaxSeverity(shape: random.uniform(1.1, 5), scale: scale).coinsurance(random.uniform(0.2, 1))
  default:
    return try GammaSeverity(shape: random.uniform(0.5, 5), scale: scale).ordinaryDeductible(
      random.uniform(1, scale), .perPayment)
  }
}
