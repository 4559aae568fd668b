#if Command
  import TailpoolFiles
  import TailpoolMarket
  import TailpoolPricing
  import Testing
  import _TailpoolTestSupport

  /// Surfaces of real chains: share of quotes inside bid and ask, and freedom from arbitrage.
  @Suite struct RealSurfaceTests {
    @Test(
      "Surfaces of the Deribit chains are inside bid and ask and free of arbitrage (needs the shared data)",
      .enabled(if: References.hasShared),
      arguments: [
        ("20251230T173115Z", 0.99), ("20260515T112731Z", 0.99), ("20260822T153351Z", 0.99),
        ("20260204T093620Z", 0.985), ("20260205T212937Z", 0.98), ("20260605T222139Z", 0.99),
      ])
    func deribit(_ time: String, _ gate: Double) throws {
      let fits = try Self.fits("data/deribit_chain_\(time).csv")
      #expect(fits.map(\.quotes.root) == ["BTC", "ETH"])
      let inside = fits.reduce(0) { $0 + $1.diagnostics.inside }
      let count = fits.reduce(0) { $0 + $1.diagnostics.fits.count }
      #expect(count > 600)
      #expect(Double(inside) >= gate * Double(count), "\(inside) of \(count)")
      for fit in fits { #expect(fit.arbitrage.isFree, "\(fit.quotes.root)") }
    }

    private static func fits(_ path: String) throws -> [FittedSurface] {
      let chain = try ChainReader.read(path: References.shared(path).path)
      return try MarketSnapshot(chains: [chain]).surfaceQuotes().map { try FittedSurface($0) }
    }
  }
#endif
