import Collaboration
import HTML
import Organisations
import Records
import Terms
import Words

/// That something can be withdrawn, that it was, and who read it.
extension DossierTools {
    /// Whether this member may withdraw what somebody wrote: its writer, and the coordinators of their organisation.
    func mayWithdraw(_ author: Author) -> Bool {
        session.member.isAble && !isOnlyAsked
            && (author.member == session.member.id || session.member.role == .coordinator && author.organisation == us)
    }

    /// Nil for who may not.
    func withdrawLink(_ record: RecordID, by author: Author, named name: String) -> HTML? {
        guard mayWithdraw(author) else { return nil }
        return a(
            to: DossierAddress.withdraw(record, of: id, words.language),
            .aria("label", words("withdraw.link.named", ["name": name]))
        ) { words("withdraw.link") }
    }

    /// Who opened the part since, for the organisation that wrote it.
    @HTML.Builder func readBy<Body>(_ kept: Kept<Body>) -> HTML {
        if let readings, kept.author.organisation == us { readList(words, readings.of(kept)) }
    }

    /// What of a kind was withdrawn, in one part or in all.
    func withdrawn<Body: DossierRecord>(_ type: Body.Type, in part: Compartment? = nil) -> [(at: Instant, html: HTML)] {
        view.contents.withdrawn(Body.self).filter { part == nil || $0.compartment == part }.map { record in
            (record.at, line(record))
        }
    }

    func line(_ record: Withdrawn) -> HTML {
        withdrawnLine(words, record, readings?.of(record) ?? [], isOurs: record.author.organisation == us)
    }
}

/// Who read something, by name.
@HTML.Builder func readList(_ words: Words, _ readings: [Reading]) -> HTML {
    if readings.isEmpty {
        p(.class("hint")) { words("withdraw.read.nobody") }
    } else {
        details(.class("more")) {
            summary { words.count("withdraw.read", readings.count) }
            ul {
                for reading in readings {
                    li { words("dossier.written", ["name": reading.name, "organisation": reading.organisationName]) }
                }
            }
        }
    }
}

/// That something was withdrawn: by whom, when, and who had read it by then. Other organisations see which, not who.
func withdrawnLine(_ words: Words, _ record: Withdrawn, _ readings: [Reading], isOurs: Bool) -> HTML {
    let readers = isOurs
        ? readings.map { words("dossier.written", ["name": $0.name, "organisation": $0.organisationName]) }
        : Array(Set(readings.map(\.organisationName))).sorted()
    return p(.class("hint"), .id(record.id.text)) {
        words(
            "withdraw.line",
            [
                "kind": words(Key("log", "record", record.kind.code)), "day": words.date(Day(record.at)),
                "name": record.withdrawnBy.name, "organisation": record.withdrawnBy.organisationName,
                "moment": words.shortDateTime(record.withdrawnAt),
            ])
        " "
        readers.isEmpty
            ? words("withdraw.line.nobody") : words("withdraw.line.read", ["readers": readers.joined(separator: "; ")])
    }
}
