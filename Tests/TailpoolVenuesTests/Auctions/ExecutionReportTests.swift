import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("What trading cost")
struct ExecutionReportTests {
  private func time(_ seconds: Int64) -> Timestamp { Timestamp(secondsSinceEpoch: seconds) }

  private func order(
    _ name: String, _ side: OrderSide, _ ordered: UInt64, _ filled: UInt64, _ quote: UInt128,
    _ times: (Int64, Int64, Int64)
  ) -> ExecutedOrder {
    ExecutedOrder(
      participant: name, side: side, ordered: ordered, arrival: time(times.0), known: time(times.1),
      fills: filled == 0 ? [] : [.init(at: time(times.2), quantity: filled, quote: quote)])
  }

  @Test("Shortfall, markout, leakage and fill rate by participant")
  func reports() throws {
    let prices = try TickPath([(time(0), 100), (time(10), 102), (time(20), 103), (time(30), 101)])
    #expect(prices.price(at: time(-1)) == nil && prices.price(at: time(9)) == 100 && prices.price(at: time(99)) == 101)
    let reports = try ExecutionReport.reports(
      [
        order("B", .buy, 10, 5, 520, (0, 10, 20)), order("A", .sell, 4, 4, 400, (5, 25, 25)),
        order("B", .sell, 10, 0, 0, (0, 0, 0)),
      ], prices: prices, horizonSeconds: 10)
    #expect(reports.map(\.participant) == ["A", "B"])
    let (a, b) = (reports[0], reports[1])
    // Paid 520 for what was 500 at arrival, 510 when known and 505 ten seconds on.
    #expect(b.shortfall == 20 && b.leakage == 10 && b.markout == -15 && b.orders == 2 && b.fillRate == 0.25)
    // Got 400 for what was 400 at arrival, 412 when known and 404 ten seconds on.
    #expect(a.shortfall == 0 && a.leakage == -12 && a.markout == -4 && a.fillRate == 1)
    #expect(ExecutionReport.squareRootImpact(quantity: 25, dailyVolume: 100, dailyVolatility: 0.04) == 0.02)
    #expect(ExecutionReport.squareRootImpact(quantity: -1, dailyVolume: 100, dailyVolatility: 0.04).isNaN)
    #expect(ExecutionReport.squareRootImpact(quantity: 1, dailyVolume: 0, dailyVolatility: 0.04).isNaN)
  }

  @Test("What does not fit is refused")
  func refusals() throws {
    #expect(throws: AuctionRefusal.invalidReference) { try TickPath([]) }
    #expect(throws: AuctionRefusal.invalidReference) { try TickPath([(time(0), 0)]) }
    #expect(throws: AuctionRefusal.timeRunsBack(time: time(5), last: time(5))) {
      try TickPath([(time(5), 1), (time(5), 2)])
    }
    let prices = try TickPath([(time(0), 100)])
    let cases: [(ExecutedOrder, Int64, AuctionRefusal)] = [
      (order("A", .buy, 1, 1, 1, (0, 0, 0)), -1, .invalidTerms(field: "horizonSeconds")),
      (order("A", .buy, 1, 2, 1, (0, 0, 0)), 0, .invalidTerms(field: "filled")),
      (order("A", .buy, 1, 1, 1, (1, 0, 0)), 0, .timeRunsBack(time: time(0), last: time(1))),
      (order("A", .buy, 1, 1, 1, (0, 1, 0)), 0, .timeRunsBack(time: time(0), last: time(1))),
      (order("A", .buy, 1, 1, 1, (-1, 0, 0)), 0, .invalidReference),
      (order("A", .buy, 1, 1, .max, (0, 0, 0)), 0, .overflow),
      (order("A", .buy, 1, 1, 1, (0, 0, 1)), .max, .overflow),
    ]
    for (order, horizon, refusal) in cases {
      #expect(throws: refusal, "\(order)") {
        try ExecutionReport.reports([order], prices: prices, horizonSeconds: horizon)
      }
    }
  }
}
