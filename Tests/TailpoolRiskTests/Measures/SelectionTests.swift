import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Selection")
struct SelectionTests {
  private static let count = 257

  private func patterns() -> [(String, [Double])] {
    var generator = SeededGenerator(seed: 11)
    let count = Self.count
    return [
      ("increasing", (0..<count).map(Double.init)), ("decreasing", (0..<count).reversed().map(Double.init)),
      ("equal", .init(repeating: 3, count: count)), ("two values", (0..<count).map { Double($0 % 2) }),
      ("organ pipe", (0..<count).map { Double(min($0, count - $0)) }),
      ("random", (0..<count).map { _ in generator.uniform(-1, 1) }),
      ("many ties", (0..<count).map { _ in generator.uniform(0, 9).rounded(.down) }), ("one", [4]),
      ("infinities", [.infinity, -.infinity, 0, .infinity, 1]),
    ]
  }

  @Test("Each rank is what sorting gives, and the array is parted around it")
  func agreesWithSorting() {
    for (name, values) in patterns() {
      let sorted = values.sorted()
      for rank in values.indices {
        var array = values
        array.select(rank, in: 0..<array.count)
        #expect(array[rank] == sorted[rank], "\(name), rank \(rank)")
        #expect(array[..<rank].allSatisfy { $0 <= array[rank] }, "\(name), rank \(rank)")
        #expect(array[rank...].allSatisfy { $0 >= array[rank] }, "\(name), rank \(rank)")
        #expect(array.sorted() == sorted, "\(name), rank \(rank)")
      }
    }
  }

  @Test("A part of the array can be selected from")
  func part() {
    var array: [Double] = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    array.select(4, in: 3..<8)
    #expect(array[4] == 3)
    #expect(Array(array[..<3]) == [9, 8, 7] && Array(array[8...]) == [1, 0])
  }
}
