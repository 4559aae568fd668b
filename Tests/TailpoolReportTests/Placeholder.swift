import Testing
@testable import TailpoolReport
