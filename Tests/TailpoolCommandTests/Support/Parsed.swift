#if Command
  import ArgumentParser
  import Testing

  @testable import TailpoolCommand

  /// The subcommand that a line of arguments names, and what follows its name.
  ///
  /// Parsing by the subcommand alone is quicker than by the root, which builds all of them.
  private func subcommand(of line: String) -> (type: any ParsableCommand.Type, arguments: [String]) {
    var arguments = line.split(separator: " ").map(String.init)
    var type: any ParsableCommand.Type = RootCommand.self
    while true {
      let next = type.configuration.subcommands.first { $0.configuration.commandName == arguments.first }
      if next != nil { arguments.removeFirst() }
      guard let next = next ?? type.configuration.defaultSubcommand else { return (type, arguments) }
      type = next
    }
  }

  /// The command that a line of arguments names, with its fields.
  func parsed<Command: ParsableCommand>(_ line: String, as type: Command.Type = Command.self) throws -> Command {
    let (named, arguments) = subcommand(of: line)
    let command = try named.parse(arguments)
    return try #require(command as? Command, "\(line) is \(Swift.type(of: command))")
  }

  /// What the command says to a line of arguments that it does not take; nil where it takes it.
  func refusal(_ line: String) -> (status: Int32, message: String)? {
    let (named, arguments) = subcommand(of: line)
    do {
      _ = try named.parse(arguments)
      return nil
    } catch {
      return (named.exitCode(for: error).rawValue, named.message(for: error))
    }
  }
#endif
