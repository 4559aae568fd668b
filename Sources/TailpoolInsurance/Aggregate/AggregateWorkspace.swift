import TailpoolNumerics

/// What aggregates that are made one after the other use again: the factors of transforms, and memory.
///
/// Making factors and getting new memory takes more than half of the time of one small aggregate. A caller who makes many holds a
/// workspace and passes it to each; no number depends on it. It grows to the longest transform that was made, some 60 bytes a number
/// of it, and serves one thread: where more than one may be used, only the factors are taken from it.
public struct AggregateWorkspace: Sendable {
  /// By length.
  private var transforms: [Int: RealTransform] = [:]
  private var scratches: [Int: TiltScratch] = [:]

  /// Creates a workspace without memory.
  public init() {}

  /// The transform of a length.
  mutating func transform(count: Int) -> RealTransform {
    if let transform = transforms[count] { return transform }
    let transform = RealTransform(count: count)
    transforms[count] = transform
    return transform
  }

  /// Lends the memory of a transform to a body.
  mutating func withScratch<Value>(_ fourier: RealTransform, _ body: (inout TiltScratch) -> Value) -> Value {
    // Taken out, so that nobody else holds it and nothing is copied.
    var scratch = scratches.removeValue(forKey: fourier.count) ?? TiltScratch(fourier)
    defer { scratches[fourier.count] = scratch }
    return body(&scratch)
  }

  /// Takes the memory of laws that are needed no more.
  mutating func reuse(_ laws: consuming [TiltedLaw]) {
    while let law = laws.popLast() { scratches[law.probabilities.count]?.reuse(law) }
  }
}
