#if Command
  import TailpoolLinearAlgebra
  import Testing

  @testable import TailpoolFiles

  @Suite("Table of a matrix")
  struct MatrixTableTests {
    static func read(_ text: String) throws -> MatrixTable { try MatrixTable.read(InputFile(name: "m", text: text)) }

    @Test("Is read and written as the same numbers")
    func roundTrip() throws {
      let table = try Self.read("# a comment\nA,\"B, C\"\n1,0.1\n0.1,-3e-300\n")
      #expect(table.names == ["A", "B, C"])
      #expect(table.matrix == Matrix(rows: [[1, 0.1], [0.1, -3e-300]]))
      #expect(try Self.read(table.csv) == table)
    }

    @Test("Rounding between mirrored elements is evened out")
    func rounding() throws {
      let table = try Self.read("A,B\n1,0.30000000000000004\n0.3,1\n")
      #expect(table.matrix[0, 1] == table.matrix[1, 0])
    }

    @Test(
      "A column of names, one triangle and small asymmetries are known",
      arguments: [
        (",A,B\nA,1,0.5\nB,0.5,1\n", 0.5, 0), ("name,A,B\nA,1,0.5\nB,0.5,1\n", 0.5, 0), ("A,B\n1,\n0.5,1\n", 0.5, 0),
        ("A,B\n1,0.5\n,1\n", 0.5, 0), ("A,B\n1,0.5\n0.5000004,1\n", 0.5000002, 1),
      ])
    func kinds(text: String, element: Double, notes: Int) throws {
      let table = try Self.read(text)
      #expect(table.names == ["A", "B"] && table.notes.count == notes, "\(table)")
      #expect(table.matrix == Matrix(rows: [[1, element], [element, 1]]), "\(table)")
    }

    @Test(
      "Says where a matrix is wrong",
      arguments: [
        ("A,B\n1,0.5\n", "m:1:1: 1 row below 2 columns"), ("", "m:1:1: the file is empty"),
        ("A,B\n1,0.5\n0.4,1\n", "m:3:1: the element is 0.4, the one mirrored at the diagonal 0.5"),
        ("A,B\n1,nan\n0.4,1\n", "m:2:3: B is \"nan\""), ("A,B\n1,\n,1\n", "m:2:3: B is missing"),
        ("A,B\n1,0.5\n0.5,\n", "m:3:5: B is missing"), ("A,B\n1,0.5\n0.500002,1\n", "m:3:1: the element is 0.500002"),
        (",A,B\nB,1,0.5\nA,0.5,1\n", "m:2:1: the row is called \"B\""),
        ("A,A\n1,0\n0,1\n", "m:1:3: column \"A\" stands twice"), ("A,B\n1,1e999\n0,1\n", "m:2:3: B is \"1e999\""),
      ])
    func problems(text: String, expected: String) throws {
      do {
        _ = try Self.read(text)
        Issue.record("accepted: \(text)")
      } catch let error as FileError {
        #expect(error.description.contains(expected), "\(error)")
      }
    }
  }
#endif
