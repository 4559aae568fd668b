import Foundation
import TailpoolLedger

/// Times `mulDiv` on each of its paths beside one division of 128 by 64 bits, in one run.
///
/// Each path is timed twice: `independent` calls, of which the processor overlaps some, and `chained` calls, of which
/// each waits for the one before. It prints `path ns_median value ns_min value` lines: processor time a call over many rounds;
/// those of all paths are interleaved, so that a load of the machine falls on all of them. A path is named by the 64-bit
/// digits of divisor and quotient, the rounding, and whether its calls wait for one another.
@main
struct LedgerBenchmark {
  static let count = 4_096
  static let rounds = 301

  struct Triple {
    let a: UInt128
    let b: UInt128
    let c: UInt128
  }

  struct Path {
    let name: String
    let body: () -> UInt128
    var times: [Double] = []
  }

  static func main() {
    var paths: [Path] = []
    let hardware = triples(80...90, 64...64)
    paths.append(Path(name: "hardware/independent") { divisions(hardware) })
    paths.append(Path(name: "hardware/chained") { chainedDivisions(hardware) })
    let cases: [(String, [Triple])] = [
      ("1/1", triples(40...50, 60...64)),
      ("1/2", triples(80...90, 55...64)),
      ("2/1", triples(60...63, 90...127)),
      ("2/2", triples(112...120, 110...127)),
      ("2/1/full", triples(120...127, 128...128)),
    ]
    for (name, input) in cases {
      for rounding in Rounding.allCases {
        paths.append(Path(name: "\(name)/\(rounding)/independent") { independent(input, rounding) })
        paths.append(Path(name: "\(name)/\(rounding)/chained") { chained(input, rounding) })
      }
    }
    var sink: UInt128 = 0
    for _ in 0..<rounds {
      for index in paths.indices {
        let start = processorTime()
        sink ^= paths[index].body()
        paths[index].times.append((processorTime() - start) / Double(count))
      }
    }
    for path in paths {
      let sorted = path.times.sorted()
      print("\(path.name) ns_median \(rounded(sorted[sorted.count / 2])) ns_min \(rounded(sorted[0]))")
    }
    print("rest \(sink % 10)")  // so that nothing is left out
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// Processor time of this thread in ns.
  static func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// Random factors and divisors of these numbers of bits whose quotient fits.
  static func triples(_ factorBits: ClosedRange<Int>, _ divisorBits: ClosedRange<Int>) -> [Triple] {
    var random = SplitMix(state: UInt64(factorBits.lowerBound * 1_000 + divisorBits.lowerBound))
    var triples: [Triple] = []
    while triples.count < count {
      let triple = Triple(a: random.number(factorBits), b: random.number(factorBits), c: random.number(divisorBits))
      if triple.a.multipliedFullWidth(by: triple.b).high < triple.c { triples.append(triple) }
    }
    return triples
  }

  @inline(never)
  static func independent(_ triples: [Triple], _ rounding: Rounding) -> UInt128 {
    var sum: UInt128 = 0
    for triple in triples { sum ^= (try? mulDiv(triple.a, triple.b, triple.c, rounding: rounding)) ?? 0 }
    return sum
  }

  @inline(never)
  static func chained(_ triples: [Triple], _ rounding: Rounding) -> UInt128 {
    var last: UInt128 = 0
    for triple in triples {
      last = (try? mulDiv(triple.a ^ (last & 1), triple.b, triple.c, rounding: rounding)) ?? 0
    }
    return last
  }

  @inline(never)
  static func divisions(_ triples: [Triple]) -> UInt128 {
    var sum: UInt64 = 0
    for triple in triples {
      let divisor = UInt64(truncatingIfNeeded: triple.c) | 1 << 63
      sum ^=
        divisor.dividingFullWidth((UInt64(truncatingIfNeeded: triple.a) >> 1, UInt64(truncatingIfNeeded: triple.b)))
        .quotient
    }
    return UInt128(sum)
  }

  @inline(never)
  static func chainedDivisions(_ triples: [Triple]) -> UInt128 {
    var last: UInt64 = 0
    for triple in triples {
      let divisor = UInt64(truncatingIfNeeded: triple.c) | 1 << 63
      last =
        divisor.dividingFullWidth(
          (UInt64(truncatingIfNeeded: triple.a) >> 1, UInt64(truncatingIfNeeded: triple.b) ^ last)
        ).quotient
    }
    return UInt128(last)
  }
}

/// SplitMix64.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number with a random number of bits in a range.
  mutating func number(_ bits: ClosedRange<Int>) -> UInt128 {
    let length = bits.lowerBound + Int(next() % UInt64(bits.count))
    return (UInt128(next()) << 64 | UInt128(next()) | 1 << 127) >> UInt128(128 - length)
  }
}
