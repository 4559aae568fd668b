#if Command
  import ArgumentParser

  /// `tailpool cover`: insurance.
  struct CoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cover",
      abstract: "What a portfolio of cover may cost, should earn and needs; a cover pool from its journal.",
      subcommands: [CoverPortfolioCommand.self, CoverPoolCommand.self], defaultSubcommand: CoverPortfolioCommand.self)
  }
#endif
