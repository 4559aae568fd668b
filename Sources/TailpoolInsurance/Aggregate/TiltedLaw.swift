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

  /// Writes probabilities of a range of places, those under the tilt times p(s) / q(s); what is below a least value there is zero.
  func untilt(_ range: Range<Int>, into result: UnsafeMutableBufferPointer<Double>, from least: Double) {
    unsafe probabilities.withUnsafeBufferPointer { values in
      ScaledRange(tilt: tilt, cumulant: cumulant, range: range).forEach { place, half, fine in
        let value = unsafe values[place]
        unsafe result[place] = value >= least ? value * half * fine * half : 0
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
  ///   - scratch: Memory of that length.
  ///   - threads: The most threads.
  init(
    _ terms: AggregateTerms, tilt: Double, folded: Double, fourier: RealTransform, scratch: inout TiltScratch,
    threads: Int
  ) {
    var (sum, claims) = Self.logarithm(of: terms, tilt: tilt, fourier: fourier, scratch: &scratch, threads: threads)
    let cumulant = sum.real[0]
    sum.exponentiate(less: cumulant)
    let probabilities = scratch.inverse(sum)
    let square = LaneSum.squares(of: probabilities)
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

  /// The sum of log P over all terms, by blocks whose sums are added in order, and the mean number of their claims under the tilt.
  private static func logarithm(
    of terms: AggregateTerms, tilt: Double, fourier: RealTransform, scratch: inout TiltScratch, threads: Int
  ) -> (sum: ComplexColumn, claims: Double) {
    func place(_ block: Int) -> Range<Int> { AggregateTerms.place(of: block, among: terms.terms.count) }
    var parts: [(sum: ComplexColumn, claims: Double)?] = []
    if threads == 1 || terms.terms.count == 1 {
      for block in 0..<AggregateTerms.blocks {
        parts.append(logarithm(of: terms.terms[place(block)], tilt: tilt, scratch: &scratch))
      }
    } else {
      parts = mapBlocks(AggregateTerms.blocks, workers: threads) { block in
        var own = TiltScratch(fourier)
        return logarithm(of: terms.terms[place(block)], tilt: tilt, scratch: &own)
      }
    }
    var whole: (sum: ComplexColumn, claims: Double)?
    for part in parts {
      guard let part else { continue }
      guard whole != nil else {
        whole = part
        continue
      }
      whole?.sum.add(part.sum)
      whole?.claims += part.claims
    }
    // Without a term the whole is nothing.
    return whole ?? (ComplexColumn(repeating: 0, count: fourier.count / 2 + 1), 0)
  }

  /// The sum of log P over terms, and the mean number of their claims under the tilt.
  private static func logarithm(
    of terms: ArraySlice<AggregateTerms.Term>, tilt: Double, scratch: inout TiltScratch
  ) -> (sum: ComplexColumn, claims: Double)? {
    guard !terms.isEmpty else { return nil }
    var sum: ComplexColumn?
    var claims = 0.0
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

/// The factors p(s) / q(s) = exp(K − ts) of places in a row.
struct ScaledRange: Sendable {
  let tilt: Double
  let cumulant: Double
  let range: Range<Int>

  /// Calls a body with each place, and the root of a factor and the rest of it, by which one multiplies half · fine · half: so that
  /// neither overflows or vanishes before the product does.
  @inline(__always)
  func forEach(_ body: (_ place: Int, _ half: Double, _ fine: Double) -> Void) {
    let block = 64
    // Under a steep tilt the factors of a block leave the range of a Double: then each place has its own.
    let isSteep = abs(tilt) * Double(block) > 600
    let fine = (0..<block).map { isSteep ? 1 : exp(-tilt * Double($0)) }
    func half(_ place: Int) -> Double { exp(0.5 * (cumulant - tilt * Double(place))) }
    unsafe fine.withUnsafeBufferPointer { fine in
      for start in stride(from: range.lowerBound, to: range.upperBound, by: block) {
        let first = half(start)
        for place in start..<min(start + block, range.upperBound) {
          unsafe body(place, isSteep ? half(place) : first, fine[place - start])
        }
      }
    }
  }
}

/// What one thread needs to transform tilted severities.
struct TiltScratch {
  private let fourier: RealTransform
  private var workspace: RealTransform.Workspace
  private var buffer: [Double]
  /// A column whose memory is used again.
  var column = ComplexColumn(real: [], imaginary: [])
  /// Numbers whose memory is used again.
  private var numbers: [Double] = []

  init(_ fourier: RealTransform) {
    self.fourier = fourier
    workspace = RealTransform.Workspace(count: fourier.count)
    buffer = [Double](repeating: 0, count: fourier.count)
  }

  /// The numbers whose transform is given.
  mutating func inverse(_ column: ComplexColumn) -> [Double] {
    var result: [Double] = []
    swap(&result, &numbers)
    fourier.inverse(column, into: &result, using: &workspace)
    return result
  }

  /// Takes the memory of a law of the same length that is needed no more.
  mutating func reuse(_ law: TiltedLaw) {
    (column, numbers) = (law.transform, law.probabilities)
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
