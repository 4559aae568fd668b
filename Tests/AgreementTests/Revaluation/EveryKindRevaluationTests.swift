import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Revaluation of a book of every kind of contract")
struct EveryKindRevaluationTests {
  private static let horizonInDays = 2.0
  private let kinds: [PricedKind]
  private let book: PricedBook

  init() throws {
    kinds = try EveryKindBook.kinds()
    book = EveryKindBook.book(kinds)
  }

  /// Random moves as values for people and, written apart, as columns.
  private static func random(_ count: Int, all: Bool, seed: UInt64 = 5) -> (
    moves: [MarketMove], source: ListedScenarios
  ) {
    var generator = SeededGenerator(seed: seed)
    let names = ["A", "B"]
    var factors: [RiskFactor] = names.map { .volatility($0) }
    if all {
      factors += names.flatMap { [.rate($0), .volatilitySkew($0), .volatilityShift($0)] }
      factors += names.flatMap { [.volatilityTerm($0), .carry($0)] } + [.correlation("B", "A")]
    }
    factors += names.map { .spot($0) }
    var (moves, rows): ([MarketMove], [[Double]]) = ([], [])
    for _ in 0..<count {
      var (move, row) = (MarketMove(), [Double]())
      for factor in factors {
        var own = move[Underlying(factor.asset)]
        let u = generator.uniform(-1, 1)
        switch factor {
        case .spot: own.spotReturn = expm1(0.35 * u); row.append(0.35 * u)
        case .volatility: own.volatilityFactor = exp(0.4 * u); row.append(0.4 * u)
        case .volatilityShift: own.volatilityShift = 0.06 * u; row.append(0.06 * u)
        case .volatilityTerm: own.termTwist = 0.3 * u; row.append(0.3 * u)
        case .volatilitySkew: own.skewTwist = 0.4 * u; row.append(0.4 * u)
        case .rate: own.rateShift = 0.03 * u; row.append(0.03 * u)
        case .carry: own.carryShift = 0.02 * u; row.append(0.02 * u)
        case .correlation: move.correlationShifts[["A", "B"]] = 0.8 * u; row.append(0.8 * u)
        case .spotAfter, .event: row.append(0)
        }
        move.byUnderlying[Underlying(factor.asset)] = own
      }
      moves.append(move)
      rows.append(row)
    }
    return (moves, ListedScenarios(rows, factors: factors))
  }

  /// Profit and loss by the scalar formulas, with what rounding is measured by.
  private func scalar(_ after: After, _ kinds: [PricedKind]? = nil) -> (change: Double, scale: Double) {
    (kinds ?? self.kinds).reduce((0, 1)) { sum, kind in
      let (then, today) = (kind.priced.units * kind.value(after), kind.priced.units * kind.value(After()))
      return (sum.0 + then - today, sum.1 + abs(then) + abs(today))
    }
  }

  private func expect(_ actual: [Double], _ moves: [MarketMove], rule: VolatilityRule = .stickyStrike, _ note: String) {
    for (index, move) in moves.enumerated() {
      let after = After(move: move, elapsedYears: Self.horizonInDays / 365, rule: Smiles.factor(rule))
      let expected = scalar(after)
      #expect(
        abs(actual[index] - expected.change) <= 1e-12 * expected.scale,
        "\(note) \(index): \(actual[index]), \(expected), \(move)")
    }
  }

  @Test("Each formula of the test is the value that its repricer gives today")
  func today() {
    for kind in kinds {
      let value = kind.priced.contractGreeks.value
      #expect(
        abs(value - kind.priced.units * kind.value(After())) <= 1e-13 * (1 + abs(value)), "\(kind.priced.position)")
    }
    #expect(Set(kinds.map { "\(type(of: $0.priced.repricer))" }).count == 15)
    #expect(abs(book.value - kinds.reduce(0) { $0 + $1.priced.units * $1.value(After()) }) < 1e-10)
  }

  @Test(
    "In random scenarios it is the scalar formulas one by one, by every rule, with all factors and with spots and levels",
    arguments: Smiles.rules.indices, [false, true])
  func scenarios(rule index: Int, all: Bool) async throws {
    let rule = Smiles.rules[index]
    let (moves, source) = Self.random(300, all: all)
    let revaluation = try BookRevaluation(book, horizonInDays: Self.horizonInDays, volatilityRule: rule)
    let actual = try revaluation.profitAndLoss(over: source)
    expect(actual, moves, rule: rule, "rule \(index)")
    for index in stride(from: 0, to: 300, by: 23) {
      let single = try revaluation.profitAndLoss(under: moves[index], elapsedDays: Self.horizonInDays)
      let scale = single.values.reduce(1_000) { $0 + abs($1) }
      #expect(abs(single.values.reduce(0, +) - actual[index]) <= 1e-12 * scale, "\(moves[index])")
    }
  }

  @Test("Contracts of every kind that expire before the horizon's end are paid at their own day's price")
  func payDays() async throws {
    let horizon = 75.0
    let revaluation = try BookRevaluation(book, horizonInDays: horizon)
    let days = revaluation.payDays
    #expect(days == [1, 20, 30, 35, 40, 45, 50, 60, 70])
    let factors =
      EveryKindBook.moves + days.flatMap { [RiskFactor.spotAfter("A", days: $0), .spotAfter("B", days: $0)] }
    var generator = SeededGenerator(seed: 11)
    let rows = (0..<200).map { _ in factors.map { _ in generator.uniform(-0.3, 0.3) } }
    let source = ListedScenarios(rows, factors: factors)
    let actual = try revaluation.profitAndLoss(over: source)
    for (row, value) in zip(rows, actual) {
      let expected = kinds.map { kind -> (change: Double, scale: Double) in
        let day = kind.priced.position.contract.expiry.flatMap {
          payDay(years: DayCount.actual365Fixed.years(from: EveryKindBook.asOf, to: $0), elapsedYears: horizon / 365)
        }
        let place = day.flatMap { days.firstIndex(of: $0) }.map { 4 + 2 * $0 } ?? 0
        let move = MarketMove(
          spotReturns: ["A": expm1(row[place]), "B": expm1(row[place + 1])],
          volatilityFactors: ["A": exp(row[2]), "B": exp(row[3])])
        return scalar(After(move: move, elapsedYears: horizon / 365), [kind])
      }
      let scale = expected.reduce(0) { $0 + $1.scale }
      #expect(abs(value - expected.reduce(0) { $0 + $1.change }) <= 1e-12 * scale, "\(row)")
    }
    let positions = try PositionRevaluation(book, horizonInDays: horizon)
    let sums = try await positions.weightedProfitAndLoss(
      at: Array(rows.indices), weights: [rows.map { _ in 1 }], of: source)
    let whole = actual.reduce(0, +)
    #expect(abs(sums[0].reduce(0, +) - whole) <= 1e-10 * actual.reduce(0) { $0 + abs($1) })
    let proxy = try await RevaluationProxy(revaluation, over: source)
    let values = try await proxy.profitAndLoss(over: source)
    let bound = proxy.sampled.reduce(proxy.certificate.errorBound) { $0 + $1.errorBound }
    #expect(zip(values, actual).allSatisfy { abs($0 - $1) <= bound + 1e-9 })
  }

  @Test("The bits are the same for any number of threads, for chosen scenarios and for any order of the book")
  func threads() async throws {
    let (_, source) = Self.random(2_500, all: true)
    let revaluation = try BookRevaluation(book)
    let plain = try revaluation.profitAndLoss(over: source)
    for threads in [1, 4] {
      let parallel = try await revaluation.profitAndLoss(over: source, threads: threads)
      #expect(parallel.map(\.bitPattern) == plain.map(\.bitPattern), "\(threads) threads")
    }
    let chosen = [2_499, 3, 1_024, 1_023]
    #expect(try await revaluation.profitAndLoss(at: chosen, of: source) == chosen.map { plain[$0] })
    let reversed = try BookRevaluation(EveryKindBook.book(kinds.reversed()))
    #expect(reversed == revaluation && reversed.digest(over: source) == revaluation.digest(over: source))
    #expect(try reversed.profitAndLoss(over: source) == plain)
    let other = try BookRevaluation(EveryKindBook.book(kinds.dropLast()))
    #expect(other.digest(over: source) != revaluation.digest(over: source))
    #expect(!revaluation.isSeparable)
    #expect(try BookRevaluation(EveryKindBook.book(kinds.filter { $0.priced.repricer.inputs.count == 1 })).isSeparable)
  }

  /// A capped call under another name.
  private struct Renamed: ContractTerms {
    let own: CappedCall
    var name: String { "another" }
    var underlyings: [Underlying] { own.underlyings }
    var settlement: Settlement { .cash }
    var contractSize: Double { own.contractSize }
    var expiration: Timestamp? { own.expiration }
  }

  @Test("Digests tell contracts of the same numbers apart by their names, and positions by their units")
  func digests() throws {
    let (_, source) = Self.random(10, all: true)
    let capped = EveryKindBook.capped()
    let (own, market) = (
      try #require(capped.priced.position.contract.terms as? CappedCall),
      try #require(capped.priced.repricer as? CappedCallRepricer)
    )
    func digest(_ contract: some ContractTerms, _ quantity: Double = -6) throws -> InputDigest {
      let priced = PricedPosition(Position(id: "a", contract: contract, quantity: quantity), market)
      return try BookRevaluation(PricedBook(asOf: EveryKindBook.asOf, positions: [priced])).digest(over: source)
    }
    #expect(try digest(own) == digest(own))
    #expect(try digest(own) != digest(Renamed(own: own)))
    #expect(try digest(own) != digest(own, -5))
  }

  @Test("Parts by underlying and positions add up to the book; a position is its own book")
  func parts() async throws {
    let (_, source) = Self.random(1_100, all: true)
    let revaluation = try BookRevaluation(book)
    let whole = try revaluation.profitAndLoss(over: source)
    let chosen = Array(stride(from: 1, to: 1_100, by: 9))
    let parts = try await revaluation.profitAndLossByUnderlying(at: chosen, of: source, threads: 2)
    let weights = [chosen.map { 1 / Double($0) }, chosen.map { _ in 1.0 }]
    let positions = try PositionRevaluation(book)
    let sums = try await positions.weightedProfitAndLoss(at: chosen, weights: weights, of: source, threads: 2)
    #expect(try await positions.weightedProfitAndLoss(at: chosen, weights: weights, of: source, threads: 1) == sums)
    let scale = whole.reduce(0) { max($0, abs($1)) } + 1_000
    for (place, index) in chosen.enumerated() {
      #expect(abs(parts.values.reduce(0) { $0 + $1[place] } - whole[index]) <= 1e-12 * scale)
    }
    for (set, own) in weights.enumerated() {
      let expected = zip(chosen, own).reduce(0) { $0 + whole[$1.0] * $1.1 }
      #expect(abs(sums[set].reduce(0, +) - expected) <= 1e-12 * scale * own.reduce(0, +))
    }
    for (index, kind) in kinds.enumerated() {
      let alone = try BookRevaluation(EveryKindBook.book([kind])).profitAndLoss(over: source)
      let expected = chosen.reduce(0) { $0 + alone[$1] }
      #expect(
        abs(sums[1][index] - expected) <= 1e-12 * chosen.reduce(1_000) { $0 + abs(alone[$1]) },
        "\(kind.priced.position.id)")
    }
  }

  @Test("A proxy is within its certificate of the full revaluation, and refuses factors that it is no function of")
  func proxy() async throws {
    let (_, source) = Self.random(3_000, all: false)
    let revaluation = try BookRevaluation(book)
    let proxy = try await RevaluationProxy(revaluation, over: source, tolerance: .partOfGrossRange(1e-6), threads: 2)
    let exact = try revaluation.profitAndLoss(over: source)
    let actual = try await proxy.profitAndLoss(over: source)
    let worst = zip(exact, actual).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst <= proxy.certificate.errorBound, "\(worst) of \(proxy.certificate.errorBound)")
    #expect(try await proxy.profitAndLoss(over: source, threads: 4) == actual)
    let (_, all) = Self.random(3_000, all: true)
    let result = try await revaluation.profitAndLoss(over: all, within: .standard, threads: 2)
    #expect(result.certificate == nil)
    #expect(try result.profitAndLoss == revaluation.profitAndLoss(over: all))
    do {
      _ = try await RevaluationProxy(revaluation, over: all)
      Issue.record("no error")
    } catch {
      guard case .unsupportedFactors(let factors) = error else { throw error }
      #expect(factors.count == 11 && factors.allSatisfy { all.factors.contains($0) })
    }
  }

  @Test("Factors that a source leaves out are typed errors, also of an underlying that is only delivered")
  func undrawn() throws {
    let exchange = try BookRevaluation(EveryKindBook.book(kinds.filter { $0.priced.position.id == "A for B" }))
    #expect(exchange.underlyings == ["A", "B"])
    func draw(_ factors: [RiskFactor]) throws {
      _ = try exchange.profitAndLoss(over: ListedScenarios([factors.map { _ in 0 }], factors: factors))
    }
    let (spots, volatilities) = ([RiskFactor.spot("A"), .spot("B")], [RiskFactor.volatility("A"), .volatility("B")])
    #expect(throws: RevaluationError.notCovered(["B"])) { try draw([.spot("A")] + volatilities) }
    #expect(throws: RevaluationError.undrawnFactors([.volatility("B")])) { try draw(spots + [.volatility("A")]) }
    #expect(throws: RevaluationError.undrawnFactors(volatilities)) { try draw(spots) }
    #expect(throws: Never.self) { try draw(volatilities + spots) }
  }

  @Test("Only what moves changes a contract on two underlyings, and a correlation is kept in [−1, 1]")
  func correlation() throws {
    let kind = try #require(kinds.first { $0.priced.position.id == "A for B" })
    let revaluation = try BookRevaluation(EveryKindBook.book([kind]), horizonInDays: 0)
    func change(_ shift: Double) throws -> Double {
      let move = MarketMove(correlationShifts: [["A", "B"]: shift])
      return try revaluation.profitAndLoss(under: move).values.reduce(0, +)
    }
    #expect(try change(0) == 0)
    #expect(try change(0.2) < 0 && change(-0.2) > 0)
    #expect(try change(0.4) == change(7) && change(-1.6) == change(-9))
    let parts = try revaluation.profitAndLoss(under: MarketMove(spotReturns: ["B": 0.1]))
    #expect(parts["B"] == 0 && (parts["A"] ?? 0) < 0)
  }

  @Test("A user's contract is priced in a market by its own conformance, and bad moves are typed errors")
  func ownKind() throws {
    let quotes = try [80.0, 100, 125].map {
      OptionQuote(
        contract: try OptionContract(
          underlying: "A", type: $0 < 100 ? .put : .call, strike: $0, expiry: EveryKindBook.expiry(80)),
        bid: nil, ask: nil, mark: nil, markVolatility: 0.5, openInterest: 1)
    }
    let years = 80.0 / 365
    let snapshot = MarketSnapshot(
      asOf: EveryKindBook.asOf,
      markets: [
        UnderlyingMarket(
          underlying: "A", spot: 100,
          expiries: [
            ExpiryMarket(
              expiry: EveryKindBook.expiry(80), years: years, forward: 100 * exp(0.03 * years),
              discountFactor: exp(-0.03 * years), forwardSource: .quoted, quotes: quotes)
          ])
      ])
    let capped = EveryKindBook.capped()
    let valued = try Book(positions: [capped.priced.position]).valuation(
      in: snapshot, volatilities: snapshot.volatilityMarks())
    #expect(abs(valued.value - capped.priced.contractGreeks.value) <= 1e-12 * abs(valued.value))
    let revaluation = try BookRevaluation(valued)
    for (move, field) in [
      (UnderlyingMove(spotReturn: -1), "spotReturn"), (.init(spotShift: -100), "spotShift"),
      (.init(volatilityFactor: -1), "volatilityFactor"), (.init(volatilityShift: .nan), "volatilityShift"),
      (.init(skewTwist: .infinity), "skewTwist"), (.init(termTwist: .nan), "termTwist"),
      (.init(rateShift: .nan), "rateShift"), (.init(carryShift: -.infinity), "carryShift"),
    ] {
      do {
        _ = try revaluation.profitAndLoss(under: MarketMove(["A": move]))
        Issue.record("\(move) was taken")
      } catch {
        guard case .invalidMove("A", let found, _) = error else { throw error }
        #expect(found == field)
      }
    }
  }
}

/// Smiles whose total variance is straight in log moneyness, for the rules.
private enum Smiles {
  static func variance(_ k: Double, _ years: Double) -> Double { years * (0.25 - 0.06 * k) }

  static let marks = VolatilityMarks(
    smiles: ([("A", 100), ("B", 40)] as [(Underlying, Double)]).flatMap { name, spot in
      [1.0, 40, 90, 200].map { days in
        let years = days / 365
        let forward = spot * exp(0.03 * years)
        // The first of these tells the settlement of the smile.
        let contract = try? OptionContract(
          underlying: name, type: .call, strike: forward, expiry: EveryKindBook.expiry(days),
          settlement: name == "A" ? .coin : .cash)
        let quotes = contract.map {
          [OptionQuote(contract: $0, bid: nil, ask: nil, mark: nil, markVolatility: 0.5, openInterest: 0)]
        }
        let market = ExpiryMarket(
          expiry: EveryKindBook.expiry(days), years: years, forward: forward, discountFactor: 1,
          forwardSource: .quoted, quotes: quotes ?? [])
        return VolatilitySmile(
          underlying: name, spot: spot, market: market, points: [],
          curve: stride(from: -2.0, through: 2, by: 0.25).map {
            .init(logMoneyness: $0, volatility: (variance($0, years) / years).squareRoot())
          })
      }
    }, sourceCounts: [:], unusable: 0, medianMarkError: nil)

  static let rules: [VolatilityRule] = [.stickyStrike, .surfaceShift(slope: -0.4), .stickyDelta(marks)]

  /// The factor of a rule on a volatility, by its definition.
  static func factor(_ rule: VolatilityRule) -> (PricingInput, Double) -> Double {
    switch rule {
    case .stickyStrike: return { _, _ in 1 }
    case .surfaceShift(let slope):
      return { $0.volatility == 0 ? 1 : max(1 + slope * $1 / $0.volatility, 0.01) }
    case .stickyDelta:
      return { input, move in
        guard let strike = input.strike else { return 1 }
        let days = [1.0, 40, 90, 200]
        let maturity = 365 * input.years
        let nearest = maturity.isFinite ? days.min { abs($0 - maturity) < abs($1 - maturity) } ?? .nan : 200
        let k = log(strike / (input.spot * exp(0.03 * nearest / 365)))
        return (variance(k - move, 1) / variance(k, 1)).squareRoot()
      }
    }
  }
}
