/// The point where a function of a few variables is least, by the simplex search of Nelder and Mead.
///
/// The search is deterministic. A function value that is not finite counts as infinitely large.
///
/// - Parameters:
///   - function: The function.
///   - start: The first corner of the simplex.
///   - step: How far each other corner is from it, along one variable.
///   - tolerance: The search ends when the values at the corners differ by no more than this part of the best.
///   - steps: Or after so many steps.
/// - Returns: The best corner.
/// - Source: J. A. Nelder and R. Mead, The Computer Journal 7 (1965) 308.
package func leastPoint(
  of function: ([Double]) -> Double, from start: [Double], step: Double, tolerance: Double = 1e-12,
  steps: Int = 2_000
) -> [Double] {
  func value(_ point: [Double]) -> Double {
    let value = function(point)
    return value.isFinite ? value : .infinity
  }
  func along(_ from: [Double], _ to: [Double], _ factor: Double) -> [Double] {
    zip(from, to).map { $0 + factor * ($1 - $0) }
  }
  var simplex =
    ([start]
    + start.indices.map { index in
      var point = start
      point[index] += step
      return point
    }).map { (point: $0, value: value($0)) }
  for _ in 0..<steps {
    simplex.sort { $0.value < $1.value }
    let (best, worst) = (simplex[0], simplex[simplex.count - 1])
    if worst.value - best.value <= tolerance * (abs(best.value) + tolerance) { break }
    let others = simplex.dropLast()
    let center = start.indices.map { index in
      others.reduce(0) { $0 + $1.point[index] } / Double(others.count)
    }
    let reflected = along(center, worst.point, -1)
    let reflection = (point: reflected, value: value(reflected))
    if reflection.value < best.value {
      let expanded = along(center, worst.point, -2)
      let expansion = (point: expanded, value: value(expanded))
      simplex[simplex.count - 1] = expansion.value < reflection.value ? expansion : reflection
    } else if reflection.value < simplex[simplex.count - 2].value {
      simplex[simplex.count - 1] = reflection
    } else {
      let contracted = along(center, reflection.value < worst.value ? reflected : worst.point, 0.5)
      let contraction = (point: contracted, value: value(contracted))
      if contraction.value < min(reflection.value, worst.value) {
        simplex[simplex.count - 1] = contraction
      } else {
        simplex = simplex.map { corner in
          let point = along(best.point, corner.point, 0.5)
          return (point, value(point))
        }
      }
    }
  }
  return simplex.min { $0.value < $1.value }?.point ?? start
}
