#if Command
  import Foundation
  import Testing

  @testable import TailpoolCommand

  @Suite("Exit codes and messages of the built command")
  struct FailureTests {
    /// Arguments, what stands in standard input, the exit code, and words of standard error.
    static let failures: [(line: String, input: String, status: Int32, words: [String])] = [
      ("magic", "", 64, ["magic"]), ("price --model black76", "", 64, ["--in"]),
      ("report --threads 0", "", 64, ["Error: --threads is 0; expected 1 to 1024"]),
      ("measure --in /nowhere/x.csv --column a --level 0.9 --out -", "", 66, ["/nowhere/x.csv: cannot be read: "]),
      (
        "measure --in - --column b --level 0.9 --out -", "a\n1\n", 65,
        ["standard input:1:1: the header has no column \"b\"; expected the columns b"]
      ),
      (
        "measure --in - --column a --level 0.9 --out -", "b,a\n1,2\n3,x\n", 65,
        ["standard input:3:3: ", "; expected "]
      ),
      ("measure --in - --column a --level 0.9 --out -", "b,a\n1,2\n3\n", 65, ["standard input:3:"]),
      (
        "measure --in - --column a --level 0.9 --out /nowhere/y.csv", "a\n1\n", 73,
        ["/nowhere/y.csv: cannot be written: "]
      ),
      ("sample --out /dev/null/x", "", 73, ["/dev/null/x: cannot be written: "]),
      ("report --pool /nowhere/p.json", "", 66, ["/nowhere/p.json: cannot be read: "]),
      ("report --chain /nowhere/c.csv --history /nowhere/h.csv", "", 66, ["/nowhere/c.csv", "\n/nowhere/h.csv"]),
      (
        "backtest --in - --level 0.9 --out -", "pnl,var,es\n1,2,3\n1,5,4\n", 65,
        ["tailpool: row 2 has a value at risk of 5.0 and an expected shortfall of 4.0; expected "]
      ),
      (
        "backtest --history - --level 0.9 --out -", "date,A\n2025-01-01,1\n2025-01-02,2\n", 65,
        ["tailpool: the history has 1 complete returns that can be used; expected at least 251"]
      ),
      (
        "backtest --history - --assets B --level 0.9 --out -", "date,A\n2025-01-01,1\n2025-01-02,2\n", 65,
        ["tailpool: the history has no column B; its columns are A"]
      ),
      (
        "surface --chain - --out -", "a,b\n1,2\n", 65,
        ["standard input:1:1: the header is of no known option chain; expected "]
      ),
      (
        "implied-volatility --model black76 --in - --out -", "type\ncall\n", 65,
        ["the header has no column \"forward\""]
      ),
      (
        "nearest-correlation --in - --out -", "A,B\n1,2\n", 65, ["standard input:1:1: 1 row below 2 columns; expected "]
      ),
    ]

    @Test("Each kind of failure has its code, names the place, and prints no result", arguments: failures.indices)
    func failure(index: Int) throws {
      let (line, input, status, words) = Self.failures[index]
      let run = try CommandRun(all: line.split(separator: " ").map(String.init), input: input)
      #expect(run.status == status && run.printed.isEmpty, "\(line): \(run.status) \(run.printed) \(run.errors)")
      for words in words { #expect(run.errors.contains(words), "\(line): \(run.errors)") }
    }

    @Test("A file that stood there stays as it was where the run fails")
    func wholeOrNotAtAll() throws {
      let folder = try TemporaryFolder()
      let out = try folder.write("out.csv", "before")
      let run = try CommandRun(
        all: ["measure", "--in", "-", "--column", "a", "--level", "0.9", "--out", out], result: out, input: "a\nx\n")
      #expect(run.status == 65 && run.text == "before" && folder.names == ["out.csv"])
    }

    @Test("Help and version are no failure")
    func help() throws {
      let version = try CommandRun(all: ["--version"])
      #expect(version.status == 0 && version.printed.split(separator: ".").count == 3)
      let help = try CommandRun(all: ["measure", "--help"])
      #expect(help.status == 0 && help.printed.contains("valueAtRisk,valueAtRiskLow"), "\(help.printed)")
    }
  }
#endif
