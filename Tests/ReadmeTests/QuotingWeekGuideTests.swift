import Foundation
import Tailpool
import Testing

@Suite("The guide of a week of quotes is compiled and run")
struct QuotingWeekGuideTests {
  @Test("The guide holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let (shown, compiled) = try ReadmeTests.examples(of: "Docs/Guides/QuotingWeek.md", in: "QuotingWeekExample.swift")
    #expect(compiled.count == 6)
    #expect(shown == compiled)
  }

  @Test(
    "The week runs as the guide tells it: fills are the pool's events, the refused are named, every day is explained")
  func week() async throws {
    let outcome = try #require(try await QuotingWeekExample.week())
    let pool = outcome.pool
    #expect(outcome.fills == 10 && outcome.refusals.count == 2 && pool.audit().isEmpty)
    let limits = outcome.refusals.compactMap { refusal -> PoolRefusal.Limit? in
      if case .limit(let breach) = refusal { breach.limit } else { nil }
    }
    #expect(limits == [.freeCash, .expectedShortfall])
    // The journal alone makes the same pool, and each trade's shortfall is within the terms' budget.
    #expect(try MutualPool(pool.terms, replaying: outcome.events) == pool)
    var replayed = try MutualPool(pool.terms)
    var trades = 0
    for event in outcome.events {
      try replayed.apply(event)
      guard case .trade(let trade) = event.action else { continue }
      trades += 1
      let low = try replayed.value(at: event.time).low
      #expect(Double(trade.shortfallAfter) <= 0.03 * Double(low) || trade.quantity > 0, "\(trade)")
    }
    #expect(trades == 10)
    // Money is conserved: what the pool has is what members brought, and what trades and hedges moved.
    let diary = outcome.diary
    #expect(diary.days.count == 7 && diary.restPart < 0.01 && diary.pool == pool)
    let value = try pool.value(at: pool.time)
    let middle = (Double(value.low + value.high) / 2 + Double(value.lockedSpread)) / 1e6 - 2_000_000
    // Bid and ask of the marks stand some hundreds of dollars apart.
    #expect(abs(middle - diary.total) < 2_000, "\(middle) \(diary.total)")
    // Hedged each morning to within its band, two times by a trade.
    #expect(outcome.plans.count == 8 && outcome.plans.count { $0.action != nil } == 2)
    for plan in outcome.plans {
      // A hedge is whole millionths.
      #expect(plan.hedge >= plan.band.lower - 1e-6 && plan.hedge <= plan.band.upper + 1e-6, "\(plan)")
    }
    #expect(pool.hedges["BTC"]?.millionths == outcome.plans.last.map { Int128(($0.hedge * 1e6).rounded()) })
    // The report is of that pool: its capital and its days stand there.
    #expect(outcome.report.text(width: 100).contains("2026-01-13") && outcome.report.pool != nil)
  }

  @Test("The guide's figures are those of the week")
  func figures() async throws {
    let outcome = try #require(try await QuotingWeekExample.week())
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Docs/Guides/QuotingWeek.md")
    let guide = try String(contentsOf: url, encoding: .utf8)
    for day in outcome.diary.days {
      let (total, premium) = (day.total.rounded(), day.premium.rounded())
      #expect(
        guide.contains("\(day.start.date) \(total) premium \(premium) theta \(day.held.theta.rounded())"), "\(day)")
    }
    for event in outcome.events {
      guard case .trade(let trade) = event.action else { continue }
      let dollars = Double(trade.premium / 1_000_000)
      #expect(guide.contains("\(trade.mark.contract) \(trade.quantity) for \(dollars) USDC"), "\(dollars)")
    }
    for plan in outcome.plans {
      let hold = (plan.hedge * 100).rounded() / 100
      #expect(guide.contains("hold \(hold) within \((plan.band.lower * 100).rounded() / 100)"), "\(plan)")
    }
    #expect(guide.contains("made \(outcome.diary.total.rounded()) fees \(outcome.fees.rounded()) unexplained nothing"))
  }
}
