import Testing

@testable import TailpoolReport

@Suite struct NumberTextTests {
  @Test(arguments: [
    (1234.5, 2, "1,234.50"), (-1234.5, 0, "-1,235"), (0.0, 2, "0.00"), (-0.0, 1, "0.0"), (-0.004, 2, "0.00"),
    (999_999.999, 2, "1,000,000.00"), (0.05, 1, "0.1"), (12.0, 0, "12"), (100.0, 0, "100"), (1e18, 0, "1.0e18"),
    (.nan, 2, "n/a"), (.infinity, 0, "inf"), (-.infinity, 0, "-inf"),
  ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals) == text)
  }

  @Test(arguments: [
    (0.0, "$0"), (12.345, "$12.35"), (-1234.5, "-$1,235"), (0.0123456, "$0.0123"), (1e6, "$1,000,000"), (.nan, "n/a"),
    (-.infinity, "-inf"),
  ])
  func money(value: Double, text: String) {
    #expect(NumberText.money(value) == text)
  }

  @Test(arguments: [
    (0.0, "0"), (1234.0, "1.2k"), (-350_000.0, "-350k"), (999_960.0, "1M"), (2_500_000.0, "2.5M"), (22e6, "22M"),
    (0.25, "0.25"), (5.0, "5"), (1.25e13, "12.5T"), (4e20, "400,000,000T"),
  ])
  func compact(value: Double, text: String) {
    #expect(NumberText.compact(value) == text)
  }

  @Test(arguments: [
    (697_992_135.0, "$697,992,135"), (-11_022_666_096.0, "-$11.02B"), (999_999_999.7, "$1.00B"), (2.5e12, "$2.50T"),
    (.infinity, "inf"),
  ])
  func headlineMoney(value: Double, text: String) {
    #expect(NumberText.headlineMoney(value) == text)
  }

  @Test(arguments: [
    (0.05, "+5%"), (-0.125, "-12.5%"), (0.0, "0%"), (1.0, "+100%"), (0.0004, "0%"), (.nan, "n/a"),
  ])
  func signedPercent(value: Double, text: String) {
    #expect(NumberText.signedPercent(value) == text)
  }

  @Test(arguments: [
    (123_456.0, 3, "123,456"), (12.3456, 3, "12.3"), (0.0123456, 3, "0.0123"), (3.21e-6, 2, "3.2e-6"), (0.0, 3, "0"),
    (-45.6163, 5, "-45.616"), (.leastNonzeroMagnitude, 2, "4.9e-324"), (.greatestFiniteMagnitude, 2, "1.8e308"),
  ])
  func significant(value: Double, digits: Int, text: String) {
    #expect(NumberText.significant(value, digits) == text)
  }

  @Test func amountsInOtherUnitsNameThem() {
    #expect(NumberText.amount(1_234_567, unit: "USD") == "$1,234,567")
    #expect(NumberText.amount(1_234_567, unit: "EUR") == "1,234,567 EUR")
    #expect(NumberText.amount(12.5, unit: "BTC") == "12.500 BTC")
    for (value, text) in [
      (-7.5, "-7.5 BTC"), (0, "0 BTC"), (5.4898, "5.49 BTC"), (100, "100 BTC"), (0.00123456, "0.001235 BTC"),
      (12_345, "12.3k BTC"), (1e-9, "1.0e-9 BTC"), (.nan, "n/a BTC"),
    ] as [(Double, String)] { #expect(NumberText.compactAmount(value, unit: "BTC") == text, "\(value)") }
    #expect(NumberText.compactAmount(12_345, unit: "USD") == "$12.3k")
    #expect(ReportValue.amount(5.48981, unit: "BTC").plusMinus(0.085174).text == "5.4898 BTC ± 0.085 BTC")
  }

  @Test func wholeNumbersAreGrouped() {
    #expect(NumberText.grouped(0) == "0")
    #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
    #expect(NumberText.grouped(.min) == "-9,223,372,036,854,775,808")
  }
}
