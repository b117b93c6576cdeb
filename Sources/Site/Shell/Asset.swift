import Embedded
import HTTPTypes
import Terms
import Vault
import Web

/// What every page loads. Its address holds a digest of it, so that browsers may keep it for ever: a changed one has
/// another address.
struct Asset: Sendable {
    /// The stable name of its route.
    let name: String
    let address: String
    private let type: String
    private let bytes: [UInt8]

    private init(_ name: String, _ file: String, _ ending: String, _ type: String, _ bytes: [UInt8]) {
        self.name = name
        let digest = Crockford.encode(Array(Digest.sha256(bytes).prefix(10))).lowercased()
        address = "/assets/\(file).\(digest).\(ending)"
        self.type = type
        self.bytes = bytes
    }

    static let style = Asset("asset.style", "baken", "css", "text/css; charset=utf-8", EmbeddedFile.baken_css.bytes)
    static let script = Asset(
        "asset.script", "baken", "js", "text/javascript; charset=utf-8", EmbeddedFile.baken_js.bytes)
    static let icon = Asset("asset.icon", "favicon", "svg", "image/svg+xml", EmbeddedFile.favicon_svg.bytes)
    static let all = [style, script, icon]

    var route: SiteRoute {
        .anyone(.get, RoutePath(stringLiteral: address), name) { _ in .asset(bytes, type: type) }
    }
}
