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
    ])
    func faultsAreFound(_ resource: String, _ code: String, _ path: String) throws {
        let found = try findings(entry(resource))
        #expect(found.map(\.code) == [code])
        #expect(found.map(\.place.path) == [path])
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
