#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles

  /// `tailpool surface`: option chains in, calibrated surfaces out.
  struct SurfaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "surface",
      abstract: "Calibrates a volatility surface to each underlying of option chains.",
      discussion: """
        Underlyings with several listing classes, such as SPX and SPXW, get one surface a class. A file name of - is \
        standard input or output.
        """)

    @Option(name: .long, help: ArgumentHelp("Option chain, CSV or JSON; may be repeated.", valueName: "file"))
    var chain: [String]
    @OptionGroup var chains: ChainArguments
    @OptionGroup var file: ReadingArguments
    @Option(name: .long, help: ArgumentHelp("Parameters, errors and arbitrage checks, JSON.", valueName: "file"))
    var out: String
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Family: \(FittedSurface.Family.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "f"))
    var family = FittedSurface.Family.lognormalMixture
    @Option(name: .long, help: ArgumentHelp("One row a quote, CSV.", valueName: "file"))
    var quotes: String?
    @Option(
      name: .long,
      help: ArgumentHelp("Total variance on 100 maturities and 500 log-moneyness points, CSV.", valueName: "file"))
    var grid: String?

    func validate() throws {
      guard chain.count(where: { $0 == "-" }) <= 1 else { throw ValidationError("only one file can be standard input") }
      guard [out, quotes, grid].count(where: { $0 == "-" }) <= 1 else {
        throw ValidationError("only one file can be standard output")
      }
    }

    func run() async throws {
      try await reportingFailures {
        var failures: [FileError] = []
        var read: [OptionChain] = []
        for path in chain {
          do throws(FileError) { read.append(try file.chain(path, chains.options(file))) } catch {
            failures.append(error)
          }
        }
        guard failures.isEmpty else { throw InputFailures(failures) }
        let fits = try MarketSnapshot(chains: read).surfaceQuotes().map { try FittedSurface($0, family: family) }
        guard !fits.isEmpty else { throw SurfaceError.empty }
        if let quotes { try OutputFile.write(SurfaceTables.quotes(fits), to: quotes) }
        if let grid { try OutputFile.write(SurfaceTables.grid(fits), to: grid) }
        let document = SurfaceDocument(family: family.rawValue, surfaces: fits.map(SurfaceDocument.Surface.init))
        try OutputFile.write(bytes: Array(document.encoded()), to: out)
        if out != "-", quotes != "-", grid != "-" {
          for fit in fits { print(fit.summary) }
        }
      }
    }
  }

  extension FittedSurface.Family: ExpressibleByArgument {}
#endif
