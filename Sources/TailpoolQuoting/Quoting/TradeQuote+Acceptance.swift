import TailpoolMarket
import TailpoolPoolEngine

/// A taker's word that it takes a quote, with what protects it, and the market at that instant.
public struct QuoteAcceptance: Hashable, Sendable {
  /// When it reaches the pool.
  public let time: Timestamp
  /// Base units that the taker pays at most where the pool sells, or receives at least where the pool buys.
  public let limit: UInt128
  /// The last instant at which the taker still wants it.
  public let deadline: Timestamp
  /// The spot of the underlying then.
  public let spot: Double
  /// The volatility of the contract then.
  public let volatility: Double

  /// Creates an acceptance; see the properties for the meaning of each argument.
  public init(time: Timestamp, limit: UInt128, deadline: Timestamp, spot: Double, volatility: Double) {
    (self.time, self.limit, self.deadline) = (time, limit, deadline)
    (self.spot, self.volatility) = (spot, volatility)
  }
}

extension TradeQuote {
  /// The trade as the pool books it: the mark, the premium, the spread that is released until expiry, and the expected
  /// shortfall after it. The pool itself locks the collateral of what it sells.
  public var trade: PoolTrade {
    PoolTrade(mark: mark, quantity: quantity, premium: premium, spread: spread, shortfallAfter: shortfallAfter)
  }

  /// The event that books the quote for a taker, which the pool has been asked to take and takes.
  ///
  /// - Parameters:
  ///   - acceptance: The taker's word.
  ///   - pool: The pool that quoted, as it is now.
  /// - Returns: The `trade` event at the acceptance's time.
  /// - Throws: `QuoteRefusal.notValid`, `.late`, `.worseThanLimit`, `.spotMoved`, `.volatilityMoved` or `.poolChanged`; what the
  ///   pool itself refuses as `.limit` or `.pool`. The pool is not changed.
  /// - Complexity: That of a trade on a copy of the pool.
  public func event(accepted acceptance: QuoteAcceptance, in pool: MutualPool) throws(QuoteRefusal) -> PoolEvent {
    let now = acceptance.time
    guard (time...validUntil).contains(now) else { throw .notValid(at: now, from: time, until: validUntil) }
    guard now <= acceptance.deadline else { throw .late(at: now, deadline: acceptance.deadline) }
    guard isSale ? premium <= acceptance.limit : premium >= acceptance.limit else {
      throw .worseThanLimit(premium: premium, limit: acceptance.limit)
    }
    guard spots.contains(acceptance.spot) else { throw .spotMoved(spot: acceptance.spot, allowed: spots) }
    guard volatilities.contains(acceptance.volatility) else {
      throw .volatilityMoved(volatility: acceptance.volatility, allowed: volatilities)
    }
    guard pool.eventCount == eventCount, pool.terms.asset == asset else {
      throw .poolChanged(events: pool.eventCount, quoted: eventCount)
    }
    let event = PoolEvent(at: now, .trade(trade))
    var copy = pool
    do { try copy.apply(event) } catch {
      if case .limit = error, let breach = try? pool.limitBreach(of: trade, at: now) { throw .limit(breach) }
      throw .pool(error)
    }
    return event
  }
}
