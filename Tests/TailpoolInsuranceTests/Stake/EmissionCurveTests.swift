import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Emission curve")
struct EmissionCurveTests {
  @Test("The emissions are the reference's")
  func vectors() throws {
    for vector in try ReferenceCase.cases("pools/22_umbrella_emission") {
      let curve = try EmissionCurve(
        maximum: UInt128(vector.units("maxEmissionPerSecond")), target: UInt128(vector.units("targetLiquidity")))
      let emission = try curve.scaledEmission(for: UInt128(vector.units("totalAssets")))
      #expect(emission == UInt128(vector.units("expectedScaled1e18")), "\(vector)")
    }
    #expect(throws: LedgerError.divisionByZero) { try EmissionCurve(maximum: 1, target: 0) }
  }

  @Test("Emission is greatest at the target; beyond a fifth more, in full units, it is four fifths")
  func emission() throws {
    let curve = try EmissionCurve(maximum: 100, target: 7)
    let unit: UInt128 = 1_000_000_000_000_000_000
    // A fifth of 7 is 1: from 8 on four fifths. At 3: 100 · (2 − 3/7) · 3/7.
    #expect(
      try [0, 7, 8, 9, 1_000].map { try curve.scaledEmission(for: $0) } == [
        0, 100 * unit, 80 * unit, 80 * unit, 80 * unit,
      ])
    #expect(try curve.scaledEmission(for: 3) / (unit / 1_000_000) == 67_346_938)
    let wide = try EmissionCurve(maximum: 100, target: 10)
    #expect(
      try [9, 10, 11, 12].map { try wide.scaledEmission(for: $0) } == [99 * unit, 100 * unit, 90 * unit, 80 * unit])
  }

  @Test("A target whose double does not fit is refused, not a trap")
  func greatTarget() throws {
    let curve = try EmissionCurve(maximum: 1, target: 1 << 127)
    #expect(throws: LedgerError.overflow) { try curve.scaledEmission(for: 0) }
    #expect(try curve.scaledEmission(for: 1 << 126) == 750_000_000_000_000_000)
  }
}
