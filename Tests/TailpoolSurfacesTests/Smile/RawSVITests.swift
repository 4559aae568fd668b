import TailpoolMarket
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct RawSVITests {
  @Test func agreesWithMpmath() throws {
    let rows = try References.table("svi_raw.csv").rows
    #expect(rows.count == 240)
    var failures: [String?] = []
    for row in rows {
      let smile = try RawSVI(a: row["a"], b: row["b"], rho: row["rho"], m: row["m"], sigma: row["sigma"])
      let values = smile.derivatives(at: row["k"])
      let g = values.durrleman(at: row["k"])
      failures += [
        mismatch("w", values.totalVariance, row["w"], within: .relative(1e-14), inputs: "\(row)"),
        mismatch("dw", values.slope, row["dw"], within: .relative(1e-14), inputs: "\(row)"),
        mismatch("d2w", values.curvature, row["d2w"], within: .relative(1e-14), inputs: "\(row)"),
        mismatch("g", g, row["g"], within: .absolute(1e-14 * max(1, abs(row["g"]))), inputs: "\(row)"),
      ]
    }
    let found = failures.compactMap { $0 }
    #expect(found.isEmpty, "\(found.count): \(found.prefix(3))")
  }

  @Test func parametersOutsideTheirDomainAreRejected() {
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "b", value: -1)) {
      try RawSVI(a: 0.04, b: -1, rho: 0, m: 0, sigma: 0.1)
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "rho", value: 1.5)) {
      try RawSVI(a: 0.04, b: 1, rho: 1.5, m: 0, sigma: 0.1)
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "a", value: -1)) {
      try RawSVI(a: -1, b: 0.1, rho: 0, m: 0, sigma: 0.1)
    }
    #expect(throws: SurfaceError.parameterOutOfDomain(name: "m", value: .infinity)) {
      try RawSVI(a: 0.04, b: 0.1, rho: 0, m: .infinity, sigma: 0.1)
    }
  }

  @Test func limits() throws {
    let flat = try RawSVI(a: 0.04, b: 0, rho: 0, m: 0, sigma: 0).derivatives(at: 0)
    #expect(flat.totalVariance == 0.04)
    #expect(flat.slope == 0)
    #expect(flat.curvature == 0)
    #expect(flat.durrleman(at: 0) == 1)
    let kink = try RawSVI(a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0)
    #expect(kink.derivatives(at: 0).slope == 0.1)
    #expect(kink.derivatives(at: 0).curvature == .infinity)
  }
}
