import Crypto
import Foundation
import Testing

@testable import Vault

/// The library's HPKE against what others published, and ours against a second implementation of the key schedule.
@Suite struct HybridEncryptionTests {
    struct Classic: Sendable {
        let cipher: HPKE.AEAD
        let privateKey, encapsulated: String
        /// Sealed with sequence numbers 0, 1, 2 and associated data "Count-0", "Count-1", "Count-2".
        let sealed: [String]
    }

    /// RFC 9180 appendix A.1.1 and A.2.1, and the same KEM with AES-256-GCM from the working group's file of vectors.
    static let classics = [
        Classic(
            cipher: .AES_GCM_128,
            privateKey: "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
            encapsulated: "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
            sealed: [
                "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
                "af2d7e9ac9ae7e270f46ba1f975be53c09f8d875bdc8535458c2494e8a6eab251c03d0c22a56b8ca42c2063b84",
                "498dfcabd92e8acedc281e85af1cb4e3e31c7dc394a1ca20e173cb72516491588d96a19ad4a683518973dcc180",
            ]),
        Classic(
            cipher: .chaChaPoly,
            privateKey: "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
            encapsulated: "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
            sealed: [
                "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28",
                "6b53c051e4199c518de79594e1c4ab18b96f081549d45ce015be002090bb119e85285337cc95ba5f59992dc98c",
                "71146bd6795ccc9c49ce25dda112a48f202ad220559502cef1f34271e0cb4b02b4f10ecac6f48c32f878fae86b",
            ]),
        Classic(
            cipher: .AES_GCM_256,
            privateKey: "497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d",
            encapsulated: "6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256",
            sealed: [
                "e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a",
                "2c43aff25343fdbff864506f0818b9d87df84ea01b1a2144d23b4d40c26bf655fdf197fe40297a8aebeed5cc2d",
                "e0a8f2cf92ff61215edbb8c55dc31fe9e2eb42a5685867bb6854211542099f9e940c4b41c192bc390835b1a5f7",
            ]),
    ]

    @Test("What RFC 9180 sealed opens", arguments: classics)
    func opensPublishedVectors(vector: Classic) throws {
        let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: hexadecimal(vector.privateKey))
        var recipient = try HPKE.Recipient(
            privateKey: key,
            ciphersuite: HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: vector.cipher),
            info: Data("Ode on a Grecian Urn".utf8), encapsulatedKey: Data(hexadecimal(vector.encapsulated)))
        for (count, sealed) in vector.sealed.enumerated() {
            let opened = try recipient.open(hexadecimal(sealed), authenticating: Data("Count-\(count)".utf8))
            #expect(opened == Data("Beauty is truth, truth beauty".utf8))
        }
    }

    @Test("A seed gives the public key that the X-Wing draft says", arguments: XWingVector.all)
    func seedGivesPublicKey(vector: XWingVector) throws {
        let key = try PrivateKey(seed: hexadecimal(vector.seed))
        #expect(key.publicKey.bytes == hexadecimal(vector.publicKey))
        #expect(key.seed == hexadecimal(vector.seed))
    }

    @Test("Both ends share the secret that the X-Wing draft says", arguments: XWingVector.all)
    func decapsulates(vector: XWingVector) throws {
        let key = try PrivateKey(seed: hexadecimal(vector.seed))
        let shared = try key.key.decapsulate(Data(hexadecimal(vector.encapsulated)))
        #expect(shared.copiedBytes == hexadecimal(vector.shared))
    }
}
