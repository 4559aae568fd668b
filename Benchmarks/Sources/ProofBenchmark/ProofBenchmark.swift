import Foundation
import TailpoolProofs

/// Times range proofs in units of one multiplication of a ristretto255 element by libsodium, and a tree of liabilities.
///
///     ProofBenchmark [ROUNDS] [PREFIX]
///
/// With a prefix only what has a name that begins so is timed. Each round times the unit (`Scalar * GroupElement`, which is one `crypto_scalarmult_ristretto255`) before and after what it measures, and divides
/// by their mean, so that a load of the machine falls on both. It prints medians: `name units value us value`, the unit's own time, and the
/// tree's in milliseconds. Checking bytes into a proof is in the time of a verification.
@main struct ProofBenchmark {
  static func main() {
    do {
      try run(rounds: max(1, CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 21))
    } catch {
      FileHandle.standardError.write(Data("ProofBenchmark: \(error)\n".utf8))
      exit(1)
    }
  }

  static let context = ProofContext(domain: "benchmark")

  static func run(rounds: Int) throws {
    let entropy = try Entropy(bytes: [UInt8](repeating: 7, count: 32))
    let generators = try RangeGenerators(values: 8)
    for count in [1, 8] {
      let values = (0..<count).map { UInt64.max / UInt64($0 + 1) }
      let blindings = (0..<count).map { SecretScalar(from: entropy, purpose: "\($0)") }
      let statement = RangeStatement(context: context, values: values, blindings: blindings, bits: 64)
      let proof = try statement.proof(values, blindings: blindings, generators: generators, entropy: entropy)
      let bytes = proof.bytes
      try report("prove/\(count)x64", rounds: rounds) {
        _ = try statement.proof(values, blindings: blindings, generators: generators, entropy: entropy)
      }
      for (name, arithmetic) in [("own", VerificationArithmetic.own), ("sodium", .sodium)] {
        try report("verify/\(count)x64/\(name)", rounds: rounds) {
          let read = try RangeProof(bytes: bytes, bits: 64, values: count)
          try RangeProof.verify(
            [statement.instance(read)], generators: generators, entropy: entropy, arithmetic: arithmetic)
        }
      }
      if count == 1 {
        let batch = Array(repeating: statement.instance(proof), count: 32)
        try report("verify/1x64/own/each of 32", rounds: rounds, per: 32) {
          try RangeProof.verify(batch, generators: generators, entropy: entropy)
        }
      }
    }
    try report("generators/8", rounds: min(rounds, 5)) { _ = try RangeGenerators(values: 8) }
    try liabilities(rounds: min(rounds, 5))
  }

  private static func liabilities(rounds: Int) throws {
    let salt = [UInt8](repeating: 9, count: 16)
    let entries = try (0..<100_000).map { index in
      LiabilityEntry(
        identifier: try LiabilityEntry.memberIdentifier(name: "member \(index)", salt: salt), balances: [Int128(index)])
    }
    let tree = try LiabilityTree(entries)
    try report("liabilities/tree of 100000", rounds: rounds) { _ = try LiabilityTree(entries) }
    guard let inclusion = tree.inclusion(of: 54_321) else { return }
    try report("liabilities/check of a member", rounds: 101) { try inclusion.verify(entries[54_321], in: tree.root) }
  }

  private static func report(_ name: String, rounds: Int, per count: Int = 1, _ body: () throws -> Void) throws {
    if let filter = CommandLine.arguments.dropFirst(2).first, !name.hasPrefix(filter) { return }
    var (units, times): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      let before = unit()
      let start = processorTime()
      try body()
      let time = (processorTime() - start) / Double(count)
      units.append(time / ((before + unit()) / 2))
      times.append(time)
    }
    print("\(name) units \(rounded(median(units))) us \(rounded(median(times) * 1e6))")
  }

  /// Seconds of one multiplication.
  private static func unit() -> Double {
    let scalar = -Scalar(3)
    var element = GroupElement.base
    let start = processorTime()
    for _ in 0..<20 { element = scalar * element }
    let time = (processorTime() - start) / 20
    return element.isIdentity ? .infinity : time
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
