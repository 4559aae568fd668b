import Foundation
import TailpoolMarket
import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Revaluation proxy")
struct RevaluationProxyTests {
  #if DEBUG
    static let booksOfAKind = 20
  #else
    static let booksOfAKind = 200
  #endif

  @Test(
    "Agrees with full revaluation on 1,000 random books, within its bound and 1e-8 of the gross range",
    arguments: ProxyBook.Kind.allCases)
  func random(kind: ProxyBook.Kind) async throws {
    var failures: [String] = []
    // All 1,000 in an optimized build; a debug build takes half a minute for every hundred.
    for seed in 0..<Self.booksOfAKind {
      let book = ProxyBook(kind, seed: UInt64(1_000 + seed), options: 12, scenarios: 60)
      let revaluation = try book.revaluation()
      let proxy = try await RevaluationProxy(revaluation, over: book.scenarios)
      let exact = try revaluation.profitAndLoss(over: book.scenarios)
      let values = try await proxy.profitAndLoss(over: book.scenarios)
      let worst = zip(exact, values).reduce(0) { max($0, abs($1.0 - $1.1)) }
      let certificate = proxy.certificate
      if !(worst <= certificate.errorBound && certificate.errorBound <= 1e-8 * certificate.grossRange) {
        failures.append(
          "seed \(seed): error \(worst), bound \(certificate.errorBound), gross \(certificate.grossRange)")
      }
    }
    #expect(failures.isEmpty, "\(kind): \(failures.count) of \(Self.booksOfAKind), \(failures.prefix(3))")
  }

  @Test("Has the same bits for any number of threads, and a part an underlying")
  func threads() async throws {
    let book = ProxyBook(.mixed, seed: 3, options: 8, underlyings: 3, scenarios: 5_000)
    let revaluation = try book.revaluation()
    var all: [[UInt64]] = []
    for threads in [1, 2, 7] {
      let proxy = try await RevaluationProxy(revaluation, over: book.scenarios, threads: threads)
      #expect(proxy.certificate.parts.map(\.underlying) == revaluation.underlyings)
      all.append(try await proxy.profitAndLoss(over: book.scenarios, threads: threads).map(\.bitPattern))
    }
    #expect(all[1] == all[0] && all[2] == all[0])
  }

  @Test("Scenarios beyond the panels are priced in full")
  func outside() async throws {
    let book = ProxyBook(.expiring, seed: 4, scenarios: 200)
    let revaluation = try book.revaluation()
    let proxy = try await RevaluationProxy(revaluation, over: book.scenarios)
    let outside: [(x: Double, y: Double)] = [(1.5, 0.1), (-3, 0), (0.01, 2.5), (0.02, -4)]
    let wild = book.scenarios(first: book.moves[0] + outside)
    let exact = try revaluation.profitAndLoss(over: wild)
    let values = try await proxy.profitAndLoss(over: wild)
    for i in 200..<204 {
      #expect(Tolerance.relative(1e-12).accepts(values[i], exact[i]), "move \(outside[i - 200])")
    }
  }

  @Test("Many positions are compressed without loss")
  func compression() async throws {
    let book = ProxyBook(.mixed, seed: 5, options: 12_000, scenarios: 50)
    let revaluation = try book.revaluation()
    #expect(revaluation.instrumentCount == 12_000)
    let lines = revaluation.groups[0].lines(of: revaluation.groups[0].instruments, 1 / 365.0).runs[0]
    let compressed = LineCompression(lines, lowestFactor: 0.6, width: 2.2)
    #expect(compressed.lines.count < 9_000)
    let proxy = try await RevaluationProxy(revaluation, over: book.scenarios, threads: 2)
    let exact = try revaluation.profitAndLoss(over: book.scenarios)
    let values = try await proxy.profitAndLoss(over: book.scenarios)
    let worst = zip(exact, values).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(worst <= proxy.certificate.errorBound)
    #expect(proxy.certificate.errorBound <= 1e-8 * proxy.certificate.grossRange)
  }

  @Test("Is refused when it cannot meet the tolerance, and full revaluation steps in")
  func refusal() async throws {
    let book = ProxyBook(.mixed, seed: 6, options: 12, scenarios: 6_000)
    let revaluation = try book.revaluation()
    await #expect {
      _ = try await RevaluationProxy(revaluation, over: book.scenarios, tolerance: .dollars(1e-18))
    } throws: { error in
      guard case ProxyError.toleranceNotMet("U0", let bound, let tolerance) = error else { return false }
      return bound > tolerance && tolerance == 1e-18
    }
    for tolerance in [0, -1, .nan, .infinity] {
      await #expect {
        _ = try await RevaluationProxy(revaluation, over: book.scenarios, tolerance: .partOfGrossRange(tolerance))
      } throws: { error in
        guard case ProxyError.invalidTolerance = error else { return false }
        return true
      }
    }
    let full = try await revaluation.profitAndLoss(over: book.scenarios, within: .dollars(1e-18), threads: 2)
    #expect(full.certificate == nil && full.errorBound == 0)
    guard case .toleranceNotMet = full.refusal else {
      Issue.record("refusal \(String(describing: full.refusal))")
      return
    }
    #expect(try await full.profitAndLoss == revaluation.profitAndLoss(over: book.scenarios, threads: 2))
  }

  @Test("Is used when it is cheaper, and not for a few scenarios")
  func choice() async throws {
    let many = ProxyBook(.mixed, seed: 7, options: 12, scenarios: 10_000)
    let revaluation = try many.revaluation()
    let result = try await revaluation.profitAndLoss(over: many.scenarios, within: .standard, threads: 2)
    let bound = try #require(result.certificate).errorBound
    #expect(result.errorBound == bound && result.refusal == nil)
    let exact = try await revaluation.profitAndLoss(over: many.scenarios, threads: 2)
    #expect(zip(exact, result.profitAndLoss).allSatisfy { abs($0 - $1) <= bound })
    let few = ProxyBook(.mixed, seed: 7, options: 12, scenarios: 100)
    let plain = try await few.revaluation().profitAndLoss(over: few.scenarios, within: .standard)
    #expect(plain.certificate == nil && plain.refusal == nil)
  }

  @Test("A looser tolerance takes fewer panels; an amount is divided among the underlyings")
  func tolerance() async throws {
    let book = ProxyBook(.oneDay, seed: 8, options: 8, underlyings: 2, scenarios: 50)
    let revaluation = try book.revaluation()
    let tight = try await RevaluationProxy(revaluation, over: book.scenarios).certificate
    let loose = try await RevaluationProxy(
      revaluation, over: book.scenarios, tolerance: .partOfGrossRange(1e-5)
    ).certificate
    for (a, b) in zip(tight.parts, loose.parts) { #expect(b.spotPanels < a.spotPanels) }
    let dollars = try await RevaluationProxy(
      revaluation, over: book.scenarios, tolerance: .dollars(1e-6 * tight.grossRange)
    ).certificate
    #expect(dollars.errorBound <= 1e-6 * tight.grossRange)
  }

  @Test("Extreme moves neither trap nor take panels without end")
  func extremes() async throws {
    let book = ProxyBook(.mixed, seed: 10, options: 5, scenarios: 5)
    let wild = book.scenarios(first: [(0, 0), (600, 300), (-600, 0.5)])
    let revaluation = try book.revaluation()
    let exact = try revaluation.profitAndLoss(over: wild)
    #expect(try await revaluation.profitAndLoss(over: wild, within: .standard).profitAndLoss == exact)
  }

  @Test(
    "What a source says of underlyings that the book does not hold is ignored; of those that it holds it is refused")
  func foreignFactors() async throws {
    let book = ProxyBook(.mixed, seed: 11, options: 6, underlyings: 2, scenarios: 80)
    let revaluation = try book.revaluation()
    let plain = book.scenarios
    let rows = (0..<80).map { row in
      [0.01 * sin(Double(row)), 0.02, 0.1, -0.1, 0.05, 0.3, -0.2] + plain.block(of: [row]).values
    }
    let foreign: [RiskFactor] = [
      .rate("Z"), .carry("Z"), .volatilityShift("Z"), .volatilityTerm("Z"), .volatilitySkew("Z"),
      .correlation("Z", "U0"), .correlation("Y", "Z"),
    ]
    let source = ListedScenarios(rows, factors: foreign + plain.factors)
    let proxy = try await RevaluationProxy(revaluation, over: source)
    let alone = try await RevaluationProxy(revaluation, over: plain)
    #expect(proxy.certificate == alone.certificate)
    #expect(try await proxy.profitAndLoss(over: source) == alone.profitAndLoss(over: plain))
    for factor in [RiskFactor.rate("U1"), .volatilityTerm("U0"), .correlation("U1", "U0")] {
      let held = ListedScenarios(rows, factors: [factor] + foreign.dropFirst() + plain.factors)
      await #expect(throws: ProxyError.unsupportedFactors([factor])) {
        _ = try await RevaluationProxy(revaluation, over: held)
      }
    }
  }

  @Test("An empty book, and one without moves")
  func edges() async throws {
    let empty = try BookRevaluation([OptionHoldings]())
    let book = ProxyBook(.mixed, seed: 9, scenarios: 5)
    let none = try await RevaluationProxy(empty, over: book.scenarios)
    #expect(try await none.profitAndLoss(over: book.scenarios) == [0, 0, 0, 0, 0])
    let still = book.scenarios(first: [(0, 0), (0, 0)])
    let revaluation = try book.revaluation()
    let exact = try revaluation.profitAndLoss(over: still)
    let result = try await revaluation.profitAndLoss(over: still, within: .standard)
    #expect(result.profitAndLoss == exact)
    let other = ListedScenarios([[0, 0]], underlyings: ["X"])
    await #expect(throws: ProxyError.revaluation(.notCovered(["U0"]))) {
      _ = try await RevaluationProxy(revaluation, over: other)
    }
  }
}
