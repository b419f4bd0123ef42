/// Profiles of the common message types (HL7 v2.3 to v2.8): the segments that each needs, with what the standard asks of
/// their fields. What is required of all those versions is an error, what senders commonly leave out a warning.
extension HL7Profile {
    /// A message type: the segments it must have, those that may stand in it, and how often.
    private struct Shape {
        let message: String
        let required: [String]
        var expected: [String] = []
        let allowed: [String]
        var once: [String] = []
    }

    private static let shapes: [Shape] = [
        Shape(message: "ACK", required: ["MSA"], allowed: ["ERR", "SFT"], once: ["MSA"]),
        Shape(
            message: "BAR", required: ["EVN", "PID"],
            allowed: ["PD1", "PV1", "PV2", "OBX", "AL1", "DG1", "PR1", "GT1", "NK1", "IN1"], once: ["EVN"]),
        Shape(
            message: "DFT", required: ["PID", "FT1"], expected: ["EVN"],
            allowed: ["PV1", "PV2", "OBX", "DG1", "PR1", "GT1", "IN1", "ORC", "OBR"], once: ["EVN"]),
        Shape(
            message: "MDM", required: ["EVN", "PID", "TXA"], expected: ["PV1"], allowed: ["ORC", "OBR", "NTE", "OBX"],
            once: ["EVN", "PID"]),
        Shape(
            message: "OML", required: ["ORC"], expected: ["PID", "OBR"],
            allowed: ["NK1", "PV1", "PV2", "IN1", "GT1", "AL1", "TQ1", "NTE", "DG1", "OBX", "SPM"]),
        Shape(
            message: "ORM", required: ["ORC"], expected: ["PID"],
            allowed: ["PV1", "PV2", "IN1", "GT1", "AL1", "OBR", "NTE", "DG1", "OBX", "RXO", "FT1"]),
        Shape(
            message: "ORU", required: ["OBR"], expected: ["PID"],
            allowed: ["PV1", "PV2", "NK1", "ORC", "TQ1", "NTE", "OBX", "SPM", "FT1"]),
        Shape(
            message: "OUL", required: ["OBR"], expected: ["PID"],
            allowed: ["PV1", "SPM", "ORC", "TQ1", "NTE", "OBX", "TXA"]),
        Shape(
            message: "RDE", required: ["ORC", "RXE", "RXR"], expected: ["PID"],
            allowed: ["PV1", "IN1", "GT1", "AL1", "TQ1", "RXO", "NTE", "OBX", "FT1"]),
        Shape(
            message: "RDS", required: ["ORC", "RXD"], expected: ["PID"],
            allowed: ["PV1", "AL1", "TQ1", "RXO", "RXE", "RXR", "NTE", "OBX", "FT1"]),
        Shape(
            message: "REF", required: ["PRD", "PID"],
            allowed: ["RF1", "NK1", "GT1", "IN1", "DG1", "AL1", "PR1", "OBR", "OBX", "NTE", "PV1", "PV2"],
            once: ["PID"]),
        Shape(
            message: "SIU", required: ["SCH"], expected: ["RGS"],
            allowed: ["TQ1", "NTE", "PID", "PV1", "PV2", "OBX", "DG1", "AIS", "AIG", "AIL", "AIP"], once: ["SCH"]),
        Shape(
            message: "VXU", required: ["PID"], expected: ["ORC", "RXA"],
            allowed: ["PD1", "NK1", "PV1", "PV2", "GT1", "IN1", "RXR", "OBX", "NTE", "TQ1"], once: ["PID"]),
    ]

    /// The message types that have such a profile: `hl7v2/ORU` and so on.
    static let types = shapes.map(\.message)

    /// The profile of a message type; nil when it has none here.
    static func yaml(of message: String) -> String? {
        guard let shape = shapes.first(where: { $0.message == message }) else { return nil }
        var text = "id: hl7v2/\(message)\ntitle: HL7 v2 \(message), versions 2.3 to 2.8\nmessage: \(message)\n"
        text += "tables:\n" + tables + "segments:\n" + header
        for name in shape.required { text += segment(name, least: 1, shape) }
        for name in shape.expected { text += segment(name, least: 1, shape, severity: "warning") }
        for name in shape.allowed { text += segment(name, least: 0, shape) }
        return text
    }

    private static func segment(_ name: String, least: Int, _ shape: Shape, severity: String? = nil) -> String {
        var text = "  - name: \(name)\n    min: \(least)\n"
        if shape.once.contains(name) { text += "    max: 1\n" }
        if let severity { text += "    severity: \(severity)\n" }
        guard let fields = fields[name] else { return text }
        text += "    fields:\n"
        for field in fields { text += "      - { \(field) }\n" }
        return text
    }

    private static let tables = """
          processing: [D, P, T]
          sex: [A, F, M, N, O, U]
          acknowledgement: [AA, AE, AR, CA, CE, CR]
          resultStatus: [A, B, C, D, F, I, N, O, P, R, S, U, V, W, X]
          reportStatus: [A, C, F, I, M, N, O, P, R, S, X, Y, Z]
          orderStatus: [A, CA, CM, DC, ER, HD, IP, RP, SC]
          completion: [CP, NA, PA, RE]

        """

    private static let header = """
          - name: MSH
            min: 1
            max: 1
            fields:
              - { field: 3, name: sending application, severity: warning, required: true }
              - { field: 7, name: time of the message, type: TS, severity: warning }
              - { field: 10, name: message control id, required: true, length: 199 }
              - { field: 11, name: processing id, required: true, table: processing }
              - { field: 12, name: version, required: true }

        """

    /// Set ids, times and codes that cannot be read are warnings: mappings can do without them.
    private static let setID = "field: 1, name: set id, type: SI, severity: warning"

    private static let fields: [String: [String]] = [
        "AIG": [setID, "field: 4, name: resource type, required: true, severity: warning"],
        "AIL": [setID], "AIP": [setID],
        "AIS": [setID, "field: 3, name: service, required: true"],
        "AL1": ["field: 3, name: allergen, required: true, severity: warning"],
        "DG1": [setID, "field: 5, name: time of diagnosis, type: TS, severity: warning"],
        "EVN": ["field: 2, name: time of recording, type: TS, severity: warning"],
        "FT1": [
            setID, "field: 4, name: time of the transaction, required: true, type: TS",
            "field: 6, name: transaction type, required: true", "field: 7, name: transaction code, required: true",
            "field: 10, name: quantity, type: NM, severity: warning",
        ],
        "GT1": [setID], "IN1": [setID, "field: 3, name: insurer identifier, required: true, severity: warning"],
        "MSA": [
            "field: 1, name: acknowledgement code, required: true, table: acknowledgement",
            "field: 2, name: message control id, required: true",
        ],
        "NK1": [setID],
        "OBR": [
            setID, "field: 4, name: service, required: true",
            "field: 7, name: time of observation, type: TS, severity: warning",
            "field: 22, name: time of the report, type: TS, severity: warning",
            "field: 25, name: result status, table: reportStatus, severity: warning",
        ],
        "OBX": [
            setID, "field: 3, name: observation, required: true",
            "field: 11, name: observation status, required: true, table: resultStatus, severity: warning",
            "field: 14, name: time of observation, type: TS, severity: warning",
        ],
        "ORC": [
            "field: 1, name: order control, required: true",
            "field: 5, name: order status, table: orderStatus, severity: warning",
            "field: 9, name: time of the event, type: TS, severity: warning",
        ],
        "PID": [
            setID, "field: 3, name: patient identifier, required: true, severity: warning",
            "field: 5, name: patient name, required: true, severity: warning",
            "field: 7, name: date of birth, type: TS, severity: warning",
            "field: 8, name: administrative sex, table: sex, severity: warning",
        ],
        "PR1": [setID, "field: 3, name: procedure, required: true, severity: warning"],
        "PRD": ["field: 1, name: provider role, required: true"],
        "PV1": [setID, "field: 2, name: patient class, required: true, severity: warning"],
        "RXA": [
            "field: 3, name: time of administration, required: true, type: TS",
            "field: 5, name: administered code, required: true",
            "field: 6, name: administered amount, required: true, type: NM",
            "field: 20, name: completion status, table: completion, severity: warning",
        ],
        "RXD": [
            "field: 2, name: dispensed code, required: true",
            "field: 3, name: time of dispensing, required: true, type: TS",
            "field: 4, name: dispensed amount, required: true, type: NM",
        ],
        "RXE": [
            "field: 2, name: give code, required: true", "field: 3, name: give amount, type: NM, severity: warning",
        ],
        "RXO": ["field: 2, name: requested amount, type: NM, severity: warning"],
        "RXR": ["field: 1, name: route, required: true"],
        "SCH": ["field: 6, name: event reason, required: true, severity: warning"],
        "SPM": [setID, "field: 4, name: specimen type, required: true"],
        "TXA": [
            setID, "field: 2, name: document type, required: true",
            "field: 12, name: document number, required: true",
            "field: 17, name: completion status, required: true, severity: warning",
        ],
    ]
}
