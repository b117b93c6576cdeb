import Support
import Testing

@testable import HTML

@Suite("Text in a page")
struct EscapingTests {
    /// Pieces of which attacks and accidents are made.
    private static let pieces = [
        "<", ">", "&", "\"", "'", "&amp;", "&lt", "&#x3c;", "</p>", "<script>alert(1)</script>", "<!--", "-->", "]]>",
        "`",
        "=", " onload=", "javascript:", "\n", "\r\n", "\t", "é", "€", "😀", "👨‍👩‍👧", "a\u{301}", "\u{202E}", "\u{FEFF}",
        "\u{85}",
        "{name}", "words", " ", "1", "/", "\\", "%3C", "＜", "\u{2028}",
    ]

    private static func texts(_ count: Int) -> [String] {
        let dice = Dice(2)
        return (0..<count).map { _ in
            (0..<dice.below(8)).map { _ in pieces[dice.below(pieces.count)] }.joined()
        }
    }

    @Test("is only text, whatever somebody typed, and comes out as it went in")
    func text() {
        for text in Self.texts(2_000) {
            for html in [p { text }, ownWords(text), HTML(text: text), li { strong { text } }] {
                let read = Markup(html)
                #expect(read.faults.isEmpty && read.allText == text, "\(html.text)")
                #expect(read.all("script").isEmpty)
            }
        }
    }

    @Test("stays within its quotation marks as an attribute")
    func attributes() {
        for text in Self.texts(2_000) {
            let html = HTML {
                div(.id(text), .class(text), .aria("label", text)) { "" }
                hidden("state", text)
                img("/picture", alt: text, width: 1, height: 1)
                time(text) { "" }
            }
            let read = Markup(html)
            #expect(read.faults.isEmpty, "\(html.text)")
            #expect(read.tags[0].attributes == ["id": text, "class": text, "aria-label": text])
            #expect(read.all("input")[0].attributes["value"] == text)
            #expect(read.all("img")[0].attributes["alt"] == text)
            #expect(read.all("time")[0].attributes["datetime"] == text)
        }
    }

    @Test("holds no control signs, which HTML does not know")
    func controls() {
        for byte in (UInt8(0)..<32).filter({ ![9, 10, 13].contains($0) }) + [127] {
            let text = "a" + String(UnicodeScalar(byte)) + "b"
            #expect(HTML(text: text).text == "a\u{FFFD}b", "\(byte)")
            #expect(Markup(div(.id(text)) { "" }).tags[0].attributes["id"] == "a\u{FFFD}b", "\(byte)")
        }
        #expect(HTML(text: "\t\r\n").text == "\t\r\n")
    }

    @Test("is the title of a page and nothing more")
    func document() {
        for text in Self.texts(200) {
            let page = Document(language: "nl", title: text, bodyClass: text) { p { text } }
            let read = Markup(String(decoding: page.render(), as: UTF8.self))
            #expect(read.faults.isEmpty)
            #expect(read.allText == text + text)
            #expect(read.all("html")[0].attributes["lang"] == "nl")
        }
    }

    @Test(
        "is no address that runs a script or leads away unseen",
        arguments: [
            "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
            "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "//elsewhere.example", "file:///etc/passwd", "",
            "\u{1}javascript:x", "blob:x", "HTTPS:javascript", "relative/page", "\\\\elsewhere.example",
        ])
    func harmful(address: String) {
        for html in [
            a(to: address) { "x" }, form(to: address) { "" }, img(address, alt: "", width: 1, height: 1),
            linkButton("x", to: address), button("x", action: address),
        ] {
            let tag = Markup(html).tags[0]
            let written = ["href", "action", "src", "formaction"].compactMap { tag.attributes[$0] }
            #expect(written == ["#"], "\(html.text)")
        }
    }

    @Test(
        "is an address where it is one",
        arguments: ["/nl", "/nl?q=a&b=c", "#main", "?p=2", "https://example.org/", "tel:112", "mailto:a@example.org"])
    func harmless(address: String) {
        #expect(Markup(a(to: address) { "x" }).tags[0].attributes["href"] == address)
    }
}
