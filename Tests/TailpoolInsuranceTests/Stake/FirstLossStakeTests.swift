import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("First-loss stake")
struct FirstLossStakeTests {
  @Test("The four slashes are the reference's")
  func vectors() throws {
    for vector in try ReferenceCase.cases("pools/45_slash_umbrella") {
      let stake = try FirstLossStake(
        assets: vector.units("stakeAssets"), feeBasisPoints: vector.int("feeBps"), residue: 1_000_000)
      let slash = try stake.slash(
        deficit: vector.units("deficit"), deficitPrice: vector.units("reservePrice"),
        stakePrice: vector.units("stakePrice"))
      let expected = vector.object("expected")
      #expect(slash.slashed == expected.units("slashed"), "\(vector)")
      #expect(slash.covered == expected.units("covered") && slash.fee == expected.units("fee"), "\(vector)")
    }
  }

  @Test("POOL-111 A slash leaves the residue and covers no more than the deficit", arguments: [1, 2])
  func bounds(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<5_000 {
      let assets = Int128.random(in: 0...10_000_000, using: &generator)
      let residue = Int128.random(in: 0...1_000_000, using: &generator)
      let stake = try FirstLossStake(
        assets: assets, feeBasisPoints: Int.random(in: 0...10_000, using: &generator), residue: residue)
      let deficit = Int128.random(in: 0...20_000_000, using: &generator)
      let prices = (0..<2).map { _ in Int128.random(in: 1...1_000_000, using: &generator) }
      let slash = try stake.slash(deficit: deficit, deficitPrice: prices[0], stakePrice: prices[1])
      #expect(slash.slashed >= 0 && (slash.slashed == 0 || assets - slash.slashed >= residue))
      #expect((0...deficit).contains(slash.covered) && slash.fee >= 0)
    }
  }

  @Test(
    "The first part of a deficit slashes nothing, and what is over it slashes as if it were all", arguments: [3, 4])
  func offset(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let assets = Int128.random(in: 0...10_000_000, using: &generator)
      let offset = Int128.random(in: 0...1_000_000, using: &generator)
      let over = Int128.random(in: 0...20_000_000, using: &generator)
      let fee = Int.random(in: 0...10_000, using: &generator)
      let stake = try FirstLossStake(assets: assets, feeBasisPoints: fee, residue: 10, deficitOffset: offset)
      let plain = try FirstLossStake(assets: assets, feeBasisPoints: fee, residue: 10)
      let within = try stake.slash(deficit: min(over, offset), deficitPrice: 3, stakePrice: 2)
      #expect(within.slashed == 0 && within.covered == 0 && within.fee == 0, "\(assets) \(offset) \(over)")
      let slash = try stake.slash(deficit: offset + over, deficitPrice: 3, stakePrice: 2)
      let whole = try plain.slash(deficit: over, deficitPrice: 3, stakePrice: 2)
      #expect(slash == whole, "\(assets) \(offset) \(over) \(fee)")
    }
  }

  @Test("Bad stakes and prices are typed errors")
  func errors() throws {
    #expect(throws: StakeError.invalid("fee", value: 10_001, expected: "0 to 10000")) {
      try FirstLossStake(assets: 1, feeBasisPoints: 10_001, residue: 0)
    }
    let stake = try FirstLossStake(assets: 1, feeBasisPoints: 0, residue: 0)
    #expect(throws: StakeError.amount(.divisionByZero)) {
      try stake.slash(deficit: 1, deficitPrice: 0, stakePrice: 1)
    }
    #expect(throws: StakeError.amount(.negative(-1))) {
      try stake.slash(deficit: -1, deficitPrice: 1, stakePrice: 1)
    }
    #expect(throws: StakeError.amount(.overflow)) { try stake.slash(deficit: .max, deficitPrice: 1, stakePrice: 1) }
  }
}
