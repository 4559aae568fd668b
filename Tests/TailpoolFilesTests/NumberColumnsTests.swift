import Testing

@testable import TailpoolFiles

@Suite("Number columns")
struct NumberColumnsTests {
  @Test("Columns are found by name, others are passed over")
  func reads() throws {
    let file = InputFile(name: "t.csv", text: "# note\ndate,var,pnl\n2026-01-01,2,-1.5\n2026-01-02,3,4e2\n")
    let columns = try NumberColumns(["pnl", "var"], in: file).columns
    #expect(columns == [[-1.5, 400], [2, 3]])
  }

  @Test(
    "What is wrong is named with its place",
    arguments: [
      ("pnl\nx\n", "t.csv:2:1: pnl is \"x\"; expected a finite number"),
      ("pnl\nnan\n", "t.csv:2:1: pnl is \"nan\"; expected a finite number"),
      ("a,pnl\n1,\n", "t.csv:2:3: pnl is missing; expected a finite number"),
      ("loss\n1\n", "t.csv:1:1: the header has no column \"pnl\"; expected the columns pnl"),
      ("pnl\n", "t.csv:1:1: the table has no row; expected at least one row below the header"),
      ("", "t.csv:1:1: the file is empty; expected a header line and rows"),
    ])
  func problems(text: String, expected: String) {
    let error = #expect(throws: FileError.self) {
      try NumberColumns(["pnl"], in: InputFile(name: "t.csv", text: text))
    }
    #expect(error?.description == expected)
  }
}
