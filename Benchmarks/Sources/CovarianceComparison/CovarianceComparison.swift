import Foundation

/// Times covariances, repairs and random numbers beside the installed provider's own routines, and prints
/// `name ns_median value` lines.
///
///     CovarianceComparison [--write FOLDER] [--repeats N] [--only PREFIX]
///
/// `--write` leaves the inputs in a folder instead, as little-endian doubles, so that other programs can be timed on the
/// same: returns_2500x500.bin and returns_2000x1000.bin (observations × assets, column-major), correlation_500.bin.
/// What is to be compared is timed in turn within one run: only ratios inside one run count.
@main struct CovarianceComparison {
  static func main() {
    do {
      let arguments = try Arguments(CommandLine.arguments.dropFirst())
      if let folder = arguments.folder {
        try Inputs.write(to: URL(fileURLWithPath: folder))
      } else {
        try Estimates(arguments).run()
        try Draws(arguments).run()
      }
    } catch {
      FileHandle.standardError.write(Data("CovarianceComparison: \(error)\n".utf8))
      exit(2)
    }
  }
}

struct Arguments {
  var folder: String?
  var repeats = 9
  var only = ""

  struct Wrong: Error, CustomStringConvertible { let description: String }

  init(_ words: ArraySlice<String>) throws {
    var words = words
    while let word = words.popFirst() {
      switch word {
      case "--write": folder = try Self.value(words.popFirst(), word)
      case "--only": only = try Self.value(words.popFirst(), word)
      case "--repeats":
        guard let count = Int(try Self.value(words.popFirst(), word)), count >= 1 else {
          throw Wrong(description: "--repeats wants a count")
        }
        repeats = count
      default: throw Wrong(description: "unknown argument \(word)")
      }
    }
  }

  private static func value(_ word: String?, _ option: String) throws -> String {
    guard let word else { throw Wrong(description: "\(option) wants a value") }
    return word
  }
}
