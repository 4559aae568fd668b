import CTailpoolKernels

/// The polynomials of all panels in the form that is evaluated, with what was left out of them.
struct ProxyPolynomials: Sendable {
  let x: PanelAxis
  let y: PanelAxis
  private let xTerms: Int
  private let yTerms: Int
  private let coefficients: [Double]
  /// The bound on what the terms left out of the series and those beyond its end can come to, by direction.
  let error: (x: Double, y: Double)

  /// Makes polynomials from values at the nodes.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - tolerance: Terms that come to a hundredth of this together in each direction are left out.
  init(_ values: PanelValues, tolerance: Double) {
    x = values.x
    y = values.y
    let (series, xTail, yTail) = values.seriesWithTails()
    let wanted = xTail.terms(leavingOut: tolerance / 100)
    let group = Int(TP_PROXY_TERMS)
    xTerms = (wanted + group - 1) / group * group
    yTerms = max(yTail.terms(leavingOut: tolerance / 100), 2)
    error = (
      xTail.rest(after: xTerms) + xTail.beyond(negligible: tolerance / 1000),
      yTail.rest(after: yTerms) + yTail.beyond(negligible: tolerance / 1000)
    )
    let (xTerms, yTerms) = (xTerms, yTerms)
    coefficients = series.flatMap { Self.powers(of: $0, xTerms, yTerms) }
  }

  /// Coefficients of t^p u^q from those of T_m(t) T_n(u).
  private static func powers(of series: [Double], _ xTerms: Int, _ yTerms: Int) -> [Double] {
    let (nx, ny) = (PanelNodes.x.count, PanelNodes.y.count)
    var half = [Double](repeating: 0, count: xTerms * yTerms)
    for p in 0..<xTerms {
      for m in p..<xTerms where PanelNodes.x.powers[m * nx + p] != 0 {
        let power = PanelNodes.x.powers[m * nx + p]
        for n in 0..<yTerms { half[p * yTerms + n] += power * series[m * ny + n] }
      }
    }
    var result = [Double](repeating: 0, count: xTerms * yTerms)
    for p in 0..<xTerms {
      for q in 0..<yTerms {
        for n in q..<yTerms {
          result[p * yTerms + q] += PanelNodes.y.powers[n * ny + q] * half[p * yTerms + n]
        }
      }
    }
    return result
  }

  /// Adds values at the scenarios of a block, and returns the scenarios outside the panels.
  func addValues(
    under block: ScenarioBlock, _ columns: UnderlyingColumns, scratch: inout ProxyScratch, to values: inout [Double]
  ) -> [Int] {
    let n = block.scenarios.count
    precondition(values.count == n, "\(values.count) values of \(n) scenarios")
    var grid = tp_proxy_grid(
      x_low: x.low, x_scale: 1 / x.width, y_low: y.low, y_scale: 1 / y.width, x_panels: x.panels,
      y_panels: y.panels, x_terms: xTerms, y_terms: yTerms)
    scratch.reserve(points: n, panels: x.panels * y.panels)
    let count = unsafe scratch.withKernelScratch { room, outside in
      var (room, count) = unsafe (room, 0)
      unsafe block.withColumns(columns) { spot, volatility in
        _ = unsafe tp_proxy_evaluate(
          tp_best_instruction_set(), n, spot, volatility, &grid, coefficients, &room, &values, outside, &count)
      }
      return count
    }
    return scratch.outside.prefix(count).map { Int($0) }
  }
}

extension PanelValues {
  /// The series of all panels, by volatility panel and then spot panel, with how they end in both directions.
  func seriesWithTails() -> (series: [[Double]], x: SeriesTail, y: SeriesTail) {
    let (nx, ny) = (PanelNodes.x.count, PanelNodes.y.count)
    var series: [[Double]] = []
    var (xTail, yTail) = (SeriesTail(count: nx), SeriesTail(count: ny))
    for yPanel in 0..<y.panels {
      for xPanel in 0..<x.panels {
        let own = self.series(xPanel, yPanel)
        var (inX, inY) = ([Double](repeating: 0, count: nx), [Double](repeating: 0, count: ny))
        for m in 0..<nx {
          for n in 0..<ny {
            let size = abs(own[m * ny + n])
            inX[m] += size
            inY[n] += size
          }
        }
        xTail.add(inX)
        yTail.add(inY)
        series.append(own)
      }
    }
    return (series, xTail, yTail)
  }
}

/// Sums of absolute coefficients by degree, the greatest of all panels.
struct SeriesTail {
  private var suffixes: [Double]
  private var lasts: [(last: Double, before: Double)] = []

  init(count: Int) { suffixes = [Double](repeating: 0, count: count + 1) }

  mutating func add(_ sizes: [Double]) {
    var sum = 0.0
    for degree in stride(from: sizes.count - 1, through: 0, by: -1) {
      sum += sizes[degree]
      suffixes[degree] = max(suffixes[degree], sum)
    }
    let n = sizes.count
    lasts.append((sizes[n - 1] + sizes[n - 2], sizes[n - 3] + sizes[n - 4]))
  }

  /// How many terms must stay so that the rest comes to no more than a tolerance.
  func terms(leavingOut tolerance: Double) -> Int {
    (suffixes.firstIndex { $0 <= tolerance } ?? suffixes.count - 1)
  }

  /// What the terms after the first so many come to.
  func rest(after terms: Int) -> Double { suffixes[min(terms, suffixes.count - 1)] }

  /// What the terms beyond the end come to, twice for what they do to those before it, if degrees fall on as they do.
  ///
  /// Two degrees at a time, because an even or odd function has every second one zero.
  func beyond(negligible: Double) -> Double {
    lasts.reduce(0) { worst, pair in
      if pair.last <= negligible { return max(worst, 2 * pair.last) }
      let ratio = pair.last / pair.before
      return max(worst, ratio < 0.5 ? 2 * pair.last * ratio / (1 - ratio) : .infinity)
    }
  }
}

/// Room for the evaluation of many points, kept from block to block.
struct ProxyScratch {
  private var indexes: [UInt32] = []
  private var starts: [UInt32] = []
  private var numbers: [Double] = []
  fileprivate var outside: [UInt32] = []
  private var points = 0

  fileprivate mutating func reserve(points: Int, panels: Int) {
    let padded = points + Int(TP_PROXY_PADDING)
    if self.points < padded {
      indexes = [UInt32](repeating: 0, count: 2 * padded)
      numbers = [Double](repeating: 0, count: 3 * padded)
      outside = [UInt32](repeating: 0, count: padded)
      self.points = padded
    }
    if starts.count <= panels { starts = [UInt32](repeating: 0, count: panels + 1) }
  }

  fileprivate mutating func withKernelScratch(
    _ body: (tp_proxy_scratch, UnsafeMutablePointer<UInt32>) -> Int
  ) -> Int {
    let points = points
    return unsafe indexes.withUnsafeMutableBufferPointer { indexes in
      unsafe starts.withUnsafeMutableBufferPointer { starts in
        unsafe numbers.withUnsafeMutableBufferPointer { numbers in
          unsafe outside.withUnsafeMutableBufferPointer { outside in
            guard let index = indexes.baseAddress, let start = starts.baseAddress, let number = numbers.baseAddress,
              let out = outside.baseAddress
            else { return 0 }
            return unsafe body(
              tp_proxy_scratch(
                panels: index, order: index + points, starts: start, x: number, y: number + points,
                results: number + 2 * points), out)
          }
        }
      }
    }
  }
}
