import CTailpoolKernels
import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

@Suite("Kernels of the proxy")
struct ProxyKernelTests {
  /// Values of every set at random points, some of them outside, and the points outside.
  private func evaluate(
    _ set: tp_instruction_set, panels: (Int, Int), terms: (Int, Int), x: [Double], y: [Double], coefficients: [Double]
  ) -> (values: [Double], outside: [UInt32]) {
    var grid = tp_proxy_grid(
      x_low: -1, x_scale: Double(panels.0) / 2, y_low: -0.5, y_scale: Double(panels.1), x_panels: panels.0,
      y_panels: panels.1, x_terms: terms.0, y_terms: terms.1)
    let room = x.count + Int(TP_PROXY_PADDING)
    var indexes = [UInt32](repeating: 0, count: 2 * room + panels.0 * panels.1 + 1)
    var numbers = [Double](repeating: 0, count: 3 * room)
    var values = [Double](repeating: 1, count: x.count)
    var (outside, count) = ([UInt32](repeating: 0, count: x.count), 0)
    unsafe indexes.withUnsafeMutableBufferPointer { indexes in
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        guard let index = indexes.baseAddress, let number = numbers.baseAddress else { return }
        var scratch = unsafe tp_proxy_scratch(
          panels: index, order: index + room, starts: index + 2 * room, x: number, y: number + room,
          results: number + 2 * room)
        let status = unsafe tp_proxy_evaluate(
          set, x.count, x, y, &grid, coefficients, &scratch, &values, &outside, &count)
        #expect(status == 0)
      }
    }
    return (values, Array(outside.prefix(count)))
  }

  @Test("Every set gives the polynomial of the point's panel", arguments: [(1, 1), (2, 2), (7, 3)])
  func polynomials(panels: (Int, Int)) {
    var generator = SeededGenerator(seed: 5)
    for terms in [(4, 2), (8, 6), (12, 9)] {
      let coefficients = (0..<(panels.0 * panels.1 * terms.0 * terms.1)).map { _ in generator.uniform(-1, 1) }
      let x = (0..<157).map { $0 == 3 ? .nan : generator.uniform(-1.02, 1.02) }
      let y = (0..<157).map { _ in generator.uniform(-0.5, 0.5) }
      var fused: [[UInt64]] = []
      for set in availableSets {
        let (values, outside) = evaluate(
          set, panels: panels, terms: terms, x: x, y: y, coefficients: coefficients)
        #expect(outside.sorted().map { Int($0) } == x.indices.filter { !(abs(x[$0]) <= 1) })
        var failures = 0
        for i in x.indices {
          guard abs(x[i]) <= 1 else {
            failures += values[i] == 1 ? 0 : 1
            continue
          }
          let (a, b) = ((x[i] + 1) / 2 * Double(panels.0), (y[i] + 0.5) * Double(panels.1))
          let (p, q) = (min(Int(a), panels.0 - 1), min(Int(b), panels.1 - 1))
          let (t, u) = (2 * (a - Double(p)) - 1, 2 * (b - Double(q)) - 1)
          var sum = 1.0
          for m in 0..<terms.0 {
            for n in 0..<terms.1 {
              let place = ((q * panels.0 + p) * terms.0 + m) * terms.1 + n
              sum += coefficients[place] * pow(t, Double(m)) * pow(u, Double(n))
            }
          }
          failures += abs(sum - values[i]) <= 1e-12 ? 0 : 1
        }
        #expect(failures == 0, "set \(set.rawValue), \(panels), \(terms)")
        if set.rawValue >= tp_instruction_set_avx2.rawValue { fused.append(values.map(\.bitPattern)) }
      }
      for other in fused.dropFirst() { #expect(other == fused[0]) }
    }
  }

  @Test("A point has the same bits alone and among others")
  func place() {
    var generator = SeededGenerator(seed: 6)
    let coefficients = (0..<(6 * 108)).map { _ in generator.uniform(-1, 1) }
    let x = (0..<100).map { _ in generator.uniform(-1, 1) }
    let y = (0..<100).map { _ in generator.uniform(-0.5, 0.5) }
    for set in availableSets {
      let whole = evaluate(set, panels: (3, 2), terms: (12, 9), x: x, y: y, coefficients: coefficients).values
      for i in [0, 41, 99] {
        let alone = evaluate(
          set, panels: (3, 2), terms: (12, 9), x: [x[i]], y: [y[i]], coefficients: coefficients
        ).values[0]
        #expect(alone.bitPattern == whole[i].bitPattern)
      }
    }
  }

  @Test("Every set gives the same bits of moments, which are sums of products of Chebyshev polynomials")
  func moments() {
    var generator = SeededGenerator(seed: 7)
    let t = (0..<50).map { _ in generator.uniform(-1, 1) }
    let u = (0..<50).map { _ in generator.uniform(-1, 1) }
    let weights = (0..<50).map { _ in generator.uniform(-1, 1) }
    let all = availableSets.map { set in
      var moments = [Double](repeating: 0, count: 108)
      unsafe #expect(tp_proxy_moments(set, 50, t, u, weights, 12, 9, &moments) == 0)
      return moments
    }
    for other in all { #expect(other.map(\.bitPattern) == all[0].map(\.bitPattern)) }
    for (m, n) in [(0, 0), (11, 8), (5, 3)] {
      let sum = (0..<50).reduce(0) {
        $0 + weights[$1] * cos(Double(m) * acos(t[$1])) * cos(Double(n) * acos(u[$1]))
      }
      #expect(Tolerance.absolute(1e-12).accepts(all[0][m * 9 + n], sum))
    }
  }
}
