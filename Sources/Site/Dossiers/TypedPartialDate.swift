import HTML
import Terms
import Web
import Words

/// A date as exactly as it is known, as it was typed; it may be no date at all.
struct TypedPartialDate: Sendable, Hashable {
    var year = ""
    /// A month, or a season by its code.
    var month = ""
    var day = ""

    init() {}

    init(_ fields: FormFields, _ name: String) {
        year = fields.text(name + ".year") ?? ""
        month = fields.text(name + ".month") ?? ""
        day = fields.text(name + ".day") ?? ""
    }

    init(_ date: PartialDate?) {
        guard let date else { return }
        year = String(date.year)
        switch date.precision {
        case .year: break
        case .season(let season): month = String(season.rawValue)
        case .month(let month): self.month = String(month)
        case .day(let month, let day): (self.month, self.day) = (String(month), String(day))
        }
    }

    var isEmpty: Bool { year.isEmpty && month.isEmpty && day.isEmpty }

    /// Nothing when nothing was typed. Throws what to tell at the field when it is no date.
    func date(at field: String) throws -> PartialDate? {
        if isEmpty { return nil }
        guard let date = read else { throw DossierDeed.Unclear(field, "dossier.date.error") }
        return date
    }

    private var read: PartialDate? {
        guard let year = Int(year) else { return nil }
        if month.isEmpty { return day.isEmpty ? PartialDate(year: year) : nil }
        guard let month = Int(month) else { return nil }
        if let season = Season(rawValue: month) { return day.isEmpty ? PartialDate(year: year, season: season) : nil }
        if day.isEmpty { return PartialDate(year: year, month: month) }
        return Int(day).flatMap { PartialDate(year: year, month: month, day: $0) }
    }

    func field(_ words: Words, _ field: Field) -> HTML {
        partialDateField(
            field, parts: (words("dossier.date.year"), words("dossier.date.month"), words("dossier.date.day")),
            months: (1...12).map { Choice(String($0), words.month($0)) }
                + Season.allCases.map { Choice(String($0.rawValue), words.season($0)) },
            empty: words("dossier.date.month.none"), value: (year, month, day))
    }
}

extension DossierTools {
    /// A date as exactly as it is known, with what was typed and what was wrong with it.
    func partialDate(_ deed: String, _ name: String, _ label: Key, hint: Key? = nil, value: PartialDate? = nil) -> HTML {
        let typed = refused.flatMap { $0.deed == deed ? TypedPartialDate($0.fields, name) : nil }
        return (typed ?? TypedPartialDate(value)).field(
            words,
            Field(name, words(label), hint: hint.map { words($0) }, error: wasRefused(deed) ? problems[name] : nil))
    }
}
