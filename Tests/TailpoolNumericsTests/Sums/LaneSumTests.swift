import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics

@Suite("Sums by lanes")
struct LaneSumTests {
  @Test("Any length gives what one sum after the other gives, to a rounding", arguments: 0..<40)
  func lengths(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let values = (0..<count).map { _ in generator.uniform(-1, 1) }
    let scale = values.reduce(0) { $0 + abs($1) }
    let moment = CompensatedSum(values.enumerated().map { Double($0.offset) * $0.element }).value
    #expect(abs(LaneSum.compensated(values[...]) - CompensatedSum(values).value) <= 1e-16 * scale, "\(values)")
    #expect(abs(LaneSum.moment(values[...]) - moment) <= 1e-16 * scale * Double(count), "\(values)")
    let squares = values.reduce(0) { $0 + $1 * $1 }
    #expect(abs(LaneSum.squares(of: values) - squares) <= 1e-14 * squares, "\(values)")
    #expect(LaneSum.compensated(values.dropFirst(3)) == LaneSum.compensated(Array(values.dropFirst(3))[...]))
  }

  @Test("A tenth a million times is right to the last bit, and what is small is not lost")
  func digits() {
    #expect(LaneSum.compensated([Double](repeating: 0.1, count: 1_000_000)[...]) == 100_000)
    #expect(
      LaneSum.compensated(([1, 0, 0, 0, 0, 0, 0, 0] + [Double](repeating: 0x1p-60, count: 1 << 12))[...]) == 1 + 0x1p-48
    )
  }
}
