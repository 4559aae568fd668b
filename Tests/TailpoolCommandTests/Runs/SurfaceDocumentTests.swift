#if Command
  import Foundation
  import Tailpool
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolCommand

  @Suite("The document and the tables of tailpool surface")
  struct SurfaceDocumentTests {
    /// The sample's bitcoin quotes of three expiries.
    static let quotes = Result {
      let chain = try Sample.chain()
      let listed = chain.quotes.filter { $0.contract.underlying == "BTC" }
      let expiries = Set(listed.map(\.contract.expiry)).sorted().prefix(3)
      return try MarketSnapshot(chains: [
        OptionChain(asOf: chain.asOf, quotes: listed.filter { expiries.contains($0.contract.expiry) })
      ]).surfaceQuotes()
    }

    private func document(_ family: FittedSurface.Family) throws -> (
      fit: FittedSurface, expiries: [SurfaceDocument.Expiry]
    ) {
      let fit = try FittedSurface(try #require(try Self.quotes.get().first), family: family)
      let expiries = SurfaceDocument.Surface(fit).expiries
      try #require(expiries.count == 3)
      return (fit, expiries)
    }

    /// Total variance at the money by the volatility that the document names.
    private func variance(_ expiry: SurfaceDocument.Expiry) -> Double {
      expiry.volatilityAtTheMoney * expiry.volatilityAtTheMoney * expiry.years
    }

    @Test("SVI smiles are told by parameters that give the volatility at the money")
    func svi() throws {
      for expiry in try document(.svi).expiries {
        let svi = try #require(expiry.svi)
        let formula = svi.a + svi.b * (-svi.rho * svi.m + (svi.m * svi.m + svi.sigma * svi.sigma).squareRoot())
        #expect(Tolerance.relative(1e-12).accepts(variance(expiry), formula), "\(expiry)")
        #expect(svi.knots.isEmpty && svi.coefficients.isEmpty)
        #expect(expiry.components == nil && expiry.essvi == nil && expiry.grid == nil)
      }
    }

    @Test("Splined SVI smiles have knots, four more than coefficients, whose cubic splines are added")
    func splines() throws {
      let (_, expiries) = try document(.splinedSVI)
      for expiry in expiries {
        let svi = try #require(expiry.svi)
        let core = svi.a + svi.b * (-svi.rho * svi.m + (svi.m * svi.m + svi.sigma * svi.sigma).squareRoot())
        var added = 0.0
        for (place, coefficient) in svi.coefficients.enumerated() {
          added += coefficient * Self.spline(Array(svi.knots[place..<(place + 5)]), at: 0)
        }
        #expect(Tolerance.relative(1e-10).accepts(variance(expiry), core + added), "\(expiry)")
      }
      #expect(expiries.contains { !($0.svi?.coefficients.isEmpty ?? true) })
    }

    /// A cubic B-spline on five knots, by the recursion of Cox and de Boor.
    private static func spline(_ knots: [Double], at x: Double) -> Double {
      if knots.count == 2 { return knots[0] <= x && x < knots[1] ? 1 : 0 }
      let (first, last) = (Array(knots.dropLast()), Array(knots.dropFirst()))
      func part(_ spline: [Double], _ weight: Double) -> Double {
        weight / (spline[spline.count - 1] - spline[0]) * Self.spline(spline, at: x)
      }
      return part(first, x - knots[0]) + part(last, knots[knots.count - 1] - x)
    }

    @Test("eSSVI is told by the total variance at the money, its width and its asymmetry")
    func essvi() throws {
      let (fit, expiries) = try document(.extendedSSVI)
      for expiry in expiries {
        let parameters = try #require(expiry.essvi)
        #expect(Tolerance.relative(1e-12).accepts(variance(expiry), parameters.theta))
        let (k, theta, psi, rho) = (0.1, parameters.theta, parameters.psi, parameters.rho)
        let y = psi * k + rho * theta
        let formula = (theta + rho * psi * k + (y * y + (1 - rho * rho) * theta * theta).squareRoot()) / 2
        let found = fit.surface.totalVariance(logMoneyness: k, years: expiry.years)
        #expect(Tolerance.relative(1e-12).accepts(found, formula), "\(expiry)")
        #expect(expiry.components == nil && expiry.svi == nil && expiry.grid == nil)
      }
    }

    @Test("A grid is told by the log-moneyness of its quotes and the total variances of their mids")
    func grid() throws {
      let (fit, expiries) = try document(.grid)
      for (expiry, quotes) in zip(expiries, fit.quotes.expiries) {
        let grid = try #require(expiry.grid)
        #expect(grid.logMoneyness.count == quotes.quotes.count && quotes.quotes.count >= 15)
        for (k, quote) in zip(grid.logMoneyness, quotes.quotes) {
          #expect(Tolerance.absolute(1e-15).accepts(k, log(quote.contract.strike / quotes.forward)))
        }
        for (k, variance) in zip(grid.logMoneyness, grid.totalVariances) {
          #expect(
            Tolerance.relative(1e-12).accepts(fit.surface.totalVariance(logMoneyness: k, years: expiry.years), variance)
          )
        }
        #expect(expiry.components == nil && expiry.svi == nil && expiry.essvi == nil)
      }
    }

    @Test(
      "A document holds places of arbitrage with the amount, null where it is not finite, and each kind in its field")
    func places() throws {
      let place = SurfaceDocument.Place(logMoneyness: 0.5, years: 0.25, amount: nil)
      func one(_ amount: Double) -> [SurfaceDocument.Place] { [.init(logMoneyness: 1, years: 2, amount: amount)] }
      let document = SurfaceDocument(
        family: "svi",
        surfaces: [
          .init(
            underlying: "U", root: "R", settlement: "cash", quotes: 3, inside: 2, insideShare: 0.5,
            medianErrorInVolatility: 0.125, medianErrorInHalfSpreads: nil,
            arbitrage: .init(points: 9, butterfly: [place], calendar: one(5), wings: one(6), convexity: one(7)),
            expiries: [])
        ])
      let text = String(decoding: try document.encoded(), as: UTF8.self)
      #expect(text.hasSuffix("}\n"))
      let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let surface = try #require((object["surfaces"] as? [[String: Any]])?.first)
      #expect(surface["medianErrorInVolatility"] as? Double == 0.125 && surface["medianErrorInHalfSpreads"] == nil)
      let arbitrage = try #require(surface["arbitrage"] as? [String: Any])
      func amounts(_ kind: String) -> [Double?] { (arbitrage[kind] as? [[String: Double]] ?? []).map { $0["amount"] } }
      #expect(amounts("butterfly") == [nil] && amounts("calendar") == [5])
      #expect(amounts("wings") == [6] && amounts("convexity") == [7])
    }

    private static let asOf = Timestamp(secondsSinceEpoch: 1_768_555_800)

    /// Options out of the money at nine strikes around a forward of 100, 2 % wide, and the marks of pairs at another forward.
    private static func quotes(
      _ days: Int64, marks: Double? = nil, _ volatility: (Int) -> Double
    ) throws -> [OptionChain.Quote] {
      try (0..<9).flatMap { place in
        let strike = 80 + 5 * Double(place)
        let deviation = volatility(place) * (Double(days) / 365).squareRoot()
        let price = PlainBlack.price(log(strike / 100), deviation)
        return try [OptionType.call, .put].compactMap { type -> OptionChain.Quote? in
          let isOut = (type == .call) == (strike >= 100)
          if !isOut && marks == nil { return nil }
          let contract = try OptionContract(
            underlying: "BTC", type: type, strike: strike, expiry: asOf.advanced(bySeconds: days * 86_400),
            settlement: .coin)
          let mark = marks.map { forward in
            let call = PlainBlack.call(log(strike / forward), deviation)
            return type == .call ? call : call - 1 + strike / forward
          }
          return OptionChain.Quote(
            contract: contract, bid: isOut ? price * 0.99 : nil, ask: isOut ? price * 1.01 : nil, mark: mark,
            forward: 100, spot: 100, openInterest: 1)
        }
      }
    }

    private static func fit(_ quotes: [OptionChain.Quote], _ family: FittedSurface.Family) throws -> FittedSurface {
      let snapshot = try MarketSnapshot(chains: [OptionChain(asOf: asOf, quotes: quotes)])
      return try FittedSurface(try #require(snapshot.surfaceQuotes().first), family: family)
    }

    @Test("A surface of few parameters misses quotes, which are counted by expiry and in all")
    func outside() throws {
      // Volatilities that jump from strike to strike, and a later smile that eSSVI has.
      let all = try Self.quotes(30) { $0 % 2 == 0 ? 0.5 : 0.6 } + Self.quotes(60) { _ in 0.55 }
      let fit = try Self.fit(all, .extendedSSVI)
      let document = SurfaceDocument.Surface(fit)
      let rows = PlainTable(SurfaceTables.quotes([fit])).rows
      func inside(_ rows: [[String: String]]) -> Int { rows.count { $0["inside"] == "1" } }
      #expect(document.quotes == 18 && document.inside == inside(rows) && document.inside < 15)
      #expect(document.insideShare == Double(inside(rows)) / 18)
      for expiry in document.expiries {
        let own = rows.filter { $0["expiry"] == expiry.expiry }
        #expect(expiry.quotes == 9 && own.count == 9 && expiry.inside == inside(own), "\(expiry)")
      }
      #expect(fit.summary.hasPrefix("BTC: 2 expiries, \(inside(rows)) of 18 quotes inside bid and ask ("))
    }

    @Test("What is left aside is counted by reason")
    func excluded() throws {
      func call(_ strike: Double, _ bid: Double?, _ ask: Double?) throws -> OptionChain.Quote {
        OptionChain.Quote(
          contract: try OptionContract(
            underlying: "BTC", type: .call, strike: strike, expiry: Self.asOf.advanced(bySeconds: 30 * 86_400),
            settlement: .coin),
          bid: bid, ask: ask, forward: 100, spot: 100)
      }
      // Two without a side, three whose ask is not above the bid, and one whose bid is a whole coin.
      let odd = try [
        call(121, nil, 0.01), call(122, 0.01, nil), call(123, 0.02, 0.01), call(124, 0.02, 0.02), call(125, 0.03, 0.01),
        call(126, 1, 1.1),
      ]
      let fit = try Self.fit(try Self.quotes(30) { _ in 0.5 } + odd, .grid)
      let expiry = try #require(SurfaceDocument.Surface(fit).expiries.first)
      #expect(
        expiry.quotes == 9 && expiry.oneSided == 2 && expiry.crossed == 3 && expiry.aboveMaximum == 1, "\(expiry)")
    }

    @Test("Each smile has its own bounds, and an expiry that the surface does not have has none")
    func bounds() throws {
      // Two quotes make no smile, and a later one that is too calm is held at a bound.
      let all =
        try Array(Self.quotes(10) { _ in 0.6 }.prefix(2)) + Self.quotes(30) { _ in 0.6 } + Self.quotes(60) { _ in 0.3 }
      let fit = try Self.fit(all, .svi)
      let expiries = SurfaceDocument.Surface(fit).expiries
      try #require(expiries.count == 3 && fit.expiryYears.count == 2)
      #expect(expiries[0].addedVariance == nil && expiries[0].parametersAtBounds == nil && expiries[0].svi == nil)
      #expect(expiries[1].parametersAtBounds == [] && expiries[2].parametersAtBounds?.isEmpty == false)
      #expect(expiries.dropFirst().map(\.parametersAtBounds) == fit.parametersAtBounds.map { $0 })
      #expect(expiries.dropFirst().map(\.addedVariance) == fit.addedVariances.map { $0 })
    }

    @Test("Parity of the marks is told beside the forward that the chain names")
    func parity() throws {
      let expiry = try #require(
        SurfaceDocument.Surface(try Self.fit(try Self.quotes(30, marks: 101) { _ in 0.5 }, .grid)).expiries.first)
      #expect(expiry.forward == 100)
      #expect(Tolerance.relative(1e-9).accepts(expiry.parityForward ?? .nan, 101), "\(expiry)")
      #expect((expiry.parityForwardStandardError ?? .nan) < 1e-6)
      let alone = try #require(
        SurfaceDocument.Surface(try Self.fit(try Self.quotes(30) { _ in 0.5 }, .grid)).expiries.first)
      #expect(alone.parityForward == nil && alone.parityForwardStandardError == nil)
    }

    @Test("Arbitrage that a grid allows is told by kind, place and amount, and in the line")
    func arbitrage() throws {
      // Volatilities that jump from strike to strike, and a later expiry that is calmer.
      let fit = try Self.fit(try Self.quotes(30) { $0 % 2 == 0 ? 0.5 : 0.8 } + Self.quotes(60) { _ in 0.3 }, .grid)
      let told = SurfaceDocument.Surface(fit).arbitrage
      #expect(told.butterfly.count == fit.arbitrage.butterfly.count && !told.butterfly.isEmpty)
      #expect(told.calendar.count == fit.arbitrage.calendar.count && !told.calendar.isEmpty)
      #expect(told.wings.count == fit.arbitrage.wings.count && told.convexity.count == fit.arbitrage.convexity.count)
      for (place, source) in zip(told.butterfly + told.calendar, fit.arbitrage.butterfly + fit.arbitrage.calendar) {
        #expect(place.logMoneyness == source.logMoneyness && place.years == source.years)
        #expect(place.amount == (source.amount.isFinite ? source.amount : nil))
      }
      #expect(
        fit.summary.hasSuffix(
          "ARBITRAGE FOUND at \(told.points) points (butterfly \(told.butterfly.count), calendar \(told.calendar.count), "
            + "wings \(told.wings.count), convexity \(told.convexity.count))"), "\(fit.summary)")
    }
  }
#endif
