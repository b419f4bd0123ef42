// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/20-message.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let message = #"""
        # MSH, SFT, EVN, MSA, ERR: the message and where it came from.

        segment MSH
          resource Bundle as @bundle key .:
            type = "batch"
            10 -> identifier.value
            7 -> timestamp instant
          4 => - HDOrganization as @sender
          22 => - XON as @responsible
          6 => - HDOrganization as @receiver
          23 => - XON as @receivingOrganization
          on @sender:
            17 -> address[].country
            @responsible -> partOf
          on @receiver:
            17 -> address[].country
            @receivingOrganization -> partOf
          resource MessageHeader as @header key .:
            9.2 | 9.1 -> eventCoding.code
            eventCoding.system = "http://terminology.hl7.org/CodeSystem/v2-0003"
            join(^, 9.1, 9.2, 9.3) -> eventCoding.display
            with source:
              24.1 | 3.1 -> name
              "urn:oid:" + 24.2 -> endpoint address if 24.3 in ISO
              24.2 -> endpoint address if 24 and not 24.3 in ISO
              "urn:oid:" + 3.2 -> endpoint address if not 24 and 3.3 in ISO
              3.2 -> endpoint address if not 24 and not 3.3 in ISO
              _endpoint.ext(http://hl7.org/fhir/StructureDefinition/data-absent-reason).valueCode = "unknown" if not has endpoint
            with destination[] if 5 or 25 or 6 or 23:
              25.1 | 5.1 -> name
              "urn:oid:" + 25.2 -> endpoint address if 25.3 in ISO
              25.2 -> endpoint address if 25 and not 25.3 in ISO
              "urn:oid:" + 5.2 -> endpoint address if not 25 and 5.3 in ISO
              5.2 -> endpoint address if not 25 and not 5.3 in ISO
              _endpoint.ext(http://hl7.org/fhir/StructureDefinition/data-absent-reason).valueCode = "unknown" if not has endpoint
              @receivingOrganization -> receiver if 23
              @receiver -> receiver if not 23
            @sender -> sender
            @responsible -> responsible
            8 -> meta.security[].display
            26 -> meta.security[] coding(ConfidentialityCode)
            27 -> meta.security[] coding
            11.1 -> meta.tag[].code
            meta.tag[=].system = "http://terminology.hl7.org/CodeSystem/v2-0103" if 11.1
            11.2 -> meta.tag[].code
            meta.tag[=].system = "http://terminology.hl7.org/CodeSystem/v2-0207" if 11.2
            19.1 -> language
          resource Provenance as @provenance key . if 7 longer 3:
            @bundle -> target[]
            7 -> occurredDateTime dateTime
            7 -> recorded instant
            with agent[]:
              type.coding[].code = "author"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
              @responsible -> who if 22
              @sender -> who if not 22
              3.1 -> who.display if not 4 and not 22
              who.display = "unknown" if not has who
            join(^, 9.1, 9.2, 9.3) -> activity.coding[].display
            with entity[] if 3 and 24:
              role = "source"
              3 => what ApplicationDevice

        resource ApplicationDevice Device
          1 -> identifier[].value

        segment SFT
          on @header:
            2 -> source.version
            3 -> source.software
          resource Device key .:
            1.1 -> manufacturer
            3 -> deviceName[].name
            deviceName[=].type = "manufacturer-name" if 3
            2 -> version[].value
            4 -> modelNumber
            5 -> note[].text

        segment EVN
          resource Provenance as @event key . @bundle if 2 longer 3 or MSH-7 longer 3:
            @bundle -> target[]
            2 -> recorded instant
            MSH-7 -> recorded instant if not 2
            6 -> occurredDateTime dateTime
            4 -> reason[] concept(EventReason) if 4 != U
            with agent[]:
              5 => who XCN
            agent[].who.display = "unknown" if not 5
            7 => location HDLocation
            join(^, MSH-9.1, MSH-9.2, MSH-9.3) -> activity.text

        segment MSA
          on @header:
            2 -> response.identifier
            1 -> response.code code(Acknowledgement)
        """#
}
