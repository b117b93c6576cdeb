public import Terms

/// The sentences of one language. A page holds keys, never sentences.
public struct Words: Sendable {
    public let language: Language
    private let sentences: [String: Sentence]

    /// The words of a language. The first call reads its catalogues; later ones cost nothing.
    public static func of(_ language: Language) -> Words {
        Words(language: language, sentences: Catalogue.of(language).sentences)
    }

    init(language: Language, sentences: [String: Sentence]) {
        self.language = language
        self.sentences = sentences
    }

    /// The sentence of a key, its `{placeholders}` filled.
    ///
    /// A key that is missing is shown as «key»: a page never fails for a text, and a test finds each missing key.
    public func callAsFunction(_ key: Key, _ values: [String: String] = [:]) -> String {
        guard let sentence = sentences[key.text] else { return "«\(key.text)»" }
        return sentence.text(for: 0).filled(with: values)
    }

    /// The sentence of a key for a number of things; `{n}` is the number as the language writes it.
    public func count(_ key: Key, _ number: Int, _ values: [String: String] = [:]) -> String {
        guard let sentence = sentences[key.text] else { return "«\(key.text)»" }
        return sentence.text(for: number).filled(with: values.merging(["n": self.number(number)]) { own, _ in own })
    }

    /// What a code means, in a few words: the key `code.<list>.<code>`.
    public func callAsFunction<Code: Coded>(_ code: Code) -> String {
        self(Key("code", Code.list, code.rawValue))
    }

    /// Whether the catalogues have this key.
    public func has(_ key: Key) -> Bool { sentences[key.text] != nil }

    /// Every key of this language, sorted: for the tests that compare languages, and uses with keys.
    public var keys: [String] { sentences.keys.sorted() }
}
