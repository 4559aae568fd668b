import TailpoolLedger
import TailpoolMarket

extension VenueReplay where Venue: ExchangeVenue {
  /// Runs orders, and then trades beside a market: what any venue can be asked for, so that several can be held side by side.
  ///
  /// In the order of their times, at one instant orders first: each price of the market becomes the venue's index where it has one,
  /// and an arbitrageur takes the trade that gains it most at that price, where one gains; then the trades at that instant. Orders and
  /// trades stay in the order in which they come: one whose time is before that of the one above it comes after it, and the venue
  /// refuses it, as it would without a market beside it.
  ///
  /// - Parameters:
  ///   - orders: The venue's own: liquidity that comes and goes.
  ///   - trades: What traders want.
  ///   - prices: The market's.
  ///   - arbitrageur: The name that arbitrage is booked under; nil for none.
  /// - Complexity: That of the orders and trades, and some two hundred quotes a price.
  public mutating func run(
    _ orders: some Sequence<Venue.Order>, _ trades: some Sequence<TokenTrade>, beside prices: PriceSeries,
    arbitrageur: String?
  ) {
    var steps = Self.steps(orders.map { ($0.time, .order($0)) })
    steps += Self.steps(zip(prices.times, prices.prices).map { ($0, .price($1)) })
    steps += Self.steps(trades.map { ($0.time, .trade($0)) })
    // A stable sort: the sequence breaks ties, and so orders come before prices and these before trades.
    let sorted = steps.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    for (_, element) in sorted {
      switch element.step {
      case .order(let order): run(order, of: .order, row: element.row)
      case .trade(let trade): run(Venue.order(trade), of: .trade, row: element.row)
      case .price(let price): move(to: price, at: element.asked, row: element.row, arbitrageur: arbitrageur)
      }
    }
  }

  private enum Step {
    case order(Venue.Order)
    case price(Double)
    case trade(TokenTrade)
  }

  /// Steps of one list with the time at which each comes, which is never before that of the one above it.
  private static func steps(
    _ list: [(time: Timestamp, step: Step)]
  ) -> [(time: Timestamp, asked: Timestamp, row: Int, step: Step)] {
    var last: Timestamp?
    return list.enumerated().map { index, element in
      let time = max(element.time, last ?? element.time)
      last = time
      return (time, element.time, index + 1, element.step)
    }
  }

  private mutating func move(to price: Double, at time: Timestamp, row: Int, arbitrageur: String?) {
    if time < venue.time { return }
    if let index = Venue.indexOrder(price, scale: scale, at: time) { run(index, of: .price, row: row) }
    guard let arbitrageur, let trade = arbitrage(to: price, at: time, by: arbitrageur) else { return }
    run(Venue.order(trade), of: .price, row: row)
  }

  /// The trade that gains most against a market, or nil where none gains.
  ///
  /// The gain is a concave function of the amount, on either side: it is searched by thirds to 2⁻¹² of the amount, which costs 10⁻⁷ of
  /// the gain.
  ///
  /// - Parameters:
  ///   - price: The market's, whole tokens 1 for a whole token 0.
  ///   - time: When, not before the venue's last order.
  ///   - trader: Who trades.
  public func arbitrage(to price: Double, at time: Timestamp, by trader: String) -> TokenTrade? {
    guard self.price != nil, price > 0, price.isFinite else { return nil }
    let found = [true, false].map { isPurchase in
      best(at: price) { TokenTrade(at: time, trader: trader, isPurchase: isPurchase, amount0: $0) }
    }
    return found.max { $0.gain < $1.gain }.flatMap { $0.gain > 0 ? $0.trade : nil }
  }

  /// The best trade of one side, and what it gains in units of token 1.
  private func best(at price: Double, _ trade: (UInt128) -> TokenTrade) -> (trade: TokenTrade, gain: Double) {
    let units = scale.priceOfUnits(price)
    func gain(_ amount0: UInt128) -> Double {
      guard amount0 > 0 else { return 0 }
      let trade = trade(amount0)
      guard let cost = try? venue.quote(trade) else { return -.infinity }
      let worth = amount0.approximation * units
      return trade.isPurchase ? worth - cost.approximation : cost.approximation - worth
    }
    // From where a gain is far above the rounding of units, up to where more is not better.
    let least = (try? venue.inventory.amount0.narrowed()).map { max($0 >> 16, 1) } ?? 1
    var (low, high) = (UInt128(0), 2 * least)
    while high < 1 << 120, gain(high) > gain(high / 2) { high *= 2 }
    while high - low > max(high >> 12, 2) {
      let third = (high - low) / 3
      if gain(low + third) < gain(high - third) { low += third } else { high -= third }
    }
    let middle = low + (high - low) / 2
    return (trade(middle), gain(middle))
  }
}
