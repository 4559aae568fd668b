import TailpoolLedger
import TailpoolMarket

/// What trades cost a venue against the prices of a market: its realized loss versus rebalancing.
///
///     loss = Σ over trades of  received − (paid in − fee),  each token 0 at the market's price at that time
///
/// One who holds what the venue holds and trades the same amounts at the market's price, without a fee, does better by this. The
/// change of what the venue holds, fees left out, is the profit of that portfolio less the loss, whatever the prices are.
///
/// Source: J. Milionis, C. Moallemi, T. Roughgarden, A. Zhang, "Automated Market Making and Loss-Versus-Rebalancing" (2022).
public struct MarketRebalancing: Hashable, Sendable {
  /// One trade at the market's price.
  public struct Trade: Hashable, Sendable {
    /// The place among the orders, from 1.
    public let index: Int
    /// When it was made.
    public let time: Timestamp
    /// The market's last price by then, in whole tokens 1.
    public let price: Double
    /// How many seconds old that price was.
    public let age: Int64
    /// What the trade cost the venue, its fee left out, in whole tokens 1; negative where the trader paid more than the market.
    public let loss: Double
    /// Its fee at the market's price, the protocol's part included.
    public let fee: Double
  }

  /// What owners' claims made of trades.
  public struct Owner: Hashable, Sendable {
    /// The owner.
    public let name: String
    /// The result against rebalancing, its part of the fees included: Σ over trades of the change of its claim, each token 0 at the
    /// market's price at that time. One who held what the owner could claim, and traded the same at the market, made zero.
    public let result: Double
  }

  /// The trades that were taken, in order.
  public internal(set) var trades: [Trade] = []
  /// What came of each owner, by name.
  public internal(set) var owners: [Owner] = []
  /// Σ of the losses: the loss versus rebalancing, in whole tokens 1.
  public internal(set) var loss = 0.0
  /// Σ of the fees, in whole tokens 1.
  public internal(set) var fees = 0.0
  /// Trades after the last price there is, which is ever older.
  public internal(set) var tradesAfterLastPrice = 0

  /// What fees were more than the loss.
  public var result: Double { fees - loss }

  /// The age of the oldest price that a trade was held against, in seconds; 0 without a trade.
  public var greatestAge: Int64 { trades.lazy.map(\.age).max() ?? 0 }

  /// The mean age of the prices, in seconds; 0 without a trade.
  public var meanAge: Double {
    trades.isEmpty ? 0 : trades.reduce(0.0) { $0 + Double($1.age) } / Double(trades.count)
  }
}

extension VenueReplay {
  /// Holds every trade of the replay against the prices of a market.
  ///
  /// The orders that were taken run once more, so that each owner's claim is known before and after each trade.
  ///
  /// - Parameter prices: The market's; each trade is held against the last one at or before it.
  /// - Returns: Trades, sums and owners; no owner where claims cannot be counted, which the audit finds.
  /// - Throws: `PriceSeriesError.noPrice` for a trade before the first price.
  /// - Complexity: O(orders × (positions + log prices)).
  public func rebalancing(at prices: PriceSeries) throws(PriceSeriesError) -> MarketRebalancing {
    var rebalancing = MarketRebalancing()
    for record in records {
      guard record.party.isTrader, let fill = record.fill else { continue }
      let last = try prices.last(at: record.time)
      rebalancing.add(
        MarketRebalancing.Trade(
          index: record.index, time: record.time, price: last.price, age: last.age,
          loss: -fill.result(at: last.price, scale: scale), fee: scale.value(fill.fee, at: last.price)))
      if let end = prices.times.last, record.time > end { rebalancing.tradesAfterLastPrice += 1 }
    }
    let results = (try? ownerResults(rebalancing.trades.map(\.price))) ?? [:]
    rebalancing.owners = results.sorted { $0.key < $1.key }.map { .init(name: $0, result: $1) }
    return rebalancing
  }

  /// By owner the sum over trades of the change of its claim.
  ///
  /// - Parameter prices: The market's price of each trade that was taken.
  private func ownerResults(_ prices: [Double]) throws(VenueRefusal) -> [String: Double] {
    var (results, prices, venue) = ([String: Double](), prices.makeIterator(), try Venue(venue.terms))
    for order in taken {
      guard order.party.isTrader, let price = prices.next() else {
        _ = try venue.take(order)
        continue
      }
      let before = try venue.claims()
      _ = try venue.take(order)
      for (name, claim) in try venue.claims() {
        results[name, default: 0] += scale.value(claim, less: before[name] ?? .zero, at: price)
      }
    }
    return results
  }
}

extension MarketRebalancing {
  fileprivate mutating func add(_ trade: Trade) {
    trades.append(trade)
    loss += trade.loss
    fees += trade.fee
  }
}

extension VenueFill {
  /// What a trade brought the venue, its fee left out: (paid in − fee) − received, in whole tokens 1.
  func result(at price: Double, scale: TokenScale) -> Double {
    // The fee is a part of what was paid in, or of what was not paid out.
    scale.value(TokenAmounts(flow.in0, flow.in1), less: TokenAmounts(flow.out0, flow.out1) + fee, at: price)
  }
}
