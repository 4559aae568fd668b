import Foundation
import Tailpool

// Aggregates of claims: one compound, many policies, conditional means.
//
//     InsuranceBenchmark [compound] [policies] [means] [peer]     all but `peer` when none is named; the least of some repeats
//
// `peer` are the compounds that Benchmarks/Peers/aggregate_peer.py makes: the same laws on the same grid.

/// A lognormal claim on whole units, each given what is within half a unit of it.
func lognormal(_ points: Int, mu: Double, sigma: Double) throws -> LossDistribution {
  try LognormalSeverity(logMean: mu, logStandardDeviation: sigma).discretized(
    step: 1, points: points, method: .rounding
  ).law
}

/// The least wall time of some runs, in milliseconds, and what the last one gave.
func least<Value>(of repeats: Int, _ body: () throws -> Value) rethrows -> (milliseconds: Double, value: Value) {
  var value = try body()
  var least = Double.infinity
  for _ in 0..<repeats {
    let start = DispatchTime.now().uptimeNanoseconds
    value = try body()
    least = min(least, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
  }
  return (least, value)
}

/// Policies whose claims are all of other laws, put on the grid.
func policies(_ count: Int, points: Int, isPoisson: Bool) throws -> LossPortfolio {
  let policies = try (0..<count).map { index -> (count: any ClaimCount, claim: any ClaimSeverity) in
    let claim = try LognormalSeverity(
      logMean: 4 + 0.002 * Double(index), logStandardDeviation: 0.8 + 0.02 * Double(index % 17))
    guard isPoisson || index % 2 == 0 else { return (try NegativeBinomialCount(shape: 0.5, scale: 0.04), claim) }
    return (try PoissonCount(mean: 0.02), claim)
  }
  return try LossPortfolio(policies, step: 1, points: points, threads: 2)
}

let points = 1 << 16
let asked = Set(CommandLine.arguments.dropFirst())
func isAsked(_ name: String) -> Bool { asked.isEmpty ? name != "peer" : asked.contains(name) }

if isAsked("compound") {
  let claim = try MixtureSeverity([
    .init(weight: 0.8, severity: LognormalSeverity(logMean: 4, logStandardDeviation: 1)),
    .init(weight: 0.2, severity: LognormalSeverity(logMean: 6, logStandardDeviation: 1)),
  ])
  for (name, count) in [
    ("poisson", try PoissonCount(mean: 20)), ("negative_binomial", try NegativeBinomialCount(shape: 2, scale: 10)),
  ] as [(String, any ClaimCount)] {
    var workspace = AggregateWorkspace()
    func compound(_ accuracy: AggregateAccuracy) throws -> AggregateLoss {
      try CompoundLoss(count: count, severity: claim.discretized(step: 1, points: points).law)
        .aggregate(points: points, accuracy: accuracy, using: &workspace)
    }
    let one = try least(of: 30) { try compound(.absolute) }
    let many = try least(of: 5) { try compound(.relative) }
    print("compound_\(name) ms \(one.milliseconds) beyond \(one.value.distribution.beyond)")
    print("compound_\(name)_relative ms \(many.milliseconds) transforms \(many.value.transforms)")
  }
}
if isAsked("policies") {
  for (name, isPoisson) in [("poisson", true), ("mixed", false)] {
    let result = try least(of: 3) {
      try policies(1_000, points: points, isPoisson: isPoisson).aggregate(points: points, threads: 2)
    }
    print("policies_1000_\(name) ms \(result.milliseconds) mean \(result.value.distribution.mean)")
  }
}
if isAsked("means") {
  for (name, isPoisson) in [("poisson", true), ("mixed", false)] {
    let all = try policies(500, points: points, isPoisson: isPoisson)
    let result = try least(of: 1) { try all.conditionalMeans(points: points, threads: 2) }
    print("means_500_\(name) ms \(result.milliseconds) transforms \(result.value.total.transforms)")
  }
}
if asked.contains("peer") {
  // With the severity made anew in every run, as the peer makes it; what it keeps between runs, the workspace does here.
  let first = try LognormalSeverity(logMean: 4, logStandardDeviation: 1)
  let second = try LognormalSeverity(logMean: 6, logStandardDeviation: 1)
  for (name, claim, place) in [
    ("lognormal", first, 2_000),
    ("mixed", try MixtureSeverity([.init(weight: 0.8, severity: first), .init(weight: 0.2, severity: second)]), 5_000),
  ] as [(String, any ClaimSeverity, Int)] {
    var workspace = AggregateWorkspace()
    let result = try least(of: 20) {
      let severity = try claim.discretized(step: 1, points: points, method: .rounding).law
      return try CompoundLoss(count: PoissonCount(mean: 20), severity: severity)
        .aggregate(points: points, using: &workspace)
    }
    let law = result.value.distribution
    print("peer_compound_\(name) ms \(result.milliseconds) mean \(law.mean) p\(place) \(law.probabilities[place])")
  }
}
