import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

extension SurfaceQuotes {
  /// A quote that a surface is calibrated to: out of the money, with both sides.
  public struct Quote: Hashable, Sendable {
    /// The option.
    public let contract: OptionContract
    /// k = log(strike / forward).
    public let logMoneyness: Double
    /// Bid in units of the forward, undiscounted, > 0.
    public let bid: Double
    /// Ask in the same unit, > bid.
    public let ask: Double

    /// Creates a quote; see the properties.
    public init(contract: OptionContract, logMoneyness: Double, bid: Double, ask: Double) {
      self.contract = contract
      self.logMoneyness = logMoneyness
      self.bid = bid
      self.ask = ask
    }

    /// The mean of bid and ask.
    public var mid: Double { 0.5 * (bid + ask) }
    /// Half of the bid–ask spread.
    public var halfSpread: Double { 0.5 * (ask - bid) }

    /// The annual volatility at which an option out of the money has a price in units of the forward; nil when none has.
    func volatility(of price: Double, years: Double) -> Double? {
      let normalized = price * exp(-0.5 * logMoneyness)
      return ImpliedVolatility.normalizedDeviation(x: logMoneyness, price: normalized).volatility
        .map { $0 / years.squareRoot() }
    }
  }
}

/// The quotes of one expiry that a smile is calibrated to, and how many were left aside.
public struct SmileQuotes: Hashable, Sendable {
  /// The instant of expiry.
  public let expiry: Timestamp
  /// Years to expiry, > 0.
  public let years: Double
  /// Forward price, > 0.
  public let forward: Double
  /// The quotes, by log-moneyness.
  public let quotes: [SurfaceQuotes.Quote]
  /// Options out of the money that were left aside, by reason.
  public let excluded: Exclusions
  /// What parity of the marks says of the forward, with standard errors; nil where it was not asked or there is no pair.
  public let parity: ForwardEstimate?

  /// Numbers of options out of the money left aside.
  public struct Exclusions: Hashable, Sendable {
    /// Without a bid or without an ask.
    public var oneSided = 0
    /// With an ask not above the bid.
    public var crossed = 0
    /// With a bid at or above what any volatility can reach.
    public var aboveMaximum = 0

    /// Creates empty counts.
    public init() {}
  }

  /// Creates the quotes of one expiry; see the properties.
  public init(
    expiry: Timestamp, years: Double, forward: Double, quotes: [SurfaceQuotes.Quote],
    excluded: Exclusions = Exclusions(),
    parity: ForwardEstimate? = nil
  ) {
    self.expiry = expiry
    self.years = years
    self.forward = forward
    self.quotes = quotes
    self.excluded = excluded
    self.parity = parity
  }
}

/// The quotes of one listing class of an underlying, over all expiries.
public struct SurfaceQuotes: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// The listing class: classes that settle differently have surfaces of their own.
  public let root: String
  /// What the options pay in.
  public let settlement: Settlement
  /// Expiries with at least one usable quote, earliest first.
  public let expiries: [SmileQuotes]

  /// Creates quotes; see the properties.
  public init(underlying: Underlying, root: String, settlement: Settlement, expiries: [SmileQuotes]) {
    self.underlying = underlying
    self.root = root
    self.settlement = settlement
    self.expiries = expiries
  }
}

extension MarketSnapshot {
  /// The two-sided quotes out of the money, for calibrating one surface per underlying, listing class and settlement.
  ///
  /// Calls from the forward on and puts below it; prices are divided by the forward and not discounted.
  ///
  /// - Returns: Classes with at least one usable quote, by underlying, root and settlement.
  /// - Complexity: O(n log n) for n quotes.
  public func surfaceQuotes() -> [SurfaceQuotes] {
    var result: [SurfaceQuotes] = []
    for market in markets {
      struct Class: Hashable {
        let root: String
        let settlement: Settlement
      }
      var byClass: [Class: [SmileQuotes]] = [:]
      for expiry in market.expiries {
        let groups = Dictionary(grouping: expiry.quotes) {
          Class(root: $0.contract.root, settlement: $0.contract.settlement)
        }
        for (key, quotes) in groups {
          let smile = expiry.smileQuotes(quotes)
          if !smile.quotes.isEmpty { byClass[key, default: []].append(smile) }
        }
      }
      let classes = byClass.sorted {
        ($0.key.root, $0.key.settlement.rawValue) < ($1.key.root, $1.key.settlement.rawValue)
      }
      for (key, expiries) in classes {
        result.append(
          SurfaceQuotes(
            underlying: market.underlying, root: key.root, settlement: key.settlement,
            expiries: expiries.sorted { $0.years < $1.years }))
      }
    }
    return result
  }
}

extension ExpiryMarket {
  fileprivate func smileQuotes(_ quotes: [OptionQuote]) -> SmileQuotes {
    var kept: [SurfaceQuotes.Quote] = []
    var excluded = SmileQuotes.Exclusions()
    for quote in quotes {
      let strike = quote.contract.strike
      guard quote.contract.type == .call ? strike >= forward : strike < forward else { continue }
      guard let bid = quote.bid, let ask = quote.ask else {
        excluded.oneSided += 1
        continue
      }
      guard ask > bid else {
        excluded.crossed += 1
        continue
      }
      let unit = quote.contract.settlement == .coin ? 1 : 1 / (discountFactor * forward)
      guard bid * unit < min(1, strike / forward), ask * unit < .infinity else {
        excluded.aboveMaximum += 1
        continue
      }
      kept.append(
        SurfaceQuotes.Quote(
          contract: quote.contract, logMoneyness: logMoneyness(of: quote.contract), bid: bid * unit, ask: ask * unit))
    }
    return SmileQuotes(
      expiry: expiry, years: years, forward: forward,
      quotes: kept.sorted { ($0.logMoneyness, $0.bid) < ($1.logMoneyness, $1.bid) }, excluded: excluded, parity: parity)
  }
}
