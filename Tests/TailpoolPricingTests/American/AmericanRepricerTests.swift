import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("American options in books")
struct AmericanRepricerTests {
  @Test("A grid of moves has the prices of each alone, and one without a move today's value")
  func grid() throws {
    for repricer in try [RepricerCases.american(.put), RepricerCases.american(.call, yield: 0.09)] {
      var (factors, volatilities) = ([1.0], [repricer.market.volatility])
      for k in 0..<40 {
        factors.append(exp(0.03 * Double(k - 20)))
        volatilities.append([0.3, 0.5, 0.8][k % 3])
      }
      let moves = MarketColumns(
        count: factors.count, inputs: [.init(spotFactors: factors, volatilities: volatilities)])
      var values = [Double](repeating: 0, count: factors.count)
      repricer.addValues(units: 2, under: moves, elapsedYears: 0.05, to: &values)
      for row in factors.indices {
        let alone = repricer.value(at: row, of: moves, elapsedYears: 0.05)
        #expect(abs(values[row] - 2 * alone) <= 1e-10, "\(row): \(values[row]), \(alone)")
      }
      let today = repricer.value(at: 0, of: moves, elapsedYears: 0)
      #expect(today == repricer.greeks(units: 1).value)
      #expect(
        repricer.value(at: 3, of: moves, elapsedYears: 1)
          == max(repricer.contract.type.sign * (factors[3] * 100 - 104), 0))
    }
  }
}
