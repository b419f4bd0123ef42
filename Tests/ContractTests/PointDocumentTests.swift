import Testing

@testable import Contract

struct PointDocumentTests {
    @Test func hasEveryHeadingOfTheTemplate() throws {
        let page = PointDocument.markdown(try #require(PointSketch.read(PointSketch.text).point))
        let headings = page.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
        #expect(
            headings == [
                "Bounded context", "Ownership", "Dataflow", "Technical solution", "Communication", "Configuration",
                "Expected behaviour", "Versioning", "Sample data", "Monitoring", "Testing",
            ])
    }

    @Test func saysWhatTheFileSays() throws {
        let page = PointDocument.markdown(try #require(PointSketch.read(PointSketch.text).point))
        for line in [
            "# Resident admissions from the hospital", "- **Set off by**: HL7 v2 messages over MLLP at 127.0.0.1:2575",
            "- **Alarm**: when nothing has come for 4h within 06:00-22:00 Europe/London", "1. Decode it from hl7v2.",
            "3. Map it with `adt-to-fhir`.",
            "5. Deliver it to care-record (`postTransaction`), trying up to 12 times within 1d.",
            "- given that care-record answers 503, Retry-After 1, then 503, then ok",
            "- then care-record is sent nothing",
            "| 1.1.0 | 2026-01-01 | 2027-01-31 |  |", "- **Alert**: backlog older than 15m tells care-integration",
            "| `greeting` | text | hello | good day | `JUNCTION_RESIDENT_ADMISSIONS_GREETING` |",
        ] {
            #expect(page.contains(line + "\n"), "\(line)")
        }
    }

    @Test func saysWhyAHeadingDoesNotApply() throws {
        let text = PointSketch.text.replacing(
            "monitoring:\n  objectives: { delivered: 99.9% within 5m, mappedFields: 100% accounted }\n  alerts:\n    - { when: deadLetters > 0, notify: care-integration }\n    - { when: backlog older than 15m, notify: care-integration }",
            with: "monitoring: { notApplicable: watched by the hospital }")
        let page = PointDocument.markdown(try #require(PointSketch.read(text).point))
        #expect(page.contains("## Monitoring\n\nNot applicable: watched by the hospital\n"))
    }

    @Test func rendersEveryExample() {
        let points = ExampleWorkspace.read().workspace.points
        #expect(points.count >= 3)
        for point in points { #expect(PointDocument.markdown(point).count > 1500) }
    }
}
