import TailpoolLedger
import TailpoolMarket

/// What a week came to at one venue, in numbers that stand beside those of another.
///
/// Money is in whole tokens 1.
public struct VenueComparison: Hashable, Sendable {
  /// What a trade of one size costs at the end.
  public struct Size: Hashable, Sendable {
    /// Whole tokens 0.
    public let size: Double
    /// How much worse than the venue's price a purchase is; nil where it is refused.
    public let purchase: Double?
    /// The same of a sale.
    public let sale: Double?
    /// What a purchase gains by being made in ten parts; nil where it is refused.
    public let splitting: Double?
  }

  /// What the venue is called.
  public let name: String
  /// Its kind.
  public let kind: String
  /// Trades that were taken, arbitrage included.
  public let trades: Int
  /// Orders and trades that were refused.
  public let refused: Int
  /// What was refused, in the order in which it came: where it stood, and why.
  public let refusals: [VenueRecord]
  /// Σ of what trades moved of token 0, in whole tokens.
  public let volume0: Double
  /// Fees, each at the market's price.
  public let fees: Double
  /// The loss versus rebalancing at the market's prices.
  public let loss: Double
  /// What is held less what owners brought and were not paid, at the last price; nil without one.
  public let againstHolding: Double?
  /// What traders other than the arbitrageur paid above the market's price, fees included.
  public let costOfTraders: Double
  /// A ladder of sizes at the end.
  public let sizes: [Size]

  /// Fees less the loss: what is left to owners.
  public var result: Double { fees - loss }
}

extension VenueReplay where Venue: ExchangeVenue {
  /// Sums a replay beside a market up.
  ///
  /// - Parameters:
  ///   - name: What the venue is called.
  ///   - prices: The market's.
  ///   - arbitrageur: Whose trades are not counted among the costs of traders.
  ///   - sizes: Whole tokens 0, each finite and > 0: trades that the venue is asked for at the end.
  /// - Throws: `PriceSeriesError.noPrice` for a trade before the first price.
  /// - Complexity: That of `rebalancing(at:)`, and thirteen trades a size.
  public func comparison(
    _ name: String, beside prices: PriceSeries, arbitrageur: String?, sizes: [Double]
  ) throws(PriceSeriesError) -> VenueComparison {
    let rebalancing = try rebalancing(at: prices)
    var (volume, cost) = (0.0, 0.0)
    for trade in rebalancing.trades {
      let record = records[trade.index - 1]
      guard let flow = record.fill?.flow else { continue }
      volume += scale.tokens0(flow.in0) + scale.tokens0(flow.out0)
      if record.party.name != arbitrageur { cost += trade.fee - trade.loss }
    }
    let last = records.last { $0.price != nil }.flatMap(valueAgainstHolding)
    return VenueComparison(
      name: name, kind: Venue.Terms.kind, trades: totals.trades, refused: totals.refused,
      refusals: records.filter { $0.refusal != nil }, volume0: volume,
      fees: rebalancing.fees, loss: rebalancing.loss, againstHolding: last.map { $0.value - $0.holding },
      costOfTraders: cost, sizes: sizes.map(costs))
  }

  private func costs(of size: Double) -> VenueComparison.Size {
    func trade(_ isPurchase: Bool) -> TokenTrade? {
      scale.units0(size).map { TokenTrade(at: venue.time, trader: "size", isPurchase: isPurchase, amount0: $0) }
    }
    let (purchase, sale) = (trade(true), trade(false))
    return VenueComparison.Size(
      size: size, purchase: purchase.flatMap { try? venue.slippage(of: $0) } ?? nil,
      sale: sale.flatMap { try? venue.slippage(of: $0) } ?? nil,
      splitting: purchase.flatMap { try? venue.gainOfSplitting($0, into: 10) })
  }
}
