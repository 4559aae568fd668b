import Testing
@testable import TailpoolMarket
