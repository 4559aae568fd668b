#if Command
  import TailpoolLinearAlgebra
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  /// Matrices as people have them, with their right answers.
  @Suite("Matrices as people have them", .enabled(if: References.hasShared, "the files are absent"))
  struct FieldMatrixTests {
    @Test(
      arguments: [
        ("covariance", 2, 2.0, 0), ("index_column", 3, 0.9, 0), ("lower_triangle", 3, 0.9, 0),
        ("asymmetric_1e-7", 3, 0.9, 1),
        ("pandas_correlation", 6, 0.8215083259680246, 0),
      ])
    func reads(_ name: String, _ count: Int, _ element: Double, _ notes: Int) throws {
      let table = try MatrixTable.read(InputFile(path: References.shared("field/matrix_\(name).csv").path))
      #expect(table.names.count == count && !table.names.contains(""))
      #expect(table.matrix[0, 1] == element && table.matrix[1, 0] == element)
      #expect(table.notes.count == notes)
    }

    @Test func everyMatrixIsInTheTable() throws {
      #expect(try References.sharedNames(in: "field").count { $0.hasPrefix("matrix_") } == 5)
    }
  }
#endif
