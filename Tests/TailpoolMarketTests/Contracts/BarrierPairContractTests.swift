import TailpoolMarket
import Testing

@Suite("Contracts on two barriers, and quantos")
struct BarrierPairContractTests {
  private static let expiry = Timestamp(secondsSinceEpoch: 1_780_041_600)

  private static func option(
    strike: Double = 71_000, lower: Double = 60_000, upper: Double = 85_000, rebate: Double = 0, size: Double = 1
  ) throws -> DoubleBarrierContract {
    try DoubleBarrierContract(
      underlying: "BTC", kind: .knockOut, type: .call, strike: strike, lowerBarrier: lower, upperBarrier: upper,
      rebate: rebate, expiry: expiry, contractSize: size)
  }

  private static func touch(
    _ payoff: DoubleTouchPayoff = .noTouch, lower: Double = 60_000, upper: Double = 85_000, size: Double = 1
  ) throws -> DoubleTouchContract {
    try DoubleTouchContract(
      underlying: "BTC", payoff: payoff, lowerBarrier: lower, upperBarrier: upper, expiry: expiry, contractSize: size)
  }

  private static func quanto(
    strike: Double = 0.05, conversion: Double = 70_000, size: Double = 1, currency: Underlying = "BTC"
  ) throws -> QuantoContract {
    try QuantoContract(
      underlying: "ETH", currency: currency, type: .put, strike: strike, conversion: conversion, expiry: expiry,
      contractSize: size)
  }

  @Test("Names, underlyings, settlement and expiry")
  func properties() throws {
    let contracts: [(Contract, String, [Underlying])] = try [
      (Contract(Self.option()), "BTC-29MAY26-71000-C-DOUBLE-KNOCK-OUT-60000-85000", ["BTC"]),
      (Contract(Self.option(rebate: 2.5)), "BTC-29MAY26-71000-C-DOUBLE-KNOCK-OUT-60000-85000-2d5", ["BTC"]),
      (Contract(Self.touch()), "BTC-DOUBLE-NO-TOUCH-29MAY26-60000-85000", ["BTC"]),
      (Contract(Self.touch(.upperFirst)), "BTC-UPPER-FIRST-29MAY26-60000-85000", ["BTC"]),
      (Contract(Self.quanto()), "ETH-QUANTO-BTC-29MAY26-0d05-P-70000", ["ETH", "BTC"]),
    ]
    for (contract, name, underlyings) in contracts {
      #expect(contract.name == name && contract.underlyings == underlyings)
      #expect(contract.settlement == .cash && contract.expiry == Self.expiry && contract.option == nil)
    }
    #expect(Set(contracts.map(\.0)).count == contracts.count)
  }

  private static func field(_ make: () throws -> some ContractTerms) -> String? {
    do {
      _ = try make()
      return nil
    } catch MarketError.invalidTerms(_, let field, _) {
      return field
    } catch {
      return "\(error)"
    }
  }

  @Test("A number out of its range is named", arguments: [0, -1, Double.infinity, .nan])
  func invalid(number: Double) {
    #expect(Self.field { try Self.option(strike: number) } == "strike")
    #expect(Self.field { try Self.option(lower: number) } == "lowerBarrier")
    #expect(Self.field { try Self.option(upper: number) } == "upperBarrier")
    #expect(Self.field { try Self.option(size: number) } == "contractSize")
    #expect(number == 0 || Self.field { try Self.option(rebate: number) } == "rebate")
    #expect(Self.field { try Self.touch(lower: number) } == "lowerBarrier")
    #expect(Self.field { try Self.touch(upper: number) } == "upperBarrier")
    #expect(Self.field { try Self.touch(size: number) } == "contractSize")
    #expect(Self.field { try Self.quanto(strike: number) } == "strike")
    #expect(Self.field { try Self.quanto(conversion: number) } == "conversion")
    #expect(Self.field { try Self.quanto(size: number) } == "contractSize")
  }

  @Test("Barriers that are not in order, and a currency that is the asset, are named")
  func order() {
    #expect(Self.field { try Self.option(lower: 85_000) } == "upperBarrier")
    #expect(Self.field { try Self.touch(upper: 59_000) } == "upperBarrier")
    #expect(Self.field { try Self.quanto(currency: "ETH") } == "currency")
    #expect(Self.field { try Self.option() } == nil)
  }
}
