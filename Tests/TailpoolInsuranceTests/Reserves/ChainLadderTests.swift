import TailpoolInsurance
import Testing
import _TailpoolTestSupport

private typealias References = PremiumReferences

@Suite("Chain ladder")
struct ChainLadderTests {
  @Test("Factors, ultimates and Mack's errors are the reference's, by both rules for the last variance")
  func mack() throws {
    let vectors = try ReferenceCase.cases(References.pricing, fn: "chainLadderMack")
    for vector in vectors {
      let ladder = try ChainLadder(DevelopmentTriangle(cumulative: References.triangle(vector)))
      let errors = try MackErrors(ladder, lastVariance: vector.text("lastSigma") == "mack" ? .mack : .logLinear)
      for (name, values) in [
        ("factors", ladder.factors), ("sigma2", errors.variances), ("ultimate", ladder.ultimates),
        ("ibnr", ladder.reserves), ("standardError", errors.standardErrors.map(\.total)),
      ] {
        References.expect(name, values, try References.decimals(vector, name), within: 1e-11, vector)
      }
      References.expect(
        "total", [ladder.totalReserve, errors.totalError.total],
        try ["totalIbnr", "totalStandardError"].map { try References.decimal(vector, $0) }, within: 1e-11, vector)
    }
    #expect(vectors.count == 3)
  }

  @Test("Three origins are the reference's fractions")
  func small() throws {
    for vector in try ReferenceCase.cases(References.pricing, fn: "chainLadder") {
      let ladder = try ChainLadder(DevelopmentTriangle(cumulative: References.triangle(vector)))
      for (name, values) in [("factors", ladder.factors), ("ultimate", ladder.ultimates), ("ibnr", ladder.reserves)] {
        let fractions = try #require(vector.fields[name] as? [String])
        let expected = try fractions.map { text in
          let parts = try text.split(separator: "/").map { try #require(Double($0)) }
          return parts[0] / parts[1]
        }
        References.expect(name, values, expected, within: 1e-14, vector)
      }
      // The variance of the last factor needs two before it.
      #expect(throws: InsuranceError.self) { try MackErrors(ladder, lastVariance: .mack) }
      #expect(ladder.calendarPeriods.count == 2)
    }
  }

  @Test("All weightings, both rules and a tail have the reference's errors")
  func general() throws {
    let vectors = try ReferenceCase.cases(References.methods, fn: "mack")
    for vector in vectors {
      let weighting = try #require(FactorWeighting(rawValue: vector.int("alpha")))
      let tail = vector.doubles("tail")
      let ladder = try ChainLadder(
        DevelopmentTriangle(cumulative: References.triangle(named: vector.text("triangle"))), weighting: weighting,
        tail: DevelopmentTail(factor: tail[0], standardError: tail[1], variance: tail[2]))
      let errors = try MackErrors(ladder, lastVariance: vector.text("rule") == "mack" ? .mack : .logLinear)
      for (name, values) in [
        ("factors", ladder.factors), ("variances", errors.variances), ("errors", errors.factorErrors),
        ("ultimates", ladder.ultimates), ("process", errors.standardErrors.map(\.process)),
        ("parameter", errors.standardErrors.map(\.parameter)),
      ] {
        References.expect(name, values, try References.decimals(vector, name), within: 1e-11, vector)
      }
      References.expect(
        "total", [errors.totalError.process, errors.totalError.parameter],
        try ["totalProcess", "totalParameter"].map { try References.decimal(vector, $0) }, within: 1e-11, vector)
      let periods = ladder.calendarPeriods
      #expect(periods.count == (tail[0] == 1 ? 9 : 10))
      #expect(abs(periods.reduce(0, +) - ladder.totalReserve) <= 1e-12 * ladder.totalReserve, "\(vector)")
    }
    #expect(vectors.count == 14)
  }

  @Test("Within one calendar period reserves move by the reference's errors")
  func oneYear() throws {
    let vectors = try ReferenceCase.cases(References.methods, fn: "oneYear")
    for vector in vectors {
      let ladder = try ChainLadder(DevelopmentTriangle(cumulative: References.triangle(vector)))
      let errors = try MackErrors(ladder, lastVariance: .mack)
      let result = try ClaimsDevelopmentResult(errors)
      References.expect(
        "standard errors", result.standardErrors, try References.decimals(vector, "standardErrors"), within: 1e-11,
        vector)
      References.expect("total", [result.totalError], [try References.decimal(vector, "total")], within: 1e-11, vector)
      // One year is a part of all of them, and the whole for the origin that develops for one year more.
      for (one, all) in zip(result.standardErrors, errors.standardErrors) { #expect(one <= all.total * (1 + 1e-12)) }
      #expect(result.totalError < errors.totalError.total)
    }
    #expect(vectors.count == 3)
    let triangle = try DevelopmentTriangle(cumulative: References.triangle(named: "RAA"))
    for ladder in [
      try ChainLadder(triangle, weighting: .regression),
      try ChainLadder(triangle, tail: DevelopmentTail(factor: 1.1, standardError: 0, variance: 0)),
    ] {
      let errors = try MackErrors(ladder, lastVariance: .mack)
      #expect(throws: InsuranceError.self) { try ClaimsDevelopmentResult(errors) }
    }
  }

  @Test("Residuals have mean zero by weight, and the degrees of freedom as their squares")
  func residuals() throws {
    let ladder = try ChainLadder(DevelopmentTriangle(cumulative: References.triangle(named: "RAA")))
    let residuals = try MackErrors(ladder, lastVariance: .mack).residuals
    #expect(residuals.count == 44)  // 45 factors, one of which is seen once
    for age in 0..<8 {
      let column = residuals.filter { $0.age == age }
      #expect(column.map(\.origin) == Array(0..<(9 - age)))
      #expect(abs(column.reduce(0) { $0 + $1.value * $1.value } - Double(column.count - 1)) < 1e-10)
      let weighted = column.reduce(0) { $0 + $1.value * ladder.triangle.cumulative[$1.origin][age].squareRoot() }
      #expect(abs(weighted) < 1e-9)
    }
  }

  @Test("The test for calendar periods counts as the reference does")
  func calendar() throws {
    let vectors = try ReferenceCase.cases(References.methods, fn: "calendar")
    for vector in vectors {
      let triangle = try DevelopmentTriangle(cumulative: References.triangle(named: vector.text("triangle")))
      let effect = try CalendarPeriodEffect(triangle)
      #expect(effect.statistic == vector.int("statistic"), "\(vector)")
      #expect(abs(effect.mean - vector.double("mean")) < 1e-12, "\(vector)")
      #expect(abs(effect.variance - vector.double("variance")) < 1e-12, "\(vector)")
      #expect(abs(effect.score ?? .nan) < 1.96, "\(vector)")
    }
    #expect(vectors.count == 2)
    let two = try CalendarPeriodEffect(DevelopmentTriangle(cumulative: [[1, 2], [1, nil]]))
    #expect(two.statistic == 0 && two.score == nil)
    // Every second calendar period has all its factors above: Z is 0 throughout, far below its mean.
    let rows = (0..<12).map { origin in
      var claims = 100.0
      return (0..<12).map { age -> Double? in
        if age > 0 { claims *= (origin + age).isMultiple(of: 2) ? 1.3 : 1.1 }
        return origin + age < 12 ? claims : nil
      }
    }
    let effect = try CalendarPeriodEffect(DevelopmentTriangle(cumulative: rows))
    #expect(effect.statistic == 0 && (effect.score ?? 0) < -4)
  }

  @Test("Bornhuetter–Ferguson and Cape Cod are the reference's")
  func beforehand() throws {
    let vectors = try ReferenceCase.cases(References.methods, fn: "bornhuetterFerguson")
    for vector in vectors {
      let ladder = try ChainLadder(
        DevelopmentTriangle(cumulative: References.triangle(named: vector.text("triangle"))))
      let exposures = vector.doubles("exposures")
      let method = try BornhuetterFerguson(ladder, exposures: exposures, lossRatios: vector.doubles("lossRatios"))
      References.expect("reserves", method.reserves, try References.decimals(vector, "reserves"), within: 1e-11, vector)
      let capeCod = try BornhuetterFerguson.capeCod(ladder, exposures: exposures)
      References.expect(
        "reserves by Cape Cod", capeCod.reserves, try References.decimals(vector, "capeCodReserves"), within: 1e-11,
        vector)
      References.expect(
        "ratio by Cape Cod", [capeCod.lossRatios[3]], [try References.decimal(vector, "capeCodRatio")], within: 1e-11,
        vector)
      // What the chain ladder expects is what Bornhuetter and Ferguson's method gives where it is expected beforehand.
      let own = try BornhuetterFerguson(
        ladder, exposures: exposures, lossRatios: zip(ladder.ultimates, exposures).map { $0 / $1 })
      References.expect("ultimates", own.ultimates, ladder.ultimates, within: 1e-13, vector)
      #expect(throws: InsuranceError.countMismatch("exposures", expected: 10, actual: 1)) {
        try BornhuetterFerguson.capeCod(ladder, exposures: [1])
      }
      #expect(throws: InsuranceError.countMismatch("loss ratios", expected: 10, actual: 0)) {
        try BornhuetterFerguson(ladder, exposures: exposures, lossRatios: [])
      }
      #expect(throws: InsuranceError.invalid("exposure", index: 2, value: 0, expected: "a finite number > 0")) {
        try BornhuetterFerguson.capeCod(ladder, exposures: [1, 1, 0, 1, 1, 1, 1, 1, 1, 1])
      }
      #expect(throws: InsuranceError.self) {
        try BornhuetterFerguson(ladder, exposures: exposures, lossRatios: exposures.map { -$0 })
      }
    }
    #expect(vectors.count == 1)
  }

  @Test("Claims that a factor cannot be of are refused with the place; a fall of claims is not")
  func refused() throws {
    let zero = try DevelopmentTriangle(cumulative: [[0, 5, 6], [3, 4, nil], [1, nil, nil]])
    #expect(try ChainLadder(zero).factors == [3, 1.2])
    #expect(throws: InsuranceError.invalid("origin 0, age", index: 0, value: 0, expected: "claims > 0")) {
      try ChainLadder(zero, weighting: .simpleAverage)
    }
    let none = try DevelopmentTriangle(cumulative: [[0, 5], [1, nil]])
    #expect(throws: InsuranceError.self) { try ChainLadder(none) }
    let gone = try DevelopmentTriangle(cumulative: [[5, 0], [1, nil]])
    #expect(
      throws: InsuranceError.invalid(
        "factor from age", index: 0, value: 0, expected: "a finite number > 0, of claims > 0")
    ) { try ChainLadder(gone) }
    let huge = try DevelopmentTriangle(cumulative: [[1e-200, 1e200], [1, nil]])
    #expect(throws: InsuranceError.self) { try ChainLadder(huge) }
    let rows: [[Double?]] = [[10, 20, 19, 19], [12, 23, 22, nil], [11, 25, nil, nil], [9, nil, nil, nil]]
    let falling = try ChainLadder(DevelopmentTriangle(cumulative: rows))
    #expect(falling.triangle.warnings.count == 2 && falling.factors[1] < 1)
    for rule in MackErrors.LastVariance.allCases {
      #expect(try MackErrors(falling, lastVariance: rule).totalError.total > 0)
    }
    // Claims of a factor that fits exactly have no variance to extrapolate from.
    let exact = try ChainLadder(
      DevelopmentTriangle(cumulative: [[1, 2, 4, 8], [1, 2, 4, nil], [1, 2, nil, nil], [1, nil, nil, nil]]))
    #expect(try MackErrors(exact, lastVariance: .mack).totalError.total == 0)
    #expect(throws: InsuranceError.self) { try MackErrors(exact, lastVariance: .logLinear) }
    let negative = try ChainLadder(
      DevelopmentTriangle(cumulative: [
        [10, 20, 19, 19], [12, 23, 22, nil], [11, 25, nil, nil], [-9, nil, nil, nil],
      ]))
    #expect(throws: InsuranceError.invalid("latest claims of origin", index: 3, value: -9, expected: "a number ≥ 0")) {
      try MackErrors(negative, lastVariance: .mack)
    }
    for (factor, error, variance) in [(0, 0, 0), (.nan, 0, 0), (1, -1, 0), (1, 0, .infinity)]
      as [(Double, Double, Double)]
    {
      #expect(throws: InsuranceError.self) {
        try DevelopmentTail(factor: factor, standardError: error, variance: variance)
      }
    }
  }

  @Test("Scaling claims scales reserves and errors, and leaves factors", arguments: [1, 2])
  func scaling(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let (origins, ages) = (Int.random(in: 4...9, using: &generator), Int.random(in: 4...9, using: &generator))
      guard ages <= origins else { continue }
      let rows = (0..<origins).map { origin in
        var claims = Double.random(in: 50...150, using: &generator)
        return (0..<ages).map { age -> Double? in
          if age > 0 { claims *= Double.random(in: 0.9...2, using: &generator) }
          return age < min(ages, origins - origin) ? claims : nil
        }
      }
      let once = try ChainLadder(DevelopmentTriangle(cumulative: rows))
      let twice = try ChainLadder(DevelopmentTriangle(cumulative: rows.map { $0.map { $0.map { 2 * $0 } } }))
      #expect(once.factors == twice.factors, "\(rows)")
      #expect(twice.ultimates == once.ultimates.map { 2 * $0 }, "\(rows)")
      let errors = try (MackErrors(once, lastVariance: .mack), MackErrors(twice, lastVariance: .mack))
      #expect(
        abs(errors.1.totalError.total - 2 * errors.0.totalError.total) <= 1e-12 * errors.1.totalError.total, "\(rows)")
      let unsettled = errors.0.standardErrors.reduce(0) { $0 + $1.total * $1.total }.squareRoot()
      #expect(errors.0.totalError.total >= unsettled * (1 - 1e-12), "\(rows)")
      #expect(try ClaimsDevelopmentResult(errors.0).totalError <= errors.0.totalError.total * (1 + 1e-12), "\(rows)")
    }
  }
}
