import Testing

@testable import TailpoolReport

@Suite struct LinearScaleTests {
  @Test func mapsEndsAndMiddle() {
    let scale = LinearScale(-2...2, from: 100, to: 0)
    #expect(scale(-2) == 100)
    #expect(scale(2) == 0)
    #expect(scale(0) == 50)
  }

  @Test func aPointMapsToTheMiddle() {
    #expect(LinearScale(3...3, from: 0, to: 10)(3) == 5)
  }

  @Test func theDomainHoldsZeroAndEveryFiniteValue() {
    #expect(LinearScale.domain(around: [2, 4], padding: 0) == 0...4)
    #expect(LinearScale.domain(around: [-3, .nan, .infinity], padding: 0) == -3...0)
    #expect(LinearScale.domain(around: [], padding: 0.1) == 0...1)
    #expect(LinearScale.domain(around: [0, 0]) == 0...1)
    let padded = LinearScale.domain(around: [-1, 1], padding: 0.5)
    #expect(padded == -2...2)
  }
}
