/// Which fields and components have components of their own, by HL7's published segment and data type tables (version 2.8).
///
/// The XML encoding names components by their data type (`CX.1`), so writing it takes this. A list names the types of fields or
/// components in order; an empty place is a type without components.
enum HL7DataTypes {
    /// The type of a field; nil when it has no components or is not known here. OBX-5 has the type that OBX-2 names.
    static func type(ofField field: Int, in segment: String) -> String? { type(at: field, of: segments[segment]) }

    /// The type of a component of a type; nil when it has no components of its own.
    static func type(ofComponent component: Int, in type: String) -> String? {
        self.type(at: component, of: types[type])
    }

    /// Whether the type has components.
    static func isComposite(_ type: String) -> Bool { types[type] != nil }

    private static func type(at place: Int, of list: String?) -> String? {
        guard let list else { return nil }
        let parts = list.split(separator: ",", omittingEmptySubsequences: false)
        guard place >= 1, place <= parts.count, !parts[place - 1].isEmpty else { return nil }
        return String(parts[place - 1])
    }

    private static let types: [String: String] = [
        "AUI": "",
        "CE": "",
        "CNE": "",
        "CNN": "",
        "CP": "MO,,,,CWE",
        "CQ": ",CWE",
        "CWE": "",
        "CX": ",,,HD,,HD,,,CWE,CWE",
        "DLD": "CWE",
        "DLN": ",CWE",
        "DR": "",
        "ED": "HD",
        "EI": "",
        "EIP": "EI,EI",
        "FC": "CWE",
        "FN": "",
        "HD": "",
        "JCC": "CWE,CWE",
        "MO": "",
        "MOC": "MO,CWE",
        "MSG": "",
        "NA": "",
        "NDL": "CNN,,,,,,HD",
        "NR": "",
        "OG": "",
        "PL": "HD,HD,HD,HD,,,HD,HD,,EI,HD",
        "PLN": ",CWE",
        "PPN": ",FN,,,,,,CWE,HD",
        "PRL": "CWE",
        "PT": "",
        "RP": ",HD",
        "RPT": "CWE,,,,,CWE,,,,CWE",
        "SAD": "",
        "SN": "",
        "SPS": "CE,CWE,,CE,CE,CE,CE",
        "TQ": "CQ,,,TS,TS,,,,,,CE",
        "TS": "",
        "VID": ",CWE,CWE",
        "XAD": "SAD,,,,,,,,CWE,CWE,,DR,,,CWE,,,,,,,CWE,EI",
        "XCN": ",FN,,,,,,CWE,HD,,,,,HD,,CWE,,,,,,CWE,CWE",
        "XON": ",CWE,,,,HD,,HD",
        "XPN": "FN,,,,,,,,CWE,DR",
        "XTN": ",,,,,,,,,,,,,,CWE,CWE,EI",
    ]

    private static let segments: [String: String] = [
        "AIG": ",,CWE,CWE,CWE,,CNE,,,CNE,,CNE,CWE,CWE",
        "AIL": ",,PL,CWE,CWE,,,CNE,,CNE,CWE,CWE",
        "AIP": ",,XCN,CWE,CWE,,,CNE,,CNE,CWE,CWE",
        "AIS": ",,CWE,,,CNE,,CNE,CWE,CWE,CWE,CWE",
        "AL1": ",CWE,CWE,CWE",
        "DG1": ",,CWE,,,CWE,CE,CE,,,CE,,CP,,,XCN,CWE,,,EI,,EI,CWE,,CWE,CWE",
        "ERR": ",,CWE",
        "EVN": ",,,CWE,XCN,,HD",
        "IAM": ",CWE,CWE,CWE,,CNE,EI,,CWE,CWE,,,,XPN,CWE,CWE,CWE,XCN,XON,,XCN,,XCN,,XCN,,CWE,XON,XON,XON",
        "IN1": ",CWE,CX,XON,XAD,XPN,XTN,,XON,CX,XON,,,AUI,CWE,XPN,CWE,,XAD,CWE,CWE,,,,,,CWE,,,XCN,CWE,CWE,,,"
            + "CWE,CP,,CP,,,,CWE,CWE,XAD,,CWE,CWE,CWE,CX,CWE,,,CWE,CX",
        "IN3": ",CX,XCN,,,,,XCN,,,,CWE,,XCN,,XTN,CWE,CWE,XTN,,,,CWE,CWE,XCN,CWE,CWE",
        "MRG": "CX,CX,CX,CX,CX,CX,XPN",
        "MSA": ",,,,,CE",
        "MSH": ",,HD,HD,HD,HD,,,MSG,,PT,VID,,,,,,,CWE,,EI,XON,XON,HD,HD,CWE,CWE",
        "NK1": ",XPN,CWE,XAD,XTN,XTN,CWE,,,,JCC,CX,XON,CWE,CWE,,CWE,CWE,CWE,CWE,CWE,CWE,,CWE,CWE,XPN,CWE,CWE,"
            + "CWE,XPN,XTN,XAD,CX,CWE,CWE,CWE,,,CWE,XTN,XTN",
        "NTE": ",,,CWE,XCN,,,,CWE",
        "OBR": ",EI,EI,CWE,,,,,CQ,XCN,,CWE,CWE,,,XCN,XTN,,,,,,MOC,,,PRL,TQ,XCN,EIP,,CWE,NDL,NDL,NDL,NDL,,,CWE,"
            + "CWE,CWE,,,CWE,CNE,CNE,CWE,CWE,CWE,CWE,CWE,EI,EI,CX,EIP",
        "OBX": ",,CWE,,,CWE,,CWE,,,,,,,CWE,XCN,CWE,EI,,CWE,EI,CNE,XON,XAD,XCN,,CWE,CWE,,,,CWE,EIP",
        "ORC": ",EI,EI,EI,,,TQ,EIP,,XCN,XCN,XCN,PL,XTN,,CWE,CWE,CWE,XCN,CWE,XON,XAD,XTN,XAD,CWE,CWE,,CWE,CWE,"
            + "CNE,CWE,,CX,CWE,,DR,,EI",
        "PD1": "CWE,CWE,XON,XCN,CWE,CWE,CWE,CWE,,CX,CWE,,,XON,CWE,CWE,,,CWE,CWE,CWE",
        "PID": ",CX,CX,CX,XPN,XPN,,CWE,XPN,CWE,XAD,,XTN,XTN,CWE,CWE,CWE,CX,,DLN,CX,CWE,,,,CWE,CWE,CWE,,,,CWE,,"
            + "HD,CWE,CWE,,CWE,CWE,XTN",
        "PR1": ",,CNE,,,CWE,,XCN,CWE,,XCN,XCN,CWE,,CWE,CNE,CWE,CWE,EI,,CWE,CWE,PL,,EI",
        "PRT": "EI,,CWE,CWE,XCN,CWE,CWE,XON,PL,EI,,,CWE,XAD,XTN,EI,,,,,EI,CNE,CWE,PLN",
        "PV1": ",CWE,PL,CWE,CX,PL,XCN,XCN,XCN,CWE,PL,CWE,CWE,CWE,CWE,CWE,XCN,CWE,CX,FC,CWE,CWE,CWE,CWE,,,,CWE,"
            + "CWE,,CWE,,,CWE,,CWE,DLD,CWE,CWE,,CWE,PL,PL,,,,,,,CX,CWE,XCN,,CX",
        "PV2": "PL,CWE,CWE,CWE,,,CWE,,,,,,XCN,,,CWE,,CWE,,,CWE,,XON,CWE,CWE,,CWE,,,CWE,CWE,,,,,,,CWE,CWE,CWE,"
            + "CWE,CWE,CWE,CWE,CWE,,,,CWE",
        "ROL": "EI,,CWE,XCN,,,CWE,CWE,CWE,CWE,XAD,XTN,PL,XON",
        "RXA": ",,,,CWE,,CWE,CWE,CWE,XCN,,,,CWE,,,CWE,CWE,CWE,,,,,CWE,CWE,,PL,XAD,EI",
        "RXE": ",,,,,,,,,,,,,,,,,,CQ",
        "RXO": "CWE,,,CWE,CWE,CWE,CWE,,,CWE,,CWE,,XCN,XCN,,,,CWE,CWE,,CWE,,CWE,,CWE,,,EI,EI,CNE,CWE,XAD,PL,XAD,XTN",
        "RXR": "CWE,CWE,CWE,CWE,CWE,CWE",
        "SCH": "EI,EI,,EI,CWE,CWE,CWE,CWE,,CNE,TQ,XCN,XTN,XAD,PL,XCN,XTN,XAD,PL,XCN,XTN,PL,EI,EI,CWE,EI,EI",
        "SFT": "XON",
        "SPM": ",EIP,EIP,CWE,CWE,CWE,CWE,CWE,CWE,CWE,CWE,CQ,,,CWE,CWE,DR,,,,CWE,CWE,CWE,CWE,CQ,,CWE,CWE,CWE,CX,CX,EI",
        "TQ1": ",CQ,RPT,,CQ,CQ,,,CWE,,,,CQ",
        "TXA": ",CWE,,,XCN,,,,XCN,XCN,XCN,EI,EI,EI,EI,,,,,,,PPN,XCN,CWE,,,HD,CWE",
    ]
}
