import Testing
@testable import TailpoolPools
