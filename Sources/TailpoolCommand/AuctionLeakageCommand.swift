#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool auction leakage`: what trades that wait leak by each rule of ordering.
  struct AuctionLeakageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "leakage",
      abstract: "What trades that wait for a pool leak by each rule of ordering, and what refunds give back.",
      discussion: """
        The pool is that of a constant product after its orders. Each trade is taken alone: what someone gains who knows it, as trades \
        come, by commitment and in a batch, and what its owner loses. The folder gets leakage.csv, trades.csv and leakage.html, all of \
        them or none. `tailpool sample` writes constant-product.json, constant-product-orders.csv and waiting-trades.csv to try.
        """)

    @Option(name: .long, help: ArgumentHelp("The pool, JSON: a venue of kind constant-product.", valueName: "file"))
    var venue: String
    @Option(name: .long, help: ArgumentHelp("Its orders, CSV, which bring its liquidity.", valueName: "file"))
    var orders: String
    @Option(
      name: .long,
      help: ArgumentHelp("The trades that wait, CSV: trade,trader,pays,amount,least,commitment.", valueName: "file"))
    var trades: String
    @Option(
      name: .long,
      help: ArgumentHelp("The most that an attacker can pay in of each token, base units.", valueName: "units,units"))
    var capital: String
    @Option(
      name: .long,
      help: ArgumentHelp(
        "The part of a trade back's profit that its owner is given, in millionths; without it no refunds are found.",
        valueName: "n"))
    var refundMillionths: UInt32?
    @Option(
      name: .long, help: ArgumentHelp("Folder for leakage.csv, trades.csv and leakage.html.", valueName: "folder"))
    var out: String

    func validate() throws {
      if [venue, orders, trades].count(where: { $0 == "-" }) > 1 {
        throw ValidationError("only one file can be standard input")
      }
      if let refundMillionths, refundMillionths > 1_000_000 {
        throw ValidationError("--refund-millionths is \(refundMillionths); expected 0 to 1000000")
      }
      _ = try amounts()
    }

    private func amounts() throws -> TokenPair<UInt128> {
      guard let pair = AuctionMatchCommand.pair(capital) else {
        throw ValidationError("--capital is \(capital), where two whole numbers such as 0,1997 should be")
      }
      return pair
    }

    func run() async throws {
      try await reportingFailures {
        let description = try VenueReader.read(path: venue)
        guard let terms = description.terms as? ConstantProductTerms else {
          throw ValidationError(
            "the venue is of kind \(type(of: description.terms).kind): what is leaked is found for \(ConstantProductTerms.kind)"
          )
        }
        let replay = try VenueReplay<ConstantProductPool>(
          terms, scale: description.scale, orders: OrdersReader.read(path: orders, as: ConstantProductEvent.self))
        let waiting = try AuctionReader.swaps(InputFile(path: trades))
        let leakage = try SwapLeakage(
          of: waiting, on: replay.venue, capital: amounts(), refundMillionths: refundMillionths)
        let files = [
          ("leakage.csv", LeakageTable.responses(leakage)), ("trades.csv", LeakageTable.trades(leakage)),
          ("leakage.html", leakage.html(scale: description.scale)),
        ]
        try OutputFile.write(files.map { (name: $0, text: $1) }, in: out)
        print(leakage.text(scale: description.scale, width: 100))
        if replay.totals.refused > 0 { print("orders of the pool refused: \(replay.totals.refused)") }
        print("Written: \(out)/\(files.map(\.0).joined(separator: ", "))")
      }
    }
  }
#endif
