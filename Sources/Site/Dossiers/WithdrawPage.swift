import Collaboration
import HTML
import HTTPTypes
import Organisations
import Reporting
import Terms
import Web
import Words

/// One version of something that can be withdrawn, as the page shows it before that is done.
struct WrittenVersion {
    let id: RecordID
    /// The version that stands on the page of the dossier now.
    let newest: RecordID
    let tab: DossierTab
    let compartment: Compartment?
    let author: Author
    let at: Instant
    /// When its first version was written: who read since then may have read any of them.
    let since: Instant
    /// The writer, of another organisation, of the version that stands again when this one is gone; nil when none does.
    let uncovered: Author?
    let text: String

    /// Everything of a dossier that can be withdrawn, with its earlier versions.
    static func all(_ contents: DossierContents) throws -> [WrittenVersion] {
        try versions(contents.all(Person.self), on: .persons) { person in
            ([person.name] + person.aliases + person.marks.map(\.value) + [person.relation])
                .filter { !$0.isEmpty }.joined(separator: "\n")
        }
            + versions(contents.all(DossierFact.self), on: .timeline) { $0.text }
            + versions(contents.all(DossierMessage.self), on: .parts) { $0.text }
            + versions(contents.all(DossierDocument.self), on: .parts) { document in
                ([document.title] + document.files.map(\.name)).joined(separator: "\n")
            }
    }

    private static func versions<Body>(
        _ all: [Kept<Body>], on tab: DossierTab, text: (Body) -> String
    ) -> [WrittenVersion] {
        all.flatMap { kept in
            [
                WrittenVersion(
                    id: kept.id, newest: kept.id, tab: tab, compartment: kept.compartment, author: kept.author,
                    at: kept.at, since: kept.firstWritten,
                    uncovered: kept.earlier.first { $0.author.organisation != kept.author.organisation }?.author,
                    text: text(kept.body))
            ]
                + kept.earlier.map { earlier in
                    WrittenVersion(
                        id: earlier.id, newest: kept.id, tab: tab, compartment: kept.compartment,
                        author: earlier.author, at: earlier.at, since: kept.firstWritten, uncovered: nil,
                        text: text(earlier.body))
                }
        }
    }
}

/// Withdrawing what one wrote (Dutch: terugnemen): what it is, who read it, what that means; then the deed.
struct WithdrawRoutes: Sendable {
    let desk: Desk

    var all: [SiteRoute] {
        let path: RoutePath = "/{language}/dossiers/{dossier}/withdraw/{record}"
        let taskPath: RoutePath = "/{language}/tasks/{task}/withdraw/{record}"
        return [
            .member(Role.caseWork, .get, path, "dossier.toWithdraw") { visit, session in
                try await show(visit, session)
            },
            .member(Role.caseWork, .post, path, "dossier.withdraw") { visit, session in
                try await withdraw(visit, session)
            },
            .member(Role.caseWork, .get, taskPath, "task.toWithdraw") { visit, session in
                try await showMessage(visit, session)
            },
            .member(Role.caseWork, .post, taskPath, "task.withdrawMessage") { visit, session in
                try await withdrawMessage(visit, session)
            },
        ]
    }

    private func show(_ visit: Visit, _ session: Session, refused: DossierRefusal? = nil) async throws -> Reply {
        let (id, record): (DossierID, RecordID) = (try visit.id("dossier"), try visit.id("record"))
        let view = try await desk.dossiers.open(id, by: session)
        let words = Words.of(visit.language)
        guard let version = try WrittenVersion.all(view.contents).first(where: { $0.id == record }) else {
            // It was withdrawn already, or is nobody's to withdraw.
            guard view.contents.withdrawn.contains(where: { $0.id == record }) else { throw ErrorPage.notFound }
            return .see(DossierAddress.dossier(id, visit.language))
        }
        // Who read it is told to who wrote it; to others there is nothing to withdraw here.
        let isOurs = version.author.organisation == session.organisation.id
        guard isOurs || refused != nil else { throw ErrorPage.notFound }
        let readers = isOurs ? try await desk.dossiers.readings(of: version, in: view) : []
        let page = WithdrawPage(
            words: words, session: session, version: version, readers: readers, refused: refused,
            back: DossierAddress.tab(version.tab, id, visit.language),
            action: DossierAddress.withdraw(record, of: id, visit.language))
        return .page(page.document().render(), status: refused.map { $0.status } ?? .ok)
    }

    private func withdraw(_ visit: Visit, _ session: Session) async throws -> Reply {
        let (id, record): (DossierID, RecordID) = (try visit.id("dossier"), try visit.id("record"))
        let fields = try await visit.form()
        guard let newest = try fields["newest"].map({ try RecordID($0) }) else { throw ErrorPage.malformed }
        do {
            try await desk.dossiers.withdraw(record, seeing: newest, of: id, by: session)
        } catch let refusal as DossierRefusal {
            return try await show(visit, session, refused: refusal)
        }
        let tab = fields["tab"].flatMap(DossierTab.init) ?? .overview
        return .see(DossierAddress.done("withdraw", tab, id, visit.language))
    }

    private func showMessage(_ visit: Visit, _ session: Session, refused: DossierRefusal? = nil) async throws -> Reply {
        let (id, record): (TaskID, RecordID) = (try visit.id("task"), try visit.id("record"))
        let view = try await desk.tasks.open(id, by: session)
        guard let kept = try view.contents.all(DossierMessage.self).first(where: { $0.id == record }) else {
            guard view.contents.withdrawn.contains(where: { $0.id == record }) else { throw ErrorPage.notFound }
            return .see(DossierAddress.task(id, visit.language))
        }
        let version = WrittenVersion(
            id: record, newest: record, tab: .tasks, compartment: nil, author: kept.author, at: kept.at,
            since: kept.at, uncovered: nil, text: kept.body.text)
        let isOurs = version.author.organisation == session.organisation.id
        guard isOurs || refused != nil else { throw ErrorPage.notFound }
        let page = WithdrawPage(
            words: .of(visit.language), session: session, version: version,
            readers: isOurs ? try await desk.tasks.readings(of: view).of(kept) : [], refused: refused,
            back: DossierAddress.task(id, visit.language),
            action: DossierAddress.withdraw(record, on: id, visit.language))
        return .page(page.document().render(), status: refused.map { $0.status } ?? .ok)
    }

    private func withdrawMessage(_ visit: Visit, _ session: Session) async throws -> Reply {
        let (id, record): (TaskID, RecordID) = (try visit.id("task"), try visit.id("record"))
        do {
            try await desk.tasks.withdraw(record, of: id, by: session)
        } catch let refusal as DossierRefusal {
            return try await showMessage(visit, session, refused: refusal)
        }
        return .see(DossierAddress.taskDone("withdraw-message", id, visit.language))
    }
}

extension DossierRefusal {
    fileprivate var status: HTTPResponse.Status { reason == .changedMeanwhile ? .conflict : .unprocessableContent }
}

extension Dossiers {
    /// Who opened the part of something since its first version was written, but for its writer.
    fileprivate func readings(of version: WrittenVersion, in view: DossierView) async throws -> [Reading] {
        try await readings(of: view).of(version.compartment, since: version.since, but: version.author)
    }
}

extension DossierAddress {
    static func withdraw(_ record: RecordID, of id: DossierID, _ language: Language) -> String {
        dossier(id, language) + "/withdraw/" + record.text
    }
    static func withdraw(_ record: RecordID, on id: TaskID, _ language: Language) -> String {
        task(id, language) + "/withdraw/" + record.text
    }
}

/// What withdrawing means, said before it is done.
struct WithdrawPage {
    let words: Words
    let session: Session
    let version: WrittenVersion
    let readers: [Reading]
    let refused: DossierRefusal?
    let back: String
    let action: String

    private static let meanings = ["empty", "remains", "told", "backups", "elsewhere"]

    func document() -> Document {
        memberPage(words, session, title: words("withdraw.title"), current: .dossiers) {
            backLink(words("withdraw.back"), to: back)
            if let refused { notice(.warning) { p(.role("alert")) { words(refused.sentence) } } }
            h1 { words("withdraw.title") }
            ownWords(version.text)
            p(.class("hint")) {
                words("dossier.written", ["name": version.author.name, "organisation": version.author.organisationName])
                " · "
                moment(words, version.at)
                if let part = version.compartment { " · " + words(part) }
            }
            h2 { words("withdraw.readers") }
            if readers.isEmpty {
                p { words("withdraw.read.nobody") }
            } else {
                ul {
                    for reader in readers {
                        li { words("dossier.written", ["name": reader.name, "organisation": reader.organisationName]) }
                    }
                }
            }
            notice(.warning, words("withdraw.meaning")) {
                ul { for meaning in Self.meanings { li { words(Key("withdraw.meaning", meaning)) } } }
                if version.newest != version.id { p { words("withdraw.corrected") } }
                if let writer = version.uncovered {
                    p {
                        strong {
                            words(
                                "withdraw.uncovers", ["name": writer.name, "organisation": writer.organisationName])
                        }
                    }
                }
            }
            p(.class("hint")) { words("withdraw.lasting") }
            form(to: action) {
                hidden("newest", version.newest.text)
                hidden("tab", version.tab.rawValue)
                buttons {
                    button(words("withdraw.do"), .primary)
                    linkButton(words("withdraw.leave"), to: back, .quiet)
                }
            }
        }
    }
}
