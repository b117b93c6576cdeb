import NIOCore
import Support
import Synchronization
import Terms
import Testing

@testable import Web

/// Who had to leave, in order.
private final class Left: Sendable {
    private let names = Mutex<[String]>([])
    func add(_ name: String) { names.withLock { $0.append(name) } }
    var all: [String] { names.withLock { $0 } }
}

@Suite("The places for connections")
struct ConnectionPlacesTests {
    private func moment(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(1_000_000_000) + .seconds(seconds) }

    @Test("when they are taken, go from who is silent or sends least to who comes in")
    func least() {
        let left = Left()
        func place(_ name: String, since: Int64) -> ConnectionPlaces.Place {
            ConnectionPlaces.Place(at: moment(since)) { left.add(name) }
        }
        let places = ConnectionPlaces(3)
        let picture = place("a picture on a slow line", since: 0)
        let drip = place("a few bytes a second", since: 0)
        let silent = place("silence", since: 0)
        for one in [picture, drip, silent] { places.enter(one, at: moment(0)) }
        picture.receive(30 * 3_000)
        drip.receive(30 * 280)
        places.enter(place("somebody", since: 30), at: moment(30))
        #expect(left.all == ["silence"])
        places.enter(place("somebody else", since: 30), at: moment(30))
        #expect(left.all == ["silence", "a few bytes a second"])
    }

    @Test("are not taken from who is being answered, and count from the last answer")
    func answered() {
        let left = Left()
        let places = ConnectionPlaces(2)
        let working = ConnectionPlaces.Place(at: moment(0)) { left.add("working") }
        let resting = ConnectionPlaces.Place(at: moment(5)) { left.add("resting") }
        places.enter(working, at: moment(0))
        places.enter(resting, at: moment(5))
        working.beginAnswer()
        places.enter(ConnectionPlaces.Place(at: moment(60)) { left.add("third") }, at: moment(60))
        #expect(left.all == ["resting"])
        working.wait(at: moment(60))
        places.enter(ConnectionPlaces.Place(at: moment(61)) { left.add("fourth") }, at: moment(61))
        #expect(left.all == ["resting", "third"] || left.all == ["resting", "working"])
    }

    @Test("are fewer where the system lets the process have few files open, and never none")
    func fewer() {
        #expect(WebLimits(openFiles: 65_536).connections == 2_000)
        #expect(WebLimits(openFiles: 1_024).connections == 568)
        #expect(WebLimits(openFiles: 64).connections == 16)
    }

    @Test("of who left are free: nobody else has to go for them")
    func free() {
        let left = Left()
        let places = ConnectionPlaces(1)
        let first = ConnectionPlaces.Place(at: moment(0)) { left.add("first") }
        places.enter(first, at: moment(0))
        places.leave(first)
        places.enter(ConnectionPlaces.Place(at: moment(1)) { left.add("second") }, at: moment(1))
        #expect(left.all.isEmpty)
    }

    @Test("however many come and go, are never more than there are, beyond those being answered")
    func bounded() {
        for seed in 0..<200 {
            let dice = Dice(UInt64(seed))
            let most = 1 + dice.below(8)
            let places = ConnectionPlaces(most)
            let left = Left()
            var inside: [String: ConnectionPlaces.Place] = [:]
            var working: Set<String> = []
            for turn in 0..<60 {
                let now = moment(Int64(turn))
                switch dice.below(3) {
                case 0:
                    let name = "\(turn)"
                    let place = ConnectionPlaces.Place(at: now) { left.add(name) }
                    inside[name] = place
                    places.enter(place, at: now)
                case 1:
                    guard let (name, place) = inside.first else { continue }
                    place.beginAnswer()
                    working.insert(name)
                default:
                    guard let name = inside.keys.first, let place = inside.removeValue(forKey: name) else { continue }
                    working.remove(name)
                    places.leave(place)
                }
                for name in left.all where inside[name] != nil {
                    #expect(!working.contains(name))
                    inside[name] = nil
                }
                #expect(inside.count <= max(most, working.count + 1))
            }
        }
    }
}
