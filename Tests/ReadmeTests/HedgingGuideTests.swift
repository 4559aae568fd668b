import Foundation
import Tailpool
import Testing

@Suite("The guide of hedging is compiled and run")
struct HedgingGuideTests {
  @Test("The guide holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let (shown, compiled) = try ReadmeTests.examples(of: "Docs/Guides/Hedging.md", in: "HedgingExample.swift")
    #expect(compiled.count == 4)
    #expect(shown == compiled)
  }

  private func outcome() throws -> HedgingExample.Outcome { try #require(try HedgingExample.year()) }

  /// The total is found from cash and values, the parts from revaluations: that they meet is no identity.
  @Test("Every day of the year is explained: what is left is less than a hundredth of the days' results")
  func days() throws {
    let outcome = try outcome()
    let days = outcome.diary.days
    #expect(days.count == 365 && outcome.diary.pool.audit().isEmpty)
    for day in days {
      #expect(abs(day.rest) <= 0.01 * max(abs(day.total), 100), "\(day)")
      #expect(day.held.gamma < 1 && day.held.theta >= 0 && day.hedgeCost <= 0 && day.premium >= -0.01, "\(day)")
    }
    let (rest, made) = days.reduce((0.0, 0.0)) { ($0.0 + abs($1.rest), $0.1 + abs($1.total)) }
    print("sum of rests", rest, "of results", made, "part", rest / made)
    #expect(
      rest / made <= 0.01 && abs(rest / made - outcome.diary.restPart) < 1e-15 && rest == outcome.diary.restMagnitude)
    let names: [(String, (PoolDay) -> Double)] = [
      ("premium", { $0.premium }), ("theta", { $0.held.theta }), ("delta", { $0.held.delta }),
      ("charm", { $0.held.charm }), ("gamma", { $0.held.gamma }), ("vega", { $0.held.vega }),
      ("skew", { $0.held.skew }), ("vanna", { $0.held.vanna }), ("carry", { $0.held.carry }),
      ("hedge costs", { $0.hedgeCost }), ("funding", { $0.funding }), ("rest", { $0.rest }), ("total", { $0.total }),
    ]
    for (name, part) in names {
      let (sum, size) = days.reduce((0.0, 0.0)) { ($0.0 + part($1), $0.1 + abs(part($1))) }
      print(name, "sum", sum.rounded(), "sum of sizes", size.rounded())
    }
  }

  /// Greeks of the start times the moves, to second order: what a series leaves where revaluations leave nothing.
  @Test("A series of second order leaves more than the revaluations do")
  func series() throws {
    let outcome = try outcome()
    var pool = try MutualPool(outcome.diary.pool.terms)
    var events = outcome.events[...]
    var (rest, made, crash) = (0.0, 0.0, 0.0)
    for (day, (market, next)) in zip(outcome.diary.days, zip(outcome.markets, outcome.markets.dropFirst())) {
      while let event = events.first, event.time < day.end {
        try pool.apply(event)
        events = events.dropFirst()
      }
      let book = try pool.book(in: market.snapshot).valuation(in: market.snapshot, volatilities: market.volatilities)
      let years = DayCount.actual365Fixed.years(from: day.start, to: day.end)
      let move = try #require(next.snapshot["BTC"]).spot - (try #require(market.snapshot["BTC"])).spot
      var series = day.premium + day.hedgeCost
      for position in book.positions {
        let greeks = position.greeks
        series += greeks.theta * years + greeks.delta * move + 0.5 * greeks.gamma * move * move
        if let option = position.position.contract.option, let after = next.volatilities.point(for: option) {
          series += greeks.vega * (after.volatility - position.volatility)
        }
      }
      rest += abs(day.total - series)
      made += abs(day.total)
      if day.start == outcome.markets[205].snapshot.asOf { crash = day.total - series }
    }
    print("a series leaves", rest / made, "and on the day of the crash", crash)
    #expect(rest / made > 0.05 && rest / made > 1_000 * outcome.diary.restPart)
  }

  @Test("The year's days add up to what cash and values say")
  func sums() throws {
    let outcome = try outcome()
    // Trading moves capital alone; what else moved it is read off the journal.
    var pool = try MutualPool(outcome.diary.pool.terms)
    var traded: Int128 = 0
    for event in outcome.events {
      let before = pool.cash()
      try pool.apply(event)
      if ["trade", "hedge", "settle", "close", "funding"].contains(event.action.name) {
        traded += pool.cash() - before
      }
    }
    let last = try #require(outcome.markets.last)
    let value = try pool.book(in: last.snapshot).valuation(in: last.snapshot, volatilities: last.volatilities).value
    #expect(abs(outcome.diary.total - (Double(traded) / 100 + value)) < 0.5, "\(outcome.diary.total)")
  }

  @Test("The plan of the guide: a hedge goes to the edge of its band, and the pool takes it")
  func plan() throws {
    let outcome = try outcome()
    let plan = outcome.plan
    // Our own values, unchanged since 2026-11-30; TailpoolQuotingTests holds the formulas against independent ones.
    #expect(abs(plan.hedge + 41.544_636) < 1e-9 && abs(plan.band.lower + 47.947_504_811) < 1e-6, "\(plan)")
    #expect(plan.action != nil && !plan.isHeldByTerms)
    #expect(abs(plan.hedge - plan.band.hedge(from: plan.held)) < 1e-6 && abs(plan.hedge - plan.held) > 0.1)
    #expect(outcome.hedged.audit().isEmpty)
    #expect(outcome.hedged.hedges["BTC"]?.millionths == Int128((plan.hedge * 1e6).rounded()))
  }

  @Test("The section stands in all three forms, each day a row")
  func section() async throws {
    let diary = try outcome().diary
    let report = HedgingExample.section(try await PoolRiskReport.make(from: try ReportInputs.sample()).report, diary)
    let json = try #require(try JSONSerialization.jsonObject(with: report.json()) as? [String: Any])
    let section = try #require((json["sections"] as? [String: Any])?["days"] as? [String: Any])
    let days = try #require(section["days"] as? [[String: Any]])
    #expect(days.count == 365 && days.allSatisfy { $0["rest"] is Double || $0["rest"] is Int })
    let total = days.compactMap { ($0["total"] as? NSNumber)?.doubleValue }.reduce(0, +)
    #expect(abs(total - diary.total) < 1, "\(total)")
    #expect(report.text(width: 110).contains("2025-08-10") && report.html().contains("2025-08-10"))
  }
}
