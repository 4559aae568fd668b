import TailpoolMarket

/// What a market paid for a whole token 0 in whole tokens 1, over time: what a replay is held against.
public struct PriceSeries: Hashable, Sendable {
  /// When each price was seen, rising.
  public let times: [Timestamp]
  /// Whole tokens 1 for a whole token 0, > 0.
  public let prices: [Double]

  /// Creates a series.
  ///
  /// - Parameters:
  ///   - times: When each price was seen, strictly rising.
  ///   - prices: As many prices, finite and > 0.
  /// - Throws: `PriceSeriesError` naming what is wrong and where.
  public init(times: [Timestamp], prices: [Double]) throws(PriceSeriesError) {
    guard times.count == prices.count else { throw .counts(times: times.count, prices: prices.count) }
    if times.isEmpty { throw .empty }
    for (index, price) in prices.enumerated() where !(price > 0 && price.isFinite) {
      throw .invalidPrice(index: index, price: price)
    }
    for index in times.indices.dropFirst() where times[index] <= times[index - 1] {
      throw .timesDoNotRise(index: index)
    }
    (self.times, self.prices) = (times, prices)
  }

  /// The last price at or before a time.
  ///
  /// - Parameter time: When it is asked for.
  /// - Returns: The price and how many seconds old it is.
  /// - Throws: `PriceSeriesError.noPrice` before the first price.
  /// - Complexity: O(log prices).
  public func last(at time: Timestamp) throws(PriceSeriesError) -> (price: Double, age: Int64) {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    if low == 0 { throw .noPrice(at: time, first: times[0]) }
    let (age, overflows) = time.secondsSinceEpoch.subtractingReportingOverflow(times[low - 1].secondsSinceEpoch)
    return (prices[low - 1], overflows ? .max : age)
  }
}

/// Why there is no series of prices, or no price in it.
public enum PriceSeriesError: Error, Hashable, Sendable {
  /// There is no price at all.
  case empty
  /// There are not as many prices as times.
  case counts(times: Int, prices: Int)
  /// A price is not finite and > 0.
  case invalidPrice(index: Int, price: Double)
  /// A time is not after the one before it.
  case timesDoNotRise(index: Int)
  /// A price is asked for before the first.
  case noPrice(at: Timestamp, first: Timestamp)
}
