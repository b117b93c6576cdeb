extension TOTP {
    /// The address in the picture that an authenticator app reads (Google's Key URI format).
    public static func enrolmentAddress(_ secret: [UInt8], issuer: String, account: String) -> String {
        let (issuer, account) = (percentEncoded(issuer), percentEncoded(account))
        return "otpauth://totp/\(issuer):\(account)?secret=\(base32(secret))&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=\(digits)&period=\(stepMilliseconds / 1_000)"
    }

    /// The secret for typing over: base32 (RFC 4648) without filling.
    public static func base32(_ secret: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var held: UInt32 = 0
        for byte in secret {
            buffer = buffer << 8 | UInt32(byte)
            held += 8
            while held >= 5 {
                held -= 5
                out.append(alphabet[Int(buffer >> held & 31)])
            }
        }
        if held > 0 { out.append(alphabet[Int(buffer << (5 - held) & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Everything but the unreserved characters of RFC 3986.
    private static func percentEncoded(_ text: String) -> String {
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        let out = text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126: [byte]
            default: [37, hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
