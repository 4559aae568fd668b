import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Moments of panels")
struct PanelMomentsTests {
  @Test("Merged blocks equal the whole, however it is cut", arguments: [[1, 99], [50, 50], [3, 40, 57], [100]])
  func merging(cuts: [Int]) throws {
    let rows = randomRows(observations: 100, factors: 5, seed: 3).map { $0.map { $0 + 0.01 } }
    let whole = try PanelMoments(madePanel(rows))
    var first = 0
    var merged: PanelMoments?
    for count in cuts {
      let block = try PanelMoments(madePanel(Array(rows[first..<(first + count)])))
      merged = merged?.merged(with: block) ?? block
      first += count
    }
    let joined = try #require(merged)
    #expect(joined.observations == 100)
    #expect(mismatches("products", joined.products, whole.products, relative: 1e-14).isEmpty)
    for (left, right) in zip(joined.means, whole.means) { #expect(Tolerance.absolute(1e-17).accepts(left, right)) }
    let sample = try SampleCovariance().covariance(of: madePanel(rows))
    #expect(mismatches("sample", try joined.sampleCovariance().matrix, sample.matrix, relative: 1e-14).isEmpty)
  }

  @Test("Blocks of unlike sizes by hand: the mean of all returns, and the products about it")
  func byHand() throws {
    let three = try PanelMoments(madePanel([[1, 10], [2, 20], [6, 0]]))
    let one = try PanelMoments(madePanel([[7, 50]]))
    for joined in [three.merged(with: one), one.merged(with: three)] {
      #expect(joined.observations == 4 && joined.means == [4, 20], "\(joined)")
      #expect(joined.products == Matrix(rows: [[26, 80], [80, 1_400]]), "\(joined)")
    }
  }

  @Test("Too few observations and bad returns are errors")
  func errors() throws {
    #expect(throws: CovarianceError.tooFewObservations(found: 0, required: 1)) { try PanelMoments(madePanel([])) }
    let one = try PanelMoments(madePanel([[0.1, 0.2]]))
    #expect(throws: CovarianceError.tooFewObservations(found: 1, required: 2)) { try one.sampleCovariance() }
    #expect(throws: CovarianceError.nonFiniteReturn(row: 0, factor: .spot("A1"))) {
      try PanelMoments(madePanel([[0.1, .nan]]))
    }
  }
}
