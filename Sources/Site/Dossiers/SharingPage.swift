import Collaboration
import HTML
import Organisations
import Terms
import Web
import Words

/// Who reads which part of a dossier, letting others in, and every decision about it.
struct SharingPage {
    let tools: DossierTools
    private var words: Words { tools.words }
    private var view: DossierView { tools.view }

    func content() throws -> HTML {
        if let form = ShareForm(tools) { return form.html }
        if let form = ShareEndForm(tools) { return form.html }
        let decisions = try self.decisions()
        return HTML {
            if tools.canAct, let refused = tools.refused { givenBack(words, refused) }
            readers
            begin
            decisions
        }
    }

    @HTML.Builder private var readers: HTML {
        h2 { words("sharing.readers") }
        p(.class("hint")) { words("sharing.readers.hint") }
        for part in view.readers {
            card {
                h3 { words(part.compartment) }
                p(.class("hint")) { words(Key("code", Compartment.list, part.compartment.rawValue, "hint")) }
                ul(.class("rows")) { for reader in part.readers { li { self.reader(reader, of: part) } } }
            }
        }
    }

    @HTML.Builder private func reader(_ reader: PartReaders.Reader, of part: PartReaders) -> HTML {
        let isUs = reader.organisation == tools.us
        strong { reader.name }
        if isUs { " " + words("sharing.reader.us") }
        " · "
        if reader.isKeeper {
            words("sharing.reader.keeper")
        } else if let admission = reader.admission {
            words("sharing.reader.until", ["date": words.date(admission.until)]) + " · " + words(admission.basis)
            if !admission.includesEarlier {
                " · " + words("sharing.reader.later", ["date": words.date(admission.since)])
            }
            if tools.session.member.isAble, isUs || part.isOurs {
                " "
                a(
                    to: tools.tab(.sharing) + "?end=" + admission.id.text,
                    .aria("label", endLabel(isUs) + ": " + reader.name + ", " + words(part.compartment))
                ) { endLabel(isUs) }
            }
        } else {
            words("sharing.reader.offered")
        }
    }

    private func endLabel(_ isUs: Bool) -> String { words(isUs ? "sharing.leave" : "sharing.end") }

    @HTML.Builder private var begin: HTML {
        if tools.canAct, !ShareForm.parts(tools).isEmpty {
            h2 { words("sharing.begin") }
            if tools.partners.isEmpty {
                p { words("sharing.begin.nobody") }
            } else {
                details(.id("share"), tools.query["basis"] == nil ? .class("more") : .open) {
                    summary { words("sharing.begin.open") }
                    ShareForm.choice(tools)
                }
            }
        } else if tools.canAct {
            p { words("sharing.begin.notOurs") }
        }
    }

    // MARK: Decisions

    private func decisions() throws -> HTML {
        let decisions = try view.contents.all(SharingDecision.self)
        let all = try view.contents.all(SharingEnd.self)
        let ends = Dictionary(all.map { ($0.body.share, $0) }) { _, last in last }
        let decided = Set(decisions.compactMap(\.body.share))
        // A transfer lets the old coordinator in without a decision, and who reads what comes reads no earlier decision.
        let others = all.filter { !decided.contains($0.body.share) }
        return HTML {
            h2 { words("sharing.decisions") }
            if decisions.isEmpty && others.isEmpty { p { words("sharing.decisions.none") } }
            for decision in decisions.reversed() {
                self.decision(decision, end: decision.body.share.flatMap { ends[$0] })
            }
            for end in others.reversed() {
                share(with: end.body.receiver, end.compartment, end.at, "sharing.state.ended", [fact(end)])
            }
        }
    }

    private func decision(_ decision: Kept<SharingDecision>, end: Kept<SharingEnd>?) -> HTML {
        let body = decision.body
        var facts = [Fact(name: words("sharing.what"), value: ownWords(body.what))] + GroundsForm.facts(body.grounds, words)
        facts += [
            Fact(name: words("sharing.until"), value: HTML(text: words.date(body.until))),
            Fact(
                name: words("sharing.earlier"),
                value: HTML(text: words(body.includesEarlier ? "sharing.earlier.all" : "sharing.earlier.later"))),
            Fact(name: words("sharing.decidedBy"), value: HTML(text: author(decision.author))),
        ]
        if let end { facts.append(fact(end)) }
        let state: Key =
            end != nil
            ? "sharing.state.ended" : body.until > tools.now ? "sharing.state.runs" : "sharing.state.over"
        return share(with: body.receiver, body.compartment, decision.at, state, facts)
    }

    private func share(
        with receiver: OrganisationID, _ part: Compartment?, _ day: Instant, _ state: Key, _ facts: [Fact]
    ) -> HTML {
        details(.class("more")) {
            summary {
                words(
                    "sharing.decision",
                    [
                        "part": part.map { words($0) } ?? "", "organisation": name(of: receiver),
                        "date": words.date(day),
                    ]) + " · " + words(state)
            }
            factList(facts)
        }
    }

    private func fact(_ end: Kept<SharingEnd>) -> Fact {
        Fact(
            name: words("sharing.ended"),
            value: HTML {
                p { words.date(end.at) + " · " + author(end.author) }
                ownWords(end.body.reason)
            })
    }

    private func author(_ author: Author) -> String { author.name + ", " + author.organisationName }

    private func name(of id: OrganisationID) -> String {
        tools.name(of: id) ?? words("sharing.organisationGone")
    }
}

extension DossierTools {
    /// What an organisation is called, as far as this page knows it.
    func name(of id: OrganisationID) -> String? {
        if id == us { return session.organisation.name }
        return partners.first { $0.id == id }?.name
            ?? view.readers.lazy.flatMap(\.readers).first { $0.organisation == id }?.name
    }
}
