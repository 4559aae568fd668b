import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Every kind of scenario source")
struct GeneratorTests {
  @Test(
    "A scenario drawn alone, or in any order, has the bits it has in a block", arguments: GeneratorCase.allCases)
  func alone(_ kind: GeneratorCase) throws {
    let source = try kind.source()
    let whole = columns(source)
    #expect(whole.joined().allSatisfy { $0.isFinite })
    #expect(whole.count == 4)
    let chosen = [0, 1, 31, 32, 33, source.count - 1, 7, 100, 7]
    let several = drawn(source, chosen)
    for (i, scenario) in chosen.enumerated() {
      let single = drawn(source, [scenario])
      let expected = whole.map { $0[scenario] }
      #expect(single.spotLogReturns + single.logVolatilityChanges == expected, "\(scenario)")
      let inSeveral =
        (0..<2).map { several.spotLogReturns[i + $0 * chosen.count] }
        + (0..<2).map { several.logVolatilityChanges[i + $0 * chosen.count] }
      #expect(inSeveral == expected, "\(scenario)")
    }
  }

  @Test("A book's profit and loss has the same bits on 1 and on 3 threads", arguments: GeneratorCase.allCases)
  func threads(_ kind: GeneratorCase) async throws {
    let revaluation = try OptionRow.revaluation(OptionRow.made(6))
    let source = try kind.source()
    func bits(_ threads: Int) async throws -> [UInt64] {
      try await revaluation.profitAndLoss(over: source, threads: threads).map(\.bitPattern)
    }
    let one = try await bits(1)
    let three = try await bits(3)
    #expect(one == three)
  }

  @Test(
    "Those made of a covariance have it, and no mean, within 5 standard errors",
    arguments: [.gaussian, .antithetic, .sobol, .pivoted, .studentT, .studentTSobol, .momentMatched] as [GeneratorCase])
  func covariance(_ kind: GeneratorCase) throws {
    let moves = columns(try kind.source())
    let order = [0, 1, 3]
    // The fourth moment of a t variable with 5 degrees of freedom is 3 times a normal one's.
    let excess = [.studentT, .studentTSobol].contains(kind) ? 3.0 : 1
    for i in 0..<3 {
      let variance = GeneratorCase.matrix[i, i]
      #expect(abs(moves[order[i]].mean) < 5 * (variance / Double(GeneratorCase.count)).squareRoot(), "mean \(i)")
      for j in 0...i {
        let expected = GeneratorCase.matrix[i, j]
        let square = variance * GeneratorCase.matrix[j, j] + expected * expected
        let error = (excess * square / Double(GeneratorCase.count)).squareRoot()
        #expect(abs(product(moves[order[i]], moves[order[j]]) - expected) < 5 * error, "(\(i), \(j))")
      }
    }
  }

  @Test("Mirrored pairs have no mean at all; matched moments are exact; Sobol means are far closer than random ones")
  func variance() throws {
    let mirrored = columns(try GeneratorCase.antithetic.source())
    #expect(mirrored.allSatisfy { abs($0.mean) < 1e-17 })
    let matched = columns(try GeneratorCase.momentMatched.source())
    for (i, row) in [0, 1, 3].enumerated() {
      #expect(abs(matched[row].mean) < 1e-16)
      for (j, column) in [0, 1, 3].enumerated() {
        #expect(abs(product(matched[row], matched[column]) - GeneratorCase.matrix[i, j]) < 1e-16)
      }
    }
    let sobol = columns(try GeneratorCase.sobol.source())
    for (i, row) in [0, 1, 3].enumerated() {
      let error = (GeneratorCase.matrix[i, i] / Double(GeneratorCase.count)).squareRoot()
      #expect(abs(sobol[row].mean) < 0.1 * error)
    }
  }

  @Test("Student t moves have its tails, alone and together; a fit finds the degrees of freedom")
  func studentT() throws {
    let covariance = try GeneratorCase.covariance()
    let n = 40_000
    let scenarios = try StudentTScenarios(covariance: covariance, degreesOfFreedom: 4, count: n, seed: 3)
    let moves = columns(scenarios)
    let distribution = StudentTDistribution(degreesOfFreedom: 4)
    for (i, row) in [0, 1, 3].enumerated() {
      // The share below the 1 % quantile of the scaled t distribution.
      let bound = (GeneratorCase.matrix[i, i] / 2).squareRoot() * distribution.quantile(0.01)
      let share = Double(moves[row].count { $0 < bound }) / Double(n)
      #expect(abs(share - 0.01) < 4 * (0.01 * 0.99 / Double(n)).squareRoot())
    }
    // Both spots below their 1 % quantiles: the copula's own probability.
    let correlation = 0.0012 / (0.0016 * 0.0025).squareRoot()
    let bounds = [0, 1].map { (GeneratorCase.matrix[$0, $0] / 2).squareRoot() * distribution.quantile(0.01) }
    let both = Double(zip(moves[0], moves[1]).count { $0 < bounds[0] && $1 < bounds[1] }) / Double(n)
    let expected = BivariateCopula(correlation: correlation, degreesOfFreedom: 4).cumulative(0.01, 0.01)
    #expect(abs(both - expected) < 4 * (expected / Double(n)).squareRoot())
    #expect(expected > 1.8 * BivariateCopula(correlation: correlation).cumulative(0.01, 0.01))

    let panel = ReturnPanel(
      factors: GeneratorCase.factors, dates: (0..<4_000).map { CalendarDate(daysSinceEpoch: $0) },
      returns: Matrix(rows: 4_000, columns: 3, storage: [0, 1, 3].flatMap { moves[$0].prefix(4_000) }))
    let fitted = try StudentTScenarios.degreesOfFreedom(of: panel, covariance: covariance)
    #expect(abs(fitted - 4) < 0.5, "\(fitted)")
  }

  @Test("Grouped t moves have each group's degrees of freedom")
  func groupedT() throws {
    let moves = columns(try GeneratorCase.groupedT.source())
    for (i, (row, degrees)) in [(0, 4.0), (1, 12), (3, 12)].enumerated() {
      let scale = (GeneratorCase.matrix[i, i] * (degrees - 2) / degrees).squareRoot()
      let bound = scale * StudentTDistribution(degreesOfFreedom: degrees).quantile(0.02)
      let share = moves[row].map { abs($0) > -bound ? 1.0 : 0 }.mean
      #expect(abs(share - 0.04) < 4 * (0.04 * 0.96 / Double(GeneratorCase.count)).squareRoot(), "\(row): \(share)")
    }
  }

  @Test("Mirrored scenarios of a t distribution are each other's negatives: a pair shares its mixing number")
  func mirroredTails() throws {
    let source = try StudentTScenarios(
      covariance: GeneratorCase.covariance(), degreesOfFreedom: 4, count: 64, seed: 5, sampling: .antithetic)
    let block = source.block(of: Array(0..<64))
    for column in 0..<source.factors.count {
      let moves = Array(block.column(column))
      for pair in 0..<32 {
        #expect(abs(moves[2 * pair] + moves[2 * pair + 1]) <= 1e-15 * abs(moves[2 * pair]), "\(column) \(pair)")
      }
    }
  }
}
