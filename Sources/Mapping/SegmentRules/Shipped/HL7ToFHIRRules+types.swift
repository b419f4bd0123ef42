// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/10-types.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let types = #"""
        # Data types to elements and resources (HL7 v2-to-FHIR, data type maps). A number names a component, or a subcomponent
        # where the source is a component.

        element DR
          1 -> start dateTime
          2 -> end dateTime

        # CX[Identifier]. An authority with a namespace and a universal identifier is also an organization.
        element CX
          1 -> value
          2 -> ext(http://hl7.org/fhir/StructureDefinition/identifier-checkDigit).valueString
          3 -> ext(http://hl7.org/fhir/StructureDefinition/namingsystem-checkDigit).valueString
          4 -> system system
          4 => assigner HDOrganization if 4.1 and 4.2
          5 -> type concept(IdentifierType)
          7 -> period.start dateTime
          8 -> period.end dateTime

        # EI[Identifier-System], where the namespace is the assigner's system.
        element EI
          1 -> value
          use EISystem
          4 -> type concept(UniversalIDType) if 3

        # Where the rule that uses it says what type the number is of.
        element Number
          1 -> value
          use EISystem

        rules EISystem
          "urn:uuid:" + 3 -> system lowercase if 3 and 4 in UUID GUID
          3 -> system system if 3 and not 4 in UUID GUID
          2 -> system system if 2 and not 3

        # XPN[HumanName]
        element XPN
          1 -> family
          2 -> given[]
          3 -> given[]
          5 -> prefix[]
          4 -> suffix[]
          6 -> suffix[]
          14 -> suffix[]
          7 -> use code(NameType)
          10 -> period DR if not 12 and not 13
          12 -> period.start dateTime
          13 -> period.end dateTime
          11 -> ext(http://hl7.org/fhir/StructureDefinition/humanname-assembly-order).valueCode

        element CalledBy
          15 -> given[]
          use = "nickname"

        # XAD[Address] with SAD[Address]
        element XAD
          1.1 -> line[]
          1.2 -> line[]
          1.3 -> line[]
          2 -> line[]
          19 -> line[]
          3 -> city
          4 -> state
          5 -> postalCode
          6 -> country
          7 -> type code(AddressTypeType)
          7 -> use code(AddressTypeUse)
          9.1 -> district
          12 -> period DR if not 13 and not 14
          13 -> period.start dateTime
          14 -> period.end dateTime
          10.1 -> ext(http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-censusTract).valueString

        # XTN[ContactPoint]
        element XTN
          4 -> value if 3 in Internet "X.400" or ( not 1 and not 7 and not 12 )
          1 -> value if not has value and not 7 and not 12
          12 -> value if not has value and not 7
          use PhoneNumber if not has value and 7
          12 -> value if not has value
          3 -> system code(TelecommunicationEquipmentType) if 3 != CP
          system = "phone" if 3 in CP
          system = "email" if not 3 and 4
          system = "phone" if not has system and has value
          2 -> use code(TelecommunicationUseCode)
          use = "mobile" if 3 in CP and not 2
          13 -> period.start dateTime
          14 -> period.end dateTime
          18 -> rank positive
          5 -> ext(http://hl7.org/fhir/StructureDefinition/contactpoint-country).valueString if 7
          6 -> ext(http://hl7.org/fhir/StructureDefinition/contactpoint-area).valueString if 7
          7 -> ext(http://hl7.org/fhir/StructureDefinition/contactpoint-local).valueString if not 3 in Internet "X.400"
          8 -> ext(http://hl7.org/fhir/StructureDefinition/contactpoint-extension).valueString if 7

        rules PhoneNumber
          "+" + 5 + " " + 6 + " " + 7 + " X" + 8 -> value if 5 and 6 and 8
          "+" + 5 + " " + 6 + " " + 7 -> value if not has value and 5 and 6
          6 + " " + 7 + " X" + 8 -> value if not has value and 6 and 8
          6 + " " + 7 -> value if not has value and 6
          7 -> value if not has value

        # CQ[Quantity] and CWE[Quantity]
        element CQ
          1 -> value decimal
          2.2 | 2.1 -> unit
          2.1 -> code if 2.3
          2.3 -> system system if 2.1

        element Unit
          2 | 1 -> unit
          1 -> code if 3
          3 -> system system if 1

        element Money
          1.1 -> value decimal
          1.2 | 2 -> currency code

        # HD[Organization], HD[Device] and the like
        element UniversalIdentifier
          use UniversalValue
          system = "urn:ietf:rfc:3986" if 3 in ISO UUID GUID
          3 -> type concept(UniversalIDType)

        rules UniversalValue
          "urn:oid:" + 2 -> value if 3 in ISO
          "urn:uuid:" + 2 -> value lowercase if 3 in UUID GUID
          2 -> value if not 3 in ISO UUID GUID

        resource HDOrganization Organization
          1 -> identifier[].value
          with identifier[] if 2:
            use UniversalIdentifier

        resource HDDevice Device
          1 -> identifier[].value
          with identifier[] if 2:
            use UniversalIdentifier

        resource HDLocation Location
          1 -> name
          physicalType.coding[].code = "si"
          physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
          with identifier[] if 2:
            use UniversalValue
            system = "urn:ietf:rfc:3986" if 3 in ISO UUID GUID

        # XON[Organization]
        resource XON Organization
          1 -> name
          use XONIdentifier

        rules XONIdentifier
          with identifier[] if 3 or 10 or 7:
            10 | 3 -> value
            6 -> system system
            6 => assigner HDOrganization if 6.1 and 6.2
            7 -> type concept(IdentifierType)

        resource NamedOrganization Organization
          1 -> name

        # CWE[Organization]
        resource CodedOrganization Organization
          2 | 1 -> name
          1 -> identifier[].value if 1 and 2
          3 -> identifier[=].system system if 1 and 2

        # XCN[Practitioner]
        resource XCN Practitioner
          with identifier[] if 1 or 13:
            1 -> value
            9 -> system system
            9 => assigner HDOrganization if 9.1 and 9.2
            13 -> type concept(IdentifierType)
            11 -> ext(http://hl7.org/fhir/StructureDefinition/identifier-checkDigit).valueString
            12 -> ext(http://hl7.org/fhir/StructureDefinition/namingsystem-checkDigit).valueString
          with name[]:
            2 -> family
            3 -> given[]
            4 -> given[]
            6 -> prefix[]
            5 -> suffix[]
            7 -> suffix[]
            21 -> suffix[]
            10 -> use code(NameType)
            17 -> period DR if not 19 and not 20
            19 -> period.start dateTime
            20 -> period.end dateTime
          7 -> qualification[].code concept(DegreeLicenseCertificate)

        # XCN[RelatedPerson], where the person is known as one of the patient's
        resource XCNRole PractitionerRole
          . => practitioner XCN

        # XCN[PractitionerRole] with a role of HL7 table 0443, named by the rule that refers to it
        resource XPNPractitioner Practitioner
          . -> name[] XPN

        # CNN[Practitioner], a component whose parts are subcomponents
        resource CNN Practitioner
          1 -> identifier[].value
          9 -> identifier[=].system system if 1
          with name[]:
            2 -> family
            3 -> given[]
            4 -> given[]
            6 -> prefix[]
            5 -> suffix[]
            7 -> suffix[]

        # NDL[PractitionerRole]
        resource NDL PractitionerRole
          1 => practitioner CNN
          2 -> period.start dateTime
          3 -> period.end dateTime
          . => location[] NDLPlace if 4 or 5 or 6 or 7 or 10 or 11

        rules NDLPlace gives @place
          clear @place
          resource Location as @place key "si" . if 7:
            7.1 -> name
            use PlaceFacility
          resource Location as @place key "bu" . if 10:
            10 -> name
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "bu"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
          resource Location as @place key "poc" . if 4:
            4 -> name
            @place -> partOf
            mode = "instance"
          resource Location as @place key "lvl" . if 11:
            11 -> name
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "lvl"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
          resource Location as @place key "ro" . if 5:
            5 -> name
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "ro"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
          resource Location as @place key "bd" . if 6:
            6 -> name
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "bd"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"

        rules PlaceFacility
          mode = "instance"
          physicalType.coding[].code = "si"
          physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"

        # PL[Location]: a location for each level, each part of the next above; the reference is to the most granular one.
        rules PL gives @place
          clear @place
          resource Location as @place key "si" . if 4:
            4 -> . PlaceName
            use PlaceFacility
          resource Location as @place key "bu" . if 7:
            7 -> . PlaceName
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "bu"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
          resource Location as @place key "poc" . if 1:
            1 -> . PlaceName
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "lvl"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
            @organization -> managingOrganization
          resource Location as @place key "lvl" . if 8:
            8 -> . PlaceName
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "lvl"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
          resource Location as @place key "ro" . if 2:
            2 -> . PlaceName
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "ro"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
          resource Location as @place key "bd" . if 3:
            3 -> . PlaceName
            @place -> partOf
            mode = "instance"
            physicalType.coding[].code = "bd"
            physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"
          on @place:
            9 -> description
            10 -> identifier[] EI

        element PlaceName
          1 -> name
          with identifier[] if 2:
            use UniversalValue
            system = "urn:ietf:rfc:3986" if 3 in ISO UUID GUID

        # DLD[Location-Discharge]
        resource DLDLocation Location
          1.2 | 1.1 -> name
          1.1 -> identifier[].value if 1.2
          1.3 -> identifier[=].system system if 1.2
          physicalType.coding[].code = "si"
          physicalType.coding[=].system = "http://terminology.hl7.org/CodeSystem/location-physical-type"

        # RPT[Timing]
        element RPT
          1.1 -> code.coding[].code
          1.2 -> code.coding[=].display
          code.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0335" if 1.1 in table RepeatPattern
          1.3 -> code.coding[=].system system if 1.3 and not 1.1 in table RepeatPattern
          5 -> repeat.period decimal
          6.1 -> repeat.periodUnit code(Period)
          8 -> repeat.when[]
          use Offset

        rules Offset
          9 -> repeat.offset unsigned if not 10 in h hr H HR d
          9 -> repeat.offset unsigned if 10 in h hr H HR d

        # XPN as text: the mother's maiden name
        rules MaidenName
          join(_, 5, 2, 3, 1, 4) -> valueString

        # A US Core or other extension for a coded demographic fact, table by name
        element Narrative
          status = "generated"
        """#
}
