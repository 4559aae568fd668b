import TailpoolInsurance
import Testing
import _TailpoolTestSupport

@testable import TailpoolFiles

@Suite("Portfolios of cover at random")
struct CoverPortfolioPropertyTests {
  static func read(_ seed: UInt64) throws(FileError) -> CoverPortfolio {
    var portfolio = HostilePortfolio(seed: seed)
    return try CoverPortfolioReader.read(InputFile(name: "random", bytes: Array(portfolio.text().utf8)))
  }

  @Test("each is read, or refused with places", arguments: 0..<8)
  func reading(part: UInt64) {
    var count = 0
    for seed in 100 * part..<100 * (part + 1) {
      do {
        _ = try Self.read(seed)
        count += 1
      } catch FileError.invalid(let problems, _) {
        #expect(
          !problems.isEmpty && problems.allSatisfy { $0.line > 0 && $0.message.contains("; expected ") }, "\(seed)")
      } catch {
        Issue.record("\(seed): \(error)")
      }
    }
    #expect(count > 20 && count < 80)
  }

  @Test("what is analyzed adds up: lines, layers, treaties and shares to the whole", arguments: 0..<12)
  func sums(seed: UInt64) throws {
    // Every fourth one has no extreme numbers.
    guard let analysis = try? CoverAnalysis(of: Self.read(4 * seed), threads: 2) else { return }
    Self.check(analysis) { same, what in
      #expect(same, "\(4 * seed): \(what)")
    }
  }

  /// Checks what must hold of any analysis.
  static func check(_ analysis: CoverAnalysis, _ expect: (Bool, String) -> Void) {
    let law = analysis.aggregate.distribution
    func same(_ sum: Double, _ whole: Double, _ what: String) {
      expect(abs(sum - whole) <= 1e-9 * max(abs(whole), 1), "\(what): \(sum) for \(whole)")
    }
    let tail = try? law.tailValueAtRisk(analysis.portfolio.measure.level)
    same(analysis.layers.reduce(0) { $0 + $1.expectedLoss }, law.mean, "means of layers")
    if let tail { same(analysis.layers.reduce(0) { $0 + $1.tailContribution }, tail, "tails of layers") }
    if law.beyond < 1e-15 {
      same(analysis.lines.reduce(0) { $0 + $1.meanLoss }, law.mean, "means of lines")
      if let tail { same(analysis.lines.reduce(0) { $0 + $1.tailContribution }, tail, "tails of lines") }
      for shares in analysis.shares where law.probabilities[Int((shares.total / law.step).rounded())] > 1e-12 {
        same(shares.conditionalMean.reduce(0, +), shares.total, "shares")
        same(shares.proportional.reduce(0, +), shares.total, "shares in proportion")
      }
    }
    let reinsurance = analysis.reinsurance
    same(reinsurance.ceded.reduce(reinsurance.retained.mean) { $0 + $1.mean }, law.mean, "means of treaties")
    for borne in reinsurance.ceded + [reinsurance.retained] {
      same(borne.law.probabilities.reduce(borne.law.beyond, +), 1, "law of \(borne.name)")
    }
    for layer in analysis.excessOfLoss {
      expect(
        layer.recovery.mean <= layer.meanInLayer * (1 + 1e-9) + 1e-12, "\(layer.name) pays no more than it is claimed")
      let isParted = layer.initialPremium >= 0 && layer.initialPremium <= layer.premium * (1 + 1e-12)
      expect(isParted && 0...1 + 1e-9 ~= layer.exhausted, "\(layer)")
    }
    if case .success(let results) = analysis.results, law.beyond < 1e-15, analysis.portfolio.premium < 1e15 {
      let left = zip(results.surpluses, results.deficits).reduce(0) { $0 + $1.0 - $1.1 }
      let premium = analysis.portfolio.premium
      // Shares add up where the grid's last losses have no probability that is lost.
      expect(
        abs(left - (premium - law.mean)) <= 1e-8 * max(premium, law.mean, 1),
        "results \(left) of \(premium) − \(law.mean)")
    }
    if case .success(let held) = analysis.technicalReserves {
      let parts = held.unearnedPremium + held.outstandingClaims + held.incurredButNotReported
      expect(parts == held.total && held.total >= 0, "technical reserves \(held)")
    }
    if case .success(let ruin) = analysis.ruin {
      let isRising = zip(ruin.byPeriod, ruin.byPeriod.dropFirst()).allSatisfy { $0 <= $1 }
      expect(isRising, "ruin by period: \(ruin.byPeriod)")
      let areBounds = ruin.bounds.allSatisfy { 0 <= $0.lower && $0.lower <= $0.upper + 1e-12 && $0.upper <= 1 + 1e-12 }
      expect(areBounds, "bounds of ruin")
    }
  }
}
