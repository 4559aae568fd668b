#if Command
  import ArgumentParser

  @main
  struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tailpool",
      abstract: "Options pricing and risk of mutualization pools.",
      discussion: """
        Exit codes: 0 done, 64 wrong use, 65 bad data, 66 no such input, 70 a bug of tailpool, 73 cannot write, 76 a proof of an unknown version.
        """,
      version: "0.1.0",
      subcommands: [
        ReportCommand.self, SampleCommand.self, PriceCommand.self, ImpliedVolatilityCommand.self,
        SurfaceCommand.self, CovarianceCommand.self, NearestCorrelationCommand.self, MeasureCommand.self,
        BacktestCommand.self, PoolCommand.self, QuoteCommand.self, ReplayCommand.self, CompareVenuesCommand.self,
        AuctionCommand.self, CoverCommand.self, ProveCommand.self, VerifyCommand.self,
      ])
  }
#else
  @main
  struct RootCommand {
    static func main() {
      print("tailpool was built without the Command trait: only the library is there")
    }
  }
#endif
