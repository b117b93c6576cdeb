import HTML
import Organisations
import Reporting
import Terms
import Vault
import Words

/// The code to hand over: shown once, to be read aloud, written down or printed.
struct RecordedPage {
    let words: Words
    let session: Session
    let receipt: Receipt
    let sent: SubmittedReport

    func document() -> Document {
        memberPage(words, session, title: words("staff.recorded.title"), current: .record) {
            h1 { words("staff.recorded.title") }
            p(.role("status")) {
                words(
                    "staff.recorded.text",
                    ["reference": Envelope.reference(of: sent.id), "date": words.dateTime(sent.receivedAt)])
            }
            h2 { words("staff.recorded.code") }
            receiptCode(words, receipt.groups)
            ol {
                li { words("staff.recorded.read") }
                li { words("staff.recorded.check", ["group": receipt.lastGroup]) }
                li { words("staff.recorded.where") }
            }
            p { words("staff.recorded.once") }
            printButton(words)
            buttons {
                linkButton(words("staff.recorded.open"), to: StaffAddress.report(sent.id, words.language))
                linkButton(words("staff.recorded.next"), to: StaffAddress.record(words.language), .secondary)
            }
        }
    }
}
