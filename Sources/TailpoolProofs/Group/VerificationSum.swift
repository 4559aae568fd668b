#if Command
  internal import CTailpoolProofs

  /// Whose arithmetic computes a verifier's sum. Both give the same answer.
  public enum VerificationArithmetic: Sendable {
    /// This module's own sum of multiples, whose time depends on its numbers: all of them are public.
    case own
    /// One multiplication and one addition of libsodium a term.
    case sodium
  }

  /// Elements that many sums have in common, with their odd multiples.
  struct VerificationTables: Sendable {
    let elements: [GroupElement]
    fileprivate let tables: [tp_ristretto_table]

    init(_ elements: [GroupElement]) throws(ProofError) {
      self.elements = elements
      var tables: [tp_ristretto_table] = []
      tables.reserveCapacity(elements.count)
      for element in elements {
        var point = try element.decoded
        var table = tp_ristretto_table()
        unsafe tp_ristretto_prepare(&table, &point)
        tables.append(table)
      }
      self.tables = tables
    }
  }

  extension GroupElement {
    /// The element as this module's own arithmetic has it.
    fileprivate var decoded: tp_ristretto_point {
      get throws(ProofError) {
        var point = tp_ristretto_point()
        guard unsafe tp_ristretto_decode(&point, bytes) == 0 else { throw .invalidPoint("element of a sum") }
        return point
      }
    }
  }

  /// A sum of multiples that a verifier compares with the identity. Nothing in it is secret.
  struct VerificationSum {
    private var scalars: [Scalar] = []
    private var elements: [GroupElement] = []
    /// The scalars of the tables' elements.
    var tableScalars: [Scalar]
    private let tables: VerificationTables

    init(_ tables: VerificationTables) {
      self.tables = tables
      tableScalars = Array(repeating: .zero, count: tables.elements.count)
    }

    /// Adds a term.
    mutating func add(_ scalar: Scalar, _ element: GroupElement) {
      scalars.append(scalar)
      elements.append(element)
    }

    /// Adds to the scalar of a table's element.
    mutating func add(_ scalar: Scalar, toTable place: Int) {
      tableScalars[place] = tableScalars[place].isZero ? scalar : tableScalars[place] + scalar
    }

    /// The encoding of the sum.
    func encoding(by arithmetic: VerificationArithmetic) throws(ProofError) -> [UInt8] {
      switch arithmetic {
      case .own: try ownEncoding()
      case .sodium: sodiumSum().bytes
      }
    }

    private func ownEncoding() throws(ProofError) -> [UInt8] {
      var points: [tp_ristretto_point] = []
      points.reserveCapacity(elements.count)
      for element in elements { points.append(try element.decoded) }
      var encoding = [UInt8](repeating: 0, count: 32)
      // Generators of more values than any proof here has take no part.
      let used = (tableScalars.lastIndex { !$0.isZero } ?? -1) + 1
      unsafe scalars.withUnsafeBytes { scalars in
        unsafe tableScalars.withUnsafeBytes { tableScalars in
          unsafe tp_ristretto_sum(
            &encoding, points.count, scalars.baseAddress?.assumingMemoryBound(to: UInt8.self), points,
            used, tableScalars.baseAddress?.assumingMemoryBound(to: UInt8.self), tables.tables)
        }
      }
      return encoding
    }

    private func sodiumSum() -> GroupElement {
      let terms = Array(zip(scalars, elements)) + zip(tableScalars, tables.elements)
      var sum: GroupElement?
      for (scalar, element) in terms where !scalar.isZero {
        let multiple =
          scalar == .one ? element : element == .base ? GroupElement.timesBase(scalar) : scalar * element
        sum = sum.map { $0 + multiple } ?? multiple
      }
      return sum ?? .identity
    }
  }
#endif
