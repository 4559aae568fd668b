import Testing
import TailpoolInsurance
import _TailpoolTestSupport

/// Terms, mixtures and splices of discrete laws against laws whose amounts were changed one by one.
@Suite("Terms of a claim")
struct ClaimTermsTests {
  /// A law of whole amounts from 0 to 40.
  private func randomDiscrete(_ random: inout SeededGenerator) -> (amounts: [Double], probabilities: [Double]) {
    let amounts = (0..<Int(random.uniform(3, 20))).map { _ in random.uniform(0, 41).rounded(.down) }
    let weights = amounts.map { _ in random.uniform(0.1, 1) }
    let sum = weights.reduce(0, +)
    return (amounts, weights.map { $0 / sum })
  }

  private func expectSame(_ actual: any ClaimSeverity, _ expected: DiscreteSeverity, _ text: String) throws {
    #expect(abs(actual.mean - expected.mean) <= 1e-12 * (1 + expected.mean), "\(text)")
    #expect(abs(actual.variance - expected.variance) <= 1e-10 * (1 + expected.secondMoment), "\(text)")
    for x in stride(from: 0.0, through: 45, by: 0.5) {
      #expect(abs(actual.survival(x) - expected.survival(x)) <= 1e-14, "\(text), \(x)")
      #expect(abs(actual.cumulative(x) - expected.cumulative(x)) <= 1e-14, "\(text), \(x)")
      for width in [0.25, 3, .infinity] {
        let layers = (actual.layerMean(from: x, to: x + width), expected.layerMean(from: x, to: x + width))
        #expect(abs(layers.0 - layers.1) <= 1e-12 * (1 + expected.mean), "\(text), \(x), \(width)")
        let moments = (
          actual.layerSecondMoment(from: x, to: x + width), expected.layerSecondMoment(from: x, to: x + width)
        )
        #expect(abs(moments.0 - moments.1) <= 1e-11 * (1 + expected.secondMoment), "\(text), \(x), \(width)")
      }
    }
    for method in DiscretizationMethod.allCases {
      for (step, points) in [(1.0, 60), (0.5, 20), (3, 9), (8, 1), (50, 2)] {
        let laws = try [actual, expected].map { try $0.discretized(step: step, points: points, method: method) }
        let same = zip(laws[0].law.probabilities, laws[1].law.probabilities).allSatisfy { abs($0 - $1) <= 1e-14 }
        #expect(
          same && abs(laws[0].beyond - laws[1].beyond) <= 1e-14,
          "\(text), \(method), \(points) points of \(step): \(laws)")
      }
    }
  }

  @Test("Layers, deductibles, limits and coinsurance are what they make of each amount")
  func layers() throws {
    var random = SeededGenerator(seed: 41)
    for trial in 0..<60 {
      let (amounts, probabilities) = randomDiscrete(&random)
      let law = try DiscreteSeverity(amounts: amounts, probabilities: probabilities)
      let attachment = random.uniform(0, 20).rounded(.down)
      let limit = trial % 4 == 0 ? .infinity : 1 + random.uniform(0, 20).rounded(.down)
      let part = [1, 0.5, 0.25][trial % 3]
      let text = "trial \(trial): \(amounts) \(probabilities), \(limit) above \(attachment), \(part)"
      let paid = amounts.map { part * min(max($0 - attachment, 0), limit) }
      let layer = try law.inLayer(limit, above: attachment).coinsurance(part)
      try expectSame(layer, DiscreteSeverity(amounts: paid, probabilities: probabilities), text)
      // The same by a limit before the deductible.
      let stacked = try law.policyLimit(attachment + limit).ordinaryDeductible(attachment).coinsurance(part)
      try expectSame(stacked, DiscreteSeverity(amounts: paid, probabilities: probabilities), text)
      guard paid.contains(where: { $0 > 0 }) else { continue }
      let payments = paid.indices.filter { paid[$0] > 0 }
      let perPayment = try DiscreteSeverity(
        sample: payments.map { paid[$0] }, weights: payments.map { probabilities[$0] })
      try expectSame(PaymentSeverity(of: layer), perPayment, text)
      if limit == .infinity {
        try expectSame(law.ordinaryDeductible(attachment, .perPayment).scaled(part), perPayment, text)
      }
    }
  }

  @Test("Mixtures and splices weigh each amount")
  func mixtures() throws {
    var random = SeededGenerator(seed: 43)
    for trial in 0..<60 {
      let (first, second) = (randomDiscrete(&random), randomDiscrete(&random))
      let (one, two) = (
        try DiscreteSeverity(amounts: first.amounts, probabilities: first.probabilities),
        try DiscreteSeverity(amounts: second.amounts, probabilities: second.probabilities)
      )
      let weight = random.uniform(0.05, 0.95)
      let text = "trial \(trial): \(first), \(second), \(weight)"
      let mixed = try DiscreteSeverity(
        sample: first.amounts + second.amounts,
        weights: first.probabilities.map { $0 * weight } + second.probabilities.map { $0 * (1 - weight) })
      try expectSame(
        MixtureSeverity([.init(weight: 2 * weight, severity: one), .init(weight: 2 - 2 * weight, severity: two)]),
        mixed, text)
      let threshold = random.uniform(1, 39).rounded(.down) + (trial % 2 == 0 ? 0 : 0.5)
      let below = first.amounts.indices.filter { first.amounts[$0] <= threshold }
      let above = second.amounts.indices.filter { second.amounts[$0] > threshold }
      guard !below.isEmpty, !above.isEmpty else { continue }
      let (head, tail) = (
        below.map { first.probabilities[$0] }.reduce(0, +), above.map { second.probabilities[$0] }.reduce(0, +)
      )
      let spliced = try DiscreteSeverity(
        sample: below.map { first.amounts[$0] } + above.map { second.amounts[$0] },
        weights: below.map { first.probabilities[$0] / head * weight }
          + above.map { second.probabilities[$0] / tail * (1 - weight) })
      try expectSame(
        SplicedSeverity(body: one, tail: two, threshold: threshold, bodyWeight: weight), spliced,
        "\(text), \(threshold)")
    }
  }

  @Test("A body or a tail alone is the law truncated")
  func truncated() throws {
    let law = try ExponentialSeverity(mean: 10)
    let body = try SplicedSeverity(body: law, tail: law, threshold: 20, bodyWeight: 1)
    let tail = try SplicedSeverity(body: law, tail: law, threshold: 20, bodyWeight: 0)
    #expect(body.survival(20) == 0 && body.cumulative(20) == 1)
    #expect(abs(body.cumulative(5) - law.cumulative(5) / law.cumulative(20)) < 1e-15)
    #expect(abs(tail.mean - 30) < 1e-12 && tail.survival(19) == 1)
    #expect(abs(tail.variance - 100) < 1e-9)
    #expect(try abs(tail.discretized(step: 0.01, points: 65_536).law.mean - 30) < 1e-9)
    #expect(try abs(body.discretized(step: 0.01, points: 65_536).law.mean - body.mean) < 1e-12)
  }

  @Test("The tail of a layer far out keeps its digits, per loss and per payment")
  func farLayers() throws {
    let law = try LognormalSeverity(logMean: 7, logStandardDeviation: 1.2)
    let deductible = law.quantile(upperTail: 1e-12)
    let payment = try law.ordinaryDeductible(deductible, .perPayment)
    let x = law.quantile(upperTail: 1e-20) - deductible
    #expect(abs(payment.survival(x) - 1e-8) < 1e-20)
    #expect(abs(payment.mean / (law.stopLoss(above: deductible) * 1e12) - 1) < 1e-12)
    let layer = try law.inLayer(x, above: deductible)
    let result = try layer.discretized(step: x / 1000, points: 1001)
    // What the limit cuts off stands on the last point.
    #expect(
      abs(
        result.law.probabilities[1000] / layer.claim.layerMean(from: deductible + x * 0.999, to: deductible + x) * x
          / 1000 - 1) < 1e-9)
    #expect(abs(result.law.mean / layer.mean - 1) < 1e-11 && result.beyond < 1e-20)
  }
}

extension ClaimSeverity {
  fileprivate func scaled(_ factor: Double) throws -> any ClaimSeverity { try ScaledSeverity(of: self, by: factor) }
}
