import Testing
@testable import TailpoolScenarios
