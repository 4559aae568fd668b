import TailpoolNumerics
import Testing

@testable import TailpoolRisk

@Suite("Sampled Shapley values")
struct ShapleyAllocationTests {
  @Test("An order and its reverse together: two members have no error")
  func pairs() throws {
    let risks = [[false, false]: 0.0, [true, false]: 3, [false, true]: 5, [true, true]: 6]
    let found = try ShapleyAllocation(members: 2, orders: 7, seed: 3) { risks[$0] ?? .nan }
    #expect(found.values == [2, 4] && found.standardErrors == [0, 0])
  }

  @Test("Values and errors are those of the drawn orders, walked again")
  func walked() throws {
    let (members, orders, seed) = (3, 5, UInt64(9))
    func risk(_ coalition: [Bool]) -> Double {
      let size = zip(coalition, [1.0, 2.5, 7]).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
      return size * size + (coalition == [true, true, false] ? 11 : 0)
    }
    let field = RandomField(seed: seed, purpose: .coalitions)
    var pairs: [[Double]] = []
    for order in 0..<orders {
      let joined = (0..<members).sorted {
        field.uniform(scenario: order, factor: $0) < field.uniform(scenario: order, factor: $1)
      }
      var values = [0.0, 0, 0]
      for direction in [joined, joined.reversed()] {
        var coalition = [false, false, false]
        for member in direction {
          let before = coalition.contains(true) ? risk(coalition) : 0
          coalition[member] = true
          values[member] += (risk(coalition) - before) / 2
        }
      }
      pairs.append(values)
    }
    #expect(Set(pairs.map { $0[0] }).count > 1)
    let found = try ShapleyAllocation(members: members, orders: orders, seed: seed, risk: risk)
    for member in 0..<members {
      let own = pairs.map { $0[member] }
      let mean = own.reduce(0, +) / 5
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4
      #expect(abs(found.values[member] - mean) < 1e-11, "\(member): \(found)")
      #expect(abs(found.standardErrors[member] - (variance / 5).squareRoot()) < 1e-9, "\(member): \(found)")
    }
  }

  @Test("Twelve members are computed, thirteen are not")
  func most() throws {
    let twelve = try ShapleyAllocation(members: 12) { coalition in coalition[4] ? 2 : 0 }
    #expect(abs(twelve.values[4] - 2) < 1e-12 && twelve.values[5] == 0)
    #expect(throws: RiskError.invalidParameter(name: "members", value: 13)) {
      try ShapleyAllocation(members: 13) { _ in 0 }
    }
  }
}
