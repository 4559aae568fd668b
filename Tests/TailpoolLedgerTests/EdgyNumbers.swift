import TailpoolLedger
import Testing
import _TailpoolTestSupport

extension SeededGenerator {
  /// A number of random length, often next to a power of two, where carries and borrows are.
  mutating func edgy() -> UInt128 {
    let raw = UInt128(next()) << 64 | UInt128(next())
    let length = UInt128(next() % 129)
    if length == 0 { return 0 }
    let cut = raw >> (128 - length)
    switch next() % 6 {
    case 0: return UInt128(1) << (length - 1)
    case 1: return (UInt128(1) << (length - 1)) - 1
    case 2: return UInt128.max >> (128 - length)
    default: return cut
    }
  }

  /// An edgy number of at most so many bits.
  mutating func edgy(bits: UInt128) -> UInt128 { edgy() >> (128 - bits) }

  /// An edgy number of either sign.
  mutating func signedEdgy() -> Int128 { Int128(truncatingIfNeeded: edgy()) }
}

/// How many random cases a property is tried on, for each seed: 128,000 over the seeds in a long run, else an eighth.
let casesPerSeed = isLongRun ? 32_000 : 4_000
let seeds: [UInt64] = [1, 2, 3, 4]

/// Runs a body on random cases and collects what it finds wrong.
func failures(seed: UInt64, count: Int = casesPerSeed, _ body: (inout SeededGenerator) -> String?) -> [String] {
  var generator = SeededGenerator(seed: seed)
  var found: [String] = []
  for index in 0..<count {
    if let wrong = body(&generator), found.count < 5 { found.append("case \(index): \(wrong)") }
  }
  return found
}

/// Expects a property of random cases to hold; the body returns what is wrong, or nil.
func expectHolds(
  seed: UInt64, at location: SourceLocation = #_sourceLocation, _ body: (inout SeededGenerator) -> String?
) {
  let wrong = failures(seed: seed, body)
  #expect(wrong.isEmpty, "seed \(seed): \(wrong)", sourceLocation: location)
}

/// The result, or the error, for comparison.
func outcome<T>(_ body: () throws(LedgerError) -> T) -> Result<T, LedgerError> {
  do { return .success(try body()) } catch { return .failure(error) }
}

/// A US dollar of six decimals; the tests' settlement asset.
func dollar() throws -> Asset { try Asset("USDC", decimals: 6) }
/// A coin of eighteen decimals.
func coin() throws -> Asset { try Asset("ETH", decimals: 18) }
