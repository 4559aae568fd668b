import TailpoolLedger
import TailpoolMarket
import TailpoolVenues
import Testing

@testable import TailpoolFiles

@Suite("Descriptions of venues")
struct VenueReaderTests {
  static let concentrated = """
    {"venue": "concentrated-liquidity", "token0": "ETH", "token1": "USDC", "decimals0": 18, "decimals1": "6",
     "feeMillionths": 500, "tickSpacing": "10", "sqrtPriceX96": "79228162514264337593543950336",
     "opening": "2026-01-01T00:00:00Z"}
    """
  static let product = """
    {"venue": "constant-product", "token0": "A", "token1": "B", "feeMillionths": 3000, "protocolFee": "sixth", "opening": 7}
    """

  private func read(_ text: String) throws -> VenueDescription { try VenueReader.read(MadeUp.file(text)) }

  @Test("Takes whole numbers and digits in quotes, a time in words or in seconds, and a version")
  func reads() throws {
    let read = try self.read(Self.concentrated)
    let expected = ConcentratedPoolTerms(
      token0: "ETH", token1: "USDC", feeMillionths: 500, tickSpacing: 10, sqrtPriceX96: UInt256(1) << 96,
      opening: Timestamp(secondsSinceEpoch: 1_767_225_600))
    #expect(read.terms as? ConcentratedPoolTerms == expected)
    #expect(read.scale.decimals0 == 18 && read.scale.decimals1 == 6)
    let versioned = try self.read(Self.concentrated.marked("\"decimals0\": 18,", "\"version\": 1,"))
    #expect(versioned.terms as? ConcentratedPoolTerms == expected && versioned.scale.decimals0 == 18)
    let other = try self.read(Self.product)
    #expect(
      other.terms as? ConstantProductTerms
        == ConstantProductTerms(
          token0: "A", token1: "B", feeMillionths: 3_000, hasProtocolFee: true,
          opening: Timestamp(secondsSinceEpoch: 7)))
    #expect(other.scale.decimals0 == 18 && other.scale.decimals1 == 18)
  }

  /// Square roots by Python's decimal module, 50 digits.
  @Test(
    "A price in whole tokens is the square root that the pool keeps, to double precision",
    arguments: [("3000", "4339505179874779489431521"), ("1e12", "79228162514264337593543950336")])
  func prices(price: String, root: String) throws {
    let text = Self.concentrated.marked("\"sqrtPriceX96\": \"79228162514264337593543950336\"", "\"price\": \(price)")
    let terms = try #require(try read(text).terms as? ConcentratedPoolTerms)
    let (found, expected) = (try #require(Double(terms.sqrtPriceX96.description)), try #require(Double(root)))
    #expect(abs(found / expected - 1) < 4e-16, "\(terms.sqrtPriceX96)")
  }

  @Test("Rejects hostile descriptions with the place", arguments: hostile)
  func rejects(_ hostile: Hostile) {
    hostile.expectRejection { try VenueReader.read($0) }
  }

  private static let root = "\"sqrtPriceX96\": \"79228162514264337593543950336\""

  static let hostile = [
    Hostile("empty file", "§", "the file is empty"),
    Hostile("an array", "§[]", "the venue is an array"),
    Hostile("no kind", "§{}", "\"venue\" is missing"),
    Hostile(
      "unknown kind", concentrated.marked("\"concentrated-liquidity\"", "§\"order-book\""),
      "venue is \"order-book\"; expected one of concentrated-liquidity, constant-product"),
    Hostile(
      "missing fields", "§§§§{\"venue\": \"constant-product\", \"token0\": \"A\"}",
      "\"token1\" is missing", "\"feeMillionths\" is missing; expected a whole number from 0 to 999,999",
      "\"protocolFee\" is missing; expected none or sixth", "\"opening\" is missing"),
    Hostile(
      "unknown name", concentrated.marked("\"feeMillionths\": 500", "\"feeMillionths\": 500, §\"fee\": 5"),
      "a venue of kind concentrated-liquidity has no \"fee\""),
    Hostile(
      "a field of the other kind", product.marked("\"opening\"", "§\"price\": 3, \"opening\""),
      "a venue of kind constant-product has no \"price\""),
    Hostile(
      "fee of one", concentrated.marked("500", "§1000000"),
      "feeMillionths is 1000000.0; expected a whole number from 0 to 999,999"),
    Hostile("fee with a part", concentrated.marked("500", "§0.5"), "feeMillionths is 0.5"),
    Hostile("fee below zero", concentrated.marked("500", "§-1"), "feeMillionths is -1.0"),
    Hostile("fee in words", concentrated.marked("500", "§\"0.05 %\""), "feeMillionths is \"0.05 %\""),
    Hostile("fee with a leading zero", concentrated.marked("500", "§\"0500\""), "feeMillionths is \"0500\""),
    Hostile("a number beyond 2^53", product.marked("7}", "§9007199254740994}"), "opening is 9.007199254740994e+15"),
    Hostile(
      "spacing of none", concentrated.marked("\"10\"", "§0"), "tickSpacing is 0.0; expected a whole number from 1"),
    Hostile(
      "the same tokens", concentrated.marked("\"ETH\"", "§\"USDC\""), "token0 is \"USDC\"; expected a name other"),
    Hostile("a token without a name", concentrated.marked("\"USDC\"", "§\"\""), "token1 is \"\""),
    Hostile("a token is null", concentrated.marked("\"USDC\"", "§null"), "token1 is null"),
    Hostile(
      "too many decimals", concentrated.marked("18", "§37"), "decimals0 is 37.0; expected a whole number from 0 to 36"),
    Hostile("a part of a decimal", concentrated.marked("18", "§1.5"), "decimals0 is 1.5"),
    Hostile("decimals null", concentrated.marked("18", "§null"), "decimals0 is null"),
    Hostile("no time", concentrated.marked("\"2026-01-01T00:00:00Z\"", "§\"2026-01-01\""), "opening is \"2026-01-01\""),
    Hostile(
      "a time beyond all years", product.marked("7}", "§\"9223372036854775807\"}"), "opening is \"9223372036854775807\""
    ),
    Hostile("protocol fee in other words", product.marked("\"sixth\"", "§true"), "protocolFee is true"),
    Hostile("protocol fee of another part", product.marked("\"sixth\"", "§\"half\""), "protocolFee is \"half\""),
    Hostile(
      "another version", product.marked("\"token0\"", "\"version\": §2, \"token0\""), "version is 2.0; expected 1"),
    Hostile(
      "price and root", concentrated.marked(root, "\(root), \"price\": §3"),
      "price says what sqrtPriceX96 says too; expected one of them"),
    Hostile("price zero", concentrated.marked(root, "\"price\": §0"), "price is 0.0; expected a finite number above 0"),
    Hostile("price in quotes", concentrated.marked(root, "\"price\": §\"3\""), "price is \"3\""),
    Hostile("price null", concentrated.marked(root, "\"price\": §null"), "price is null"),
    Hostile(
      "price too high", concentrated.marked(root, "\"price\": §1e60"), "price is 1e+60; expected a price between"),
    Hostile("price too low", concentrated.marked(root, "\"price\": §1e-300"), "price is 1e-300"),
    Hostile(
      "root too small", concentrated.marked("\"79228162514264337593543950336\"", "§\"12\""), "sqrtPriceX96 is \"12\""),
    Hostile(
      "two problems", concentrated.marked("500", "§[]").marked("\"10\"", "§{}"), "feeMillionths is an array",
      "tickSpacing is an object"),
  ]
}
