import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics

@Suite("Sobol sequence")
struct SobolSequenceTests {
  @Test("Has the points of SciPy, which come in Gray-code order")
  func reference() throws {
    let sequence = try SobolSequence(dimensions: 1_111, count: 64, seed: nil)
    let rows = try References.table("sobol_points.csv").rows
    #expect(rows.count == 640)
    for row in rows {
      let (point, dimension) = (Int(row["point"]), Int(row["dimension"]))
      let coordinate = sequence.coordinate(of: point ^ point >> 1, dimension: dimension)
      #expect(coordinate == row["coordinate"] + 0x1p-53, "\(row)")
    }
  }

  @Test("Every dimension's first 2ᵐ points are one in each interval of length 2⁻ᵐ, scrambled or not")
  func strata() throws {
    for seed in [nil, 7] as [UInt64?] {
      let sequence = try SobolSequence(dimensions: SobolSequence.largestDimensions, count: 256, seed: seed)
      let bad = (0..<sequence.dimensions).filter { dimension in
        Set((0..<256).map { Int(sequence.coordinate(of: $0, dimension: dimension) * 256) }).count != 256
      }
      #expect(bad.isEmpty, "dimensions \(bad.prefix(5))")
    }
  }

  @Test("Scrambling keeps the first two dimensions a net: each box of area 1/256 has one of 256 points")
  func net() throws {
    let sequence = try SobolSequence(dimensions: 2, count: 256, seed: 12)
    for bits in 0...8 {
      let (width, height) = (Double(1 << bits), Double(1 << (8 - bits)))
      let boxes = Set(
        (0..<256).map { point in
          Int(sequence.coordinate(of: point, dimension: 0) * width) << 8
            | Int(sequence.coordinate(of: point, dimension: 1) * height)
        })
      #expect(boxes.count == 256, "2^\(bits)")
    }
  }

  @Test("The scrambled point of an index is uniform over the seeds: mean and variance within 4 standard errors")
  func uniform() throws {
    let values = try (0..<2_000).map {
      try SobolSequence(dimensions: 1, count: 4, seed: $0).coordinate(of: 3, dimension: 0)
    }
    let mean = values.reduce(0, +) / 2_000
    #expect(abs(mean - 0.5) < 4 * (1.0 / 12 / 2_000).squareRoot())
    let square = values.map { ($0 - 0.5) * ($0 - 0.5) }.reduce(0, +) / 2_000
    #expect(abs(square - 1.0 / 12) < 4 * (1.0 / 180 / 2_000).squareRoot())
  }

  @Test("Integrates a smooth function better than independent points, over 16 scramblings")
  func accuracy() throws {
    // The mean of Π (1 + (u_d − 1/2) / 2) over 8 dimensions is 1; its variance is (1 + 1/48)⁸ − 1 = 0.179.
    let errors = try (0..<16).map { seed throws in
      let sequence = try SobolSequence(dimensions: 8, count: 1_024, seed: UInt64(seed))
      let sum = (0..<1_024).reduce(0.0) { sum, point in
        sum + (0..<8).reduce(1.0) { $0 * (1 + (sequence.coordinate(of: point, dimension: $1) - 0.5) / 2) }
      }
      return sum / 1_024 - 1
    }
    let error = (errors.map { $0 * $0 }.reduce(0, +) / 16).squareRoot()
    #expect(error < (0.179 / 1_024).squareRoot() / 10)
  }

  @Test("Counts and dimensions out of range are typed errors")
  func errors() {
    #expect(throws: SobolSequence.Failure.tooManyDimensions(found: 1_112, largest: 1_111)) {
      try SobolSequence(dimensions: 1_112, count: 1, seed: 1)
    }
    #expect(throws: SobolSequence.Failure.tooManyDimensions(found: 0, largest: 1_111)) {
      try SobolSequence(dimensions: 0, count: 1, seed: 1)
    }
    for count in [0, -1, Int.max] {
      #expect(throws: SobolSequence.Failure.invalidCount(found: count, largest: 1 << 40)) {
        try SobolSequence(dimensions: 1, count: count, seed: 1)
      }
    }
  }
}
