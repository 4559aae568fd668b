#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles

  /// `tailpool cover` without a subcommand: what a portfolio of cover may cost, should earn and needs.
  struct CoverPortfolioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "portfolio",
      abstract: "Premiums, reserves, capital, layers and ruin of a portfolio of cover.",
      discussion: """
        Without --portfolio it is the embedded, made-up one, which `tailpool sample` writes as cover-portfolio.json. --assets is a table \
        of profit and loss of what the pool holds besides, such as the pnl.csv of `tailpool report`: claims and assets then need one \
        capital. The folder gets cover.html, cover.json and losses.csv, all of them or none.
        """)

    @Option(name: .long, help: ArgumentHelp("The portfolio, JSON.", valueName: "file"))
    var portfolio: String?
    @Option(
      name: .long,
      help: ArgumentHelp("Profit and loss of assets, one row a scenario, CSV; with --column.", valueName: "file"))
    var assets: String?
    @Option(name: .long, help: ArgumentHelp("The column of --assets.", valueName: "name"))
    var column: String?
    @Option(name: .long, help: "The most threads; no number depends on it.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount
    @Option(name: .long, help: ArgumentHelp("Folder for cover.html, cover.json and losses.csv.", valueName: "folder"))
    var out: String?

    func validate() throws {
      if (assets == nil) != (column == nil) { throw ValidationError("--assets and --column stand together") }
      if portfolio == "-", assets == "-" { throw ValidationError("only one file can be standard input") }
      guard (1...1024).contains(threads) else { throw ValidationError("--threads is \(threads); expected 1 to 1024") }
    }

    func run() async throws {
      try await reportingFailures {
        let portfolio = try portfolio.map { try CoverPortfolioReader.read(path: $0) } ?? Self.sample()
        let page = CoverPage(try CoverAnalysis(of: portfolio, assets: try distribution(), threads: threads))
        if self.portfolio == nil { print("No portfolio is named: this is the embedded, made-up one.\n") }
        print(page.text(width: 100))
        guard let out else { return }
        let files = [
          ("cover.html", page.html()), ("cover.json", String(decoding: page.json(prettyPrinted: true), as: UTF8.self)),
          ("losses.csv", page.lossesCSV()),
        ]
        try OutputFile.write(files.map { (name: $0, text: $1) }, in: out)
        print("Written: \(out)/\(files.map(\.0).joined(separator: ", "))")
      }
    }

    private static func sample() throws -> CoverPortfolio {
      try CoverPortfolioReader.read(
        InputFile(name: "cover-portfolio.json", text: Sample.coverPortfolioJSON()))
    }

    private func distribution() throws -> ProfitAndLossDistribution? {
      guard let assets, let column else { return nil }
      return try ProfitAndLossDistribution(NumberColumns([column], in: InputFile(path: assets)).columns[0])
    }
  }
#endif
