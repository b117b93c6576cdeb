import Support
import Testing
import Vault

@testable import Journal

@Suite("A tree of any size")
struct MerklePropertyTests {
    private static let greatest: Int64 = 150
    private static let leaves = (0..<greatest).map { MerkleTree.leaf(Array("entry \($0)".utf8)) }
    private static let tree = GrownTree(leaves)

    private static func root(_ size: Int64) -> [UInt8] { definedRoot(leaves[..<Int(size)]) }

    @Test("has the root that the definition gives, whether grown or taken up again from what is stored")
    func roots() throws {
        var grown = GrownTree()
        for size in 1...Self.greatest {
            grown.append(Self.leaves[Int(size) - 1])
            let defined = Self.root(size)
            #expect(grown.root == defined, "\(size)")
            let takenUp = try Frontier(size: size, hash: Self.tree.stored.hash)
            #expect(takenUp.root == defined, "\(size)")
        }
    }

    @Test("proves each of its leaves, and no other leaf in its place")
    func inclusion() throws {
        for size in 1...Self.greatest {
            let tree = Self.tree.stored(size)
            let root = Self.root(size)
            for position in 0..<size {
                let path = try tree.path(to: position)
                let leaf = Self.leaves[Int(position)]
                #expect(
                    MerkleTree.includes(leaf, at: position, size: size, path: path, root: root), "\(position) \(size)")
                let other = (position + 1) % size
                guard other != position else { continue }
                #expect(
                    !MerkleTree.includes(Self.leaves[Int(other)], at: position, size: size, path: path, root: root)
                        && !MerkleTree.includes(leaf, at: other, size: size, path: path, root: root),
                    "\(position) \(size)")
            }
        }
    }

    @Test("is proven to be the beginning of every later one")
    func consistency() throws {
        let roots = (0...Self.greatest).map(Self.root)
        for new in 1...Self.greatest {
            for old in 1...new {
                let proof = try Self.tree.stored(new).consistency(from: old)
                #expect(
                    MerkleTree.extends(from: old, root: roots[Int(old)], to: new, root: roots[Int(new)], proof: proof),
                    "\(old) \(new)")
                // Neither of another beginning nor of another end.
                #expect(
                    !MerkleTree.extends(from: old, root: roots[0], to: new, root: roots[Int(new)], proof: proof)
                        && !MerkleTree.extends(from: old, root: roots[Int(old)], to: new, root: roots[0], proof: proof),
                    "\(old) \(new)")
            }
        }
    }

    @Test("is not proven by a proof in which any one bit is another")
    func bits() throws {
        for (position, size) in [(0, 1), (0, 2), (3, 7), (64, 65), (99, 100), (20, 128), (149, 150)] as [(Int64, Int64)]
        {
            let leaf = Self.leaves[Int(position)]
            let root = Self.root(size)
            let path = try Self.tree.stored(size).path(to: position)
            #expect(MerkleTree.includes(leaf, at: position, size: size, path: path, root: root))
            for bit in 0..<256 {
                #expect(!MerkleTree.includes(flipped(leaf, bit), at: position, size: size, path: path, root: root))
                #expect(!MerkleTree.includes(leaf, at: position, size: size, path: path, root: flipped(root, bit)))
                for step in path.indices {
                    var changed = path
                    changed[step] = flipped(path[step], bit)
                    #expect(!MerkleTree.includes(leaf, at: position, size: size, path: changed, root: root))
                }
            }
            for wrong in misshapen(path) {
                #expect(!MerkleTree.includes(leaf, at: position, size: size, path: wrong, root: root))
            }
        }
    }

    @Test("does not continue an older one by a proof in which any one bit is another")
    func consistencyBits() throws {
        for (old, new) in [(1, 2), (4, 7), (6, 8), (63, 150), (64, 100), (127, 128)] as [(Int64, Int64)] {
            let proof = try Self.tree.stored(new).consistency(from: old)
            let (before, after) = (Self.root(old), Self.root(new))
            #expect(MerkleTree.extends(from: old, root: before, to: new, root: after, proof: proof))
            for bit in 0..<256 {
                #expect(!MerkleTree.extends(from: old, root: flipped(before, bit), to: new, root: after, proof: proof))
                #expect(!MerkleTree.extends(from: old, root: before, to: new, root: flipped(after, bit), proof: proof))
                for step in proof.indices {
                    var changed = proof
                    changed[step] = flipped(proof[step], bit)
                    #expect(!MerkleTree.extends(from: old, root: before, to: new, root: after, proof: changed))
                }
            }
            for wrong in misshapen(proof) {
                #expect(!MerkleTree.extends(from: old, root: before, to: new, root: after, proof: wrong))
            }
        }
    }

    private func flipped(_ hash: [UInt8], _ bit: Int) -> [UInt8] {
        var hash = hash
        hash[bit / 8] ^= 1 << UInt8(bit % 8)
        return hash
    }

    /// The proof one hash too long, one too short, with a hash of another length, turned round.
    private func misshapen(_ proof: [[UInt8]]) -> [[[UInt8]]] {
        var wrong = [proof + [MerkleTree.emptyRoot], [MerkleTree.emptyRoot] + proof]
        if let last = proof.last {
            wrong += [Array(proof.dropLast()), Array(proof.dropFirst()), proof.dropLast() + [Array(last.dropLast())]]
        }
        if proof.count > 1 { wrong.append(proof.reversed()) }
        return wrong
    }
}
