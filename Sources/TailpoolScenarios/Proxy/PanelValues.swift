/// Values of a function of log spot and log volatility at the nodes of all panels.
///
/// Element (x node, y node) stands at `x node · rows + y node`; nodes are counted through all panels.
struct PanelValues: Sendable {
  let x: PanelAxis
  let y: PanelAxis
  var values: [Double]

  /// Number of y nodes.
  var rows: Int { y.panels * PanelNodes.y.count }

  /// Zero everywhere.
  init(x: PanelAxis, y: PanelAxis) {
    self.x = x
    self.y = y
    values = [Double](repeating: 0, count: x.panels * PanelNodes.x.count * y.panels * PanelNodes.y.count)
  }

  /// The interpolant's values at the nodes of other panels in log spot.
  func moved(to other: PanelAxis) -> PanelValues {
    guard other != x else { return self }
    var result = PanelValues(x: other, y: y)
    let (count, rows) = (PanelNodes.x.count, rows)
    for panel in 0..<other.panels {
      for (node, point) in other.nodes(of: panel, PanelNodes.x).enumerated() {
        let place = x.place(of: point)
        let target = (panel * count + node) * rows
        for (m, weight) in PanelNodes.x.interpolation(at: place.t).enumerated() where weight != 0 {
          let source = (place.panel * count + m) * rows
          for row in 0..<rows { result.values[target + row] += weight * values[source + row] }
        }
      }
    }
    return result
  }

  /// The coefficients of one panel's series, at m · 9 + n for T_m in log spot and T_n in log volatility.
  func series(_ xPanel: Int, _ yPanel: Int) -> [Double] {
    let (nx, ny) = (PanelNodes.x.count, PanelNodes.y.count)
    var half = [Double](repeating: 0, count: nx * ny)
    for m in 0..<nx {
      for k in 0..<nx {
        let factor = PanelNodes.x.scale(m) * PanelNodes.x.polynomials[m * nx + k]
        let source = (xPanel * nx + k) * rows + yPanel * ny
        for j in 0..<ny { half[m * ny + j] += factor * values[source + j] }
      }
    }
    var result = [Double](repeating: 0, count: nx * ny)
    for m in 0..<nx {
      for n in 0..<ny {
        var sum = 0.0
        for j in 0..<ny { sum += half[m * ny + j] * PanelNodes.y.polynomials[n * ny + j] }
        result[m * ny + n] = PanelNodes.y.scale(n) * sum
      }
    }
    return result
  }
}
