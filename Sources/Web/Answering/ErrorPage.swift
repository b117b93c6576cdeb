package import HTTPTypes

/// Every way in which the site says no or sorry, with its status. Handlers may throw one.
///
/// The sentences stand in the catalogues under `error.<code>.title` and `error.<code>.text`.
package enum ErrorPage: Error, Sendable, Hashable {
    /// There is nothing here, or nothing this visitor may know of.
    case notFound
    /// The address exists, the method does not.
    case wrongMethod
    case addressTooLong
    /// The form arrived damaged, or was not made by a browser.
    case malformed
    /// More than is read: 1 MB of text, 200 MB with files.
    case tooLarge
    /// A body of a kind this site does not take.
    case wrongKind
    /// Whoever asks accepts nothing of what there is.
    case notAcceptable
    /// The form was sent from another site.
    case foreignOrigin
    /// A member came over http under a name, where others can read along.
    case unencrypted
    /// The form was open too long.
    case formExpired
    /// The hidden part of the form was changed, or belongs to another form.
    case formUnreadable
    /// The session ended while a form was open.
    case loggedOut
    /// The member's role does not reach here.
    case notYourRole
    /// Too much work at once; nothing was stored.
    case busy
    /// The disk is full; nothing was stored.
    case full
    /// The database does not answer; nothing was stored.
    case unavailable
    /// A fault of the program or its machine. The incident's number stands in the log, and nothing else of it here.
    case fault(incident: String)

    /// Every one there is, for the test that the catalogues have a sentence for each.
    static let all = [
        Self.notFound, .wrongMethod, .addressTooLong, .malformed, .tooLarge, .wrongKind, .notAcceptable,
        .foreignOrigin, .unencrypted, .formExpired, .formUnreadable, .loggedOut, .notYourRole, .busy, .full, .unavailable,
        .fault(incident: ""),
    ]
    static let allCodes = all.map(\.code)

    /// The stable code: the key in the catalogues.
    package var code: String {
        switch self {
        case .notFound: "notFound"
        case .wrongMethod: "wrongMethod"
        case .addressTooLong: "addressTooLong"
        case .malformed: "malformed"
        case .tooLarge: "tooLarge"
        case .wrongKind: "wrongKind"
        case .notAcceptable: "notAcceptable"
        case .foreignOrigin: "foreignOrigin"
        case .unencrypted: "unencrypted"
        case .formExpired: "formExpired"
        case .formUnreadable: "formUnreadable"
        case .loggedOut: "loggedOut"
        case .notYourRole: "notYourRole"
        case .busy: "busy"
        case .full: "full"
        case .unavailable: "unavailable"
        case .fault: "fault"
        }
    }

    package var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .wrongMethod: .methodNotAllowed
        case .addressTooLong: .uriTooLong
        case .malformed, .formExpired, .formUnreadable: .badRequest
        case .tooLarge: .contentTooLarge
        case .wrongKind: .unsupportedMediaType
        case .notAcceptable: .notAcceptable
        case .foreignOrigin, .unencrypted, .loggedOut, .notYourRole: .forbidden
        case .busy, .full, .unavailable: .serviceUnavailable
        case .fault: .internalServerError
        }
    }

    /// Whether the trouble passes by itself: the same form may be sent again as it is.
    package var isPassing: Bool { retryAfterSeconds != nil }

    /// After how many seconds trying again makes sense (RFC 9110, 10.2.3); given with every 503.
    package var retryAfterSeconds: Int? {
        switch self {
        case .busy: 5
        case .unavailable: 15
        case .full: 120
        default: nil
        }
    }
}
