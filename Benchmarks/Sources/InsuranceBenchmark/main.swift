import Foundation
import Tailpool

// Aggregates of claims: one compound, many policies, conditional means.
//
//     InsuranceBenchmark [compound] [policies] [means] [peer]     all but `peer` when none is named; the least of some repeats
//
// `peer` is the compound that Benchmarks/Peers/aggregate_peer.py makes: the same law on the same grid.

/// A lognormal claim on whole units, each given what is within half a unit of it.
func lognormal(_ points: Int, mu: Double, sigma: Double) throws -> LossDistribution {
  func tail(_ x: Double) -> Double { 0.5 * erfc((log(x) - mu) / (sigma * 2.0.squareRoot())) }
  var above = 1.0
  let probabilities = (0..<points).map { place in
    let next = tail(Double(place) + 0.5)
    defer { above = next }
    return above - next
  }
  return try LossDistribution(step: 1, probabilities: probabilities, beyond: above)
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

func policies(_ count: Int, points: Int, isPoisson: Bool) throws -> [CompoundLoss] {
  try (0..<count).map { index in
    let severity = try lognormal(points, mu: 4 + 0.002 * Double(index), sigma: 0.8 + 0.02 * Double(index % 17))
    guard isPoisson || index % 2 == 0 else {
      return CompoundLoss(count: try NegativeBinomialCount(shape: 0.5, scale: 0.04), severity: severity)
    }
    return CompoundLoss(count: try PoissonCount(mean: 0.02), severity: severity)
  }
}

let points = 1 << 16
let asked = Set(CommandLine.arguments.dropFirst())
func isAsked(_ name: String) -> Bool { asked.isEmpty ? name != "peer" : asked.contains(name) }

if isAsked("compound") {
  let severity = try LossDistribution.mixture(
    [lognormal(points, mu: 4, sigma: 1), lognormal(points, mu: 6, sigma: 1)], weights: [0.8, 0.2])
  for (name, count) in [
    ("poisson", try PoissonCount(mean: 20)), ("negative_binomial", try NegativeBinomialCount(shape: 2, scale: 10)),
  ] as [(String, any ClaimCount)] {
    let loss = CompoundLoss(count: count, severity: severity)
    let one = try least(of: 30) { try loss.aggregate(points: points) }
    let many = try least(of: 5) { try loss.aggregate(points: points, accuracy: .relative) }
    print("compound_\(name) ms \(one.milliseconds) beyond \(one.value.distribution.beyond)")
    print("compound_\(name)_relative ms \(many.milliseconds) transforms \(many.value.transforms)")
  }
}
if isAsked("policies") {
  for (name, isPoisson) in [("poisson", true), ("mixed", false)] {
    let all = try policies(1_000, points: points, isPoisson: isPoisson)
    let result = try least(of: 3) { try LossPortfolio(all).aggregate(points: points, threads: 2) }
    print("policies_1000_\(name) ms \(result.milliseconds) mean \(result.value.distribution.mean)")
  }
}
if isAsked("means") {
  for (name, isPoisson) in [("poisson", true), ("mixed", false)] {
    let all = try LossPortfolio(policies(500, points: points, isPoisson: isPoisson))
    let result = try least(of: 1) { try all.conditionalMeans(points: points, threads: 2) }
    print("means_500_\(name) ms \(result.milliseconds) transforms \(result.value.total.transforms)")
  }
}
if asked.contains("peer") {
  // With the severity made anew in every run, as the peer makes it.
  let result = try least(of: 20) {
    try CompoundLoss(count: PoissonCount(mean: 20), severity: lognormal(points, mu: 4, sigma: 1)).aggregate(
      points: points)
  }
  let law = result.value.distribution
  print(
    "peer_compound ms \(result.milliseconds) mean \(law.mean) deviation \(law.standardDeviation) p2000 \(law.probabilities[2000])"
  )
}
