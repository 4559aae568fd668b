#if Command
  import TailpoolMarket

  extension ChainReader {
    /// Milliseconds of 9999-12-31T23:59:59Z.
    private static let latestMilliseconds = 253_402_300_799_000.0

    /// Reads the JSON of Deribit's public `get_book_summary_by_currency` for options.
    ///
    /// `underlying_price` is the forward of the row's expiry, `estimated_delivery_price` the index; where that is
    /// absent, an `underlying_price` whose `underlying_index` is `index_price` is the index. `mark_iv` is in percent.
    static func bookSummary(_ file: InputFile, log: inout ProblemLog) -> OptionChain? {
      guard let root = JSONParser.parse(file, log: &log), let nodes = log.array("result", of: root) else { return nil }
      var rows = ChainRows()
      for node in nodes {
        guard log.object(node, "element of result") != nil else { continue }
        let before = log.count
        let name = self.name(of: node, log: &log)
        let time = self.time(of: node, log: &log)
        if let name, let time, name.parsed.expiry <= time {
          log.add(
            at: name.offset, "expiry \(name.parsed.expiry) is not after the snapshot",
            expected: "an expiry after \(time)")
        }
        let quote = name?.parsed.contract.map { self.quote(node, $0, log: &log) }
        if log.count == before, let quote, let time, let name {
          rows.append(quote, at: time, offset: name.offset, log: &log)
        }
      }
      return rows.chain
    }

    private static func name(of node: JSONNode, log: inout ProblemLog) -> (parsed: InstrumentName, offset: Int)? {
      guard let (text, offset) = log.text("instrument_name", of: node) else { return nil }
      if let name = InstrumentName(text) { return (name, offset) }
      log.add(at: offset, "instrument_name is \(shown(text))", expected: InstrumentName.expectation)
      return nil
    }

    private static func time(of node: JSONNode, log: inout ProblemLog) -> Timestamp? {
      let name = "creation_timestamp"
      guard let value = log.number(name, of: node, .nonNegative, isRequired: true) else { return nil }
      guard value <= latestMilliseconds, let seconds = Int64(exactly: (value / 1_000).rounded(.down)) else {
        log.add(
          at: node.member(name)?.offset ?? node.offset, "\(name) is \(value)",
          expected: "milliseconds since 1970, before the year 10000")
        return nil
      }
      return Timestamp(secondsSinceEpoch: seconds)
    }

    private static func quote(_ node: JSONNode, _ contract: OptionContract, log: inout ProblemLog) -> OptionChain.Quote
    {
      let forward = log.number("underlying_price", of: node, .positive)
      var spot = log.number("estimated_delivery_price", of: node, .positive)
      if spot == nil, case .string("index_price") = node.member("underlying_index")?.value { spot = forward }
      let percent = log.number("mark_iv", of: node, .nonNegative) ?? 0
      return OptionChain.Quote(
        contract: contract,
        bid: log.number("bid_price", of: node, .nonNegative).flatMap { $0 > 0 ? $0 : nil },
        ask: log.number("ask_price", of: node, .nonNegative).flatMap { $0 > 0 ? $0 : nil },
        mark: log.number("mark_price", of: node, .nonNegative),
        markVolatility: percent > 0 ? percent / 100 : nil,
        forward: forward, spot: spot,
        openInterest: log.number("open_interest", of: node, .nonNegative) ?? 0)
    }
  }
#endif
