#if Command
  import Foundation
  import TailpoolLinearAlgebra
  import Testing
  import _TailpoolTestSupport

  @Suite("The command tailpool covariance")
  struct CovarianceCommandTests {
    /// Each estimator on each of three real histories.
    static let everyRow: [ReferenceTable.Row] = {
      let tables = ["real_covariance.csv", "real_covariance_incomplete.csv"]
      return tables.flatMap { (try? References.table($0).rows) ?? [] }
    }()

    /// Those that are run: the histories of 64 and 105 assets take a debug build many seconds each, and only where long
    /// tests are asked for. `RealCovarianceTests` has the complete rows of all three through the library.
    static let rows = everyRow.filter { isLongRun || $0[text: "history"].hasPrefix("crypto") }

    /// Each estimator on a made-up history with gaps and unequal starts.
    static let madeUpRows = (try? References.table("made-up/covariance_figures.csv").rows) ?? []

    @Test(
      "Gives the figures of scikit-learn, PyPortfolioOpt, NumPy and mpmath for each estimator", arguments: madeUpRows)
    func references(_ row: ReferenceTable.Row) throws {
      #expect(Self.madeUpRows.count == 12)
      try check(row, history: References.url("made-up/\(row[text: "history"]).csv").path)
    }

    @Test(
      "Gives those figures on real histories", .enabled(if: References.hasShared, "real data are absent"),
      arguments: rows)
    func realReferences(_ row: ReferenceTable.Row) throws {
      #expect(Self.everyRow.count == 36 && Self.rows.count >= 12)
      try check(row, history: References.shared("data/\(row[text: "history"]).csv").path)
    }

    private func check(_ row: ReferenceTable.Row, history: String) throws {
      let run = try CommandRun(["covariance", "--history", history, "--estimator", row[text: "estimator"], "--json"])
      try #require(run.status == 0, "\(run.errors)")
      let object = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
      let matrix = Matrix(rows: try #require(object["covariance"] as? [[Double]]))
      var probe = Matrix(rows: matrix.rows, columns: 1)
      for i in 0..<matrix.rows { probe[i, 0] = (i % 2 == 0 ? 1.0 : -1.0) / Double(i + 1) }
      let form: Double = probe.transposedMultiplied(by: matrix.multiplied(by: probe))[0, 0]
      let figures: [(String, Double)] = [
        ("trace", matrix.diagonal.reduce(0, +)), ("frobenius", matrix.frobeniusNorm), ("probe", form),
        ("first", matrix[0, 1]), ("shrinkage", object["shrinkage"] as? Double ?? .nan),
        ("smallestEigenvalue", object["smallestEigenvalue"] as? Double ?? .nan),
      ]
      // The iteration stops when a step is 1e-10 of an element's scale; what remains is that over 1 less its rate.
      let tolerance = row[text: "estimator"] == "maximum-likelihood" ? 1e-7 : 1e-9
      let failures = figures.compactMap { name, value in
        mismatch(name, value, row[name], within: .relative(tolerance), inputs: row.description)
      }
      #expect(failures.isEmpty, "\(failures)")
      #expect((object["assets"] as? [String])?.count == Int(row["assets"]))
      #expect((object["overlaps"] as? [[Int]])?.count == Int(row["assets"]))
    }

    @Test("GARCH with DCC is an estimator, too, and CSV has the numbers of JSON")
    func dynamic() throws { try checkDynamic(References.url("made-up/history_wide.csv").path, least: 0.1) }

    @Test(
      "GARCH with DCC is an estimator of a real history, too",
      .enabled(if: References.hasShared, "real data are absent"))
    func realDynamic() throws {
      try checkDynamic(References.shared("data/crypto_daily_close_yahoo_17.csv").path, least: 0.5)
    }

    private func checkDynamic(_ history: String, least: Double) throws {
      let arguments = ["covariance", "--history", history, "--estimator", "garch-dcc", "--assets", "BTC,SOL"]
      let json = try CommandRun(arguments + ["--json"])
      let object = try #require(try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
      let matrix = try #require(object["covariance"] as? [[Double]])
      #expect(matrix[0][0] > 0 && matrix[0][0] < matrix[1][1] && matrix[0][1] > least * matrix[0][0])
      let text = String(decoding: try CommandRun(arguments).output, as: UTF8.self)
      // What looks wrong in the history stands above the matrix.
      let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      try #require(lines.count == 3 && lines[0] == "BTC,SOL", "\(text)")
      // Foundation's JSON reader may round a number by its last bit.
      for (line, row) in zip(lines.dropFirst(), matrix) {
        for (cell, value) in zip(line.split(separator: ","), row) {
          #expect(Tolerance.relative(1e-15).accepts(try #require(Double(cell)), value), "\(text)")
        }
      }
    }

    /// What is wrong, the arguments, the exit code, and words of the message.
    static let bad: [(what: String, csv: String, arguments: [String], status: Int32, words: [String])] = [
      (
        "unknown asset", "date,A,B\n2025-01-01,1,2\n2025-01-02,2,3\n", ["--estimator", "sample", "--assets", "A,X"], 65,
        ["no column X", "A, B"]
      ),
      (
        "asset twice", "date,A,B\n2025-01-01,1,2\n2025-01-02,2,3\n", ["--estimator", "sample", "--assets", "A,A"], 65,
        ["A is asked for twice"]
      ),
      (
        "one return", "date,A,B\n2025-01-01,1,2\n2025-01-02,2,3\n", ["--estimator", "sample"], 65,
        ["1 complete returns", "at least 2"]
      ),
      (
        "no overlap", "date,A,B\n2025-01-01,1,\n2025-01-02,2,\n2025-01-03,,1\n2025-01-04,,3\n",
        ["--estimator", "sample"],
        65, ["A, with 1 returns, and B, with 1, have none in a common row"]
      ),
      (
        "too little overlap",
        "date,A,B\n2025-01-01,1,\n2025-01-02,2,\n2025-01-03,3,1\n2025-01-04,4,3\n2025-01-05,,2\n",
        ["--estimator", "maximum-likelihood"], 65, ["A and B have 1 common returns", "at least 2"]
      ),
      (
        "gap", "date,A,B\n2025-01-01,1,1\n2025-01-02,2,2\n2025-01-03,,1\n2025-01-04,4,3\n",
        ["--estimator", "unequal-starts"], 65, ["returns; expected at least"]
      ),
      (
        "NaN", "date,A\n2025-01-01,1\n2025-01-02,nan\n2025-01-03,3\n", ["--estimator", "sample"], 65, ["no return of A"]
      ),
      (
        "negative price", "date,A\n2025-01-01,1\n2025-01-02,-2\n2025-01-03,3\n", ["--estimator", "sample"], 65,
        [":3:12:"]
      ),
      ("ragged row", "date,A,B\n2025-01-01,1,2\n2025-01-02,2\n", ["--estimator", "sample"], 65, [":3:"]),
      ("no estimator", "date,A\n2025-01-01,1\n", ["--estimator", "magic"], 64, ["magic"]),
      (
        "negative half-life", "date,A\n2025-01-01,1\n", ["--estimator", "ewma-half-lives:-1:63"], 64,
        ["ewma-half-lives:-1:63"]
      ),
      ("decay of 1", "date,A\n2025-01-01,1\n", ["--estimator", "ewma:1"], 64, ["ewma:1"]),
      ("span of 0", "date,A\n2025-01-01,1\n", ["--estimator", "sample", "--span", "0"], 64, ["--span"]),
      (
        "few for nonlinear", "date,A,B,C\n2025-01-01,1,2,3\n2025-01-02,2,3,3.5\n2025-01-03,1.5,2,4\n",
        ["--estimator", "ledoit-wolf-nonlinear"], 65, ["2 observations", "at least 13"]
      ),
      (
        "few for GARCH", "date,A\n2025-01-01,1\n2025-01-02,2\n2025-01-03,1\n", ["--estimator", "garch-dcc"], 65,
        ["2 observations", "at least 30"]
      ),
    ]

    @Test("Says what is wrong by name and count, and writes nothing", arguments: bad.indices)
    func badInput(index: Int) throws {
      let row = Self.bad[index]
      let run = try CommandRun.run("covariance", "--history", row.csv, row.arguments)
      #expect(run.status == row.status, "\(row.what): \(run.errors)")
      #expect(run.output.isEmpty, "\(row.what)")
      for words in row.words { #expect(run.errors.contains(words), "\(row.what): \(run.errors)") }
    }

    @Test("A constant series and one that begins late are no error where they need not be")
    func peculiar() throws {
      let csv = "date,A,PEG\n2025-01-01,1,1\n2025-01-02,2,1\n2025-01-03,3,1\n2025-01-04,2,1\n"
      // What does not move is no part of a target: shrinking gives it no variance, either.
      for estimator in ["ledoit-wolf", "oas", "sample"] {
        let run = try CommandRun.run("covariance", "--history", csv, ["--estimator", estimator, "--json"])
        #expect(run.status == 0, "\(estimator): \(run.errors)")
        let object = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
        #expect(object["motionless"] as? [String] == ["PEG"], "\(estimator)")
        #expect(object["conditionNumber"] is NSNull, "\(estimator)")
      }
    }
  }

  @Suite("The command tailpool covariance says what it decided")
  struct CovarianceRemarkTests {
    static let history = "Date,Close,Adj Close\n03/02/2030,9,1\n02/02/2030,8,2\n31/01/2030,7,1.5\n"

    @Test("Above the matrix, in JSON, and in full on standard error where it is asked to")
    func remarks() throws {
      let remarks = [
        "the adjusted close \"Adj Close\" was read, not \"Close\"", "dates are day-first", "rows stand newest first",
      ]
      let run = try CommandRun.run("covariance", "--history", Self.history, ["--estimator", "sample", "--explain"])
      let expected: [String] = remarks.map { "# \($0)" } + ["Adj Close"]
      #expect(run.lines.prefix(4).map { String($0) } == expected, "\(run.text)")
      #expect(
        run.errors.contains("one asset; 3 rows") && run.errors.contains("passed over: \"Close\""), "\(run.errors)")
      let json = try CommandRun.run("covariance", "--history", Self.history, ["--estimator", "sample", "--json"])
      let object = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
      #expect(object?["remarks"] as? [String] == remarks && !json.errors.contains("passed over"), "\(json.text)")
    }

    @Test("The user decides what the file leaves open")
    func options() throws {
      let history = "Day;Px\n01/02/2030;1,234\n02/02/2030;1,500\n03/02/2030;1,200\n"
      let open = try CommandRun.run(
        "covariance", "--history", history, ["--estimator", "sample", "--columns", "date=Day,close=Px"])
      #expect(open.status == 65 && open.errors.contains("date-order") && open.errors.contains("decimal-mark"))
      let run = try CommandRun.run(
        "covariance", "--history", history,
        [
          "--estimator", "sample", "--columns", "date=Day,close=Px", "--date-order", "day-first", "--decimal-mark",
          "point",
        ])
      // Log returns of 1,234, 1,500 and 1,200: variance with n − 1, by hand.
      let variance = try #require(run.lines.last.flatMap { Double($0) }, "\(run.text)\(run.errors)")
      #expect(Tolerance.relative(1e-12).accepts(variance, 0.08750741324602264))
    }
  }

  @Suite("The command tailpool nearest-correlation")
  struct NearestCorrelationCommandTests {
    static let bad: [(csv: String, status: Int32, words: String)] = [
      ("A,B\n1,0.5\n0.4,1\n", 65, "expected a symmetric matrix"),
      ("A,B\n1,0.5\n", 65, "1 row below 2 columns; expected a square matrix"), ("A\n1,2\n", 65, ":2:"),
      ("A,B\n1,nan\nnan,1\n", 65, "finite"), ("A,B\n1,x\nx,1\n", 65, ":2:3:"),
    ]

    @Test("Refuses what is not square, symmetric and finite", arguments: bad.indices)
    func badInput(index: Int) throws {
      let row = Self.bad[index]
      let run = try CommandRun.run("nearest-correlation", "--in", row.csv, [])
      #expect(run.status == row.status, "\(row.csv): \(run.errors)")
      #expect(run.errors.contains(row.words) && run.output.isEmpty, "\(row.csv): \(run.errors)")
    }

    @Test("Repairs the cases of the reference table, and leaves what it repaired")
    func references() throws {
      let cases = try References.madeUpCases("nearest_correlation.json")
      #expect(cases.count == 7)
      try check(cases)
    }

    @Test(
      "Repairs real correlations, and leaves what it repaired",
      .enabled(if: References.hasShared, "real data are absent"))
    func realReferences() throws {
      let cases = try References.sharedCases("reference/risk/nearest_correlation.json")
      #expect(cases.count == 8)
      try check(cases)
    }

    @Test("A covariance is known by its diagonal; its correlation or itself is repaired")
    func covariance() throws {
      let csv = "A,B\n4,2\n2,9\n"
      let plain = try CommandRun.run("nearest-correlation", "--in", csv, [])
      #expect(
        plain.lines.prefix(3) == ["# frobeniusDistance 0.0", "# standardDeviations 2.0,3.0", "A,B"], "\(plain.text)")
      let cell = try #require(plain.lines.count == 5 ? Double(plain.lines[3].split(separator: ",")[1]) : nil)
      #expect(Tolerance.relative(1e-15).accepts(cell, 1.0 / 3))
      let kept = try CommandRun.run("nearest-correlation", "--in", csv, ["--covariance"])
      #expect(kept.lines.dropFirst(3) == ["4.0,2.0", "2.0,9.0"], "\(kept.text)")
      // Three equal correlations of −0.9 are none: the nearest are −0.5, of variances 4, 1 and 1.
      let wide = "A,B,C\n4,-1.8,-1.8\n-1.8,1,-0.9\n-1.8,-0.9,1\n"
      let repaired = try CommandRun.run("nearest-correlation", "--in", wide, ["--covariance"])
      let rows = repaired.lines.dropFirst(3).map { $0.split(separator: ",").compactMap { Double($0) } }
      try #require(rows.count == 3 && rows.allSatisfy { $0.count == 3 }, "\(repaired.text)\(repaired.errors)")
      for (row, expected) in zip(rows, [[4, -1, -1], [-1, 1, -0.5], [-1, -0.5, 1]]) {
        #expect(zip(row, expected).allSatisfy { abs($0 - $1) < 1e-8 }, "\(row)")
      }
      let negative = try CommandRun.run("nearest-correlation", "--in", "A,B\n4,2\n2,-9\n", [])
      #expect(negative.status == 65 && negative.output.isEmpty, "\(negative.text)")
    }

    private func check(_ cases: [[String: Any]]) throws {
      for entry in cases {
        let input = try #require(entry["input"] as? [[Double]])
        let expected = try #require(entry["nearest"] as? [[Double]])
        let header = input.indices.map { "A\($0)" }.joined(separator: ",")
        let csv = ([header] + input.map { $0.map { "\($0)" }.joined(separator: ",") }).joined(separator: "\n") + "\n"
        let asIs = input.indices.allSatisfy { input[$0][$0] == 1 } ? [] : ["--as-is"]
        let run = try CommandRun.run("nearest-correlation", "--in", csv, asIs)
        let lines = String(decoding: run.output, as: UTF8.self).split(separator: "\n")
        try #require(run.status == 0 && lines.count == input.count + 2, "\(run.errors)")
        #expect(lines[0].hasPrefix("# frobeniusDistance ") && lines[1] == header)
        let distance = try #require(Double(lines[0].split(separator: " ")[2]))
        #expect(Tolerance.absolute(1e-8).accepts(distance, try #require(entry["frobenius_distance"] as? Double)))
        for (line, row) in zip(lines.dropFirst(2), expected) {
          for (cell, value) in zip(line.split(separator: ","), row) {
            #expect(Tolerance.absolute(1e-8).accepts(try #require(Double(cell)), value), "\(entry["tag"] ?? "")")
          }
        }
        let again = try CommandRun.run(
          "nearest-correlation", "--in", lines.dropFirst().joined(separator: "\n") + "\n", [])
        let second = String(decoding: again.output, as: UTF8.self).split(separator: "\n")
        #expect(second.dropFirst() == lines.dropFirst(), "\(entry["tag"] ?? "")")
      }
    }
  }
#endif
