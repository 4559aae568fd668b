import TailpoolPoolEngine
import TailpoolRisk

/// Cover of one kind: how many claims a period brings, what each takes, and what the pool earns for it.
public struct CoverLine: Sendable {
  /// The name, unique in a portfolio.
  public let name: String
  /// The law of the number of claims of the period.
  public let count: any ClaimCount
  /// The law of what one claim takes, deductibles and limits applied.
  public let claim: any ClaimSeverity
  /// Premium of the period, in units of money, ≥ 0.
  public let premium: Double

  /// Creates a line.
  ///
  /// - Parameters:
  ///   - name: The name, unique in a portfolio.
  ///   - count: The law of the number of claims of the period.
  ///   - claim: The law of what one claim takes.
  ///   - premium: Premium of the period, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid` for another premium.
  public init(
    name: String, count: any ClaimCount, claim: any ClaimSeverity, premium: Double
  ) throws(InsuranceError) {
    try InsuranceError.checkNonNegative("premium", premium)
    (self.name, self.count, self.claim, self.premium) = (name, count, claim, premium)
  }
}

/// An event that strikes several lines together.
public struct CoverShock: Sendable {
  /// What an event does to one line.
  public struct Hit: Sendable {
    /// The name of the line.
    public let line: String
    /// The probability that an event hits it, 0 … 1.
    public let probability: Double
    /// The law of what it takes from the line then.
    public let claim: any ClaimSeverity

    /// Creates a hit; see the properties for the meaning of each argument.
    public init(line: String, probability: Double, claim: any ClaimSeverity) {
      (self.line, self.probability, self.claim) = (line, probability, claim)
    }
  }

  /// The name.
  public let name: String
  /// The law of the number of events of the period.
  public let count: any ClaimCount
  /// The lines that may be hit, each independently of the others.
  public let hits: [Hit]

  /// Creates a shock; see the properties for the meaning of each argument.
  public init(name: String, count: any ClaimCount, hits: [Hit]) {
    (self.name, self.count, self.hits) = (name, count, hits)
  }
}

/// What a pool of cover has sold for one period, what it holds, and how it is asked about.
public struct CoverPortfolio: Sendable {
  /// Other parameters of the claims, with how much they are believed in.
  public struct Alternative: Sendable {
    /// What is other.
    public let name: String
    /// The weight, ≥ 0; the weights of all alternatives sum to one.
    public let weight: Double
    /// The lines by these parameters, in the order of the portfolio's.
    public let lines: [CoverLine]

    /// Creates an alternative; see the properties for the meaning of each argument.
    public init(name: String, weight: Double, lines: [CoverLine]) {
      (self.name, self.weight, self.lines) = (name, weight, lines)
    }
  }

  /// A copula that joins the lines' losses of the period, by simulation.
  public struct Joining: Hashable, Sendable {
    /// The dependence, in the order of the lines.
    public let dependence: CopulaSum.Dependence
    /// Scenarios, 2 … 10⁷.
    public let scenarios: Int
    /// The seed.
    public let seed: UInt64

    /// Creates a joining; see the properties for the meaning of each argument.
    public init(dependence: CopulaSum.Dependence, scenarios: Int, seed: UInt64) {
      (self.dependence, self.scenarios, self.seed) = (dependence, scenarios, seed)
    }
  }

  /// Money of a layer of the waterfall, in hundredths of the unit, exact.
  public static let unitsOfMoney: Int128 = 100

  /// The most losses of grids that a portfolio's lines, hits, treaties and alternatives may have together: 2²⁶.
  static let greatestSize = 1 << 26
  /// The most claims of a line, or events of a shock, in the mean.
  static let greatestCount = 1e9

  /// What the portfolio is called.
  public var name: String
  /// What money is counted in: `USD`.
  public var unit: String
  /// The lines.
  public var lines: [CoverLine]
  /// Events that strike several lines.
  public var shocks: [CoverShock]
  /// The capital that the pool holds, in units of money.
  public var capital: Double
  /// The measure that capital is required by.
  public var measure: TailMeasure
  /// Levels at which the tail is shown.
  public var levels: [ConfidenceLevel]
  /// Principles by which premiums are compared.
  public var principles: [any PremiumPrinciple]
  /// Who bears a loss, in order, in hundredths of the unit.
  public var waterfall: LossWaterfall
  /// What is ceded.
  public var reinsurance: ReinsuranceProgram
  /// Layers of every claim that are ceded besides, priced each alone: neither the treaties above nor the layers of the pool see them.
  public var excessOfLoss: [ExcessOfLoss]
  /// Loadings of the reinsurers' price, on the mean and on the standard deviation.
  public var reinsuranceLoading: (mean: Double, deviation: Double)
  /// Single covers that stand open, for the least set of claims that exhausts a layer; amounts in hundredths of the unit.
  public var covers: [CoverExposure]
  /// A copula of the lines; nil where they are independent but for shocks.
  public var joining: Joining?
  /// Other parameters; empty where the uncertainty of parameters is not asked for.
  public var alternatives: [Alternative]
  /// Past claims, for reserves.
  public var development: Development?
  /// What technical reserves are made of; nil where they are not asked for.
  public var reserveBasis: ReserveBasis?
  /// Past claims of contracts, for credibility.
  public var experience: Experience?
  /// By what the lines share what premiums leave, or lack; nil where that is not asked for.
  public var sharing: SharingBasis?
  /// The grid of losses; nil for one that is chosen.
  public var grid: Grid?

  /// A grid of losses.
  public struct Grid: Hashable, Sendable {
    /// The distance of neighboring losses, a whole number of hundredths of the unit, > 0.
    public let step: Double
    /// How many losses there are, a power of two.
    public let points: Int

    /// Creates a grid.
    ///
    /// - Parameters:
    ///   - step: The distance, a whole number of hundredths, > 0 and at most 1e15.
    ///   - points: A power of two, 256 … 2²⁰.
    /// - Throws: `InsuranceError.invalid` for another number.
    public init(step: Double, points: Int) throws(InsuranceError) {
      let cents = step * 100
      guard cents >= 1, cents <= 1e17, abs(cents - cents.rounded()) <= 1e-9 * cents else {
        throw .invalid("step", index: nil, value: step, expected: "a whole number of hundredths, 0.01 … 1e15")
      }
      guard points >= 256, points <= 1 << 20, points.nonzeroBitCount == 1 else {
        throw .invalid("points", index: nil, value: Double(points), expected: "a power of two, 256 … \(1 << 20)")
      }
      (self.step, self.points) = (step, points)
    }

    /// Hundredths of the unit in a step.
    var unitsPerStep: Int128 { Int128((step * 100).rounded()) }
  }

  /// Creates a portfolio of lines; the rest is set where it is wanted.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - unit: What money is counted in.
  ///   - lines: At least one; names unique.
  ///   - shocks: Events that strike several lines; their hits name lines that there are.
  ///   - capital: The capital that the pool holds, finite and ≥ 0.
  ///   - measure: The measure that capital is required by.
  /// - Throws: `InsuranceError.empty` without lines, `.duplicate` for a name that stands twice, `.invalid` for a capital or, at
  ///   its place among all hits, a probability out of range, `.unknown` for a hit of a line that is not there.
  public init(
    name: String, unit: String, lines: [CoverLine], shocks: [CoverShock] = [], capital: Double, measure: TailMeasure
  ) throws(InsuranceError) {
    guard !lines.isEmpty else { throw .empty("lines") }
    var names = Set<String>()
    for line in lines {
      guard names.insert(line.name).inserted else { throw .duplicate("line", name: line.name) }
    }
    for (index, hit) in shocks.flatMap(\.hits).enumerated() {
      guard names.contains(hit.line) else { throw .unknown("line", name: hit.line) }
      try InsuranceError.checkProbability("probability of hit", hit.probability, index: index)
    }
    try InsuranceError.checkNonNegative("capital", capital)
    (self.name, self.unit, self.lines, self.shocks) = (name, unit, lines, shocks)
    (self.capital, self.measure) = (capital, measure)
    levels = [measure.level]
    principles = []
    waterfall = .none
    reinsurance = .none
    reinsuranceLoading = (0, 0)
    (covers, alternatives, excessOfLoss) = ([], [], [])
  }

  /// Premium of the period, of all lines.
  public var premium: Double { lines.reduce(0) { $0 + $1.premium } }
}
