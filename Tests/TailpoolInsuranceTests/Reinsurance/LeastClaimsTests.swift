import Foundation
import Testing
import TailpoolInsurance
import TailpoolPoolEngine
import _TailpoolTestSupport

@Suite("The least claims that exhaust a layer")
struct LeastClaimsTests {
  @Test("by hand: one great cover, or two more probable ones")
  func byHand() throws {
    let covers = try [(100, 0.01), (60, 0.2), (50, 0.1), (10, 0.0)].map { amount, probability in
      try CoverExposure(name: "\(amount)", amount: Int128(amount), probability: probability)
    }
    let least = try LeastClaims(reaching: 100, of: covers)
    #expect(least.fewest.covers == [0])
    #expect(least.fewest.amount == 100)
    #expect(abs(least.fewest.probability - 0.01 * 0.8 * 0.9) < 1e-15)
    #expect(least.mostProbable.covers == [1, 2])
    #expect(least.mostProbable.amount == 110)
    #expect(abs(least.mostProbable.probability - 0.99 * 0.2 * 0.1) < 1e-15)
    #expect(throws: InsuranceError.unreachable(needed: 211, available: 210)) {
      try LeastClaims(reaching: 211, of: covers)
    }
  }

  @Test("against every subset", arguments: 0..<60)
  func everySubset(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let scale = [Int128(20), 1_000_000, 1 << 100][Int(seed % 3)]
    let covers = try (0..<11).map { index in
      let kind = Int.random(in: 0..<12, using: &generator)
      return try CoverExposure(
        name: "\(index)", amount: Int128.random(in: 1...scale, using: &generator),
        probability: kind == 0 ? 1 : kind == 1 ? 0 : kind == 2 ? 0.5 : Double.random(in: 0...0.7, using: &generator))
    }
    let all = covers.filter { $0.probability > 0 }.reduce(Int128(0)) { $0 + $1.amount }
    let needed = max(Int128.random(in: 0...all, using: &generator), 1)
    let least = try LeastClaims(reaching: needed, of: covers)
    var (best, fewest) = (-Double.infinity, Int.max)
    for set in 0..<(1 << covers.count) {
      let chosen = covers.indices.filter { set >> $0 & 1 == 1 }
      guard chosen.reduce(Int128(0), { $0 + covers[$1].amount }) >= needed else { continue }
      let log = covers.indices.reduce(0.0) { sum, index in
        let p = covers[index].probability
        return sum + Foundation.log(chosen.contains(index) ? p : 1 - p)
      }
      if log > -.infinity { fewest = min(fewest, chosen.count) }
      best = max(best, log)
    }
    let context = "\(least) of \(covers), needed \(needed)"
    #expect(abs(least.mostProbable.logProbability - best) < 1e-9, "\(best): \(context)")
    #expect(abs(least.logProbabilityBound - best) < 1e-9, "\(context)")
    #expect(least.fewest.covers.count == fewest, "\(fewest): \(context)")
    #expect(least.mostProbable.amount >= needed && least.fewest.amount >= needed, "\(context)")
    #expect(least.fewest.logProbability <= least.mostProbable.logProbability + 1e-12, "\(context)")
  }

  @Test("a search cut short says by how much it may be wrong", arguments: 0..<20)
  func cutShort(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let covers = try (0..<60).map { index in
      try CoverExposure(
        name: "\(index)", amount: Int128.random(in: 1_000_000...2_000_000, using: &generator),
        probability: Double.random(in: 0.01...0.1, using: &generator))
    }
    let whole = try LeastClaims(reaching: 20_000_000, of: covers)
    let short = try LeastClaims(reaching: 20_000_000, of: covers, mostStates: 20)
    #expect(abs(whole.logProbabilityBound - whole.mostProbable.logProbability) < 1e-9, "\(whole)")
    #expect(short.logProbabilityBound >= whole.mostProbable.logProbability - 1e-9, "\(short), \(whole)")
    #expect(short.mostProbable.logProbability <= whole.mostProbable.logProbability + 1e-9, "\(short), \(whole)")
  }

  @Test("layer by layer, those beyond all claims refused")
  func waterfall() throws {
    let covers = try (0..<4).map { try CoverExposure(name: "\($0)", amount: 25, probability: 0.1) }
    let layers = try LossWaterfall([
      LossLayer(name: "none", units: 0), LossLayer(name: "stake", units: 30), LossLayer(name: "members", units: 70),
      LossLayer(name: "treaty", units: 1),
    ])
    let answers = try layers.leastClaims(of: covers)
    #expect(answers.count == 4)
    #expect(throws: InsuranceError.self) { try answers[0].get() }
    #expect(try answers[1].get().fewest.covers == [0, 1])
    #expect(try answers[2].get().fewest.covers == [0, 1, 2, 3])
    #expect(throws: InsuranceError.unreachable(needed: 101, available: 100)) { try answers[3].get() }
  }

  @Test("what is out of range is refused")
  func refused() throws {
    for probability in [-0.1, 1.1, .nan] {
      #expect(throws: InsuranceError.self, "\(probability)") {
        try CoverExposure(name: "a", amount: 1, probability: probability)
      }
    }
    #expect(throws: InsuranceError.self) { try CoverExposure(name: "a", amount: 0, probability: 0.1) }
    let covers = try (0..<2).map { try CoverExposure(name: "\($0)", amount: .max, probability: 0.1) }
    #expect(throws: InsuranceError.amount(.overflow)) { try LeastClaims(reaching: 1, of: covers) }
    #expect(throws: InsuranceError.self) { try LeastClaims(reaching: 0, of: covers) }
    #expect(throws: InsuranceError.unreachable(needed: 1, available: 0)) { try LeastClaims(reaching: 1, of: []) }
  }
}
