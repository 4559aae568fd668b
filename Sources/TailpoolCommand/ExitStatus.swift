#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles

  /// The exit codes of sysexits that the command uses, besides 0 and the parser's 64.
  enum ExitStatus {
    static let badData = ExitCode(65)
    static let noInput = ExitCode(66)
    static let internalError = ExitCode(70)
    static let cannotWrite = ExitCode(73)
    static let interrupted = ExitCode(130)

    /// The code of a file's failure.
    static func code(of error: FileError) -> ExitCode {
      switch error {
      case .invalid: badData
      case .unreadable: noInput
      case .cannotWrite: cannotWrite
      }
    }
  }

  /// Writes a line to standard error.
  func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Runs the body of a subcommand, and turns what it throws into messages and an exit code.
  func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch is CancellationError {
      complain("interrupted; nothing was written")
      throw ExitStatus.interrupted
    } catch let error as ValidationError {
      // What only the files could tell.
      throw error
    } catch let error as FileError {
      complain(error.description)
      throw ExitStatus.code(of: error)
    } catch let error as InputFailures {
      for failure in error.failures { complain(failure.description) }
      // A missing file is told apart only when nothing else is wrong.
      throw error.failures.map(ExitStatus.code).min { $0.rawValue < $1.rawValue } ?? ExitStatus.badData
    } catch {
      guard let explanation = Explanation(of: error) else {
        complain("tailpool: a bug of tailpool: \(error)")
        throw ExitStatus.internalError
      }
      complain("tailpool: \(explanation.text)")
      throw ExitStatus.badData
    }
  }
#endif
