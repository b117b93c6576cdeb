public import Terms

/// The national holidays of the Netherlands (Dutch: feestdagen), on which offices and help lines close.
///
/// Source: Algemene termijnenwet art. 3 (New Year, Easter Monday, Ascension, Whit Monday, both days of Christmas, King's day,
/// 5 May); the Sundays of Easter and Whitsun are counted as well. Liberation day is a holiday by law each year, but most
/// labour agreements close offices on it only in years that end in 0 or 5, so only then is it one here
/// (https://nos.nl/artikel/2306370, of October 2019). Good Friday is not: offices are open.
public enum Holidays {
    public static func contains(_ day: Day) -> Bool { all(in: day.year).contains(day) }

    /// In the order of the calendar.
    public static func all(in year: Int) -> [Day] {
        let easter = easter(year)
        let king = Day(year, 4, 27).map { $0.weekday == 7 ? $0.adding(-1) : $0 }
        let fixed = [
            Day(year, 1, 1), king, year % 5 == 0 ? Day(year, 5, 5) : nil, Day(year, 12, 25), Day(year, 12, 26),
        ]
        let movable = [0, 1, 39, 49, 50].map { easter.adding($0) }
        return Set(fixed.compactMap(\.self) + movable).sorted()
    }

    /// Easter Sunday of the Gregorian calendar. Source: the algorithm of "Anonymous", Nature of 20 April 1876.
    static func easter(_ year: Int) -> Day {
        let golden = year % 19
        let (century, ofCentury) = (year / 100, year % 100)
        let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
        let week = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - moon - ofCentury % 4) % 7
        let shift = (golden + 11 * moon + 22 * week) / 451
        let sum = moon + week - 7 * shift + 114
        return Day(year, sum / 31, sum % 31 + 1) ?? Day(number: 0)
    }
}
