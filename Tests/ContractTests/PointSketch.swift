@testable import Contract

/// A whole point file that means something under every heading, to be read as it is or with one line changed.
enum PointSketch {
    static let text = #"""
        id: resident-admissions
        title: Resident admissions from the hospital
        version: 1.2.0
        summary: The hospital announces admissions and discharges; the care record learns of them as FHIR.

        boundedContext:
          upstream: hospital/patient-administration
          downstream: care/resident-records
          pattern: anticorruption-layer

        ownership:
          domain: care/resident-records
          maintainers: [care-integration]
          approvers: [care-integration, hospital-liaison]
          reviewBy: 2027-03-01

        dataflow:
          direction: inbound
          trigger: { receive: mllp, port: 2575 }
          cadence: { expect: 200/day, alarmWhenSilentFor: 4h, hours: "06:00-22:00 Europe/London" }
          orderBy: PID-3.1

        technicalSolution:
          steps:
            - validate: hl7v2/ADT
            - map: adt-to-fhir
            - { validate: fhir-r4/Bundle, onlyIf: strict }
          deliver:
            - { system: care-record, operation: postTransaction, retry: { attempts: 12, within: 24h } }

        communication:
          in:  { protocol: MLLP, format: hl7v2, version: "2.4", acknowledge: when durable }
          out: { protocol: HTTPS, format: fhir+json, schema: fhir-r4/Bundle }

        configuration:
          settings:
            greeting: { type: text, default: hello, live: good day }
          secrets: [care-record-client]
          flags: { strict: on }

        expectedBehavior:
          - scenario: a resident is admitted
            when: { receive: samples/a01.hl7 }
            then: { acknowledge: AA, deliver: { care-record: samples/a01.fhir.json } }
          - scenario: the care record is down for a while
            given: { care-record: ["503, Retry-After 1", 503, ok] }
            when: { receive: samples/a01.hl7 }
            then: { acknowledge: AA, deliver: { care-record: samples/a01.fhir.json }, attempts: 3 }
          - scenario: an admission that names no patient
            when: { receive: samples/a01-without-pid3.hl7 }
            then: { acknowledge: AE, finding: PID-3 patient identifier is required, deliver: { care-record: nothing } }

        versioning:
          - { version: 1.2.0, since: 2026-10-01, change: encounters carry the ward }
          - { version: 1.1.0, since: 2026-01-01, sunset: 2027-01-31 }

        sampleData:
          - { in: samples/a01.hl7, out: samples/a01.fhir.json }
          - { in: samples/a03.hl7, out: samples/a03.fhir.json }

        monitoring:
          objectives: { delivered: 99.9% within 5m, mappedFields: 100% accounted }
          alerts:
            - { when: deadLetters > 0, notify: care-integration }
            - { when: backlog older than 15m, notify: care-integration }

        testing:
          - { what: scenarios above, where: every change, how: junction test }
          - { what: hospital's own test messages, where: hospital test system, last: 2026-10-02 }
        """#

    static let system = """
        id: care-record
        name: The care record
        type: health-record
        owner: records team
        connector: rest
        endpoint: "${baseURL}"
        authentication:
          oauth2ClientCredentials: { tokenURL: "${baseURL}/token", clientID: junction, secret: care-record-client }
        operations:
          postTransaction: { path: "/Bundle/{id}", request: fhir+json, response: fhir+json, success: [200, 201], timeout: 10s }
        rateLimits: [10/second]
        allowedNetworks: [127.0.0.0/8, "::1/128"]
        settings:
          baseURL: { type: url, default: "http://127.0.0.1:9080/fhir", live: "https://records.example.org/fhir" }
        """

    /// The problems of the sketch after one line of it has been changed.
    static func problems(replacing old: String, with new: String) -> [Problem] {
        read(text.replacing(old, with: new)).problems
    }

    static func read(_ text: String) -> (point: IntegrationPoint?, problems: [Problem]) {
        IntegrationPoint.read([UInt8](text.utf8), source: "points/adt.yaml")
    }
}
