import TailpoolInsurance
import Testing
import _TailpoolTestSupport

private typealias References = PremiumReferences

@Suite("Credibility")
struct CredibilityTests {
  @Test("Bühlmann's premiums are the reference's")
  func buhlmann() throws {
    let vectors = try ReferenceCase.cases(References.credibility, fn: "buhlmann")
    for vector in vectors {
      let fit = try BuhlmannCredibility().fit(vector.rows("ratios"))
      References.expect(
        "collective, within, between, Z", [fit.collective, fit.within, fit.between, fit.credibilities[0]],
        ["collective", "within", "between", "Z"].map { vector.double($0) }, within: 1e-9, vector)
      References.expect("premiums", fit.premiums, vector.doubles("premiums"), within: 1e-9, vector)
    }
    for vector in try ReferenceCase.cases(References.credibility, fn: "buhlmannZ") {
      let credibility = try BuhlmannCredibility.credibility(
        periods: vector.double("n"), within: vector.double("epv"), between: vector.double("vhm"))
      References.expect("Z", [credibility], [vector.double("Z")], within: 1e-9, vector)
    }
  }

  @Test("Bühlmann and Straub's premiums are the reference's, by both estimators and with a variance below zero")
  func straub() throws {
    let vectors = try ReferenceCase.cases(References.methods, fn: "buhlmannStraub")
    for vector in vectors {
      let model = BuhlmannStraubCredibility(estimator: vector.flag("iterative") ? .iterative : .unbiased)
      let fit = try model.fit(vector.rows("ratios"), weights: vector.rows("weights"))
      for (name, value) in [("within", fit.within), ("between", fit.between), ("collective", fit.collective)] {
        References.expect(name, [value], [try References.decimal(vector, name)], within: 1e-9, vector)
      }
      for (name, values) in [("credibilities", fit.credibilities), ("premiums", fit.premiums)] {
        References.expect(name, values, try References.decimals(vector, name), within: 1e-9, vector)
      }
      for contract in fit.means.indices {
        let premium = try fit.premium(mean: fit.means[contract], weight: fit.weights[contract])
        #expect(abs(premium - fit.premiums[contract]) <= 1e-12 * premium, "\(vector)")
      }
      #expect(try fit.premium(mean: 1e9, weight: 0) == fit.collective)
    }
    #expect(vectors.count == 3)
    let negative = try BuhlmannStraubCredibility().fit(
      vectors[2].rows("ratios"), weights: vectors[2].rows("weights"))
    #expect(negative.between < 0 && negative.credibilities == [0, 0, 0])
    #expect(negative.premiums.allSatisfy { $0 == negative.collective })
    let iterative = try BuhlmannStraubCredibility(estimator: .iterative).fit(
      vectors[2].rows("ratios"), weights: vectors[2].rows("weights"))
    #expect(iterative.between == 0 && iterative.premiums == negative.premiums)
  }

  @Test(
    "Premiums weighted by exposure add up to the claims where exposures are equal, and lie between mean and collective",
    arguments: [1, 2])
  func balance(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let contracts = Int.random(in: 2...6, using: &generator)
      let periods = Int.random(in: 2...6, using: &generator)
      func table(_ range: ClosedRange<Double>) -> [[Double]] {
        (0..<contracts).map { _ in (0..<periods).map { _ in Double.random(in: range, using: &generator) } }
      }
      let (ratios, weights) = (table(0...10), table(0.1...5))
      for estimator in BuhlmannStraubCredibility.BetweenEstimator.allCases {
        let fit = try BuhlmannStraubCredibility(estimator: estimator).fit(ratios, weights: weights)
        let inputs = "\(ratios), \(weights), \(estimator): \(fit)"
        // The collective weighted by credibility makes premiums weighted by exposure the claims' own sum.
        let premiums = zip(fit.weights, fit.premiums).reduce(0) { $0 + $1.0 * $1.1 }
        let claims = zip(fit.weights, fit.means).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(premiums - claims) <= 1e-10 * claims, "\(inputs)")
        for (premium, mean) in zip(fit.premiums, fit.means) {
          let (low, high) = (min(mean, fit.collective), max(mean, fit.collective))
          #expect(premium >= low - 1e-12 && premium <= high + 1e-12, "\(inputs)")
        }
      }
    }
  }

  @Test("without variance within, each contract has its own premium")
  func certain() throws {
    for estimator in BuhlmannStraubCredibility.BetweenEstimator.allCases {
      let fit = try BuhlmannStraubCredibility(estimator: estimator).fit(
        [[1, 1], [3, 3]], weights: [[1, 2], [3, 4]])
      #expect(fit.within == 0 && fit.credibilities == [1, 1] && fit.premiums == [1, 3])
      let same = try BuhlmannStraubCredibility(estimator: estimator).fit(
        [[2, 2], [2, 2]], weights: [[1, 1], [1, 1]])
      #expect(same.credibilities == [0, 0] && same.premiums == [2, 2])
    }
    #expect(try BuhlmannCredibility.credibility(periods: 0, within: 0, between: 0) == 0)
  }

  @Test("bad data are refused with their place")
  func refused() throws {
    let model = BuhlmannStraubCredibility()
    #expect(throws: InsuranceError.empty("contracts")) { try model.fit([], weights: []) }
    #expect(throws: InsuranceError.self) { try model.fit([[1, 2]], weights: [[1, 1]]) }
    #expect(throws: InsuranceError.countMismatch("rows of weights", expected: 2, actual: 1)) {
      try model.fit([[1, 2], [1, 2]], weights: [[1, 1]])
    }
    #expect(throws: InsuranceError.countMismatch("weights of contract 1", expected: 2, actual: 1)) {
      try model.fit([[1, 2], [1, 2]], weights: [[1, 1], [1]])
    }
    #expect(
      throws: InsuranceError.invalid("contract 1, weight", index: 0, value: -1, expected: "a finite number ≥ 0")
    ) { try model.fit([[1, 2], [1, 2]], weights: [[1, 1], [-1, 1]]) }
    #expect(
      throws: InsuranceError.invalid("contract 0, ratio", index: 1, value: .infinity, expected: "a finite number")
    ) { try model.fit([[1, .infinity], [1, 2]], weights: [[1, 1], [1, 1]]) }
    #expect(throws: InsuranceError.empty("periods of positive weight of contract 1")) {
      try model.fit([[1, 2], [.nan, .nan]], weights: [[1, 1], [0, 0]])
    }
    #expect(throws: InsuranceError.self) { try model.fit([[1], [2]], weights: [[1], [1]]) }
    #expect(throws: InsuranceError.self) { try model.fit([[1e300, -1e300], [1, 2]], weights: [[1, 1], [1, 1]]) }
    #expect(throws: InsuranceError.countMismatch("periods of contract 1", expected: 2, actual: 3)) {
      try BuhlmannCredibility().fit([[1, 2], [1, 2, 3]])
    }
    #expect(throws: InsuranceError.self) { try BuhlmannCredibility.credibility(periods: 1, within: -1, between: 1) }
    let fit = try BuhlmannCredibility().fit([[1, 2], [3, 5]])
    #expect(throws: InsuranceError.self) { try fit.premium(mean: .nan, weight: 1) }
    #expect(throws: InsuranceError.self) { try fit.premium(mean: 1, weight: -1) }
  }
}
