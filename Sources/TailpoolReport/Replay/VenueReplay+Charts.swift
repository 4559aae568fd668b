import TailpoolVenues

/// The pictures of a replay.
extension VenueReplay {
  var priceSection: ReportSection {
    let (records, terms) = (shown, venue.terms)
    return ReportSection(
      id: "price", title: "Price and inventory", short: "Price",
      lead: """
        After each order that was taken, from before the first trade on; what is owed to owners and not collected is in the inventory.
        """,
      [
        chart("price", "Price of \(pair)", records, [("price", { $0.price ?? .nan })]),
        .group(
          ReportGroup(
            .pair,
            [
              chart(
                "inventory0", "\(terms.token0) held", records,
                [(terms.token0, { [scale] in scale.tokens0($0.inventory.amount0) })]),
              chart(
                "inventory1", "\(terms.token1) held", records,
                [(terms.token1, { [scale] in scale.tokens1($0.inventory.amount1) })]),
            ])),
      ])
  }

  var liquiditySection: ReportSection {
    let records = shown
    let values = records.compactMap(valueAgainstHolding)
    return ReportSection(
      id: "liquidity", title: "What liquidity came to", short: "Liquidity",
      lead: """
        In \(venue.terms.token1) at the venue's own price\(Venue.exchangesTokens ? "" : ", what is owed to traders taken off"). Holding is \
        what owners brought less what was paid out to them and the protocol.
        """,
      [
        .group(
          ReportGroup(
            .pair,
            [
              chart(
                "value", "Value held beside holding", records,
                [("value", values.map(\.value)), ("holding", values.map(\.holding))]),
              chart(
                "result", "Result against holding", records,
                [("result", values.map { $0.value - $0.holding })]),
            ])),
        chart(
          "fees", Venue.exchangesTokens ? "Fees, and what trades cost without them" : "Fees", records,
          [("fees", { $0.totals.feesValue })]
            + (Venue.exchangesTokens
              ? [("cost against rebalancing", { -$0.totals.rebalancingResult })] : [])),
        .table(ownerTable),
      ])
  }

  private func chart(
    _ key: String, _ title: String, _ records: [VenueRecord], _ lines: [(String, (VenueRecord) -> Double)]
  ) -> ReportNode {
    chart(key, title, records, lines.map { name, value in (name, records.map(value)) })
  }

  private func chart(
    _ key: String, _ title: String, _ records: [VenueRecord], _ lines: [(String, [Double])]
  ) -> ReportNode {
    var chart = ReportChart.lines(
      key: key, title: title, times: records.map(\.time), lines.map { (name: $0.0, values: $0.1) })
    // Numbers by the thousand are for fills.csv, not for a terminal.
    (chart.id, chart.shows) = ("chart-\(key)", .html)
    return .chart(chart)
  }
}
