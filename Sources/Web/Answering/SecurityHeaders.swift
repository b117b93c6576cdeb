import HTTPTypes

/// What every reply tells the browser: run nothing but ours, embed and be embedded by nobody, keep nothing, tell
/// nobody where the visitor came from.
struct SecurityHeaders: Sendable {
    private let fields: HTTPFields

    /// - Parameter isSecure: Whether the site is served over https. Only then browsers are told to insist on it: on an
    ///   onion address and on a developer's machine there is none.
    init(isSecure: Bool) {
        var fields: HTTPFields = [
            .contentSecurityPolicy:
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
            // To other sites nothing. To our own, or browsers would write `Origin: null` on every form.
            .referrerPolicy: "same-origin",
            .crossOriginOpenerPolicy: "same-origin",
            .crossOriginResourcePolicy: "same-origin",
            .crossOriginEmbedderPolicy: "require-corp",
            .permissionsPolicy: Self.nothingPermitted,
            .xFrameOptions: "DENY",
            .cacheControl: "no-store",
        ]
        if isSecure { fields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        self.fields = fields
    }

    private init(_ fields: HTTPFields) { self.fields = fields }

    /// The same, with other standing fields in their place.
    func overlaid(with others: HTTPFields) -> Self { Self(with(others)) }

    /// All fields of a reply: the standing ones, and its own in their place.
    func with(_ own: HTTPFields) -> HTTPFields {
        var all = fields
        for field in own {
            all[field.name] = nil
        }
        all.append(contentsOf: own)
        return all
    }

    /// Names that every Chromium knows: it complains in its console of each that it does not.
    private static let nothingPermitted = [
        "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture",
        "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection",
        "interest-cohort", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
        "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "xr-spatial-tracking",
    ].map { "\($0)=()" }.joined(separator: ", ")
}

extension HTTPField.Name {
    static let referrerPolicy = Self("Referrer-Policy")!
    static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    static let crossOriginEmbedderPolicy = Self("Cross-Origin-Embedder-Policy")!
    static let permissionsPolicy = Self("Permissions-Policy")!
    static let xFrameOptions = Self("X-Frame-Options")!
}
