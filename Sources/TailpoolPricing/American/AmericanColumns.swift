import CTailpoolKernels
import TailpoolLibc

/// One boundary of a market: the one below which its put is exercised, or the one above which it is.
struct AmericanProblem {
  var market: AmericanMarket
  var isLower = false
}

/// Boundaries of early exercise at the nodes of a scheme, a column each, as the kernel finds them.
@safe struct AmericanColumns: Sendable {
  let scheme: AmericanScheme
  /// Rate, yield, volatility, years, side and the logarithm of the limit of each problem.
  private(set) var problems: [[Double]] = []
  /// log(B / limit), node by node.
  private(set) var logs: [Double] = []
  /// Their derivatives by volatility, rate and yield, where they were asked for.
  private(set) var tangents: [Double] = []
  /// The last step of Newton's method.
  private(set) var steps: [Double] = []

  /// Solves some problems.
  init(_ wanted: [AmericanProblem], scheme: AmericanScheme, withTangents: Bool, instructionSet: InstructionSet) {
    self.scheme = scheme
    problems = [
      wanted.map(\.market.rate), wanted.map(\.market.yield), wanted.map(\.market.volatility),
      wanted.map(\.market.years),
      wanted.map { $0.isLower ? -1 : 1 },
      wanted.map { log($0.isLower ? $0.market.lowerLimit : $0.market.limit) },
    ]
    let count = wanted.count
    logs = [Double](repeating: .nan, count: (scheme.nodes + 1) * count)
    tangents = [Double](repeating: .nan, count: withTangents ? 3 * (scheme.nodes + 1) * count : 0)
    steps = [Double](repeating: .infinity, count: count)
    guard count > 0 else { return }
    unsafe scheme.withKernel { kernel in
      var scratch = unsafe [Double](repeating: 0, count: tp_american_scratch(kernel))
      unsafe Self.withPointers(problems) { inputs in
        unsafe scratch.withUnsafeMutableBufferPointer { scratch in
          unsafe logs.withUnsafeMutableBufferPointer { logs in
            unsafe tangents.withUnsafeMutableBufferPointer { tangents in
              unsafe steps.withUnsafeMutableBufferPointer { steps in
                _ = unsafe tp_american_boundaries(
                  instructionSet.value, count, inputs, kernel, scratch.baseAddress, count, logs.baseAddress,
                  withTangents ? tangents.baseAddress : nil, steps.baseAddress)
              }
            }
          }
        }
      }
    }
  }

  /// The number of problems.
  var count: Int { steps.count }

  /// log B at a node of a column.
  func logBoundary(_ column: Int, node: Int) -> Double { problems[5][column] + logs[node * count + column] }

  /// log B today.
  func logBoundary(_ column: Int) -> Double { logBoundary(column, node: scheme.nodes) }

  /// log B with so much of the root of the time left, in [0, 1], between the nodes.
  func logBoundary(_ column: Int, root: Double) -> Double {
    let weights = AmericanScheme.interpolation(scheme.times, at: root)
    var square = 0.0
    for node in 1...scheme.nodes {
      let value = logs[node * count + column]
      square += weights[node] * value * value
    }
    return problems[5][column] - problems[4][column] * max(square, 0).squareRoot()
  }

  /// What early exercise adds to puts on a strike of 1, with derivatives in columns of `rows.count`.
  ///
  /// - Parameter derivatives: 0: none; 1: by log spot, once and twice; 2: also by volatility, rate and yield.
  func premiums(_ rows: [AmericanPremiumRow], derivatives: Int, instructionSet: InstructionSet) -> [Double] {
    let count = rows.count
    var results = [Double](repeating: 0, count: 6 * count)
    guard count > 0 else { return results }
    let own = problems.map { column in rows.map { column[$0.column] } }
    let logSpots = rows.indices.map { rows[$0].logSpot - own[5][$0] }
    let delays = rows.contains { $0.delay > 0 } ? rows.map(\.delay) : []
    let columns = rows.map(\.column)
    unsafe scheme.withKernel { kernel in
      unsafe Self.withPointers(own) { inputs in
        unsafe results.withUnsafeMutableBufferPointer { results in
          guard let base = results.baseAddress else { return }
          let outputs = unsafe (0..<6).map { unsafe Optional(base + $0 * count) }
          _ = unsafe tp_american_premiums(
            instructionSet.value, count, inputs, logSpots, delays.isEmpty ? nil : delays, columns, kernel, self.count,
            logs, tangents.isEmpty ? nil : tangents, Int32(derivatives), outputs)
        }
      }
    }
    return results
  }

  /// Hands over where six columns are.
  private static func withPointers(_ columns: [[Double]], _ body: (UnsafePointer<UnsafePointer<Double>?>?) -> Void) {
    let flat = columns.flatMap { $0 }
    unsafe flat.withUnsafeBufferPointer { flat in
      guard let base = flat.baseAddress else { return }
      var start = 0
      let pointers = unsafe columns.map { column -> UnsafePointer<Double>? in
        defer { start += column.count }
        return unsafe base + start
      }
      unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
    }
  }
}

/// A premium that is wanted: of a spot under one boundary.
struct AmericanPremiumRow {
  /// log(spot / strike) of the put.
  var logSpot: Double
  /// The boundary's column.
  var column: Int
  /// Years from now to the first instant of exercise.
  var delay = 0.0
}
