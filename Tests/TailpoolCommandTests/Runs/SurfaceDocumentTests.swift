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

    @Test("Arbitrage that a grid allows is told by kind, place and amount, and in the line")
    func arbitrage() throws {
      // Volatilities that jump from strike to strike, and a later expiry that is calmer.
      let asOf = Timestamp(secondsSinceEpoch: 1_768_555_800)
      func quotes(_ days: Int64, _ volatility: (Int) -> Double) throws -> [OptionChain.Quote] {
        let expiry = asOf.advanced(bySeconds: days * 86_400)
        return try (0..<9).map { place in
          let strike = 80 + 5 * Double(place)
          let type: OptionType = strike >= 100 ? .call : .put
          let deviation = volatility(place) * (Double(days) / 365).squareRoot()
          let price = PlainBlack.price(log(strike / 100), deviation)
          return OptionChain.Quote(
            contract: try OptionContract(
              underlying: "BTC", type: type, strike: strike, expiry: expiry, settlement: .coin),
            bid: price * 0.99, ask: price * 1.01, forward: 100, spot: 100, openInterest: 1)
        }
      }
      let all = try quotes(30) { $0 % 2 == 0 ? 0.5 : 0.8 } + quotes(60) { _ in 0.3 }
      let snapshot = try MarketSnapshot(chains: [OptionChain(asOf: asOf, quotes: all)])
      let fit = try FittedSurface(try #require(snapshot.surfaceQuotes().first), family: .grid)
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
