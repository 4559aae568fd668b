// The polynomials below are printed by References/Generators/normal_fits.py. Each function on [0, inf) is P(w) / g with
// w = (y - k) / (y + k) in [-1, 1), after M. M. Shepherd and J. G. Laframboise, Math. Comp. 36 (1981) 249; P is cut where
// the rest of its Chebyshev series is below 2e-17. Even and odd powers are summed apart, as two independent chains.

extension NormalDistribution {
  /// The scaled complementary error function, exp(x²) erfc(x).
  ///
  /// It stays of ordinary size where erfc underflows: 1/(x √π) for large x.
  ///
  /// - Parameter x: Any number.
  /// - Returns: A value > 0; +∞ below about −26.6, where it overflows. NaN gives NaN.
  /// - Accuracy: 3 units in the last place on every row of References/Tables/normal.csv.
  /// - Complexity: O(1).
  @inlinable
  public static func scaledComplementaryErrorFunction(_ x: Double) -> Double {
    if x < 0 { return 2 * exponentialOfSquare(x) - scaledComplementaryErrorFunction(-x) }
    if x == .infinity { return 0 }
    let w = (x - 3.75) / (x + 3.75)
    let v = w * w
    var even = 4.2514714447963895e-10
    even = even * v - 5.1739902140113095e-09
    even = even * v + 3.8675334242222354e-08
    even = even * v - 2.5866850716155884e-07
    even = even * v + 1.751637648849062e-06
    even = even * v - 1.1444146237700524e-05
    even = even * v + 5.164909889268241e-05
    even = even * v + 0.0002937136655913448
    even = even * v - 0.009746579558029276
    even = even * v - 0.05869339858963677
    even = even * v - 0.10880393014174886
    even = even * v + 0.0035854154854644293
    even = even * v + 1.2375126308378275
    var odd = 3.1114333809799254e-10
    odd = odd * v - 3.744210080962018e-09
    odd = odd * v + 2.3263508708859124e-08
    odd = odd * v - 5.7218230603224086e-08
    odd = odd * v - 9.73559896736775e-07
    odd = odd * v + 2.238423915508223e-05
    odd = odd * v - 0.0002901540805408417
    odd = odd * v + 0.0017556258528952954
    odd = odd * v + 0.028362277418956406
    odd = odd * v + 0.09230432116037748
    odd = odd * v + 0.0822767384901452
    odd = odd * v - 0.14024059858554697
    return (even + w * odd) / (1 + 2 * x)
  }

  /// The Mills ratio of the upper tail, (1 − N(x)) / density(x).
  ///
  ///     m(x) = ∫ exp(−u²/2 − x u) du over u > 0
  ///
  /// Tail probabilities are the density times this ratio; differences of option probabilities that would cancel
  /// are differences of ratios that do not.
  ///
  /// - Parameter x: Any number.
  /// - Returns: A value > 0: about 1/x for large x; +∞ below about −37.7, where it overflows. NaN gives NaN.
  /// - Complexity: O(1).
  @inlinable
  public static func millsRatio(_ x: Double) -> Double {
    if x < 0 { return rootTwoPi * exponentialOfHalfSquare(x) - millsRatio(-x) }
    if x == .infinity { return 0 }
    let w = (x - 4.5) / (x + 4.5)
    let v = w * w
    var even = -2.0233360144274278e-10
    even = even * v + 3.0966863080431226e-09
    even = even * v - 2.6568607366345864e-08
    even = even * v + 1.776554959256803e-07
    even = even * v - 1.077027011407785e-06
    even = even * v + 6.397086194815076e-06
    even = even * v - 3.734027553691202e-05
    even = even * v + 0.0001778509361712195
    even = even * v + 0.00029892963405264743
    even = even * v - 0.02654791395942041
    even = even * v - 0.07614357379042298
    even = even * v + 0.05976544964130705
    even = even * v + 1.1691381924311748
    var odd = 1.1225507818376512e-09
    odd = odd * v - 1.116274514276316e-08
    odd = odd * v + 6.08772375623715e-08
    odd = odd * v - 2.7067033965359946e-07
    odd = odd * v + 1.3189509079766653e-06
    odd = odd * v - 8.988398419155805e-06
    odd = odd * v + 8.481181003581699e-05
    odd = odd * v - 0.0008848442155582725
    odd = odd * v + 0.0067960861307179805
    odd = odd * v + 0.056690683235107585
    odd = odd * v + 0.04743206622188662
    odd = odd * v - 0.2367679825591322
    return (even + w * odd) / (1 + x)
  }

  /// The mean excess over a threshold divided by the density there: 1 − x m(x), with m the Mills ratio.
  ///
  ///     E[max(Z − x, 0)] / density(x) = ∫ u exp(−u²/2 − x u) du over u > 0
  ///
  /// It is also minus the derivative of the Mills ratio. The form 1 − x m(x) cancels for large x; this one does not.
  ///
  /// - Parameter x: Any number.
  /// - Returns: A value > 0: about 1/x² for large x; +∞ below about −37.6, where it overflows. NaN gives NaN.
  /// - Complexity: O(1).
  @inlinable
  public static func excessRatio(_ x: Double) -> Double {
    if x < 0.5 { return 1 - x * millsRatio(x) }  // no cancellation yet: x m(x) < 0.44
    if x == .infinity { return 0 }
    let w = (x - 4.5) / (x + 4.5)
    let v = w * w
    var even = -2.901379624562965e-09
    even = even * v + 2.9571742055093278e-08
    even = even * v - 1.543119135670122e-07
    even = even * v + 5.681948463703621e-07
    even = even * v - 1.7484191691625425e-06
    even = even * v + 5.710086371738975e-06
    even = even * v - 3.1292322791464644e-05
    even = even * v + 0.00029732156331303724
    even = even * v - 0.0030940087692148763
    even = even * v + 0.024197460825206168
    even = even * v + 0.019214605190045503
    even = even * v - 0.26171087200417004
    even = even * v - 0.09270735403130867
    even = even * v + 1.3138297373284225
    var odd = -3.390068274896926e-09
    odd = odd * v + 4.503892644812453e-08
    odd = odd * v - 3.33670434842308e-07
    odd = odd * v + 1.9185271386782395e-06
    odd = odd * v - 9.978814881806447e-06
    odd = odd * v + 5.1093275512721294e-05
    odd = odd * v - 0.0002639476295830538
    odd = odd * v + 0.0012576028183749674
    odd = odd * v - 0.002811396525831891
    odd = odd * v - 0.04603879063423684
    odd = odd * v + 0.09857712322704223
    odd = odd * v + 0.31166641824524555
    odd = odd * v - 0.3624297504672039
    return (even + w * odd) / (1 + x) / (1 + x)
  }
}
