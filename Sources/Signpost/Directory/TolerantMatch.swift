import Terms

/// How names are compared with what people type: without case, accents and signs, and with a mistake or two.
enum TolerantMatch {
    /// Letters and digits only, without case and accents: "'s-Hertogenbosch" and "s hertogenbosch" are one.
    static func fold(_ text: String) -> [UInt8] {
        Folding.fold(text).utf8.filter { (48...57).contains($0) || (97...122).contains($0) }
    }

    /// 0 the same, 1 how it begins, 2 and 3 a mistake or two; nil something else.
    static func cost(of sought: [UInt8], against name: [UInt8]) -> Int? {
        if sought == name { return 0 }
        if sought.count >= 3, name.starts(with: sought) { return 1 }
        let allowed = sought.count < 4 ? 0 : sought.count < 8 ? 1 : 2
        guard allowed > 0, abs(sought.count - name.count) <= allowed else { return nil }
        let distance = mistakes(sought, name, atMost: allowed)
        return distance <= allowed ? 1 + distance : nil
    }

    /// Letters changed, left out, added or swapped with their neighbour (optimal string alignment).
    static func mistakes(_ one: [UInt8], _ other: [UInt8], atMost most: Int) -> Int {
        var before = [Int](repeating: 0, count: other.count + 1)
        var above = Array(0...other.count)
        for (i, letter) in one.enumerated() {
            var row = [i + 1]
            for (j, sign) in other.enumerated() {
                var cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter == sign ? 0 : 1))
                if i > 0, j > 0, letter == other[j - 1], one[i - 1] == sign { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            if (row.min() ?? 0) > most { return most + 1 }
            (before, above) = (above, row)
        }
        return above[other.count]
    }
}
