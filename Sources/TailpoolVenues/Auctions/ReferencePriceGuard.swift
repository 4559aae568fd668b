import TailpoolMarket
import TailpoolPoolEngine

/// A price that a source has seen.
public struct ReferenceQuote: Hashable, Sendable {
  /// The source, which counts once.
  public let source: String
  /// The price in units of a tick of one; what is no number above zero is left out.
  public let price: Double
  /// When the source saw it.
  public let time: Timestamp

  /// Creates a quote; see the properties for the meaning of each argument.
  public init(source: String, price: Double, time: Timestamp) {
    (self.source, self.price, self.time) = (source, price, time)
  }
}

/// Where nothing may trade too far from a price that fresh and independent sources agree on.
///
/// - Source: the guards of Renegade's price reporter.
public struct ReferencePriceGuard: Hashable, Sendable {
  /// A reference price and the prices around it at which orders may trade.
  public struct Band: Hashable, Sendable {
    /// The median of the sources, rounded, at least 1.
    public let reference: UInt64
    /// From the median less the greatest deviation, rounded up, to the median and the deviation, rounded down.
    public let prices: ClosedRange<UInt64>
  }

  /// Seconds after which a quote is stale, ≥ 0.
  public let greatestAge: Int64
  /// Millionths of the median that a price may be off, from 1 to 499,999.
  public let greatestDeviationMillionths: UInt32
  /// How many sources must agree, ≥ 1; more than half of those that are fresh must, too.
  public let quorum: Int

  /// Creates a guard; see the properties for the meaning of each argument.
  ///
  /// - Throws: `AuctionRefusal.invalidTerms` naming a field that is out of its range.
  public init(
    greatestAge: Int64 = 20, greatestDeviationMillionths: UInt32 = 10_000, quorum: Int = 1
  ) throws(AuctionRefusal) {
    if greatestAge < 0 { throw .invalidTerms(field: "greatestAge") }
    if !(1..<500_000).contains(greatestDeviationMillionths) {
      throw .invalidTerms(field: "greatestDeviationMillionths")
    }
    if quorum < 1 { throw .invalidTerms(field: "quorum") }
    (self.greatestAge, self.greatestDeviationMillionths, self.quorum) = (
      greatestAge, greatestDeviationMillionths, quorum
    )
  }

  /// 20 seconds, a hundredth and one source.
  static let usual = ReferencePriceGuard()

  private init() { (greatestAge, greatestDeviationMillionths, quorum) = (20, 10_000, 1) }

  /// The reference price and the band around it.
  ///
  /// - Parameters:
  ///   - quotes: What the sources say; only the first quote of a source counts.
  ///   - time: When the auction is held.
  /// - Returns: The band; the deviation is taken of the median itself, in `Double`.
  /// - Throws: `AuctionRefusal.noReference` when too few sources agree, `.invalidReference` for a median from 2⁶² on, and
  ///   `.noPriceInGuard` where no whole number lies in the band.
  public func band(_ quotes: [ReferenceQuote], at time: Timestamp) throws(AuctionRefusal) -> Band {
    let deviation = Double(greatestDeviationMillionths) / 1_000_000
    let verdict: PriceGuard.Verdict
    do throws(ControlError) {
      let sources = try PriceGuard(greatestAge: greatestAge, greatestDeviation: deviation, quorum: quorum)
      verdict = try sources.price(
        quotes.map { PriceObservation(source: $0.source, price: $0.price, time: $0.time.secondsSinceEpoch) },
        at: time.secondsSinceEpoch)
    } catch {
      if case .tooFewSources(let agreeing, let required) = error {
        throw .noReference(agreeing: agreeing, required: required)
      }
      throw .invalidReference
    }
    if verdict.price >= 0x1p62 { throw .invalidReference }
    let lowest = UInt64((verdict.price * (1 - deviation)).rounded(.up))
    let highest = UInt64((verdict.price * (1 + deviation)).rounded(.down))
    if lowest > highest || highest == 0 { throw .noPriceInGuard(lowest: lowest, highest: highest) }
    return Band(reference: max(1, UInt64(verdict.price.rounded())), prices: max(1, lowest)...highest)
  }
}
