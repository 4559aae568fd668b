import TailpoolMarket
import Testing

@Suite("Correlations of a book")
struct CorrelationTableTests {
  @Test("A correlation is found in either order, with its source, and no other is")
  func lookup() throws {
    let table = try CorrelationTable([
      AssetCorrelation("A", "B", value: 0.5, source: "desk"), AssetCorrelation("C", "A", value: -1, source: "500 days"),
    ])
    #expect(table.correlation("A", "B")?.value == 0.5 && table.correlation("B", "A")?.source == "desk")
    #expect(table.correlation("A", "C")?.value == -1)
    #expect(table.correlation("B", "C") == nil && table.correlation("A", "A") == nil)
    #expect(CorrelationTable.none.correlation("A", "B") == nil && CorrelationTable.none.entries.isEmpty)
    #expect(try CorrelationTable([]) == .none && Set([table, .none, table]).count == 2)
    let book = try Book(positions: [], correlations: table)
    #expect(try book.correlations == table && Book(positions: []).correlations == .none)
  }

  @Test("Values beyond one, NaN, an underlying with itself and a pair given twice are typed errors")
  func errors() throws {
    for value in [1.000_1, -2, Double.infinity] {
      #expect(throws: MarketError.invalidCorrelation(first: "A", second: "B", value: value)) {
        try AssetCorrelation("A", "B", value: value, source: "")
      }
    }
    #expect(throws: MarketError.self) { try AssetCorrelation("A", "B", value: .nan, source: "") }
    #expect(throws: MarketError.invalidCorrelation(first: "A", second: "A", value: 1)) {
      try AssetCorrelation("A", "A", value: 1, source: "")
    }
    let one = try AssetCorrelation("A", "B", value: 0.5, source: "desk")
    let other = try AssetCorrelation("B", "A", value: 0.5, source: "desk")
    #expect(throws: MarketError.duplicateCorrelation(first: "B", second: "A")) { try CorrelationTable([one, other]) }
  }
}
