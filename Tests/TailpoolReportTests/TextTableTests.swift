import Testing

@testable import TailpoolReport

@Suite struct TextTableTests {
  @Test func alignsColumns() {
    var table = TextTable([.left("name"), .right("amount")])
    table.add("a", "1")
    table.add("long name", "12,345")
    #expect(
      table.lines(width: 80) == [
        "  name       amount", "  ─────────  ──────", "  a               1", "  long name  12,345",
      ])
  }

  @Test func cutsTheWidestTextColumn() {
    var table = TextTable([.left("name"), .right("amount")])
    table.add(String(repeating: "x", count: 100), "1")
    let lines = table.lines(width: 40)
    #expect(lines.allSatisfy { $0.count <= 40 })
    #expect(lines[2].contains("…"))
  }

  @Test func missingCellsAreEmptyAndFurtherCellsAreNotShown() {
    var table = TextTable([.left("a"), .left("b")])
    table.add(["1"])
    table.add(["1", "2", "3"])
    #expect(table.lines(width: 80).suffix(2) == ["  1", "  1  2"])
  }
}
