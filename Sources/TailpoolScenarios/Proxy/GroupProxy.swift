import CTailpoolKernels
import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// The proxy of one underlying's part of a book.
struct GroupProxy: Sendable {
  /// Polynomials of the instruments that have them, less the value of the whole group today; nil without any.
  private let polynomials: ProxyPolynomials?
  /// Payoffs of the instruments that have expired by the horizon, by the day on which they are paid.
  private let payoffs: [(day: Int?, curve: PayoffCurve)]
  /// Instruments that are priced in full.
  private let direct: TenorLines
  /// The group, whose other contracts are priced by their repricers.
  private let prepared: PreparedGroup
  /// Which instruments have polynomials.
  private let smoothness: Smoothness
  private let today: Double
  let certificate: RevaluationProxy.Certificate.Part
  /// What is known of the costly contracts, which are sampled each on its own.
  var sampledParts: [SampledPart] { prepared.sampledParts }

  /// More panels in log spot than this are not made: instruments that would need them are priced in full.
  static let mostPanels = 512
  /// Panels in both directions together beyond which a proxy is refused: its nodes would take some 4 MB.
  private static let mostCells = 1 << 12
  /// Points at which the proxy is compared with full revaluation: half of them scenarios, half anywhere in the box.
  static let checkedPoints = 64
  private static let attempts = 4
  /// What the error seen at the checked points is multiplied by: scenarios are many more than those points.
  private static let checkFactor = 8.0

  /// Builds the proxy.
  ///
  /// - Parameters:
  ///   - prepared: The instruments.
  ///   - sample: Scenarios that tell the extent.
  ///   - tolerance: What the bound may be.
  init(
    _ prepared: PreparedGroup, sample: ScenarioSample, tolerance: (_ grossRange: Double) -> Double
  ) throws(ProxyError) {
    let (group, elapsedYears) = (prepared.group, prepared.elapsedYears)
    let box = ScenarioBox(sample.block, prepared.columns.own)
    let cover = box.covering(whole: sample.isWhole)
    let grossRange = Self.grossRange(of: group, elapsedYears: elapsedYears, in: box)
    let allowed = tolerance(grossRange)
    let smoothness = Smoothness(cover, elapsedYears: elapsedYears, volatilityMoves: group.volatilityMoves)
    let expired = group.instruments.filter { smoothness.kind(of: $0) == .expired }
    let smooth = group.lines(of: group.instruments.filter { smoothness.kind(of: $0) == .smooth }, elapsedYears)
    let direct = group.lines(of: group.instruments.filter { smoothness.kind(of: $0) == .direct }, elapsedYears)
    self.prepared = prepared
    payoffs = expired.byPayDay(elapsedYears: elapsedYears).map { ($0.day, PayoffCurve($0.options)) }
    self.direct = direct
    self.smoothness = smoothness
    today = group.value
    let checks =
      smooth.count == 0
      ? nil
      : CheckPoints(today: today, box: cover, sample: sample.block, prepared.columns.own) { block, values in
        smooth.addValues(under: block, .alone, to: &values)
      }
    var panels = PanelWidths(part: grossRange > 0 ? allowed / grossRange : 1)
    var (built, bound, observed): (ProxyPolynomials?, Double, Double) = (nil, 0, 0)
    for attempt in 0..<Self.attempts {
      guard let checks else { break }
      guard
        let (values, carried) = Self.nodeValues(
          smooth, today: today, box: cover, widths: panels, negligible: allowed / 1000)
      else {
        bound = .infinity
        break
      }
      let polynomials = ProxyPolynomials(values, tolerance: allowed)
      observed = checks.largestError(of: polynomials)
      bound = polynomials.error.x + polynomials.error.y + carried + Self.checkFactor * observed
      built = polynomials
      if bound <= allowed || attempt == Self.attempts - 1 { break }
      panels.refine(
        x: polynomials.error.x + carried > 0.3 * allowed, y: polynomials.error.y > 0.3 * allowed)
    }
    guard bound <= allowed else {
      throw .toleranceNotMet(group.underlying, errorBound: bound, tolerance: allowed)
    }
    polynomials = built
    certificate = RevaluationProxy.Certificate.Part(
      underlying: group.underlying, errorBound: bound, largestError: observed, grossRange: grossRange,
      spotPanels: built?.x.panels ?? 0, volatilityPanels: built?.y.panels ?? 0,
      fullyPriced: direct.count + group.others.count - prepared.sampled.count,
      expired: expired.count)
  }

  /// Adds profit and loss at the scenarios of a block, and returns the scenarios whose smooth part is missing because they
  /// lie outside the panels.
  func addProfitAndLoss(
    under block: ScenarioBlock, _ places: BlockColumns, scratch: inout ProxyScratch, to total: inout [Double]
  ) -> [Int] {
    var outside: [Int] = []
    let columns = places.own
    if let polynomials {
      outside = polynomials.addValues(under: block, columns, scratch: &scratch, to: &total)
    } else if today != 0 {
      for index in total.indices { total[index] -= today }
    }
    for (day, curve) in payoffs { curve.addValues(under: block, columns.paid(after: day), to: &total) }
    direct.addValues(under: block, columns, to: &total)
    if !prepared.group.others.isEmpty { prepared.moved(by: places).addValuesOfOthers(under: block, to: &total) }
    return outside
  }

  /// The instruments whose values the polynomials hold, for scenarios outside the panels.
  func smoothLines(of group: BookRevaluation.Group, elapsedYears: Double) -> TenorLines {
    group.lines(of: group.instruments.filter { smoothness.kind(of: $0) == .smooth }, elapsedYears)
  }

  /// What becomes of an instrument.
  private struct Smoothness {
    enum Kind {
      case expired, direct, smooth
    }

    let extent: Double
    let lowest: Double
    let elapsedYears: Double
    let volatilityMoves: VolatilityMoves

    init(_ cover: ScenarioBox, elapsedYears: Double, volatilityMoves: VolatilityMoves) {
      extent = cover.x.upperBound - cover.x.lowerBound
      lowest = cover.y.lowerBound
      (self.elapsedYears, self.volatilityMoves) = (elapsedYears, volatilityMoves)
    }

    func kind(of option: BookRevaluation.Instrument) -> Kind {
      let deviation = option.deviation(elapsedYears: elapsedYears)
      if deviation == 0 { return .expired }
      let factor = exp(volatilityMoves.weight(years: option.years) * lowest)
      return deviation < extent / (Double(GroupProxy.mostPanels) * 2 * factor) || !deviation.isFinite
        ? .direct : .smooth
    }
  }

  /// How far the value of each instrument moves between the corners of a box, added up.
  ///
  /// A call's value rises with spot and volatility; a put's falls with spot.
  private static func grossRange(
    of group: BookRevaluation.Group, elapsedYears: Double, in box: ScenarioBox
  ) -> Double {
    var result = 0.0
    for sign in [1.0, -1] {
      let options = group.instruments.filter { $0.sign == sign }.map { $0.with(weight: abs($0.weight)) }
      var values = [0.0, 0]
      let ends = [box.x.lowerBound, box.x.upperBound]
      for run in group.lines(of: options, elapsedYears).runs {
        run.addValues(
          of: 0..<run.count, logSpots: sign > 0 ? ends : ends.reversed(),
          logVolatilities: [box.y.lowerBound, box.y.upperBound], to: &values)
      }
      result += values[1] - values[0]
    }
    return result
  }

  /// The group's value less today's at the nodes of panels fine enough for each instrument.
  ///
  /// Instruments are sampled on panels that suit their own deviation and carried over to finer ones, the coarsest first;
  /// `carried` is the bound on what that loses. Nil when there would be too many panels.
  private static func nodeValues(
    _ smooth: TenorLines, today: Double, box: ScenarioBox, widths: PanelWidths, negligible: Double
  ) -> (values: PanelValues, carried: Double)? {
    let extent = box.x.upperBound - box.x.lowerBound
    var levels: [Int: [BookLines]] = [:]
    var (slope, level) = (0.0, -today)
    for run in smooth.runs {
      let lowest = exp(run.volatilityWeight * box.y.lowerBound)
      let compression = LineCompression(run, lowestFactor: lowest, width: 0.85 * widths.x)
      slope += compression.slope
      level += compression.level
      for (panels, lines) in compression.lines.parted(by: { deviation in
        PanelWidths.ladder(extent / (widths.x * deviation * lowest))
      }) { levels[panels, default: []].append(lines) }
    }
    // Where the volatility moves by more than its factor, it moves by as much more within a panel.
    let steepest = smooth.runs.reduce(1) { max($0, $1.volatilityWeight) }
    let yPanels = max(Int((steepest * (box.y.upperBound - box.y.lowerBound) / widths.y).rounded(.up)), 1)
    let y = PanelAxis(low: box.y.lowerBound, high: box.y.upperBound, panels: yPanels)
    guard yPanels <= Self.mostCells / (levels.keys.max() ?? 1) else { return nil }
    func axis(_ panels: Int) -> PanelAxis { PanelAxis(low: box.x.lowerBound, high: box.x.upperBound, panels: panels) }
    let coarsest = levels.keys.min() ?? 1
    var values = PanelValues(x: axis(coarsest), y: y)
    var carried = 0.0
    for (panels, own) in levels.sorted(by: { $0.key < $1.key }) {
      if panels != coarsest {
        carried += values.seriesWithTails().x.beyond(negligible: negligible)
        values = values.moved(to: axis(panels))
      }
      for lines in own { PanelSampler(lines).add(to: &values) }
    }
    values.addLine(slope: slope, level: level)
    return (values, carried)
  }
}

/// How wide panels are made.
struct PanelWidths: Hashable, Sendable {
  /// In log spot, in deviations at the lowest volatility.
  private(set) var x: Double
  /// In log volatility.
  private(set) var y: Double

  /// Widths that give an error of about a part of the gross range.
  ///
  /// Degree 11 has an error of 1e-8 of forward times deviation at a width of 2.7 and degree 8 at 0.46; both errors fall
  /// with the twelfth and ninth power of the width.
  init(part: Double) {
    let scale = min(max(part / 1e-8, 1e-5), 1e5)
    x = min(2.5 * pow(scale, 1 / 11.0), 6)
    y = min(0.42 * pow(scale, 1 / 9.0), 1.2)
  }

  /// Makes panels narrower in one direction or both; in both when neither is to blame.
  mutating func refine(x inSpot: Bool, y inVolatility: Bool) {
    if inSpot || !inVolatility { x *= 0.7 }
    if inVolatility || !inSpot { y *= 0.65 }
  }

  /// The least number of panels, of a few that are made, that is not less than a number.
  static func ladder(_ wanted: Double) -> Int {
    var panels = 1.0
    while panels < wanted { panels = (panels * 1.4).rounded(.up) }
    return Int(panels)
  }
}
