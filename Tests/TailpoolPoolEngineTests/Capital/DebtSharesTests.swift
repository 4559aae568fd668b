import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Debt shares")
struct DebtSharesTests {
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
