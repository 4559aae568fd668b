#if Command
  import ArgumentParser

  /// `tailpool cover`: insurance.
  struct CoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cover",
      abstract: "Replays a cover pool from its journal.",
      subcommands: [CoverPoolCommand.self])
  }
#endif
