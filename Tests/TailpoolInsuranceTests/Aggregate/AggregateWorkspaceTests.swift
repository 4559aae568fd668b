import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Workspaces of aggregates")
struct AggregateWorkspaceTests {
  @Test("Aggregates of many kinds in one workspace have the bits that each has alone, on any number of threads")
  func sameBits() throws {
    let claim = try LognormalSeverity(logMean: 3, logStandardDeviation: 0.8)
    var workspace = AggregateWorkspace()
    var seen = 0
    for round in 0..<2 {
      for points in [300, 1_000, 256] {
        let severity = try claim.discretized(step: 1, points: points).law
        let counts: [any ClaimCount] = [
          try PoissonCount(mean: 4), try NegativeBinomialCount(shape: 2, scale: 1.5),
          try BinomialCount(trials: 7, probability: 0.3),
          try ZeroModifiedCount(PoissonCount(mean: 2), probabilityOfZero: 0.5),
          try DiscreteCount(probabilities: [0.5, 0.2, 0.3]),
        ]
        for count in counts {
          for accuracy in [AggregateAccuracy.absolute, .relative] {
            let compound = CompoundLoss(count: count, severity: severity)
            let alone = try compound.aggregate(points: points, accuracy: accuracy)
            for threads in [1, 3] {
              let shared = try compound.aggregate(
                points: points, accuracy: accuracy, threads: threads, using: &workspace)
              let place = "\(round) \(points) \(count) \(accuracy) \(threads)"
              #expect(shared.distribution == alone.distribution && shared.errors == alone.errors, "\(place)")
              #expect(
                shared.foldedProbability == alone.foldedProbability && shared.transforms == alone.transforms, "\(place)"
              )
              seen += 1
            }
          }
        }
        let portfolio = try LossPortfolio(counts.dropLast(2).map { CompoundLoss(count: $0, severity: severity) })
        let shared = try portfolio.aggregate(points: points, accuracy: .relative, using: &workspace)
        #expect(
          try shared.distribution == portfolio.aggregate(points: points, accuracy: .relative, threads: 2).distribution)
      }
    }
    #expect(seen == 120)
  }
}
