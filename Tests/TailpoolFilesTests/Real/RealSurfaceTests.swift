#if Command
  import TailpoolFiles
  import TailpoolMarket
  import TailpoolPricing
  import TailpoolSurfaces
  import Testing
  import _TailpoolTestSupport

  /// Surfaces of real chains: share of quotes inside bid and ask, and freedom from arbitrage.
  @Suite struct RealSurfaceTests {
    /// A chain with the classes its surfaces are for, and the least share of quotes inside.
    struct Gate: Sendable {
      let path: String
      let roots: [String]
      let share: Double
    }

    static let calm = Gate(path: "data/deribit_chain_20251230T173115Z.csv", roots: ["BTC", "ETH"], share: 0.99)
    /// Calibration without optimization takes minutes a chain: all chains are for builds with it.
    #if DEBUG
      static let gates = [calm]
    #else
      static let gates = [
        calm,
        Gate(path: "data/deribit_chain_20260515T112731Z.csv", roots: ["BTC", "ETH"], share: 0.99),
        Gate(path: "data/deribit_chain_20260822T153351Z.csv", roots: ["BTC", "ETH"], share: 0.99),
        Gate(path: "data/deribit_chain_20260204T093620Z.csv", roots: ["BTC", "ETH"], share: 0.985),
        Gate(path: "data/deribit_chain_20260205T212937Z.csv", roots: ["BTC", "ETH"], share: 0.98),
        Gate(path: "data/deribit_chain_20260605T222139Z.csv", roots: ["BTC", "ETH"], share: 0.99),
        Gate(path: "data/spx_chain_20220712.csv", roots: ["SPX", "SPXW"], share: 0.98),
        Gate(path: "data/spx_chain_20251001_mit.csv", roots: ["SPX", "SPXW"], share: 0.98),
      ]
    #endif

    @Test(
      "Surfaces of real chains are inside bid and ask and free of arbitrage",
      .enabled(if: References.hasShared, "real data are absent"), arguments: gates)
    func gate(_ gate: Gate) throws {
      try SurfaceCheck.gate(Self.quotes(gate.path), roots: gate.roots, share: gate.share, least: 600)
    }

    #if DEBUG
      static let calmChains = [calm.path]
    #else
      static let calmChains = gates.prefix(3).map(\.path)
    #endif

    @Test(
      "Plain SVI on real calm chains is free of arbitrage and 97 % inside",
      .enabled(if: References.hasShared, "real data are absent"), arguments: calmChains)
    func plainSVI(_ path: String) throws { try SurfaceCheck.family(.svi, Self.quotes(path), share: 0.97) }

    @Test(
      "Andreasen–Huge meets real calm quotes, and repaired mids stay near them",
      .enabled(if: References.hasShared, "real data are absent"), arguments: calmChains)
    func withoutAFamily(_ path: String) throws { try SurfaceCheck.withoutAFamily(Self.quotes(path)) { _ in 0.5 } }

    @Test(
      "Other families on real calm chains are free of arbitrage",
      .enabled(if: References.hasShared, "real data are absent"), arguments: calmChains,
      [(FittedSurface.Family.splinedSVI, 0.99), (.extendedSSVI, 0.64)])
    func otherFamilies(_ path: String, _ gate: (family: FittedSurface.Family, share: Double)) throws {
      try SurfaceCheck.family(gate.family, Self.quotes(path), share: gate.share)
    }

    @Test(
      "Quotes left out of a calm chain's fit, every fourth, are inside bid and ask",
      .enabled(if: References.hasShared, "real data are absent"), arguments: calmChains)
    func quotesLeftOut(_ path: String) throws { try SurfaceCheck.quotesLeftOut(Self.quotes(path), least: 140) }

    private static func quotes(_ path: String) throws -> [SurfaceQuotes] {
      let chain = try ChainReader.read(path: References.shared(path).path)
      return try MarketSnapshot(chains: [chain]).surfaceQuotes()
    }
  }

  /// Surfaces of made-up chains: the coin chain's surface is known, so that its fits are held against it, too.
  @Suite("Surfaces of a made-up chain") struct MadeUpSurfaceTests {
    private static func quotes() throws -> [SurfaceQuotes] {
      let chain = try ChainReader.read(path: References.url("made-up/chain_coin.csv").path)
      return try MarketSnapshot(chains: [chain]).surfaceQuotes()
    }

    @Test("Mixtures are inside bid and ask, free of arbitrage, and near the volatilities that the chain was made with")
    func gate() throws {
      let fits = try SurfaceCheck.gate(Self.quotes(), roots: ["BTC", "ETH"], share: 0.99, least: 180)
      let file = try References.json("made-up/chains.json")
      let coin = try #require((file["coin"] as? [[String: Any]])?.first)
      var compared = 0
      for fit in fits {
        let known = ReferenceCase(fields: coin).object("coins").object(fit.quotes.root)
        let expiries = try #require(known.fields["expiries"] as? [[String: Any]])
        #expect(expiries.count == fit.quotes.expiries.count)
        for (quotes, item) in zip(fit.quotes.expiries, expiries) {
          let expected = try #require(item["volatility"] as? Double)
          let found = fit.surface.volatility(logMoneyness: 0, years: quotes.years)
          #expect(abs(found - expected) < 0.01, "\(fit.quotes.root) \(quotes.expiry): \(found), \(expected)")
          compared += 1
        }
      }
      #expect(compared == 12)
    }

    @Test("Plain SVI is free of arbitrage and 97 % inside")
    func plainSVI() throws { try SurfaceCheck.family(.svi, Self.quotes(), share: 0.97) }

    /// Prices near the bid and near the ask by turns have arbitrage, as real mids have.
    @Test("Andreasen–Huge meets the quotes, and repaired prices stay near them")
    func withoutAFamily() throws { try SurfaceCheck.withoutAFamily(Self.quotes()) { $0 % 2 == 0 ? 0.1 : 0.9 } }

    @Test(
      "Other families are free of arbitrage",
      arguments: [(FittedSurface.Family.splinedSVI, 0.99), (.extendedSSVI, 0.64)])
    func otherFamilies(_ gate: (family: FittedSurface.Family, share: Double)) throws {
      try SurfaceCheck.family(gate.family, Self.quotes(), share: gate.share)
    }

    @Test("Quotes left out of the fit, every fourth, are inside bid and ask")
    func quotesLeftOut() throws { try SurfaceCheck.quotesLeftOut(Self.quotes(), least: 30) }
  }

  /// What is checked of the surfaces of real and of made-up chains alike.
  enum SurfaceCheck {
    @discardableResult
    static func gate(_ quotes: [SurfaceQuotes], roots: [String], share: Double, least: Int) throws -> [FittedSurface] {
      let fits = try quotes.map { try FittedSurface($0, family: .lognormalMixture) }
      #expect(fits.map(\.quotes.root) == roots)
      let all = fits.reduce(0) { $0 + $1.diagnostics.fits.count }
      #expect(all > least, "\(all) quotes")
      for fit in fits {
        let (inside, count) = (fit.diagnostics.inside, fit.diagnostics.fits.count)
        #expect(Double(inside) >= share * Double(count), "\(fit.quotes.root): \(inside) of \(count)")
        #expect(fit.arbitrage.isFree, "\(fit.quotes.root)")
      }
      return fits
    }

    static func family(_ family: FittedSurface.Family, _ quotes: [SurfaceQuotes], share: Double) throws {
      let fits = try quotes.map { try FittedSurface($0, family: family) }
      let inside = fits.reduce(0) { $0 + $1.diagnostics.inside }
      let count = fits.reduce(0) { $0 + $1.diagnostics.fits.count }
      #expect(count > 0 && Double(inside) >= share * Double(count), "\(inside) of \(count)")
      for fit in fits { #expect(fit.arbitrage.isFree, "\(fit.quotes.root)") }
    }

    /// Repairs prices that stand at a share of the spread from the bid, by the quote's place in its expiry.
    static func withoutAFamily(_ all: [SurfaceQuotes], share: (Int) -> Double) throws {
      #expect(!all.isEmpty)
      for quotes in all {
        let result = try AndreasenHugeCalibration().surface(fitting: quotes)
        #expect(result.diagnostics.insideShare >= 0.99, "\(quotes.root): \(result.diagnostics.inside)")
        let expiries = quotes.expiries
        let grid = try PriceGrid(
          expiries: expiries.map { expiry in
            let strikes = expiry.quotes.map { $0.contract.strike / expiry.forward }
            let calls = zip(expiry.quotes, strikes).enumerated().map { place, pair in
              let price = pair.0.mid + (2 * share(place) - 1) * pair.0.halfSpread
              return price + (pair.0.contract.type == .put ? 1 - pair.1 : 0)
            }
            return PriceGrid.Expiry(years: expiry.years, strikes: strikes, prices: calls)
          })
        let weights = expiries.map { $0.quotes.map { 1e-8 / ($0.halfSpread * $0.halfSpread) } }
        let repair = try grid.repaired(weights: weights)
        #expect(repair.grid.violations().isEmpty && !repair.violations.isEmpty, "\(quotes.root)")
        let optimality = repair.optimality
        #expect(max(optimality.stationarity, optimality.complementarity) < 1e-12, "\(quotes.root): \(optimality)")
        let near = zip(expiries, repair.moves).reduce(0) { sum, pair in
          sum + zip(pair.0.quotes, pair.1).count { abs($1) <= $0.halfSpread }
        }
        #expect(Double(near) >= 0.95 * Double(result.diagnostics.fits.count), "\(quotes.root): \(near)")
      }
    }

    static func quotesLeftOut(_ all: [SurfaceQuotes], least: Int) throws {
      var inside = 0
      var count = 0
      for quotes in all {
        let fitted = Self.part(of: quotes) { !Self.isLeftOut($0, of: $1) }
        let leftOut = Self.part(of: quotes) { Self.isLeftOut($0, of: $1) }
        let surface = try MixtureCalibration().surface(fitting: fitted).surface
        let diagnostics = SurfaceDiagnostics(of: surface, on: leftOut)
        inside += diagnostics.inside
        count += diagnostics.fits.count
      }
      #expect(count > least, "\(count)")
      #expect(Double(inside) >= 0.955 * Double(count), "\(inside) of \(count)")
    }

    /// Every fourth quote of an expiry, but neither the first nor the last.
    private static func isLeftOut(_ index: Int, of count: Int) -> Bool { index % 4 == 2 && index < count - 1 }

    private static func part(of quotes: SurfaceQuotes, _ isKept: (Int, Int) -> Bool) -> SurfaceQuotes {
      SurfaceQuotes(
        underlying: quotes.underlying, root: quotes.root, settlement: quotes.settlement,
        expiries: quotes.expiries.map { expiry in
          SmileQuotes(
            expiry: expiry.expiry, years: expiry.years, forward: expiry.forward,
            quotes: expiry.quotes.enumerated().filter { isKept($0.offset, expiry.quotes.count) }.map(\.element))
        })
    }
  }
#endif
