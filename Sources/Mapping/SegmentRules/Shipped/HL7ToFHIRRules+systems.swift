// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/90-systems.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let systems = #"""
        # Names of coding systems in HL7 v2 (table 0396) and their addresses in FHIR.

        systems
          SCT|http://snomed.info/sct
          SNM|http://snomed.info/sct
          SNOMED|http://snomed.info/sct
          SNOMED-CT|http://snomed.info/sct
          LN|http://loinc.org
          LOINC|http://loinc.org
          I9|http://hl7.org/fhir/sid/icd-9-cm
          I9C|http://hl7.org/fhir/sid/icd-9-cm
          I9CDX|http://hl7.org/fhir/sid/icd-9-cm
          ICD9|http://hl7.org/fhir/sid/icd-9-cm
          ICD9CM|http://hl7.org/fhir/sid/icd-9-cm
          I10|http://hl7.org/fhir/sid/icd-10
          ICD10|http://hl7.org/fhir/sid/icd-10
          I10C|http://hl7.org/fhir/sid/icd-10-cm
          ICD-10-CM|http://hl7.org/fhir/sid/icd-10-cm
          I10P|http://www.cms.gov/Medicare/Coding/ICD10
          ICDO|http://terminology.hl7.org/CodeSystem/icd-o-3
          C4|http://www.ama-assn.org/go/cpt
          CPT4|http://www.ama-assn.org/go/cpt
          CPT|http://www.ama-assn.org/go/cpt
          NDC|http://hl7.org/fhir/sid/ndc
          CVX|http://hl7.org/fhir/sid/cvx
          MVX|http://hl7.org/fhir/sid/mvx
          RXN|http://www.nlm.nih.gov/research/umls/rxnorm
          RXNORM|http://www.nlm.nih.gov/research/umls/rxnorm
          UCUM|http://unitsofmeasure.org
          CDCREC|urn:oid:2.16.840.1.113883.6.238
          ISO3166_1|urn:iso:std:iso:3166
          ISO3166|urn:iso:std:iso:3166
          ISO+|http://unitsofmeasure.org
          ANS+|http://unitsofmeasure.org
          ANSI+|http://unitsofmeasure.org
          NCIT|http://ncithesaurus-stage.nci.nih.gov
          NUCC|http://nucc.org/provider-taxonomy
          HCPCS|http://terminology.hl7.org/CodeSystem/HCPCS-all-codes
          NPI|http://hl7.org/fhir/sid/us-npi
          USSSA|http://hl7.org/fhir/sid/us-ssn
          ACR|http://terminology.hl7.org/CodeSystem/ACR
          ART|http://terminology.hl7.org/CodeSystem/WHOART
        """#
}
