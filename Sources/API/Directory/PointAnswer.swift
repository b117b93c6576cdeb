import Signpost
import Terms

/// A reporting point, or a branch of one, as the API tells it. What is unknown is null.
struct PointAnswer {
    let listing: Listing
    let language: Language
    let now: Instant

    private var point: Point { listing.point }

    var json: JSON {
        let (opens, closes) = changes
        return [
            "id": .string(listing.branch?.id.text ?? point.id.text),
            "afdelingVan": JSON(listing.branch?.of.text), "naam": .string(point.name[language]),
            "soort": .string(point.kind.word), "doelgroepen": words(point.audience),
            "onderwerpen": words(point.subjects), "leeftijdsgroepen": words(point.ages),
            "uitbuiting": words(point.forms),
            "bereik": .string(point.reach.word), "werkgebied": JSON((listing.branch?.serves ?? []).sorted()),
            "anoniem": .string(point.anonymity.word), "talen": point.languages.map { JSON($0) } ?? .null,
            "contact": contact, "openingstijden": hours, "nuOpen": JSON(point.state(at: now).isOpen),
            "opentOp": JSON(opens?.isoText), "sluitOp": JSON(closes?.isoText), "taak": JSON(point.says.task?[language]),
            "anonimiteit": JSON(point.says.anonymity?[language]), "vervolg": JSON(point.says.next?[language]),
            "verwachting": JSON(point.says.expect?[language]), "geldigVanafDatum": JSON(point.from?.text),
            "geldigTotDatum": JSON(point.until?.text), "bronnen": .array(point.sources.map(source)),
        ]
    }

    private var changes: (opens: Instant?, closes: Instant?) {
        switch point.state(at: now) {
        case .always, .unknown: (nil, nil)
        case .open(let until): (nil, until)
        case .closed(let opens): (opens, nil)
        }
    }

    private var contact: JSON {
        let contact = point.contact
        return [
            "telefoon": JSON(contact.phone), "telefoonBuitenland": JSON(contact.phoneAbroad),
            "bericht": JSON(contact.text), "chat": JSON(contact.chat), "email": JSON(contact.email),
            "web": JSON(contact.web), "post": JSON(contact.post),
        ]
    }

    private var hours: JSON {
        .object(ContactLine.allCases.map { .init(name: $0.word, value: JSON(point.hours[$0]?.text)) })
    }

    /// In the order of the list, so that the same is always written the same.
    private func words<Code: Spoken>(_ codes: Set<Code>) -> JSON {
        JSON(Code.allCases.filter { codes.contains($0) }.map(\.word))
    }

    private func source(_ source: Source) -> JSON {
        [
            "pagina": .string(source.page), "paginaDatum": JSON(source.dated?.text),
            "controleDatum": .string(source.checked.text),
            "gegevens": JSON(source.facts.compactMap { FactWords.all[$0] }.sorted()),
        ]
    }
}
