import Tailpool
import Testing

@Suite("The guide of a liquidity pool is compiled and run")
struct LiquidityPoolGuideTests {
  @Test("The guide holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let (shown, compiled) = try ReadmeTests.examples(
      of: "Docs/Guides/LiquidityPool.md", in: "LiquidityPoolExample.swift")
    #expect(compiled.count == 6)
    #expect(shown == compiled)
  }

  /// The figures are of the contract's formulas in exact integers of Python.
  @Test("The day goes as the guide tells it, to the unit")
  func day() throws {
    let outcome = try LiquidityPoolExample.day()
    #expect(outcome.brought.in0.description == "45640535477433380455")
    #expect(outcome.brought.in1 == 133_530_863_993)
    #expect(outcome.quoted.received == 2_996_859_373 && outcome.quoted.fee == 500_000_000_000_000)
    #expect(outcome.quoted.sqrtPriceX96.description == "4337130823260222289169144" && outcome.quoted.tick == -196_268)
    #expect(outcome.refused == .worseThanAllowed(found: 2_993_581_708, allowed: 3_000_000_000))
    let position = try #require(outcome.book.positions.first)
    let terms = try #require(position.contract.terms as? LiquidityPositionContract)
    #expect(terms.base == "ETH" && terms.quote == nil && terms.liquidity == 100_000)
    #expect(abs(terms.lower - 2_855.507_316_500_587) < 1e-9 && abs(terms.upper - 3_155.807_864_521_774) < 1e-9)
    #expect(abs(position.state.feesOwed.base - 0.0005) < 1e-15 && position.state.feesOwed.quote == 0)
    #expect(outcome.paid.amount0.description == "46640535477433380453" && outcome.paid.amount1 == 130_534_004_618)
    #expect(outcome.pool.positions.isEmpty && outcome.pool.audit().isEmpty)
  }
}
