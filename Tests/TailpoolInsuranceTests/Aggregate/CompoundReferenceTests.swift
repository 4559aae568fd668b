import TailpoolNumerics
import TailpoolRisk
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Compounds against references")
struct CompoundReferenceTests {
  private static func law(_ probabilities: [Double], step: Double = 1) throws -> LossDistribution {
    try LossDistribution(step: step, probabilities: probabilities)
  }

  @Test("published compound Poisson sums, by the recursion and by transforms")
  func published() throws {
    var failures: [String] = []
    let vectors = try ReferenceCase.cases("pools/34_aggregate_claims_ruin", fn: "compoundPoisson")
    for vector in vectors {
      var severity = [Double](repeating: 0, count: 12)
      for (size, probability) in vector.object("severity").fields {
        severity[Int(size) ?? 0] = (probability as? Double) ?? .nan
      }
      let loss = CompoundLoss(count: try PoissonCount(mean: vector.double("lam")), severity: try Self.law(severity))
      let ways = [
        try loss.recursion(points: 64), try loss.aggregate(points: 64).distribution,
        try loss.aggregate(points: 64, accuracy: .relative).distribution,
      ]
      let expected =
        vector.fields["pmf0to8"] == nil
        ? [(vector.int("query"), vector.double("pmf"))] : vector.doubles("pmf0to8").enumerated().map { ($0, $1) }
      for way in ways {
        for (place, value) in expected {
          failures += [
            mismatch(
              "p(\(place))", way.probabilities[place], value, within: .absolute(1e-12), inputs: vector.description)
          ].compactMap { $0 }
        }
      }
    }
    #expect(vectors.count == 2 && failures.isEmpty, "\(failures)")
  }

  @Test("the published group dental cover: a given law of numbers of claims in units of 25")
  func dental() throws {
    let vector = try #require(ReferenceCase.cases("pools/34_aggregate_claims_ruin", fn: "compoundDiscrete").first)
    // The severity of the source starts at one unit.
    let loss = CompoundLoss(
      count: try DiscreteCount(probabilities: vector.doubles("frequency")),
      severity: try Self.law([0] + vector.doubles("severity"), step: 25))
    let law = try loss.aggregate(points: 128).distribution
    #expect(abs(loss.mean - vector.double("mean")) <= 1e-12 * 314.5)
    #expect(abs(loss.variance.squareRoot() - vector.double("std")) <= 1e-12 * 191)
    #expect(abs(law.mean - vector.double("mean")) <= 1e-12 * 314.5)
    #expect(abs(law.standardDeviation - vector.double("std")) <= 1e-12 * 191)
    for (place, expected) in vector.doubles("pmf0to8").enumerated() {
      #expect(abs(law.probabilities[place] - expected) <= 1e-12, "\(place)")
    }
    for (place, expected) in vector.doubles("stopLoss0to7").enumerated() {
      #expect(abs(try law.stopLoss(above: 25 * Double(place)) - expected) <= 1e-12 * 314.5, "\(place)")
    }
  }

  @Test("compounds with their tails: moments, probabilities, stop-loss and tail value at risk at 40 digits")
  func tails() throws {
    var failures: [String] = []
    let vectors = try ReferenceCase.cases("pools/53_insurance_pricing", fn: "compound")
    for vector in vectors {
      func number(_ key: String) -> Double { Double(vector.text(key)) ?? .nan }
      let count: any ClaimCount =
        vector.text("frequency") == "poisson"
        ? try PoissonCount(mean: vector.double("lam"))
        : try NegativeBinomialCount(shape: vector.double("r"), scale: vector.double("beta"))
      let loss = CompoundLoss(count: count, severity: try Self.law(vector.doubles("severity")))
      func strictly(_ name: String, _ found: Double, _ expected: Double) {
        failures += [mismatch(name, found, expected, within: .relative(1e-11), inputs: "\(count)")].compactMap { $0 }
      }
      strictly("mean", loss.mean, number("mean"))
      strictly("variance", loss.variance, number("variance"))
      let ways = [
        try loss.recursion(points: 2_048), try loss.aggregate(points: 2_048, accuracy: .relative).distribution,
        try loss.aggregate(points: 2_048).distribution,
      ]
      for (way, law) in ways.enumerated() {
        // One transform without tilts has errors of up to 1e-12 of the loss, whatever the probability is.
        let least = way == 2 ? 1e-12 * law.greatest : 0
        func hold(_ name: String, _ found: Double, _ expected: Double) {
          if !(abs(found - expected) <= least) { strictly(name, found, expected) }
        }
        for (place, expected) in CountReferences.decimals(vector, "pmf").enumerated() {
          hold("p(\(place))", law.probabilities[place], expected)
        }
        let stops = vector.fields["stopLoss"] as? [[String: Any]] ?? []
        #expect(stops.count >= 5)
        for stop in stops {
          let row = ReferenceCase(fields: stop)
          hold("stop-loss", try law.stopLoss(above: row.double("retention")), Double(row.text("value")) ?? .nan)
        }
        let levels = vector.fields["levels"] as? [[String: Any]] ?? []
        #expect(levels.count == 4)
        for level in levels.map(ReferenceCase.init) {
          let fraction = try #require(ConfidenceLevel(percent: 100 * level.double("level")))
          hold("var", try law.valueAtRisk(fraction), level.double("var"))
          hold("tvar", try law.tailValueAtRisk(fraction), Double(level.text("tvar")) ?? .nan)
        }
        let layers = vector.fields["layers"] as? [[String: Any]] ?? []
        #expect(layers.count == 4)
        for layer in layers.map(ReferenceCase.init) {
          hold(
            "layer", try law.layer(layer.double("limit"), above: layer.double("attachment")),
            Double(layer.text("expectedLoss")) ?? .nan)
        }
      }
    }
    #expect(vectors.count == 4 && failures.isEmpty, "\(failures)")
  }
}
