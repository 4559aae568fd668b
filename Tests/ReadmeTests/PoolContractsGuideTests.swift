import Tailpool
import Testing

@Suite("The guide of a pool with contracts of every kind is compiled and run")
struct PoolContractsGuideTests {
  @Test("The guide holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let (shown, compiled) = try ReadmeTests.examples(
      of: "Docs/Guides/PoolContracts.md", in: "PoolContractsExample.swift")
    #expect(compiled.count == 5)
    #expect(shown == compiled)
  }

  @Test("The pool lives as the guide tells it, to the cent")
  func life() throws {
    let outcome = try PoolContractsExample.life()
    #expect(outcome.hit == ["BTC-17MAR26-92000-C-DOWN-AND-OUT-80000-500"])
    // Ten tenths of a rebate of 500 dollars.
    #expect(outcome.rebate == 50_000)
    #expect(outcome.pool.open.isEmpty && outcome.pool.audit().isEmpty)
    // Ten digitals of 1,000 dollars; ten tenths of 101,000 - 30 * 3,300 dollars.
    #expect(outcome.settled == 1_000_000 + 200_000)
    // Ten contracts: 123.75 dollars received, 310.01 paid for each.
    #expect(outcome.closed == 12_375 - 310_010)
  }
}
