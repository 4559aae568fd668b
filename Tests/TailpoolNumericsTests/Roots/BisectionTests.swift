import TailpoolNumerics
import Testing

@Suite("Bisection")
struct BisectionTests {
  @Test("Without a width the ends are neighbors", arguments: [2.0, 3, 1e-6, 0.7])
  func neighbors(square: Double) {
    let end = Bisection.search(0...2) { $0 * $0 >= square }
    #expect(end.low * end.low < square && end.high * end.high >= square, "\(end) of \(square)")
    #expect(end.low.nextUp == end.high, "\(end) of \(square)")
  }

  @Test("A width and a number of steps end it")
  func ends() {
    let wide = Bisection.search(0...1, to: 1e-3) { $0 >= 0.3 }
    #expect(wide.steps == 10 && wide.high - wide.low <= 1e-3 && wide.low < 0.3 && 0.3 <= wide.high, "\(wide)")
    let few = Bisection.search(0...1, mostSteps: 2) { $0 >= 0.3 }
    #expect(few.low == 0.25 && few.high == 0.5 && few.steps == 2, "\(few)")
  }

  @Test("A condition that holds nowhere inside leaves the upper end, one that holds everywhere the lower")
  func nowhere() {
    #expect(Bisection.search(1...2) { _ in false }.high == 2)
    #expect(Bisection.search(1...2) { _ in true }.low == 1)
    let point = Bisection.search(1...1) { _ in true }
    #expect(point.low == 1 && point.high == 1 && point.steps == 0)
  }
}
