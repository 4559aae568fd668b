import TailpoolMarket
import Testing

@Suite("Contracts of every kind")
struct ContractTests {
  private static let expiry = Timestamp(secondsSinceEpoch: 1_780_041_600)

  private static func digital(
    _ payoff: DigitalPayoff = .cash, _ type: OptionType = .call, strike: Double = 71_000, size: Double = 1
  ) throws -> DigitalContract {
    try DigitalContract(
      underlying: "BTC", payoff: payoff, type: type, strike: strike, expiry: expiry, contractSize: size)
  }

  private static func barrier(
    _ kind: BarrierKind = .downAndOut, strike: Double = 71_000, barrier: Double = 60_000, rebate: Double = 0,
    size: Double = 1
  ) throws -> BarrierContract {
    try BarrierContract(
      underlying: "BTC", kind: kind, type: .call, strike: strike, barrier: barrier, rebate: rebate, expiry: expiry,
      contractSize: size)
  }

  private static func exchange(ratio: Double = 1, size: Double = 1, deliver: Underlying = "ETH") throws
    -> ExchangeContract
  {
    try ExchangeContract(receive: "BTC", deliver: deliver, ratio: ratio, expiry: expiry, contractSize: size)
  }

  private static func spread(
    strike: Double = 5_000, ratio: Double = 1, size: Double = 1, second: Underlying = "ETH"
  ) throws -> SpreadContract {
    try SpreadContract(
      first: "BTC", second: second, type: .call, strike: strike, ratio: ratio, expiry: expiry, contractSize: size)
  }

  private static func rainbow(
    _ selection: RainbowSelection = .best, strike: Double = 71_000, ratio: Double = 1, size: Double = 1,
    second: Underlying = "ETH"
  ) throws -> RainbowContract {
    try RainbowContract(
      selection, first: "BTC", second: second, type: .put, strike: strike, ratio: ratio, expiry: expiry,
      contractSize: size)
  }

  private static func basket(
    _ weights: [Double] = [0.5, 10], strike: Double = 60_000, size: Double = 1, isTwice: Bool = false
  ) throws -> BasketContract {
    let names: [Underlying] = ["BTC", isTwice ? "BTC" : "ETH", "SOL"]
    return try BasketContract(
      zip(names, weights).map { .init($0, weight: $1) }, type: .call, strike: strike, expiry: expiry, contractSize: size
    )
  }

  private static func varianceSwap(
    strike: Double = 0.16, size: Double = 1, days: Int64 = -30
  ) throws -> VarianceSwapContract {
    try VarianceSwapContract(
      underlying: "BTC", strike: strike, start: expiry.advanced(bySeconds: days * 86_400), expiry: expiry,
      contractSize: size)
  }

  @Test("Names, underlyings, settlement and expiry")
  func properties() throws {
    let contracts: [(Contract, String, [Underlying])] = try [
      (Contract(Self.digital()), "BTC-DIGITAL-29MAY26-71000-C", ["BTC"]),
      (Contract(Self.digital(.asset, .put, strike: 0.5)), "BTC-ASSET-DIGITAL-29MAY26-0d5-P", ["BTC"]),
      (Contract(Self.barrier()), "BTC-29MAY26-71000-C-DOWN-AND-OUT-60000", ["BTC"]),
      (
        Contract(Self.barrier(.upAndIn, barrier: 80_000, rebate: 2.5)), "BTC-29MAY26-71000-C-UP-AND-IN-80000-2d5",
        ["BTC"]
      ),
      (Contract(Self.exchange()), "BTC-EXCHANGE-ETH-29MAY26", ["BTC", "ETH"]),
      (Contract(Self.exchange(ratio: 20)), "BTC-EXCHANGE-ETH-29MAY26-20", ["BTC", "ETH"]),
      (Contract(Self.spread()), "BTC-SPREAD-ETH-29MAY26-5000-C", ["BTC", "ETH"]),
      (Contract(Self.spread(strike: -7.5, ratio: 20)), "BTC-SPREAD-ETH-29MAY26--7d5-C-20", ["BTC", "ETH"]),
      (Contract(Self.rainbow()), "BTC-BEST-OF-ETH-29MAY26-71000-P", ["BTC", "ETH"]),
      (Contract(Self.rainbow(.worst, ratio: 30)), "BTC-WORST-OF-ETH-29MAY26-71000-P-30", ["BTC", "ETH"]),
      (Contract(Self.varianceSwap()), "BTC-VARIANCE-29APR26-29MAY26-0d16", ["BTC"]),
      (Contract(Self.basket()), "BASKET-0d5xBTC+10xETH-29MAY26-60000-C", ["BTC", "ETH"]),
    ]
    for (contract, name, underlyings) in contracts {
      #expect(contract.name == name && contract.underlyings == underlyings && contract.underlying == "BTC")
      #expect(contract.settlement == .cash && contract.expiry == Self.expiry && contract.option == nil)
    }
    #expect(Set(contracts.map(\.0)).count == contracts.count)
  }

  @Test("A number out of its range is named", arguments: [0, -1, Double.infinity])
  func rejects(value: Double) throws {
    func expect(_ field: String, _ make: () throws -> some ContractTerms) {
      do {
        _ = try make()
        Issue.record("\(field) \(value) was taken")
      } catch MarketError.invalidTerms(_, let found, let seen) {
        #expect(found == field && seen == value)
      } catch {
        Issue.record("\(error)")
      }
    }
    expect("strike") { try Self.digital(strike: value) }
    expect("contractSize") { try Self.digital(size: value) }
    expect("strike") { try Self.barrier(strike: value) }
    expect("barrier") { try Self.barrier(barrier: value) }
    expect("contractSize") { try Self.barrier(size: value) }
    expect("ratio") { try Self.exchange(ratio: value) }
    expect("contractSize") { try Self.exchange(size: value) }
    expect("ratio") { try Self.spread(ratio: value) }
    expect("contractSize") { try Self.spread(size: value) }
    expect("strike") { try Self.rainbow(strike: value) }
    expect("ratio") { try Self.rainbow(ratio: value) }
    expect("contractSize") { try Self.rainbow(size: value) }
    expect("contractSize") { try Self.basket(size: value) }
    expect("strike") { try Self.varianceSwap(strike: value) }
    expect("contractSize") { try Self.varianceSwap(size: value) }
    if value.isInfinite {
      expect("strike") { try Self.spread(strike: value) }
      expect("strike") { try Self.basket(strike: value) }
    }
    if value != -1 { expect("weight") { try Self.basket([1, value]) } }
    if value != 0 { expect("rebate") { try Self.barrier(rebate: value) } }
  }

  @Test("A spread or the better is of two assets, a basket of two to ten, each once; a swap begins before it ends")
  func notOfOneAsset() {
    let bad: [(String, () throws -> any ContractTerms)] = [
      ("second", { try Self.spread(second: "BTC") }), ("second", { try Self.rainbow(second: "BTC") }),
      ("start", { try Self.varianceSwap(days: 0) }), ("components", { try Self.basket([1]) }),
      ("components", { try Self.basket([]) }),
      ("components", { try Self.basket([1, 2], strike: 1, isTwice: true) }),
      (
        "components",
        {
          try BasketContract(
            (0..<11).map { .init(Underlying("U\($0)"), weight: 1) }, type: .put, strike: 1, expiry: Self.expiry)
        }
      ),
    ]
    for (field, make) in bad {
      do {
        _ = try make()
        Issue.record("\(field) was taken")
      } catch MarketError.invalidTerms(_, let found, _) {
        #expect(found == field)
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  @Test("A NaN is out of every range, and nothing is exchanged for itself")
  func notANumber() {
    #expect(throws: MarketError.self) { try Self.spread(strike: .nan) }
    #expect(throws: MarketError.self) { try Self.rainbow(strike: .nan) }
    #expect(throws: MarketError.self) { try Self.basket([.nan, 1]) }
    #expect(throws: MarketError.self) { try Self.basket(strike: .nan) }
    #expect(throws: MarketError.self) { try Self.digital(strike: .nan) }
    #expect(throws: MarketError.self) { try Self.barrier(barrier: .nan) }
    #expect(throws: MarketError.self) { try Self.barrier(rebate: .nan) }
    #expect(throws: MarketError.self) { try Self.exchange(ratio: .nan) }
    do {
      _ = try Self.exchange(deliver: "BTC")
      Issue.record("BTC for BTC was taken")
    } catch MarketError.invalidTerms(_, let field, _) {
      #expect(field == "delivered")
    } catch {
      Issue.record("\(error)")
    }
  }

  private static func liquidity(
    _ lower: Double = 0, _ upper: Double = .infinity, quote: Underlying? = nil, liquidity: Double = 5
  ) throws -> LiquidityPositionContract {
    try LiquidityPositionContract(base: "BTC", quote: quote, lower: lower, upper: upper, liquidity: liquidity)
  }

  @Test("A liquidity position has a range, no expiry, and its liquidity as its size")
  func liquidityPosition() throws {
    let contracts: [(Contract, String, [Underlying])] = try [
      (Contract(Self.liquidity()), "BTC-LIQUIDITY", ["BTC"]),
      (Contract(Self.liquidity(60_000, 80_000)), "BTC-LIQUIDITY-60000-80000", ["BTC"]),
      (Contract(Self.liquidity(0, 0.5)), "BTC-LIQUIDITY-0-0d5", ["BTC"]),
      (Contract(Self.liquidity(15, .infinity, quote: "ETH")), "BTC-LIQUIDITY-ETH-15-inf", ["BTC", "ETH"]),
    ]
    for (contract, name, underlyings) in contracts {
      #expect(contract.name == name && contract.underlyings == underlyings && contract.underlying == "BTC")
      #expect(contract.settlement == .cash && contract.expiry == nil && contract.contractSize == 5)
    }
    #expect(ContractState() == ContractState(feesOwed: .init(base: 0, quote: 0)))
    let bad: [(String, () throws -> LiquidityPositionContract)] = [
      ("liquidity", { try Self.liquidity(liquidity: 0) }), ("liquidity", { try Self.liquidity(liquidity: .infinity) }),
      ("lower", { try Self.liquidity(-1, 1) }), ("lower", { try Self.liquidity(.nan, 1) }),
      ("lower", { try Self.liquidity(.infinity, .infinity) }), ("upper", { try Self.liquidity(1, 1) }),
      ("upper", { try Self.liquidity(1, .nan) }), ("quote", { try Self.liquidity(1, 2, quote: "BTC") }),
    ]
    for (field, make) in bad {
      do {
        _ = try make()
        Issue.record("\(field) was taken")
      } catch MarketError.invalidTerms(_, let found, _) {
        #expect(found == field)
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  /// Terms of another type with the same name and numbers as a digital option.
  private struct Lookalike: ContractTerms {
    let own: DigitalContract
    var name: String { own.name }
    var underlyings: [Underlying] { own.underlyings }
    var settlement: Settlement { own.settlement }
    var contractSize: Double { own.contractSize }
    var expiration: Timestamp? { own.expiration }
  }

  @Test("Contracts are equal when their terms are, of one type and in every number")
  func equality() throws {
    let digital = try Self.digital()
    #expect(try Contract(digital) == Contract(Self.digital()))
    #expect(Contract(digital) != Contract(Lookalike(own: digital)))
    #expect(Contract(Lookalike(own: digital)) == Contract(Lookalike(own: digital)))
    let all = try [
      Contract(digital), Contract(Lookalike(own: digital)), Contract(Self.digital(size: 2)),
      Contract(Self.digital(.asset)),
      Contract(Self.digital(.cash, .put)), Contract(Self.barrier()), Contract(Self.barrier(rebate: 1)),
      Contract(Self.barrier(.downAndIn)), Contract(Self.exchange()), Contract(Self.exchange(ratio: 2)),
      Contract(Self.spread()), Contract(Self.spread(strike: 1)), Contract(Self.rainbow()),
      Contract(Self.rainbow(.worst)),
      Contract(Self.basket()), Contract(Self.basket([0.5, 11])),
      Contract(OptionContract(underlying: "BTC", type: .call, strike: 71_000, expiry: Self.expiry)),
      Contract(PerpetualContract(underlying: "BTC", terms: .linearFuture(entry: nil))),
    ]
    #expect(Set(all).count == all.count)
    #expect(Set(all + all).count == all.count)
    for (i, one) in all.enumerated() {
      for (j, other) in all.enumerated() { #expect((one == other) == (i == j), "\(one.name) \(other.name)") }
    }
  }

  @Test("The state of a contract belongs to its position")
  func state() throws {
    let contract = try Self.barrier()
    let fixing = ContractState.Fixing(underlying: "BTC", time: Self.expiry, price: 70_000)
    let states = [
      ContractState(), ContractState(isBarrierHit: false), ContractState(isBarrierHit: true),
      ContractState(fixings: [fixing]),
    ]
    let positions = states.map { Position(id: "x", contract: contract, quantity: 1, state: $0) }
    #expect(Set(positions).count == 4 && positions.allSatisfy { $0.contract == Contract(contract) })
    #expect(Position(id: "x", contract: contract, quantity: 1) == positions[0])
  }
}
