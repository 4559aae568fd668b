extension Sample {
  /// Six orders of a call auction as CSV, which Docs/Guides/Auctions.md walks through; at a reference of 100 they trade 70 units at 100.
  public static func auctionOrdersCSV() -> String {
    """
    order,time,participant,side,price,quantity,minimum,goodTill
    1,2026-01-01T00:00:00Z,Ada,buy,101,50,,
    2,2026-01-01T00:00:10Z,Bob,buy,100,30,,
    3,2026-01-01T00:00:20Z,Cyd,buy,peg-1,20,,
    4,2026-01-01T00:00:30Z,Dee,sell,99,40,,
    5,2026-01-01T00:00:40Z,Eli,sell,100,30,10,
    6,2026-01-01T00:00:50Z,Fay,sell,102,50,,2026-01-01T00:10:00Z

    """
  }
}
