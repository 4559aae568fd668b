import TailpoolEvents
import TailpoolLedger
import TailpoolVenues

/// What came of orders of auctions, batches and crosses, as CSV.
public enum AuctionFillTable {
  /// The fills of call auctions, one row for each order of each.
  ///
  /// - Parameters:
  ///   - batches: The auctions.
  ///   - orders: The orders that their places are of.
  /// - Returns: The columns `auction,order,participant,side,quantity,filled,price,quote,status`, each line ended by a line feed. A quantity
  ///   is what stood in the auction; a status is `filled`, `part`, `none` or why the order took no part.
  /// - Complexity: O(rows).
  public static func text(_ batches: [FrequentBatchAuction.Batch], of orders: [AuctionOrder]) -> String {
    var text = "auction,order,participant,side,quantity,filled,price,quote,status\n"
    var left = orders.map(\.quantity)
    for batch in batches {
      for (place, index) in batch.orders.enumerated() {
        let (order, filled) = (orders[index], batch.outcome.fills[place])
        let status =
          batch.outcome.excluded[place]?.rawValue ?? (filled == 0 ? "none" : filled < left[index] ? "part" : "filled")
        let price = batch.outcome.price.map { "\($0)" } ?? ""
        let quote = UInt128(batch.outcome.price ?? 0) * UInt128(filled)
        text +=
          "\(batch.time),\(order.id),\(CSVText.cell(order.participant)),\(order.side),\(left[index]),\(filled),\(price),\(quote),\(status)\n"
        left[index] -= filled
      }
    }
    return text
  }

  /// The claims of a sealed batch, one row a user.
  ///
  /// - Parameters:
  ///   - intents: What users paid in.
  ///   - claims: What each gets, in the same order.
  /// - Returns: The columns `participant,in0,in1,out0,out1`, each line ended by a line feed.
  /// - Complexity: O(users).
  public static func text(_ intents: [BatchIntent], _ claims: [TokenPair<UInt128>]) -> String {
    var text = "participant,in0,in1,out0,out1\n"
    for (intent, claim) in zip(intents, claims) {
      text +=
        "\(CSVText.cell(intent.participant)),\(intent.paidIn.token0),\(intent.paidIn.token1),\(claim.token0),\(claim.token1)\n"
    }
    return text
  }

  /// The trades of a midpoint cross, one row a trade.
  ///
  /// - Parameters:
  ///   - trades: The trades.
  ///   - orders: The orders that their places are of.
  /// - Returns: The columns `buy,buyer,sell,seller,base,quote`, each line ended by a line feed.
  /// - Complexity: O(trades).
  public static func text(_ trades: [MidpointCross.Trade], of orders: [CrossOrder]) -> String {
    var text = "buy,buyer,sell,seller,base,quote\n"
    for trade in trades {
      let (buy, sell) = (orders[trade.buy], orders[trade.sell])
      text +=
        "\(buy.id),\(CSVText.cell(buy.participant)),\(sell.id),\(CSVText.cell(sell.participant)),\(trade.match.base),\(trade.match.quote)\n"
    }
    return text
  }
}

/// What came of auctions, batches and crosses, for programs.
public enum AuctionSummary {
  /// Of call auctions: time, price, volume, surplus, what decided the price, and the least and greatest price left.
  ///
  /// - Parameter batches: The auctions.
  public static func value(_ batches: [FrequentBatchAuction.Batch]) -> EventValue {
    value(
      "call",
      [
        EventField(
          "auctions",
          .list(
            batches.map { batch in
              let outcome = batch.outcome
              var fields = [
                field("time", batch.time), field("orders", batch.orders.count), field("volume", outcome.volume),
                field("surplus", outcome.surplus),
              ]
              if let price = outcome.price, let principle = outcome.principle, let candidates = outcome.candidates {
                fields += [
                  field("price", price), field("quote", UInt256.product(UInt128(price), outcome.volume)),
                  field("principle", principle.rawValue), field("lowest", candidates.lowerBound),
                  field("highest", candidates.upperBound),
                ]
              }
              return .fields(fields)
            }))
      ])
  }

  /// Of a sealed batch: what was paid in, received, unfilled and left by rounding.
  ///
  /// - Parameters:
  ///   - batch: The batch.
  ///   - dust: What rounding left.
  public static func value(_ batch: SealedBatch, dust: TokenPair<UInt128>) -> EventValue {
    value(
      "batch",
      [("paidIn", batch.paidIn), ("received", batch.received), ("unfilled", batch.unfilled), ("dust", dust)].map {
        EventField($0, .fields([field("token0", $1.token0), field("token1", $1.token1)]))
      })
  }

  /// Of a midpoint cross: price, trades, and what changed hands.
  ///
  /// - Parameters:
  ///   - trades: The trades.
  ///   - cross: How they were made.
  public static func value(_ trades: [MidpointCross.Trade], _ cross: MidpointCross) -> EventValue {
    let sums = trades.reduce(into: (base: UInt256.zero, quote: UInt256.zero)) { sums, trade in
      sums = (sums.base &+ UInt256(trade.match.base), sums.quote &+ UInt256(trade.match.quote))
    }
    return value(
      "midpoint",
      [
        field("price", cross.price), field("lot", cross.lot), field("trades", trades.count), field("volume", sums.base),
        field("quote", sums.quote),
      ])
  }

  private static func value(_ rule: String, _ fields: [EventField]) -> EventValue {
    .fields([field("version", 1), field("rule", rule)] + fields)
  }

  private static func field(_ name: String, _ value: some CustomStringConvertible) -> EventField {
    EventField(name, .text(value.description))
  }
}
