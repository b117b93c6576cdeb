import Collaboration
import HTML
import Organisations
import Terms
import Web
import Words

/// Ending a share: by who keeps the part, or by who was let in and leaves.
struct ShareEndForm {
    static let deed = "end-share"
    private let tools: DossierTools
    private let part: PartReaders
    private let reader: PartReaders.Reader
    private let share: ShareID
    private var words: Words { tools.words }

    /// Present when a share was chosen that this organisation may end.
    init?(_ tools: DossierTools) {
        let chosen = tools.refused.flatMap { $0.deed == Self.deed ? $0.fields["share"] : nil } ?? tools.query["end"]
        guard tools.session.member.isAble, let chosen else { return nil }
        for part in tools.view.readers {
            for reader in part.readers where reader.admission?.id.text == chosen {
                guard part.isOurs || reader.organisation == tools.us, let share = reader.admission?.id else { return nil }
                self.tools = tools
                self.part = part
                self.reader = reader
                self.share = share
                return
            }
        }
        return nil
    }

    @HTML.Builder var html: HTML {
        let names = ["part": words(part.compartment), "organisation": reader.name]
        let isUs = reader.organisation == tools.us
        backLink(words("sharing.back"), to: tools.tab(.sharing))
        h2 { isUs ? words("sharing.leave.title", names) : words("sharing.end.title", names) }
        p { isUs ? words("sharing.leave.text", names) : words("sharing.end.text", names) }
        form(to: tools.address(Self.deed)) {
            tools.place
            hidden("share", share.text)
            tools.text(Self.deed, "end.reason", "sharing.end.reason", hint: "sharing.end.reason.hint", rows: 3)
            buttons { button(words(isUs ? "sharing.leave" : "sharing.end"), .secondary) }
        }
    }
}
