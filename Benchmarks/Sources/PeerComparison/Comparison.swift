import Foundation
import Tailpool

/// The measurements of one run.
struct Comparison {
  let arguments: Arguments
  let options: OptionColumns
  let quoted: OptionColumns
  let quotedPrices: [Double]
  private let suffix: String

  init(_ arguments: Arguments) throws {
    self.arguments = arguments
    suffix = arguments.instructionSet.rawValue + (arguments.threads > 1 ? "_\(arguments.threads)threads" : "")
    if let folder = arguments.folder {
      options = Self.options(try Self.columns("bs_1000000.bin", count: 7, in: folder))
      let columns = try Self.columns("iv_1000000.bin", count: 8, in: folder)
      quoted = Self.options(columns)
      quotedPrices = columns[7]
    } else {
      options = Self.options(MadeUpColumns.priced(count: 1_000_000))
      quoted = Self.options(MadeUpColumns.quoted(count: 1_000_000))
      var prices = [Double](repeating: 0, count: quoted.count)
      var span = prices.mutableSpan
      _ = BlackScholesMerton.prices(of: quoted, into: &span, threads: 1, instructionSet: .baseline)
      quotedPrices = prices
    }
  }

  func run() {
    measurePrices()
    measureGreeks("ours_greeks5", .principal)
    measureGreeks("ours_greeks19", .thirdOrder)
    measureImpliedVolatilities()
    measureScalars()
  }

  private func measurePrices() {
    var prices = [Double](repeating: 0, count: options.count)
    var outcome: BatchOutcome?
    report("ours_price_\(suffix)", per: options.count) {
      var span = prices.mutableSpan
      outcome = BlackScholesMerton.prices(
        of: options, into: &span, threads: arguments.threads, instructionSet: arguments.instructionSet)
    }
    report("ours_price_\(suffix)", outcome, check: prices)
  }

  private func measureGreeks(_ name: String, _ set: GreekSet) {
    var greeks = GreekColumns(count: options.count, set: set)
    var outcome: BatchOutcome?
    report("\(name)_\(suffix)", per: options.count) {
      outcome = BlackScholesMerton.greeks(
        of: options, into: &greeks, threads: arguments.threads, instructionSet: arguments.instructionSet)
    }
    report("\(name)_\(suffix)", outcome, check: Array(greeks[.vega]))
  }

  private func measureImpliedVolatilities() {
    var volatilities = [Double](repeating: 0, count: quoted.count)
    var outcome: BatchOutcome?
    report("ours_iv_\(suffix)", per: quoted.count) {
      var span = volatilities.mutableSpan
      outcome = ImpliedVolatility.blackScholesMerton(
        of: quoted, prices: quotedPrices.span, into: &span, threads: arguments.threads,
        instructionSet: arguments.instructionSet)
    }
    report("ours_iv_\(suffix)", outcome, check: volatilities)
    let worst = zip(volatilities, quoted.volatilities).reduce(0) { max($0, abs($1.0 - $1.1)) }
    print("ours_iv_\(suffix) max_error \(worst)")
  }

  /// One call an option, from this module: the inputs are the columns' as plain arrays.
  private func measureScalars() {
    let count = 100_000
    let (s, k, t) = (Array(quoted.spots), Array(quoted.strikes), Array(quoted.years))
    let (r, q, v) = (Array(quoted.rates), Array(quoted.dividendYields), Array(quoted.volatilities))
    let types = (0..<count).map(quoted.type)
    var results = [Double](repeating: 0, count: count)
    report("ours_scalar_price", per: count) {
      for i in 0..<count {
        results[i] = BlackScholesMerton.price(
          types[i], spot: s[i], strike: k[i], years: t[i], volatility: v[i], rate: r[i], dividendYield: q[i])
      }
    }
    report("ours_scalar_price", nil, check: results)
    report("ours_scalar_iv", per: count) {
      for i in 0..<count {
        let result = ImpliedVolatility.blackScholesMerton(
          types[i], price: quotedPrices[i], spot: s[i], strike: k[i], years: t[i], rate: r[i], dividendYield: q[i])
        results[i] = result.volatility ?? .nan
      }
    }
    report("ours_scalar_iv", nil, check: results)
  }

  /// Prints the median and the minimum of repeated runs.
  private func report(_ name: String, per count: Int, _ body: () -> Void) {
    body()
    let clock = ContinuousClock()
    let times = (0..<arguments.repeats).map { _ in
      let elapsed = clock.measure(body).components
      return (Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) * 1e-9) / Double(count)
    }.sorted()
    print("\(name) ns_median \(rounded(times[times.count / 2]))")
    print("\(name) ns_min \(rounded(times[0]))")
  }

  private func report(_ name: String, _ outcome: BatchOutcome?, check values: [Double]) {
    if let outcome { print("\(name) scalar_share \(outcome.scalarShare) invalid \(outcome.invalidCount)") }
    print("\(name) sum \(values.reduce(0, +))")
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  private static func columns(_ name: String, count: Int, in folder: String) throws -> [[Double]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
    let numbers = data.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { index in
        Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)))
      }
    }
    let rows = numbers.count / count
    return (0..<count).map { Array(numbers[$0 * rows..<($0 + 1) * rows]) }
  }

  private static func options(_ columns: [[Double]]) -> OptionColumns {
    OptionColumns(
      types: columns[6].map { $0 > 0 ? .call : .put }, spots: columns[0], strikes: columns[1], years: columns[2],
      volatilities: columns[5], rates: columns[3], dividendYields: columns[4])
  }
}
