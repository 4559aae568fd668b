import Foundation
import Testing
import TailpoolInsurance
import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import _TailpoolTestSupport

private typealias References = PremiumReferences

@Suite("Premium principles")
struct PremiumPrincipleTests {
  /// A law of unequal losses on the coarsest grid that has them all.
  private func law(_ losses: [Double], _ probabilities: [Double]) throws -> LossDistribution {
    func divisor(_ a: Double, _ b: Double) -> Double { b == 0 ? a : divisor(b, a.truncatingRemainder(dividingBy: b)) }
    let step = losses.reduce(0, divisor)
    var grid = [Double](repeating: 0, count: Int(losses[losses.count - 1] / step) + 1)
    for (loss, probability) in zip(losses, probabilities) { grid[Int(loss / step)] += probability }
    return try LossDistribution(step: step, probabilities: grid)
  }

  private func principles(_ parameters: ReferenceCase) throws -> [String: any PremiumPrinciple] {
    let level = try #require(ConfidenceLevel(percent: 100 * parameters.double("tvarLevel")))
    return [
      "expectedValue": try ExpectedValuePrinciple(loading: parameters.double("loading")),
      "standardDeviation": try StandardDeviationPrinciple(multiplier: parameters.double("stdMultiplier")),
      "varianceP": try VariancePrinciple(multiplier: parameters.double("varianceMultiplier")),
      "wang": try DistortionPrinciple(.wang(shift: parameters.double("wangLambda"))),
      "tvarCostOfCapital": try CostOfCapitalPrinciple(rate: parameters.double("costOfCapital"), level: level),
    ]
  }

  @Test("discrete losses have the reference's premiums")
  func discrete() throws {
    let vectors = try ReferenceCase.cases(References.pricing, fn: "premiumDiscrete")
    for vector in vectors {
      let law = try law(vector.doubles("losses"), vector.doubles("probabilities"))
      let parameters = vector.object("parameters")
      var premiums = try principles(parameters)
      premiums["esscher"] = try EsscherPrinciple(tilt: parameters.double("esscherH"))
      let level = try #require(ConfidenceLevel(percent: 100 * parameters.double("tvarLevel")))
      for (key, principle) in premiums {
        References.expect(
          key, [try principle.premium(for: law)], [try References.decimal(vector, key)], within: 1e-11, vector)
      }
      References.expect(
        "moments", [law.mean, law.variance, try law.tailValueAtRisk(level)],
        try ["mean", "variance", "tvar"].map { try References.decimal(vector, $0) }, within: 1e-11, vector)
    }
    #expect(vectors.count == 7)
  }

  @Test("lognormal losses have the reference's premiums, and none of Esscher's")
  func lognormal() throws {
    let vectors = try ReferenceCase.cases(References.pricing, fn: "premiumLognormal")
    for vector in vectors {
      let law = try LognormalSeverity(logMean: vector.double("mu"), logStandardDeviation: vector.double("sigma"))
      let parameters = vector.object("parameters")
      let level = try #require(ConfidenceLevel(percent: 100 * parameters.double("tvarLevel")))
      for (key, principle) in try principles(parameters) {
        References.expect(
          key, [try principle.premium(for: law)], [try References.decimal(vector, key)], within: 1e-11, vector)
      }
      References.expect(
        "moments", [law.mean, law.variance, law.valueAtRisk(level), law.tailValueAtRisk(level)],
        try ["mean", "variance", "var", "tvar"].map { try References.decimal(vector, $0) }, within: 1e-11, vector)
      #expect(try QuantilePrinciple(level: level).premium(for: law) == law.valueAtRisk(level))
      #expect(throws: InsuranceError.infiniteMean("the exponential of a lognormal loss")) {
        try EsscherPrinciple(tilt: 1e-9).premium(for: law)
      }
      #expect(try EsscherPrinciple(tilt: 0).premium(for: law) == law.mean)
    }
    #expect(vectors.count == 6)
  }

  @Test("proportional hazards of lognormal losses are the integral's")
  func hazard() throws {
    let vectors = try ReferenceCase.cases(References.methods, fn: "hazard")
    for vector in vectors {
      let law = try LognormalSeverity(logMean: vector.double("mu"), logStandardDeviation: vector.double("sigma"))
      let principle = try DistortionPrinciple(.proportionalHazard(index: vector.double("index")))
      References.expect(
        "premium", [try principle.premium(for: law)], [try References.decimal(vector, "premium")], within: 1e-12,
        vector)
    }
    #expect(vectors.count == 16)
    // By hand: 10 · (√0.25 + √0.04).
    let law = try LossDistribution(step: 10, probabilities: [0.75, 0.21, 0.04])
    let premium = try DistortionPrinciple(.proportionalHazard(index: 2)).premium(for: law)
    #expect(abs(premium - 7) < 1e-12)
    #expect(abs(law.distortedMean { $0 } - law.mean) < 1e-14)
  }

  @Test("a parametric cover costs its digital put, and the loaded price is the principle's on its law")
  func parametric() throws {
    let vectors = try ReferenceCase.cases(References.pricing, fn: "parametricCover")
    for vector in vectors {
      let (years, rate) = (vector.double("expiry"), vector.double("interestRate"))
      let type: OptionType = vector.text("trigger") == "below" ? .put : .call
      let unit = DigitalOption.price(
        .cash, type, spot: vector.double("index"), strike: vector.double("level"), years: years,
        volatility: vector.double("volatility"), rate: rate, dividendYield: vector.double("dividendYield"))
      let discount = exp(-rate * years)
      let probability = unit / discount
      let law = try LossDistribution(step: vector.double("payout"), probabilities: [1 - probability, probability])
      let loaded = try ExpectedValuePrinciple(loading: 0.2).premium(for: law)
      References.expect(
        "price, probability, loaded price", [unit * vector.double("payout"), probability, discount * loaded],
        try ["price", "triggerProbability", "loadedPrice20pct"].map { try References.decimal(vector, $0) },
        within: 1e-11, vector)
    }
    #expect(vectors.count == 4)
  }

  @Test("premiums stand side by side, with why one is missing")
  func comparison() throws {
    struct FarTail: PremiumPrinciple {
      let name = "far tail"
      let level: ConfidenceLevel
      func premium(for loss: some LossLaw) throws(InsuranceError) -> Double { try loss.tailValueAtRisk(level) }
    }
    let level = try #require(ConfidenceLevel(percent: 99.999))
    let law = try LossDistribution(step: 100, probabilities: [0.5, 0.4, 0.0999], beyond: 0.0001)
    let rows = PremiumComparison(
      of: law,
      by: [try ExpectedValuePrinciple(loading: 0.25), FarTail(level: level), try EsscherPrinciple(tilt: 0.001)]
    ).rows
    #expect(rows.map(\.principle.name) == ["expected value", "far tail", "Esscher"])
    #expect(abs((rows[0].loading ?? .nan) - 0.25) < 1e-15)
    #expect(throws: InsuranceError.tooCoarse("the tail beyond the grid", error: 0.0001, bound: 1 - level.fraction)) {
      try rows[1].premium.get()
    }
    #expect(rows[1].loading == nil && rows[2].loading == nil)
    let error = #expect(throws: InsuranceError.self) { try rows[2].premium.get() }
    guard case .tooCoarse(_, let missing, 1e-9) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(missing > 0.0001 && missing < 0.00013)
    #expect(PremiumComparison(of: law, by: []).beyond == 0.0001)
    #expect(PremiumComparison(of: try LognormalSeverity(logMean: 0, logStandardDeviation: 1), by: []).beyond == 0)
    let none = try LossDistribution(step: 1, probabilities: [1])
    #expect(PremiumComparison(of: none, by: [try VariancePrinciple(multiplier: 1)]).rows[0].loading == nil)
  }

  @Test("what lies beyond the grid counts as its greatest loss")
  func beyond() throws {
    let cut = try LossDistribution(step: 10, probabilities: [0.7, 0.2, 0.07], beyond: 0.03)
    let folded = try LossDistribution(step: 10, probabilities: [0.7, 0.2, 0.1])
    let principles: [any PremiumPrinciple] = [
      try ExpectedValuePrinciple(loading: 0.1), try VariancePrinciple(multiplier: 0.1),
      try DistortionPrinciple(.wang(shift: 0.5)), try DistortionPrinciple(.proportionalHazard(index: 1.5)),
      try CostOfCapitalPrinciple(rate: 0.2, level: .percent95), QuantilePrinciple(level: .percent95),
    ]
    for principle in principles {
      let (premium, expected) = (try principle.premium(for: cut), try principle.premium(for: folded))
      #expect(abs(premium - expected) <= 1e-12 * expected, "\(principle): \(premium), \(expected)")
    }
  }

  @Test("tilts that would overflow are the limit: the greatest loss")
  func greatTilt() throws {
    let law = try LossDistribution(step: 1, probabilities: [0.5, 0.4, 0.1, 0])
    #expect(try EsscherPrinciple(tilt: 1e6).premium(for: law) == 2)
    #expect(throws: InsuranceError.self) { try EsscherPrinciple(tilt: .greatestFiniteMagnitude).premium(for: law) }
    #expect(throws: InsuranceError.self) { try law.esscherMean(-1) }
    #expect(throws: InsuranceError.self) { try law.esscherMean(.nan) }
  }

  @Test("a lognormal law of a mean and a deviation has them")
  func moments() throws {
    for (mean, deviation) in [(52_135.2, 26_909.0), (1e-9, 3e-9), (1e100, 1e99)] {
      let law = try LognormalSeverity(mean: mean, standardDeviation: deviation)
      #expect(Tolerance.relative(1e-12).accepts(law.mean, mean), "\(mean), \(deviation)")
    }
    let law = try LognormalSeverity(mean: 52_135.2, standardDeviation: 26_909)
    #expect(Tolerance.relative(1e-12).accepts(law.variance.squareRoot(), 26_909))
    for (mean, deviation) in [(0, 1), (1, 0), (.nan, 1), (1, .infinity), (1e-200, 1e200), (1e200, 1e-200)] {
      #expect(throws: InsuranceError.self, "\(mean), \(deviation)") {
        try LognormalSeverity(mean: mean, standardDeviation: deviation)
      }
    }
  }

  @Test("bad parameters are refused")
  func refused() throws {
    for value in [-0.1, .nan, .infinity] {
      #expect(throws: InsuranceError.self) { try ExpectedValuePrinciple(loading: value) }
      #expect(throws: InsuranceError.self) { try StandardDeviationPrinciple(multiplier: value) }
      #expect(throws: InsuranceError.self) { try VariancePrinciple(multiplier: value) }
      #expect(throws: InsuranceError.self) { try EsscherPrinciple(tilt: value) }
      #expect(throws: InsuranceError.self) { try CostOfCapitalPrinciple(rate: value, level: .percent99) }
      #expect(throws: InsuranceError.self) { try DistortionPrinciple(.proportionalHazard(index: value)) }
      #expect(throws: InsuranceError.self) { try LognormalSeverity(logMean: 0, logStandardDeviation: value) }
    }
    let heavy = try LognormalSeverity(logMean: 0, logStandardDeviation: 40)
    #expect(throws: InsuranceError.infiniteMean("the loss, or its square,")) {
      try VariancePrinciple(multiplier: 0.1).premium(for: heavy)
    }
    #expect(throws: InsuranceError.self) { try DistortionPrinciple(.wang(shift: .nan)) }
    #expect(throws: InsuranceError.self) { try DistortionPrinciple(.proportionalHazard(index: 0.99)) }
    #expect(throws: InsuranceError.self) { try LognormalSeverity(logMean: 700, logStandardDeviation: 20) }
    let law = try LossDistribution(step: 1, probabilities: [0.5, 0.5])
    #expect(throws: InsuranceError.self) { try law.distortedMean(.proportionalHazard(index: .nan)) }
    #expect(Distortion.wang(shift: 1)(1.5).isNaN && Distortion.wang(shift: 1)(.nan).isNaN)
    #expect(Distortion.wang(shift: 1)(0) == 0 && Distortion.proportionalHazard(index: 3)(1) == 1)
  }

  @Test("A loaded premium is at least the mean, grows with its loading, and scales with money", arguments: [1, 2])
  func order(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let weights = (0..<Int.random(in: 2...12, using: &generator)).map { _ in
        Double.random(in: 0...1, using: &generator)
      }
      let sum = weights.reduce(0, +)
      let probabilities = weights.map { $0 / sum }
      let step = Double.random(in: 0.1...50, using: &generator)
      let law = try LossDistribution(step: step, probabilities: probabilities)
      let twice = try LossDistribution(step: 2 * step, probabilities: probabilities)
      let loading = Double.random(in: 0...1, using: &generator)
      let families: [(Double) throws -> any PremiumPrinciple] = [
        { try ExpectedValuePrinciple(loading: $0) }, { try StandardDeviationPrinciple(multiplier: $0) },
        { try VariancePrinciple(multiplier: $0) }, { try EsscherPrinciple(tilt: $0) },
        { try DistortionPrinciple(.wang(shift: $0)) }, { try DistortionPrinciple(.proportionalHazard(index: 1 + $0)) },
        { try CostOfCapitalPrinciple(rate: $0, level: .percent95) },
      ]
      for family in families {
        let premium = try family(loading).premium(for: law)
        let greater = try family(loading + 0.1).premium(for: law)
        let slack = 1e-12 * law.greatest
        let inputs = "\(law), \(try family(loading)): \(premium), \(greater)"
        #expect(premium >= law.mean - slack && greater >= premium - slack, "\(inputs)")
        let isHomogeneous = !(try family(loading) is VariancePrinciple || family(loading) is EsscherPrinciple)
        if isHomogeneous {
          #expect(try abs(family(loading).premium(for: twice) - 2 * premium) <= 4 * slack, "\(inputs)")
        }
        let isWithin =
          !(try family(loading) is ExpectedValuePrinciple || family(loading) is VariancePrinciple
          || family(loading) is StandardDeviationPrinciple)
        if isWithin { #expect(premium <= law.greatest + slack, "\(inputs)") }
      }
    }
  }

  @Test("money is rounded up, against the buyer")
  func money() throws {
    let dollar = try Asset("USD", decimals: 2)
    let law = try LossDistribution(step: 1, probabilities: [0.999, 0.001])
    let amount = try ExpectedValuePrinciple(loading: 0).amount(for: law, of: dollar)
    #expect(amount == Amount(units: 1, of: dollar))
    let negative = try LossDistribution(step: 1e300, probabilities: [0.5, 0.5])
    #expect(throws: InsuranceError.amount(.overflow)) {
      try ExpectedValuePrinciple(loading: 0).amount(for: negative, of: dollar)
    }
  }
}
