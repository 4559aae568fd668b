#if Command
  import ArgumentParser
  import Testing

  @testable import TailpoolCommand

  /// The command that a line of arguments names, with its fields.
  func parsed<Command: ParsableCommand>(_ line: String, as type: Command.Type = Command.self) throws -> Command {
    let command = try RootCommand.parseAsRoot(line.split(separator: " ").map(String.init))
    return try #require(command as? Command, "\(line) is \(Swift.type(of: command))")
  }

  /// What the command says to a line of arguments that it does not take; nil where it takes it.
  func refusal(_ line: String) -> (status: Int32, message: String)? {
    do {
      _ = try RootCommand.parseAsRoot(line.split(separator: " ").map(String.init))
      return nil
    } catch {
      return (RootCommand.exitCode(for: error).rawValue, RootCommand.message(for: error))
    }
  }
#endif
