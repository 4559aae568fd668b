import TailpoolMarket
import Testing

@Suite("A book of the open interest")
struct BookOpenInterestTests {
  @Test("The share of what is open is sold, of the options asked for, and of none that nobody holds")
  func sold() throws {
    func quote(_ type: OptionType, _ strike: Double, _ interest: Double, days: Int = 5) throws -> OptionChain.Quote {
      OptionChain.Quote(
        contract: try MadeUp.contract(type, strike, days: days), mark: 0.05, forward: 50_100, spot: 50_000,
        openInterest: interest)
    }
    let snapshot = try MarketSnapshot(
      chains: [
        OptionChain(
          asOf: MadeUp.asOf,
          quotes: [
            try quote(.put, 48_000, 40), try quote(.call, 50_000, 0), try quote(.call, 52_000, 12.5),
            try quote(.call, 52_000, 8, days: 9),
          ])
      ])
    let all = try Book.sold(share: 0.25, ofOpenInterestIn: snapshot)
    #expect(all.positions.map(\.quantity) == [-10, -3.125, -2])
    #expect(all.positions.map(\.id) == all.positions.map(\.contract.name))
    let calls = try Book.sold(share: -2, ofOpenInterestIn: snapshot) { $0.type == .call }
    #expect(calls.positions.map(\.quantity) == [25, 16])
    #expect(calls.positions.compactMap(\.contract.option?.strike) == [52_000, 52_000])
  }
}
