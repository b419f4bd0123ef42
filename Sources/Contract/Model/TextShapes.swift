import Values

/// The kinds of text that files are written with.
extension TextShape {
    package static let sentence = TextShape("some text", examples: [])
    package static let identifier = TextShape(
        "an identifier", examples: ["resident-admissions"], pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    package static let name = TextShape(
        "a name", examples: ["careRecordURL"], pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,63}$")
    package static let domain = TextShape(
        "a domain", examples: ["care/resident-records"], pattern: "^[a-z][a-z0-9-]*(/[a-z0-9-]+)*$")
    package static let version = TextShape(
        "a version", examples: ["1.2.0"], pattern: "^[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}$")
    package static let duration = TextShape(
        "a duration", examples: ["30s", "15m", "1h30m", "7d"], pattern: "^([0-9]{1,9}(ms|s|m|h|d))+$")
    package static let date = TextShape("a date", examples: ["2027-03-01"], pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    package static let rate = TextShape(
        "a rate", examples: ["200/day", "10/second"], pattern: "^[0-9]{1,9}/(second|minute|hour|day|week)$")
    package static let hours = TextShape(
        "a daily span of hours with its time zone", examples: ["06:00-22:00 Europe/London"],
        pattern: "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9] [A-Za-z_]+(/[A-Za-z0-9_+-]+)*$")
    package static let cron = TextShape(
        "a schedule of five fields (minute, hour, day of month, month, day of week)",
        examples: ["30 2 * * *", "*/5 8-18 * * MON-FRI"],
        pattern: "^(@(hourly|daily|midnight|weekly|monthly|yearly|annually)|[0-9*,/A-Za-z-]+( +[0-9*,/A-Za-z-]+){4})$")
    package static let timeZone = TextShape(
        "an IANA time zone", examples: ["Europe/London"], pattern: "^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$")
    package static let path = TextShape("a path into the message", examples: ["PID-3.1", "shifts[*]", "$.id"])
    package static let expression = TextShape("an expression", examples: ["status = 'open'"])
    package static let sample = TextShape(
        "a file of the workspace", examples: ["samples/a01.hl7"], pattern: "^(?!/)(?!.*\\.\\./)[^\\\\]+$")
    package static let files = TextShape("files of a folder", examples: ["inbox/rota/*.csv"])
    package static let pemFile = TextShape(
        "a file in PEM, of the workspace or with a slash at the front of the machine",
        examples: ["/etc/junction/hl7.pem"])
    package static let folder = TextShape("a folder", examples: ["inbox/rota/done"])
    package static let schema = TextShape(
        "a schema that Junction ships, or a JSON Schema file of the workspace",
        examples: ["hl7v2/ADT", "schemas/order.json"],
        pattern: "^[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9._+-]+)*$")
    package static let format = TextShape(
        "the name of a format", examples: ["hl7v2", "json", "csv"], pattern: "^[a-z][a-z0-9+.-]*$")
    package static let eventType = TextShape(
        "the type of an event", examples: ["incident.reported"], pattern: "^[A-Za-z][A-Za-z0-9_.-]*$")
    package static let url = TextShape(
        "an address", examples: ["https://records.example.org/fhir", "mllp://lab.example.org:2575"],
        pattern: "^(https?|mllps?|amqps?)://[^\\s/]+(/[^\\s]*)?$")
    package static let objective = TextShape(
        "an objective", examples: ["99.9% within 5m", "100%"],
        pattern: "^[0-9]{1,3}(\\.[0-9]{1,6})?%( (within ([0-9]{1,9}(ms|s|m|h|d))+|accounted))?$")
    package static let alert = TextShape(
        "a condition", examples: ["deadLetters > 0", "backlog older than 15m", "silent for 4h"])
    package static let fault = TextShape(
        "what a system does when called",
        examples: ["ok", "503, Retry-After 1", "delay 2s", "drop", "malformed", "always 503"])
    package static let network = TextShape(
        "a network range", examples: ["10.0.0.0/8", "::1/128"], pattern: "^[0-9a-fA-F:.]+/[0-9]{1,3}$")
}
