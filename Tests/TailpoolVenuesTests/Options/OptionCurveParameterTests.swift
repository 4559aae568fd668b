import TailpoolEvents
import Testing

@testable import TailpoolVenues

@Suite("Parameters of option curves")
struct OptionCurveParameterTests {
  @Test("Parameters are written as they are read, in the order of the fields, in any order in; usual ones are left out")
  func roundTrip() throws {
    func check<Curve: OptionCurve>(_ type: Curve.Type, _ texts: KeyValuePairs<String, String>) throws {
      let fields = CurveCase.parameters(texts)
      let curve = try Curve(parameters: fields.reversed())
      #expect(curve.parameters == fields)
      #expect(try Curve(parameters: curve.parameters) == curve)
      let names = Curve.fields.map(\.name)
      #expect(Set(names).count == names.count)
      let places = fields.compactMap { field in names.firstIndex(of: field.name) }
      #expect(places.count == fields.count && places == places.sorted(), "\(fields.map(\.name)) \(names)")
    }
    try check(
      VolatilityImpactCurve.self,
      [
        "premium": "postTrade", "reach": "expiry", "volatility": "0.8", "skew": "1.1", "standardSize": "150",
        "skewFactor": "0.75", "leastBase": "0.1", "mostBase": "3", "leastSkew": "0.3", "mostSkew": "2.5",
        "leastVolatility": "0.06", "mostVolatility": "4", "leastDelta": "0.05", "cutoffSeconds": "43200",
        "averageSeconds": "86400", "optionFee": "0.01", "spotFee": "0.001", "flatSeconds": "604800",
        "doubleSeconds": "2419200", "vegaFee": "0.2", "varianceFee": "0.25", "varianceVega": "0.01",
        "varianceLeastVega": "0.02", "varianceSkew": "3", "varianceLeastSkew": "1.5", "varianceDistance": "1.25",
        "varianceLeastDistance": "0.5", "varianceReferenceSkew": "0.9",
      ])
    try check(
      UtilizationCurve.self,
      [
        "steepness": "-0.15", "least": "1.05", "most": "1.3", "decayPerHour": "0.004", "mintingFee": "0.0025",
        "leastSeconds": "259200", "mostSeconds": "2592000", "leastDelta": "0.2", "mostDelta": "0.6",
      ])
    try check(RangeOrderCurve.self, ["price": "0.25", "ranges": "0.1:0.3:2.5;0.3:0.5:10", "averageSeconds": "3600"])
    try check(
      FlatRateCurve.self,
      [
        "rate": "0.4", "reserve": "0.25", "strikeTolerance": "0.01", "leastSeconds": "172800",
        "mostSeconds": "5184000",
      ])
    try check(EverlastingCurve.self, ["impact": "0.001", "mostPosition": "500"])
    #expect(
      try VolatilityImpactCurve(["standardSize": "50", "skew": "1"]).parameters
        == CurveCase.parameters(["standardSize": "50"])
        + CurveCase.parameters(CurveCase.bounds[VolatilityImpactCurve.kind] ?? [:]))
    #expect(
      try UtilizationCurve(["steepness": "3"]).parameters
        == CurveCase.parameters(CurveCase.bounds[UtilizationCurve.kind] ?? [:]))
    #expect(
      [
        VolatilityImpactCurve.kind, UtilizationCurve.kind, RangeOrderCurve.kind, FlatRateCurve.kind,
        EverlastingCurve.kind,
      ]
        == ["volatility-impact", "utilization-level", "range-orders", "flat-rate", "everlasting"])
  }

  @Test("A parameter that is missing, unknown, given twice, no number, or out of its range is named")
  func refused() throws {
    func check<Curve: OptionCurve>(
      _ type: Curve.Type, _ good: KeyValuePairs<String, String>, _ bad: KeyValuePairs<String, String>
    ) throws {
      let good = CurveCase.parameters(good) + CurveCase.parameters(CurveCase.bounds[Curve.kind] ?? [:])
      _ = try Curve(parameters: good)
      for (name, text) in bad {
        var fields = good.filter { $0.name != name }
        fields.append(EventField(name, .text(text)))
        #expect(throws: EventFormatError.invalid(field: name), "\(name) \(text)") { _ = try Curve(parameters: fields) }
      }
      for field in good {
        let rest = good.filter { $0 != field }
        #expect(throws: EventFormatError.missing(field: field.name)) { _ = try Curve(parameters: rest) }
        #expect(throws: EventFormatError.self) { _ = try Curve(parameters: good + [field]) }
        #expect(throws: EventFormatError.invalid(field: field.name)) {
          _ = try Curve(parameters: rest + [EventField(field.name, .list([]))])
        }
      }
      #expect(throws: EventFormatError.unknown(field: "other")) {
        _ = try Curve(parameters: good + [EventField("other", .text("1"))])
      }
    }
    try check(
      VolatilityImpactCurve.self, ["standardSize": "150"],
      [
        "premium": "mean", "reach": "all", "volatility": "0", "volatility": "-1", "volatility": "nan", "skew": "0",
        "standardSize": "0", "standardSize": "-5", "standardSize": "1e3", "standardSize": "", "skewFactor": "-1",
        "leastBase": "0", "mostBase": "0.01", "leastSkew": "-1", "mostSkew": "0.1", "leastVolatility": "0",
        "mostVolatility": "0.01", "leastDelta": "0.51", "leastDelta": "-0.1", "cutoffSeconds": "-1",
        "cutoffSeconds": "1.5", "averageSeconds": "-1", "averageSeconds": "0", "averageSeconds": "99999999999999",
        "optionFee": "-0.1",
        "spotFee": "-0.1", "flatSeconds": "-1", "doubleSeconds": "31536000", "vegaFee": "-1", "varianceFee": "-1",
        "varianceVega": "-1", "varianceReferenceSkew": "-1", "optionFee": "0.0000000000000000001",
      ])
    try check(
      UtilizationCurve.self, [:],
      [
        "steepness": "101", "steepness": "inf", "least": "0.99", "most": "0.5", "decayPerHour": "-1",
        "mintingFee": "-0.1", "mostSeconds": "-1", "leastSeconds": "-1", "leastDelta": "0", "mostDelta": "0.05",
      ])
    try check(
      RangeOrderCurve.self, ["price": "0.2", "ranges": "0.1:0.3:2"],
      [
        "price": "0.09", "price": "0.31", "price": "x", "ranges": "", "ranges": "0.1:0.3", "ranges": "0.1:0.3:2:4",
        "ranges": "0.3:0.1:2", "ranges": "0.1:0.1:2", "ranges": "0.1:0.3:0", "ranges": "0.1:0.3:-1",
        "ranges": "0:0.3:2", "ranges": "0.1:1.001:2", "ranges": "0.1:0.3005:2", "ranges": "0.1:0.2:2;0.25:0.3:2",
        "averageSeconds": "0", "ranges": "0.1:0.3:2;", "ranges": "0.1:0.3:2;0.3:0.4:100000000000000000000",
      ])
    try check(
      FlatRateCurve.self, ["rate": "0.3"],
      ["rate": "0", "rate": "-1", "reserve": "1", "reserve": "-0.1", "strikeTolerance": "1", "mostSeconds": "1"])
    try check(
      EverlastingCurve.self, ["impact": "0.01", "mostPosition": "50"],
      [
        "impact": "-0.01", "mostPosition": "0", "mostPosition": "100", "mostPosition": "-1",
        "mostPosition": "170141183460469231731",
      ])
  }
}
