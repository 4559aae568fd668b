import Foundation

/// The largest errors are printed when TAILPOOL_PRINT_MEASUREMENTS is set; Docs/Methods shows what was printed.
enum Measurements {
  static let arePrinted = ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil
}
