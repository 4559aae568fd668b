import TailpoolMarket
import TailpoolVenues

extension VenueReplay {
  /// The replay as one self-contained HTML page: price, inventory, fees, the value of liquidity beside holding, owners, traders and
  /// refusals.
  ///
  /// Nothing is loaded from anywhere, as in the report of a pool; every name that comes from a file is escaped.
  ///
  /// - Parameter rebalancing: The replay beside a market's prices, which then has a section; nil where there are none.
  /// - Returns: The page, UTF-8.
  /// - Complexity: O(orders + owners × log owners).
  public func html(beside rebalancing: MarketRebalancing? = nil) -> String {
    HTMLPage(document: document(beside: rebalancing)).markup.text
  }

  /// The replay as a summary for a terminal.
  ///
  /// - Parameters:
  ///   - width: Columns of the terminal; clamped to 80 to 110.
  ///   - rebalancing: As of `html`.
  /// - Returns: Lines that end in a line feed.
  public func text(width: Int = 100, beside rebalancing: MarketRebalancing? = nil) -> String {
    document(beside: rebalancing).text(width: min(max(width, 80), 110))
  }
}

extension VenueReplay {
  /// The venue as a headline names it: `ETH in USDC`.
  var pair: String { "\(venue.terms.token0) in \(venue.terms.token1)" }

  func document(beside rebalancing: MarketRebalancing?) -> ReportDocument {
    let findings = venue.audit()
    let words =
      findings.isEmpty ? "every law holds" : "the audit found \(findings.map { "\($0)" }.joined(separator: ", "))"
    return ReportDocument(
      title: "Replay of a venue", asOf: "\(venue.time)", made: "\(kindName), \(pair), \(counts)",
      facts: "\(kindName) · \(pair) · \(.instant(venue.terms.opening)) to \(.instant(venue.time))", verdict: verdict,
      headline: headline,
      limits: (["Audit: \(words)."], ReportProse(words), !findings.isEmpty), overview: [],
      sections: [priceSection, liquiditySection] + (rebalancing.map { [marketSection($0)] } ?? []) + [
        ordersSection, notesSection,
      ], added: [], data: [],
      footer: "tailpool \(TailpoolVersion.current) · values are in \(venue.terms.token1) at the venue's own price",
      version: TailpoolVersion.current)
  }

  private var kindName: String { Venue.Terms.kind.replacing("-", with: " ") }

  private var counts: String {
    "\(NumberText.counted(records.count, "order")), \(NumberText.grouped(totals.refused)) refused"
  }

  private var verdict: ReportProse {
    let orders: ReportProse =
      """
      The venue took \(strong: .count(totals.taken)) of \(NumberText.counted(records.count, "order")), among them \
      \(NumberText.counted(totals.trades, "trade")), and refused \(.count(totals.refused)).
      """
    guard let price, let first = shown.first?.price else { return orders + " It has no price." }
    return orders
      + """
       The price of \(venue.terms.token0) went from \(.number(first, digits: 6)) to \
      \(strong: .number(price, digits: 6)) \(venue.terms.token1); fees were \(strong: amount(totals.feesValue))
      """ + cost
  }

  /// What trades cost the venue besides, as the end of the sentence about fees.
  private var cost: ReportProse {
    guard Venue.exchangesTokens else {
      return
        ", and holders of contracts that ended were paid \(strong: amount(price.map { scale.value(totals.payoffs, at: $0) }))."
    }
    if totals.rebalancingResult > 0 {
      return """
        , and the trades themselves gained the pool \(strong: amount(totals.rebalancingResult)) against rebalancing at its own prices.
        """
    }
    return """
      , and the trades themselves cost the pool \(strong: amount(-totals.rebalancingResult)) against rebalancing at its own prices.
      """
  }

  private var headline: ReportFields {
    let last = shown.last.flatMap(valueAgainstHolding)
    let token = venue.terms.token1
    return ReportFields(
      layout: .cards,
      [
        .init("Price", .number(price, digits: 6), notes: ["\(pair)"]),
        .init(
          "Value held, \(token)", .number(last?.value, digits: 6),
          notes: [
            "\(.number(scale.tokens0(venue.worth.amount0), digits: 5)) \(venue.terms.token0)",
            "\(.number(scale.tokens1(venue.worth.amount1), digits: 5)) \(venue.terms.token1)",
          ]),
        .init(
          "Fees, \(token)", .number(totals.feesValue, digits: 6),
          notes: ["\(NumberText.counted(totals.trades, "trade"))"]),
      ]
        + (Venue.exchangesTokens
          ? [
            .init(
              "Against rebalancing, \(token)", .number(totals.rebalancingResult, digits: 6), notes: ["without fees"])
          ]
          : [
            .init(
              "Paid to holders, \(token)", .number(price.map { scale.value(totals.payoffs, at: $0) }, digits: 6),
              notes: ["of contracts that ended"])
          ]) + [
          .init(
            "Against holding, \(token)", .number(last.map { $0.value - $0.holding }, digits: 6),
            notes: ["fees included"])
        ])
  }

  /// The records that are drawn: those of orders that were taken, where there is a price, from that before the first trade on.
  var shown: [VenueRecord] {
    let drawn = records.filter { $0.fill != nil && $0.price != nil }
    let first = drawn.firstIndex { $0.totals.trades > 0 } ?? 0
    return Array(drawn[max(0, first - 1)...])
  }

  /// An amount of whole tokens 1.
  func amount(_ value: Double?) -> ReportValue { .amount(value, unit: venue.terms.token1) }

  /// Both amounts in whole tokens.
  func cells(_ amounts: TokenAmounts) -> [ReportValue] {
    [
      .number(scale.tokens0(amounts.amount0), digits: 6), .number(scale.tokens1(amounts.amount1), digits: 6),
    ]
  }
}
