import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Cover capital and debt shares")
struct CoverCapitalTests {
  private static let file = "pools/20_nexus_capital"

  @Test("The requirement is the reference's")
  func capital() throws {
    for vector in try ReferenceCase.cases(Self.file, fn: "mcr") {
      let requirement = try CoverCapital.requirement(
        stored: vector.units("stored"), desired: vector.units("desired"), elapsed: Int64(vector.int("elapsed")))
      #expect(requirement == vector.units("expected"), "\(vector)")
    }
    #expect(try CoverCapital.desiredRequirement(activeCover: 48) == 10)
  }

  @Test("The premiums and the prices after them are the reference's")
  func premiums() throws {
    for vector in try ReferenceCase.cases(Self.file, fn: "premium") {
      var price = try CoverPrice(
        target: vector.int("targetPriceBps"), bumped: vector.int("bumpedPriceBps"),
        bumpedAt: Int64(vector.int("bumpedAt")))
      let unit: Int128 = 10_000_000_000_000_000
      let premium = try price.buy(
        cover: vector.units("coverUnits") * unit, capacity: vector.units("capacityUnits") * unit,
        period: Int64(vector.int("period")), at: Int64(vector.int("now")))
      #expect(premium == vector.units("premiumWei") && price.bumped == vector.int("newBumpedPriceBps"), "\(vector)")
    }
    var price = try CoverPrice(target: 200, bumped: 300, bumpedAt: 10)
    #expect(throws: ControlError.outOfOrder(time: 9, latest: 10)) {
      try price.buy(cover: 1, capacity: 1, period: 1, at: 9)
    }
    #expect(throws: ControlError.insufficient) { try price.buy(cover: 2, capacity: 1, period: 1, at: 10) }
    #expect(try price.basisPoints(at: .max) == 200)
  }

  @Test(
    "POOL-129 The requirement never overshoots what it should be, and moves at most 1 % at once", arguments: [1, 2])
  func ratchet(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<5_000 {
      let stored = Int128.random(in: 0...(1 << 80), using: &generator)
      let desired = Int128.random(in: 0...(1 << 80), using: &generator)
      let new = try CoverCapital.requirement(
        stored: stored, desired: desired, elapsed: Int64.random(in: 0...(.max), using: &generator))
      #expect(new >= min(stored - stored / 100 - 1, desired) && new <= max(stored + stored / 100, desired))
      #expect((min(stored, desired)...max(stored, desired)).contains(new))
    }
  }

  @Test("Debt shares keep what each owes, as the reference says")
  func debt() throws {
    for vector in try ReferenceCase.cases("pools/41_debt_shares_synthetix", fn: "debtShares") {
      var debt = DebtShares()
      for step in (vector.fields["steps"] as? [[String: Any]] ?? []).map(ReferenceCase.init) {
        if step.text("op") == "mint" {
          try debt.mint(step.units("amount"), to: step.text("who"))
        } else {
          try debt.revalue(to: debt.debt * Int128(step.double("factor") * 2) / 2)
        }
      }
      let (shares, debts) = (vector.object("shares"), vector.object("debt"))
      for name in ["alice", "bob", "carol"] {
        #expect(debt.shares[name] == shares.units(name))
        #expect(try debt.debt(of: name) == debts.units(name))
      }
    }
  }

  @Test(
    "POOL-130 Who takes on debt owes at least that much, and the others no more than a unit more", arguments: [1, 2])
  func debtRounding(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<1_000 {
      var debt = DebtShares()
      try debt.mint(Int128.random(in: 1...1_000, using: &generator), to: "a")
      try debt.mint(Int128.random(in: 1...1_000, using: &generator), to: "b")
      try debt.revalue(to: Int128.random(in: 1...5_000, using: &generator))
      let before = try debt.debt(of: "a")
      let added = Int128.random(in: 1...1_000, using: &generator)
      try debt.mint(added, to: "c")
      #expect(try debt.debt(of: "c") >= added && debt.debt(of: "a") <= before + 1)
      #expect(debt.shares.values.reduce(0, +) == debt.totalShares)
    }
    var none = DebtShares()
    #expect(throws: ControlError.insufficient) { try none.revalue(to: 5) }
    #expect(throws: ControlError.amount(.negative(-1))) { try none.mint(-1, to: "a") }
    #expect(try none.debt(of: "a") == 0)
  }
}
