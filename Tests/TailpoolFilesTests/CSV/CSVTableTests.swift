#if Command
  import Testing

  @testable import TailpoolFiles

  @Suite struct CSVTableTests {
    private func table(_ text: String) throws -> CSVTable {
      var log = ProblemLog(InputFile(name: "bad", text: text))
      let table = CSVTable(log.file, log: &log)
      try log.check()
      return try #require(table)
    }

    private func texts(_ table: CSVTable) -> [[String]] {
      (0..<table.count).map { row in table.header.indices.map { table[row, $0].text } }
    }

    @Test func unquotesCells() throws {
      let table = try table("a,\"b \"\"x\"\"\",c\n\"1,2\", \"3\n4\" ,\"\"\n")
      #expect(table.header.map(\.text) == ["a", "b \"x\"", "c"])
      #expect(texts(table) == [["1,2", "3\n4", ""]])
      #expect(table.header.map(\.offset) == [0, 2, 12])
      #expect((0..<3).map { table[0, $0].offset } == [14, 20, 28])
    }

    @Test func trimsSpacesAndTabs() throws {
      #expect(try texts(table("a,b\n 1 ,\t2\t\n  , \n")) == [["1", "2"], ["", ""]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func knowsEveryLineEnd(_ end: String) throws {
      let text = ["a,b", "1,", "", "# c", ",2", "3,4"].joined(separator: end)
      #expect(try texts(table(text)) == [["1", ""], ["", "2"], ["3", "4"]])
      #expect(try texts(table(text + end)) == [["1", ""], ["", "2"], ["3", "4"]])
    }

    @Test(arguments: ["a,b\n1,", "a,b\n1,\"\"", "a,b\n1,\n"])
    func keepsAnEmptyCellAtTheEnd(_ text: String) throws {
      #expect(try texts(table(text)) == [["1", ""]])
    }

    @Test func keepsAHashInsideARow() throws {
      #expect(try texts(table("a,b\n1,#2\n \"#\",3\n")) == [["1", "#2"], ["#", "3"]])
    }

    @Test func reportsThePlaceAfterACarriageReturnAlone() {
      Hostile("CR", bytes: Array("a,b\r1,2\r3\r".utf8), line: 3, column: 1, "row of 1 cells").expectRejection {
        try table(String(decoding: $0.bytes, as: UTF8.self)).count
      }
    }

    @Test func reportsAQuotedCellWithATailOnceAndGoesOnAfterIt() {
      Hostile(
        "tails", "a,b\n\"1\"§x \"y\",2\n\"3\" §z,\"4\"\n5,\"6\" §7 \"8\"\n",
        "text after a closing quote", "text after a closing quote", "text after a closing quote"
      ).expectRejection { try table(String(decoding: $0.bytes, as: UTF8.self)).count }
      Hostile(
        "quotes inside", "a,b\n1§\"2\",\"3\"\n4,5 §\" \"6\n", "quote inside a cell", "quote inside a cell"
      ).expectRejection { try table(String(decoding: $0.bytes, as: UTF8.self)).count }
    }

    @Test func doesNotCountAByteOrderMarkAsAColumn() {
      Hostile("BOM", bytes: Array("\u{FEFF}a,a\n".utf8), line: 1, column: 3, "stands twice").expectRejection {
        var log = ProblemLog(InputFile(name: "bad", bytes: $0.bytes))
        _ = CSVTable(log.file, log: &log)
        try log.check()
        return 0
      }
    }
  }
#endif
