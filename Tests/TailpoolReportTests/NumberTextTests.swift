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
    (.infinity, "inf"), (999_999_999.4, "$999,999,999"), (999_994_999_999.0, "$999.99B"),
    (999_995_000_001.0, "$1.00T"), (-999_999_999_999.4, "-$1.00T"), (9.99e14, "$999.00T"),
    (1e15, "$1,000,000,000,000,000"),
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

  @Test("Each form keeps its digits up to the size at which it changes them")
  func edges() {
    #expect(NumberText.money(999.4) == "$999.40" && NumberText.money(-999.5) == "-$1,000")
    #expect(NumberText.money(1) == "$1.00" && NumberText.money(0.5) == "$0.500" && NumberText.money(-0.25) == "-$0.250")
    #expect(NumberText.signedMoney(12) == "+$12.00" && NumberText.signedMoney(-12) == "-$12.00")
    #expect(NumberText.signedMoney(0) == "$0")
    #expect(NumberText.price(99_999.4) == "99,999.40" && NumberText.price(99_999.5) == "100,000")
    #expect(NumberText.price(1) == "1.00" && NumberText.price(0.5) == "0.50000" && NumberText.price(-2.5) == "-2.50")
    #expect(NumberText.compact(999.4) == "999" && NumberText.compact(999.5) == "1k")
    #expect(NumberText.compact(99.94) == "99.9" && NumberText.compact(99.95) == "100")
    #expect(NumberText.compact(-9.96) == "-10" && NumberText.compact(0.012) == "0.012")
    #expect(NumberText.compactMoney(-0.5) == "-$0.50" && NumberText.compactMoney(.nan) == "n/a")
    #expect(NumberText.amount(999.4, unit: "BTC") == "999.40 BTC")
    #expect(NumberText.amount(999.5, unit: "BTC") == "1,000 BTC")
    #expect(NumberText.percent(0.1234) == "12.3%" && NumberText.percent(-0.05, 0) == "-5%")
    #expect(NumberText.percent(.nan) == "n/a" && NumberText.plain(3) == "3" && NumberText.plain(0.1) == "0.1")
    #expect(NumberText.significant(1.5e-4, 2) == "0.00015" && NumberText.significant(9.9e-5, 2) == "9.9e-5")
    #expect(NumberText.significant(9.87e14) == "987,000,000,000,000" && NumberText.significant(1e15) == "1.0e15")
    #expect(NumberText.fixed(8.9e15, 0) == "8,900,000,000,000,000" && NumberText.fixed(9.1e15, 0) == "9.1e15")
    #expect(NumberText.fixed(1.25, 12) == "1.250000000" && NumberText.fixed(1.6, -3) == "2")
    #expect(NumberText.exponent10(0.999) == -1 && NumberText.exponent10(1_000) == 3 && NumberText.exponent10(0) == 0)
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
