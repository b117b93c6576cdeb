import Testing

@testable import Journal

/// The eight leaves, roots and proofs that implementations of RFC 6962 have been compared with since the first one
/// (google/certificate-transparency, `merkle_tree_test`). They were computed once more by a second implementation,
/// written from the recursive definitions of the RFC in another language.
@Suite("The tree of RFC 6962")
struct MerkleVectorTests {
    private static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]

    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    struct Inclusion: Sendable { let position, size: Int64; let path: [String] }
    struct Consistency: Sendable { let old, new: Int64; let proof: [String] }

    private static let inclusions = [
        Inclusion(position: 0, size: 1, path: []),
        Inclusion(
            position: 0, size: 8,
            path: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Inclusion(
            position: 5, size: 8,
            path: [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Inclusion(
            position: 2, size: 3, path: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        Inclusion(
            position: 1, size: 5,
            path: [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    private static let consistencies = [
        Consistency(old: 1, new: 1, proof: []),
        Consistency(
            old: 1, new: 8,
            proof: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Consistency(
            old: 6, new: 8,
            proof: [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Consistency(
            old: 2, new: 5,
            proof: [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    private func bytes(_ text: String) throws -> [UInt8] { try #require(Hexadecimal.read(text)) }

    private func tree(_ size: Int64) throws -> GrownTree {
        GrownTree(try Self.leaves.prefix(Int(size)).map { MerkleTree.leaf(try bytes($0)) })
    }

    @Test("has the roots that the world knows")
    func roots() throws {
        for size in 0...8 { #expect(try tree(Int64(size)).root == bytes(Self.roots[size]), "\(size)") }
    }

    @Test("makes and accepts the inclusion proofs that the world knows")
    func inclusion() throws {
        for known in Self.inclusions {
            let path = try known.path.map(bytes)
            #expect(try tree(known.size).stored.path(to: known.position) == path)
            #expect(
                MerkleTree.includes(
                    MerkleTree.leaf(try bytes(Self.leaves[Int(known.position)])), at: known.position, size: known.size,
                    path: path, root: try bytes(Self.roots[Int(known.size)])))
        }
    }

    @Test("makes and accepts the consistency proofs that the world knows")
    func consistency() throws {
        for known in Self.consistencies {
            let proof = try known.proof.map(bytes)
            #expect(try tree(known.new).stored.consistency(from: known.old) == proof)
            #expect(
                MerkleTree.extends(
                    from: known.old, root: try bytes(Self.roots[Int(known.old)]), to: known.new,
                    root: try bytes(Self.roots[Int(known.new)]), proof: proof))
        }
    }
}
