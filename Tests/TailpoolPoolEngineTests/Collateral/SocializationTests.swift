import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Socialization and netting")
struct SocializationTests {
  @Test("The fund pays first; the rest lowers the rate for every claim, and fees raise it again")
  func rate() throws {
    var pool = try Socialization(fund: 50, held: 1_000, owed: 1_000)
    #expect(try pool.payInsolvency(30) == 0)
    #expect(pool.exchangeRate == 1 && pool.fund == 20 && pool.held == 1_030 && pool.owed == 1_030)
    #expect(try pool.payInsolvency(120) == 100)
    #expect(pool.fund == 0 && pool.held == 1_050 && pool.owed == 1_150)
    #expect(try pool.withdraw(claim: 115) == 105)
    try pool.takeFees(150)
    #expect(pool.exchangeRate == 1 && pool.held == pool.owed && pool.fund == 60)
    #expect(throws: CollateralError.invalid("claim")) { try pool.withdraw(claim: 1_036) }
    #expect(throws: CollateralError.amount(.negative(-1))) { try pool.withdraw(claim: -1) }
  }

  @Test("POOL-116 Leaving before the others gains nothing (attack 4.8: bad debt outrun by a withdrawal)")
  func bankRun() throws {
    var pool = try Socialization(fund: 10, held: 1_000, owed: 1_000)
    try pool.setOpenExposure(200)
    let before = pool
    #expect(throws: CollateralError.withdrawalsPaused(exposure: 200, reserve: 10)) { try pool.withdraw(claim: 500) }
    #expect(pool == before)
    try pool.payInsolvency(200)
    try pool.setOpenExposure(0)
    let early = try pool.withdraw(claim: 500)
    let late = try pool.withdraw(claim: 500)
    #expect(late >= early && late - early <= 1)
  }

  @Test("POOL-117 No withdrawal lowers the rate of those who stay, nor pays more than the claim", arguments: [1, 2])
  func withdrawals(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<3_000 {
      let owed = Int128.random(in: 1...100_000, using: &generator)
      var pool = try Socialization(fund: 0, held: Int128.random(in: 0...120_000, using: &generator), owed: owed)
      for _ in 0..<5 {
        let before = pool
        let claim = Int128.random(in: 0...pool.owed, using: &generator)
        let paid = try pool.withdraw(claim: claim)
        #expect((0...claim).contains(paid) && pool.held >= 0)
        if pool.owed > 0, before.held < before.owed { #expect(pool.held * before.owed >= before.held * pool.owed) }
      }
    }
  }

  @Test(
    "POOL-118 Net amounts sum to zero, and the payments settle them with one fewer than there are participants",
    arguments: [1, 2])
  func netting(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let names = ["a", "b", "c", "d", "e"]
    for _ in 0..<2_000 {
      let obligations = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        let debtor = Int.random(in: 0..<5, using: &generator)
        let creditor = (debtor + Int.random(in: 1..<5, using: &generator)) % 5
        return Netting.Obligation(
          debtor: names[debtor], creditor: names[creditor], units: Int128.random(in: 0...100, using: &generator))
      }
      let netting = try Netting(obligations)
      #expect(netting.net.values.reduce(0, +) == 0 && (0...1).contains(netting.efficiency))
      var left = netting.net
      for payment in netting.payments {
        left[payment.debtor, default: 0] += payment.units
        left[payment.creditor, default: 0] -= payment.units
      }
      #expect(left.values.allSatisfy { $0 == 0 } && netting.payments.count <= max(netting.net.count - 1, 0))
      #expect(netting.payments.reduce(0) { $0 + $1.units } == netting.settled)
    }
  }

  @Test("A ring of equal debts needs no payment; bad obligations are typed errors")
  func ring() throws {
    let ring = try Netting([
      .init(debtor: "a", creditor: "b", units: 9), .init(debtor: "b", creditor: "c", units: 9),
      .init(debtor: "c", creditor: "a", units: 9),
    ])
    #expect(ring.efficiency == 1 && ring.payments.isEmpty && ring.gross == 27)
    #expect(throws: CollateralError.selfObligation("a")) { try Netting([.init(debtor: "a", creditor: "a", units: 1)]) }
    #expect(throws: CollateralError.amount(.negative(-1))) {
      try Netting([.init(debtor: "a", creditor: "b", units: -1)])
    }
    #expect(throws: CollateralError.amount(.overflow)) {
      try Netting([.init(debtor: "a", creditor: "b", units: .max), .init(debtor: "a", creditor: "b", units: 1)])
    }
  }
}
