import HTML
import Organisations
import Reporting
import Signpost
import Terms
import Words

/// Whom to turn to and why, and the way on to a report here.
struct AdvicePage {
    let words: Words
    let answers: Answers
    /// The sealed state for the hidden field.
    let state: String
    let guide: Guide
    let now: Instant
    /// Who would receive the report here; absent when nobody can.
    let receiver: Receiver?
    /// By when that one will have looked at it.
    let promise: Promise
    /// The points to which it can be sent here, and who receives it then.
    let here: [PointID: Receiver]
    let isChecking: Bool
    private var language: Language { words.language }

    func document() -> Document {
        let advice = guide.advice(for: answers.situation, at: now)
        // Few to choose from at first sight; the others are folded away.
        let count = max(3, advice.recommendations.prefix { $0.strength <= .main }.count)
        let shown = advice.recommendations.prefix(count)
        return publicPage(
            words, title: words("advice.tab"), home: PublicAddress.home(language),
            leaving: PublicAddress.leave(language), languages: .buttons(form: "walk", name: "language")
        ) {
            h1 { words("advice.title") }
            form(to: PublicAddress.report(language), .id("walk"), .class("print")) {
                hidden("state", state)
                hidden("step", WalkStep.advice.rawValue)
                if answers.danger == true { callNotice(words, words("advice.danger")) }
                ol(.class("stack advice")) {
                    for recommendation in shown.prefix(placeOfReport(advice)) { card(of: recommendation) }
                    reportHere
                    for recommendation in shown.dropFirst(placeOfReport(advice)) { card(of: recommendation) }
                }
                others(Array(advice.recommendations.dropFirst(shown.count)))
                omitted(advice.notRecommended)
                section {
                    h2 { words("advice.answers") }
                    factList(AnswerFacts(words: words, answers: answers, guide: guide).situation.map { $0.fact(words) })
                }
                buttons { button(words("form.back"), .secondary, value: ("go", "back")) }
                abandonButton(words)
            }
            p(.class("hint")) { words("form.kept") }
            printButton(words)
        }
    }

    /// How many points stand above a report here. Whoever is in danger, has a question or wants to talk it over sees first
    /// whom to turn to.
    private func placeOfReport(_ advice: Advice) -> Int {
        guard answers.danger != true, answers.situation.purpose != .consult else { return .max }
        return advice.placesBeforeReport(to: receiver?.reception.point, at: now)
    }

    @HTML.Builder private var reportHere: HTML {
        if let receiver {
            let due = words.promise(promise, at: now)
            li {
                notice {
                    p { words("advice.here", ["organisation": receiver.organisation.name, "due": due]) }
                    if let about = receiver.reception.about[language], !about.isEmpty { p { about } }
                    buttons {
                        button(words(isChecking ? "advice.check" : "advice.here.button"), value: ("go", "next"))
                    }
                }
            }
        }
    }

    private func card(of recommendation: Recommendation) -> HTML {
        let point = recommendation.point
        let name = point.name[language]
        return li(.class("card")) {
            h2 { name }
            p(.class("badges")) {
                if let phone = point.contact.phone { HTML { phoneLink(phone, words); " " } }
                openingBadge(point.state(at: now), at: now, words)
                " "
                if point.id != Self.emergency { badge(anonymityText(point.anonymity, words)) }
            }
            for reason in recommendation.reasons.filter({ !isAboutName($0, of: point) }) { p { text(of: reason) } }
            if point.id == Self.emergency {
                p { words("step.danger.call.asks") }
                if answers.told.contains(.anonymous) { p { words("advice.emergency.name") } }
            }
            details {
                summary { words("advice.more", ["name": name]) }
                more(point)
            }
            if let receiver = here[point.id] {
                p { whoReads(receiver, for: name) }
                button(
                    words("advice.here.point", ["name": name]), .secondary, value: ("go", "here-" + point.id.text))
                " "
            }
            button(words("advice.letter", ["name": name]), .quiet, value: ("go", "letter-" + point.id.text))
        }
    }

    /// Who receives it at a point to which it can be sent here, and by when they read it: the point's hours are not theirs.
    private func whoReads(_ receiver: Receiver, for name: String) -> String {
        let organisation = receiver.organisation.name
        return words(
            organisation == name ? "advice.here.reads" : "advice.here.readsFor",
            ["organisation": organisation, "name": name, "due": words.promise(promise, at: now)])
    }

    @HTML.Builder private func more(_ point: Point) -> HTML {
        let aboutName = point.id == Self.emergency ? nil : point.says.anonymity
        for text in [point.says.task, point.says.expect, point.says.next, aboutName] {
            if let text { p { text[language] } }
        }
        if let chat = point.contact.chat { p { words("signpost.fact.chat") + ": "; webLink(chat) } }
        if let web = point.contact.web { p { words("signpost.fact.web") + ": "; webLink(web) } }
        if point.contact.phone == nil, let email = point.contact.email {
            p { words("signpost.fact.email") + ": " + email }
        }
    }

    /// Whoever is in danger reads what 112 asks, instead of what it cannot promise.
    private static let emergency: PointID = "112"

    private func isAboutName(_ reason: Reason, of point: Point) -> Bool {
        let codes: [Reason.BuiltIn] = [.notAnonymous, .anonymityPartly, .anonymityUnknown]
        return point.id == Self.emergency && codes.contains { $0.rawValue == reason.code }
    }

    private func text(of reason: Reason) -> String {
        reason.text?[language] ?? say(Key("advice.reason", reason.code))
    }

    private var say: FormVoice { FormVoice(words: words, to: answers) }

    @HTML.Builder private func others(_ recommendations: [Recommendation]) -> HTML {
        if !recommendations.isEmpty {
            details {
                summary { words.count("advice.others", recommendations.count) }
                ul(.class("stack")) { for recommendation in recommendations { card(of: recommendation) } }
            }
        }
    }

    @HTML.Builder private func omitted(_ omissions: [Omission]) -> HTML {
        if !omissions.isEmpty {
            details {
                summary { words("advice.omitted") }
                dl(.class("summary")) {
                    for omission in omissions {
                        div {
                            dt { omission.point.name[language] }
                            dd { for reason in omission.reasons { p { text(of: reason) } } }
                        }
                    }
                }
            }
        }
    }
}
