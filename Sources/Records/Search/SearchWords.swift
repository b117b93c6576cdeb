import Terms

/// By which words and numbers a text is found, and by which of them a question asks: folded, and whatever is written in
/// groups (telephone numbers, number plates, postcodes, accounts) in one piece as well.
///
/// Nobody has to know how a colleague wrote a number: "+31 (0)6 83 00 11 22" in a sentence is found by "0683001122".
enum SearchWords {
    /// The most groups that are read as one number.
    private static let mostGroups = 9
    /// Two telephone numbers are the same when so many digits at their end are: the rest is country and trunk code.
    private static let telephoneDigits = 9

    /// A row of letters and digits in a text, folded both ways.
    private struct Group {
        var plain: String
        var writtenOut: String
        /// Whether only what groups of a number are written with stands between it and the group before.
        let isJoined: Bool

        var isDigits: Bool { plain.utf8.allSatisfy { (48...57).contains($0) } }
        var spellings: Set<String> { plain == writtenOut ? [plain] : [plain, writtenOut] }
    }

    /// What a text is found by, words first.
    static func found(in text: String) -> [String] {
        let groups = groups(of: text)
        let words = Set(groups.flatMap(\.spellings).filter { $0.count >= 2 })
        let numbers = groups.indices.reduce(into: Set<String>()) { $0.formUnion(joined(from: $1, groups).flatMap(\.forms)) }
        return words.sorted() + numbers.subtracting(words).sorted()
    }

    /// What an identifier is found by as a whole, however it is written.
    static func forms(ofIdentifier text: String) -> Set<String> {
        let groups = groups(of: text)
        let spellings: Set<String> = [groups.map(\.plain).joined(), groups.map(\.writtenOut).joined()]
        return Set(spellings.flatMap(numberForms).filter { $0.count >= 2 })
    }

    /// What a question asks for: one of each set, in the order in which it was typed.
    static func asked(by question: String) -> [Set<String>] {
        let groups = groups(of: question)
        var asked = groups.map { $0.spellings.filter { $0.count >= 2 } }
        for start in groups.indices {
            for number in joined(from: start, groups) {
                for place in start..<start + number.groups { asked[place].formUnion(number.forms) }
            }
        }
        return asked.filter { !$0.isEmpty }
    }

    private struct Number {
        let groups: Int
        let forms: Set<String>
    }

    /// The numbers that begin at a group.
    private static func joined(from start: Int, _ groups: [Group]) -> [Number] {
        guard groups[start].plain.count <= 17 else { return [] }
        var numbers = groups[start].isDigits ? [Number(groups: 1, forms: numberForms(groups[start].plain))] : []
        var text = groups[start].plain
        let isAccount = text.wholeMatch(of: /[a-z]{2}[0-9]{2}/) != nil
        var isPlate = isOfPlate(groups[start])
        var isDigits = groups[start].isDigits
        for end in groups.indices.dropFirst(start + 1).prefix(mostGroups - 1) {
            let group = groups[end]
            guard group.isJoined else { break }
            text += group.plain
            isDigits = isDigits && group.isDigits
            isPlate = isPlate && isOfPlate(group)
            guard isDigits || isPlate || isAccount else { break }
            let isNumber =
                isDigits
                ? (5...17).contains(text.count)
                : (isPlate && (4...10).contains(text.count) && text.count(where: \.isNumber) >= 2)
                    || (isAccount && (15...34).contains(text.count))
            if isNumber { numbers.append(Number(groups: end - start + 1, forms: numberForms(text))) }
        }
        return numbers
    }

    /// A group of a number plate or postcode: some digits, or a few letters.
    private static func isOfPlate(_ group: Group) -> Bool {
        group.plain.count <= 3 || group.plain.contains(where: \.isNumber)
    }

    /// A number and, when it may be a telephone number, its end.
    private static func numberForms(_ text: String) -> Set<String> {
        guard text.utf8.count >= 8, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return [text] }
        let national = text.drop { $0 == "0" }
        guard national.count >= 6 else { return [text] }
        var forms: Set<String> = [text, String(national.suffix(telephoneDigits))]
        // Some countries have numbers of eight digits: +32 2 123 45 67 is 02 123 45 67.
        if national.count == 10 { forms.insert(String(national.suffix(8))) }
        return forms
    }

    private static func groups(of text: String) -> [Group] {
        let (plain, writtenOut) = (split(Folding.fold(text)), split(Folding.foldWrittenOut(text)))
        var groups: [Group] = []
        for (place, piece) in plain.enumerated() {
            let next = place + 1 < plain.count ? plain[place + 1].before : ""
            // "+31 (0)6": the nought is dialled only by who does not dial the country.
            if piece.text == "0", piece.before.hasSuffix("("), next.hasPrefix(")"), groups.last?.isDigits == true {
                continue
            }
            groups.append(
                Group(
                    plain: piece.text,
                    writtenOut: writtenOut.count == plain.count ? writtenOut[place].text : piece.text,
                    isJoined: place > 0 && piece.before.count <= 4 && piece.before.allSatisfy(isOfNumbers)))
        }
        return groups
    }

    /// What groups of a number are written with.
    private static func isOfNumbers(_ character: Character) -> Bool {
        character.isWhitespace || "-‐‑‒–—−.·•/()+_".contains(character)
    }

    private static func split(_ text: String) -> [(before: String, text: String)] {
        var pieces: [(before: String, text: String)] = []
        var before = ""
        var word = ""
        for character in text {
            if character.isLetter || character.isNumber {
                word.append(character)
                continue
            }
            if !word.isEmpty {
                pieces.append((before, word))
                (before, word) = ("", "")
            }
            before.append(character)
        }
        if !word.isEmpty { pieces.append((before, word)) }
        return pieces
    }
}
