// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/91-tables-people.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let tablesPeople = #"""
        # Vocabulary of HL7 v2 in FHIR (HL7 v2-to-FHIR, concept maps): CODE|CODE|DISPLAY|SYSTEM, the system in the first line unless said.

        table AccessRestriction http://terminology.hl7.org/CodeSystem/v3-ActCode
          DEM|DEMO|all demographic information sensitivity
          LOC|LOCIS|location information sensitivity
          PAT|PRS|patient requested information sensitivity
          PHY|PHY|physician requested information sensitivity
          ALL|R|restricted|http://terminology.hl7.org/CodeSystem/v3-Confidentiality
          EMP|EMP|employee information sensitivity
          HIV|HIV|HIV/AIDS information sensitivity
          PSY|PSY|psychiatry disorder information sensitivity
          VIP|CEL|celebrity information sensitivity
          SMD|SUD|substance use disorder information sensitivity
          STD|STD|sexually transmitted disease information sensitivity

        table AddressTypeType http://hl7.org/fhir/address-type
          M|postal|Postal
          SH|postal|Postal

        table AddressTypeUse http://hl7.org/fhir/address-use
          BA|old|Old / Incorrect
          BI|billing|Billing
          C|temp|Temporary
          B|work|Work
          H|home|Home
          O|work|Work

        table AdministrativeSex http://hl7.org/fhir/administrative-gender
          F|female|Female
          M|male|Male
          O|other|Other
          U|unknown|Unknown
          A|other|Other
          N|other|Other

        table AppointmentPriority
          S|0
          A|1
          R|2

        # What an appointment's status (SCH-25) says of the order behind it.
        table AppointmentRequestStatus http://hl7.org/fhir/request-status
          Pending|draft
          Waitlist|draft
          Booked|active
          Overbook|active
          Started|active
          Complete|completed
          Cancelled|revoked
          Dc|revoked
          Noshow|revoked
          Deleted|entered-in-error
          Blocked|on-hold

        table AppointmentStatus http://hl7.org/fhir/appointmentstatus
          Pending|pending
          Waitlist|waitlist
          Booked|booked
          Overbook|booked
          Started|checked-in
          Complete|fulfilled
          Cancelled|cancelled
          Deleted|entered-in-error
          Noshow|noshow
          Dc|cancelled
          Discontinued|cancelled

        table ContactRole http://terminology.hl7.org/CodeSystem/v2-0131
          E|E|Employer
          C|C|Emergency Contact
          F|F|Federal Agency
          I|I|Insurance Company
          N|N|Next-of-Kin
          S|S|State Agency
          O|O|Other
          U|U|Unknown

        table Country urn:iso:std:iso:3166

        table CoverageType http://terminology.hl7.org/CodeSystem/v3-ActCode
          HMO|HMO|health maintenance organization policy
          PPO|PPO|preferred provider organization policy
          POS|POS|point of service policy

        table DegreeLicenseCertificate http://terminology.hl7.org/CodeSystem/v2-0360
          PN|PN|Advanced Practice Nurse
          AAS|AAS|Associate of Applied Science
          AA|AA|Associate of Arts
          ABA|ABA|Associate of Business Administration
          AE|AE|Associate of Engineering
          AS|AS|Associate of Science
          BA|BA|Bachelor of Arts
          BBA|BBA|Bachelor of Business Administration
          BE|BE|Bachelor or Engineering
          BFA|BFA|Bachelor of Fine Arts
          BN|BN|Bachelor of Nursing
          BS|BS|Bachelor of Science
          BSL|BSL|Bachelor of Science - Law
          BSN|BSN|Bachelor on Science - Nursing
          BT|BT|Bachelor of Theology
          CER|CER|Certificate
          CANP|CANP|Certified Adult Nurse Practitioner
          CMA|CMA|Certified Medical Assistant
          CNP|CNP|Certified Nurse Practitioner
          CNM|CNM|Certified Nurse Midwife
          CRN|CRN|Certified Registered Nurse
          CNS|CNS|Certified Nurse Specialist
          CPNP|CPNP|Certified Pediatric Nurse Practitioner
          CTR|CTR|Certified Tumor Registrar
          DIP|DIP|Diploma
          DBA|DBA|Doctor of Business Administration
          DED|DED|Doctor of Education
          PharmD|PharmD|Doctor of Pharmacy
          PHE|PHE|Doctor of Engineering
          PHD|PHD|Doctor of Philosophy
          PHS|PHS|Doctor of Science
          MD|MD|Doctor of Medicine
          DO|DO|Doctor of Osteopathy
          EMT|EMT|Emergency Medical Technician
          EMTP|EMTP|Emergency Medical Technician - Paramedic
          FPNP|FPNP|Family Practice Nurse Practitioner
          HS|HS|High School Graduate
          JD|JD|Juris Doctor
          MA|MA|Master of Arts
          MBA|MBA|Master of Business Administration
          MCE|MCE|Master of Civil Engineering
          MDI|MDI|Master of Divinity
          MED|MED|Master of Education
          MEE|MEE|Master of Electrical Engineering
          ME|ME|Master of Engineering
          MFA|MFA|Master of Fine Arts
          MME|MME|Master of Mechanical Engineering
          MS|MS|Master of Science
          MSL|MSL|Master of Science - Law
          MSN|MSN|Master of Science - Nursing
          MTH|MTH|Master of Theology
          MDA|MDA|Medical Assistant
          MT|MT|Medical Technician
          NG|NG|Non-Graduate
          NP|NP|Nurse Practitioner
          PA|PA|Physician Assistant
          RMA|RMA|Registered Medical Assistant
          RN|RN|Registered Nurse
          RPH|RPH|Registered Pharmacist
          SEC|SEC|Secretarial Certificate
          TS|TS|Trade School Graduate

        table Ethnicity urn:oid:2.16.840.1.113883.6.238
          H|2135-2|Hispanic or Latino
          N|2186-5|Non Hispanic or Latino
          2135-2|2135-2|Hispanic or Latino
          2186-5|2186-5|Non Hispanic or Latino
          U|UNK|Unknown|http://terminology.hl7.org/CodeSystem/v3-NullFlavor

        table Language urn:ietf:bcp:47
          en|en|English
          eng|en|English
          english|en|English
          ara|ar|Arabic
          ar|ar|Arabic
          ger|de|German
          deu|de|German
          de|de|German
          fre|fr|French
          fra|fr|French
          fr|fr|French
          spa|es|Spanish
          es|es|Spanish
          ita|it|Italian
          it|it|Italian
          por|pt|Portuguese
          pt|pt|Portuguese
          rus|ru|Russian
          ru|ru|Russian
          chi|zh|Chinese
          zho|zh|Chinese
          zh|zh|Chinese
          jpn|ja|Japanese
          ja|ja|Japanese
          kor|ko|Korean
          ko|ko|Korean
          hin|hi|Hindi
          hi|hi|Hindi
          dut|nl|Dutch
          nld|nl|Dutch
          nl|nl|Dutch
          pol|pl|Polish
          pl|pl|Polish
          tur|tr|Turkish
          tr|tr|Turkish
          vie|vi|Vietnamese
          vi|vi|Vietnamese
          swe|sv|Swedish
          nor|no|Norwegian
          dan|da|Danish
          fin|fi|Finnish
          gre|el|Greek
          ell|el|Greek
          heb|he|Hebrew
          urd|ur|Urdu
          ben|bn|Bengali
          pan|pa|Punjabi
          cym|cy|Welsh
          wel|cy|Welsh

        table MaritalStatus http://terminology.hl7.org/CodeSystem/v3-MaritalStatus
          A|L|Legally Separated
          D|D|Divorced
          M|M|Married
          S|S|Never Married
          W|W|Widowed
          C|C|Common Law
          G|T|Domestic partner
          P|T|Domestic partner
          R|T|Domestic partner
          E|L|Legally Separated
          N|A|Annulled
          I|I|Interlocutory
          B|U|unmarried
          U|UNK|Unknown|http://terminology.hl7.org/CodeSystem/v3-NullFlavor
          O|OTH|Other|http://terminology.hl7.org/CodeSystem/v3-NullFlavor
          T|NAVU|Not available|http://terminology.hl7.org/CodeSystem/v3-NullFlavor

        table NameType http://hl7.org/fhir/name-use
          BAD|old|Old
          D|usual|Usual
          L|official|Official
          M|maiden|Name changed for Marriage
          MSK|anonymous|Anonymous
          N|nickname|Nickname
          NAV|temp|temp
          R|official|Official
          TEMP|temp|Temp

        table ParticipantStatus http://hl7.org/fhir/participationstatus
          Booked|accepted
          Confirmed|accepted
          Complete|accepted
          Started|accepted
          Pending|tentative
          Tentative|tentative
          Waitlist|needs-action
          Cancelled|declined
          Deleted|declined
          Noshow|declined
          Dc|declined
          Discontinued|declined

        table PractitionerIDNumberType
          CY|CY|http://terminology.hl7.org/CodeSystem/v2-0338
          DEA|DEA|http://terminology.hl7.org/CodeSystem/v2-0338
          GL|GL|http://terminology.hl7.org/CodeSystem/v2-0338
          LI|LI|http://terminology.hl7.org/CodeSystem/v2-0338
          L&I|LI|http://terminology.hl7.org/CodeSystem/v2-0338
          MCD|MCD|http://terminology.hl7.org/CodeSystem/v2-0338
          MCR|MCR|http://terminology.hl7.org/CodeSystem/v2-0338
          QA|QA|http://terminology.hl7.org/CodeSystem/v2-0338
          SL|SL|http://terminology.hl7.org/CodeSystem/v2-0338
          TAX|TAX|http://terminology.hl7.org/CodeSystem/v2-0203
          TRL|TRL|http://terminology.hl7.org/CodeSystem/v2-0338
          UPIN|UPIN|http://terminology.hl7.org/CodeSystem/v2-0338

        table PriceType http://terminology.hl7.org/CodeSystem/v2-0205
          AP|AP|administrative price or handling fee
          DC|DC|direct unit cost
          IC|IC|indirect unit cost
          PF|PF|professional fee for performing provider
          TF|TF|technology fee for use of equipment
          TP|TP|total price
          UP|UP|unit price, may be based on length of procedure or service

        table ProviderRole http://terminology.hl7.org/CodeSystem/v2-0443
          AD|AD|Admitting Provider
          AP|AP|Administering Provider
          AI|AI|Assistant/Alternate Interpreter
          AT|AT|Attending Provider
          CP|CP|Consulting Provider
          DP|DP|Dispensing Provider
          EP|EP|Entering Provider
          FHCP|FHCP|Family Health Care Professional
          MDIR|MDIR|Medical Director
          OP|OP|Ordering Provider
          PH|PH|Pharmacist
          PP|PP|Primary Care Provider
          RCT|RCT|Results Copies To
          RO|RO|Responsible Observer
          RP|RP|Referring Provider
          RT|RT|Referred to Provider
          TN|TN|Technician
          TR|TR|Transcriptionist
          VP|VP|Verifying Provider

        table Race urn:oid:2.16.840.1.113883.6.238
          1002-5|1002-5|American Indian or Alaska Native
          2028-9|2028-9|Asian
          2054-5|2054-5|Black or African American
          2076-8|2076-8|Native Hawaiian or Other Pacific Islander
          2106-3|2106-3|White
          2131-1|2131-1|Other Race

        table Relationship http://terminology.hl7.org/CodeSystem/v3-RoleCode
          SEL|ONESELF|self
          SPO|SPS|spouse
          DOM|SIGOTHR|significant other
          CHD|CHILD|child
          GCH|GRNDCHILD|grandchild
          NCH|NCHILD|natural child
          SCH|STPCHLD|step child
          FCH|CHLDFOST|foster child
          DEP|DEP|Handicapped dependent|http://terminology.hl7.org/CodeSystem/v2-0063
          WRD|WRD|Ward of court|http://terminology.hl7.org/CodeSystem/v2-0063
          PAR|PRN|parent
          MTH|MTH|mother
          FTH|FTH|father
          CGV|CGV|Care giver|http://terminology.hl7.org/CodeSystem/v2-0063
          GRD|GRD|Guardian|http://terminology.hl7.org/CodeSystem/v2-0063
          GRP|GRPRN|grandparent
          EXF|EXT|extended family member
          SIB|SIB|sibling
          BRO|BRO|brother
          SIS|SIS|sister
          FND|FRND|unrelated friend
          OAD|OAD|Other adult|http://terminology.hl7.org/CodeSystem/v2-0063
          EME|EME|Employee|http://terminology.hl7.org/CodeSystem/v2-0063
          EMR|E|Employer|http://terminology.hl7.org/CodeSystem/v2-0131
          ASC|ASC|Associate|http://terminology.hl7.org/CodeSystem/v2-0063
          EMC|C|Emergency Contact|http://terminology.hl7.org/CodeSystem/v2-0131
          OWN|OWN|Owner|http://terminology.hl7.org/CodeSystem/v2-0063
          TRA|TRA|Trainer|http://terminology.hl7.org/CodeSystem/v2-0063
          MGR|MGR|Manager|http://terminology.hl7.org/CodeSystem/v2-0063
          NON|NON|None|http://terminology.hl7.org/CodeSystem/v2-0063
          UNK|U|Unknown|http://terminology.hl7.org/CodeSystem/v2-0131
          OTH|O|Other|http://terminology.hl7.org/CodeSystem/v2-0131

        table Religion http://terminology.hl7.org/CodeSystem/v3-ReligiousAffiliation
          A|1007|Atheism
          B|1009|Baptist
          E|1069|Episcopalian
          J|1026|Judaism
          L|1028|Lutheran
          M|1027|Latter Day Saints
          N|1020|Hinduism
          P|1077|Protestant
          AGN|1004|Agnosticism
          ATH|1007|Atheism
          BAH|1008|Babi & Baha'I faiths
          BRE|1062|Brethren
          BMA|1029|Mahayana
          BTH|1051|Theravada
          CHR|1013|Christian (non-Catholic, non-specific)
          ANG|1005|Anglican
          AOG|1061|Assembly of God
          BAP|1009|Baptist
          CRR|1079|Reformed
          CHS|1063|Christian Scientist
          COC|1064|Church of Christ
          COG|1065|Church of God
          COL|1066|Congregational
          EOT|1068|Eastern Orthodox
          EPI|1069|Episcopalian
          FRQ|1071|Friends
          FUL|1072|Full Gospel
          JWN|1025|Jehovah's Witnesses
          MOM|1027|Latter Day Saints
          LUT|1028|Lutheran
          MET|1073|Methodist
          NAZ|1075|Nazarene
          ORT|1036|Orthodox
          PEN|1038|Pentecostal
          PRE|1076|Presbyterian
          PRO|1077|Protestant
          PRC|1078|Protestant, No Denomination
          QUA|1071|Friends
          REC|1079|Reformed
          CAT|1041|Roman Catholic Church
          SAA|1080|Salvation Army
          SEV|1001|Adventist
          UCC|1082|United Church of Christ
          UNI|1052|Unitarian-Universalism
          UNU|1081|Unitarian Universalist
          CNF|1014|Confucianism
          DOC|1067|Disciples of Christ
          HSH|1020|Hinduism
          HVA|1020|Hinduism
          HOT|1020|Hinduism
          JAI|1024|Jainism
          MOS|1023|Islam
          MSH|1045|Shiite (Islam)
          MSU|1049|Sunni (Islam)
          NAM|1074|Native American
          SHN|1046|Shinto
          SIK|1047|Sikism
          SPI|1048|Spiritualism
          AME|1002|African Religions

        table SubscriberRelationship http://terminology.hl7.org/CodeSystem/subscriber-relationship
          SEL|self|Self
          SE|self|Self
          18|self|Self
          SPO|spouse|Spouse
          01|spouse|Spouse
          02|spouse|Spouse
          CHD|child|Child
          DEP|child|Child
          PAR|parent|Parent
          FTH|parent|Parent
          MTH|parent|Parent
          DOM|common|Common Law Spouse
          OTH|other|Other
          *|other|Other

        table TelecommunicationEquipmentType http://hl7.org/fhir/contact-point-system
          PH|phone|Phone
          FX|fax|Fax
          MD|other|Other
          CP|mobile|Mobile|http://hl7.org/fhir/contact-point-use
          SAT|other|Other
          BP|pager|Pager
          Internet|email|email
          X.400|email|email
          TDD|other|Other
          TTY|other|Other

        table TelecommunicationUseCode http://hl7.org/fhir/contact-point-use
          PRN|home|Home
          WPN|work|Work
          PRS|mobile|Mobile
        """#
}
