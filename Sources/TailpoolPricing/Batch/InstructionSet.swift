import CTailpoolKernels

/// The instructions that a batch runs on.
///
/// Every set computes the same algorithm; results differ by rounding only (Docs/Accuracy.md says by how much).
public enum InstructionSet: String, Hashable, Sendable, CaseIterable {
  /// What every machine of the architecture has: SSE2 on x86-64, NEON on arm64.
  case baseline
  /// AVX2 with fused multiply-add, on x86-64.
  case avx2
  /// AVX-512 F, DQ and VL, on x86-64.
  case avx512

  /// The fastest set that this machine has.
  public static var best: InstructionSet {
    allCases.last { $0.isAvailable } ?? .baseline
  }

  /// Whether this machine has the set.
  public var isAvailable: Bool { value.rawValue <= tp_best_instruction_set().rawValue }

  package var value: tp_instruction_set {
    switch self {
    case .baseline: tp_instruction_set_baseline
    case .avx2: tp_instruction_set_avx2
    case .avx512: tp_instruction_set_avx512
    }
  }
}
