import HTML
import Reporting
import Terms
import Words

/// The page of the form that takes photos, screenshots and PDF files.
struct FilesQuestion {
    let say: FormVoice
    private var words: Words { say.words }
    let files: [FileNote]
    let problem: String?

    @HTML.Builder var html: HTML {
        h1 { say("step.files.title") }
        lead(say("step.files.lead"))
        p { say("step.files.safe") }
        p { say("step.files.place") }
        notice(.warning) {
            p { say("step.files.images") }
            p { say("step.files.images.help") }
        }
        if !files.isEmpty { chosen }
        filesField(words, "files", words(files.isEmpty ? "step.files.label" : "step.files.more"), problem: problem)
        button(words("step.files.add"), .secondary, value: ("go", "add"))
    }

    private var chosen: HTML {
        section {
            h2 { words("step.files.chosen") }
            ul(.class("files rows")) {
                for file in files {
                    li {
                        span { fileName(words, file) }
                        button(
                            words("step.files.remove"), .quiet, value: ("go", "remove-" + file.id.text),
                            .aria("label", words("step.files.removeNamed", ["name": file.name])))
                    }
                }
            }
            p(.class("hint")) {
                words.count("step.files.total", files.count, ["size": words.bytes(files.reduce(0) { $0 + $1.bytes })])
            }
        }
    }
}
