#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles

  /// The exit codes of sysexits that the command uses.
  enum ExitStatus {
    static let badData = ExitCode(65)
    static let noInput = ExitCode(66)
    static let internalError = ExitCode(70)
    static let cannotWrite = ExitCode(73)
    static let interrupted = ExitCode(130)
  }

  /// Writes lines to standard error.
  func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Runs the body of a subcommand and turns what it throws into messages and an exit code.
  func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as ExitCode {
      throw error
    } catch let error as ValidationError {
      throw error
    } catch is CancellationError {
      complain("interrupted; nothing was written")
      throw ExitStatus.interrupted
    } catch let error as FileError {
      complain(error.description)
      switch error {
      case .invalid: throw ExitStatus.badData
      case .unreadable: throw ExitStatus.noInput
      case .cannotWrite: throw ExitStatus.cannotWrite
      }
    } catch {
      complain("tailpool: \(explanation(of: error))")
      throw ExitStatus.badData
    }
  }
#endif
