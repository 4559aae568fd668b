#if Command
  internal import CSodium

  /// An integer modulo the order ℓ = 2²⁵² + 27742317777372353535851937790883648493 of ristretto255.
  ///
  /// Arithmetic is libsodium's, whose time does not depend on the numbers.
  public struct Scalar: Hashable, Sendable, BitwiseCopyable {
    /// The 32 bytes, little-endian, as they lie.
    var words: SIMD4<UInt64>

    init(words: SIMD4<UInt64>) { self.words = words }

    /// A small number.
    public init(_ value: UInt64) { words = [value.littleEndian, 0, 0, 0] }

    /// Zero.
    public static let zero = Scalar(0)
    /// One.
    public static let one = Scalar(1)

    /// 2⁶⁴.
    static let twoTo64 = Scalar(words: [0, UInt64(1).littleEndian, 0, 0])

    /// Reads 32 bytes, little-endian. A number that is not below ℓ is refused, not reduced.
    ///
    /// - Parameters:
    ///   - bytes: The encoding.
    ///   - name: What it is called where it is refused.
    /// - Throws: ``ProofError/unreducedScalar(_:)``.
    public init(bytes: some Collection<UInt8>, name: String = "scalar") throws(ProofError) {
      guard let words = Encoding.words(bytes), Scalar.isReduced(words) else { throw .unreducedScalar(name) }
      self.words = words
    }

    /// The number of 64 bytes, little-endian, reduced.
    init(reducing wide: [UInt8]) {
      precondition(wide.count == 64, "\(wide.count) bytes, and 64 are reduced")
      words = unsafe Encoding.make { result in unsafe crypto_core_ristretto255_scalar_reduce(result, wide) }
    }

    init(reducing wide: UnsafePointer<UInt8>) {
      words = unsafe Encoding.make { result in unsafe crypto_core_ristretto255_scalar_reduce(result, wide) }
    }

    /// The 32 bytes, little-endian.
    public var bytes: [UInt8] { Encoding.bytes(words) }

    /// Whether the number is zero.
    public var isZero: Bool { words == .zero }

    private static let order: [UInt64] = [0x5812_631A_5CF5_D3ED, 0x14DE_F9DE_A2F7_9CD6, 0, 0x1000_0000_0000_0000]

    private static func isReduced(_ words: SIMD4<UInt64>) -> Bool {
      var borrow = false
      for index in 0..<4 {
        let (difference, first) = UInt64(littleEndian: words[index]).subtractingReportingOverflow(order[index])
        borrow = first || (borrow && difference == 0)
      }
      return borrow
    }

    /// The sum.
    public static func + (a: Scalar, b: Scalar) -> Scalar {
      unsafe Scalar(
        words: Encoding.combine(a.words, b.words) { unsafe crypto_core_ristretto255_scalar_add($0, $1, $2) })
    }

    /// The difference.
    public static func - (a: Scalar, b: Scalar) -> Scalar {
      unsafe Scalar(
        words: Encoding.combine(a.words, b.words) { unsafe crypto_core_ristretto255_scalar_sub($0, $1, $2) })
    }

    /// The product.
    public static func * (a: Scalar, b: Scalar) -> Scalar {
      unsafe Scalar(
        words: Encoding.combine(a.words, b.words) { unsafe crypto_core_ristretto255_scalar_mul($0, $1, $2) })
    }

    /// The negative.
    public static prefix func - (a: Scalar) -> Scalar { .zero - a }

    /// The inverse; zero of zero.
    public var inverse: Scalar {
      unsafe Scalar(
        words: Encoding.combine(words, .zero) { result, a, _ in
          _ = unsafe crypto_core_ristretto255_scalar_invert(result, a)
        })
    }

    /// 1, a, a² … .
    static func powers(of a: Scalar, count: Int) -> [Scalar] {
      var powers: [Scalar] = []
      powers.reserveCapacity(count)
      var power = Scalar.one
      for _ in 0..<count {
        powers.append(power)
        power = power * a
      }
      return powers
    }
  }

  /// 32 bytes as four words that lie as the bytes do.
  enum Encoding {
    static func words(_ bytes: some Collection<UInt8>) -> SIMD4<UInt64>? {
      guard bytes.count == 32 else { return nil }
      var words = SIMD4<UInt64>.zero
      unsafe withUnsafeMutableBytes(of: &words) { words in unsafe words.copyBytes(from: bytes) }
      return words
    }

    static func bytes(_ words: SIMD4<UInt64>) -> [UInt8] {
      unsafe withUnsafeBytes(of: words) { bytes in unsafe Array(bytes) }
    }

    /// What a function of libsodium writes.
    static func make(_ write: (UnsafeMutablePointer<UInt8>) -> Void) -> SIMD4<UInt64> {
      var words = SIMD4<UInt64>.zero
      unsafe withUnsafeMutablePointer(to: &words) { words in
        unsafe write(UnsafeMutableRawPointer(words).assumingMemoryBound(to: UInt8.self))
      }
      return words
    }

    /// What a function of libsodium says of an encoding.
    static func read<Result>(_ words: SIMD4<UInt64>, _ body: (UnsafePointer<UInt8>) -> Result) -> Result {
      unsafe withUnsafePointer(to: words) { words in
        unsafe body(UnsafeRawPointer(words).assumingMemoryBound(to: UInt8.self))
      }
    }

    /// What a function of libsodium makes of two encodings.
    static func combine(
      _ a: SIMD4<UInt64>, _ b: SIMD4<UInt64>,
      _ write: (UnsafeMutablePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>) -> Void
    ) -> SIMD4<UInt64> {
      unsafe read(a) { a in unsafe read(b) { b in unsafe make { result in unsafe write(result, a, b) } } }
    }
  }
#endif
