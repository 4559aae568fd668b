import Foundation
import Tailpool

/// Times the batch functions on a million made-up options, or on the inputs of a folder, and prints `name ns_median value`
/// lines: ns an option.
///
///     PeerComparison [FOLDER] [--instruction-set baseline|avx2|avx512] [--threads N] [--repeats N]
///
/// FOLDER, which other programs can be timed on, holds bs_1000000.bin (columns S K T r q volatility w) and iv_1000000.bin (S K T r q volatility w price),
/// little-endian doubles, one column after the other. Run it between the other programs, on the same core: only ratios
/// inside one run count.
@main struct PeerComparison {
  static func main() {
    do {
      let arguments = try Arguments(CommandLine.arguments.dropFirst())
      try Comparison(arguments).run()
    } catch {
      FileHandle.standardError.write(Data("PeerComparison: \(error)\n".utf8))
      exit(2)
    }
  }
}

struct Arguments {
  var folder: String?
  var instructionSet = InstructionSet.best
  var threads = 1
  var repeats = 9

  struct Wrong: Error, CustomStringConvertible { let description: String }

  init(_ words: ArraySlice<String>) throws {
    var words = words
    while let word = words.popFirst() {
      switch word {
      case "--instruction-set":
        guard let set = words.popFirst().flatMap(InstructionSet.init(rawValue:)), set.isAvailable else {
          throw Wrong(description: "--instruction-set wants one that this machine has")
        }
        instructionSet = set
      case "--threads": threads = try Self.count(words.popFirst(), word)
      case "--repeats": repeats = try Self.count(words.popFirst(), word)
      default: folder = word
      }
    }
  }

  private static func count(_ word: String?, _ option: String) throws -> Int {
    guard let count = word.flatMap(Int.init), count >= 1 else { throw Wrong(description: "\(option) wants a count") }
    return count
  }
}
