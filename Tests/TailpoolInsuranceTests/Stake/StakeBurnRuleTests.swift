import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Burn of stakes for a claim")
struct StakeBurnRuleTests {
  @Test("The documented burns of pools and of a staker are the reference's; the deployed ones are half of them")
  func vectors() throws {
    for vector in try ReferenceCase.cases("pools/20_nexus_capital", fn: "burnAllocation") {
      let (payout, capacities) = (vector.units("payout"), vector.unitsList("poolCapacity"))
      let burns = try StakeBurnRule.documented.burns(payout: payout, capacities: capacities)
      #expect(burns == vector.unitsList("poolBurn"), "\(vector)")
      let staker = try StakeBurnRule.documented.burns(
        payout: burns[0],
        capacities: [vector.units("stakerStake"), vector.units("poolStake") - vector.units("stakerStake")])
      #expect(staker[0] == vector.units("stakerBurn"), "\(vector)")
      let deployed = try StakeBurnRule.deployed(capacityRatioBasisPoints: 20_000).burns(
        payout: payout, capacities: capacities)
      #expect(deployed == vector.unitsList("poolBurn").map { $0 / 2 }, "\(vector)")
    }
  }

  @Test("STAKE-04 Burns sum to what is parted, and none exceeds its exact share by a unit", arguments: [1, 2])
  func sums(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<3_000 {
      let payout = Int128.random(in: 0...1_000_000, using: &generator)
      let count = Int.random(in: 1...6, using: &generator)
      let capacities = (0..<count).map { _ in Int128.random(in: 1...1_000_000, using: &generator) }
      let ratio = Int.random(in: 10_000...100_000, using: &generator)
      for (rule, total) in [
        (StakeBurnRule.documented, payout),
        (.deployed(capacityRatioBasisPoints: ratio), payout * 10_000 / Int128(ratio)),
      ] {
        let burns = try rule.burns(payout: payout, capacities: capacities)
        #expect(burns.reduce(0, +) == total, "\(rule) \(payout) \(capacities)")
        let all = capacities.reduce(0, +)
        for (burn, capacity) in zip(burns, capacities) {
          #expect(abs(burn * all - total * capacity) < all, "\(rule) \(payout) \(capacities)")
        }
      }
    }
  }

  @Test("Bad payouts and ratios are typed errors")
  func errors() {
    #expect(throws: StakeError.amount(.negative(-1))) {
      try StakeBurnRule.documented.burns(payout: -1, capacities: [1])
    }
    #expect(throws: StakeError.amount(.divisionByZero)) {
      try StakeBurnRule.documented.burns(payout: 1, capacities: [])
    }
    #expect(throws: StakeError.amount(.negative(-2))) {
      try StakeBurnRule.documented.burns(payout: 1, capacities: [-2, 5])
    }
    #expect(throws: StakeError.invalid("capacity ratio", value: 0, expected: "10000 to 100000")) {
      try StakeBurnRule.deployed(capacityRatioBasisPoints: 0).burns(payout: 1, capacities: [1])
    }
    #expect(throws: StakeError.amount(.divisionByZero)) {
      try StakeBurnRule.deployed(capacityRatioBasisPoints: 20_000).burns(payout: 2, capacities: [0])
    }
  }
}
