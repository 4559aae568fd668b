import TailpoolVenues

/// A replay beside a market's prices.
extension VenueReplay {
  func marketSection(_ rebalancing: MarketRebalancing) -> ReportSection {
    let trades = rebalancing.trades
    return ReportSection(
      id: "market", title: "Beside the market", short: "Market",
      lead: """
        Each trade at the market's last price by then. What the venue lost to one who held the same and traded at that price is its \
        loss versus rebalancing.
        """,
      [
        .fields(
          ReportFields([
            .init("Loss versus rebalancing", amount(rebalancing.loss)), .init("Fees", amount(rebalancing.fees)),
            .init("Fees less loss", amount(rebalancing.result)),
            .init(
              "Age of the prices",
              .text(
                "mean \(NumberText.significant(rebalancing.meanAge)) s, greatest \(NumberText.grouped(Int(clamping: rebalancing.greatestAge))) s"
              )),
            .init("Trades after the last price", .count(rebalancing.tradesAfterLastPrice)),
          ]))
      ] + (trades.isEmpty ? [] : [marketChart(trades)]) + [.table(marketTable(rebalancing))])
  }

  private func marketChart(_ trades: [MarketRebalancing.Trade]) -> ReportNode {
    func sums(_ value: (MarketRebalancing.Trade) -> Double) -> [Double] {
      trades.reduce(into: []) { $0.append(($0.last ?? 0) + value($1)) }
    }
    var chart = ReportChart.lines(
      key: "rebalancing", title: "Fees and the loss versus rebalancing", times: trades.map(\.time),
      [("fees", sums(\.fee)), ("loss", sums(\.loss))])
    (chart.id, chart.shows) = ("chart-rebalancing", .html)
    return .chart(chart)
  }

  private func marketTable(_ rebalancing: MarketRebalancing) -> ReportTable {
    ReportTable(
      caption: "Owners against rebalancing, their part of the fees included",
      columns: [.text("owner"), .number("result")],
      rows: rebalancing.owners.map { [.text($0.name), amount($0.result)] })
  }
}
