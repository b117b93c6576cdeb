/// The kinds of attachment that are taken, told by how the file begins and by nothing its sender says.
///
/// A file can be two kinds at once: a picture with an archive behind it begins like a picture and is taken for one.
/// That is why whatever is taken is only ever handed on to be saved (see ``Reply/download(fileName:kind:length:_:)``).
/// All else is refused: archives and office files unpack, SVG and HTML run, programs are programs.
package enum FileKind: String, Sendable, Hashable, CaseIterable {
    case jpeg, png, gif, webp, heic, pdf

    /// So many bytes of the beginning tell the kind; less will do when the file is shorter.
    package static let neededBytes = 1_024

    /// - Parameter start: The first bytes of the file. Nil when it is none of the kinds.
    package init?(of start: some Collection<UInt8>) {
        let bytes = Array(start.prefix(Self.neededBytes))
        func has(_ text: StaticString, at place: Int) -> Bool {
            text.withUTF8Buffer { bytes.dropFirst(place).starts(with: $0) }
        }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]), bytes.count > 3, bytes[3] >= 0xC0 {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), has("IHDR", at: 12) {
            self = .png
        } else if has("GIF87a", at: 0) || has("GIF89a", at: 0) {
            self = .gif
        } else if has("RIFF", at: 0), has("WEBPVP8", at: 8) {
            self = .webp
        } else if has("ftyp", at: 4), Self.heifBrands.contains(Array(bytes.dropFirst(8).prefix(4))) {
            self = .heic
        } else if Self.beginsPDF(bytes) {
            self = .pdf
        } else {
            return nil
        }
    }

    /// Readers look for the header of a PDF within the first 1,024 bytes: before it may stand a byte order mark, line ends,
    /// what a mail or a printer put there. Source: Adobe, PDF Reference 1.7, appendix H.3, notes 13 and 14.
    private static func beginsPDF(_ bytes: [UInt8]) -> Bool {
        guard let place = place(of: "%PDF-", in: bytes) else {
            let line = bytes.prefix { $0 != 10 && $0 != 13 }
            return line.starts(with: Array("%!PS-Adobe-".utf8)) && place(of: " PDF-", in: Array(line)) != nil
        }
        return !isOther(bytes[..<place])
    }

    private static func place(of header: String, in bytes: [UInt8]) -> Int? {
        bytes.indices.first { bytes[$0...].starts(with: header.utf8) }
    }

    /// Whether what stands before a header says that the file is of another kind: an archive, a program, a page.
    private static func isOther(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = bytes.drop { [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0x00].contains($0) || $0 <= 0x20 }
        let others = ["PK", "MZ", "\u{7F}ELF", "<", "{\\rtf", "Rar!", "7z", "#!"].map { Array($0.utf8) }
        return others.contains { start.starts(with: $0) }
    }

    /// The brands of still and burst pictures (ISO/IEC 23008-12, annex B). Films carry other ones.
    private static let heifBrands = Set(
        ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].map { Array($0.utf8) })

    /// The kind that is sent on as this type.
    package init?(mediaType: String) {
        guard let kind = Self.allCases.first(where: { $0.mediaType == mediaType }) else { return nil }
        self = kind
    }

    /// The type it is sent on as.
    package var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .gif: "image/gif"
        case .webp: "image/webp"
        case .heic: "image/heic"
        case .pdf: "application/pdf"
        }
    }

    /// What its name ends with when it is saved, without the dot.
    package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

    /// Other endings that say the same.
    package var otherExtensions: [String] {
        switch self {
        case .jpeg: ["jpeg", "jpe", "jfif"]
        case .heic: ["heif"]
        default: []
        }
    }
}
