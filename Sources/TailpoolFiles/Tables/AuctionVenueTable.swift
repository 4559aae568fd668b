import TailpoolVenues

/// What came of an auction venue, as CSV.
public enum AuctionVenueTable {
  /// The fills of all auctions, one row a fill.
  ///
  /// - Parameter replay: The venue.
  /// - Returns: The columns `auction,order,participant,side,quantity,price,quote`, each line ended by a line feed; an auction is named by
  ///   the time at which it was due.
  /// - Complexity: O(fills).
  public static func fills<Digest>(_ replay: AuctionVenueReplay<Digest>) -> String {
    var text = "auction,order,participant,side,quantity,price,quote\n"
    for report in replay.auctions {
      for fill in report.fills {
        text +=
          "\(report.due),\(fill.order),\(CSVText.cell(fill.participant)),\(fill.side),\(fill.quantity),\(report.price ?? 0),\(fill.quote)\n"
      }
    }
    return text
  }

  /// All orders, one row an order by rising numbers.
  ///
  /// - Parameter replay: The venue.
  /// - Returns: The columns `order,participant,sealed,arrival,known,side,quantity,filled,status`, each line ended by a line feed; what is
  ///   not known of an order that was not revealed is empty.
  /// - Complexity: O(orders × log orders).
  public static func orders<Digest>(_ replay: AuctionVenueReplay<Digest>) -> String {
    var text = "order,participant,sealed,arrival,known,side,quantity,filled,status\n"
    for (id, record) in replay.orders.sorted(by: { $0.key < $1.key }) {
      let known = record.known.map { "\($0)" } ?? ""
      let (side, quantity) = (record.order.map { "\($0.side)" } ?? "", record.order.map { "\($0.quantity)" } ?? "")
      text +=
        "\(id),\(CSVText.cell(record.participant)),\(record.isSealed),\(record.arrival),\(known),\(side),\(quantity),\(record.filled),\(record.status)\n"
    }
    return text
  }

  /// What trading cost, one row a participant.
  ///
  /// - Parameter reports: The reports.
  /// - Returns: The columns `participant,orders,ordered,filled,fillRate,shortfall,leakage,markout`, each line ended by a line feed, in whole
  ///   units.
  /// - Complexity: O(participants).
  public static func execution(_ reports: [ExecutionReport]) -> String {
    var text = "participant,orders,ordered,filled,fillRate,shortfall,leakage,markout\n"
    for report in reports {
      text +=
        "\(CSVText.cell(report.participant)),\(report.orders),\(report.ordered),\(report.filled),\(report.fillRate),\(report.shortfall),\(report.leakage),\(report.markout)\n"
    }
    return text
  }
}

/// What waiting trades leak, as CSV.
public enum LeakageTable {
  /// Best responses to each trade, one row a rule.
  ///
  /// - Parameter leakage: What was found.
  /// - Returns: The columns `trade,rule,bound,paidIn,gain,loss`, each line ended by a line feed: units of what the trade pays in, the loss
  ///   in units of what it receives. A trade that is refused alone has no row.
  /// - Complexity: O(trades).
  public static func responses(_ leakage: SwapLeakage) -> String {
    var text = "trade,rule,bound,paidIn,gain,loss\n"
    for trade in leakage.trades {
      for rule in trade.rules {
        text += "\(trade.intent.id),\(rule.ordering),\(trade.bound),\(rule.paidIn),\(rule.profit),\(rule.loss)\n"
      }
    }
    return text
  }

  /// What each trade gets, one row a trade.
  ///
  /// - Parameter leakage: What was found.
  /// - Returns: The columns `trade,trader,pays,amount,least,alone`, then one a rule, then `backrun,profit,refund,kept`, each line ended by a
  ///   line feed. What is not executed, or was not asked for, is empty.
  /// - Complexity: O(trades).
  public static func trades(_ leakage: SwapLeakage) -> String {
    let rules = SwapOrdering.allCases.map(\.rawValue).joined(separator: ",")
    var text = "trade,trader,pays,amount,least,alone,\(rules),backrun,profit,refund,kept\n"
    for trade in leakage.trades {
      let intent = trade.intent
      var cells = [
        "\(intent.id)", CSVText.cell(intent.trader), intent.zeroForOne ? "token0" : "token1", "\(intent.paidIn)",
        "\(intent.least)", trade.alone.map { "\($0)" } ?? "",
      ]
      cells += trade.executions.map { $0.map { "\($0.received)" } ?? "" }
      cells +=
        trade.refund.map { ["\($0.paidIn)", "\($0.profit)", "\($0.refund)", "\($0.kept)"] } ?? ["", "", "", ""]
      text += cells.joined(separator: ",") + "\n"
    }
    return text
  }
}
