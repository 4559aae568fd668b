import TailpoolNumerics
import Testing

@Suite("Simplex search")
struct NelderMeadTests {
  @Test("It goes down Rosenbrock's valley", arguments: [[-1.2, 1], [3, -2], [0, 0]])
  func rosenbrock(from start: [Double]) {
    let point = leastPoint(
      of: { 100 * ($0[1] - $0[0] * $0[0]) * ($0[1] - $0[0] * $0[0]) + (1 - $0[0]) * (1 - $0[0]) }, from: start,
      step: 0.5)
    #expect(abs(point[0] - 1) < 1e-5 && abs(point[1] - 1) < 1e-5, "from \(start) to \(point)")
  }

  @Test("A value that is not finite is never best")
  func infinite() {
    let point = leastPoint(of: { $0[0] < 0.5 ? .nan : $0[0] }, from: [2], step: 1)
    #expect(point[0] >= 0.5 && point[0] < 0.501, "\(point)")
  }

  @Test("It takes no more steps than are allowed: none gives the best corner, one its reflection or what lies beyond")
  func steps() {
    // Corners 0 and 1 of a slope that falls to the left: the worst, 1, is reflected to −1 and expanded to −2.
    let slope: ([Double]) -> Double = { $0[0] }
    #expect(leastPoint(of: slope, from: [0], step: 1, steps: 0) == [0])
    #expect(leastPoint(of: slope, from: [0], step: 1, steps: 1) == [-2])
    #expect(leastPoint(of: slope, from: [0], step: 1, steps: 2) == [-6])
  }
}
