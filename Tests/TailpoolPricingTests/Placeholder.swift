import Testing
@testable import TailpoolPricing
