import Testing
import _TailpoolTestSupport

@testable import TailpoolLinearAlgebra

/// The reference BLAS has no threads of its own; `Scripts/check-provider-threads` runs this with OpenBLAS.
@Suite("The provider's threads", .serialized)
struct LinearAlgebraProviderTests {
  private static func matrix(_ order: Int, seed: UInt64) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    return Matrix(
      rows: 2 * order, columns: order, storage: (0..<(2 * order * order)).map { _ in generator.uniform(-1, 1) }
    ).gram()
  }

  @Test("Are set where the provider has any, and the results agree")
  func setting() throws {
    guard let before = LinearAlgebraProvider.threads else {
      #expect(!LinearAlgebraProvider.setThreads(1))
      LinearAlgebraProvider.limitThreads(to: 1)
      #expect(LinearAlgebraProvider.threads == nil)
      return
    }
    defer { LinearAlgebraProvider.setThreads(before) }
    let matrix = Self.matrix(200, seed: 1)
    var values: [[Double]] = []
    for count in [1, 2] {
      #expect(LinearAlgebraProvider.setThreads(count))
      #expect(LinearAlgebraProvider.threads == count)
      values.append(try matrix.symmetricEigenvalues())
    }
    for (one, two) in zip(values[0], values[1]) { #expect(Tolerance.absolute(1e-11).accepts(one, two)) }
    LinearAlgebraProvider.limitThreads(to: 5)
    #expect(LinearAlgebraProvider.threads == 2)
    LinearAlgebraProvider.limitThreads(to: 0)
    #expect(LinearAlgebraProvider.threads == 1)
  }

  @Test("Several tasks at once get what one gets, bit for bit, with one thread of the provider")
  func concurrency() async throws {
    let before = LinearAlgebraProvider.threads
    LinearAlgebraProvider.limitThreads(to: 1)
    defer { if let before { LinearAlgebraProvider.setThreads(before) } }
    func results(_ seed: UInt64) throws -> [Double] {
      let matrix = Self.matrix(60, seed: seed)
      return try CholeskyFactor(of: matrix).lower.storage + matrix.multiplied(by: matrix).storage
        + SymmetricEigensystem(of: matrix).values
    }
    let alone = try (0..<8).map { try results($0) }
    let together = try await withThrowingTaskGroup(of: (Int, [Double]).self) { group in
      for seed in 0..<8 { group.addTask { (seed, try results(UInt64(seed))) } }
      return try await group.reduce(into: [[Double]](repeating: [], count: 8)) { $0[$1.0] = $1.1 }
    }
    #expect(alone == together)
  }
}
