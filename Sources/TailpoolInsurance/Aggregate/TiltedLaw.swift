import TailpoolLibc
import TailpoolNumerics

/// The law of an aggregate under an exponential tilt, by one transform: q(s) = p(s) exp(ts − K(t)).
struct TiltedLaw: Sendable {
  /// t, in steps of the grid.
  let tilt: Double
  /// K(t), of the losses on the grid.
  let cumulant: Double
  /// q, of 0 … length − 1 steps.
  let probabilities: [Double]
  /// The estimated error of each q by rounding, and the bound of what was folded back, by which it may be too great.
  let noise: Double
  /// The estimate for a law of many points.
  let spread: Double
  /// The bound alone.
  let folded: Double
  /// The transform of q.
  let transform: ComplexColumn

  /// log of p(s) / q(s).
  func logarithmOfFactor(_ place: Int) -> Double { cumulant - tilt * Double(place) }

  /// Writes values times p(s) / q(s) in a range of places, those below a least value as zero; the noise where there are no values.
  func untilt(_ values: [Double]?, _ range: Range<Int>, into result: inout [Double], from least: Double) {
    let block = 64
    // Under a steep tilt the factors of a block leave the range of a Double: then each place has its own.
    let isSteep = abs(tilt) * Double(block) > 600
    let fine = (0..<block).map { isSteep ? 1 : exp(-tilt * Double($0)) }
    unsafe result.withUnsafeMutableBufferPointer { result in
      for start in stride(from: range.lowerBound, to: range.upperBound, by: block) {
        // By halves, so that neither overflows or vanishes before the product does.
        var half = exp(0.5 * logarithmOfFactor(start))
        for place in start..<min(start + block, range.upperBound) {
          if isSteep { half = exp(0.5 * logarithmOfFactor(place)) }
          let value = values.map { $0[place] } ?? noise
          unsafe result[place] = value >= least ? value * half * fine[place - start] * half : 0
        }
      }
    }
  }

  /// log of the error of p(s).
  func logarithmOfError(_ place: Int) -> Double { log(noise) + logarithmOfFactor(place) }

  /// Computes the law.
  ///
  /// - Parameters:
  ///   - terms: What is summed.
  ///   - tilt: t.
  ///   - folded: The bound of the probability that is folded back, of one.
  ///   - fourier: The transform of the length.
  ///   - threads: The most threads.
  init(_ terms: AggregateTerms, tilt: Double, folded: Double, fourier: RealTransform, threads: Int) {
    let parts = mapBlocks(AggregateTerms.blocks, workers: threads) { block in
      Self.logarithm(
        of: terms.terms[AggregateTerms.place(of: block, among: terms.terms.count)], tilt: tilt, fourier: fourier)
    }
    let found = parts.compactMap { $0 }
    // Without a term the whole is nothing.
    var sum = found.first?.sum ?? ComplexColumn(repeating: 0, count: fourier.count / 2 + 1)
    for part in found.dropFirst() { sum.add(part.sum) }
    let claims = found.reduce(0) { $0 + $1.claims }
    let cumulant = sum.real[0]
    sum.exponentiate(less: cumulant)
    var probabilities: [Double] = []
    var workspace = RealTransform.Workspace(count: fourier.count)
    fourier.inverse(sum, into: &probabilities, using: &workspace)
    let square = probabilities.reduce(0) { $0 + $1 * $1 }
    spread = Self.spread(square: square, claims: claims, length: fourier.count)
    // Those of a law of a few points do not spread.
    noise = spread + 32 * .ulpOfOne * square * square + folded
    self.folded = folded
    self.tilt = tilt
    self.cumulant = cumulant
    self.probabilities = probabilities
    transform = sum
  }

  /// Rounding errors: of the way back, and of the logarithm, which is a claim's so many times over. They spread evenly over the
  /// length; the factors leave room for the greatest of many.
  private static func spread(square: Double, claims: Double, length: Int) -> Double {
    .ulpOfOne * (16 + 12 * claims) * (square / Double(length)).squareRoot()
  }

  /// The sum of log P over terms, and the mean number of their claims under the tilt.
  private static func logarithm(of terms: ArraySlice<AggregateTerms.Term>, tilt: Double, fourier: RealTransform) -> (
    sum: ComplexColumn, claims: Double
  )? {
    guard !terms.isEmpty else { return nil }
    var sum: ComplexColumn?
    var claims = 0.0
    var scratch = TiltScratch(fourier)
    for term in terms {
      var column = scratch.transform(term, tilt: tilt)
      let whole = column.real[0]
      claims += term.count.cumulant(at: whole).slope * whole
      term.count.takeLogarithm(of: &column)
      if sum == nil {
        sum = column
      } else {
        sum?.add(column)
        scratch.column = column
      }
    }
    return sum.map { ($0, claims) }
  }
}

/// What one thread needs to transform tilted severities.
struct TiltScratch {
  private let fourier: RealTransform
  private var workspace: RealTransform.Workspace
  private var buffer: [Double]
  /// A column whose memory is used again.
  var column = ComplexColumn(real: [], imaginary: [])

  init(_ fourier: RealTransform) {
    self.fourier = fourier
    workspace = RealTransform.Workspace(count: fourier.count)
    buffer = [Double](repeating: 0, count: fourier.count)
  }

  /// The transform of f(k) exp(tk), of k f(k) exp(tk) when the claims are weighed by their size.
  mutating func transform(_ weights: [Double], tilt: Double, bySize: Bool = false) -> ComplexColumn {
    buffer.fill(weights, tilt: tilt, bySize: bySize)
    var result = ComplexColumn(real: [], imaginary: [])
    swap(&result, &column)
    fourier.transform(buffer, into: &result, using: &workspace)
    return result
  }

  /// The transform of a term's claim: the product over its factors of 1 − q + q f.
  mutating func transform(_ term: AggregateTerms.Term, tilt: Double) -> ComplexColumn {
    guard let first = term.factors.first else { return ComplexColumn(repeating: 1, count: fourier.count / 2 + 1) }
    var product = transform(first, tilt: tilt)
    for factor in term.factors.dropFirst() { product.multiply(by: transform(factor, tilt: tilt)) }
    return product
  }

  /// 1 − q + q f of one factor.
  mutating func transform(_ factor: AggregateTerms.Factor, tilt: Double) -> ComplexColumn {
    var result = transform(factor.weights, tilt: tilt)
    if factor.probability < 1 {
      let probability = factor.probability
      result.replace { (1 - probability + probability * $0, probability * $1) }
    }
    return result
  }
}

extension [Double] {
  /// Becomes f(k) exp(tk), or k times that, and zeros after them.
  fileprivate mutating func fill(_ weights: [Double], tilt: Double, bySize: Bool) {
    let used = Swift.min(weights.count, count)
    let block = 64
    // exp(t k) = exp(t 64 (k / 64)) exp(t (k mod 64)), each to a rounding or two.
    let fine = (0..<block).map { exp(tilt * Double($0)) }
    unsafe withUnsafeMutableBufferPointer { own in
      unsafe weights.withUnsafeBufferPointer { weights in
        for start in stride(from: 0, to: used, by: block) {
          let coarse = exp(tilt * Double(start))
          for place in start..<Swift.min(start + block, used) {
            let weight = unsafe weights[place] * (bySize ? Double(place) : 1)
            unsafe own[place] = weight == 0 ? 0 : weight * coarse * fine[place - start]
          }
        }
      }
      for place in used..<own.count { unsafe own[place] = 0 }
    }
  }
}
