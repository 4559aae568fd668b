import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Revaluation of contracts without expiry")
struct PerpetualRevaluationTests {
  private static func moves(_ count: Int, seed: UInt64 = 3) -> PairedMoves {
    var generator = SeededGenerator(seed: seed)
    return PairedMoves(
      underlyings: ["B", "A"],
      moves: (0..<2).map { _ in
        (0..<count).map { _ in (generator.uniform(-0.7, 0.6), generator.uniform(-1, 0.9)) }
      })
  }

  @Test("In random scenarios it is the scalar price at the moved market, less the funding of the horizon")
  func scalar() throws {
    let (book, scenarios) = (try MixedBook(options: 0), Self.moves(400))
    let horizon = 2.5
    for position in book.valuation.positions {
      let contract = try #require(position.position.contract.terms as? PerpetualContract)
      let alone = try BookRevaluation(
        book.part { $0.position.id == position.position.id }, horizonInDays: horizon)
      let spot = contract.underlying == "A" ? 80_000.0 : 2_200
      let units = position.position.quantity * contract.contractSize
      let today = contract.scalarPrice(spot: spot, volatilityFactor: 1, entry: spot)
      let paid = -position.greeks.theta * horizon / 365
      let actual = try alone.profitAndLoss(over: scenarios)
      let column = contract.underlying == "B" ? 0 : 1
      for (index, move) in scenarios.moves[column].enumerated() {
        let then = contract.scalarPrice(spot: spot * exp(move.x), volatilityFactor: exp(move.y), entry: spot)
        let expected = units * (then - today) - paid
        // Futures are differences of spots.
        let scale = abs(units) * (abs(then) + abs(today) + (contract.isFuture ? spot : 0)) + abs(paid)
        #expect(abs(actual[index] - expected) <= 1e-12 * scale, "\(contract.name) \(move)")
      }
    }
  }

  @Test("A mixed book gains the sum of its parts, by underlying too, and no move without time is no profit")
  func mixed() async throws {
    let (book, scenarios) = (try MixedBook(), Self.moves(1_500))
    let whole = try book.revaluation()
    #expect(whole.instrumentCount == 38)
    let actual = try whole.profitAndLoss(over: scenarios)
    var sums = [Double](repeating: 0, count: 1_500)
    for isOption in [true, false] {
      let part = try BookRevaluation(
        book.part { ($0.position.contract.option != nil) == isOption })
      for (index, value) in try part.profitAndLoss(over: scenarios).enumerated() { sums[index] += value }
    }
    let scale = actual.map(abs).max() ?? 0
    for index in actual.indices { #expect(abs(actual[index] - sums[index]) <= 1e-12 * scale) }
    let tail = Array(stride(from: 0, to: 1_500, by: 7))
    let parts = try await whole.profitAndLossByUnderlying(at: tail, of: scenarios, threads: 2)
    for (place, index) in tail.enumerated() {
      #expect(abs(parts.values.reduce(0) { $0 + $1[place] } - actual[index]) <= 1e-12 * scale)
    }
    #expect(try whole.profitAndLoss(under: MarketMove(spotReturns: [:])) == ["A": 0, "B": 0])
  }

  @Test("Has the same bits for any number of threads, for chosen scenarios, and for any order of the book")
  func threads() async throws {
    let scenarios = Self.moves(3_000)
    let whole = try MixedBook().revaluation()
    #expect(try MixedBook(reversed: true).revaluation() == whole)
    let plain = try whole.profitAndLoss(over: scenarios)
    for threads in [1, 2, 8] {
      #expect(try await whole.profitAndLoss(over: scenarios, threads: threads) == plain)
    }
    let chosen = [2_999, 5, 1_023, 1_024]
    #expect(try await whole.profitAndLoss(at: chosen, of: scenarios) == chosen.map { plain[$0] })
    let other = try MixedBook(options: 0).revaluation().digest(over: scenarios)
    #expect(whole.digest(over: scenarios) != other)
  }

  @Test("Scenarios that begin alike are told apart by what comes later, and by their number")
  func digests() throws {
    let book = try MixedBook(options: 2).revaluation()
    func digest(_ count: Int, moved: Int?) -> InputDigest {
      let moves = (0..<count).map { [Double](repeating: $0 == moved ? 0.1 : 0, count: 4) }
      return book.digest(over: ListedScenarios(moves, underlyings: ["A", "B"]))
    }
    let still = digest(128, moved: nil)
    for moved in [0, 70, 126] { #expect(digest(128, moved: moved) != still, "\(moved)") }
    #expect(digest(127, moved: nil) != still && digest(128, moved: nil) == still)
    #expect(digest(3, moved: 2) != digest(3, moved: nil))
  }

  @Test("Positions in one contract are netted; an entry makes another one of a future")
  func netting() throws {
    let snapshot = try MixedBook(options: 0).snapshot
    func revaluation(_ entries: [(entry: Double?, quantity: Double)]) throws -> BookRevaluation {
      let book = try Book(
        positions: entries.enumerated().map { index, one in
          Position(
            id: "\(index)",
            contract: try PerpetualContract(underlying: "A", terms: .linearFuture(entry: one.entry)),
            quantity: one.quantity)
        })
      return try BookRevaluation(book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()))
    }
    #expect(try revaluation([(70_000, 3), (70_000, -1)]) == revaluation([(70_000, 2)]))
    #expect(try revaluation([(70_000, 3), (70_000, -3)]).instrumentCount == 0)
    let two = try revaluation([(70_000, 3), (90_000, -3)])
    #expect(two.instrumentCount == 2 && two.value == 60_000)
    let change = try #require(try two.profitAndLoss(under: MarketMove(spotReturns: ["A": 0.3]))["A"])
    #expect(abs(change) < 1e-9)
  }

  @Test("An inverse future gains quantity × (1/entry − 1/spot) coins, and straight dollars")
  func inverse() throws {
    let snapshot = try MixedBook(options: 0).snapshot
    let contract = try PerpetualContract(
      underlying: "A", terms: .inverseFuture(entry: 75_000), contractSize: 10)
    let book = try Book(positions: [Position(id: "i", contract: contract, quantity: 400)])
    let valuation = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    #expect(Tolerance.relative(1e-12).accepts(valuation.positions[0].settlementValue, 4_000 * (1 / 75e3 - 1 / 80e3)))
    let revaluation = try BookRevaluation(valuation)
    for move in [-0.5, -0.1, 0.2, 1] {
      let shift = MarketMove(spotReturns: ["A": move], volatilityFactors: ["A": 2])
      let coins = try #require(try revaluation.coinProfitAndLoss(under: shift, elapsedDays: 30)["A"])
      let then = 80e3 * (1 + move)
      #expect(Tolerance.relative(1e-12).accepts(coins, 4_000 * (1 / 80e3 - 1 / then)), "\(move)")
      let dollars = try #require(try revaluation.profitAndLoss(under: shift, elapsedDays: 30)["A"])
      #expect(Tolerance.relative(1e-12).accepts(dollars, 4_000 * (then - 80e3) / 75e3), "\(move)")
    }
  }

  @Test("Coins gained over scenarios are those of one shift after the other")
  func coins() throws {
    let (book, scenarios) = (try MixedBook(), Self.moves(1_100))
    let revaluation = try book.revaluation(horizonInDays: 2)
    let coins = try revaluation.coinProfitAndLoss(over: scenarios)
    #expect(coins.keys.sorted() == ["A", "B"])
    for (column, underlying) in scenarios.underlyings.enumerated() {
      let actual = try #require(coins[underlying])
      #expect(actual.count == 1_100)
      let scale = actual.map(abs).max() ?? 0
      for index in [0, 7, 1_023, 1_024, 1_099] {
        let move = scenarios.moves[column][index]
        let shift = MarketMove(
          spotReturns: [underlying: expm1(move.x)], volatilityFactors: [underlying: exp(move.y)])
        let expected = try #require(try revaluation.coinProfitAndLoss(under: shift, elapsedDays: 2)[underlying])
        #expect(abs(actual[index] - expected) <= 1e-11 * scale, "\(underlying) \(index)")
      }
    }
    let cash = try BookRevaluation(book.part { $0.position.contract.settlement == .cash })
    #expect(try cash.coinProfitAndLoss(over: scenarios).isEmpty)
  }

  @Test("A linear future takes the delta out of a book: a small move costs the square of itself")
  func hedge() throws {
    let rows = [OptionRow(strike: 105, quantity: -4), OptionRow(type: .put, strike: 95, quantity: -1)]
    let (snapshot, priced) = try OptionRow.book(rows)
    var delta = 0.0
    for row in rows {
      delta +=
        row.quantity
        * Black76.greeks(
          row.type, forward: row.forward, strike: row.strike, years: row.years, volatility: row.volatility
        ).delta
    }
    let contract = try PerpetualContract(underlying: "A", terms: .linearFuture(entry: nil))
    let hedge = try Book(positions: [Position(id: "hedge", contract: contract, quantity: -delta)])
      .valuation(in: snapshot, volatilities: snapshot.volatilityMarks()).positions
    let hedged = try BookRevaluation(PricedBook(asOf: snapshot.asOf, positions: priced.positions + hedge))
    func change(_ move: Double) throws -> Double {
      try #require(try hedged.profitAndLoss(under: MarketMove(spotReturns: ["A": move]))["A"])
    }
    let slopes = try [1e-4, 1e-5].map { abs(try change($0) / $0) }
    #expect(slopes[0] < 0.02 * abs(delta * 100) && slopes[1] < 0.002 * abs(delta * 100), "\(slopes) \(delta)")
  }

  @Test(
    "A rule that shifts volatility with the spot moves those of perpetual options; without smiles sticky delta keeps them"
  )
  func rules() throws {
    let book = try MixedBook(options: 0)
    let option = book.part { $0.position.contract.name.hasPrefix("A-EVERLASTING-84000") }
    let shift = MarketMove(spotReturns: ["A": exp(-0.2) - 1], volatilityFactors: ["A": 1.5])
    func change(_ rule: VolatilityRule) throws -> Double {
      let revaluation = try BookRevaluation(option, horizonInDays: 0, volatilityRule: rule)
      return try #require(try revaluation.profitAndLoss(under: shift)["A"])
    }
    let position = option.positions[0]
    let pricer = try #require(position.repricer as? PerpetualRepricer)
    let units = position.position.quantity * pricer.contract.contractSize
    for (slope, volatility) in [(-0.5, 1.5 * 0.75), (0, 1.5 * 0.65), (4, 1.5 * 0.0065)] {
      let expected = units * (pricer.value(spot: 80_000 * exp(-0.2), volatility: volatility) - pricer.price)
      #expect(abs(try change(.surfaceShift(slope: slope)) - expected) < 1e-9 * abs(units) * pricer.price)
    }
    let marks = book.snapshot.volatilityMarks()
    #expect(try change(.stickyDelta(marks)) == change(.stickyStrike))
  }

  @Test("Sticky delta moves the volatility along the smile nearest to the mean maturity")
  func stickyDelta() throws {
    let asOf = OptionRow.asOf
    // Two smiles, of which the nearer to one day is steep and the other flat.
    let markets = try [(days: 2.0, slope: -0.8), (30, 0)].map { days, slope in
      let expiry = asOf.advanced(bySeconds: Int64(days * 86_400))
      let quotes = try [60.0, 80, 100, 120, 150].map { strike in
        OptionQuote(
          contract: try OptionContract(
            underlying: "S", type: strike < 100 ? .put : .call, strike: strike, expiry: expiry),
          bid: nil, ask: nil, mark: nil, markVolatility: 0.7 + slope * log(strike / 100), openInterest: 1)
      }
      return ExpiryMarket(
        expiry: expiry, years: days / 365, forward: 100, discountFactor: 1, forwardSource: .quoted, quotes: quotes)
    }
    let snapshot = MarketSnapshot(
      asOf: asOf, markets: [UnderlyingMarket(underlying: "S", spot: 100, expiries: markets)])
    let marks = snapshot.volatilityMarks()
    func change(_ terms: PerpetualContract.Terms) throws -> (change: Double, pricer: PerpetualRepricer) {
      let contract = try PerpetualContract(underlying: "S", terms: terms)
      let valuation = try Book(positions: [Position(id: "1", contract: contract, quantity: 1)])
        .valuation(in: snapshot, volatilities: marks)
      let revaluation = try BookRevaluation(
        valuation, horizonInDays: 0, volatilityRule: .stickyDelta(marks))
      let changes = try revaluation.profitAndLoss(under: MarketMove(spotReturns: ["S": 0.25]))
      return (try #require(changes["S"]), try #require(valuation.positions[0].repricer as? PerpetualRepricer))
    }
    // The strike of 100 goes to where 80 was.
    let near = try change(.everlastingOption(.call, strike: 100, fundingPeriod: 1.0 / 365, funding: .continuous))
    let moved = near.pricer.value(spot: 125, volatility: 0.7 - 0.8 * log(0.8)) - near.pricer.price
    #expect(Tolerance.relative(1e-9).accepts(near.change, moved))
    let far = try change(.everlastingOption(.call, strike: 100, fundingPeriod: 29.0 / 365, funding: .continuous))
    #expect(
      Tolerance.relative(1e-9).accepts(
        far.change, far.pricer.value(spot: 125, volatility: far.pricer.volatility) - far.pricer.price))
    let square = try change(.powerPerpetual(power: 2, fundingPeriod: 1.0 / 365, funding: .continuous))
    #expect(
      Tolerance.relative(1e-9).accepts(
        square.change, square.pricer.value(spot: 125, volatility: 0.7) - square.pricer.price))
  }

  @Test("A proxy prices them in full beside its polynomials, within its bound")
  func proxy() async throws {
    let book = try MixedBook(options: 30)
    let revaluation = try book.revaluation()
    var generator = SeededGenerator(seed: 8)
    let scenarios = PairedMoves(
      underlyings: ["A", "B"],
      moves: (0..<2).map { _ in
        (0..<3_000).map { _ in (generator.uniform(-0.2, 0.2), generator.uniform(-0.3, 0.3)) }
      })
    let proxy = try await RevaluationProxy(revaluation, over: scenarios, tolerance: .partOfGrossRange(1e-6))
    #expect(proxy.certificate.parts.allSatisfy { $0.fullyPriced >= 9 })
    let exact = try revaluation.profitAndLoss(over: scenarios)
    let actual = try await proxy.profitAndLoss(over: scenarios, threads: 2)
    let worst = zip(exact, actual).map { abs($0 - $1) }.max() ?? .nan
    #expect(worst <= proxy.certificate.errorBound, "\(worst) of \(proxy.certificate.errorBound)")
    // Without options there is nothing to approximate.
    let alone = try MixedBook(options: 0).revaluation()
    let plain = try await RevaluationProxy(alone, over: scenarios)
    #expect(plain.certificate.errorBound == 0)
    let both = zip(try alone.profitAndLoss(over: scenarios), try await plain.profitAndLoss(over: scenarios))
    #expect(both.allSatisfy { abs($0 - $1) <= 1e-9 * (1 + abs($0)) })
  }

  @Test("Positions weighted over scenarios are their own vectors' sums, and add up to the book's")
  func positions() async throws {
    let (book, scenarios) = (try MixedBook(options: 6), Self.moves(1_200))
    let positions = try PositionRevaluation(book.valuation)
    #expect(positions.expiries.count(where: { $0 == nil }) == 18)
    let chosen = Array(stride(from: 3, to: 1_200, by: 11))
    let weights = [chosen.map { 1 / Double($0) }, chosen.map { _ in 1.0 }]
    let sums = try await positions.weightedProfitAndLoss(at: chosen, weights: weights, of: scenarios, threads: 2)
    let whole = try book.revaluation().profitAndLoss(over: scenarios)
    for (set, own) in weights.enumerated() {
      let expected = zip(chosen, own).reduce(0) { $0 + whole[$1.0] * $1.1 }
      let scale = sums[set].reduce(0) { $0 + abs($1) }
      #expect(abs(sums[set].reduce(0, +) - expected) < 1e-12 * scale)
    }
    for (index, id) in positions.ids.enumerated() where index % 3 == 0 {
      let alone = try BookRevaluation(book.part { $0.position.id == id })
      let own = try alone.profitAndLoss(over: scenarios)
      let expected = chosen.reduce(0) { $0 + own[$1] }
      let scale = chosen.reduce(0) { $0 + abs(own[$1]) }
      #expect(abs(sums[1][index] - expected) <= 1e-11 * scale, "\(id)")
    }
  }

  @Test("A scenario in which funding cannot hold the mark is named")
  func errors() throws {
    let book = try MixedBook(options: 0)
    let square = book.part { $0.position.contract.name == "A-POWER-2" }
    let revaluation = try BookRevaluation(square)
    let scenarios = PairedMoves(underlyings: ["A"], moves: [[(0, 0), (0, log(8.0))]])
    #expect(throws: RevaluationError.nonFiniteScenario(1)) { try revaluation.profitAndLoss(over: scenarios) }
  }
}
