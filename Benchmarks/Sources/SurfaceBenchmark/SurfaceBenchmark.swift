import Foundation
import Tailpool
import TailpoolFiles

/// Times the calibration of volatility surfaces and prints `family ms value inside n quotes n` lines: processor time, the least
/// of some repeats.
///
///     SurfaceBenchmark [--repeats N] [CHAIN ...]
///
/// CHAIN is an option chain that `tailpool surface` reads: all its surfaces are calibrated. Without one the quotes are made up: two currencies with twelve expiries each and as many strikes as a coin exchange lists, half a
/// spread around a surface without arbitrage; and one smile of 60 quotes. Accuracy is printed beside: quotes inside bid and
/// ask.
@main struct SurfaceBenchmark {
  static func main() throws {
    var repeats = 5
    var paths: [String] = []
    var words = CommandLine.arguments.dropFirst()
    while let word = words.popFirst() {
      if word == "--repeats" { repeats = max(words.popFirst().flatMap { Int($0) } ?? 1, 1) } else { paths.append(word) }
    }
    for path in paths {
      let chain = try MarketSnapshot(chains: [ChainReader.read(path: path)]).surfaceQuotes()
      print("chain \(URL(fileURLWithPath: path).lastPathComponent)")
      try families(chain, repeats)
    }
    guard paths.isEmpty else { return }
    let slice = try MadeUpChain.slice(years: 0.25, quotes: 60, seed: 1)
    try time("svi_one_smile", repeats: 100 * repeats) {
      _ = try SmileCalibration().slice(fitting: slice)
      return "quotes 60"
    }
    try families(MadeUpChain.quotes(), repeats)
  }

  private static func families(_ chain: [SurfaceQuotes], _ repeats: Int) throws {
    try time("svi", repeats: repeats) {
      try inside(chain) { try SmileCalibration().surface(fitting: $0).surface }
    }
    try time("svi_splines", repeats: repeats) {
      try inside(chain) { try SmileCalibration(splines: .byQuotes).surface(fitting: $0).surface }
    }
    try time("essvi", repeats: repeats) {
      try inside(chain) { try ExtendedSSVICalibration().surface(fitting: $0).surface }
    }
    try time("lognormal_mixtures", repeats: repeats) {
      try inside(chain) { try MixtureCalibration().surface(fitting: $0).surface }
    }
  }

  /// The time of the calibration alone; what `body` returns is printed.
  private static func time(_ name: String, repeats: Int, _ body: () throws -> String) throws {
    var least = Double.infinity
    var note = ""
    for _ in 0..<repeats {
      let start = processorSeconds()
      note = try body()
      least = min(least, processorSeconds() - start)
    }
    print("\(name) ms \(String(format: "%.4f", 1e3 * least)) \(note)")
  }

  private static func inside(
    _ chain: [SurfaceQuotes], _ calibrate: (SurfaceQuotes) throws -> any VolatilitySurface
  ) throws -> String {
    var (inside, count) = (0, 0)
    for quotes in chain {
      let surface = try calibrate(quotes)
      for expiry in quotes.expiries {
        for quote in expiry.quotes {
          let s = surface.totalVariance(logMoneyness: quote.logMoneyness, years: expiry.years).squareRoot()
          let price = exp(0.5 * quote.logMoneyness) * NormalizedBlack.price(x: quote.logMoneyness, s: s)
          inside += abs(price - quote.mid) <= quote.halfSpread * (1 + 1e-9) ? 1 : 0
          count += 1
        }
      }
    }
    return "inside \(inside) quotes \(count)"
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
