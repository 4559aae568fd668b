#if Command
  import Foundation
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolCommand

  @Suite("What tailpool covariance says of a matrix")
  struct CovarianceDocumentTests {
    /// A has every return, B none on two of seven days, C none on the first.
    static let history = """
      date,A,B,C
      2025-01-01,100,50,
      2025-01-02,110,51,10
      2025-01-03,105,,11
      2025-01-06,120,55,12
      2025-01-07,118,54,11
      2025-01-08,121,56,12.5
      2025-01-09,119,55.5,12
      2025-01-10,125,57,13

      """

    private func document(_ options: String) throws -> [String: Any] {
      let arguments = options.split(separator: " ").map(String.init) + ["--json"]
      let run = try CommandRun.run("covariance", "--history", Self.history, arguments)
      try #require(run.status == 0, "\(run.errors)")
      return try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    }

    private func check(
      _ document: [String: Any], _ expected: KeyValuePairs<String, Double>, _ place: SourceLocation = #_sourceLocation
    ) {
      for (key, value) in expected {
        let failure = mismatch(
          key, document[key] as? Double ?? .nan, value, within: .relative(1e-7), inputs: "\(document)")
        #expect(failure == nil, sourceLocation: place)
      }
    }

    private func check(
      _ document: [String: Any], covariance: [[Double]], _ place: SourceLocation = #_sourceLocation
    ) throws {
      let matrix = try #require(document["covariance"] as? [[Double]])
      let pairs = zip(matrix.flatMap { $0 }, covariance.flatMap { $0 })
      for (found, value) in pairs {
        #expect(Tolerance.relative(1e-12).accepts(found, value), "\(matrix)", sourceLocation: place)
      }
      #expect(matrix.map(\.count) == covariance.map(\.count), sourceLocation: place)
    }

    @Test("Of complete rows: what was used, counts, and the eigenvalues of NumPy")
    func complete() throws {
      let document = try document("--estimator sample")
      #expect(document["estimator"] as? String == "sample" && document["returns"] as? String == "log")
      #expect(document["span"] as? Int == 1 && document["assets"] as? [String] == ["A", "B", "C"])
      #expect(document["firstDate"] as? String == "2025-01-07" && document["lastDate"] as? String == "2025-01-10")
      #expect(document["rows"] as? Int == 8 && document["incompleteRows"] as? Int == 3)
      #expect(document["returnsByAsset"] as? [Int] == [7, 5, 6])
      #expect(document["overlaps"] as? [[Int]] == [[7, 5, 6], [5, 5, 4], [6, 4, 6]])
      #expect(document["observations"] as? Int == 4 && document["shrinkage"] is NSNull)
      #expect(document["motionless"] as? [String] == [])
      check(
        document,
        [
          "effectiveObservations": 4, "smallestEigenvalue": 4.7569875064354606e-07,
          "conditionNumber": 24481.883880813377,
          "smallestCorrelationEigenvalue": 0.0003916122434492177, "correlationConditionNumber": 7232.3281448958105,
        ])
      let loadings = try #require(document["weakestLoadings"] as? [[String: Any]])
      #expect(loadings.map { $0["asset"] as? String } == ["B", "C", "A"])
      for (loading, weight) in zip(loadings, [0.74077388, -0.66635273, -0.08501826]) {
        let found = try #require(loading["weight"] as? Double)
        #expect(abs(abs(found) - abs(weight)) < 1e-7, "\(loadings)")
      }
      try check(
        document,
        covariance: [
          [0.0010645494849600944, 0.00077273912908321, 0.002824203989615256],
          [0.00077273912908321, 0.0007106611733022338, 0.0026771856938290384],
          [0.002824203989615256, 0.0026771856938290384, 0.010127970707536965],
        ])
    }

    @Test("How far was shrunk, and how much weights leave")
    func estimators() throws {
      // The formula of Chen, Wiesel, Eldar and Hero as scikit-learn has it, by NumPy.
      check(try document("--estimator oas"), ["shrinkage": 0.6270858004154103, "effectiveObservations": 4])
      // 225 / 85 for weights of 8, 4, 2 and 1 fifteenths.
      let weighted = try document("--estimator ewma:0.5")
      check(weighted, ["effectiveObservations": 225 / 85.0])
      #expect(weighted["observations"] as? Int == 4 && weighted["estimator"] as? String == "ewma:0.5")
    }

    @Test("Of incomplete rows all dates count", arguments: ["maximum-likelihood", "unequal-starts"])
    func incomplete(estimator: String) throws {
      let document = try document("--estimator \(estimator)")
      #expect(document["estimator"] as? String == estimator && document["incompleteRows"] as? Int == 3)
      #expect(document["firstDate"] as? String == "2025-01-02" && document["lastDate"] as? String == "2025-01-10")
      // Two rows in which B has begun and has no return are of no use to the second.
      #expect(document["observations"] as? Int == (estimator == "maximum-likelihood" ? 7 : 5))
    }

    @Test("Assets in the order asked for, simple returns, two rows apart")
    func options() throws {
      let document = try document("--estimator sample --assets C,A --returns simple --span 2")
      #expect(document["assets"] as? [String] == ["C", "A"] && document["returns"] as? String == "simple")
      #expect(document["span"] as? Int == 2 && document["overlaps"] as? [[Int]] == [[5, 5], [5, 6]])
      #expect(document["observations"] as? Int == 5 && document["incompleteRows"] as? Int == 1)
      // NumPy's, halved: the matrix is of one period.
      try check(
        document,
        covariance: [
          [0.0029797543617998135, 0.00011327820558455004], [0.00011327820558455004, 0.0013532958816839177],
        ])
    }

    @Test("As a table it has the names and the same numbers")
    func table() throws {
      let run = try CommandRun.run("covariance", "--history", Self.history, ["--estimator", "sample"])
      let table = PlainTable(run.text)
      #expect(table.header == "A,B,C" && table.rows.count == 3)
      table.check(
        1, ["A": 0.00077273912908321, "B": 0.0007106611733022338, "C": 0.0026771856938290384], within: .relative(1e-12))
    }

    @Test("nearest-correlation leaves a smallest eigenvalue where one is asked for")
    func nearest() throws {
      let csv = "A,B\n1,1.5\n1.5,1\n"
      let plain = try CommandRun.run("nearest-correlation", "--in", csv, [])
      // The nearest has correlation 1, 0.5 away in two elements; with a least eigenvalue of 0.25 it has 0.75.
      #expect(plain.lines.first?.hasPrefix("# frobeniusDistance 0.70710678") == true, "\(plain.text)\(plain.errors)")
      let raised = try CommandRun.run("nearest-correlation", "--in", csv, ["--minimum-eigenvalue", "0.25"])
      #expect(raised.lines.count == 4 && raised.lines[1] == "A,B")
      let distance = Double(raised.lines.first?.dropFirst(20) ?? "") ?? .nan
      #expect(Tolerance.absolute(1e-8).accepts(distance, 0.75 * 2.0.squareRoot()))
      #expect(Tolerance.absolute(1e-8).accepts(Double(raised.lines[2].split(separator: ",")[1]) ?? .nan, 0.75))
    }
  }
#endif
