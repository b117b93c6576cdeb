import Testing

@testable import Vault

/// What was sealed once has to open for as long as a case may run. Each answer here was computed by a second
/// implementation (HKDF and the HPKE key schedule written from the RFCs in another language, AES-GCM by OpenSSL), but
/// for the stream, whose answer libsodium gave.
@Suite struct ReleasedFormsTests {
    let binding = Binding("record", "rec_1", "2")
    let secret = ascending(0..<32)
    let plaintext = Array("the girl is safe".utf8)

    @Test func aBindingIsItsPartsEachAfterItsLength() {
        #expect(binding.bytes == hexadecimal("00000006 7265636f7264 00000005 7265635f31 00000001 32"))
    }

    @Test func whatWasSealedToAPartyOpens() throws {
        let vector = XWingVector.all[0]
        let ciphertext = hexadecimal(
            """
            e95ac90fb7f1d1ee3cfdf756a9170959fe31f44e433f5bcdb327caf119d5130143f9ae02e1ed3e2375d4bdb64b933070
            c4c4c824ef8f6a164fafde319bac44a2e4c21c616576278350685f63b6272bbf774bb6da
            """)
        let key = try PrivateKey(seed: hexadecimal(vector.seed))
        let sealed = [1] + hexadecimal(vector.encapsulated) + ciphertext
        #expect(try Seal.open(sealed, with: key, binding) == plaintext)
    }

    @Test func whatWasSealedUnderAKeyOpens() throws {
        let sealed = hexadecimal(
            """
            02000102030405060708090a0b6df9bd9897e3a4fec7d4d1c4745bca0368a4522ac083df99558cb5762d5454c4ae9c70
            44c700226005d9360080605c15277ce5fd5b7f2efa421b819b036bef618b9478a3ecced338d1b726ae9a775830b17d47
            ae711ccc196da7ef70833fc0e3e9cab3f02d919e0ecfa23fbdfd0b6dad34b57102fdd68f9a750e6c26b4db30fa9e473d
            ee21449e4ef4183e10c13a50fbb461031fddae323939c79c7712984a69e86ecea700567c6da37e34af97043c89c411ff
            4d6a7c02dc31bffa6c4429241b2c431feda5be59c68020db637c58388f1915828fede88dc1c9dfc2d4117221bf5d185c
            d57729c2162953756285b4a3c4a2aa183bdd75df5c263ae6da4330bc8c4b2487106e39619e34f76be6d9ab67947348e7
            f5
            """)
        #expect(try Seal.open(sealed, under: ContentKey(secret), binding) == plaintext)
    }

    @Test func aFileSealedOnceOpens() throws {
        let sealed = hexadecimal(
            """
            18cdc024a6a231766fe91819df31b9d64eebd749cd5a0db791f750aa214c19cebfe75c2465bee5deba9798f2a20df2b6
            350ae4b857c76be3615e3891995073cd574591a828d054531fba333bbc91ba545d537dfd7cbc30542b6b4e4487a176b2
            eb95bbeac10a755475888b421ee0948c6c0434c72ae15fa8cca0970f046834b1b789c3bc184f77dfbafc8006ef6ec11c
            b851b528ae0d295bfbb0290192fbb2d33b75e13947fa0963fb45949a5b78b7c0b5776637b6eec68d471cc2d2d6ae0d39
            dff1c9b682efdf455b273cedd5939f650802f66f40d2c29da9f1b8781fd5316ad9237e2f8f65c9c3fb3db46053872262
            d707c305b02132d867ca3974d349eb5269e7c94a1143f2ed21383fe463f74380a417e3723b
            """)
        var opener = try StreamOpener(key: ContentKey(secret), header: [3] + ascending(0..<24), binding)
        let (chunk, last) = try opener.pull(sealed)
        #expect(chunk == plaintext && last && opener.isFinished)
    }

    @Test func keysOfThePepperStayTheSame() throws {
        let pepper = try ServerSecret(secret)
        #expect(
            pepper.key(for: "journal entry").bytes
                == hexadecimal("935dfe1d8a20e9fbb15a69e211eda48d50c3fa0f0fd774f016257367170a2723"))
        #expect(
            pepper.signingKey.verifyingKey.bytes
                == hexadecimal("f7581a1fe96c7c27810485ad3262c148c284d567259ed5850538c3c58eb8dbbd"))
    }

    @Test func aReceiptFindsItsReportAgain() throws {
        let receipt = Receipt(entropy: ascending(0x10..<0x1D))
        #expect(receipt.groups.joined() == "208H44RM2MB1E60S38DH")
        let (lookUp, key) = try ServerSecret(secret).receiptKeys(receipt)
        #expect(lookUp == hexadecimal("93e9157c06441b8ec44ca9d5ccb8c953"))
        #expect(key.seed == hexadecimal("4e3f82511fba2b12cd3c931b006b5d303fdbcd4f811b558c5f7a14eafa2437d5"))
    }

    @Test func childrenAndBlindTokensStayTheSame() throws {
        let key = try ContentKey(secret)
        #expect(
            key.derive("index").bytes
                == hexadecimal("f89a59db18d049bef81a2c60fb1b4d237e3078d3683a854b1c9aa365eff1a26d"))
        #expect(BlindToken.token("amsterdam", under: key) == hexadecimal("25e881fe95f657e7e0899d3e0c74fbf6"))
    }
}
