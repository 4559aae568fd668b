#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool auction`: orders matched at one price, and venues that do.
  struct AuctionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "auction",
      abstract:
        "Matches orders at one price; an auction venue from its journal; what waiting trades leak; blocks of options.",
      subcommands: [
        AuctionMatchCommand.self, AuctionVenueCommand.self, AuctionLeakageCommand.self, AuctionBlocksCommand.self,
      ], defaultSubcommand: AuctionMatchCommand.self)
  }

  /// `tailpool auction` without a subcommand: orders matched at one price.
  struct AuctionMatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "match",
      abstract: "Matches orders at one price: a call auction, one every interval, a sealed batch, or a midpoint cross.",
      discussion: """
        The folder gets fills.csv and summary.json, both or none. A call auction needs --reference; a batch needs --price, or what came \
        of it by --received and --unfilled; a midpoint cross needs --price.
        """)

    /// A way of matching.
    enum Rule: String, ExpressibleByArgument, CaseIterable { case call, batch, midpoint }
    /// How the last units of a call auction are shared.
    enum AllocationName: String, ExpressibleByArgument, CaseIterable {
      case proRata = "pro-rata"
      case time
    }
    /// What becomes of orders that could trade with their own participant's.
    enum SelfMatchName: String, ExpressibleByArgument, CaseIterable {
      case none
      case cancelNewer = "cancel-newer"
      case cancelOlder = "cancel-older"
    }

    @Option(name: .long, help: ArgumentHelp("How orders are matched.", valueName: "rule"))
    var rule: Rule
    @Option(name: .long, help: ArgumentHelp("Orders, CSV.", valueName: "file"))
    var orders: String
    @Option(
      name: .long, help: ArgumentHelp("Reference price of a call auction, in whole units.", valueName: "price"))
    var reference: UInt64?
    @Option(name: .long, help: ArgumentHelp("What prices of a call auction are multiples of.", valueName: "units"))
    var tick: UInt64?
    @Option(
      name: .long, help: ArgumentHelp("How a call auction shares its last units.", valueName: "rule"))
    var allocation: AllocationName?
    @Option(
      name: .long, help: ArgumentHelp("What it leaves out of one participant's orders.", valueName: "rule"))
    var selfMatch: SelfMatchName?
    @Option(
      name: .long,
      help: ArgumentHelp("Seconds from one call auction to the next, from the first order on.", valueName: "seconds"))
    var interval: Int64?
    @Option(
      name: .customLong("guard"),
      help: ArgumentHelp("Prices outside of which nothing trades, such as 95-105.", valueName: "prices"))
    var guarded: String?
    @Option(
      name: .long, help: ArgumentHelp("Price of a cross or a batch: units of the quote for a lot.", valueName: "units"),
      transform: AuctionMatchCommand.units)
    var price: UInt128?
    @Option(
      name: .long, help: ArgumentHelp("Units of the base that the price is for.", valueName: "units"),
      transform: AuctionMatchCommand.units)
    var lot: UInt128?
    @Option(
      name: .long, help: ArgumentHelp("Units received by a batch of both tokens, such as 0,1997.", valueName: "units"))
    var received: String?
    @Option(
      name: .long, help: ArgumentHelp("Units of both tokens that found nothing in it.", valueName: "units"))
    var unfilled: String?
    @Option(name: .long, help: ArgumentHelp("Folder for fills.csv and summary.json.", valueName: "folder"))
    var out: String

    func validate() throws {
      let call: [(String, Bool)] = [
        ("--reference", reference != nil), ("--tick", tick != nil), ("--allocation", allocation != nil),
        ("--self-match", selfMatch != nil), ("--interval", interval != nil),
      ]
      let priced: [(String, Bool)] = [("--price", price != nil), ("--lot", lot != nil)]
      let given: [(String, Bool)] = [("--received", received != nil), ("--unfilled", unfilled != nil)]
      let guards: [(String, Bool)] = [("--guard", guarded != nil)]
      let others: [(String, Bool)] =
        switch rule {
        case .call: priced + given
        case .batch: call + guards
        case .midpoint: call + given
        }
      if let other = others.first(where: \.1) { throw ValidationError("\(other.0) is not for --rule \(rule)") }
      switch rule {
      case .call: if reference == nil { throw ValidationError("--rule call needs --reference") }
      case .midpoint: if price == nil { throw ValidationError("--rule midpoint needs --price") }
      case .batch:
        if (price == nil) == (received == nil) {
          throw ValidationError("--rule batch needs --price, or --received and --unfilled")
        }
        if (received == nil) != (unfilled == nil) || received != nil && lot != nil {
          throw ValidationError("--received goes with --unfilled, and without --lot")
        }
      }
      _ = try (pair("--received", received), pair("--unfilled", unfilled), band())
    }

    /// A whole number of units.
    static func units(_ text: String) throws -> UInt128 {
      guard let units = UInt128(text) else {
        throw ValidationError("\(text) stands where a whole number of units should be")
      }
      return units
    }

    private func pair(_ name: String, _ text: String?) throws -> TokenPair<UInt128>? {
      guard let text else { return nil }
      guard let pair = Self.pair(text) else {
        throw ValidationError("\(name) is \(text), where two whole numbers such as 0,1997 should be")
      }
      return pair
    }

    /// Whole units of two tokens with a comma between them.
    static func pair(_ text: String) -> TokenPair<UInt128>? {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { UInt128($0) }
      guard parts.count == 2, let first = parts[0], let second = parts[1] else { return nil }
      return TokenPair(first, second)
    }

    private func band() throws -> ClosedRange<UInt64>? {
      guard let guarded else { return nil }
      let parts = guarded.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
      guard parts.count == 2, let low = parts[0], let high = parts[1], low <= high else {
        throw ValidationError("--guard is \(guarded), where two prices such as 95-105 should be")
      }
      return low...high
    }

    func run() async throws {
      try await reportingFailures {
        let file = try InputFile(path: orders)
        let (fills, summary) =
          switch rule {
          case .call: try call(file)
          case .batch: try batch(file)
          case .midpoint: try midpoint(file)
          }
        let text = summary.canonicalJSON + "\n"
        try OutputFile.write([(name: "fills.csv", text: fills), (name: "summary.json", text: text)], in: out)
        print(text, terminator: "")
        print("Written: \(out)/fills.csv, summary.json")
      }
    }

    private func call(_ file: InputFile) throws -> (fills: String, summary: EventValue) {
      let orders = try AuctionReader.orders(file)
      let auction = try CallAuction(
        tick: tick ?? 1, allocation: allocation == .time ? .time : .proRata,
        selfMatch: selfMatch == .cancelNewer ? .cancelNewer : selfMatch == .cancelOlder ? .cancelOlder : .none)
      let batches: [FrequentBatchAuction.Batch]
      if let interval {
        batches = try FrequentBatchAuction(
          auction: auction, opening: orders[0].time, intervalSeconds: interval
        ).run(orders, reference: reference ?? 0, guarded: band())
      } else {
        // One auction, when the last of them has come.
        let time = orders[orders.count - 1].time
        let outcome = try auction.clear(orders, reference: reference ?? 0, guarded: band(), at: time)
        batches = [FrequentBatchAuction.Batch(time: time, orders: Array(orders.indices), outcome: outcome)]
      }
      return (AuctionFillTable.text(batches, of: orders), AuctionSummary.value(batches))
    }

    private func batch(_ file: InputFile) throws -> (fills: String, summary: EventValue) {
      let intents = try AuctionReader.intents(file)
      let all = try SealedBatch.total(intents)
      let batch: SealedBatch
      if let received = try pair("--received", received), let unfilled = try pair("--unfilled", unfilled) {
        batch = try SealedBatch(paidIn: all, received: received, unfilled: unfilled)
      } else {
        batch = try SealedBatch.crossed(all, price: price ?? 0, lot: lot ?? 1)
      }
      let (claims, dust) = try batch.claims(intents)
      return (AuctionFillTable.text(intents, claims), AuctionSummary.value(batch, dust: dust))
    }

    private func midpoint(_ file: InputFile) throws -> (fills: String, summary: EventValue) {
      let orders = try AuctionReader.crossOrders(file)
      let cross = try MidpointCross(price: price ?? 0, lot: lot ?? 1, guarded: band())
      let trades = try cross.cross(orders)
      return (AuctionFillTable.text(trades, of: orders), AuctionSummary.value(trades, cross))
    }
  }
#endif
