import Foundation

/// Whether properties on random cases are tried at their full length, which takes minutes: set `TAILPOOL_LONG_TESTS=1`.
public let isLongRun = ProcessInfo.processInfo.environment["TAILPOOL_LONG_TESTS"] == "1"
