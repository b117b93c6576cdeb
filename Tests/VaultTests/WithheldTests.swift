import Testing

@testable import Vault

/// However a secret is printed, its value is not in what is printed.
@Suite struct WithheldTests {
    /// Every way of printing a value that the language has.
    func printed(_ value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        var nested = ""
        dump(["key": [value, value]], to: &nested)
        return [
            "\(value)", String(describing: value), String(reflecting: value), dumped, nested, "\([value])",
            "\(Optional(value) as Any)", "\(["a": value])", "\((value, 1))", "\(Mirror(reflecting: value).children.map { $0 })",
        ]
    }

    @Test func noSecretIsPrinted() throws {
        let bytes = ascending(0xA1..<0xC1)
        let receipt = Receipt(entropy: ascending(0x10..<0x1D))
        let secrets: [(any Withheld, String)] = [
            (receipt, "receipt withheld"), (try PrivateKey(seed: bytes), "private key withheld"),
            (try ContentKey(bytes), "content key withheld"), (try ServerSecret(bytes), "server secret withheld"),
            (try SigningKey(seed: bytes), "signing key withheld"),
            (StreamSealer(key: try ContentKey(bytes), Binding("a")), "stream withheld"),
        ]
        for (secret, description) in secrets {
            #expect("\(secret)" == description)
            for text in printed(secret) {
                #expect(!text.contains("161, 162") && !text.lowercased().contains("a1a2"))
                #expect(receipt.groups.allSatisfy { !text.contains($0) })
                #expect(!text.contains("key:") || text.contains("withheld"))
                #expect(text.contains("withheld") || text == "[]")
            }
            #expect(Mirror(reflecting: secret).children.isEmpty)
        }
    }

    @Test func anErrorHoldsNoPlaintext() throws {
        let key = ContentKey()
        let sealed = try Seal.seal(Array("Roxanne".utf8), under: key, Binding("a"))
        let error = #expect(throws: VaultError.self) { try Seal.open(sealed, under: key, Binding("b")) }
        #expect("\(error as Any)" == "Optional(Vault.VaultError.notOpened)")
    }
}
