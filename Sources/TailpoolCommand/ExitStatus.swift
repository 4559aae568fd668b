#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// The exit codes of sysexits that the command uses, besides 0 and the parser's 64.
  enum ExitStatus {
    static let badData = ExitCode(65)
    static let noInput = ExitCode(66)
    static let internalError = ExitCode(70)
    static let cannotWrite = ExitCode(73)
    static let unknownVersion = ExitCode(76)
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

  /// What is said of an error that a subcommand throws, and the code that the process ends with.
  struct CommandFailure {
    let text: String
    let code: ExitCode

    init(_ error: any Error) {
      switch error {
      case is CancellationError: (text, code) = ("interrupted; nothing was written", ExitStatus.interrupted)
      case let error as FileError: (text, code) = (error.description, ExitStatus.code(of: error))
      case let error as InputFailures:
        text = error.failures.map(\.description).joined(separator: "\n")
        // A missing file is told apart only when nothing else is wrong.
        code = error.failures.map(ExitStatus.code).min { $0.rawValue < $1.rawValue } ?? ExitStatus.badData
      case let error as InsuranceError: (text, code) = ("tailpool: \(error.description)", ExitStatus.badData)
      case let error as ProofError:
        text = "tailpool: \(error.words)"
        if case .unknownVersion = error { code = ExitStatus.unknownVersion } else { code = ExitStatus.badData }
      case let error as RunError:
        text = "tailpool: \(error.words)"
        if case .otherProgram = error { code = ExitStatus.unknownVersion } else { code = ExitStatus.badData }
      default:
        if let explanation = Explanation(of: error) {
          (text, code) = ("tailpool: \(explanation.text)", ExitStatus.badData)
        } else {
          (text, code) = ("tailpool: a bug of tailpool: \(error)", ExitStatus.internalError)
        }
      }
    }
  }

  /// Writes a line to standard error.
  func complain(_ text: String) {
    // A message that nobody can take is no reason to end otherwise.
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Runs the body of a subcommand, and turns what it throws into messages and an exit code.
  func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as ValidationError {
      // What only the files could tell.
      throw error
    } catch {
      let failure = CommandFailure(error)
      complain(failure.text)
      throw failure.code
    }
  }
#endif
