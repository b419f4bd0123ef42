import Foundation
import Testing
import Values

@testable import Formats

/// Mutated documents with fixed seeds: every reader must take or refuse them with a located error, in bounded time, and never
/// crash; what it takes it must be able to write and read back, where the format can hold it.
@Suite struct FuzzTests {
    private static let examples: [String: [String]] = [
        "csv": ["a,b\n1,\"x\"\"\ny\"\n,,\n", "\u{FEFF}h\r\n\"q\"\r\n"], "tsv": ["a\tb\n1\t\"2\"\n"],
        "form": ["a=1&b=%C3%A9+x&a=2"],
        "json": ["{\"a\":[1,-2.50e+7,true,null,\"\\u00e9\\ud83d\\ude00\\n\"],\"b\":{}}"],
        "ndjson": ["{\"a\":1}\n[2]\n\n\"x\"\n"],
        "xml": [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE r [<!ELEMENT r (a|b)*><!ENTITY e \"x&#38;\"><!ATTLIST r k CDATA 'v'>]>"
                + "<r xmlns:p='u' p:a='1'>t&e;<![CDATA[<]]><p:b/><!-- c --><?p i?></r>"
        ],
        "yaml": ["a: &x [1, 2.5, ~]\nb: *x\n? c\n: |\n  text\nd: {e: \"f\\n\", <<: {g: h}}\n--- \n"],
        "hl7v2": ["MSH|^~\\&|A^B&C~D|||||||||||||||UNICODE UTF-8\rPID|1||\\F\\\\X0D\\^^x~y|\"\"\rZZ1|a\n"],
        "hl7v2xml": [
            "<ADT_A01 xmlns=\"urn:hl7-org:v2xml\"><MSH><MSH.1>|</MSH.1><MSH.2>^~\\&amp;</MSH.2></MSH><PID><PID.3><CX.1>1</CX.1></PID.3></PID></ADT_A01>"
        ],
        "fixed": ["abc  123\n"],
        "fhir": ["{\"resourceType\":\"Basic\",\"id\":\"1\"}"], "fhir-xml": [FHIRFormatTests.example],
    ]

    @Test(arguments: FormatCatalogue.all.map { $0.name }, 1...Fuzz.seeds)
    func mutationsAreTakenOrRefused(name: String, seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let options: Object =
            name == "fixed"
            ? ["layout": [["name": "a", "width": 3], ["name": "b", "width": 5, "type": "integer"]]] : [:]
        let format = try FormatCatalogue.format(named: name, options: options)
        var documents = (Self.examples[name] ?? []).map { Array($0.utf8) }
        if name == "avro" {
            documents = try ["weather", "weather-deflate"].map { try Fixtures.bytes("avro/\($0).avro") }
        }
        try #require(!documents.isEmpty, "give \(name) an example")
        if name == "hl7v2" {
            documents += try HL7RoundTripTests.names.prefix(6).map { try Fixtures.bytes("hl7v2-fhir/messages/" + $0) }
        }
        for round in 0..<300 where !documents.isEmpty {
            var document = documents[round % documents.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) { Self.mutate(&document, &random) }
            let clock = ContinuousClock.now
            try Self.check(format, document)
            #expect(ContinuousClock.now - clock < .seconds(30), "\(name) took long over \(document)")
        }
    }

    private static func check(_ format: any Format, _ document: [UInt8]) throws {
        do {
            let value = try format.decode(document)
            guard let written = try? format.encode(value) else { return }
            #expect(
                try format.decode(written) == value,
                "\(type(of: format).name): \(String(decoding: document, as: UTF8.self).debugDescription)")
        } catch let error as JunctionError {
            #expect(error.place != nil || error.code == .formatLimit || document.isEmpty, "\(error)")
            #expect([ErrorCode.malformed, .formatLimit].contains(error.code), "\(error)")
        }
    }

    private static func mutate(_ document: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...document.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: document.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 1: if place < document.count { document.remove(at: place) }
        case 2: if place < document.count { document[place] = UInt8.random(in: 0...255, using: &random) }
        case 3: document.removeSubrange(place...)
        case 4:
            let signs = Array("<>&\"'[]{}|^~\\,:;=%*!?-#@\r\n\t 0\u{0}".utf8)
            document.insert(signs.randomElement(using: &random)!, at: place)
        default:
            let end = min(document.count, place + Int.random(in: 0...12, using: &random))
            document.insert(contentsOf: document[place..<end], at: Int.random(in: 0...document.count, using: &random))
        }
    }
}
