#if Command
  import TailpoolFiles
  import TailpoolMarket
  import TailpoolPricing
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
      ]
    #endif

    @Test(
      "Surfaces of real chains are inside bid and ask and free of arbitrage (needs the shared data)",
      .enabled(if: References.hasShared), arguments: gates)
    func gate(_ gate: Gate) throws {
      let fits = try Self.fits(gate.path)
      #expect(fits.map(\.quotes.root) == gate.roots)
      let inside = fits.reduce(0) { $0 + $1.diagnostics.inside }
      let count = fits.reduce(0) { $0 + $1.diagnostics.fits.count }
      #expect(count > 600)
      #expect(Double(inside) >= gate.share * Double(count), "\(inside) of \(count)")
      for fit in fits { #expect(fit.arbitrage.isFree, "\(fit.quotes.root)") }
    }

    private static func fits(_ path: String) throws -> [FittedSurface] {
      let chain = try ChainReader.read(path: References.shared(path).path)
      return try MarketSnapshot(chains: [chain]).surfaceQuotes().map { try FittedSurface($0) }
    }
  }
#endif
