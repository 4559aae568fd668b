import Testing
@testable import TailpoolRisk
