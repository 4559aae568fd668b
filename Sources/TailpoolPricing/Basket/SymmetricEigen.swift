/// The eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
///
/// Orthogonal to a few units in the last place, whatever the spectrum; O(n³) a sweep, about eight sweeps.
struct SymmetricEigen {
  /// The eigenvalues, descending.
  let values: [Double]
  /// The eigenvectors, one array each, in the order of the values.
  let vectors: [[Double]]

  /// - Parameter matrix: A symmetric matrix of finite numbers.
  init(_ matrix: [[Double]]) {
    var a = matrix
    let n = a.count
    var v = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
    for _ in 0..<60 {
      var rest = 0.0
      for i in 0..<n { for j in 0..<i { rest = max(rest, abs(a[i][j])) } }
      let largest = (0..<n).map { abs(a[$0][$0]) }.max() ?? 0
      if rest <= 1e-18 * largest || rest == 0 { break }
      for p in 0..<n { for q in (p + 1)..<max(n, p + 1) where a[p][q] != 0 { Self.rotate(&a, &v, p, q) } }
    }
    let order = (0..<n).sorted { (a[$0][$0], $1) > (a[$1][$1], $0) }
    values = order.map { a[$0][$0] }
    vectors = order.map { k in (0..<n).map { v[$0][k] } }
  }

  private static func rotate(_ a: inout [[Double]], _ v: inout [[Double]], _ p: Int, _ q: Int) {
    let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    let t = (theta >= 0 ? 1.0 : -1) / (abs(theta) + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    for k in a.indices {
      let (x, y) = (a[k][p], a[k][q])
      (a[k][p], a[k][q]) = (c * x - s * y, s * x + c * y)
    }
    for k in a.indices {
      let (x, y) = (a[p][k], a[q][k])
      (a[p][k], a[q][k]) = (c * x - s * y, s * x + c * y)
    }
    (a[p][q], a[q][p]) = (0, 0)
    for k in v.indices {
      let (x, y) = (v[k][p], v[k][q])
      (v[k][p], v[k][q]) = (c * x - s * y, s * x + c * y)
    }
  }
}
