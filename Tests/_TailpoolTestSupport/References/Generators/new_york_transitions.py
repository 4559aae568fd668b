# The daylight-saving transitions of America/New_York, 1987 to 2037, from the IANA time-zone database.
import datetime as dt, zoneinfo, importlib.metadata as m
tz = zoneinfo.ZoneInfo("America/New_York")
print("year,daylightStarts,daylightEnds")
for year in range(1987, 2038):
    t = dt.datetime(year, 1, 1, 12, tzinfo=dt.timezone.utc); found = []
    hour = dt.timedelta(hours=1); last = t.astimezone(tz).utcoffset()
    while t.year == year:
        t += hour; off = t.astimezone(tz).utcoffset()
        if off != last: found.append(int(t.timestamp())); last = off
    print(year, *found, sep=",")
