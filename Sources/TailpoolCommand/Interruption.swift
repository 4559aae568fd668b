#if Command
  import Dispatch
  import Foundation

  /// Runs an operation that Ctrl-C cancels instead of killing the process.
  func untilInterrupted<Result: Sendable>(_ operation: @escaping @Sendable () async throws -> Result) async throws
    -> Result
  {
    let work = Task { try await operation() }
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { work.cancel() }
    source.resume()
    defer {
      source.cancel()
      signal(SIGINT, SIG_DFL)
    }
    return try await work.value
  }

  /// A progress bar on standard error, shown only when that is a terminal.
  struct ProgressBar: Sendable {
    private let label: String
    private let isShown = isatty(STDERR_FILENO) != 0

    init(_ label: String) { self.label = label }

    /// Shows a fraction from 0 to 1.
    func show(_ fraction: Double) {
      guard isShown, fraction.isFinite else { return }
      try? FileHandle.standardError.write(contentsOf: Data("\r\(text(fraction))".utf8))
    }

    /// The bar at a fraction, which is held to 0 and 1.
    func text(_ fraction: Double) -> String {
      let width = 40
      let filled = Int((min(max(fraction, 0), 1) * Double(width)).rounded())
      return "\(label) [\(String(repeating: "#", count: filled))\(String(repeating: ".", count: width - filled))]"
    }

    /// Clears the bar.
    func finish() {
      guard isShown else { return }
      try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    }
  }
#endif
