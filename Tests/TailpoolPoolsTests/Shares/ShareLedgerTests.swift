import TailpoolLedger
import TailpoolPools
import Testing
import _TailpoolTestSupport

@Suite("Shares against the reference values")
struct ShareReferenceTests {
  @Test("The sequence of deposits and a gift with one virtual share, file 16")
  func sequence() throws {
    var ledger = try ShareLedger(offset: 0)
    for step in try poolCases("16_erc4626_sequence") {
      let amount = try #require(whole(step["amount"]))
      let who = step["who"] as? String ?? ""
      var returned: UInt128?
      switch step["op"] as? String {
      case "mint": returned = try ledger.mint(amount, by: who)
      case "deposit": returned = try ledger.deposit(amount, by: who)
      default: try ledger.bookGain(amount)
      }
      #expect(returned == whole(step["returned"]))
      #expect(ledger.register.supply == whole(step["totalSupply"]))
      #expect(ledger.assets == whole(step["totalAssets"]))
      for name in ["alice", "bruce"] {
        let shares = ledger.register.shares(of: name)
        #expect(shares == whole(step["\(name)Shares"]))
        #expect(shares == 0 || (try? ledger.previewRedeem(shares)) == whole(step["\(name)Assets"]))
      }
    }
  }

  @Test("A price inflated by a gift before the first deposit, file 17")
  func inflation() throws {
    for step in try poolCases("17_inflation_attack") {
      guard let victim = whole(step["victimDeposit"]), let expected = whole(step["victimShares"]) else { continue }
      var ledger = try ShareLedger(offset: step["offset"] as? Int ?? 0)
      if let first = whole(step["attackerDeposit"]) { try ledger.deposit(first, by: "attacker") }
      try ledger.bookGain(try #require(whole(step["donation"]) ?? whole(step["attackerDonation"])))
      if expected == 0 {
        #expect(throws: ShareError.noShares) { try ledger.deposit(victim, by: "victim") }
        continue
      }
      #expect(try ledger.deposit(victim, by: "victim") == expected)
      #expect(try ledger.previewRedeem(expected) == whole(step["victimRedeemable"]))
      if let attacker = whole(step["attackerRedeemable"]) {
        #expect(try ledger.previewRedeem(ledger.register.shares(of: "attacker")) == attacker)
      }
    }
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

  /// Calls random operations on a ledger of five holders and hands each to a check with what was before and after.
  private func run(
    seed: UInt64, calls: Int = 4_000, offset: Int = 3,
    _ check: (ShareLedger, ShareLedger, String, Result<UInt128, any Error>) -> String?
  ) throws -> [String] {
    var random = SeededGenerator(seed: seed)
    var ledger = try ShareLedger(offset: offset)
    var wrong: [String] = []
    for index in 0..<calls {
      let before = ledger
      let who = "\(random.next() % 5)"
      let amount = UInt128(random.next() >> (random.next() % 64))
      let operation = ["deposit", "mint", "withdraw", "redeem", "gain", "loss"][Int(random.next() % 6)]
      let result = Result { () throws -> UInt128 in
        switch operation {
        case "deposit": return try ledger.deposit(amount, by: who)
        case "mint": return try ledger.mint(amount, by: who)
        case "withdraw": return try ledger.withdraw(amount, by: who)
        case "redeem": return try ledger.redeem(min(amount, ledger.register.shares(of: who)), by: who)
        case "gain": try ledger.bookGain(amount >> 20)
        default: try ledger.bookLoss(min(amount >> 20, ledger.assets / 2))
        }
        return 0
      }
      if let found = check(before, ledger, operation, result), wrong.count < 5 {
        wrong.append("call \(index), \(operation): \(found)")
      }
    }
    return wrong
  }

  @Test("POOL-001: holdings sum to the supply after every call", arguments: seeds)
  func supply(seed: UInt64) throws {
    let wrong = try run(seed: seed) { _, after, _, _ in after.register.isConsistent ? nil : "holdings do not sum" }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-002: what is thrown changes nothing", arguments: seeds)
  func strongGuarantee(seed: UInt64) throws {
    let wrong = try run(seed: seed) { before, after, _, result in
      if case .failure = result { return before == after ? nil : "changed" }
      return nil
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-003: nobody's movement lowers the price of a share", arguments: seeds)
  func priceNeverFalls(seed: UInt64) throws {
    let wrong = try run(seed: seed) { before, after, operation, _ in
      if operation == "loss" { return nil }
      guard let low = try? before.rate().scaledPrice(rounding: .down),
        let high = try? after.rate().scaledPrice(rounding: .down)
      else { return "threw" }
      return high >= low ? nil : "\(low) to \(high)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-004: a preview is what the call returns", arguments: seeds)
  func previews(seed: UInt64) throws {
    let wrong = try run(seed: seed) { before, after, operation, result in
      guard case .success(let returned) = result else { return nil }
      let assets = after.assets > before.assets ? after.assets - before.assets : before.assets - after.assets
      let (old, new) = (before.register.supply, after.register.supply)
      let shares = new > old ? new - old : old - new
      switch operation {
      case "deposit": return (try? before.previewDeposit(assets)) == returned && returned == shares ? nil : "deposit"
      case "mint": return (try? before.previewMint(shares)) == returned && returned == assets ? nil : "mint"
      case "withdraw": return (try? before.previewWithdraw(assets)) == returned && returned == shares ? nil : "withdraw"
      case "redeem": return (try? before.previewRedeem(shares)) == returned && returned == assets ? nil : "redeem"
      default: return nil
      }
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("POOL-005: claims of all holders are at most the assets", arguments: seeds)
  func claims(seed: UInt64) throws {
    let wrong = try run(seed: seed) { _, after, _, _ in
      guard let rate = try? after.rate() else { return "threw" }
      let claims = after.register.holdings.values.reduce(UInt128(0)) {
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
    let wrong = try run(seed: seed, calls: 1_000) { _, after, _, _ in
      let amount = UInt128(random.next() >> 10) + 1
      var ledger = after
      if let shares = try? ledger.deposit(amount, by: "x"), let out = try? ledger.redeem(shares, by: "x"), out > amount
      {
        return "deposit \(amount), redeem \(out)"
      }
      ledger = after
      if let cost = try? ledger.mint(amount, by: "x"), let out = try? ledger.redeem(amount, by: "x"), out > cost {
        return "mint for \(cost), redeem \(out)"
      }
      ledger = after
      if let shares = try? ledger.deposit(amount, by: "x"), let cost = try? ledger.withdraw(amount, by: "x"),
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
    var ledger = try ShareLedger(offset: 0)
    try ledger.deposit(1, by: "attacker")
    try ledger.bookGain(100)
    for victim in ["a", "b", "c"] { #expect(throws: ShareError.noShares) { try ledger.deposit(50, by: victim) } }
    #expect(try ledger.redeem(1, by: "attacker") < 101)
  }

  @Test("POOL-008: limits of the mover hold: minimum out, maximum in")
  func limits() throws {
    var ledger = try ShareLedger(offset: 3)
    #expect(throws: ShareError.belowMinimum(result: 5_000, minimum: 5_001)) {
      try ledger.deposit(5, by: "a", minimumShares: 5_001)
    }
    #expect(throws: ShareError.aboveMaximum(cost: 5, maximum: 4)) { try ledger.mint(5_000, by: "a", maximumAssets: 4) }
    try ledger.deposit(5, by: "a", minimumShares: 5_000)
    #expect(throws: ShareError.belowMinimum(result: 5, minimum: 6)) {
      try ledger.redeem(5_000, by: "a", minimumAssets: 6)
    }
    #expect(throws: ShareError.aboveMaximum(cost: 5_000, maximum: 4_999)) {
      try ledger.withdraw(5, by: "a", maximumShares: 4_999)
    }
  }

  @Test("POOL-009: nobody takes out more shares than held")
  func overdraw() throws {
    var ledger = try ShareLedger(offset: 3)
    try ledger.deposit(5, by: "a")
    #expect(throws: ShareError.insufficientShares(owner: "b", held: 0, required: 1)) { try ledger.redeem(1, by: "b") }
    #expect(throws: ShareError.insufficientAssets(held: 5, required: 6)) { try ledger.withdraw(6, by: "a") }
  }

  @Test("POOL-010: no performance fee on a flat value, at any offset", arguments: [0, 3, 6, 18])
  func flat(offset: Int) throws {
    let fees = try FeeSchedule(management: 0, performance: 2_000, withdrawal: 0)
    var ledger = try ShareLedger(offset: offset)
    try ledger.deposit(1_000_000, by: "a")
    #expect(try ledger.chargeFees(fees, seconds: 0, to: "m") == 0)
    try ledger.deposit(777, by: "b")
    #expect(try ledger.chargeFees(fees, seconds: 0, to: "m") == 0)
  }

  @Test("POOL-011: a loss that is made good pays no performance fee; the gain beyond pays a fifth")
  func highWater() throws {
    let fees = try FeeSchedule(management: 0, performance: 2_000, withdrawal: 0)
    var ledger = try ShareLedger(offset: 3)
    try ledger.deposit(1_000_000, by: "a")
    try ledger.bookLoss(300_000)
    #expect(try ledger.chargeFees(fees, seconds: 0, to: "m") == 0)
    try ledger.bookGain(300_000)
    #expect(try ledger.chargeFees(fees, seconds: 0, to: "m") == 0)
    try ledger.bookGain(100_000)
    #expect(try ledger.chargeFees(fees, seconds: 0, to: "m") > 0)
    let fee = try ledger.previewRedeem(ledger.register.shares(of: "m"))
    #expect((19_998...20_000).contains(fee))
    #expect(try ledger.chargeFees(fees, seconds: 0, to: "m") == 0)
  }

  @Test("POOL-012: who comes first to an empty ledger pays no fee on what lay there")
  func emptyLedgerGain() throws {
    let fees = try FeeSchedule(management: 0, performance: 2_000, withdrawal: 0)
    var ledger = try ShareLedger(offset: 3)
    try ledger.bookGain(1_000)
    try ledger.chargeFees(fees, seconds: 0, to: "m")
    try ledger.deposit(1_000_000, by: "a")
    #expect(try ledger.chargeFees(fees, seconds: 0, to: "m") == 0)
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
