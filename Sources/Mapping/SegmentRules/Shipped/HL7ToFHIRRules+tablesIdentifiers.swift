// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/94-tables-identifiers.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let tablesIdentifiers = #"""
        # Vocabulary of HL7 v2 in FHIR (HL7 v2-to-FHIR, concept maps): CODE|CODE|DISPLAY|SYSTEM, the system in the first line unless said.

        table IdentifierType http://terminology.hl7.org/CodeSystem/v2-0203
          ACSN|ACSN|Accession ID
          AM|AM|American Express
          AMA|AMA|American Medical Association Number
          AN|AN|Account number
          ANON|ANON|Anonymous identifier
          ANC|ANC|Account number Creditor
          AND|AND|Account number debitor
          ANT|ANT|Temporary Account Number
          APRN|APRN|Advanced Practice Registered Nurse number
          ASID|ASID|Ancestor Specimen ID
          BA|BA|Bank Account Number
          BC|BC|Bank Card Number
          BCT|BCT|Birth Certificate
          BR|BR|Birth registry number
          BRN|BRN|Breed Registry Number
          BSNR|BSNR|Primary physician office number
          CC|CC|Cost Center number
          CONM|CONM|Change of Name Document
          CZ|CZ|Citizenship Card
          CY|CY|County number
          DDS|DDS|Dentist license number
          DEA|DEA|Drug Enforcement Administration registration number
          DI|DI|Diner’s Club card
          DFN|DFN|Drug Furnishing or prescriptive authority Number
          DL|DL|Driver’s license number
          DN|DN|Doctor number
          DO|DO|Osteopathic License number
          DP|DP|Diplomatic Passport
          DPM|DPM|Podiatrist license number
          DR|DR|Donor Registration Number
          DS|DS|Discover Card
          EI|EI|Employee number
          EN|EN|Employer number
          ESN|ESN|Staff Enterprise Number
          FI|FI|Facility ID
          GI|GI|Guarantor internal identifier
          GL|GL|General ledger number
          GN|GN|Guarantor external identifier
          HC|HC|Health Card Number
          JHN|JHN|Jurisdictional health number (Canada)
          IND|IND|Indigenous/Aboriginal
          LACSN|LACSN|Laboratory Accession ID
          LANR|LANR|Lifelong physician number
          LI|LI|Labor and industries number
          LN|LN|License number
          LR|LR|Local Registry ID
          MA|MA|Patient Medicaid number
          MB|MB|Member Number
          MC|MC|Patient’s Medicare number
          MCD|MCD|Practitioner Medicaid number
          MCN|MCN|Microchip Number
          MCR|MCR|Practitioner Medicare number
          MCT|MCT|Marriage Certificate
          MD|MD|Medical License number
          MI|MI|Military ID number
          MR|MR|Medical record number
          MRT|MRT|Temporary Medical Record Number
          MS|MS|MasterCard
          NBSNR|NBSNR|Secondary physician office number
          NCT|NCT|Naturalization Certificate
          NE|NE|National employer identifier
          NH|NH|National Health Plan Identifier
          NI|NI|National unique individual identifier
          NII|NII|National Insurance Organization Identifier
          NIIP|NIIP|National Insurance Payor Identifier (Payor)
          NNxxx|NNxxx|National Person Identifier where the xxx is the ISO table 3166 3-character (alphabetic) country code
          NP|NP|Nurse practitioner number
          NPI|NPI|National provider identifier
          OD|OD|Optometrist license number
          PA|PA|Physician Assistant number
          PC|PC|Parole Card
          PCN|PCN|Penitentiary/correctional institution Number
          PE|PE|Living Subject Enterprise Number
          PEN|PEN|Pension Number
          PI|PI|Patient internal identifier
          PN|PN|Person number
          PNT|PNT|Temporary Living Subject Number
          PPIN|PPIN|Medicare/CMS Performing Provider Identification Number
          PPN|PPN|Passport number
          PRC|PRC|Permanent Resident Card Number
          PRN|PRN|Provider number
          PT|PT|Patient external identifier
          QA|QA|QA number
          RI|RI|Resource identifier
          RPH|RPH|Pharmacist license number
          RN|RN|Registered Nurse Number
          RR|RR|Railroad Retirement number
          RRI|RRI|Regional registry ID
          RRP|RRP|Railroad Retirement Provider
          SID|SID|Specimen ID
          SL|SL|State license
          SN|SN|Subscriber Number
          SP|SP|Study Permit
          SR|SR|State registry ID
          SS|SS|Social Security number
          TAX|TAX|Tax ID number
          TN|TN|Treaty Number/ (Canada)
          TPR|TPR|Temporary Permanent Resident (Canada)
          U|U|Unspecified identifier
          UPIN|UPIN|Medicare/CMS (formerly HCFA)’s Universal Physician Identification numbers
          USID|USID|Unique Specimen ID
          VN|VN|Visit number
          VP|VP|Visitor Permit
          VS|VS|VISA
          WC|WC|WIC identifier
          WCN|WCN|Workers’ Comp Number
          WP|WP|Work Permit
          XX|XX|Organization identifier

        table UniversalIDType http://terminology.hl7.org/CodeSystem/v2-0301
          DNS|DNS|Domain Name System
          EUI64|EUI64|IEEE 64-bit Extended Unique Identifier
          CLIA|CLIA|Clinical Laboratory Improvement Amendments
          CLIP|CLIP|Clinical laboratory Improvement Program
          GUID|GUID|globally unique identifier
          HCD|HCD|CEN Healthcare Coding Identifier
          HL7|HL7|HL7 registration schemes
          ISO|ISO|ISO Object Identifier
          L,M,N|L,M,N|Local
          Random|Random|Random
          URI|URI|Uniform Resource Identifier
          UUID|UUID|Universal Unique Identifier
          x400|x400|X.400 MHS identifier
          x500|x500|X500 directory Name
        """#
}
