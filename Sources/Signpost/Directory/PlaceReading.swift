import Terms
import Yams

/// Reads `regions.yaml` and `municipalities.csv`.
enum PlaceReading {
    static let header =
        "code;name;province;police_unit;safety_region;veilig_thuis;csg;from;until;into;search_words"

    static func regions(_ text: String, in reading: FileReading) -> [Found<Region>] {
        reading.entries(of: text).compactMap { fields in
            let id: RegionID? = fields.id(fields.required("id"), "id")
            let kind = fields.code(fields.required("kind"), "kind", among: Reach.regional)
            let name = fields.text(fields.required("name"), "name")
            let words = fields.texts(fields.node("words"), "words")?.map(\.text) ?? []
            let tile = tile(fields)
            fields.finish()
            guard let id, let kind, let name else { return nil }
            return Found(
                entry: Region(id: id, kind: kind, name: name, words: words, tile: tile), id: id.text,
                period: Period(), file: reading.file, line: fields.line, mentions: [])
        }
    }

    private static func tile(_ fields: Fields) -> Region.Tile? {
        guard let node = fields.node("tile") else { return nil }
        let numbers = node.sequence?.compactMap { $0.scalar.flatMap { Int($0.string) } } ?? []
        guard numbers.count == 2, node.sequence?.count == 2, numbers.allSatisfy({ (0..<100).contains($0) }) else {
            fields.reading.note(.malformedTile, line: node.line)
            return nil
        }
        return Region.Tile(column: numbers[0], row: numbers[1])
    }

    static func municipalities(_ text: String, in reading: FileReading) -> [Found<Municipality>] {
        let columns = header.split(separator: ";").count
        var rows = SpreadsheetRow.rows(of: text, columns: columns)[...]
        let first = rows.popFirst()
        if first?.line != 1 || first?.columns.joined(separator: ";") != header {
            reading.note(.header, line: 1, ["expected": header])
        }
        return rows.compactMap { row in
            guard row.columns.count == columns else {
                reading.note(
                    .columns, line: row.line, ["expected": "\(columns)", "found": "\(row.columns.count)"])
                return nil
            }
            return municipality(row.columns, number: row.line, in: reading)
        }
    }

    private static func municipality(
        _ columns: [String], number: Int, in reading: FileReading
    ) -> Found<Municipality>? {
        guard let code = MunicipalityCode(columns[0]) else {
            reading.note(.malformedCode, line: number, ["value": columns[0]])
            return nil
        }
        if columns[1].isEmpty { reading.note(.emptyValue, line: number, ["key": "name"]) }
        let kinds = Reach.regional
        let regions = kinds.indices.map { region(columns[2 + $0], kinds[$0], number, in: reading) }
        let period = Period(
            from: day(columns[7], "from", number, in: reading), until: day(columns[8], "until", number, in: reading))
        if let from = period.from, let until = period.until, until <= from { reading.note(.emptyPeriod, line: number) }
        let into = columns[9].isEmpty ? nil : MunicipalityCode(columns[9])
        if into == nil, !columns[9].isEmpty { reading.note(.malformedCode, line: number, ["value": columns[9]]) }
        if columns[8].isEmpty != columns[9].isEmpty {
            reading.note(.endWithoutSuccessor, line: number, ["value": columns[1]])
        }
        guard let province = regions[0], let police = regions[1], let safety = regions[2], let veiligThuis = regions[3],
            let csg = regions[4]
        else { return nil }
        let place = Municipality(
            code: code, name: columns[1], province: province, policeUnit: police, safetyRegion: safety,
            veiligThuis: veiligThuis, csg: csg,
            searchWords: columns[10].split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty },
            into: into, period: period)
        let named = zip(kinds, [province, police, safety, veiligThuis, csg]).map { kind, id in
            Found<Municipality>.Mention(id: id.text, target: .region(kind), line: number)
        }
        let successor = into.map { Found<Municipality>.Mention(id: $0.text, target: .municipality, line: number) }
        return Found(
            entry: place, id: code.text, period: period, file: reading.file, line: number,
            mentions: named + (successor.map { [$0] } ?? []))
    }

    private static func region(_ text: String, _ kind: Reach, _ line: Int, in reading: FileReading) -> RegionID? {
        if text.isEmpty {
            reading.note(.noRegion, line: line, ["kind": kind.rawValue])
        } else if let id = RegionID(text) {
            return id
        } else if text.contains(where: { "|, ".contains($0) }) {
            reading.note(.twoRegions, line: line, ["kind": kind.rawValue, "value": text])
        } else {
            reading.note(.malformedID, line: line, ["value": text])
        }
        return nil
    }

    private static func day(_ text: String, _ key: String, _ line: Int, in reading: FileReading) -> Day? {
        if text.isEmpty { return nil }
        let day = Day(text) ?? dutchDay(text)
        if day == nil { reading.note(.malformedDate, line: line, ["key": key, "value": text]) }
        return day
    }

    /// A day as a Dutch spreadsheet writes it, which turns 2027-01-01 into 1-1-2027.
    private static func dutchDay(_ text: String) -> Day? {
        guard let written = text.wholeMatch(of: /([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})/) else { return nil }
        func two(_ digits: Substring) -> String { digits.count == 1 ? "0" + digits : String(digits) }
        return Day("\(written.3)-\(two(written.2))-\(two(written.1))")
    }
}
