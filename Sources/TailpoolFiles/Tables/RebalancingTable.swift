import TailpoolVenues

/// The trades of a replay beside a market's prices, as CSV: one row a trade.
public enum RebalancingTable {
  /// The columns: the price that each trade was held against, how many seconds old it was, and what the trade and its fee came to at
  /// it, all in whole tokens 1.
  static let header = "index,time,price,age,loss,fee"

  /// Writes the rows.
  ///
  /// - Parameter rebalancing: Of a replay.
  /// - Returns: The table, each line ended by a line feed.
  /// - Complexity: O(trades).
  public static func text(_ rebalancing: MarketRebalancing) -> String {
    var text = header + "\n"
    for trade in rebalancing.trades {
      text += "\(trade.index),\(trade.time),\(trade.price),\(trade.age),\(trade.loss),\(trade.fee)\n"
    }
    return text
  }
}
