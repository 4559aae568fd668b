/// Options of one underlying as the kernel takes them, in runs whose volatilities move by one weight.
struct TenorLines: Sendable {
  /// The runs, in the order in which options were added.
  private(set) var runs: [BookLines] = []
  private let elapsedYears: Double
  private let volatilityMoves: VolatilityMoves

  /// Number of lines.
  var count: Int { runs.reduce(0) { $0 + $1.count } }

  /// Creates no lines.
  init(elapsedYears: Double, volatilityMoves: VolatilityMoves) {
    (self.elapsedYears, self.volatilityMoves) = (elapsedYears, volatilityMoves)
  }

  /// The lines of instruments after some time, in their order.
  init(_ instruments: [BookRevaluation.Instrument], elapsedYears: Double, volatilityMoves: VolatilityMoves) {
    self.init(elapsedYears: elapsedYears, volatilityMoves: volatilityMoves)
    for option in instruments { append(option) }
  }

  /// Adds the line of an instrument; instruments that are sorted by expiry make a run an expiry at most.
  mutating func append(_ option: BookRevaluation.Instrument) {
    let weight = volatilityMoves.weight(years: option.years)
    if runs.last?.volatilityWeight != weight { runs.append(BookLines(volatilityWeight: weight)) }
    runs[runs.count - 1].append(option, elapsedYears: elapsedYears)
  }

  /// Adds the value of all lines to `values`, one element a scenario of a block.
  func addValues(under block: ScenarioBlock, _ columns: UnderlyingColumns, to values: inout [Double]) {
    for run in runs { run.addValues(under: block, columns, to: &values) }
  }
}
