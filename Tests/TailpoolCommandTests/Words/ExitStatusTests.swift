#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("Exit codes")
  struct ExitStatusTests {
    static let invalid = FileError.invalid([FileProblem(file: "a.csv", line: 3, column: 5, message: "odd")], further: 2)
    static let unreadable = FileError.unreadable(path: "b.csv", reason: "gone")
    static let cannotWrite = FileError.cannotWrite(path: "c.csv", reason: "full")

    @Test("A file's: 65 for what it holds, 66 where it cannot be read, 73 where it cannot be written")
    func files() {
      #expect(ExitStatus.code(of: Self.invalid).rawValue == 65)
      #expect(ExitStatus.code(of: Self.unreadable).rawValue == 66)
      #expect(ExitStatus.code(of: Self.cannotWrite).rawValue == 73)
    }

    /// What was thrown, the code that the process ends with, and what is said.
    static let thrown: [(error: any Error, code: Int32, text: String)] = [
      (invalid, 65, "a.csv:3:5: odd\nand 2 further problems"), (unreadable, 66, "b.csv: cannot be read: gone"),
      (cannotWrite, 73, "c.csv: cannot be written: full"),
      (InputFailures([unreadable]), 66, "b.csv: cannot be read: gone"),
      (
        InputFailures([unreadable, invalid]), 65, "b.csv: cannot be read: gone\na.csv:3:5: odd\nand 2 further problems"
      ),
      (
        InputFailures([invalid, unreadable]), 65, "a.csv:3:5: odd\nand 2 further problems\nb.csv: cannot be read: gone"
      ),
      (InputFailures([unreadable, unreadable]), 66, "b.csv: cannot be read: gone\nb.csv: cannot be read: gone"),
      (RiskError.empty, 65, "tailpool: there is no profit and loss; expected at least one row"),
      (CancellationError(), 130, "interrupted; nothing was written"),
      (LedgerError.overflow, 70, "tailpool: a bug of tailpool: overflow"),
    ]

    @Test("Bad data count more than a missing file; what nothing explains is a bug", arguments: thrown.indices)
    func failures(index: Int) {
      let (error, code, text) = Self.thrown[index]
      let failure = CommandFailure(error)
      #expect(failure.code.rawValue == code && failure.text == text, "\(error): \(failure)")
    }

    @Test("What only the files can tell of wrong use is said by the parser")
    func wrongUse() async {
      do {
        try await reportingFailures { throw ValidationError("odd") }
        Issue.record("nothing was thrown")
      } catch let found {
        #expect(RootCommand.exitCode(for: found).rawValue == 64 && RootCommand.message(for: found) == "odd")
      }
    }

    @Test("What throws nothing ends well")
    func success() async throws {
      var done = false
      try await reportingFailures { done = true }
      #expect(done)
    }
  }
#endif
