import Collaboration
import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Web
import Words

/// A dossier in one line: what it is about, and where.
func dossierSummary(_ words: Words, _ envelope: DossierEnvelope, _ register: MunicipalityRegister) -> String {
    let place = envelope.municipality.flatMap { register[$0]?.name }
    let forms = ExploitationForm.allCases.filter(envelope.forms.contains).map { words.forStaff($0) }
    return ([words.forStaff(envelope.age)] + forms + [place].compactMap { $0 }).joined(separator: " · ")
}

extension DossierTools {
    /// The parts that can be written to: those that are read, and those that nobody opened.
    var writableParts: [Compartment] {
        Compartment.allCases.filter { view.parts.contains($0) && (!view.isOffered || isOurs($0)) }
            + Compartment.allCases.filter(view.mayOpen.contains)
    }

    /// Whether one can know that nobody judged safety yet: who does not read that part cannot. Who is asked to take the
    /// dossier over would read it if it were there.
    var knowsSafety: Bool {
        view.parts.contains(.safety) || view.isOffered || view.isCoordinator && writableParts.contains(.safety)
    }

    /// Why no judgement of safety is shown.
    var safetyUnjudged: Key {
        !knowsSafety ? "dossier.safety.notRead" : canWrite(.safety) ? "dossier.safety.none" : "dossier.safety.never"
    }

    /// What who does not coordinate can do here; of a closed dossier, what anybody can.
    var participantText: String {
        let coordinator = ["organisation": view.coordinatorName]
        if !isOpen {
            return view.isCoordinator ? words("dossier.closed.text") : words("dossier.closed.participant", coordinator)
        }
        return isOnlyAsked ? words("transfer.asked.text") : words("dossier.deeds.participant", coordinator)
    }

    func canWrite(_ part: Compartment) -> Bool { canAct && writableParts.contains(part) }

    /// The field that chooses the part in which something is kept; a new version stays where the first one was.
    static func partField(_ deed: String) -> String { deed + "-part" }

    @HTML.Builder func partField(_ deed: String, fixed: Compartment? = nil) -> HTML {
        let name = Self.partField(deed)
        if let fixed {
            hidden(name, fixed.rawValue)
            readBy(fixed)
        } else {
            partChoice(
                Field(
                    name, words("dossier.part"), hint: words("dossier.part.hint"),
                    error: wasRefused(deed) ? problems[name] : nil),
                among: writableParts, chosen: typed(deed, name))
        }
    }

    /// A choice of part, with the names of who will read it beside each. None is chosen before somebody chooses, but where
    /// there is one only: what was meant for few must not go to many unasked.
    func partChoice(_ field: Field, among parts: [Compartment], chosen: String?) -> HTML {
        radios(
            field,
            parts.map { part in
                let readers = ["organisations": readers(of: part)]
                return Choice(
                    part.rawValue, words(part),
                    hint: isOpened(part) ? words("dossier.parts.readers", readers) : words("dossier.part.new", readers))
            }, chosen: chosen ?? (parts.count == 1 ? parts[0].rawValue : nil))
    }

    /// In which part a form keeps what is written, and who will read it, by name.
    func readBy(_ part: Compartment) -> HTML {
        p(.class("hint")) {
            words("dossier.part.readBy", ["part": words(part), "organisations": readers(of: part)])
        }
    }

    /// Who reads a part, by name. A part that nobody opened, its first writer reads alone.
    func readers(of part: Compartment) -> String {
        let readers = view.readers.first { $0.compartment == part }?.readers.map(\.name)
        return (readers ?? [session.organisation.name]).joined(separator: ", ")
    }

    private func isOpened(_ part: Compartment) -> Bool { view.readers.contains { $0.compartment == part } }

    /// The version that a form takes the place of: the one that was asked for, or the one that took its place meanwhile.
    func corrected<Body>(_ deed: String, among all: [Kept<Body>]) -> Kept<Body>? {
        let asked = wasRefused(deed) ? typed(deed, "replaces") : refused == nil ? query["edit"] : nil
        guard let asked else { return nil }
        return all.first { $0.id.text == asked || $0.earlier.contains { $0.id.text == asked } }
    }

    /// A form that adds or corrects something of this page.
    func recordForm<Body>(
        _ deed: String, _ title: Key, correcting kept: Kept<Body>?, of tab: DossierTab, isOpen: Bool = false,
        @HTML.Builder content: () -> HTML
    ) -> HTML {
        let content = content()
        guard let kept else { return folded(deed, title, isOpen: isOpen) { content } }
        return section(.id("edit"), .class("card")) {
            h2 { words("dossier.correct") }
            p(.class("hint")) { words("dossier.correct.text") }
            form(to: address(deed)) {
                place
                hidden("replaces", kept.id.text)
                content
                buttons {
                    button(words("dossier.correct.keep"), .secondary)
                    linkButton(words("dossier.correct.leave"), to: self.tab(tab), .quiet)
                }
            }
        }
    }

    /// Who wrote something, when, in which part, how to correct or withdraw it, and for its writers who read it.
    @HTML.Builder func foot<Body>(_ kept: Kept<Body>, of tab: DossierTab, named name: String) -> HTML {
        p(.class("hint")) {
            written(by: kept.author, at: kept.at)
            if let part = kept.compartment { " · " + words(part) }
            for link in links(kept, of: tab, named: name) { " · "; link }
        }
        readBy(kept)
    }

    /// How to correct something and how to withdraw it, for whoever may.
    func links<Body>(_ kept: Kept<Body>, of tab: DossierTab, named name: String) -> [HTML] {
        let isTheirs = Body.isCorrectedByItsWriters && kept.author.organisation != us
        let isCorrectable = canAct && !isTheirs && kept.compartment.map(view.parts.contains) ?? false
        let correct = a(
            to: self.tab(tab) + "?edit=" + kept.id.text + "#edit",
            .aria("label", words("dossier.correct.named", ["name": name]))
        ) { words("dossier.correct") }
        return (isCorrectable ? [correct] : [])
            + [withdrawLink(kept.id, by: kept.author, named: name)].compactMap { $0 }
    }

    func written(by author: Author, at when: Instant) -> HTML {
        HTML {
            words("dossier.written", ["name": author.name, "organisation": author.organisationName]) + " · "
            moment(words, when)
        }
    }

    /// The versions that this one took the place of, folded.
    @HTML.Builder func earlier<Body>(_ kept: Kept<Body>, @HTML.Builder show: (Body) -> HTML) -> HTML {
        if !kept.earlier.isEmpty {
            details(.class("more")) {
                summary { words.count("dossier.earlier", kept.earlier.count) }
                for version in kept.earlier {
                    p(.class("hint")) {
                        written(by: version.author, at: version.at)
                        if let link = withdrawLink(
                            version.id, by: version.author, named: words.shortDateTime(version.at))
                        {
                            " · "
                            link
                        }
                    }
                    show(version.body)
                }
            }
        }
    }
}

extension DossierDeed {
    /// The part that was chosen; a sentence at the field when none was.
    static func part(_ name: String, _ fields: FormFields) throws -> Compartment {
        guard let typed = fields[name], !typed.isEmpty else { throw Unclear(name, "dossier.part.missing") }
        guard let part = Compartment(rawValue: typed) else { throw ErrorPage.malformed }
        return part
    }

    /// The part in which it keeps what was written, as its form says.
    func part(_ fields: FormFields) -> Compartment? {
        switch name {
        case SafetyTab.deed: .safety
        case "plan", "watch", "close": .general
        default: (fields[DossierTools.partField(name)] ?? fields["part"]).flatMap(Compartment.init)
        }
    }

    /// The version that a form takes the place of.
    static func replaced(_ fields: FormFields) throws -> RecordID? { try fields["replaces"].map { try RecordID($0) } }

    /// Keeps what a form says in the part that it names, once however often it is sent.
    static func keep<Body: DossierRecord>(
        _ body: Body, _ deed: String, _ fields: FormFields, of id: DossierID, _ desk: Desk, by session: Session
    ) async throws {
        try await desk.dossiers.keep(
            body, in: part(DossierTools.partField(deed), fields), of: id, replacing: replaced(fields),
            from: CaseFiles(desk: desk).draft(fields), by: session)
    }
}
