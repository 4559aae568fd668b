import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("Orders whose times run back")
struct VenueOrderTests {
  private static let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
  private static let terms = ConstantProductTerms(
    token0: "ETH", token1: "USDC", feeMillionths: 3_000, hasProtocolFee: false, opening: opening)

  private static func event(_ seconds: Int64, _ action: ConstantProductAction) -> ConstantProductEvent {
    ConstantProductEvent(at: opening.advanced(bySeconds: seconds), action)
  }

  /// The second mint stands after one that is later: the venue refuses it.
  private static let orders = [
    event(0, .mint(owner: "Ada", amount0: 1 << 60, amount1: 1 << 50, leastShares: 0)),
    event(100, .mint(owner: "Bob", amount0: 1 << 50, amount1: 1 << 40, leastShares: 0)),
    event(50, .mint(owner: "Cyd", amount0: 1 << 50, amount1: 1 << 40, leastShares: 0)),
    event(100, .mint(owner: "Dee", amount0: 1 << 50, amount1: 1 << 40, leastShares: 0)),
  ]

  @Test("A market beside a venue changes nothing of what it refuses, and the row is told")
  func refused() throws {
    let scale = try TokenScale(decimals0: 18, decimals1: 6)
    let plain = try VenueReplay<ConstantProductPool>(Self.terms, scale: scale, orders: Self.orders)
    let late = VenueRefusal.timeRunsBack(
      time: Self.opening.advanced(bySeconds: 50), last: Self.opening.advanced(bySeconds: 100))
    #expect(plain.records.map(\.refusal) == [nil, nil, late, nil])
    let prices = try PriceSeries(
      times: [Self.opening, Self.opening.advanced(bySeconds: 60)], prices: [0.001, 0.001])
    let trades = [20, 200, 150].map { seconds in
      TokenTrade(
        at: Self.opening.advanced(bySeconds: seconds), trader: "Eve", isPurchase: false, amount0: 1 << 30)
    }
    var beside = try VenueReplay<ConstantProductPool>(Self.terms, scale: scale)
    beside.run(Self.orders, trades, beside: prices, arbitrageur: nil)
    let orders = beside.records.filter { $0.source == .order }
    #expect(orders.map(\.refusal) == plain.records.map(\.refusal) && orders.map(\.row) == [1, 2, 3, 4])
    // A trade that stands after a later one is refused in the same way.
    let asked = beside.records.filter { $0.source == .trade }
    #expect(asked.map(\.row) == [1, 2, 3] && asked.map { $0.refusal == nil } == [true, true, false])
    #expect(beside.records.map(\.index) == Array(1...7))
    let comparison = try beside.comparison("pool", beside: prices, arbitrageur: nil, sizes: [])
    #expect(comparison.refused == 2 && comparison.refusals.map(\.row) == [3, 3])
    #expect(comparison.refusals.map(\.source) == [.order, .trade])
    // What is in order is the same in either way.
    var same = try VenueReplay<ConstantProductPool>(Self.terms, scale: scale)
    same.run(Self.orders, [], beside: prices, arbitrageur: nil)
    #expect(same.venue == plain.venue && same.taken == plain.taken)
  }
}
