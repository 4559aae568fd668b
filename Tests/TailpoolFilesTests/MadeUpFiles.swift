@testable import TailpoolFiles

/// Small made-up files in every layout that the readers know.
enum MadeUp {
  static let deribitHeader = "ts,instrument,ccy,type,strike,expiry,bid,ask,mark,mark_iv,fwd,fwd_name,index,oi\n"

  static let deribitRow =
    "2030-01-10T12:00:00Z,BTC-25JAN30-50000-C,BTC,C,50000.0,2030-01-25T08:00Z,0.04,0.05,0.045,0.6,50500,,50400,12\n"

  static let deribitPut =
    "2030-01-10T12:00:05Z,BTC-25JAN30-50000-P,BTC,P,50000.0,2030-01-25T08:00Z,,,0.0351,,,,50410,0\n"

  static let deribit = deribitHeader + deribitRow + deribitPut

  static let indexHeader = "quote_date,spot,expiry,type,strike,root,last,bid,ask,volume,iv,delta,gamma,oi\n"

  static let indexRow = "2030-01-10T11:55-05:00,4000,2030-01-18,C,4000,SPXW,50,49.5,50.5,3,0.2,0.5,0.001,7\n"

  static let index =
    indexHeader + indexRow + "2030-01-10 12:01 PM ET,4000,2030-01-18,P,4000,SPX,0,0,50.5,3,0,0.5,0.001,0\n"

  static let summary = """
    {"jsonrpc": "2.0", "result": [
      {"instrument_name": "BTC-25JAN30-50000-C", "bid_price": 0.04, "ask_price": null, "mark_price": 0.045,
       "mark_iv": 60.0, "underlying_price": 50500.0, "underlying_index": "BTC-25JAN30", "open_interest": 12.5,
       "estimated_delivery_price": 50400.0, "creation_timestamp": 1894276800123, "volume": 3},
      {"instrument_name": "XRP_USDC-25JAN30-0d5-P", "bid_price": null, "ask_price": 0.05, "mark_price": 0.04,
       "mark_iv": 0, "underlying_price": 0.52, "underlying_index": "index_price", "open_interest": 1000,
       "creation_timestamp": 1894276799999}
    ], "usIn": 1}
    """

  static let wide = "date,BTC,ETH\n2029-12-31,50000,\n2030-01-01,50500.5,3000\n2030-01-03,,3010\n"

  static let long = """
    date,sym,open,high,low,close,quote_volume
    2030-01-01,BTC,1,1,1,50000,9
    2030-01-02,BTC,1,1,1,50500,9
    2030-01-02,ETH,1,1,1,3000,9
    2030-01-04,ETH,1,1,1,,9

    """

  static let book = "id,instrument,quantity\na,BTC-25JAN30-50000-C,-10\nb,BTC-25JAN30-50000-P,2.5\n"

  static let bookOfPerpetuals = """
    {"positions": [
    {"id": "a", "instrument": "BTC-25JAN30-50000-C", "quantity": -10},
    {"id": "b", "kind": "everlasting-option", "underlying": "BTC", "type": "put", "strike": 48000.5,
    "fundingPeriodDays": 0.5, "funding": "discrete", "volatility": 0.6, "rate": -0.01, "dividendYield": 0,
    "contractSize": 0.1, "quantity": -4},
    {"id": "c", "kind": "power-perpetual", "underlying": "BTC", "power": 2, "fundingPeriodDays": 17.5, "rate": null,
    "quantity": 1e-3},
    {"id": "d", "kind": "perpetual-american", "underlying": "BTC", "type": "call", "strike": 60000,
    "dividendYield": 0.01, "quantity": 2},
    {"id": "e", "kind": "linear-perpetual", "underlying": "BTC", "entry": 51000, "quantity": 2.5},
    {"id": "f", "kind": "inverse-perpetual", "underlying": "BTC", "contractSize": 10, "quantity": -250}
    ]}
    """

  /// Options on BTC and ETH that expire on one day.
  static let twoChains =
    deribit
    + "2030-01-10T12:00:01Z,ETH-25JAN30-3000-C,ETH,C,3000.0,2030-01-25T08:00Z,0.05,0.06,0.055,0.7,3010,,3005,12\n"

  static let bookOfKinds = """
    {"correlations": [{"between": ["BTC", "ETH"], "value": 0.8, "source": "desk, 500 days"}],
    "positions": [
    {"id": "a", "kind": "digital", "underlying": "BTC", "payoff": "cash", "type": "call", "strike": 52000.5,
    "expiry": "2030-01-25", "contractSize": 1000, "quantity": -10},
    {"id": "b", "kind": "barrier", "barrierKind": "down-and-out", "underlying": "BTC", "type": "put", "strike": 51000,
    "barrier": 45000, "rebate": 12.5, "expiry": "2030-01-25T10:00:00+01:00", "barrierHit": false,
    "fixings": [{"underlying": "BTC", "time": "2030-01-09T12:00:00Z", "price": 48000}], "quantity": 4},
    {"id": "c", "kind": "barrier", "barrierKind": "up-and-in", "underlying": "ETH", "type": "call", "strike": 3100,
    "barrier": 2900, "expiry": "2030-01-25", "barrierHit": true, "quantity": 0.5},
    {"id": "d", "kind": "exchange", "receive": "ETH", "deliver": "BTC", "ratio": 0.0625, "expiry": "2030-01-25",
    "contractSize": 2, "quantity": -3},
    {"id": "e", "instrument": "ETH-PERPETUAL", "quantity": 100}
    ]}
    """

  static let pool = """
    {"unit": "USD", "assets": 1e6,
     "participants": [{"id": "Ada", "contribution": 600000}, {"id": "Bo", "contribution": 400000.5}],
     "limits": {"maximumUtilization": 0.8, "maximumStressLossOverCapital": null}}
    """

  static let stress = """
    {"meta": {"what": "made up"}, "scenarios": [
      {"name": "crash", "description": "1 day", "spot_returns": {"BTC": -0.4, "ETH": null},
       "implied_vol": {"BTC": {"dvol_start": 50, "dvol_end": 75}, "ETH": {"dvol_start": null, "dvol_end": 80}},
       "note": ""},
      {"name": "calm", "spot_returns": {"SPX": 0.01}, "implied_vol": {"VIX": {"start": 20, "end": 15}}}
    ]}
    """

  static func file(_ text: String) -> InputFile { InputFile(name: "made-up", text: text) }
}
