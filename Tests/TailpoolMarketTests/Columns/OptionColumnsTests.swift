import TailpoolMarket
import Testing

@Suite struct OptionColumnsTests {
  @Test(arguments: [0, 1, 7, 8, 9, 64]) func columnsComeBack(count: Int) {
    let numbers = (0..<count).map(Double.init)
    let options = OptionColumns(
      types: (0..<count).map { $0 % 3 == 0 ? .put : .call }, spots: numbers, strikes: numbers.map { $0 + 0.1 },
      years: numbers.map { $0 + 0.2 }, volatilities: numbers.map { $0 + 0.3 }, rates: numbers.map { $0 + 0.4 },
      dividendYields: numbers.map { $0 + 0.5 })
    #expect(options.count == count)
    #expect(Array(options.spots) == numbers)
    #expect(Array(options.strikes) == numbers.map { $0 + 0.1 })
    #expect(Array(options.years) == numbers.map { $0 + 0.2 })
    #expect(Array(options.volatilities) == numbers.map { $0 + 0.3 })
    #expect(Array(options.rates) == numbers.map { $0 + 0.4 })
    #expect(Array(options.dividendYields) == numbers.map { $0 + 0.5 })
    #expect((0..<count).allSatisfy { options.type(at: $0) == ($0 % 3 == 0 ? .put : .call) })
  }

  @Test func forwardColumnsComeBack() {
    let options = ForwardOptionColumns(
      types: [.call, .put], forwards: [1, 2], strikes: [3, 4], years: [5, 6], volatilities: [7, 8],
      discountFactors: [9, 10])
    #expect(Array(options.forwards) == [1, 2] && Array(options.strikes) == [3, 4])
    #expect(Array(options.years) == [5, 6] && Array(options.volatilities) == [7, 8])
    #expect(Array(options.discountFactors) == [9, 10])
    #expect(options.type(at: 0) == .call && options.type(at: 1) == .put)
  }

  @Test func equalColumnsAreEqual() {
    func options(_ spot: Double) -> OptionColumns {
      OptionColumns(
        types: [.call], spots: [spot], strikes: [1], years: [1], volatilities: [1], rates: [0], dividendYields: [0])
    }
    #expect(options(1) == options(1))
    #expect(options(1) != options(2))
  }
}
