import Testing
import Values

@Suite struct ObjectTests {
    /// An object does what a dictionary beside a list of keys does, at sizes around where it begins to keep an index.
    @Test(arguments: 0..<6)
    func behavesLikeADictionaryInOrder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var object = Object()
        var dictionary: [String: Int64] = [:]
        var order: [String] = []
        for step in 0..<2000 {
            let key = "key\(Int.random(in: 0..<80, using: &random))"
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                object[key] = nil
                if dictionary.removeValue(forKey: key) != nil { order.removeAll { $0 == key } }
            case 1:
                object.update(key, default: .integer(0)) { $0 = .integer(($0.integer ?? 0) + 1) }
                if dictionary[key] == nil { order.append(key) }
                dictionary[key, default: 0] += 1
            default:
                object[key] = .integer(Int64(step))
                if dictionary.updateValue(Int64(step), forKey: key) == nil { order.append(key) }
            }
            #expect(object[key]?.integer == dictionary[key])
            #expect(object.count == dictionary.count)
        }
        #expect(Array(object.keys) == order)
        #expect(object.members.allSatisfy { dictionary[$0.key] == $0.value.integer })
    }

    @Test(arguments: [3, 31, 32, 33, 100])
    func equalityIgnoresOrder(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let members = (0..<count).map { Object.Member(key: "k\($0)", value: .integer(Int64($0))) }
        let one = Object(distinct: members)
        var other = Object(distinct: members.shuffled(using: &random))
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        other["k0"] = "different"
        #expect(one != other)
        other["k0"] = nil
        #expect(one != other)
        other["another"] = 0
        #expect(one != other)
    }

    @Test func keysAreBytes() {
        let object: Object = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(object.count == 2)
        #expect(object["e\u{301}"] == 2)
        let many = Object(distinct: (0..<50).map { .init(key: "k\($0)\u{E9}", value: .integer($0)) })
        #expect(many["k7\u{E9}"] == 7)
        #expect(many["k7e\u{301}"] == nil)
    }

    @Test func ofARepeatedKeyTheLastValueStandsInTheFirstPlace() {
        let object = Object([.init(key: "a", value: 1), .init(key: "b", value: 2), .init(key: "a", value: 3)])
        #expect(object.members.map(\.key) == ["a", "b"])
        #expect(object["a"] == 3)
    }

    @Test(arguments: [2, 40])
    func takesTheKeysOfAnother(count: Int) {
        let template = Object(distinct: (0..<count).map { .init(key: "k\($0)", value: .null) })
        var object = Object(keysOf: template, values: (0..<count).map { .integer(Int64($0)) })
        #expect(object["k1"] == 1)
        object.append("new", true)
        object["k0"] = nil
        #expect(object["new"] == true)
        #expect(object.count == count)
        #expect(template.count == count)
        #expect(template["k0"] == .null)
    }
}
