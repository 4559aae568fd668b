import TailpoolScenarios

/// How a book is valued in the simulated scenarios.
public enum RevaluationMode: Hashable, Sendable {
  /// Every position is priced again in every scenario.
  case full
  /// By polynomials with a bound on the error; in full where the bound is not met, which is told.
  case proxy(RevaluationProxy.Tolerance = .standard)
  /// By polynomials where they take less work and their bound is met, else in full.
  case automatic(RevaluationProxy.Tolerance = .standard)

  /// The names that are read.
  public static let names = ["full", "proxy", "automatic"]

  /// The name.
  public var name: String {
    switch self {
    case .full: "full"
    case .proxy: "proxy"
    case .automatic: "automatic"
    }
  }

  /// Reads a name, with the standard tolerance; nil for none of `names`.
  public init?(name: String) {
    switch name {
    case "full": self = .full
    case "proxy": self = .proxy()
    case "automatic": self = .automatic()
    default: return nil
    }
  }
}

/// How the book was valued in the simulated scenarios, and what is known of the error.
public struct RevaluationSummary: Hashable, Sendable {
  /// What was asked for.
  public let mode: RevaluationMode
  /// What is known of the error when a proxy was used; nil for full revaluation.
  public let certificate: RevaluationProxy.Certificate?
  /// Why a proxy that was asked for, or would have been cheaper, was not used; nil otherwise.
  public let refusal: ProxyError?
  /// What is known of the costly contracts that were sampled, under a proxy or in full revaluation.
  public let sampled: [SampledPart]

  /// Creates a summary; see the properties for the meaning of each argument.
  public init(
    mode: RevaluationMode, certificate: RevaluationProxy.Certificate? = nil, refusal: ProxyError? = nil,
    sampled: [SampledPart] = []
  ) {
    self.mode = mode
    self.certificate = certificate
    self.refusal = refusal
    self.sampled = sampled
  }

  /// What was done: `full` or `proxy`.
  public var method: String { certificate == nil ? "full" : "proxy" }

  /// Says how a result was found.
  init(_ result: RevaluationResult, mode: RevaluationMode) {
    self.init(mode: mode, certificate: result.certificate, refusal: result.refusal, sampled: result.sampled)
  }

  /// The bound on the error of each scenario's profit and loss, in dollars: zero for full revaluation without sampled
  /// contracts.
  public var errorBound: Double { sampled.reduce(certificate?.errorBound ?? 0) { $0 + $1.errorBound } }
}
