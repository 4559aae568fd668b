import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Options from ranges")
struct RangeOptionPoolTests {
  typealias Key = RangeOptionPool.OptionKey

  static let terms = RangeOptionTerms(
    pool: LiquidityTraffic.concentrated, penaltyBasisPoints: 1_000, liquidatorBasisPoints: 6_000)
  /// A put: the range below the price of 1, all token 1.
  static let range = RangeOptionPool.Range(lower: -120, upper: -60)
  static let liquidity: UInt128 = 1_000_000_000_000

  static func key(_ owner: String, _ side: RangeOptionPool.Side, type: OptionType = .put) -> Key {
    Key(owner: owner, range: range, type: type, side: side)
  }

  static func at(_ seconds: Int64, _ action: RangeOptionAction) -> RangeOptionEvent {
    RangeOptionEvent(at: Timestamp(secondsSinceEpoch: seconds), action)
  }

  static func open(_ seconds: Int64, _ key: Key, _ liquidity: UInt128) -> RangeOptionEvent {
    at(
      seconds,
      .open(
        key, liquidity: liquidity, bound0: key.side == .short ? .max : .zero, bound1: key.side == .short ? .max : .zero)
    )
  }

  static func close(_ seconds: Int64, _ key: Key) -> RangeOptionEvent {
    at(
      seconds, .close(key, bound0: key.side == .short ? .zero : .max, bound1: key.side == .short ? .zero : .max))
  }

  static func swap(_ seconds: Int64, _ falls: Bool, toTick tick: Int) throws -> RangeOptionEvent {
    at(
      seconds,
      .pool(
        .swap(
          trader: "t",
          LiquiditySwap(
            zeroForOne: falls, amount: .exactInput(.max), sqrtPriceLimitX96: try TickPrice.sqrtPriceX96(at: tick)),
          allowed: .zero)))
  }

  /// Others' liquidity from −6,000 to 6,000, Pat's collateral in the vault, and Ada's and Ben's.
  static func opened() throws -> RangeOptionPool {
    var pool = try RangeOptionPool(terms)
    let others = ConcentratedPool.PositionKey(owner: "LP", lower: -6_000, upper: 6_000)
    try pool.apply(at(0, .pool(.mint(others, liquidity: liquidity, most0: .max, most1: .max))))
    try pool.apply(at(0, .deposit(owner: "Pat", amount0: 10_000_000_000, amount1: 10_000_000_000)))
    try pool.apply(at(0, .deposit(owner: "Ada", amount0: 0, amount1: 1_000_000_000)))
    try pool.apply(at(0, .deposit(owner: "Ben", amount0: 0, amount1: 1_000_000_000)))
    return pool
  }

  @Test("The premium of collected fees is the reference's, to the unit")
  func streamingPremium() throws {
    let cases = try ReferenceCase.cases("pools/49_lp_as_options", fn: "streamingPremiumDelta")
    #expect(cases.count == 6)
    for vector in cases {
      func number(_ name: String) throws -> UInt128 { try #require(UInt128(vector.text(name)), "\(vector)") }
      for token in ["0", "1"] {
        let premium = try StreamingPremium(
          collected: number("collected\(token)"), net: number("netLiquidity"), removed: number("removedLiquidity"))
        #expect(premium.owedX64 == (try number("owed\(token)X64")), "\(vector)")
        #expect(premium.grossX64 == (try number("gross\(token)X64")), "\(vector)")
      }
    }
    #expect(throws: LedgerError.divisionByZero) { try StreamingPremium(collected: 1, net: 0, removed: 1) }
    #expect(throws: LedgerError.self) { try StreamingPremium(collected: 1, net: .max, removed: 1) }
    let most = try StreamingPremium(collected: .max, net: 1, removed: .max - 1)
    var sum = most
    sum += most
    #expect(sum == most && most.owedX64 == .max && most.grossX64 == .max)
  }

  @Test("A sold put takes its range's token 1 from the vault, and gives it back with the fees")
  func short() throws {
    var pool = try Self.opened()
    let start = pool
    try pool.apply(Self.open(1, Self.key("Ada", .short), Self.liquidity))
    let (low, high) = (try TickPrice.sqrtPriceX96(at: -120), try TickPrice.sqrtPriceX96(at: -60))
    let amount = try RangeAmounts.amount1(low, high, liquidity: Self.liquidity, rounding: .up).narrowed()
    #expect(pool.options[Self.key("Ada", .short)]?.moved == TokenPair(0, amount))
    #expect(pool.vault.token1 == start.vault.token1 - amount && pool.lent == TokenPair(0, Int128(amount)))
    #expect(pool.cash["Ada"]?.token1 == 1_000_000_000 - Int128(amount) && amount > 2_900_000_000)
    #expect(pool.audit().isEmpty)
    // Down through the range and up again: half of the liquidity there is Ada's, and so is half of the fees there.
    let before = pool.pool
    try pool.apply(Self.swap(2, true, toTick: -300))
    try pool.apply(Self.swap(3, false, toTick: 0))
    #expect(before.sqrtPriceX96 == pool.pool.sqrtPriceX96)
    let owed = try pool.pool.claim(of: Self.range.poolKey)
    try pool.apply(Self.close(4, Self.key("Ada", .short)))
    let cash = try #require(pool.cash["Ada"])
    let fees = (try owed.amount0.narrowed(), try owed.amount1.narrowed() - amount + 1)
    // Of 0.3 % of some 2.96 × 10⁹ of either token.
    #expect(fees.0 > 8_800_000 && fees.0 < 9_100_000 && fees.1 > 8_800_000, "\(fees)")
    #expect(cash.token0 <= Int128(fees.0) && cash.token0 + 1 >= Int128(fees.0), "\(cash) \(fees)")
    #expect(
      cash.token1 <= 1_000_000_000 + Int128(fees.1) && cash.token1 + 2 >= 1_000_000_000 + Int128(fees.1), "\(cash)")
    #expect(pool.options.isEmpty && pool.lent == TokenPair(0, 0) && pool.audit().isEmpty)
    #expect(pool.premiums.token0 <= 1 && pool.premiums.token1 <= 1)
  }

  @Test("Who bought half of a range owes its fees and the spread, and who sold it is paid both")
  func long() throws {
    var pool = try Self.opened()
    try pool.apply(Self.open(1, Self.key("Ada", .short), Self.liquidity))
    try pool.apply(Self.open(1, Self.key("Ben", .long), Self.liquidity / 2))
    #expect(
      pool.chunks[Self.range]?.net == Self.liquidity / 2 && pool.chunks[Self.range]?.removed == Self.liquidity / 2)
    let held = pool.cash
    try pool.apply(Self.swap(2, true, toTick: -300))
    try pool.apply(Self.swap(3, false, toTick: 0))
    let collected = try pool.pool.owed(
      to: try #require(pool.pool.positions[Self.range.poolKey]), in: Self.range.poolKey)
    try pool.apply(Self.close(4, Self.key("Ben", .long)))
    try pool.apply(Self.close(5, Self.key("Ada", .short)))
    #expect(pool.audit().isEmpty)
    // N = R = T/2: base = 4 c / T, owed = base (1/2 + 1/8), of R: 5/4 c; gross of T: c + 5/4 c.
    let fees = Int128(try collected.amount0.narrowed())
    let paid = 0 - (try #require(pool.cash["Ben"]).token0 - (try #require(held["Ben"]).token0))
    let due = try #require(pool.cash["Ada"]).token0 - (try #require(held["Ada"]).token0)
    #expect(fees > 4_000_000 && abs(paid - fees * 5 / 4) <= 2, "\(fees) \(paid)")
    #expect(abs(due - fees * 9 / 4) <= 2 && due <= fees + paid, "\(fees) \(due)")
    // In token 1 beside what their liquidity was, which is what it is again, but for roundings.
    let given = Int128(10_000_000_000 + 1_000_000_000 + 1_000_000_000)
    let all = pool.cash.values.reduce(Int128(0)) { $0 + $1.token1 } + Int128(pool.premiums.token1)
    #expect(all == Int128(pool.vault.token1) && all > given)
  }

  @Test("Requirements are the ratios of utilization, rounded up")
  func requirements() throws {
    var pool = try Self.opened()
    try pool.apply(Self.open(1, Self.key("Ada", .short), Self.liquidity))
    let amount = try #require(pool.options[Self.key("Ada", .short)]).moved.token1
    // Some 25 % of the vault: still the lowest of sellers.
    #expect(pool.utilization == TokenPair(0, Int((amount * 10_000 + 11_999_999_999) / 12_000_000_000)))
    let short = try pool.collateral(of: "Ada")
    #expect(short.requirement == UInt256((amount + 4) / 5) && short.isEnough)
    #expect(short.debts == UInt256(amount - 1_000_000_000))
    try pool.apply(Self.open(1, Self.key("Ben", .long), Self.liquidity / 2))
    let long = try pool.collateral(of: "Ben")
    #expect(long.requirement == UInt256((amount / 2 + 1 + 9) / 10), "\(long) \(amount)")
    // Pat's withdrawal makes what is lent most of the vault: everyone needs more.
    try pool.apply(Self.at(2, .withdraw(owner: "Pat", amount0: 0, amount1: 9_500_000_000)))
    let level = pool.utilization.token1
    #expect(level > 5_000 && level < 9_000, "\(level)")
    let ratio = UtilizationRatio.seller.basisPoints(at: level)
    let needed = try pool.collateral(of: "Ada").requirement
    #expect(needed == (try mulDiv(UInt256(amount), UInt256(UInt128(ratio)), 10_000, rounding: .up)) && ratio > 2_000)
  }

  @Test("In the money a narrow put's loss is N (1 − S/K), the addition of the anchor")
  func inTheMoney() throws {
    var pool = try Self.opened()
    try pool.apply(Self.open(1, Self.key("Ada", .short), Self.liquidity / 10))
    let amount = try #require(pool.options[Self.key("Ada", .short)]).moved.token1
    func equity() throws -> Int128 {
      let collateral = try pool.collateral(of: "Ada")
      return Int128(try collateral.assets.narrowed()) - Int128(try collateral.debts.narrowed())
    }
    let before = try equity()
    try pool.apply(Self.swap(2, true, toTick: -600))
    let price = TickPrice.price(pool.pool.sqrtPriceX96)
    let strike = TickPrice.price(try TickPrice.sqrtPriceX96(at: -90))
    let expected = Double(amount) * (1 - price / strike)
    // The range is 0.6 % wide: a narrow one is off by less than that squared.
    #expect(abs(Double(before - (try equity())) - expected) < 4e-5 * Double(amount), "\(before) \(expected)")
  }

  @Test("An account that has too little is taken over, and its equity split")
  func liquidation() throws {
    var pool = try Self.opened()
    try pool.apply(Self.at(0, .deposit(owner: "Cat", amount0: 2_000_000_000, amount1: 2_000_000_000)))
    try pool.apply(Self.open(1, Self.key("Ada", .short), Self.liquidity))
    #expect(throws: VenueRefusal.self) { try pool.apply(Self.at(2, .liquidate(owner: "Ada", liquidator: "Cat"))) }
    // To 0.8: the put has lost some fifth of 2.96 × 10⁹, and requires a fifth more.
    try pool.apply(Self.swap(2, true, toTick: -2_220))
    let ada = try pool.collateral(of: "Ada")
    #expect(!ada.isEnough && ada.assets > ada.debts)
    let (cat, owner) = (try pool.collateral(of: "Cat"), pool)
    try pool.apply(Self.at(3, .liquidate(owner: "Ada", liquidator: "Cat")))
    // Premium of the fall is not counted, but is collected before.
    let equity = Int128(try (ada.assets &- ada.debts).narrowed())
    let penalty = equity / 10
    #expect(pool.cash["Ada"] == TokenPair(0, equity - penalty), "\(String(describing: pool.cash["Ada"])) \(equity)")
    #expect(pool.fund == UInt128(penalty) - UInt128(penalty * 6 / 10))
    #expect(pool.options[Self.key("Cat", .short)]?.liquidity == Self.liquidity && pool.options.count == 1)
    let after = try pool.collateral(of: "Cat")
    let gain =
      Int128(try after.assets.narrowed()) - Int128(try after.debts.narrowed())
      - (Int128(try cat.assets.narrowed()) - Int128(try cat.debts.narrowed()))
    #expect(abs(gain - penalty * 6 / 10) <= 2, "\(gain) \(penalty)")
    #expect(pool.audit().isEmpty && owner.vault.token1 <= pool.vault.token1)
    try pool.apply(Self.close(4, Self.key("Cat", .short)))
    #expect(pool.audit().isEmpty)
  }

  @Test("What may not be is refused by its bound, and the pool stays what it was")
  func refusals() throws {
    var pool = try Self.opened()
    try pool.apply(Self.open(1, Self.key("Ada", .short), Self.liquidity))
    try pool.apply(Self.open(1, Self.key("Ben", .long), Self.liquidity / 2))
    let start = pool
    let vault = ConcentratedPool.PositionKey(owner: RangeOptionPool.vaultName, lower: -120, upper: -60)
    let events: [(RangeOptionEvent, (VenueRefusal) -> Bool)] = [
      (Self.open(2, Self.key("Ada", .short), 1), { $0 == .positionExists }),
      (Self.open(2, Self.key("Cat", .short), 0), { $0 == .nothingToMove }),
      (Self.open(0, Self.key("Cat", .short), 1), { if case .timeRunsBack = $0 { true } else { false } }),
      // Nobody's collateral stands behind it.
      (
        Self.open(2, Self.key("Cat", .short), Self.liquidity / 10),
        { if case .tooLittleCollateral = $0 { true } else { false } }
      ),
      // More than the vault has.
      (Self.open(2, Self.key("Pat", .short), 40 * Self.liquidity), { if case .notFilled = $0 { true } else { false } }),
      // Nine tenths and no more may be taken out.
      (
        Self.open(2, Self.key("Pat", .long), Self.liquidity * 4 / 10),
        { $0 == .notFilled(filled: UInt256(Self.liquidity / 10), expected: UInt256(Self.liquidity / 10 + 1)) }
      ),
      (Self.open(2, Self.key("Pat", .long), Self.liquidity), { if case .notFilled = $0 { true } else { false } }),
      // What was taken out cannot be closed by who sold it.
      (Self.close(2, Self.key("Ada", .short)), { if case .notFilled = $0 { true } else { false } }),
      (Self.close(2, Self.key("Pat", .short)), { $0 == .tooLittleLiquidity(found: 0, expected: 1) }),
      (
        Self.at(2, .open(Self.key("Pat", .short), liquidity: 1_000_000, bound0: .zero, bound1: .zero)),
        { if case .worseThanAllowed = $0 { true } else { false } }
      ),
      (Self.at(2, .withdraw(owner: "Ada", amount0: 0, amount1: 1)), { $0 == .notFilled(filled: 0, expected: 1) }),
      (
        Self.at(2, .withdraw(owner: "Ben", amount0: 0, amount1: 2_400_000_000)),
        { if case .tooLittleCollateral = $0 { true } else { false } }
      ), (Self.at(2, .withdraw(owner: "Pat", amount0: 0, amount1: 0)), { $0 == .nothingToMove }),
      (Self.at(2, .deposit(owner: "Pat", amount0: 0, amount1: 0)), { $0 == .nothingToMove }),
      (Self.at(2, .liquidate(owner: "Ada", liquidator: "Ada")), { $0 == .invalidTerms(field: "liquidator") }),
      (
        Self.at(2, .liquidate(owner: "Ada", liquidator: "Pat")),
        { if case .enoughCollateral = $0 { true } else { false } }
      ),
      (
        Self.at(2, .pool(.burn(vault, liquidity: 1, least0: .zero, least1: .zero))),
        { $0 == .invalidTerms(field: "owner") }
      ), (Self.at(2, .deposit(owner: "Pat", amount0: .max, amount1: 0)), { $0 == .overflow }),
      (
        Self.open(2, Key(owner: "Pat", range: .init(lower: 0, upper: 61), type: .put, side: .short), 1),
        { $0 == .invalidRange(lower: 0, upper: 61, spacing: 60) }
      ),
    ]
    for (event, isRight) in events {
      do throws(VenueRefusal) {
        try pool.apply(event)
        Issue.record("taken: \(event)")
      } catch { #expect(isRight(error), "\(error): \(event)") }
      #expect(pool == start, "\(event)")
    }
    #expect(pool.audit().isEmpty)
  }

  @Test("An audit names what is wrong")
  func audits() throws {
    var pool = try Self.opened()
    try pool.apply(Self.open(1, Self.key("Ada", .short), Self.liquidity))
    pool.vault.token1 += 1
    #expect(pool.audit() == [.vault(token: 1)])
    pool.vault.token1 -= 1
    pool.options[Self.key("Ada", .short)] = nil
    #expect(pool.audit() == [.range(lower: -120, upper: -60)])
  }

  @Test("An audit counts beyond what one account can have")
  func greatAudit() throws {
    var pool = try RangeOptionPool(Self.terms)
    for (owner, units) in [("Ada", UInt128(Int128.max)), ("Pat", UInt128(Int128.max))] {
      try pool.apply(Self.at(1, .deposit(owner: owner, amount0: units, amount1: units)))
    }
    #expect(pool.audit() == [])
    let before = pool
    #expect(throws: VenueRefusal.overflow) {
      try pool.apply(Self.at(1, .deposit(owner: "Zed", amount0: 2, amount1: 0)))
    }
    #expect(pool == before)
    pool.vault.token0 += 1
    #expect(pool.audit() == [.vault(token: 0)])
  }
}
