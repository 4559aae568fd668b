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

  @Test("A table that just fits is not cut; one character less cuts one")
  func fits() {
    var table = TextTable([.left("name"), .right("amount")])
    table.add("a long name", "12,345")
    #expect(
      table.lines(width: 21)[2] == "  a long name  12,345" && table.lines(width: 80)[2] == "  a long name  12,345")
    #expect(table.lines(width: 20)[2] == "  a long na…  12,345")
  }

  @Test("A table of text shows no more rows than it may, and says how many are left out; the page shows all")
  func limit() {
    let table = ReportTable(
      columns: [.text("name")], rows: [[.text("one")], [.text("two")], [.text("three")]], textLimit: 2)
    #expect(table.textLimit == 2)
    let (text, page) = (FlatTable(table, for: .text), FlatTable(table, for: .html))
    #expect(text.rows.count == 2 && text.hidden == 1 && page.rows.count == 3 && page.hidden == 0)
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
