import TailpoolMarket
import Testing

@testable import TailpoolScenarios

@Suite("Panels with missing returns, by hand")
struct IncompletePanelTests {
  private static func panel(_ columns: [[Double?]], names: [String] = ["A", "B", "C"]) -> IncompletePanel {
    IncompletePanel(
      factors: names.map(RiskFactor.spot), dates: columns[0].indices.map { CalendarDate(daysSinceEpoch: $0) },
      returns: columns, rowsInHistory: 20, rowsNotBefore: 4)
  }

  private static let gaps: [[Double?]] = [
    [1, 2, nil, 4, 5, 6, 7], [nil, nil, 3, 4, nil, 6, 7], [nil, 2, 3, 4, 5, 6, 7],
  ]

  @Test("The last complete rows are kept, and all complete rows count")
  func complete() throws {
    let found = try Self.panel(Self.gaps).completeCase(last: 2)
    #expect(found.dates.map(\.daysSinceEpoch) == [5, 6] && found.returns[0, 1] == 6 && found.returns[1, 2] == 7)
    #expect(
      found.diagnostics
        == ReturnPanel.Diagnostics(
          rowsInHistory: 20, rowsNotBefore: 4, incompleteRows: 4, returnsByFactor: [6, 4, 6],
          overlaps: [[6, 3, 5], [3, 4, 4], [5, 4, 6]]))
    #expect(try Self.panel(Self.gaps).completeCase().dates.map(\.daysSinceEpoch) == [3, 5, 6])
  }

  @Test("A panel without gaps keeps its first and its last row")
  func whole() throws {
    let found = try Self.panel([[1, 2, 3], [4, 5, 6]], names: ["A", "B"]).completeCase()
    #expect(found.dates.map(\.daysSinceEpoch) == [0, 1, 2] && found.returns.storage == [1, 2, 3, 4, 5, 6])
    #expect(found.diagnostics.incompleteRows == 0 && found.diagnostics.overlaps == [[3, 3], [3, 3]])
    let fewest = try Self.panel([[1, 2, 3], [4, nil, 6]], names: ["A", "B"]).completeCase(atLeast: 2)
    #expect(fewest.dates.map(\.daysSinceEpoch) == [0, 2])
    let none = try Self.panel([[1, 2, 3], [4, nil, 6]], names: ["A", "B"]).completeCase(last: 0, atLeast: 0)
    #expect(none.observations == 0 && none.diagnostics.incompleteRows == 1)
    #expect(throws: ScenarioError.tooFewObservations(found: 2, required: 3)) {
      try Self.panel([[1, 2, 3], [4, nil, 6]], names: ["A", "B"]).completeCase(atLeast: 3)
    }
  }

  @Test("Rows beyond sixty-four are counted as the others are")
  func longOverlaps() {
    let rows = 130
    let first = (0..<rows).map { Double?.some(Double($0)) }
    let second = (0..<rows).map { [0, 63, 64, 65, 127, 128, 129].contains($0) ? 1.0 : nil }
    let panel = Self.panel([first, second], names: ["A", "B"])
    #expect(panel.overlaps == [[130, 7], [7, 7]] && panel.returnsByFactor == [130, 7])
  }

  @Test("Two factors without a common return are named with what each has")
  func nothingInCommon() {
    let panel = Self.panel([[1, 2, nil, 4], [1, nil, nil, 4], [nil, nil, 3, nil]])
    #expect(
      throws: ScenarioError.noCommonReturn(first: .spot("A"), second: .spot("C"), firstReturns: 3, secondReturns: 1)
    ) { try panel.completeCase() }
  }

  @Test("Rows with a gap after a factor's start are left out, those before it are not")
  func withoutGaps() {
    let found = Self.panel(Self.gaps).withoutGaps
    #expect(found.dates.map(\.daysSinceEpoch) == [0, 1, 3, 5, 6])
    #expect(found.returns == [[1, 2, 4, 6, 7], [nil, nil, 4, 6, 7], [nil, 2, 4, 6, 7]])
    #expect(found.rowsInHistory == 20 && found.rowsNotBefore == 4)
    // A factor's first return itself may not be missing from the others.
    let late = Self.panel([[1, nil, 3], [nil, 2, 3]], names: ["A", "B"]).withoutGaps
    #expect(late.dates.map(\.daysSinceEpoch) == [0, 2])
  }
}
