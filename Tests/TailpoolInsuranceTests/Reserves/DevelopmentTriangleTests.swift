import TailpoolInsurance
import Testing

@Suite("Development triangles")
struct DevelopmentTriangleTests {
  @Test("Cumulative and incremental claims are one triangle")
  func both() throws {
    let cumulative = try DevelopmentTriangle(cumulative: [[100, 150, 165], [120, 190, nil], [130, nil, nil]])
    let incremental = try DevelopmentTriangle(incremental: [[100, 50, 15], [120, 70, nil], [130, nil, nil]])
    #expect(cumulative == incremental)
    #expect(cumulative.latest == [165, 190, 130] && cumulative.origins == 3 && cumulative.ages == 3)
    #expect(cumulative.incremental == [[100, 50, 15], [120, 70], [130]])
    #expect(cumulative.warnings.isEmpty)
    // Five origins of two ages: the oldest are settled.
    let settled = try DevelopmentTriangle(cumulative: [[1, 2], [1, 2], [1, 3], [1, nil]])
    #expect(settled.latest == [2, 2, 3, 1])
  }

  @Test("A negative increment is a warning")
  func negative() throws {
    let triangle = try DevelopmentTriangle(cumulative: [[100, 150, 140], [-5, 190, nil], [130, nil, nil]])
    #expect(
      triangle.warnings == [
        .negativeIncrement(origin: 0, age: 2, increment: -10), .negativeIncrement(origin: 1, age: 0, increment: -5),
      ])
  }

  @Test("Gaps and what is no triangle are refused with the place")
  func refused() throws {
    func refusal(_ rows: [[Double?]]) -> InsuranceError? {
      #expect(throws: InsuranceError.self, "\(rows)") { try DevelopmentTriangle(cumulative: rows) }
    }
    #expect(refusal([]) == .empty("origin periods"))
    #expect(
      refusal([[1, 2]])
        == .invalid("number of ages", index: nil, value: 2, expected: "2 … the number of origin periods"))
    #expect(
      refusal([[1], [1]])
        == .invalid("number of ages", index: nil, value: 1, expected: "2 … the number of origin periods"))
    #expect(refusal([[1, 2], [1]]) == .countMismatch("ages of origin 1", expected: 2, actual: 1))
    #expect(
      refusal([[1, 2, 3], [1, 2, 3], [1, nil, nil]])
        == .invalid("origin 1, age", index: 2, value: 3, expected: "no number after the latest period"))
    #expect(
      refusal([[1, .infinity], [1, nil]])
        == .invalid("origin 0, age", index: 1, value: .infinity, expected: "a finite number"))
    guard
      case .invalid("origin 1, age", 0, let value, "a finite number") = refusal([
        [1, 2, 3], [nil, 2, nil], [1, nil, nil],
      ])
    else {
      Issue.record("a gap was not named")
      return
    }
    #expect(value.isNaN)
    guard
      case .invalid("origin 0, age", 1, _, _) = #expect(
        throws: InsuranceError.self, performing: { try DevelopmentTriangle(incremental: [[1, nil], [1, nil]]) })
    else {
      Issue.record("a gap was not named")
      return
    }
  }
}
