import Formats
import Mapping
import Testing
import Values

/// The example workspace's mappings, as their files stand.
struct CareHomeMappingTests {
    static let files = ExampleFiles()

    private func adt(_ lines: String...) throws -> MappingResult {
        let message = try HL7Format().decode(Array(lines.joined(separator: "\r").utf8))
        return try Self.files.table("adt-to-fhir").apply(message, Self.files.context)
    }

    static let head = "MSH|^~\\&|HIS|HOSP|CARE|HOME|20261001093000||ADT^A01|M1|P|2.4"
    static let patient = "PID|1||123^^^HOSP^MR||SMITH^ANN^B||19400102|F"

    @Test func anAdmissionBecomesPatientAndEncounter() throws {
        let visit =
            "PV1|1|I|W1^12^A" + String(repeating: "|", count: 16) + "V9^^^HOSP" + String(repeating: "|", count: 25)
            + "20261001091500"
        let result = try adt(
            Self.head, Self.patient, visit)

        let bundle = result.value
        #expect(bundle["type"] == "transaction")
        let patient = bundle["entry"]?[0]
        let encounter = bundle["entry"]?[1]
        #expect(patient?["resource"]?["birthDate"] == "1940-01-02")
        #expect(patient?["resource"]?["name"]?[0]?["given"] == ["ANN", "B"])
        #expect(patient?["request"] == ["method": "PUT", "url": "Patient?identifier=urn%3Aid%3AHOSP%7C123"])
        #expect(encounter?["resource"]?["status"] == "in-progress")
        #expect(encounter?["resource"]?["class"]?["code"] == "IMP")
        #expect(encounter?["resource"]?["subject"]?["reference"] == patient?["fullUrl"])
        #expect(encounter?["resource"]?["period"]?["start"] == "2026-10-01T09:15:00+01:00")
        #expect(encounter?["request"]?["url"] == "Encounter?identifier=urn%3Aid%3AHOSP%7CV9")
        #expect(result.accounting.dropped == [])
        #expect(result.findings == [])
    }

    @Test(arguments: [
        ("A01", "I", "", "in-progress"), ("A03", "I", "", "finished"), ("A11", "I", "", "cancelled"),
        ("A13", "I", "", "in-progress"), ("A05", "P", "", "planned"), ("A08", "I", "20261002", "finished"),
        ("A04", "", "", "unknown"), ("A01", "X", "", "in-progress"),
    ])
    func theEncounterHasTheEventsStatus(_ event: String, _ kind: String, _ end: String, _ status: String) throws {
        let head = Self.head.replacing("A01", with: event)
        let visit = "PV1|1|\(kind)|" + String(repeating: "|", count: 41) + "|\(end)"
        let encounter = try adt(head, Self.patient, visit).value["entry"]?[1]?["resource"]
        #expect(encounter?["status"]?.string == status)
        #expect(encounter?["class"]?["code"] != nil)
    }

    @Test func aMessageAboutAPersonAloneHasNoEncounter() throws {
        let bundle = try adt(Self.head.replacing("A01", with: "A31"), Self.patient, "PV1|1|N").value
        #expect(bundle["entry"]?.array?.count == 1)
    }

    @Test func aMergePutsTheOldRecordAside() throws {
        let bundle = try adt(Self.head.replacing("A01", with: "A40"), Self.patient, "MRG|99^^^HOSP^MR").value
        let old = bundle["entry"]?[1]?["resource"]
        #expect(old?["active"] == false)
        #expect(old?["link"]?[0]?["other"]?["reference"] == bundle["entry"]?[0]?["fullUrl"])
        #expect(old?["link"]?[0]?["type"] == "replaced-by")
    }

    @Test func everyPatientAndMergeOfAMessageIsKept() throws {
        let second = Self.patient.replacing("123", with: "124")
        let bundle = try adt(
            Self.head.replacing("A01", with: "A40"), Self.patient, "MRG|99^^^HOSP^MR", second, "MRG|98^^^HOSP^MR",
            "MRG|97^^^HOSP^MR"
        ).value
        let entries = bundle["entry"]?.array ?? []
        let numbers = entries.compactMap { $0["resource"]?["identifier"]?[0]?["value"]?.string }
        #expect(numbers == ["123", "124", "99", "98", "97"])
        let links = entries.dropFirst(2).map { $0["resource"]?["link"]?[0]?["other"]?["reference"] }
        #expect(links == [entries[0]["fullUrl"], entries[1]["fullUrl"], entries[1]["fullUrl"]])
    }

    @Test func withoutAnIdentifierThereIsNoPatient() {
        let error = #expect(throws: JunctionError.self) { try adt(Self.head, "PID|1||||SMITH^ANN") }
        #expect(error?.code == .mappingRequired)
        #expect(error?.message == "PID-3 patient identifier is required")
    }

    @Test func theSameMessageMapsTheSameAgain() throws {
        let first = try adt(Self.head, Self.patient, "PV1|1|I")
        #expect(try adt(Self.head, Self.patient, "PV1|1|I").value == first.value)
    }

    /// Samples with their expected results beside them. `JUNCTION_GOLDEN=write swift test` writes those anew; read the
    /// difference before it is committed.
    @Test(arguments: [
        ("adt-to-fhir", "admissions", "fhir.json"), ("rota-to-shifts", "rota", "shifts.ndjson"),
        ("incident-to-webhook", "incidents", "notice.json"),
    ])
    func samplesMapAsExpected(_ mapping: String, folder: String, ending: String) throws {
        let table = try Self.files.table(mapping)
        let samples = try Self.files.samples(folder, ending: ending)
        #expect(samples.count >= 1)
        for sample in samples {
            let results = try sample.messages.map { try table.apply($0, Self.files.context) }
            if Self.files.rewrites { try Self.files.write(results.map(\.value), to: sample) }
            #expect(results.map(\.value) == sample.expected, "\(sample.name)")
            let dropped = results.flatMap(\.accounting.dropped)
            #expect(dropped == [], "\(sample.name)")
        }
    }
}
