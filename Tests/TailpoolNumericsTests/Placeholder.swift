import Testing
@testable import TailpoolNumerics
