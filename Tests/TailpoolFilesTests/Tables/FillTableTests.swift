#if Command
  import TailpoolMarket
  import TailpoolVenues
  import Testing

  @testable import TailpoolFiles

  @Suite("Fills of a replay")
  struct FillTableTests {
    @Test("One row an order, whose texts a reader of tables gets back")
    func rows() throws {
      let opening = Timestamp(secondsSinceEpoch: 0)
      let terms = ConstantProductTerms(
        token0: "A", token1: "B", feeMillionths: 3_000, hasProtocolFee: false, opening: opening)
      let name = " Bob, \"the\"\nbuilder"
      let replay = try VenueReplay<ConstantProductPool>(
        terms, scale: TokenScale(decimals0: 3, decimals1: 0),
        orders: [
          ConstantProductEvent(at: opening, .sell(trader: name, zeroForOne: true, paidIn: 1, least: 0)),
          ConstantProductEvent(at: opening, .mint(owner: "Ada", amount0: 10_000, amount1: 40_000, leastShares: 0)),
          ConstantProductEvent(at: opening, .sell(trader: name, zeroForOne: true, paidIn: 2_000, least: 0)),
          ConstantProductEvent(at: opening, .burn(owner: "Ada", shares: 19_000, least0: 0, least1: 0)),
        ])
      let text = FillTable.text(replay.records)
      var log = ProblemLog(MadeUp.file(text))
      let table = try #require(CSVTable(MadeUp.file(text), log: &log))
      #expect(log.count == 0 && table.count == 4 && text.hasSuffix("\n"))
      #expect(table.header.map(\.text).joined(separator: ",") == FillTable.header)
      func row(_ index: Int) -> [String] { (0..<17).map { table[index, $0].text } }
      // 2,000 × 0.997 × 40,000 / (10,000 + 1,994) = 6,649.99; the fee is 0.003 × 2,000 = 6; 33,351 / 12 at three decimals less.
      #expect(
        row(0) == [
          "1", "1970-01-01T00:00:00Z", "sell", "Bob, \"the\"\nbuilder", "refused", "nothing would move", "0", "0", "0",
          "0",
          "0", "0", "0", "0", "", "0", "0",
        ])
      #expect(
        row(1) == [
          "2", "1970-01-01T00:00:00Z", "mint", "Ada", "taken", "", "10000", "40000", "0", "0", "0", "0", "0", "0",
          "4000.0",
          "10000", "40000",
        ])
      #expect(
        row(2).dropFirst(4) == [
          "taken", "", "2000", "0", "0", "6649", "0", "0", "6", "0", "\(33_351.0 / 12_000 * 1_000)", "12000", "33351",
        ])
      // 19,000 of 20,000 shares.
      #expect(row(3).dropFirst(5) == ["", "0", "0", "11400", "31683", "0", "0", "0", "0", "2780.0", "600", "1668"])
    }
  }
#endif
