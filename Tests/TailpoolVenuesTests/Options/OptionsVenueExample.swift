import TailpoolEvents
import TailpoolMarket
import TailpoolPoolEngine
import Testing

@testable import TailpoolVenues

/// A venue of options on ether, in millionths of a dollar, with two owners and a call and a put at 3,000 for fourteen days.
enum OptionsVenueExample {
  static let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
  static let expiry = opening.advanced(bySeconds: 14 * 86_400)
  static let price: UInt128 = 3_000 * 100_000_000

  static func terms(
    settlement: Settlement = .cash, spreadPercent: Int = 5, noticeSeconds: Int64 = 0, shorts: ShortTerms = .none
  ) -> OptionsVenueTerms<FixedVolatilityCurve> {
    OptionsVenueTerms(
      token0: "ETH", token1: "USDC", decimals0: 18, decimals1: 6, settlement: settlement, rateMillionths: 30_000,
      greatestIndexAge: 3_600, markSpreadMillionths: 0, noticeSeconds: noticeSeconds, gateBasisPoints: 10_000,
      settlementWindow: 1_800, shorts: shorts,
      curve: FixedVolatilityCurve(volatilityPercent: 80, spreadPercent: spreadPercent),
      opening: opening)
  }

  static func contract(_ id: String, _ type: OptionType, _ settlement: Settlement = .cash) -> PoolContract {
    PoolContract(
      id: id, underlying: "ETH", expiry: expiry, terms: .european(type, strike: price, settlement: settlement),
      size: settlement == .cash ? 10_000 : 10_000_000_000_000_000,  // a hundredth of an ether
      collateral: settlement == .cash ? 30_000_000 : 10_000_000_000_000_000)
  }

  /// The venue after an hour: an index, two contracts, and 700,000 and 300,000 dollars of two owners.
  static func open(
    spreadPercent: Int = 5, noticeSeconds: Int64 = 0, shorts: ShortTerms = .none
  ) throws -> OptionsVenue<FixedVolatilityCurve> {
    var venue = try OptionsVenue(terms(spreadPercent: spreadPercent, noticeSeconds: noticeSeconds, shorts: shorts))
    for action: OptionsVenueAction in [
      .index(price: price, volatilityMillionths: nil), .list(contract("C", .call)), .list(contract("P", .put)),
      .enter(owner: "Ada", assets: 700_000_000_000, leastShares: 0),
      .enter(owner: "Ben", assets: 300_000_000_000, leastShares: 0),
    ] { try venue.apply(OptionsVenueEvent(at: opening, action)) }
    try venue.apply(OptionsVenueEvent(at: opening.advanced(bySeconds: noticeSeconds), .process))
    return venue
  }

  static func at(_ seconds: Int64, _ action: OptionsVenueAction) -> OptionsVenueEvent {
    OptionsVenueEvent(at: opening.advanced(bySeconds: seconds), action)
  }
}
