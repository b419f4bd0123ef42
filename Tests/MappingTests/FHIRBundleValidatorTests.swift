import Formats
import Mapping
import Testing
import Values

struct FHIRBundleValidatorTests {
    private func findings(_ json: String) throws -> [Finding] {
        FHIRBundleValidator().validate(try JSONFormat().decode(Array(json.utf8)))
    }

    private func entry(_ resource: String) -> String {
        """
        {"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:1","resource":\(resource),
        "request":{"method":"PUT","url":"Patient?identifier=1"}}]}
        """
    }

    @Test(arguments: [
        (#"{"resourceType":"Patient","birthDate":"1940-13"}"#, "fhir.date", "entry[0].resource.birthDate"),
        (#"{"resourceType":"Patient","gender":"F"}"#, "fhir.code", "entry[0].resource.gender"),
        (#"{"resourceType":"Patient","id":"a b"}"#, "fhir.id", "entry[0].resource.id"),
        (#"{"resourceType":"Patient","name":[]}"#, "fhir.structure", "entry[0].resource.name"),
        (#"{"resourceType":"Patient","name":[{}]}"#, "fhir.structure", "entry[0].resource.name[0]"),
        (#"{"resourceType":"Pateint"}"#, "fhir.resourceType", "entry[0].resource.resourceType"),
        (#"{"resourceType":"Encounter","status":"finished"}"#, "fhir.required", "entry[0].resource.class"),
        (
            #"{"resourceType":"Encounter","status":"done","class":{"code":"IMP"}}"#, "fhir.code",
            "entry[0].resource.status"
        ),
        (
            #"{"resourceType":"Encounter","status":"finished","class":{"code":"IMP"},"subject":{"reference":"urn:uuid:2"}}"#,
            "fhir.reference", "entry[0].resource.subject.reference"
        ),
        (
            #"{"resourceType":"Encounter","status":"finished","class":{"code":"IMP"},"period":{"start":"2026-01-01T10:00:00"}}"#,
            "fhir.date", "entry[0].resource.period.start"
        ),
        (#"{"resourceType":"Patient","nickname":"J"}"#, "fhir.structure", "entry[0].resource.nickname"),
        (#"{"resourceType":"Patient","active":"true"}"#, "fhir.structure", "entry[0].resource.active"),
        (#"{"resourceType":"Patient","name":{"family":"A"}}"#, "fhir.structure", "entry[0].resource.name"),
        (#"{"resourceType":"Patient","gender":["male"]}"#, "fhir.structure", "entry[0].resource.gender"),
        (
            #"{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2026"}"#, "fhir.structure",
            "entry[0].resource.deceasedDateTime"
        ),
        (#"{"resourceType":"Patient","link":[{"type":"refer"}]}"#, "fhir.required", "entry[0].resource.link[0].other"),
        (
            #"{"resourceType":"Patient","name":[{"period":{"start":"2026-02-30"}}]}"#, "fhir.date",
            "entry[0].resource.name[0].period.start"
        ),
        (
            #"{"resourceType":"Patient","telecom":[{"rank":0}]}"#, "fhir.structure",
            "entry[0].resource.telecom[0].rank"
        ),
        (
            #"{"resourceType":"Patient","contained":[{"resourceType":"Observation","status":"final"}]}"#,
            "fhir.required", "entry[0].resource.contained[0].code"
        ),
        (
            #"{"resourceType":"Patient","_birthDate":{"extension":[{"valueString":"x"}]}}"#, "fhir.required",
            "entry[0].resource._birthDate.extension[0].url"
        ),
        (
            #"{"resourceType":"Patient","photo":[{"data":"***"}]}"#, "fhir.structure",
            "entry[0].resource.photo[0].data"
        ),
    ])
    func faultsAreFound(_ resource: String, _ code: String, _ path: String) throws {
        let found = try findings(entry(resource))
        #expect(found.map(\.code) == [code])
        #expect(found.map(\.place.path) == [path])
    }

    @Test func aFullURLStandsOnce() throws {
        let twice = entry(#"{"resourceType":"Patient","active":true}"#).replacing(
            "}}]}", with: #"}},{"fullUrl":"urn:uuid:1","request":{"method":"DELETE","url":"Patient/1"}}]}"#)
        #expect(try findings(twice).map(\.place.path) == ["entry[1].fullUrl"])
    }

    /// What a primitive has beside its value, a list with gaps, and nothing but an extension where a value is required.
    @Test func additionsToPrimitivesPass() throws {
        let resource = #"""
            {"resourceType":"Patient","birthDate":"1960","_birthDate":{"id":"b"},
            "name":[{"given":["A",null],"_given":[null,{"extension":[{"url":"u","valueCode":"c"}]}]}],
            "link":[{"other":{"display":"x"},"_type":{"extension":[{"url":"u","valueCode":"c"}]}}]}
            """#
        #expect(try findings(entry(resource)) == [])
    }

    @Test func whatIsNestedTooDeeplyIsSaid() throws {
        var nested = #"{"url":"u","valueCode":"c"}"#
        for _ in 0..<70 { nested = #"{"url":"u","extension":[\#(nested)]}"# }
        let found = try findings(entry(#"{"resourceType":"Patient","extension":[\#(nested)]}"#))
        #expect(found.map(\.code) == ["fhir.structure"])
    }

    @Test func whatIsNoBundleIsRefused() throws {
        #expect(try findings("{}").map(\.code) == ["fhir.resourceType"])
        #expect(try findings(#"{"resourceType":"Bundle"}"#).map(\.code) == ["fhir.required"])
        let bare = #"{"resourceType":"Bundle","type":"batch","entry":[{}]}"#
        #expect(try findings(bare).map(\.code) == ["fhir.required", "fhir.required"])
    }

    /// What our own mapping makes passes.
    @Test func mappedSamplesPass() throws {
        for sample in try ExampleFiles().samples("admissions", ending: "fhir.json") {
            for bundle in sample.expected { #expect(FHIRBundleValidator().validate(bundle) == [], "\(sample.name)") }
        }
    }

    /// And what it takes passes its profile without errors.
    @Test func samplesMeetTheirProfile() throws {
        let profile = try ValidatorCatalogue.validator(named: "hl7v2/ADT")
        for sample in try ExampleFiles().samples("admissions", ending: "fhir.json") {
            #expect(!profile.validate(sample.messages[0]).hasErrors, "\(sample.name)")
        }
    }
}
