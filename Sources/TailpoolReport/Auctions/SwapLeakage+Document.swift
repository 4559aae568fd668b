import TailpoolLedger
import TailpoolVenues

extension SwapLeakage {
  /// What the trades leak as one self-contained HTML page; every name that comes from a file is escaped.
  ///
  /// - Parameter scale: Decimals of the tokens.
  /// - Returns: The page, UTF-8.
  /// - Complexity: O(trades).
  public func html(scale: TokenScale) -> String { HTMLPage(document: document(scale)).markup.text }

  /// What the trades leak as a summary for a terminal.
  ///
  /// - Parameters:
  ///   - scale: Decimals of the tokens.
  ///   - width: Columns of the terminal; clamped to 80 to 110.
  /// - Returns: Lines that end in a line feed.
  public func text(scale: TokenScale, width: Int = 100) -> String {
    document(scale).text(width: min(max(width, 80), 110))
  }
}

extension SwapLeakage {
  /// What amounts are worth in whole tokens 1, at the price of the pool before the trades.
  private struct Worth {
    let scale: TokenScale
    /// Whole tokens 1 for a whole token 0; zero for an empty pool.
    let price: Double

    init(_ pool: ConstantProductPool, _ scale: TokenScale) {
      self.scale = scale
      let units = pool.reserve0 > 0 ? Double(pool.reserve1) / Double(pool.reserve0) : 0
      price = scale.price(ofUnits: units)
    }

    func tokens(_ units: Double, isToken0: Bool) -> Double {
      units * (isToken0 ? scale.tokens0(UInt256(UInt128(1))) : scale.tokens1(UInt256(UInt128(1))))
    }

    func value(_ units: Double, isToken0: Bool) -> Double {
      tokens(units, isToken0: isToken0) * (isToken0 ? price : 1)
    }
  }

  private static func name(_ rule: SwapOrdering) -> String {
    switch rule {
    case .firstCome: "first come"
    case .byCommitment: "by commitment"
    case .batch: "batch"
    }
  }

  private func document(_ scale: TokenScale) -> ReportDocument {
    let (worth, terms) = (Worth(pool, scale), pool.terms)
    let rules = SwapOrdering.allCases.enumerated().map { index, rule in
      let found = trades.filter { !$0.rules.isEmpty }
      return (
        name: Self.name(rule),
        gain: found.reduce(0) { $0 + worth.value($1.rules[index].profit, isToken0: $1.intent.zeroForOne) },
        loss: found.reduce(0) { $0 + worth.value($1.rules[index].loss, isToken0: !$1.intent.zeroForOne) }
      )
    }
    let refused = trades.count { $0.alone == nil }
    let pair = "\(terms.token0) in \(terms.token1)"
    return ReportDocument(
      title: "What waiting trades leak", asOf: "\(pool.time)",
      made: "\(pair), \(NumberText.counted(trades.count, "trade"))",
      facts: "\(pair) · \(NumberText.counted(trades.count, "trade")) · each alone on the pool as it stands",
      verdict: verdict(rules),
      headline: ReportFields(
        layout: .cards,
        rules.map {
          .init(
            "\($0.name.prefix(1).uppercased())\($0.name.dropFirst())", .number($0.gain, digits: 5),
            notes: ["attackers gain, \(terms.token1)", "traders lose \(.number($0.loss, digits: 5))"])
        }),
      limits: (
        ["\(NumberText.counted(refused, "trade")) would be refused even alone."],
        refused == 0 ? "every trade can be executed alone" : "\(NumberText.counted(refused, "trade")) refused alone",
        refused > 0
      ), overview: [],
      sections: [leakSection(worth, rules), orderSection(worth), refundSection(worth), notesSection]
        .compactMap(\.self), added: [], data: [],
      footer: "tailpool \(TailpoolVersion.current) · gains and losses are in \(terms.token1) at the pool's price",
      version: TailpoolVersion.current)
  }

  private func verdict(_ rules: [(name: String, gain: Double, loss: Double)]) -> ReportProse {
    let first = rules.first?.gain ?? 0
    let least = rules.min { $0.gain < $1.gain }
    return """
      Who knows these trades before they are executed gains \(strong: .amount(first, unit: pool.terms.token1)) where they are as they \
      come, and least, \(strong: .amount(least?.gain, unit: pool.terms.token1)), \(least?.name ?? "").
      """
  }

  private func leakSection(
    _ worth: Worth, _ rules: [(name: String, gain: Double, loss: Double)]
  ) -> ReportSection {
    var chart = ReportChart.bars(
      key: "gains", title: "Gained by attackers, by rule",
      rules.map { ($0.name, .amount($0.gain, unit: pool.terms.token1)) })
    (chart.id, chart.shows) = ("chart-gains", .html)
    return ReportSection(
      id: "leaks", title: "What each rule leaks", short: "Leaks",
      lead: """
        The best that someone can do who knows one trade and its least: units paid in before or with it, gained, and lost by who made \
        it. The bound is the most that can be paid in before the trade is refused. Each in the token that it is in.
        """,
      [
        .chart(chart),
        .table(
          ReportTable(
            caption: "Best responses",
            columns: [
              .text("trade"), .text("rule"), .number("bound"), .number("paid in"), .number("gain"), .number("loss"),
            ],
            rows: trades.flatMap { trade in
              trade.rules.map { rule in
                let (own, other) = (trade.intent.zeroForOne, !trade.intent.zeroForOne)
                return [
                  .text(title(trade)), .text(Self.name(rule.ordering)),
                  .amount(worth.tokens(Double(trade.bound), isToken0: own), unit: token(own)),
                  .amount(worth.tokens(Double(rule.paidIn), isToken0: own), unit: token(own)),
                  .amount(worth.tokens(rule.profit, isToken0: own), unit: token(own)),
                  .amount(worth.tokens(rule.loss, isToken0: other), unit: token(other)),
                ]
              }
            })),
      ])
  }

  private func token(_ isToken0: Bool) -> String { isToken0 ? pool.terms.token0 : pool.terms.token1 }

  private func title(_ trade: Trade) -> String { "\(trade.intent.id) of \(trade.intent.trader)" }

  private func orderSection(_ worth: Worth) -> ReportSection {
    ReportSection(
      id: "orders", title: "What the trades get", short: "Trades",
      lead:
        "Alone, and all together by each rule, without an attacker; nothing where a trade would get less than its least.",
      [
        .table(
          ReportTable(
            caption: "Received",
            columns: [.text("trade"), .text("pays"), .text("gets"), .number("least"), .number("alone")]
              + SwapOrdering.allCases.map { .number(Self.name($0)) },
            rows: trades.map { trade in
              let (own, other) = (trade.intent.zeroForOne, !trade.intent.zeroForOne)
              func got(_ units: UInt128?) -> ReportValue {
                units.map { .number(worth.tokens(Double($0), isToken0: other), digits: 6) } ?? .text("nothing")
              }
              let paid = worth.tokens(Double(trade.intent.paidIn), isToken0: own)
              return [
                .text(title(trade)), .text("\(NumberText.significant(paid, 6)) \(token(own))"), .text(token(other)),
                got(trade.intent.least), got(trade.alone),
              ] + trade.executions.map { got($0?.received) }
            }))
      ])
  }

  /// Trades back and their refunds; nil where none were asked for.
  private func refundSection(_ worth: Worth) -> ReportSection? {
    let refunds = trades.compactMap { trade in trade.refund.map { (trade: trade, refund: $0) } }
    if refunds.isEmpty { return nil }
    return ReportSection(
      id: "refunds", title: "Refunds of trades back", short: "Refunds",
      lead: "After each trade alone, the best trade back to the price before it, and who gets its profit.",
      [
        .table(
          ReportTable(
            caption: "Refunds",
            columns: [
              .text("trade"), .number("paid in"), .number("received"), .number("profit"), .number("refund"),
              .number("kept"),
            ],
            rows: refunds.map { trade, refund in
              let other = !trade.intent.zeroForOne
              func amount(_ units: UInt128, _ isToken0: Bool) -> ReportValue {
                .amount(worth.tokens(Double(units), isToken0: isToken0), unit: token(isToken0))
              }
              return [
                .text(title(trade)), amount(refund.paidIn, other), amount(refund.received, !other),
                amount(refund.profit, other), amount(refund.refund, other), amount(refund.kept, other),
              ]
            }))
      ])
  }

  private var notesSection: ReportSection {
    ReportSection(
      id: "notes", title: "How it was found", short: "Notes",
      [
        .note(
          ReportNote(
            style: .bullets,
            [
              "First come: a purchase directly before the trade and a sale directly after it.",
              """
              By commitment: both and the trade in each of their six orders, all as probable; a sale before its purchase is left out, and \
              what is then held counts at the price before all.
              """,
              "Batch: the purchase in one batch with the trade, the sale alone in the next.",
              "One attacker, one pool and one trade at a time. A trade that is sealed until it is executed leaves none of the three.",
            ]))
      ])
  }
}
