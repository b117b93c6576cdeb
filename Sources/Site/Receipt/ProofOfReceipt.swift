import HTML
import Journal
import Reporting
import Terms
import Words

/// The proof that a report arrived, to print: what stands in it, and how it is checked.
func proofOfReceipt(_ words: Words, _ proof: InclusionProof) throws -> HTML {
    let reference = Envelope.reference(of: try ReportID(proof.entry.object))
    return HTML {
        h1 { words("proof.title") }
        lead(words("proof.lead"))
        factList([
            Fact(name: words("proof.reference"), value: HTML(text: reference)),
            Fact(name: words("proof.received"), value: HTML(text: words.dateTime(proof.entry.at))),
        ])
        p { words("proof.contents") }
        p { words("proof.contents.care") }
        h2 { words("proof.block.label") }
        p { words("proof.block.whole") }
        // A few lines of it show, and all of it on paper; one click selects the whole.
        pre(
            .class("proof whole"), .role("region"), .aria("label", words("proof.block.label")), .reachable
        ) { proof.text }
        h2 { words("proof.check.title") }
        p { words("proof.check.text") }
        pre(.class("proof")) { words("proof.check.command") }
        p { words("proof.check.result") }
        printButton(words)
    }
}
