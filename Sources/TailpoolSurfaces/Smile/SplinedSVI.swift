/// An SVI smile with a few cubic B-splines added inside the range of its quotes; the wings stay those of SVI.
///
///     w(k) = SVI(k) + Σ cⱼ Bⱼ(k)
public struct SplinedSVI: VolatilitySlice, Hashable {
  /// The smile without the corrections.
  public let core: RawSVI
  /// The coefficients cⱼ, in total variance.
  public let coefficients: [Double]
  package let basis: CubicSplineBasis?

  /// The knots of the corrections, ascending; four more than coefficients, or none.
  public var knots: [Double] { basis?.knots ?? [] }

  /// Creates a smile.
  ///
  /// - Parameters:
  ///   - core: The smile without the corrections.
  ///   - knots: Distinct, ascending and finite, four more than coefficients; none when there are no coefficients.
  ///   - coefficients: Coefficients of the corrections, finite.
  /// - Throws: `SurfaceError.parameterOutOfDomain` naming the knots or the coefficient at fault.
  public init(core: RawSVI, knots: [Double] = [], coefficients: [Double] = []) throws(SurfaceError) {
    for value in coefficients where !value.isFinite { throw .parameterOutOfDomain(name: "coefficient", value: value) }
    if coefficients.isEmpty, knots.isEmpty {
      self.init(core: core, basis: nil, coefficients: [])
      return
    }
    guard let basis = CubicSplineBasis(knots: knots), basis.count == coefficients.count else {
      throw .parameterOutOfDomain(name: "knots", value: Double(knots.count))
    }
    self.init(core: core, basis: basis, coefficients: coefficients)
  }

  /// Creates a smile from parts that fit each other.
  package init(core: RawSVI, basis: CubicSplineBasis?, coefficients: [Double]) {
    self.core = core
    self.basis = basis
    self.coefficients = coefficients
  }

  /// Total variance and its first two derivatives, in closed form.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  /// - Complexity: O(coefficients).
  public func derivatives(at logMoneyness: Double) -> TotalVarianceDerivatives {
    var values = core.derivatives(at: logMoneyness)
    guard let basis else { return values }
    let row = basis.row(at: logMoneyness)
    for i in 0..<4 where row.first + i < coefficients.count {
      let coefficient = coefficients[row.first + i]
      values.totalVariance += coefficient * row.value[i]
      values.slope += coefficient * row.slope[i]
      values.curvature += coefficient * row.curvature[i]
    }
    return values
  }
}
