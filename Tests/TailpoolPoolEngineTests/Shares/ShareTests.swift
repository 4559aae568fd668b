import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Shares against the reference values")
struct ShareReferenceTests {
  @Test("The sequence of deposits and a gift with one virtual share, file 16")
  func sequence() throws {
    var pool = try SharePool(offset: 0)
    for step in try poolCases("16_erc4626_sequence") {
      let amount = try #require(whole(step["amount"]))
      let who = step["who"] as? String ?? ""
      var returned: UInt128?
      switch step["op"] as? String {
      case "mint":
        let cost = try pool.rate().assetsToMint(amount)
        #expect(try pool.deposit(cost, by: who, minimumShares: amount) == amount)
        returned = cost
      case "deposit": returned = try pool.deposit(amount, by: who)
      default: try pool.bookGain(amount)
      }
      #expect(returned == whole(step["returned"]))
      #expect(pool.supply == whole(step["totalSupply"]))
      #expect(pool.assets == whole(step["totalAssets"]))
      for name in ["alice", "bruce"] {
        let shares = pool.shares(of: name)
        #expect(shares == whole(step["\(name)Shares"]))
        #expect(shares == 0 || (try? pool.rate().assetsForRedemption(of: shares)) == whole(step["\(name)Assets"]))
      }
    }
  }

  @Test("A price inflated by a gift before the first deposit, file 17")
  func inflation() throws {
    var tried = 0
    for step in try poolCases("17_inflation_attack") {
      guard let victim = whole(step["victimDeposit"]), let expected = whole(step["victimShares"]) else { continue }
      tried += 1
      var pool = try SharePool(offset: step["offset"] as? Int ?? 0)
      if let first = whole(step["attackerDeposit"]) { try pool.deposit(first, by: "attacker") }
      try pool.bookGain(try #require(whole(step["donation"]) ?? whole(step["attackerDonation"])))
      if expected == 0 {
        #expect(throws: PoolRefusal.shares(.noShares)) { try pool.deposit(victim, by: "victim") }
        continue
      }
      #expect(try pool.deposit(victim, by: "victim") == expected)
      #expect(try pool.rate().assetsForRedemption(of: expected) == whole(step["victimRedeemable"]))
      if let attacker = whole(step["attackerRedeemable"]) {
        #expect(try pool.rate().assetsForRedemption(of: pool.shares(of: "attacker")) == attacker)
      }
    }
    #expect(tried == 5, "\(tried)")
  }

  @Test("The management fee by dilution, file 10")
  func managementFee() throws {
    let cases = try poolCases("10_management_fee_premia")
    let fees = try FeeSchedule(management: 200, performance: 0, withdrawal: 0)
    let unit: UInt128 = 1_000_000_000_000_000_000
    #expect(cases[0]["feeShares"] as? String == "0.050505050505050505")
    let first = try fees.managementShares(supply: 5 * unit, seconds: 15_768_000)
    #expect(first == 50_505_050_505_050_505)
    // A year at 2 % takes the price from 0.99 to 0.9702.
    let supply: UInt128 = 10_101_010_101_010_101_010
    let second = try fees.managementShares(supply: supply, seconds: 31_536_000)
    let price = Double(10 * unit) / Double(supply + second)
    #expect(cases[1]["pps"] as? String == "0.9702")
    #expect(abs(price - 0.9702) < 1e-15)
  }
}

@Suite("Share properties")
struct SharePropertyTests {
  static let seeds: [UInt64] = [1, 2, 3, 4]

  /// What a call of the list was, and what it returned.
  private typealias Call = (operation: String, amount: UInt128, result: Result<UInt128, any Error>)

  /// Makes random calls to a pool of five holders and hands each to a check with what was before and after. Who wants so
  /// many shares or so many assets pays or gives what the rate says.
  private func run(
    seed: UInt64, calls: Int = 4_000, offset: Int = 3, _ check: (SharePool, SharePool, Call) -> String?
  ) throws -> [String] {
    var random = SeededGenerator(seed: seed)
    var pool = try SharePool(offset: offset)
    var wrong: [String] = []
    for index in 0..<calls {
      let before = pool
      let who = "\(random.next() % 5)"
      let amount = UInt128(random.next() >> (random.next() % 64))
      let operation = ["deposit", "mint", "withdraw", "redeem", "gain", "loss"][Int(random.next() % 6)]
      let result = Result { () throws -> UInt128 in
        switch operation {
        case "deposit": return try pool.deposit(amount, by: who)
        case "mint": return try pool.deposit(pool.rate().assetsToMint(amount), by: who, minimumShares: amount)
        case "withdraw": return try pool.redeem(pool.rate().sharesToWithdraw(amount), by: who, minimumAssets: amount)
        case "redeem": return try pool.redeem(min(amount, pool.shares(of: who)), by: who)
        case "gain": try pool.bookGain(amount >> 20)
        default: try pool.bookLoss(min(amount >> 20, pool.assets / 2))
        }
        return 0
      }
      if let found = check(before, pool, (operation, amount, result)), wrong.count < 5 {
        wrong.append("call \(index), \(operation): \(found)")
      }
    }
    return wrong
  }

  @Test("POOL-001: holdings sum to the supply after every call", arguments: seeds)
  func supply(seed: UInt64) throws {
    let wrong = try run(seed: seed) { _, after, _ in
      after.pool.register.isConsistent && after.pool.audit().isEmpty ? nil : "holdings do not sum"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-002: what is thrown changes nothing", arguments: seeds)
  func strongGuarantee(seed: UInt64) throws {
    let wrong = try run(seed: seed) { before, after, call in
      if case .failure = call.result { return before == after ? nil : "changed" }
      return nil
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-003: nobody's movement lowers the price of a share", arguments: seeds)
  func priceNeverFalls(seed: UInt64) throws {
    let wrong = try run(seed: seed) { before, after, call in
      if call.operation == "loss" { return nil }
      guard let low = try? before.rate().scaledPrice(rounding: .down),
        let high = try? after.rate().scaledPrice(rounding: .down)
      else { return "threw" }
      return high >= low ? nil : "\(low) to \(high)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-004: what the rate says is what the call returns", arguments: seeds)
  func previews(seed: UInt64) throws {
    var taken: [String: Int] = [:]
    let wrong = try run(seed: seed) { before, after, call in
      guard case .success(let returned) = call.result, let rate = try? before.rate() else { return nil }
      taken[call.operation, default: 0] += 1
      let assets = after.assets > before.assets ? after.assets - before.assets : before.assets - after.assets
      let (old, new) = (before.supply, after.supply)
      let shares = new > old ? new - old : old - new
      switch call.operation {
      case "deposit":
        return (try? rate.sharesForDeposit(of: assets)) == returned && returned == shares ? nil : "deposit"
      case "mint": return (try? rate.assetsToMint(call.amount)) == assets && returned >= call.amount ? nil : "mint"
      case "withdraw":
        return (try? rate.sharesToWithdraw(call.amount)) == shares && returned >= call.amount ? nil : "withdraw"
      case "redeem":
        return (try? rate.assetsForRedemption(of: shares)) == returned && returned == assets ? nil : "redeem"
      default: return nil
      }
    }
    #expect(wrong.isEmpty, "\(wrong)")
    for operation in ["deposit", "mint", "withdraw", "redeem"] { #expect(taken[operation, default: 0] > 50) }
  }

  @Test("POOL-005: claims of all holders are at most the assets", arguments: seeds)
  func claims(seed: UInt64) throws {
    let wrong = try run(seed: seed) { _, after, _ in
      guard let rate = try? after.rate() else { return "threw" }
      let claims = after.pool.register.holdings.values.reduce(UInt128(0)) {
        $0 + ((try? rate.assetsForRedemption(of: $1)) ?? .max >> 8)
      }
      // The virtual asset is behind the virtual shares, so at most one unit is claimed that is not there.
      return claims <= after.assets + 1 ? nil : "\(claims) of \(after.assets)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-006: in and out at once never gains, whichever two calls are used", arguments: seeds)
  func roundTrips(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &+ 77)
    let wrong = try run(seed: seed, calls: 1_000) { _, after, _ in
      let amount = UInt128(random.next() >> 10) + 1
      var pool = after
      if let shares = try? pool.deposit(amount, by: "x"), let out = try? pool.redeem(shares, by: "x"), out > amount {
        return "deposit \(amount), redeem \(out)"
      }
      pool = after
      if let cost = try? pool.rate().assetsToMint(amount), (try? pool.deposit(cost, by: "x")) != nil,
        let out = try? pool.redeem(amount, by: "x"), out > cost
      {
        return "mint for \(cost), redeem \(out)"
      }
      pool = after
      if let shares = try? pool.deposit(amount, by: "x"), let cost = try? pool.rate().sharesToWithdraw(amount),
        cost < shares
      {
        return "deposit for \(shares), withdraw for \(cost)"
      }
      return nil
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-007: a deposit worth less than a share is refused, never swallowed")
  func zeroShares() throws {
    var pool = try SharePool(offset: 0)
    try pool.deposit(1, by: "attacker")
    try pool.bookGain(100)
    for victim in ["a", "b", "c"] {
      #expect(throws: PoolRefusal.shares(.noShares)) { try pool.deposit(50, by: victim) }
    }
    #expect(try pool.redeem(1, by: "attacker") < 101)
  }

  @Test("POOL-008: limits of the mover hold: minimum out, maximum in")
  func limits() throws {
    var pool = try SharePool(offset: 3)
    #expect(throws: PoolRefusal.shares(.belowMinimum(result: 5_000, minimum: 5_001))) {
      try pool.deposit(5, by: "a", minimumShares: 5_001)
    }
    // So many shares for less than they cost, and so many assets for fewer shares than they take.
    #expect(throws: PoolRefusal.shares(.belowMinimum(result: 4_000, minimum: 5_000))) {
      try pool.deposit(4, by: "a", minimumShares: 5_000)
    }
    try pool.deposit(5, by: "a", minimumShares: 5_000)
    #expect(throws: PoolRefusal.shares(.belowMinimum(result: 5, minimum: 6))) {
      try pool.redeem(5_000, by: "a", minimumAssets: 6)
    }
    #expect(throws: PoolRefusal.shares(.belowMinimum(result: 4, minimum: 5))) {
      try pool.redeem(4_999, by: "a", minimumAssets: 5)
    }
  }

  @Test("POOL-009: nobody takes out more shares than held")
  func overdraw() throws {
    var pool = try SharePool(offset: 3)
    try pool.deposit(5, by: "a")
    #expect(throws: PoolRefusal.unknownParticipant("b")) { try pool.redeem(1, by: "b") }
    #expect(throws: PoolRefusal.shares(.insufficientShares(owner: "a", held: 5_000, required: 5_001))) {
      try pool.redeem(5_001, by: "a")
    }
    // What the pool does not have takes more shares than there are.
    let shares = try pool.rate().sharesToWithdraw(6)
    #expect(throws: PoolRefusal.shares(.insufficientShares(owner: "a", held: 5_000, required: 6_000))) {
      try pool.redeem(shares, by: "a")
    }
  }

  @Test("POOL-010: no performance fee on a flat value, at any offset", arguments: [0, 3, 6, 18])
  func flat(offset: Int) throws {
    var pool = try SharePool(offset: offset, fees: FeeSchedule(management: 0, performance: 2_000, withdrawal: 0))
    try pool.deposit(1_000_000, by: "a")
    #expect(try pool.chargeFees() == 0)
    try pool.deposit(777, by: "b")
    #expect(try pool.chargeFees() == 0)
  }

  @Test("POOL-011: a loss that is made good pays no performance fee; the gain beyond pays a fifth")
  func highWater() throws {
    var pool = try SharePool(offset: 3, fees: FeeSchedule(management: 0, performance: 2_000, withdrawal: 0))
    try pool.deposit(1_000_000, by: "a")
    try pool.bookLoss(300_000)
    #expect(try pool.chargeFees() == 0)
    try pool.bookGain(300_000)
    #expect(try pool.chargeFees() == 0)
    try pool.bookGain(100_000)
    #expect(try pool.chargeFees() > 0)
    let fee = try pool.rate().assetsForRedemption(of: pool.shares(of: "manager"))
    #expect((19_998...20_000).contains(fee))
    #expect(try pool.chargeFees() == 0)
  }

  @Test("POOL-012: who comes first to an empty pool pays no fee on what lay there")
  func emptyPoolGain() throws {
    var pool = try SharePool(offset: 3, fees: FeeSchedule(management: 0, performance: 2_000, withdrawal: 0))
    try pool.bookGain(1_000)
    try pool.chargeFees()
    try pool.deposit(1_000_000, by: "a")
    #expect(try pool.chargeFees() == 0)
  }

  @Test("POOL-013: fee rates are bounded by their type")
  func feeBounds() {
    for (management, performance, withdrawal) in [(2_001, 0, 0), (0, 5_001, 0), (0, 0, 1_001), (-1, 0, 0)] {
      #expect(throws: ShareError.invalidFee) {
        try FeeSchedule(management: management, performance: performance, withdrawal: withdrawal)
      }
    }
  }
}
