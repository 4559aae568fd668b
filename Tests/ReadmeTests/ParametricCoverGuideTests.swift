import Tailpool
import Testing

@Suite("The guide of parametric cover is compiled and run")
struct ParametricCoverGuideTests {
  @Test("The guide holds the examples word for word, and no others")
  func examplesAreTheSame() throws {
    let (shown, compiled) = try ReadmeTests.examples(
      of: "Docs/Guides/ParametricCover.md", in: "ParametricCoverExample.swift")
    #expect(compiled.count == 4)
    #expect(shown == compiled)
  }

  @Test("Options and covers are one book with one capital, and less risk than both apart")
  func together() async throws {
    let outcome = try await ParametricCoverExample.run()
    for quote in outcome.quotes {
      #expect(quote.price > 0 && quote.price < 1_000 * quote.triggerProbability * 1.001, "\(quote)")
      #expect(quote.triggerProbability > 0.005 && quote.triggerProbability < 0.5, "\(quote)")
    }
    for (price, shown) in zip(outcome.quotes.map(\.price) + [outcome.expected], [252.98, 383.66, 9.03, 269.93]) {
      #expect(abs(price - shown) < 0.0051, "\(price), shown \(shown)")
    }
    let (whole, options, covers) = (outcome.together, outcome.optionsAlone, outcome.coversAlone)
    let capitals = try [whole, options].map { try #require($0.pool).capital }
    #expect(abs(capitals[1] - capitals[0] + covers.book.total.value) < 1e-6 * capitals[1])
    #expect(covers.book.total.value < 0)
    let shortfalls = [whole, options, covers].map(\.monteCarlo.headlineShortfall.value)
    #expect(shortfalls[0] > 0 && shortfalls[0] < shortfalls[1] + shortfalls[2], "\(shortfalls)")
    for (amount, shown) in zip(shortfalls + [capitals[0]], [871_014, 832_582, 107_936, 12_641_489]) {
      #expect(abs(amount - Double(shown)) < 2, "\(amount), shown \(shown)")
    }
    #expect(whole.text(width: 400).contains("hazards that their book states"))
  }
}
