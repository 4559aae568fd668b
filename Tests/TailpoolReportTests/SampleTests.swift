import Foundation
import TailpoolMarket
import TailpoolScenarios
import Testing

@testable import TailpoolReport

@Suite struct SampleTests {
  @Test func isTheSameEveryTime() throws {
    #expect(try Sample.chain() == Sample.chain())
    #expect(Sample.priceHistory() == Sample.priceHistory())
    #expect(Sample.volatilityHistory() == Sample.volatilityHistory())
    #expect(try Sample.book() == Sample.book())
    #expect(Sample.asOf.description == "2026-01-16T09:30:00Z")
  }

  @Test func theChainIsAChainOfAVenue() throws {
    let chain = try Sample.chain()
    #expect(Set(chain.quotes.map(\.contract)).count == chain.quotes.count)
    for underlying in ["BTC", "ETH"] as [Underlying] {
      let rows = chain.quotes.filter { $0.contract.underlying == underlying }
      let byExpiry = Dictionary(grouping: rows, by: \.contract.expiry)
      #expect(byExpiry.count == 6)
      #expect(byExpiry.values.allSatisfy { (30...70).contains($0.count) })
    }
    #expect(chain.quotes.allSatisfy { $0.contract.expiry > chain.asOf && $0.contract.settlement == .coin })
    #expect(chain.quotes.contains { $0.bid == nil })
    #expect(chain.quotes.contains { $0.ask == nil })
    let withoutForward = Set(
      chain.quotes.filter { $0.forward == nil }.map { SmileKey($0.contract.underlying, $0.contract.expiry) })
    #expect(withoutForward == [SmileKey("BTC", Sample.expiryWithoutForward)])
  }

  @Test func quotesStandAroundTheMark() throws {
    for quote in try Sample.chain().quotes {
      let mark = try #require(quote.mark)
      #expect(mark >= 0)
      if let bid = quote.bid { #expect(bid > 0 && bid <= mark) }
      if let ask = quote.ask { #expect(ask >= mark && ask < 5) }
    }
  }

  @Test func marksObeyParity() throws {
    let chain = try Sample.chain()
    let puts = Dictionary(
      uniqueKeysWithValues: chain.quotes.filter { $0.contract.type == .put }.map { ($0.contract.name.dropLast(), $0) })
    var compared = 0
    for call in chain.quotes where call.contract.type == .call {
      guard let forward = call.forward, let put = puts[call.contract.name.dropLast()] else { continue }
      let difference = (call.mark ?? .nan) - (put.mark ?? .nan)
      #expect(abs(difference - (1 - call.contract.strike / forward)) <= 2e-8)
      compared += 1
    }
    #expect(compared > 200, "\(compared)")
  }

  @Test func theHistoryEndsBeforeTheSnapshot() {
    let history = Sample.priceHistory()
    #expect(history.assets == ["BTC", "ETH"])
    #expect(history.dates.count == 1_100)
    #expect(history.dates.last == Sample.asOf.date.advanced(byDays: -1))
    #expect(zip(history.dates, history.dates.dropFirst()).allSatisfy { $0 < $1 })
    #expect(history.prices[1].count { $0 == nil } == 4)
    #expect(history.prices.allSatisfy { $0.allSatisfy { $0 == nil || ($0 ?? 0) > 0 } })
    #expect(Sample.volatilityHistory().prices.allSatisfy { $0.allSatisfy { (15...250).contains($0 ?? 0) } })
  }

  @Test func returnsAreCorrelatedWithFatTails() {
    let history = Sample.priceHistory()
    var pairs: [(Double, Double)] = []
    for day in 1..<1_100 {
      let prices = [
        history.prices[0][day - 1], history.prices[0][day], history.prices[1][day - 1], history.prices[1][day],
      ]
      let known = prices.compactMap { $0 }
      if known.count == 4 { pairs.append((log(known[1] / known[0]), log(known[3] / known[2]))) }
    }
    func moment(_ value: ((Double, Double)) -> Double) -> Double {
      pairs.reduce(0) { $0 + value($1) } / Double(pairs.count)
    }
    let (a, b) = (moment { $0.0 }, moment { $0.1 })
    let varianceA = moment { ($0.0 - a) * ($0.0 - a) }
    let varianceB = moment { ($0.1 - b) * ($0.1 - b) }
    let correlation = moment { ($0.0 - a) * ($0.1 - b) } / (varianceA * varianceB).squareRoot()
    let kurtosis = moment { pow($0.0 - a, 4) } / (varianceA * varianceA)
    #expect((0.65...0.92).contains(correlation), "\(correlation)")
    #expect(kurtosis > 3.5, "\(kurtosis)")
  }

  @Test func theBookHoldsListedOptions() throws {
    let listed = Set(try Sample.chain().quotes.map(\.contract))
    let book = try Sample.book()
    #expect(book.positions.count == 12)
    #expect(book.positions.allSatisfy { $0.contract.option.map(listed.contains) ?? false })
    #expect(book.positions.contains { $0.quantity > 0 } && book.positions.contains { $0.quantity < 0 })
  }

  @Test func filesAreNamedAndEndInALine() throws {
    let files = try Sample.files()
    #expect(
      files.map(\.name) == [
        "chain.csv", "history.csv", "volatility-history.csv", "book.csv", "pool.json", "stress.json",
      ])
    #expect(files.allSatisfy { $0.text.hasSuffix("\n") && !$0.text.contains("Optional") })
    for file in files where file.name.hasSuffix(".json") {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(file.text.utf8)) }
    }
  }
}
