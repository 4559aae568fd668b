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
      "Surfaces of real chains are inside bid and ask and free of arbitrage (needs the shared data)",
      .enabled(if: References.hasShared), arguments: gates)
    func gate(_ gate: Gate) throws {
      let fits = try Self.fits(gate.path)
      #expect(fits.map(\.quotes.root) == gate.roots)
      #expect(fits.reduce(0) { $0 + $1.diagnostics.fits.count } > 600)
      for fit in fits {
        let (inside, count) = (fit.diagnostics.inside, fit.diagnostics.fits.count)
        #expect(Double(inside) >= gate.share * Double(count), "\(fit.quotes.root): \(inside) of \(count)")
        #expect(fit.arbitrage.isFree, "\(fit.quotes.root)")
      }
    }

    #if DEBUG
      static let calmChains = [calm.path]
    #else
      static let calmChains = gates.prefix(3).map(\.path)
    #endif

    @Test(
      "Plain SVI on real calm chains is free of arbitrage and 97 % inside (needs the shared data)",
      .enabled(if: References.hasShared), arguments: calmChains)
    func plainSVI(_ path: String) throws {
      let fits = try Self.fits(path, family: .svi)
      let inside = fits.reduce(0) { $0 + $1.diagnostics.inside }
      let count = fits.reduce(0) { $0 + $1.diagnostics.fits.count }
      #expect(Double(inside) >= 0.97 * Double(count), "\(inside) of \(count)")
      for fit in fits { #expect(fit.arbitrage.isFree, "\(fit.quotes.root)") }
    }

    @Test(
      "Andreasen–Huge meets real calm quotes, and repaired mids stay near them (needs the shared data)",
      .enabled(if: References.hasShared), arguments: calmChains)
    func withoutAFamily(_ path: String) throws {
      for quotes in try Self.quotes(path) {
        let result = try AndreasenHugeCalibration().surface(fitting: quotes)
        #expect(result.diagnostics.insideShare >= 0.99, "\(quotes.root): \(result.diagnostics.inside)")
        let expiries = quotes.expiries
        let grid = try PriceGrid(
          expiries: expiries.map { expiry in
            let strikes = expiry.quotes.map { $0.contract.strike / expiry.forward }
            let calls = zip(expiry.quotes, strikes).map { $0.mid + ($0.contract.type == .put ? 1 - $1 : 0) }
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

    @Test(
      "Other families on real calm chains are free of arbitrage (needs the shared data)",
      .enabled(if: References.hasShared), arguments: calmChains,
      [(FittedSurface.Family.splinedSVI, 0.99), (.extendedSSVI, 0.64)])
    func otherFamilies(_ path: String, _ gate: (family: FittedSurface.Family, share: Double)) throws {
      let fits = try Self.fits(path, family: gate.family)
      let inside = fits.reduce(0) { $0 + $1.diagnostics.inside }
      let count = fits.reduce(0) { $0 + $1.diagnostics.fits.count }
      #expect(Double(inside) >= gate.share * Double(count), "\(inside) of \(count)")
      for fit in fits { #expect(fit.arbitrage.isFree, "\(fit.quotes.root)") }
    }

    @Test(
      "Quotes left out of a calm chain's fit, every fourth, are inside bid and ask (needs the shared data)",
      .enabled(if: References.hasShared), arguments: calmChains)
    func quotesLeftOut(_ path: String) throws {
      var inside = 0
      var count = 0
      for quotes in try Self.quotes(path) {
        let fitted = Self.part(of: quotes) { !Self.isLeftOut($0, of: $1) }
        let leftOut = Self.part(of: quotes) { Self.isLeftOut($0, of: $1) }
        let surface = try MixtureCalibration().surface(fitting: fitted).surface
        let diagnostics = SurfaceDiagnostics(of: surface, on: leftOut)
        inside += diagnostics.inside
        count += diagnostics.fits.count
      }
      #expect(count > 140)
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

    private static func quotes(_ path: String) throws -> [SurfaceQuotes] {
      let chain = try ChainReader.read(path: References.shared(path).path)
      return try MarketSnapshot(chains: [chain]).surfaceQuotes()
    }

    private static func fits(_ path: String, family: FittedSurface.Family = .lognormalMixture) throws -> [FittedSurface]
    {
      try quotes(path).map { try FittedSurface($0, family: family) }
    }
  }
#endif
