import CQREncode
import HTML
import Vault
import Words

/// How one brings a key into an app for one-time codes: by a link on the same telephone, by a picture from another
/// screen, or by typing it over.
func secondFactorSteps(_ words: Words, _ secret: [UInt8], issuer: String, account: String) -> HTML {
    let address = TOTP.enrolmentAddress(secret, issuer: issuer, account: account)
    return ol {
        li { words("staff.invitation.second.app") }
        li {
            words("staff.invitation.second.here") + " "
            a(to: address) { words("staff.invitation.second.link") }
        }
        if let squares = squares(of: address) {
            li {
                words("staff.invitation.second.scan")
                bitmap(squares, margin: 4, alt: words("staff.invitation.second.picture"), .class("scan"))
            }
        }
        li {
            words("staff.invitation.second.key") + " "
            code(.class("secret")) { grouped(TOTP.base32(secret)) }
        }
        li { words("staff.invitation.second.type") }
    }
}

/// In fours, as one types it over.
private func grouped(_ secret: String) -> String {
    let letters = Array(secret)
    return stride(from: 0, to: letters.count, by: 4)
        .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
}

/// The squares of a QR code (ISO/IEC 18004) that still reads when a seventh of it is not seen; absent when names are so
/// long that none holds them.
private func squares(of text: String) -> [[Bool]]? {
    let bytes = Array(text.utf8)
    guard let made = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(made) }
    let width = Int(made.pointee.width)
    return (0..<width).map { y in (0..<width).map { x in made.pointee.data[y * width + x] & 1 == 1 } }
}
