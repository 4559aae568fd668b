/// The derivative of a function by central differences of fourth order.
public func slope(at x: Double, step: Double, _ function: (Double) -> Double) -> Double {
  let inner = function(x + step) - function(x - step)
  let outer = function(x + 2 * step) - function(x - 2 * step)
  return (8 * inner - outer) / (12 * step)
}
