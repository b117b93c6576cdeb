/// A whole page: the language it is in, its title, and its body.
public struct Document: Sendable {
    public var language: String
    public var direction: Direction
    /// What the tab and the history show: on public pages nothing that tells what the site is for.
    public var title: String
    /// Addresses of style sheets, and of scripts that only improve the page.
    public var styles: [String]
    public var scripts: [String]
    public var icon: String?
    public var bodyClass: String
    public var body: HTML

    public init(
        language: String, direction: Direction = .leftToRight, title: String, styles: [String] = [],
        scripts: [String] = [], icon: String? = nil, bodyClass: String = "", @HTML.Builder body: () -> HTML
    ) {
        self.language = language
        self.direction = direction
        self.title = title
        self.styles = styles
        self.scripts = scripts
        self.icon = icon
        self.bodyClass = bodyClass
        self.body = body()
    }

    /// The page in UTF-8, ready to be sent.
    public func render() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.bytes.count + 1_024)
        bytes.append(literal: "<!doctype html>")
        let page = element("html", [.lang(language), .dir(direction)]) {
            HTML {
                head
                element("body", bodyClass.isEmpty ? [] : [.class(bodyClass)]) { body }
            }
        }
        bytes.append(contentsOf: page.bytes)
        return bytes
    }

    @HTML.Builder private var head: HTML {
        element("head", []) {
            HTML {
                HTML.raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
                HTML.raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noarchive\">")
                element("title", []) { HTML(text: title) }
                if let icon {
                    void("link", [Attribute("rel", "icon"), .address("href", icon)])
                }
                for style in styles {
                    void("link", [Attribute("rel", "stylesheet"), .address("href", style)])
                }
                for script in scripts {
                    element("script", [.address("src", script), Attribute("defer", nil)]) { .empty }
                }
            }
        }
    }
}
