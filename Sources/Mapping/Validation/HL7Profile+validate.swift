package import Formats
package import Values

extension HL7Profile {
    package func validate(_ message: Value) -> [Finding] {
        guard let segments = message.array, segments.first?["segment"] == "MSH" else {
            return [.error("hl7.segmentSequence", "the message does not begin with MSH", at: "MSH")]
        }
        let event = HL7Text.component(2, of: segments[0]["9"]) ?? ""
        var findings = header(segments[0], event: event)
        for rule in self.segments {
            var count = 0
            for segment in segments where segment["segment"]?.string == rule.name {
                count += 1
                check(segment, occurrence: count, rule, &findings)
            }
            occurrences(count, rule, event: event, &findings)
        }
        return findings
    }

    private func header(_ header: Value, event: String) -> [Finding] {
        let type = HL7Text.component(1, of: header["9"])
        guard type == message else {
            return [.error("hl7.messageType", "MSH-9 message type is not \(message)", at: "MSH-9.1")]
        }
        guard events.isEmpty || events.contains(event) else {
            return [.error("hl7.event", "MSH-9 trigger event is not one of \(id)", at: "MSH-9.2")]
        }
        return []
    }

    private func occurrences(_ count: Int, _ rule: Segment, event: String, _ findings: inout [Finding]) {
        if count < rule.minimum, rule.events?.contains(event) ?? true {
            let finding = Finding(
                rule.severity, "hl7.requiredSegment", "segment \(rule.name) is required", place: Place(path: rule.name))
            findings.append(finding)
        }
        if let maximum = rule.maximum, count > maximum {
            let message = "segment \(rule.name) stands \(count) times, at most \(maximum) allowed"
            findings.append(Finding(rule.severity, "hl7.cardinality", message, place: Place(path: rule.name)))
        }
    }

    private func check(_ segment: Value, occurrence: Int, _ rule: Segment, _ findings: inout [Finding]) {
        guard case .object(let fields) = segment else { return }
        for field in rule.fields {
            let path = "\(rule.name)\(occurrence > 1 ? "[\(occurrence)]" : "")-\(field.number)"
            guard let value = fields[field.numberKey], !HL7Text.isNull(value) else {
                if field.isRequired, field.component == nil {
                    findings.append(field.finding("hl7.requiredField", "is required", at: path))
                }
                continue
            }
            let repetitions = value.array ?? [value]
            if let maximum = field.maximum, repetitions.count > maximum {
                let reason = "stands \(repetitions.count) times, at most \(maximum) allowed"
                findings.append(field.finding("hl7.cardinality", reason, at: path))
            }
            for (index, repetition) in repetitions.enumerated() {
                field.check(repetition, at: index == 0 ? path : "\(path)[\(index + 1)]", &findings)
            }
        }
    }
}

extension HL7Profile.Field {
    func finding(_ code: String, _ reason: String, at path: String) -> Finding {
        let place = component.map { "\(path).\($0)" } ?? path
        return Finding(severity, code, "\(place) \(name) \(reason)", place: Place(path: place))
    }

    func check(_ repetition: Value, at path: String, _ findings: inout [Finding]) {
        guard let text = HL7Text.component(component ?? 1, of: repetition), text != "\"\"" else {
            if isRequired { findings.append(finding("hl7.requiredField", "is required", at: path)) }
            return
        }
        if let type, !type.accepts(text) {
            findings.append(finding("hl7.dataType", "is not \(type.noun)", at: path))
        }
        if let length, text.unicodeScalars.count > length {
            findings.append(finding("hl7.tooLong", "is longer than \(length) characters", at: path))
        }
        if let codes, !codes.contains(text) {
            findings.append(finding("hl7.tableValue", "is not a code of its table", at: path))
        }
    }
}

/// Texts within the HL7 value convention.
enum HL7Text {
    /// The text of a component; of its first subcomponent when it has several. The first component of a plain field is the
    /// field itself.
    static func component(_ number: Int, of field: Value?) -> String? {
        switch field {
        case .string(let text): number == 1 ? text : nil
        case .array(let repetitions): component(number, of: repetitions.first)
        case .object(let components): component(1, of: components[String(number)])
        default: nil
        }
    }

    static func isNull(_ value: Value) -> Bool { value == "\"\"" }
}

extension Finding {
    /// The code of HL7 table 0357 that an acknowledgement gives for this finding; nil when it is not about HL7.
    package var hl7ErrorCode: HL7ErrorCode? {
        switch code {
        case "hl7.segmentSequence", "hl7.requiredSegment": .segmentSequence
        case "hl7.requiredField": .requiredFieldMissing
        case "hl7.dataType", "hl7.cardinality", "hl7.unknownField": .dataType
        case "hl7.tableValue": .tableValueNotFound
        case "hl7.tooLong": .valueTooLong
        case "hl7.messageType": .unsupportedMessageType
        case "hl7.event": .unsupportedEvent
        default: nil
        }
    }
}
